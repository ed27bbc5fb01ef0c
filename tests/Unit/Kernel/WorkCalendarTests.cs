using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests;

public class WorkCalendarTests
{
    static readonly CalendarFiles Files = CalendarFiles.Load(Path.Combine(AppContext.BaseDirectory, "rules", "calendar"));
    static readonly WorkCalendar Calendar = new(Files);

    static Term Working(int length) => new() { Length = length, Unit = TermUnit.WorkingDays, Basis = "art. 19" };

    static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static Arbitrary<DateOnly> Days
        => Gen.Choose(Day("2018-06-01").DayNumber, Day("2028-12-31").DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();

    static Arbitrary<int> Lengths => Gen.Choose(1, 90).ToArbitrary();

    [Theory]
    [InlineData("2026-02-11", 3, "2026-02-14")]    // Thursday, Friday and the Saturday worked for the Spring Festival
    [InlineData("2026-02-13", 2, "2026-02-24")]    // over the Spring Festival of nine days
    [InlineData("2026-09-18", 1, "2026-09-20")]    // filed on a Friday, due on the Sunday that is worked
    [InlineData("2026-09-30", 3, "2026-10-10")]    // over National Day, to a worked Saturday
    [InlineData("2024-02-02", 5, "2024-02-08")]    // a week of six working days
    [InlineData("2024-04-03", 2, "2024-04-08")]    // over Qingming, with its Sunday worked
    [InlineData("2020-01-23", 1, "2020-02-03")]    // the Spring Festival that was prolonged
    [InlineData("2022-12-30", 1, "2023-01-03")]    // New Year
    [InlineData("2018-12-28", 2, "2019-01-02")]    // New Year's plan of 2019 has a worked Saturday in 2018
    [InlineData("2024-12-30", 20, "2025-01-27")]    // over New Year; the nineteenth is a worked Sunday
    [InlineData("2026-02-28", 20, "2026-03-27")]
    public void A_term_of_working_days_ends_on_the_day_the_law_would_count(string trigger, int length, string due)
        => Calendar.DueOn(Day(trigger), Working(length)).ShouldBe(Day(due));

    [Fact]
    public void A_term_of_n_working_days_holds_exactly_n_of_them_and_ends_on_one()
        => Prop.ForAll(Days, Lengths, (trigger, length) =>
        {
            var due = Calendar.DueOn(trigger, Working(length));
            var inside = Enumerable.Range(1, due.DayNumber - trigger.DayNumber).Count(n => Calendar.IsWorkingDay(trigger.AddDays(n)));
            return inside == length && Calendar.IsWorkingDay(due) && Calendar.Between(trigger, due, TermUnit.WorkingDays) == length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_term_from_every_day_of_december_reaches_over_new_year_without_losing_a_day()
    {
        for (var year = 2018; year <= 2027; year++)
            for (var trigger = new DateOnly(year, 12, 1); trigger.Year == year; trigger = trigger.AddDays(1))
                Calendar.Between(trigger, Calendar.DueOn(trigger, Working(30)), TermUnit.WorkingDays).ShouldBe(30, trigger.ToString("O"));
    }

    [Fact]
    public void Two_terms_in_a_row_end_where_their_sum_ends()
        => Prop.ForAll(Days, Lengths, Lengths, (trigger, first, second) =>
            Calendar.DueOn(Calendar.DueOn(trigger, Working(first)), Working(second)) == Calendar.DueOn(trigger, Working(first + second)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Whoever_files_later_is_never_due_earlier()
        => Prop.ForAll(Days, Lengths, (trigger, length) =>
            Calendar.DueOn(trigger, Working(length)) <= Calendar.DueOn(trigger.AddDays(1), Working(length)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Overdue_is_counted_in_the_same_days()
        => Prop.ForAll(Days, Lengths, (trigger, length) =>
            Calendar.Between(Calendar.DueOn(trigger, Working(length)), trigger, TermUnit.WorkingDays) == -length)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_day_no_plan_speaks_of_is_an_ordinary_weekday_or_weekend_and_provisional()
    {
        var year = Files.Years[^1].Year + 1;
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            Calendar.IsWorkingDay(day).ShouldBe(day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
            Calendar.IsProvisional(day).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_day_is_provisional_until_the_plan_that_settles_it_is_announced()
    {
        var last = Files.AnnouncedYears.Max();
        Calendar.IsProvisional(Day("2018-12-31")).ShouldBeTrue();
        Calendar.IsProvisional(Day("2019-01-01")).ShouldBeFalse();
        Calendar.IsProvisional(new(last - 1, 12, 31)).ShouldBeFalse();
        Calendar.IsProvisional(new(last, 12, 28)).ShouldBeFalse();
        Calendar.IsProvisional(new(last, 12, 29)).ShouldBeTrue();
        Calendar.IsProvisional(new(last + 1, 6, 1)).ShouldBeTrue();
    }
}
