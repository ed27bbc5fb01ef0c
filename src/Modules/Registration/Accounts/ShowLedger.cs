using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Accounts;

/// <summary>登记账簿 — all that the registers hold of one party: its accounts, rights, what burdens them, and its certificates.</summary>
internal static class ShowLedger
{
    internal sealed record AccountLine(Guid Id, string Number, string Jurisdiction, DateOnly OpenedOn, AccountStatus Status);
    internal sealed record EncumbranceLine(
        Guid Id, EncumbranceKind Kind, Guid? InFavourOf, int? Rank, long? AmountFen, DateOnly From, DateOnly? Until, bool Standing);
    internal sealed record RightLine(
        Guid Id, string? UnitNumber, string Jurisdiction, Guid ResourceId, RightKind Kind, Guid? Parent, string Scope, DateOnly From,
            DateOnly? Until,
        RightStatus Status, IReadOnlyList<EncumbranceLine> Encumbrances);
    internal sealed record CertificateLine(
        string Number, Guid ResourceId, string ResourceTitle, DateOnly IssuedOn, DateOnly? ValidUntil, CertificateStatus Status);
    internal sealed record View(
        Guid OrganizationId, string Name, IReadOnlyList<AccountLine> Accounts, IReadOnlyList<RightLine> Rights,
        IReadOnlyList<EncumbranceLine> InFavour, IReadOnlyList<CertificateLine> Certificates);

    const int LinesMax = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/ledger", Handle).OpenToSignedIn("registration:read").WithName(nameof(ShowLedger)).WithSummary("登记账簿");

    /// <param name="organization">Another's ledger is the registry's and its supervisors' to read.</param>
    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        Guid? organization, HttpContext context, AppDb db, IParties parties, IClock clock, CallerBox box, CancellationToken ct)
    {
        var holder = new OrganizationId(organization ?? box.Known.OrganizationId);
        if (holder.Value != box.Known.OrganizationId && !FilingViews.Staff.Any(box.Known.Is)
            || await parties.Find(holder, ct) is not { } party) return Refusals.NoSuchParty.Problem(context);
        var today = LegalDay.Of(clock.Now);
        var certificates = await db.Set<Certificate>().AsNoTracking().Where(c => c.HolderId == holder).OrderByDescending(c => c.Id)
            .Take(LinesMax).ToListAsync(ct);
        var favour = await db.Set<Encumbrance>().AsNoTracking().Where(e => e.InFavourOf == holder).OrderByDescending(e => e.Id)
            .Take(LinesMax)
            .ToListAsync(ct);
        return TypedResults.Ok(new View(
            holder.Value, party.Name, await Accounts(db, holder, ct), await Rights(db, holder, today, ct),
                favour.ConvertAll(e => Of(e, today)),
            certificates.ConvertAll(c => new CertificateLine(
                c.Number, c.ResourceId.Value, c.Facts.Resource.Title, c.IssuedOn, c.ValidUntil, c.On(today)))));
    }

    static async Task<IReadOnlyList<AccountLine>> Accounts(AppDb db, OrganizationId holder, CancellationToken ct)
        => await db.Set<Account>().AsNoTracking().Where(a => a.OrganizationId == holder).OrderBy(a => a.Id).Take(Paging.TakeMax)
            .Select(a => new AccountLine(a.Id.Value, a.Number, a.Jurisdiction, a.OpenedOn, a.Status)).ToListAsync(ct);

    static async Task<IReadOnlyList<RightLine>> Rights(AppDb db, OrganizationId holder, DateOnly today, CancellationToken ct)
    {
        var rights = await db.Set<RegisteredRight>().AsNoTracking().Where(r => r.HolderId == holder).OrderByDescending(r => r.Id)
            .Take(LinesMax)
            .ToListAsync(ct);
        var ids = rights.Select(r => r.UnitId).Distinct().ToList();
        var units = await db.Set<RegistrationUnit>().AsNoTracking().Where(u => ids.Contains(u.Id)).OrderBy(u => u.Id).Take(LinesMax)
            .ToDictionaryAsync(u => u.Id, ct);
        var burdens = await db.Set<Encumbrance>().AsNoTracking().Where(e => ids.Contains(e.UnitId)).OrderBy(e => e.Id).Take(LinesMax)
            .ToListAsync(ct);
        return rights.ConvertAll(r => new RightLine(
            r.Id.Value, units[r.UnitId].Number, units[r.UnitId].Register, units[r.UnitId].ResourceId.Value, r.Kind, r.ParentId?.Value,
                r.Scope, r.From,
            r.Until, r.Status is RightStatus.Standing && !r.StandsOn(today) ? RightStatus.Lapsed : r.Status,
            [.. burdens.Where(e => e.UnitId == r.UnitId && e.Burdens(r.Id)).Select(e => Of(e, today))]));
    }

    static EncumbranceLine Of(Encumbrance e, DateOnly today)
        => new(e.Id.Value, e.Kind, e.InFavourOf?.Value, e.Rank, e.Amount?.Value, e.From, e.Until, e.StandsOn(today));
}
