using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>One clock of a shipped pack: in which kind and route it starts, and how long it is there.</summary>
internal sealed record ShippedClock(FilingKind Kind, ProcedureName Procedure, string[] Circumstances, Deadline Deadline, Term Term)
{
    /// <summary>What the papers have time do; every other clock is a duty, and decides nothing.</summary>
    static readonly Dictionary<(ProcedureName, Deadline), string> Ends = new()
    {
        [(ProcedureName.Ordinary, Deadline.Correction)] = "Lapsed",
        [(ProcedureName.WithoutPublicity, Deadline.Correction)] = "Lapsed",
        [(ProcedureName.Settled, Deadline.Supplement)] = "Lapsed",           // AH-REG-2023 art. 20
        [(ProcedureName.Settled, Deadline.Objection)] = "Terminated",        // AH-REG-2023 art. 22
        [(ProcedureName.ThirdParty, Deadline.Correction)] = "Refused",       // DL-REG-2023 art. 19
        [(ProcedureName.ThirdParty, Deadline.Answer)] = "Terminated",        // DL-REG-2023 art. 24
        [(ProcedureName.Arbitrated, Deadline.Answer)] = "DeterminationAwaited",
        [(ProcedureName.ArbitratedOnForm, Deadline.Answer)] = "DeterminationAwaited",
        [(ProcedureName.Committee, Deadline.Correction)] = "Refused",        // GD-REG-2023 art. 23(3)
        [(ProcedureName.Committee, Deadline.Answer)] = "Frozen",
        [(ProcedureName.DirectToPublicity, Deadline.Correction)] = "Refused",
        [(ProcedureName.DirectToPublicity, Deadline.Answer)] = "Frozen",
        [(ProcedureName.Simple, Deadline.Correction)] = "Refused",
        [(ProcedureName.Simple, Deadline.Answer)] = "Frozen",
        [(ProcedureName.PendingSuit, Deadline.Litigation)] = "Lapsed",       // SZ-REG-2023 art. 20
    };

    public string? Then => Deadline is Deadline.Publicity ? "Registered" : Ends.GetValueOrDefault((Procedure, Deadline));

    public static IReadOnlyList<Pack<RegistrationRules>> Packs { get; } =
        RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).All.ToList();

    /// <summary>Those of first registration, or those that only filings on what stands registered start.</summary>
    public static List<ShippedClock> Of(string pack, bool first)
    {
        var rules = Packs.Single(p => p.Id == pack).Rules;
        var initial = rules.Filings.ContainsKey(FilingKind.Initial) ? Of(rules, FilingKind.Initial).ToList() : [];
        if (first) return [.. initial.DistinctBy(c => (c.Procedure, c.Deadline))];
        var known = initial.Select(c => c.Like).ToHashSet();
        return [.. rules.Filings.Keys.Where(k => k is not FilingKind.Initial).OrderBy(k => Array.IndexOf(Easiest, k) is var at and >= 0 ? at
            : Easiest.Length).ThenBy(k => k).SelectMany(k => Of(rules, k)).Where(c => known.Add(c.Like))];
    }

    /// <summary>Every clock that any filing under the pack starts.</summary>
    public static IEnumerable<string> All(RegistrationRules rules)
        => rules.Filings.Keys.SelectMany(k => Of(rules, k)).Select(c => $"{c.Like}").Distinct();

    /// <summary>Of the kinds that start the same clock the one that needs least to be filed.</summary>
    static readonly FilingKind[] Easiest = [FilingKind.Objection, FilingKind.Change, FilingKind.Licence, FilingKind.Cancellation,
        FilingKind.Transfer, FilingKind.Trade, FilingKind.Pledge, FilingKind.Supplementary, FilingKind.Revocation];

    public (ProcedureName, Deadline, int, TermUnit) Like => (Procedure, Deadline, Term.Length, Term.Unit);

    static IEnumerable<ShippedClock> Of(RegistrationRules rules, FilingKind kind) =>
        from route in rules.Of(kind).Procedure
        // What is entered by itself waits for nobody.
        where !route.All.Contains(Circumstance.SignedHere)
        from row in Yuanliu.Registration.Filings.Procedure.Of(route.Procedure).Steps
        where row.Starts is not null
        select new ShippedClock(kind, route.Procedure, [.. route.Any.Take(1).Concat(route.All).Distinct().Select(c => $"{c}")],
            row.Starts!.Value, rules.TermOf(kind, route.Procedure, row.Starts.Value));
}

/// <summary>The last day of a term, counted here day by day from the State Council's notice on 2026, and not by what is tested.</summary>
internal static class CountedDays
{
    static readonly HashSet<DateOnly> Off = [.. Days("01-01", "01-03"), .. Days("02-15", "02-23"), .. Days("04-04", "04-06"),
        .. Days("05-01", "05-05"), .. Days("06-19", "06-21"), .. Days("09-25", "09-27"), .. Days("10-01", "10-07")];
    static readonly HashSet<DateOnly> Worked = [.. new[] { "01-04", "02-14", "02-28", "05-09", "09-20", "10-10" }.Select(Day)];

    public static DateOnly Last(DateOnly from, Term term)
    {
        if (term.Unit is TermUnit.CalendarDays) return from.AddDays(term.Length);
        var day = from;
        for (var left = term.Length; left > 0;)
            if (IsWorked(day = day.AddDays(1))) left--;
        return day;
    }

    /// <summary>How many of the days after the first, up to the last, are worked.</summary>
    public static int Between(DateOnly first, DateOnly last)
        => Enumerable.Range(1, last.DayNumber - first.DayNumber).Count(n => IsWorked(first.AddDays(n)));

    static bool IsWorked(DateOnly day) => Worked.Contains(day)
        || !Off.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    static IEnumerable<DateOnly> Days(string from, string until)
    {
        for (var day = Day(from); day <= Day(until); day = day.AddDays(1)) yield return day;
    }

    static DateOnly Day(string of2026) => DateOnly.ParseExact($"2026-{of2026}", "yyyy-MM-dd",
        System.Globalization.CultureInfo.InvariantCulture);
}
