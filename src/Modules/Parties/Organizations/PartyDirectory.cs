using Yuanliu.Parties.People;

namespace Yuanliu.Parties.Organizations;

/// <summary>主体名录 — answers other modules' questions about organizations and people.</summary>
internal sealed class PartyDirectory(AppDb db) : IParties
{
    public Task<PartyCard?> Find(OrganizationId id, CancellationToken ct) => db.Set<Organization>().AsNoTracking()
        .Where(o => o.Id == id)
        .Select(o => new PartyCard(o.Id, o.Name, o.Code) { IsPerson = o.Kind == OrganizationKind.NaturalPerson }).SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyDictionary<Guid, string>> OrganizationNames(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().Select(OrganizationId.From).ToList();
        return await db.Set<Organization>().Where(o => wanted.Contains(o.Id)).OrderBy(o => o.Id).Take(1000)
            .ToDictionaryAsync(o => o.Id.Value, o => o.Name, ct);
    }

    public async Task<IReadOnlyList<Guid>> OrganizationsNamed(string part, int most, CancellationToken ct)
        => (await db.Set<Organization>().AsNoTracking().Where(o => o.Name.Contains(part)).OrderBy(o => o.Id).Select(o => o.Id).Take(most)
            .ToListAsync(ct)).ConvertAll(id => id.Value);

    public async Task<IReadOnlyDictionary<Guid, string>> PersonNames(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().Select(PersonId.From).ToList();
        return await db.Set<Person>().Where(p => wanted.Contains(p.Id)).OrderBy(p => p.Id)
            .Take(1000).ToDictionaryAsync(p => p.Id.Value, p => p.Name, ct);
    }

    public Task<PartyCard> Platform(CancellationToken ct) => db.Set<Organization>().AsNoTracking()
        .Where(o => o.Kind == OrganizationKind.Platform).OrderBy(o => o.Id).Select(o => new PartyCard(o.Id, o.Name, o.Code)).FirstAsync(ct);

    public Task<bool> HasPlatform(CancellationToken ct) => db.Set<Organization>().AnyAsync(o => o.Kind == OrganizationKind.Platform, ct);
}
