using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>What a step answers: where the filing stands now, what runs, and what may be done next.</summary>
internal sealed record StepReply(Stage Stage, RunningClock? Clock, IReadOnlyList<OpenStep> OpenSteps);

/// <summary>Shows filings to one caller: clocks as of today, and only the steps this caller may take.</summary>
internal sealed class FilingViews(WorkCalendar calendar, IClock clock, CallerBox box, Capacities capacities)
{
    /// <summary>Whoever sees every filing because of an office; others see their own organization's.</summary>
    public static readonly Role[] Staff = [Role.Registrar, Role.Regulator];

    public StepReply Reply(FilingStanding standing)
        => new(standing.Filing.Stage, Clock(standing.Filing, standing.Pack.Rules), OpenSteps(standing));

    /// <summary>Its length is that of this very term: a resumed window has what was left of it.</summary>
    public RunningClock? Clock(Filing filing, RegistrationRules rules)
        => filing is { Running: { } running, StartedOn: { } started, DueOn: { } due, Length: { } length }
        ? RunningClock.Of(running.ToString(), started, due, rules.TermOf(filing.Kind, filing.Procedure, running) with { Length = length },
            LegalDay.Of(clock.Now), calendar) : null;

    public IReadOnlyList<OpenStep> OpenSteps(FilingStanding standing)
    {
        var (filing, rules) = (standing.Filing, standing.Pack.Rules);
        var person = new PersonId(box.Known.PersonId);
        var basis = filing.Running is { } running ? rules.TermOf(filing.Kind, filing.Procedure, running).Basis : rules.Of(filing.Kind)
            .Basis;
        var gaps = filing.Content.Outstanding(rules.Of(filing.Kind)).Count > 0;
        return [.. filing.Table.Steps.OpenTo(filing.Stage, [.. capacities.Of(filing)])
            .Where(row => Separation.Bar(filing, row.Step, row.By, person, rules) is null
                && (row.Step is not (Step.Accept or Step.AcceptWithGaps) || gaps == row.Step is Step.AcceptWithGaps))
            .Select(row => new OpenStep(row.Step.ToString(), row.By.ToString(),
                $"/api/registration/filings/{filing.Id.Value}/{Path(row.Step)}", basis, Procedure.NeedsReason(row.Step),
                Procedure.IsMain(row.Step) && !WaitsForReviewer(filing)))];
    }

    /// <summary>Where a third party judges next and none is named, naming it is the step that leads on: the review does not pass
    /// before.</summary>
    public static bool WaitsForReviewer(Filing filing)
        => filing is { Stage: Stage.UnderReview, ReviewerId: null } && filing.Table.HasSubstance;

    /// <summary>The last part of a step's address: <c>pass-review</c>.</summary>
    public static string Path(Enum step) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(step.ToString());

    /// <summary>The filings that the caller may see.</summary>
    public IQueryable<Filing> Visible(AppDb db)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        var all = db.Set<Filing>().AsNoTracking();
        if (Staff.Any(box.Known.Is)) return all;
        var member = box.Known.Is(Role.CommitteeMember);
        return all.Where(f => f.ApplicantId == own || f.CounterpartyId == own || f.ReviewerId == own
            || member && f.Procedure == ProcedureName.Committee
            || db.Set<Encumbrance>().Any(e => e.UnitId == f.UnitId && e.InFavourOf == own && e.Status == EncumbranceStatus.Standing));
    }
}
