namespace Yuanliu.Kernel;

/// <summary>The only source of time. Microseconds, because that is what both databases keep and what evidence hashes.</summary>
public interface IClock { DateTime Now { get; } }

/// <summary>The host's own clock, cut to microseconds.</summary>
public sealed class SystemClock(TimeProvider time) : IClock
{
    public SystemClock() : this(TimeProvider.System) { }

    public DateTime Now
    {
        get
        {
            var ticks = time.GetUtcNow().UtcTicks;
            return new(ticks - ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
        }
    }
}

/// <summary>A day as the law counts it: Beijing time, whatever the server's clock is set to.</summary>
public static class LegalDay
{
    public static DateOnly Of(DateTime utc) => DateOnly.FromDateTime(utc.AddHours(8));

    /// <summary>The moment (UTC) at which a legal day begins.</summary>
    public static DateTime Start(DateOnly day) => DateTime.SpecifyKind(day.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc).AddHours(-8);
}

public enum TermUnit { WorkingDays, CalendarDays, CalendarMonths }

/// <summary>期限 — a length of time as the law words it.</summary>
public sealed record Term
{
    public required int Length { get; init; }
    public required TermUnit Unit { get; init; }
    public required string Basis { get; init; }
    /// <summary>The source is silent: <see cref="Length"/> is our default, for the <see cref="Reason"/> given.</summary>
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>工作日 — which days count, including weekends worked in exchange for holidays (调休).</summary>
public sealed class WorkCalendar(
    IReadOnlySet<DateOnly> holidays, IReadOnlySet<DateOnly> workedWeekends, IReadOnlySet<int> announcedYears, string version)
{
    public WorkCalendar(CalendarFiles files) : this(files.Holidays, files.WorkedWeekends, files.AnnouncedYears, files.Version) { }

    /// <summary>SHA-256 of the files it was read from: evidence cites it beside every date it computed.</summary>
    public string Version => version;

    public bool IsWorkingDay(DateOnly day) => workedWeekends.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day));

    /// <summary>
    /// The State Council has not announced the plan yet: a date that falls there may still move. New Year's plan has reached
    /// back to 29 December (2018), so the last three days of a year are settled by the plan of the next.
    /// </summary>
    public bool IsProvisional(DateOnly day) => !announcedYears.Contains(day.Year) || !announcedYears.Contains(day.AddDays(3).Year);

    /// <summary>The last day of the term. The day the term is triggered does not count.</summary>
    public DateOnly DueOn(DateOnly trigger, Term term)
    {
        if (term.Unit is TermUnit.CalendarDays) return trigger.AddDays(term.Length);
        if (term.Unit is TermUnit.CalendarMonths) return trigger.AddMonths(term.Length);

        var day = trigger;
        for (var left = term.Length; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) left--;
        }
        return day;
    }

    /// <summary>The latest day after which a whole term lies up to and including <paramref name="day"/>.</summary>
    public DateOnly LastDayBefore(DateOnly day, Term term)
    {
        if (term.Unit is TermUnit.CalendarDays) return day.AddDays(-term.Length);
        if (term.Unit is TermUnit.CalendarMonths) return day.AddMonths(-term.Length);

        var last = day;
        for (var left = term.Length; left > 0; last = last.AddDays(-1))
            if (IsWorkingDay(last)) left--;
        return last;
    }

    /// <summary>How many days of the given unit (calendar days where it is months) lie after <paramref name="from"/> up to and
    /// including <paramref name="to"/>;
    /// negative when overdue.</summary>
    public int Between(DateOnly from, DateOnly to, TermUnit unit)
    {
        if (to < from) return -Between(to, from, unit);
        if (unit is not TermUnit.WorkingDays) return to.DayNumber - from.DayNumber;
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            if (IsWorkingDay(day)) count++;
        return count;
    }
}

/// <summary>期限 as a screen shows it: what runs, until when, how much is left, and on what it rests.</summary>
/// <param name="Left">Days of <paramref name="Unit"/> left after today; negative when overdue.</param>
/// <param name="Provisional">The due day lies in a year whose holiday plan is not announced.</param>
public sealed record RunningClock(
    string Deadline, DateOnly StartedOn, DateOnly DueOn, int Length, TermUnit Unit, int Left, string Basis, bool Open, string? Reason,
    bool Provisional)
{
    public static RunningClock Of(string deadline, DateOnly startedOn, DateOnly dueOn, Term term, DateOnly today, WorkCalendar calendar)
        => new(deadline, startedOn, dueOn, term.Length, term.Unit, calendar.Between(today, dueOn, term.Unit),
            term.Basis, term.Open, term.Reason, calendar.IsProvisional(dueOn));
}
