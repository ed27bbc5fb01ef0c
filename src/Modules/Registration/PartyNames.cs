namespace Yuanliu.Registration;

/// <summary>Names of organizations and people, as the area shows them.</summary>
internal sealed class PartyNames(IParties parties)
{
    public async Task<string> Organization(OrganizationId id, CancellationToken ct) => (await parties.Find(id, ct))?.Name ?? "";

    public Task<IReadOnlyDictionary<Guid, string>> Organizations(IEnumerable<OrganizationId> ids, CancellationToken ct)
        => parties.OrganizationNames(ids.Select(i => i.Value), ct);

    public Task<IReadOnlyDictionary<Guid, string>> People(IEnumerable<PersonId?> ids, CancellationToken ct)
        => parties.PersonNames(ids.OfType<PersonId>().Select(i => i.Value), ct);
}
