using Microsoft.AspNetCore.Identity;
using Yuanliu.Parties.Organizations;
using Yuanliu.Parties.People;
using Yuanliu.Parties.Setup;

namespace Yuanliu.Parties;

/// <summary>首位管理员 — an empty node has nobody who could let anybody in: setting it up adds the platform and its administrator.</summary>
internal sealed class FirstParties(
    AppDb db, IPasswordHasher<Person> hasher, Mint mint, IClock clock, HostSettings node, SetupCode code) : IFirstParties
{
    /// <summary>There can be one row of this name: two processes that found one node at once cannot both succeed.</summary>
    const string FoundedSetting = "founded";

    public async Task<bool> Found(
        string platformName, string platformCode, string login, string name, string password, CancellationToken ct)
    {
        if (await db.Set<Organization>().AnyAsync(ct)) return false;
        var platform = new Organization
        {
            Id = mint.Id<OrganizationId>(), Name = platformName, Code = platformCode, Kind = OrganizationKind.Platform,
            RegisteredOn = LegalDay.Of(clock.Now),
        };
        platform.Register(node);
        var administrator = AddPerson.Make(mint.Id<PersonId>(), login, name, password, hasher, (platform.Id, [Role.Administrator]));
        db.AddRange(platform, administrator, new Setting { Name = FoundedSetting, Value = platform.Id.Value.ToString() });
        db.Record(node.Urn("organization", platform.Id.Value), new NodeFounded(platform.Id.Value, administrator.Id.Value));
        await db.SaveChangesAsync(ct);
        return true;
    }

    public async Task<string?> SetupCode(CancellationToken ct)
    {
        if (!await db.Set<Organization>().AnyAsync(ct)) return code.Open();
        code.Close();
        return null;
    }
}

/// <summary>节点已初始化 — the node has its platform and its first administrator.</summary>
internal sealed record NodeFounded(Guid Organization, Guid Administrator) : Fact
{
    public override string Kind => "parties.node-founded/1";
}
