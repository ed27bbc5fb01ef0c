using Shouldly;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>One regime as its paper has it, asked in the paper's own terms.</summary>
internal sealed class PackCase(string id)
{
    static readonly RegistrationPacks All = RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration"));
    static readonly WorkCalendar Calendar = new(CalendarFiles.Load(Path.Combine(AppContext.BaseDirectory, "rules", "calendar")));
    static readonly HostSettings Node = new("", "test.example", "", false);

    public Pack<RegistrationRules> Pack { get; } = All.For(id) ?? throw new InvalidOperationException($"{id} is not shipped.");
    public RegistrationRules Rules => Pack.Rules;

    /// <summary>For example <c>5 WorkingDays</c>; what the source leaves open is marked with a question mark.</summary>
    public string Term(FilingKind kind, Deadline deadline, params Circumstance[] circumstances)
    {
        var term = Rules.TermOf(kind, Route(kind, circumstances), deadline);
        return $"{term.Length} {term.Unit}{(term.Open ? " ?" : "")}";
    }

    public ProcedureName Route(FilingKind kind, params Circumstance[] circumstances)
        => FilingDesk.Route(Rules.Of(kind), circumstances).Procedure;

    public IEnumerable<string> Needed(FilingKind kind, params Circumstance[] circumstances)
        => Rules.Of(kind).Materials.Where(m => m.IsNeeded(circumstances)).Select(m => m.Key);

    public Filing New(FilingKind kind, params Circumstance[] circumstances) => new()
    {
        Id = new(Guid.Empty), Number = "1", Kind = kind, Procedure = Route(kind, circumstances), ApplicantId = new(Guid.Empty),
        ResourceId = new(Guid.Empty), UnitId = new(Guid.Empty), PackId = Pack.Id, PackSha256 = Pack.Sha256, ResourceTitle = "x",
        Content = new(new(new(Guid.Empty), new(Guid.Empty), "x", "", true, 1, 1, "", 1, []), [], new Dictionary<string, string>(), [], []),
    };

    /// <param name="day">The legal day, at nine in the morning.</param>
    public Result<Stage> Try(Filing filing, Step step, Actor by, string day, string? reason = null, byte person = 0) => filing.Take(
        new()
        {
            Id = Guid.Empty, Step = step, By = by, Reason = reason ?? (Procedure.NeedsReason(step) ? "x" : null),
            PersonId = by is Actor.Time or Actor.Objector ? null
                : new(new Guid(person == 0 ? (int)by + 1 : 100 + person, 0, 0, new byte[8])),
            Papers = Procedure.NeedsPaper(step) ? [new("受理通知书", new('0', 64), 1)] : [],
            At = LegalDay.Start(DateOnly.ParseExact(day, "yyyy-MM-dd")).AddHours(9),
        }, Pack, Calendar, Node);

    public void Take(Filing filing, Step step, Actor by, string day)
        => Try(filing, step, by, day).Refusal.ShouldBeNull($"{step} by {by} on {day} while {filing.Stage}");

    /// <summary>The window is open on its last day and closes on the next, by time and by nobody else.</summary>
    public void ClosesAfter(Filing filing, string last, string next, Step step, Stage into)
    {
        filing.DueOn.ShouldBe(DateOnly.ParseExact(last, "yyyy-MM-dd"));
        Should.Throw<InvalidOperationException>(() => Try(filing, step, Actor.Time, last), "time comes early");
        Take(filing, step, Actor.Time, next);
        filing.Stage.ShouldBe(into);
    }
}
