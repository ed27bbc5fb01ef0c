using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.Converters;
using YamlDotNet.Serialization.NamingConventions;

namespace Yuanliu.Kernel;

/// <summary>Whether the State Council has announced the year's plan, or only the statute speaks so far.</summary>
public enum PlanStatus { Announced, Provisional }

/// <summary>节日 — the days off for one festival, with the weekend days among them.</summary>
public sealed record Holiday
{
    public required string Name { get; init; }
    public required List<DateOnly> Days { get; init; }
}

/// <summary>
/// 节假日安排 — one year's plan as its notice words it. New Year's part may lie in the December before.
/// </summary>
public sealed record CalendarYear
{
    public required int Year { get; init; }
    public required PlanStatus Status { get; init; }
    /// <summary>The notices, with their numbers; for a provisional year the statute.</summary>
    public required List<string> Sources { get; init; }
    public required List<Holiday> Holidays { get; init; }
    /// <summary>调休 — Saturdays and Sundays worked in exchange.</summary>
    public required List<DateOnly> WorkedWeekends { get; init; }
}

/// <summary>工作日历 — the plans of all known years, read once when the host starts.</summary>
public sealed class CalendarFiles
{
    CalendarFiles(IReadOnlyList<CalendarYear> years, string version)
    {
        Years = years;
        Version = version;
        Holidays = years.SelectMany(y => y.Holidays).SelectMany(h => h.Days).ToHashSet();
        WorkedWeekends = years.SelectMany(y => y.WorkedWeekends).ToHashSet();
        AnnouncedYears = years.Where(y => y.Status is PlanStatus.Announced).Select(y => y.Year).ToHashSet();
    }

    /// <summary>Ascending, without gaps.</summary>
    public IReadOnlyList<CalendarYear> Years { get; }
    public IReadOnlySet<DateOnly> Holidays { get; }
    public IReadOnlySet<DateOnly> WorkedWeekends { get; }
    public IReadOnlySet<int> AnnouncedYears { get; }

    /// <summary>
    /// SHA-256 in lower-case hex, the same as <c>sha256sum *.yaml | sha256sum</c> in the folder: evidence cites it beside each date.
    /// </summary>
    public string Version { get; }

    /// <summary>Reads <c>&lt;year&gt;.yaml</c> from the folder.</summary>
    /// <exception cref="YamlException">An unknown key or a missing value: the host must not start on half a calendar.</exception>
    /// <exception cref="InvalidDataException">No file, a gap between years, or days that contradict each other.</exception>
    public static CalendarFiles Load(string folder)
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance)
            .WithTypeConverter(new DateOnlyConverter(formats: ["yyyy-MM-dd"]))
            .WithEnforceRequiredMembers().WithEnforceNullability().WithDuplicateKeyChecking().Build();
        var years = new List<CalendarYear>();
        var sums = new StringBuilder();

        foreach (var file in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file);
            years.Add(Checked(yaml.Deserialize<CalendarYear>(Encoding.UTF8.GetString(bytes)), Path.GetFileName(file)));
            sums.Append($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {Path.GetFileName(file)}\n");
        }

        if (years.Count == 0 || years[^1].Year - years[0].Year != years.Count - 1)
            throw new InvalidDataException($"{folder} must hold one calendar for each year from its first to its last.");
        return new(years, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums.ToString()))));
    }

    static CalendarYear Checked(CalendarYear year, string file)
        => Fault(year, file) is { } fault ? throw new InvalidDataException($"{file} {fault}.") : year;

    static string? Fault(CalendarYear year, string file)
    {
        var days = year.Holidays.SelectMany(h => h.Days).Concat(year.WorkedWeekends).ToList();

        if (file != $"{year.Year}.yaml") return "is not named after its year";
        if (year.Sources.Count == 0) return "cites nothing";
        if (days.Distinct().Count() != days.Count) return "has a day twice";
        if (days.Exists(d => d.Year != year.Year && (d.Year, d.Month) != (year.Year - 1, 12))) return "has a day of another year";
        return year.WorkedWeekends.TrueForAll(IsWeekend) ? null : "has a worked weekend that is none";
    }

    static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
