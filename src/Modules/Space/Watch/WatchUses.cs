using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Watch;

/// <summary>使用监察 — every use and every refusal of all agreements, as it happens, for the venue and the regulator.</summary>
internal static class WatchUses
{
    /// <param name="Number">The use's place among the agreed ones; null when it was denied and cost none.</param>
    /// <param name="Uses">How many were agreed; null when the agreement is gone.</param>
    /// <param name="MicroRho">What the answer cost of the month's privacy budget, in 10⁻⁶ of ρ; null where it had no noise.</param>
    /// <param name="Identities">How many it asked about or matched, out of those of the legal day; null where there are none.</param>
    /// <param name="IdentitiesPerDay">How many may be asked about in one legal day; null with it.</param>
    /// <param name="Cause">Why a run released nothing: never told to whoever asked.</param>
    internal sealed record Row(
        Guid Id, string Urn, DateTime At, UseKind Kind, UseMode Mode, Guid AgreementId, string AgreementNumber, string? ProductName,
        string? OrganizationName, string? PersonName, int? Number, int? Uses, string? Code, string? Clause, Rooms.Cause? Cause,
        int? Groups, long? PriceFen, int? MicroRho, int? Identities, int? IdentitiesPerDay, Guid? FactId);

    static readonly Role[] Watchers = [Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/uses", List).OpenTo("space:read", Watchers).WithName(nameof(WatchUses)).WithSummary("使用监察");
        routes.MapGet("/uses/counts", UseCounts.Count).OpenTo("space:read", Watchers).WithName("CountUses").WithSummary("使用与被拒统计");
    }

    static async Task<Ok<Page<Row>>> List(
        UseKind? kind, string? code, Guid? agreement, string? after, int? take, AppDb db, Rows rows, CancellationToken ct)
    {
        var uses = db.Set<Use>().AsNoTracking();
        if (kind is { } k) uses = uses.Where(u => u.Kind == k);
        if (code is { Length: > 0 }) uses = uses.Where(u => u.Code == code);
        if (agreement is { } a && new AgreementId(a) is var of) uses = uses.Where(u => u.Agreement == of);
        if (Paging.After<UseId>(after) is { } cursor) uses = uses.Where(u => u.Id.CompareTo(cursor) < 0);
        var size = Paging.Size(take);
        var found = await uses.OrderByDescending(u => u.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Paging.Cut(await rows.Of(found, ct), size, r => r.Id.ToString()));
    }

    /// <summary>Uses with the names of who and the number of what.</summary>
    internal sealed class Rows(IAgreements agreements, IProducts products, IParties parties, UseViews views, HostSettings node)
    {
        public async Task<List<Row>> Of(List<Use> uses, CancellationToken ct)
        {
            var facts = await views.Facts(uses, ct);
            var organizations = await parties.OrganizationNames(uses.Select(u => u.Organization.Value).Distinct(), ct);
            var people = await parties.PersonNames(uses.Select(u => u.Person.Value).Distinct(), ct);
            var cards = new Dictionary<AgreementId, AgreementCard?>();
            foreach (var id in uses.Select(u => u.Agreement).Distinct()) cards[id] = await agreements.Find(id, ct);
            var names = new Dictionary<ProductId, string?>();
            foreach (var id in cards.Values.OfType<AgreementCard>().Select(c => c.Product).Distinct())
                names[id] = (await products.Find(id, ct))?.Name;
            return uses.ConvertAll(u =>
            {
                var card = cards[u.Agreement];
                var cost = u is { Kind: UseKind.Answered, Mode: UseMode.Private } ? card?.Policy.Controls.Privacy?.PerUse : null;
                return new Row(
                    u.Id.Value, node.Urn("use", u.Id.Value), u.At, u.Kind, u.Mode, u.Agreement.Value, card?.Number ?? "",
                    card is null ? null : names[card.Product], organizations.GetValueOrDefault(u.Organization.Value),
                    people.GetValueOrDefault(u.Person.Value), u.Number, card?.Policy.Uses, u.Code, u.Clause, u.Cause, u.Groups,
                    u.Price?.Value, cost, u.Probes > 0 ? u.Probes : null,
                    u.Probes > 0 ? card?.Policy.Controls.ProbesPerDayMax : null, facts.GetValueOrDefault(u.Id));
            });
        }
    }
}
