using System.Globalization;
using Yuanliu.Compute.Privacy;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Privacy;

/// <summary>隐私预算 — what answers with noise have told a receiver, month by month, and how this month's budget burnt down.</summary>
internal static class ShowPrivacy
{
    const int MonthsMax = 12, UsesMax = 500;

    /// <param name="SpentMicroRho">In 10⁻⁶ of ρ, with what is reserved: a run that failed has spent it.</param>
    internal sealed record MonthView(string Month, long SpentMicroRho);
    internal sealed record SpentView(Guid UseId, int Number, DateTime At);
    /// <param name="Delta">The δ at which the losses are told as ε.</param>
    /// <param name="EpsilonGranted">What all answers of a month together may tell at most.</param>
    /// <param name="EpsilonSpent">What those of this month told at most.</param>
    /// <param name="Months">The newest first; this month is the first, spent or not.</param>
    /// <param name="Uses">Of this agreement, this month. Other agreements on the same data and receivers that are audited together spend
    /// from the same budget.</param>
    internal sealed record View(
        long PerMonthMicroRho, long PerUseMicroRho, int GroupsPerIdentity, string Delta, string EpsilonGranted, string EpsilonSpent,
        DateOnly From, DateOnly Until, IReadOnlyList<MonthView> Months, IReadOnlyList<SpentView> Uses);

    static readonly Role[] Readers = [Role.Analyst, Role.Steward, Role.Operator, Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/agreements/{id:guid}/privacy", Handle).OpenTo("space:read", Readers).WithName(nameof(ShowPrivacy)).WithSummary("隐私预算");

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, CallerBox box, Decisions.DecisionPoint point, IClock clock, CancellationToken ct)
    {
        var caller = box.Known;
        var isStaff = caller.Is(Role.ExchangeStaff) || caller.Is(Role.Regulator);
        if (await point.Policy(id, new(caller.OrganizationId), isStaff, ct) is not { } policy)
            return Refusals.NoSuchAgreement.Problem(context);
        if (policy.Terms.Privacy is not { } terms) return Refusals.Mode(UseMode.Private).Problem(context);
        var agreement = policy.Agreement;
        var circle = await AuditBook.CircleOf(db, agreement.Buyer, ct);
        var accounts = await db.Set<PrivacyAccount>().AsNoTracking().Where(a => a.Resource == agreement.Resource && a.Circle == circle)
            .OrderByDescending(a => a.Month).Take(MonthsMax).ToListAsync(ct);
        return TypedResults.Ok(Of(terms, LegalDay.Of(clock.Now), accounts, await Uses(db, agreement.Id, clock, ct)));
    }

    static View Of(PrivacyTerms terms, DateOnly today, List<PrivacyAccount> accounts, List<SpentView> uses)
    {
        var first = new DateOnly(today.Year, today.Month, 1);
        var month = first.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var now = accounts.Find(a => a.Month == month);
        var spent = now is null ? new PrivacyLoss(new(0), new(0))
            : new(new(now.CommittedRho + now.ReservedRho), new(now.CommittedDelta + now.ReservedDelta));
        return new(terms.PerMonth, terms.PerUse, terms.GroupsPerIdentity, PrivateQuestion.ToldDelta.ToString(),
            Told(PrivateQuestion.Granted(terms)), Told(spent), first, first.AddMonths(1).AddDays(-1),
            [.. (now is null ? [new(month, 0)] : Array.Empty<MonthView>()), .. accounts.Select(Month)], uses);
    }

    static MonthView Month(PrivacyAccount account)
        => new(account.Month, new Rho(account.CommittedRho + account.ReservedRho).MicroSpent);

    /// <summary>A loss as ε, wherever one is told.</summary>
    internal static string Told(PrivacyLoss loss) => Accountant.EpsilonAt(loss, PrivateQuestion.ToldDelta)?.Told ?? "∞";

    static async Task<List<SpentView>> Uses(AppDb db, AgreementId agreement, IClock clock, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var start = LegalDay.Start(new(today.Year, today.Month, 1));
        return await db.Set<Use>().AsNoTracking()
            .Where(u => u.Agreement == agreement && u.At >= start && u.Kind == UseKind.Answered && u.Mode == UseMode.Private)
            .OrderBy(u => u.Number).Take(UsesMax).Select(u => new SpentView(u.Id.Value, u.Number!.Value, u.At)).ToListAsync(ct);
    }
}
