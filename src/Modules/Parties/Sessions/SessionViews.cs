using Yuanliu.Parties.Organizations;
using Yuanliu.Parties.People;

namespace Yuanliu.Parties.Sessions;

internal sealed record OrganizationChoice(Guid Id, string Name, IReadOnlyList<Role> Roles);

internal sealed record SessionView(
    Guid PersonId, string PersonName, Guid OrganizationId, string OrganizationName, IReadOnlyList<Role> Roles,
    IReadOnlyList<OrganizationChoice> Organizations, DateTime ExpiresAt);

/// <summary>What the client shows of a session: who, for whom, with which roles, and the other organizations to switch to.</summary>
internal sealed class SessionViews(AppDb db)
{
    public async Task<SessionView> Of(PersonId person, OrganizationId organization, DateTime expiresAt, CancellationToken ct)
    {
        var name = await db.Set<Person>().Where(p => p.Id == person).Select(p => p.Name).SingleAsync(ct);
        var all = (await (
            from m in db.Set<Membership>()
            where m.PersonId == person
            join o in db.Set<Organization>() on m.OrganizationId equals o.Id
            orderby o.Name
            select new { o.Id, o.Name, m.Roles }).Take(50).ToListAsync(ct))
            .ConvertAll(m => new OrganizationChoice(m.Id.Value, m.Name, [.. m.Roles.Split(',').Select(Enum.Parse<Role>)]));
        var current = all.Single(o => o.Id == organization.Value);
        return new(person.Value, name, current.Id, current.Name, current.Roles, all, expiresAt);
    }
}
