using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Registers;

/// <summary>登记单位详情 — the whole of one unit: its rights with their chain, what burdens them, and the entries they follow from.</summary>
internal static class ShowUnit
{
    /// <param name="Chain">From this right to the source: the ids of its parents.</param>
    internal sealed record RightView(
        Guid Id, RightKind Kind, Guid HolderId, string HolderName, Guid? ParentId, IReadOnlyList<Guid> Chain, string Scope, Reach Reach,
        DateOnly From, DateOnly? Until, RightStatus Status);
    internal sealed record BurdenView(
        Guid Id, EncumbranceKind Kind, Guid? RightId, string? InFavourOf, int? Rank, long? AmountFen, string Ground, DateOnly From,
        DateOnly? Until, EncumbranceStatus Status);
    internal sealed record EntryView(
        Guid Id, int Ordinal, FilingKind Kind, Guid? FilingId, string PackId, DateTime At, int Lines, string Sha256,
            string? PreviousSha256);
    /// <param name="Drafts">The draft papers that the register's rules rest on.</param>
    internal sealed record View(
        string Register, string RegisterTitle, string RegisterTitleEn, IReadOnlyList<string> Drafts, string Number, string? Title,
        string? CertificateNumber, Guid ResourceId, DateOnly RegisteredOn, IReadOnlyList<RightView> Rights,
        IReadOnlyList<BurdenView> Encumbrances, IReadOnlyList<EntryView> Entries);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/register/{number}", Handle).OpenToSignedIn("registration:read").WithName(nameof(ShowUnit)).WithSummary("登记单位详情");

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        string number, HttpContext context, UnitReader reader, CancellationToken ct)
        => await reader.Find(number, ct) is not { } unit ? Refusals.NoSuchUnit.Problem(context)
            : TypedResults.Ok(await reader.View(unit, ct));
}

/// <summary>Reads units for those who may: the registry's staff, and whoever holds or held a right in one.</summary>
internal sealed class UnitReader(
    AppDb db, PartyNames parties, RegistrationPacks packs, LawIndex law, CallerBox box)
{
    const int EntriesMax = 1000;

    public async Task<RegistrationUnit?> Find(string number, CancellationToken ct)
    {
        if (await db.Set<RegistrationUnit>().AsNoTracking().SingleOrDefaultAsync(u => u.Number == number, ct) is not { } unit) return null;
        if (FilingViews.Staff.Any(box.Known.Is)) return unit;
        var (id, own) = (unit.Id, new OrganizationId(box.Known.OrganizationId));
        return await db.Set<RegisteredRight>().AnyAsync(r => r.UnitId == id && r.HolderId == own, ct) ? unit : null;
    }

    public async Task<ShowUnit.View> View(RegistrationUnit unit, CancellationToken ct)
    {
        var id = unit.Id;
        var rights = await db.Set<RegisteredRight>().AsNoTracking().Where(r => r.UnitId == id).OrderBy(r => r.Id).ToListAsync(ct);
        var burdens = await db.Set<Encumbrance>().AsNoTracking().Where(e => e.UnitId == id).OrderBy(e => e.Id).ToListAsync(ct);
        var entries = await db.Set<Entry>().AsNoTracking().Where(e => e.UnitId == id).OrderBy(e => e.Ordinal).Take(EntriesMax)
            .ToListAsync(ct);
        var names = await parties.Organizations(rights.Select(r => r.HolderId).Concat(burdens.Select(b => b.InFavourOf)
            .OfType<OrganizationId>()), ct);
        var parents = rights.ToDictionary(r => r.Id, r => r.ParentId);
        var line = await db.Set<RegisterLine>().AsNoTracking().SingleOrDefaultAsync(l => l.UnitId == id, ct);
        var pack = packs.For(entries[^1].PackId)!;
        return new(
            unit.Register, pack.Rules.Title, pack.Rules.TitleEn, law.DraftsIn(PackTree.FileOf(pack.Id)), unit.Number!,
            line?.Title, line?.CertificateNumber, unit.ResourceId.Value, unit.RegisteredOn!.Value,
            [.. rights.Select(r => new ShowUnit.RightView(
                r.Id.Value, r.Kind, r.HolderId.Value, names.GetValueOrDefault(r.HolderId.Value, ""), r.ParentId?.Value,
                    [.. Chain(r.Id, parents)],
                r.Scope, r.Reach, r.From, r.Until, r.Status))],
            [.. burdens.Select(b => new ShowUnit.BurdenView(
                b.Id.Value, b.Kind, b.RightId?.Value, b.InFavourOf is { } o ? names.GetValueOrDefault(o.Value) : null, b.Rank,
                    b.Amount?.Value,
                b.Ground, b.From, b.Until, b.Status))],
            entries.ConvertAll(e => new ShowUnit.EntryView(
                e.Id.Value, e.Ordinal, e.Kind, e.FilingId?.Value, e.PackId, e.At, e.Lines.Count, e.Sha256, e.PreviousSha256)));
    }

    static IEnumerable<Guid> Chain(RightId right, Dictionary<RightId, RightId?> parents)
    {
        for (var at = parents.GetValueOrDefault(right); at is { } parent; at = parents.GetValueOrDefault(parent)) yield return parent.Value;
    }
}
