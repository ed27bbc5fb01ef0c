using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>办结 — what follows from a filing's end: by when a refusal has to be told with its reason (here the decision tells it at
/// once), and until when its file is kept.</summary>
internal sealed record FilingEnd(DateOnly On, DateOnly? ToldBy, string? ToldBasis, DateOnly KeptUntil, string KeptBasis)
{
    public static FilingEnd? Of(Filing filing, RegistrationRules rules, WorkCalendar calendar)
    {
        if (!Filings.Procedure.IsFinal(filing.Stage)) return null;
        var on = LegalDay.Of(filing.Acts.Max(a => a.At));
        var notice = filing.Stage is Stage.Refused ? rules.RefusalNotice : null;
        return new(on, notice is null ? null : calendar.DueOn(on, notice), notice?.Basis, on.AddYears(rules.RetentionYears.Value),
            rules.RetentionYears.Basis);
    }
}
