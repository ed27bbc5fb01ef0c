using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>What a step answers: where the filing stands now, what runs, and what may be done next.</summary>
internal sealed record StepReply(Stage Stage, RunningClock? Clock, IReadOnlyList<OpenStep> OpenSteps);

/// <summary>Shows filings to one caller: clocks as of today, and only the steps this caller may take.</summary>
internal sealed class FilingViews(WorkCalendar calendar, IClock clock, CallerBox box)
{
    /// <summary>Whoever sees every filing because of an office; others see their own organization's.</summary>
    public static readonly Role[] Staff = [Role.Registrar, Role.Regulator];

    public StepReply Reply(FilingStanding standing)
        => new(standing.Filing.Stage, Clock(standing.Filing, standing.Pack.Rules), OpenSteps(standing));

    public RunningClock? Clock(Filing filing, RegistrationRules rules)
        => filing is { Running: { } running, StartedOn: { } started, DueOn: { } due }
        ? RunningClock.Of(running.ToString(), started, due, rules.TermOf(filing.Kind, filing.Procedure, running), LegalDay.Of(clock.Now),
            calendar) : null;

    public IReadOnlyList<OpenStep> OpenSteps(FilingStanding standing)
    {
        var (filing, rules) = (standing.Filing, standing.Pack.Rules);
        var person = new PersonId(box.Known.PersonId);
        var basis = filing.Running is { } running ? rules.TermOf(filing.Kind, filing.Procedure, running).Basis
            : rules.Of(filing.Kind).Basis;
        return [.. filing.Table.Steps.OpenTo(filing.Stage, [.. Actors(filing)])
            .Where(row => filing.Bar(row.Step, row.By, person, rules) is null)
            .Select(row => new OpenStep(row.Step.ToString(), row.By.ToString(),
            $"/api/registration/filings/{filing.Id.Value}/{Path(row.Step)}",
                basis, Procedure.NeedsReason(row.Step), Procedure.IsMain(row.Step)))];
    }

    IEnumerable<Actor> Actors(Filing filing)
    {
        if (box.Known.Is(Role.Registrar)) yield return Actor.Registrar;
        if (box.Known.Is(Role.Steward) && box.Known.OrganizationId == filing.ApplicantId.Value) yield return Actor.Applicant;
    }

    /// <summary>The last part of a step's address: <c>pass-review</c>.</summary>
    public static string Path(Step step) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(step.ToString());

    /// <summary>The filings that the caller may see.</summary>
    public IQueryable<Filing> Visible(AppDb db)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        var all = db.Set<Filing>().AsNoTracking();
        return Staff.Any(box.Known.Is) ? all : all.Where(f => f.ApplicantId == own);
    }
}
