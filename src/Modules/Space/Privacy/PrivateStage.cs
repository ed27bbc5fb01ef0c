using System.Globalization;
using System.Numerics;
using Yuanliu.Compute.Privacy;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Rooms;
using Term = Yuanliu.Space.Gate.Term;

namespace Yuanliu.Space.Privacy;

/// <summary>加噪步骤 — one grouping of a plan as noise can answer it: measures with declared bounds over rows of one identity each.</summary>
/// <param name="Owners">The tables whose identities count; a row's is that of the first.</param>
internal sealed record PrivateStage(DpPlan Noise, Stage Stage, IReadOnlyList<int> Owners)
{
    /// <summary>The chance that a group of one identity shows, for each answer whose groups the data names.</summary>
    static readonly Delta GroupDelta = Delta.RoundedUp(new Ratio(1, 1_000_000_000));

    const int PlacesMax = 4, QuantileBins = 100;

    /// <summary>Combinations of public values that are answered at most; with more, the data names the groups.</summary>
    const int PublicMax = 1_000;

    /// <summary>The public groups of each key, as constants; null where the data names the groups.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Publics { get; init; }

    /// <param name="bounds">The strictest of all whose identities count.</param>
    public static (PrivateStage? Stage, Denial? Denial) Of(
        Stage stage, IReadOnlyList<TableTerms?> terms, ContributionBounds bounds, Rho share)
    {
        var (owners, unfit) = PrivateSources.Of(stage, terms);
        if (unfit is not null) return (null, unfit);
        var aggregates = new List<DpAggregate>();
        foreach (var aggregate in stage.Aggregates)
            if (aggregate.Of is not { } of) return (null, Refusals.NotPrivate);
            else if (Aggregate(of) is { Denial: { } denial }) return (null, denial);
            else aggregates.Add(Aggregate(of).Aggregate!);
        if (aggregates.Count == 0) aggregates.Add(DpAggregate.Identities);
        var publics = Listed(stage);
        var keys = stage.Keys.Count == 0 ? GroupKeys.None
            : publics is null ? GroupKeys.Selected(GroupDelta) : GroupKeys.Public(publics.Aggregate(1, (all, key) => all * key.Count));
        try
        {
            return (new(DpPlan.For(new(keys, bounds, aggregates), share), stage, owners) { Publics = publics }, null);
        }
        catch (ArgumentException)
        {
            return (null, Refusals.NotPrivate);
        }
    }

    /// <summary>Where every key is a column as it stands whose values everybody may know. What is no value of the column's kind is no
    /// group.</summary>
    static List<IReadOnlyList<string>>? Listed(Stage stage)
    {
        var lists = new List<IReadOnlyList<string>>();
        foreach (var key in stage.Keys)
        {
            if (key.Columns.ToList() is not [{ Terms: { } terms } column] || key.Safe != column.Sql) return null;
            var texts = terms.PublicValues.Select(v => Literals.Text(v)).OfType<Term>();
            var constants = (key.Kind is ValueKind.Text ? texts : texts.Select(t => Literals.As(key.Kind, t)).OfType<Term>())
                .Select(t => t.Safe).Distinct(StringComparer.Ordinal).ToList();
            if (constants.Count == 0) return null;
            lists.Add(constants);
        }
        return lists.Count > 0 && lists.Aggregate(1L, (all, list) => all * list.Count) is > 1 and <= PublicMax ? lists : null;
    }

    /// <summary>Each combination once.</summary>
    string? PublicKeys() => Publics is null ? null
        : "SELECT * FROM " + string.Join(" CROSS JOIN ", Publics.Select((list, i)
            => $"(VALUES {string.Join(", ", list.Select(v => $"({v})"))}) l{i}(v{i})"));

