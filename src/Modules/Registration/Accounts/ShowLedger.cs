using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Registers;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Accounts;

/// <summary>登记账簿 — all that the registers hold of one party: its accounts, rights, what burdens them, and its certificates.</summary>
internal static class ShowLedger
{
    internal sealed record AccountLine(Guid Id, string Number, string Jurisdiction, DateOnly OpenedOn, AccountStatus Status);
    internal sealed record EncumbranceLine(
        Guid Id, EncumbranceKind Kind, Guid? InFavourOf, string? InFavourOfName, int? Rank, long? AmountFen, DateOnly From,
        DateOnly? Until, bool Standing);
    /// <param name="Asset">资产类型, as the filing stated it that made the right, or the one it derives from; null where the register
    /// does not tell them apart.</param>
    internal sealed record RightLine(
        Guid Id, string? UnitNumber, string Jurisdiction, Guid ResourceId, string? Title, AssetView? Asset, RightKind Kind, Guid? Parent,
        string Scope, DateOnly From, DateOnly? Until, RightStatus Status, IReadOnlyList<EncumbranceLine> Encumbrances);
    internal sealed record AssetView(string Key, string Zh, string En);
    internal sealed record CertificateLine(
        string Number, Guid ResourceId, string ResourceTitle, DateOnly IssuedOn, DateOnly? ValidUntil, CertificateStatus Status,
        string Pack);
    internal sealed record View(
        Guid OrganizationId, string Name, IReadOnlyList<AccountLine> Accounts, IReadOnlyList<RightLine> Rights,
        IReadOnlyList<EncumbranceLine> InFavour, IReadOnlyList<CertificateLine> Certificates);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/ledger", Handle).OpenToSignedIn("registration:read").WithName(nameof(ShowLedger)).WithSummary("登记账簿");

    /// <param name="organization">Another's ledger is the registry's and its supervisors' to read.</param>
    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        Guid? organization, HttpContext context, IParties parties, LedgerReader reader, CallerBox box, CancellationToken ct)
    {
        var holder = new OrganizationId(organization ?? box.Known.OrganizationId);
        return holder.Value != box.Known.OrganizationId && !FilingViews.Staff.Any(box.Known.Is)
            || await parties.Find(holder, ct) is not { } party ? Refusals.NoSuchParty.Problem(context)
            : TypedResults.Ok(await reader.Read(party, ct));
    }
}

/// <summary>Reads all that the registers hold of one party.</summary>
internal sealed class LedgerReader(AppDb db, PartyNames parties, PinnedPacks packs, IClock clock)
{
    const int LinesMax = 500;

    static readonly Circumstance[] Assets =
        [Circumstance.ResourceObject, Circumstance.ProductObject, Circumstance.ComponentObject, Circumstance.ModelObject,
            Circumstance.ComputeObject];

    readonly DateOnly today = LegalDay.Of(clock.Now);

