using Microsoft.AspNetCore.Identity;
using Yuanliu.Parties.Organizations;
using Yuanliu.Parties.People;

namespace Yuanliu.Parties;

/// <summary>首位管理员 — an empty node has nobody who could let anybody in: the host adds the platform and its administrator.</summary>
internal sealed class FirstParties(AppDb db, IPasswordHasher<Person> hasher, Mint mint, IClock clock, HostSettings node) : IFirstParties
{
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
        db.Add(platform);
        db.Add(AddPerson.Make(mint.Id<PersonId>(), login, name, password, hasher, (platform.Id, [Role.Administrator])));
        await db.SaveChangesAsync(ct);
        return true;
    }
}
