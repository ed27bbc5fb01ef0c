using System.Collections.Frozen;

namespace Yuanliu.Space.Policies;

/// <summary>What one column of a table may be used for. Meeting another owner's terms it only ever narrows.</summary>
internal sealed record ColumnTerms(string Name, string Title, string Type, ColumnUse Use)
{
    public decimal? Low { get; init; }
    public decimal? High { get; init; }
    public bool IsJoinable { get; init; }
    /// <summary>How it may be compared, one bit for each <see cref="Comparing"/>.</summary>
    public int Comparable { get; init; } = EveryComparison;

    /// <summary>Values that everybody may know, in order, one on each line; empty where the data names the groups.</summary>
    public string PublicText { get; init; } = "";
    public IReadOnlyList<string> PublicValues => PublicText.Length == 0 ? [] : PublicText.Split('\n');

    public static string TextOf(IEnumerable<string> values)
        => string.Join('\n', values.Where(v => v.Length > 0 && !v.Contains('\n', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));

    public const int EveryComparison = 0b1111;

    public bool Allows(Comparing comparison) => (Comparable >> (int)comparison & 1) != 0;

    public static ColumnTerms Of(ProductColumn column)
    {
        var control = column.Control ?? ColumnControl.None;
        return new ColumnTerms(column.Name, column.Title, column.Type, column.Use)
        {
            Low = column.Use is ColumnUse.Measure ? control.Low : null, High = column.Use is ColumnUse.Measure ? control.High : null,
            IsJoinable = control.Joinable || column.Use is ColumnUse.Join,
            PublicText = column.Use is ColumnUse.Dimension ? TextOf(control.PublicValues ?? []) : "",
            Comparable = control.Comparisons is { } ways ? ways.Aggregate(0, (bits, way) => bits | 1 << (int)way) : EveryComparison,
        }.Narrowed();
    }

    public ColumnTerms Meet(ColumnTerms other) => new ColumnTerms(
        Name, string.CompareOrdinal(Title, other.Title) <= 0 ? Title : other.Title, Type,
        Type == other.Type && Use == other.Use ? Use : ColumnUse.None)
    {
        Low = Max(Low, other.Low), High = Min(High, other.High), IsJoinable = IsJoinable && other.IsJoinable,
        Comparable = Comparable & other.Comparable,
        PublicText = TextOf(PublicValues.Intersect(other.PublicValues, StringComparer.Ordinal)),
    }.Narrowed();

    /// <summary>A column that can hold no value, or may be used for nothing, is closed and nothing more is said of it.</summary>
    ColumnTerms Narrowed() => Use is ColumnUse.None || Low > High
        ? this with { Use = ColumnUse.None, Low = null, High = null, IsJoinable = false, Comparable = 0, PublicText = "" } : this;

    static decimal? Max(decimal? a, decimal? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
    static decimal? Min(decimal? a, decimal? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);
}

/// <summary>表的使用条件 — what may be done with one table and how it is answered: the strictest of all who have a say.</summary>
/// <remarks>
/// <see cref="Meet"/> is idempotent, commutative and associative, and what comes of it never allows what one side does not: the terms form
/// a lattice, so it does not matter in which order owners are asked.
/// </remarks>
internal sealed record TableTerms
{
    public required FrozenDictionary<string, ColumnTerms> Columns { get; init; }
    public required int MinGroup { get; init; }
    /// <summary>The column in whose distinct values groups are measured; null when rows are counted.</summary>
    public required string? Identity { get; init; }
    public int? RowsPerIdentityMax { get; init; }
    public int RowsMax { get; init; } = int.MaxValue;
    public int CellsMax { get; init; } = int.MaxValue;
    public int BytesMax { get; init; } = int.MaxValue;
    public int ListMin { get; init; }
    public int ProbesPerDayMax { get; init; } = int.MaxValue;
    public int SlotSeconds { get; init; }
    /// <summary>Null where no answers with noise are given.</summary>
    public PrivacyTerms? Privacy { get; init; }
    /// <summary>Null where nothing may be verified.</summary>
    public VerificationTerms? Verification { get; init; }

    public static TableTerms Of(IReadOnlyList<ProductColumn> columns, int minGroup, UseControls controls) => new()
    {
        Columns = columns.Select(ColumnTerms.Of).Where(c => c.Use is not ColumnUse.None)
            .ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase),
        MinGroup = Math.Max(1, minGroup), Identity = columns.FirstOrDefault(c => c.Use is ColumnUse.Identity)?.Name,
        RowsPerIdentityMax = controls.RowsPerIdentityMax, RowsMax = controls.RowsMax, CellsMax = controls.CellsMax,
        BytesMax = controls.BytesMax, ListMin = controls.ListMin ?? 10 * Math.Max(1, minGroup), ProbesPerDayMax = controls.ProbesPerDayMax,
        SlotSeconds = controls.SlotSeconds ?? 0, Privacy = controls.Privacy,
        Verification = Verifying.Narrowed(controls.Verification),
    };

    /// <summary>The strictest of both. Two owners who count by different identities leave nothing that could be counted.</summary>
    public TableTerms Meet(TableTerms other)
    {
        var identity = Identity ?? other.Identity;
        var agrees = Identity is null || other.Identity is null
            || string.Equals(Identity, other.Identity, StringComparison.OrdinalIgnoreCase);
        var met = this with
        {
            Columns = Narrow(other, identity, agrees), MinGroup = Math.Max(MinGroup, other.MinGroup), Identity = agrees ? identity : Torn,
            RowsPerIdentityMax = RowsPerIdentityMax is null ? other.RowsPerIdentityMax : other.RowsPerIdentityMax is null
                ? RowsPerIdentityMax : Math.Min(RowsPerIdentityMax.Value, other.RowsPerIdentityMax.Value),
        };
        return met.WithQuotas(other) with { Verification = Verifying.Meet(Verification, other.Verification) };
    }

    /// <summary>The strictest quotas of both, with this table's columns: an answer from several tables keeps to all of them.</summary>
    public TableTerms WithQuotas(TableTerms other) => this with
    {
        RowsMax = Math.Min(RowsMax, other.RowsMax), CellsMax = Math.Min(CellsMax, other.CellsMax),
            BytesMax = Math.Min(BytesMax, other.BytesMax),
        ListMin = Math.Max(ListMin, other.ListMin), ProbesPerDayMax = Math.Min(ProbesPerDayMax, other.ProbesPerDayMax),
        SlotSeconds = Math.Max(SlotSeconds, other.SlotSeconds), Privacy = Least(Privacy, other.Privacy),
    };

    static PrivacyTerms? Least(PrivacyTerms? a, PrivacyTerms? b) => a is null || b is null ? null : new(
        Math.Min(a.PerMonth, b.PerMonth), Math.Min(a.PerUse, b.PerUse), Math.Min(a.GroupsPerIdentity, b.GroupsPerIdentity));

    /// <summary>Stands for an identity on which owners do not agree; no column has this name.</summary>
    const string Torn = "\0";

    /// <remarks>
    /// A column that one owner does not name is closed; the identity stays, because without it groups would be counted by rows.
    /// </remarks>
    FrozenDictionary<string, ColumnTerms> Narrow(TableTerms other, string? identity, bool agrees)
    {
        var met = new Dictionary<string, ColumnTerms>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Columns.Keys.Concat(other.Columns.Keys).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var (mine, theirs) = (Columns.GetValueOrDefault(name), other.Columns.GetValueOrDefault(name));
            var isIdentity = agrees && string.Equals(name, identity, StringComparison.OrdinalIgnoreCase);
            if (isIdentity && (mine ?? theirs) is not null) met[name] = Counted(mine, theirs);
            else if (agrees && mine is not null && theirs is not null) met[name] = mine.Meet(theirs);
        }
        return met.Where(c => c.Value.Use is not ColumnUse.None).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Counted by whoever counts by it, joined on only where all count by it and allow that.</summary>
    static ColumnTerms Counted(ColumnTerms? mine, ColumnTerms? theirs)
    {
        var named = mine?.Use is not ColumnUse.Identity ? theirs! : theirs?.Use is ColumnUse.Identity ? mine.Meet(theirs) : mine;
        return named with
        {
            IsJoinable = mine is { Use: ColumnUse.Identity, IsJoinable: true } && theirs is { Use: ColumnUse.Identity, IsJoinable: true },
        };
    }
}
