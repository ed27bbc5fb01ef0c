using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>申请期限 — how late a filing came, counted from the event by the working calendar.</summary>
/// <param name="Late">Days beyond the last one, in the unit of the term.</param>
internal sealed record Lateness(
    FilingEvent Event, DateOnly EventOn, DateOnly LastDay, int Late, TermUnit Unit, string Basis, bool Open, string? Reason);

/// <summary>Computes filing terms: a late filing is refused where the pack says so; else it is taken, and the delay stands in
/// evidence.</summary>
internal sealed class FilingTerms(AppDb db, WorkCalendar calendar)
{
    public async Task<Result<IReadOnlyList<Lateness>>> Check(
        FilingForm form, KindRules rules, IReadOnlyCollection<Circumstance> circumstances, DateOnly today, CancellationToken ct)
    {
        var late = new List<Lateness>();
        foreach (var term in rules.Within.Where(t => !t.AfterRegistration && (t.When.Count == 0 || t.When.Exists(circumstances.Contains))))
        {
            if (await EventOn(term.From, form, today, ct) is not { } day) return Refusals.EventMissing(term.From, term.Basis);
            var last = LastDay(term, day);
            if (term.Opens)
            {
                if (today < last) return Refusals.FiledEarly(last, term.Basis);
                continue;
            }
            if (!term.Before && day > today) return Refusals.EventAhead(term.From, term.Basis);
            if (today <= last) continue;
            if (term.Bars) return Refusals.FiledLate(last, term.Basis);
            late.Add(new(term.From, day, last, calendar.Between(last, today, term.Unit), term.Unit, term.Basis, term.Open, term.Reason));
        }
        return late;
    }

    DateOnly LastDay(FilingTerm rule, DateOnly day)
    {
        var term = new Term { Length = rule.Length, Unit = rule.Unit, Basis = rule.Basis };
        return rule.Before ? calendar.LastDayBefore(day, term) : calendar.DueOn(day, term);
    }

    /// <summary>What the register or the calendar knows is not asked.</summary>
    async Task<DateOnly?> EventOn(FilingEvent from, FilingForm form, DateOnly today, CancellationToken ct) => from switch
    {
        FilingEvent.CertificateIssue or FilingEvent.CertificateExpiry => await Certificate(form.Certificate, from, ct),
        FilingEvent.YearEnd => new DateOnly(today.Year - 1, 12, 31),
        FilingEvent.QuarterEnd => new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1).AddDays(-1),
        FilingEvent.Contract or FilingEvent.Occurrence or FilingEvent.MarketRegulatorApproval or FilingEvent.MarketRegulatorFiling
            => form.Events.TryGetValue(from, out var given) ? given : null,
    };

    async Task<DateOnly?> Certificate(string? number, FilingEvent from, CancellationToken ct)
        => number is not null && await db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, ct) is { } found
            ? from is FilingEvent.CertificateIssue ? found.IssuedOn : found.ValidUntil : null;
}
