using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests;

public class CalendarFilesTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "rules", "calendar");
    static readonly CalendarFiles Files = CalendarFiles.Load(Folder);

    static bool IsWorkingDay(DateOnly day) => new WorkCalendar(Files).IsWorkingDay(day);

    [Theory]
    [InlineData("2019-02-02", true)]    // Saturday before the Spring Festival
    [InlineData("2019-04-28", true)]    // the notice that moved Labour Day in March 2019
    [InlineData("2019-05-02", false)]
    [InlineData("2020-02-01", false)]   // first announced as worked, then the festival was prolonged
    [InlineData("2020-01-31", false)]
    [InlineData("2020-02-03", true)]
    [InlineData("2021-02-20", true)]
    [InlineData("2022-10-08", true)]
    [InlineData("2023-01-02", false)]
    [InlineData("2024-02-04", true)]    // Sunday
    [InlineData("2024-02-09", true)]    // New Year's Eve was not yet a holiday
    [InlineData("2025-01-26", true)]    // Sunday
    [InlineData("2025-01-28", false)]   // New Year's Eve is one since 2025
    [InlineData("2025-10-08", false)]
    [InlineData("2026-01-02", false)]
    [InlineData("2026-01-04", true)]    // Sunday
    [InlineData("2026-02-14", true)]    // Saturday
    [InlineData("2026-02-28", true)]    // Saturday
    [InlineData("2026-09-20", true)]    // Sunday
    [InlineData("2026-10-10", true)]    // Saturday
    [InlineData("2026-10-11", false)]
    public void Weekends_worked_in_exchange_and_days_off_are_as_announced(string day, bool working)
        => IsWorkingDay(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ShouldBe(working, day);

    [Fact]
    public void Every_day_from_2019_to_2026_agrees_with_the_published_data()
    {
        var data = JsonNode.Parse(File.ReadAllBytes(Path.Combine(
            Repository, "native", "node_modules", "chinese-days", "dist", "chinese-days.json")))!;
        var (holidays, workdays) = (data["holidays"]!.AsObject(), data["workdays"]!.AsObject());

        for (var day = new DateOnly(2019, 1, 1); day.Year < 2027; day = day.AddDays(1))
        {
            var iso = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            IsWorkingDay(day).ShouldBe(workdays.ContainsKey(iso) || (!weekend && !holidays.ContainsKey(iso)), iso);
        }
    }

    [Fact]
    public void Announced_years_cite_their_notice_and_the_others_the_statute()
    {
        Files.Years.Select(y => y.Year).ShouldBe(Enumerable.Range(2019, Files.Years.Count));
        foreach (var year in Files.Years.Where(y => y.Status is PlanStatus.Announced))
            year.Sources[0].ShouldStartWith($"国务院办公厅关于{year.Year}年部分节假日安排的通知（国办发明电〔{year.Year - 1}〕");
        foreach (var year in Files.Years.Where(y => y.Status is PlanStatus.Provisional))
            year.Sources.ShouldHaveSingleItem().ShouldStartWith("全国年节及纪念日放假办法");
    }

    [Fact]
    public void A_provisional_year_holds_the_statutory_days_and_gives_back_those_lost_to_weekends()
    {
        foreach (var year in Files.Years.Where(y => y.Status is PlanStatus.Provisional))
        {
            var days = year.Holidays.ToDictionary(h => h.Name, h => h.Days);
            days["元旦"].ShouldContain(new DateOnly(year.Year, 1, 1));
            days["春节"].ShouldContain(Lunar(year.Year, 1, 1).AddDays(-1));
            for (var n = 0; n < 3; n++) days["春节"].ShouldContain(Lunar(year.Year, 1, 1).AddDays(n));
            days["清明节"][0].ShouldBeInRange(new(year.Year, 4, 4), new(year.Year, 4, 6));
            for (var n = 1; n <= 2; n++) days["劳动节"].ShouldContain(new DateOnly(year.Year, 5, n));
            days["端午节"].ShouldContain(Lunar(year.Year, 5, 5));
            days["中秋节"].ShouldContain(Lunar(year.Year, 8, 15));
            for (var n = 1; n <= 3; n++) days["国庆节"].ShouldContain(new DateOnly(year.Year, 10, n));

            Files.Holidays.Count(d => d.Year == year.Year && d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                .ShouldBe(13, $"{year.Year}: article 2 grants 13 days, article 6 none of them on a weekend");
            year.WorkedWeekends.ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_spring_festival_of_2027_is_on_6_february()
        => Files.Years.Single(y => y.Year == 2027).Holidays.Single(h => h.Name == "春节").Days.ShouldContain(new DateOnly(2027, 2, 6));

    [Fact]
    public void The_version_follows_every_byte_and_nothing_else()
    {
        CalendarFiles.Load(Folder).Version.ShouldBe(Files.Version);
        Files.Version.ShouldMatch("^[0-9a-f]{64}$");

        using var copy = new Copy();
        CalendarFiles.Load(copy.Folder).Version.ShouldBe(Files.Version);
        copy.Edit("2024.yaml", text => text + "# \n");
        CalendarFiles.Load(copy.Folder).Version.ShouldNotBe(Files.Version);
    }

    [Theory]
    [InlineData("year: 2024", "year: 2025", "2024.yaml is not named after its year.")]
    [InlineData("2024-02-04 ", "2024-02-05 ", "2024.yaml has a worked weekend that is none.")]
    [InlineData("2024-02-04 ", "2024-02-10 ", "2024.yaml has a day twice.")]
    [InlineData("2024-02-04 ", "2023-11-05 ", "2024.yaml has a day of another year.")]
    public void A_calendar_that_contradicts_itself_stops_the_start(string was, string becomes, string fault)
    {
        using var copy = new Copy();
        copy.Edit("2024.yaml", text => text.Replace(was, becomes, StringComparison.Ordinal));
        Should.Throw<InvalidDataException>(() => CalendarFiles.Load(copy.Folder)).Message.ShouldBe(fault);
    }

    [Theory]
    [InlineData("status: announced", "")]
    [InlineData("status: announced", "status: rumoured")]
    [InlineData("worked-weekends:", "workedweekends:")]
    [InlineData("2024-02-04 ", "2024-2-30 ")]
    public void A_calendar_with_unknown_missing_or_unreadable_values_stops_the_start(string was, string becomes)
    {
        using var copy = new Copy();
        copy.Edit("2024.yaml", text => text.Replace(was, becomes, StringComparison.Ordinal));
        Should.Throw<YamlDotNet.Core.YamlException>(() => CalendarFiles.Load(copy.Folder));
    }

    [Fact]
    public void A_missing_year_stops_the_start()
    {
        using var copy = new Copy();
        File.Delete(Path.Combine(copy.Folder, "2022.yaml"));
        Should.Throw<InvalidDataException>(() => CalendarFiles.Load(copy.Folder));
    }

    static DateOnly Lunar(int year, int month, int day)
    {
        var calendar = new ChineseLunisolarCalendar();
        var leap = calendar.GetLeapMonth(year);
        return DateOnly.FromDateTime(calendar.ToDateTime(year, leap > 0 && leap <= month ? month + 1 : month, day, 0, 0, 0, 0));
    }

    static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Yuanliu.slnx"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }

    sealed class Copy : IDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("calendar-").FullName;

        public Copy()
        {
            foreach (var file in Directory.GetFiles(CalendarFilesTests.Folder))
                File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }

        public void Edit(string file, Func<string, string> edit)
        {
            var path = Path.Combine(Folder, file);
            var text = File.ReadAllText(path);
            var edited = edit(text);
            edited.ShouldNotBe(text);
            File.WriteAllText(path, edited);
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