    static (DpAggregate? Aggregate, Denial? Denial) Aggregate(MeasuredOf of)
    {
        if (of.Function == "rows")
            return (of.Filter is null ? DpAggregate.Count : DpAggregate.Present(Ones(Chosen(of.Filter, "1"))), null);
        // Which identities have a row that is chosen is not known where their rows are added up.
        if (of.Function == "identities") return of.Filter is null ? (DpAggregate.Identities, null) : (null, Refusals.NotPrivate);
        if (of.Function == "count") return (DpAggregate.Present(Clamped(of) ?? Ones(There(of))), null);
        if (Clamped(of) is not { } clamped) return (null, Refusals.NoBounds(of.Column?.Name ?? "?"));
        return of.Function switch
        {
            "sum" => (DpAggregate.Sum(clamped), null),
            "avg" => (DpAggregate.Mean(clamped), null),
            "var_pop" => (DpAggregate.Variance(clamped), null),
            "stddev_pop" => (DpAggregate.Deviation(clamped), null),
            "var_samp" => (DpAggregate.SampleVariance(clamped), null),
            "stddev_samp" => (DpAggregate.SampleDeviation(clamped), null),
            "quantile" => (DpAggregate.Quantile(clamped, BinEdges.Even(clamped, QuantileBins), new((int)(of.Number!.Value * 1000),
            1000)), null),
            "histogram" => (DpAggregate.Histogram(clamped, BinEdges.Even(clamped, (int)of.Number!.Value)), null),
            _ => (null, Refusals.NotPrivate),
        };
    }

    /// <summary>The column within its declared bounds; null where it has none that numbers of its kind can keep.</summary>
    static ClampedColumn? Clamped(MeasuredOf of)
        => of.Column is { Kind: ValueKind.Number, Terms: { Low: { } low, High: { } high } terms } column
            ? Clamped(of.Filter is null ? column.Sql : Chosen(of.Filter, column.Sql), low, high, Scale(terms.Type)) : null;

    /// <summary>How many rows have a value needs no bounds of it: each of them is a one.</summary>
    static ClampedColumn Ones(string sql) => new(sql, 0, 1);

    static string There(MeasuredOf of)
    {
        var value = $"(CASE WHEN {of.Column!.Sql} IS NOT NULL THEN 1 END)";
        return of.Filter is null ? value : Chosen(of.Filter, value);
    }

    /// <summary>A row that is not chosen has no value: it moves no sum, and the bounds of those that are hold all the same.</summary>
    static string Chosen(Term filter, string value) => $"(CASE WHEN {filter.Safe} THEN {value} END)";

    static ClampedColumn? Clamped(string sql, decimal low, decimal high, int scale)
    {
        var one = (decimal)BigInteger.Pow(10, scale);
        if (Math.Abs(low) > ClampedColumn.BoundMax || Math.Abs(high) > ClampedColumn.BoundMax) return null;
        var (lower, upper) = (decimal.Ceiling(low * one), decimal.Floor(high * one));
        return lower < upper && lower >= -ClampedColumn.BoundMax && upper <= ClampedColumn.BoundMax
            ? new(sql, (long)lower, (long)upper, scale) : null;
    }

    /// <summary>Decimal places that are kept: none of whole numbers, those of the type, else a few.</summary>
    static int Scale(string type)
    {
        if (type.Contains("INT", StringComparison.OrdinalIgnoreCase)) return 0;
        var digits = type.Split(',', ')');
        return type.StartsWith("DECIMAL", StringComparison.OrdinalIgnoreCase) && digits.Length > 1
            && int.TryParse(digits[1], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var places)
            ? Math.Min(places, PlacesMax) : 2;
    }

    /// <summary>The SQL of the bounds over prepared tables.</summary>
    public WrittenBounds Write(BaseSql tables)
    {
        var owner = Owners[0];
        var alias = Stage.Rows.Sources.Single(s => s.Tables.Contains(owner)).Alias;
        return BoundsSql.Write(Noise, new(Stage.Rows.Relation(Form.Owned, tables), $"{alias}.{RowQuery.Identity(owner)}",
            [.. Stage.Keys.Select(k => k.Safe)], c => c.Name, Stage.Rows.Where, PublicKeys()), SqlDialect.DuckDb);
    }

    /// <summary>What makes two of them the same, beside the plan.</summary>
    public IEnumerable<string> Canonical() => [$"{Noise.Cost}|{Noise.Query.Bounds.GroupsMax}|{Noise.Query.Bounds.RowsMax}|"
        + string.Join(',', Noise.Query.Columns), .. (Publics ?? []).Select(list => string.Join(',', list))];
}