    public async Task<ShowLedger.View> Read(PartyCard party, CancellationToken ct)
    {
        var holder = party.Id;
        var certificates = await db.Set<Certificate>().AsNoTracking().Where(c => c.HolderId == holder).OrderByDescending(c => c.Id)
            .Take(LinesMax).ToListAsync(ct);
        var favour = await db.Set<Encumbrance>().AsNoTracking().Where(e => e.InFavourOf == holder).OrderByDescending(e => e.Id)
            .Take(LinesMax).ToListAsync(ct);
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => a.OrganizationId == holder).OrderBy(a => a.Id)
            .Take(Paging.TakeMax).Select(a => new ShowLedger.AccountLine(a.Id.Value, a.Number, a.Jurisdiction, a.OpenedOn, a.Status))
            .ToListAsync(ct);
        return new(holder.Value, party.Name, accounts, await Rights(holder, ct), favour.ConvertAll(e => Of(e, party.Name)),
            certificates.ConvertAll(c => new ShowLedger.CertificateLine(
                c.Number, c.ResourceId.Value, c.Facts.Resource.Title, c.IssuedOn, c.ValidUntil, c.On(today), c.PackId)));
    }

    async Task<IReadOnlyList<ShowLedger.RightLine>> Rights(OrganizationId holder, CancellationToken ct)
    {
        var rights = await db.Set<RegisteredRight>().AsNoTracking().Where(r => r.HolderId == holder).OrderByDescending(r => r.Id)
            .Take(LinesMax).ToListAsync(ct);
        var ids = rights.Select(r => r.UnitId).Distinct().ToList();
        var units = await db.Set<RegistrationUnit>().AsNoTracking().Where(u => ids.Contains(u.Id)).OrderBy(u => u.Id).Take(LinesMax)
            .ToDictionaryAsync(u => u.Id, ct);
        var titles = await db.Set<RegisterLine>().AsNoTracking().Where(l => ids.Contains(l.UnitId)).OrderBy(l => l.UnitId).Take(LinesMax)
            .ToDictionaryAsync(l => l.UnitId, l => l.Title, ct);
        var burdens = await db.Set<Encumbrance>().AsNoTracking().Where(e => ids.Contains(e.UnitId)).OrderBy(e => e.Id).Take(LinesMax)
            .ToListAsync(ct);
        var names = await parties.Organizations(burdens.Select(b => b.InFavourOf).OfType<OrganizationId>(), ct);
        var assets = await AssetsOf(rights, ids, ct);
        return rights.ConvertAll(r => new ShowLedger.RightLine(
            r.Id.Value, units[r.UnitId].Number, units[r.UnitId].Register, units[r.UnitId].ResourceId.Value,
            titles.GetValueOrDefault(r.UnitId), assets.GetValueOrDefault(r.Id), r.Kind, r.ParentId?.Value, r.Scope, r.From, r.Until,
            r.Status is RightStatus.Standing && !r.StandsOn(today) ? RightStatus.Lapsed : r.Status,
            [.. burdens.Where(e => e.UnitId == r.UnitId && e.Burdens(r.Id)).Select(e => Of(e, e.InFavourOf is { } o
                ? names.GetValueOrDefault(o.Value) : null))]));
    }

    /// <summary>What kind of asset the filing behind each right stated; what derives from it is of the same kind.</summary>
    async Task<Dictionary<RightId, ShowLedger.AssetView>> AssetsOf(List<RegisteredRight> rights, List<UnitId> units, CancellationToken ct)
    {
        var sources = await db.Set<RegisteredRight>().AsNoTracking().Where(r => units.Contains(r.UnitId) && r.ParentId == null)
            .OrderBy(r => r.Id).Take(LinesMax).ToListAsync(ct);
        var entries = rights.Concat(sources).Select(r => r.MadeBy).Distinct().ToList();
        var filed = await (from e in db.Set<Entry>().AsNoTracking()
                           where entries.Contains(e.Id)
                           join f in db.Set<Filing>().AsNoTracking() on e.FilingId equals f.Id
                           orderby e.Id
                           select new { Entry = e.Id, f.Kind, f.PackId, f.PackSha256, f.Content }).Take(2 * LinesMax).ToListAsync(ct);
        var stated = new Dictionary<EntryId, ShowLedger.AssetView>();
        foreach (var f in filed)
            if (Stated(f.Content, (await packs.Of(f.PackId, f.PackSha256, ct)).Rules.Of(f.Kind)) is { } asset) stated[f.Entry] = asset;
        var found = new Dictionary<RightId, ShowLedger.AssetView>();
        foreach (var right in rights)
        {
            var asset = stated.GetValueOrDefault(right.MadeBy) ?? sources.Where(s => s.UnitId == right.UnitId)
                .Select(s => stated.GetValueOrDefault(s.MadeBy)).FirstOrDefault(a => a is not null);
            if (asset is not null) found[right.Id] = asset;
        }
        return found;
    }

    /// <summary>The form's own field for it, else the object that the filing declared.</summary>
    static ShowLedger.AssetView? Stated(FilingContent content, KindRules of)
    {
        if (of.Fields.Find(f => f is { States: CertificateContent.AssetType, Type: FieldType.Choice }) is { } field
            && field.Choices.Find(c => c.Key == content.Fields.GetValueOrDefault(field.Key)) is { } choice)
            return new(choice.Key, choice.Zh, choice.En);
        return content.Circumstances.FirstOrDefault(Assets.Contains) is var declared && Assets.Contains(declared)
            ? new($"{declared}", CircumstanceWords.Zh(declared), CircumstanceWords.En(declared)) : null;
    }

    ShowLedger.EncumbranceLine Of(Encumbrance e, string? inFavourOf) => new(
        e.Id.Value, e.Kind, e.InFavourOf?.Value, inFavourOf, e.Rank, e.Amount?.Value, e.From, e.Until, e.StandsOn(today));
}
