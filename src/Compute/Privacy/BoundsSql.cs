using System.Globalization;
using System.Numerics;
using System.Text;

namespace Yuanliu.Compute.Privacy;

/// <summary>SQL 方言 — the engines that bounds are written for.</summary>
public enum SqlDialect { DuckDb, Postgres }

/// <summary>裁剪来源 — where rows come from. All of it is SQL that the caller has made, never a stranger's text.</summary>
/// <param name="Relation">What stands after FROM.</param>
/// <param name="Identity">Rows without one are left out.</param>
/// <param name="Keys">Expressions that rows are grouped by.</param>
/// <param name="Column">The expression behind a clamped column; a number.</param>
/// <param name="Where">Condition on rows, if any.</param>
/// <param name="PublicKeys">For public groups: a query whose columns are the keys, each combination once.</param>
public sealed record BoundsSource(string Relation, string Identity, IReadOnlyList<string> Keys, Func<ClampedColumn, string> Column,
    string? Where = null, string? PublicKeys = null);

/// <summary>
/// 裁剪语句 — the query that gives a plan's lanes: columns k0, k1, … for the keys and m0, m1, … for the lanes, one row for each group.
/// </summary>
/// <param name="UsesKey">Whether the parameter $1 stands in it: <see cref="ContributionKey"/>, which is not part of the text.</param>
public sealed record WrittenBounds(string Text, bool UsesKey);

/// <summary>
/// 裁剪改写 — a plan's bounds as SQL: clamp and scale, keep at most so many rows of an identity in a group, sum them, keep at most so many
/// groups of an identity, add up. Each conversion is total: no value of the data makes it fail.
/// </summary>
public static class BoundsSql
{
    public static WrittenBounds Write(DpPlan plan, BoundsSource source, SqlDialect dialect)
    {
        if (plan.Query.Keys.PublicCount is > 1 != source.PublicKeys is not null)
            throw new ArgumentException("Public groups need their list, and others have none.", nameof(source));
        var keys = source.Keys.Select((_, i) => $"k{i}").ToList();
        var steps = new List<string>();
        if (source.PublicKeys is { } list) steps.Add($"publics({Listed(keys)}) AS ({list})");
        steps.Add($"source AS ({SourceRows(source, keys, plan.Query.Columns, dialect)})");
        var countsRows = plan.Measures.Any(m => m.Kind is not MeasureKind.Identities);
        if (countsRows) steps.AddRange(KeepRows(plan, keys, dialect));
        else steps.Add($"partials AS (SELECT DISTINCT {Listed([Identity, .. keys, "1 AS p0"])} FROM source)");
        var choosesGroups = keys.Count > 0 && (plan.Query.Keys.PublicCount ?? int.MaxValue) > plan.Query.Bounds.GroupsMax;
        if (choosesGroups) steps.AddRange(KeepGroups(plan, keys, dialect));
        var sums = Lanes(plan, 'p').Zip(Lanes(plan, 'm'), (p, m) => $"{dialect.Integer($"coalesce(sum({p}), 0)")} AS {m}");
        steps.Add($"sums AS (SELECT {Listed([.. keys, .. sums])} FROM {(choosesGroups ? "kept" : "partials")}{GroupedBy(keys)})");
        return new($"WITH {Listed(steps)} {Outer(plan, source, keys)}", countsRows || choosesGroups);
    }

    const string Identity = "i";

    /// <summary>
    /// Rows are summed for each identity and group at once; only where there are more of them than may be kept, they are ranked and summed
    /// again. Most are not, and ranking is what costs.
    /// </summary>
    static IEnumerable<string> KeepRows(DpPlan plan, List<string> keys, SqlDialect dialect)
    {
        var (own, most) = (Listed([Identity, .. keys]), plan.Query.Bounds.RowsMax);
        var sums = Listed(SumsOf(plan, dialect));
        var order = dialect.Rank([Identity, .. keys, .. plan.Query.Columns.Select((_, i) => $"v{i}")]);
        yield return $"sizes AS (SELECT {own}, count(*) AS n, {sums} FROM source GROUP BY {own})";
        yield return $"heavy AS (SELECT {own} FROM sizes WHERE n > {most})";
        yield return $"ranked AS (SELECT *, row_number() OVER (PARTITION BY {own} ORDER BY {order}) AS n FROM source "
            + $"WHERE EXISTS (SELECT 1 FROM heavy WHERE {Matches([Identity, .. keys], "heavy", "source")}))";
        yield return $"partials AS (SELECT {own}, {Listed(Lanes(plan, 'p'))} FROM sizes WHERE n <= {most} "
            + $"UNION ALL SELECT {own}, {sums} FROM ranked WHERE n <= {most} GROUP BY {own})";
    }

    /// <summary>The same for groups of an identity.</summary>
    static IEnumerable<string> KeepGroups(DpPlan plan, List<string> keys, SqlDialect dialect)
    {
        var (carried, most) = (Listed([.. keys, .. Lanes(plan, 'p')]), plan.Query.Bounds.GroupsMax);
        var isWide = $"EXISTS (SELECT 1 FROM wide WHERE wide.{Identity} = partials.{Identity})";
        var order = dialect.Rank([Identity, .. keys]);
        yield return $"wide AS (SELECT {Identity} FROM partials GROUP BY {Identity} HAVING count(*) > {most})";
        yield return $"placed AS (SELECT *, row_number() OVER (PARTITION BY {Identity} ORDER BY {order}) AS g "
            + $"FROM partials WHERE {isWide})";
        yield return $"kept AS (SELECT {carried} FROM partials WHERE NOT {isWide} "
            + $"UNION ALL SELECT {carried} FROM placed WHERE g <= {most})";
    }

    static string SourceRows(BoundsSource source, List<string> keys, IReadOnlyList<ClampedColumn> columns, SqlDialect dialect)
    {
        var sql = new StringBuilder($"SELECT * FROM (SELECT CAST({source.Identity} AS VARCHAR) AS {Identity}");
        for (var i = 0; i < keys.Count; i++) sql.Append($", {source.Keys[i]} AS {keys[i]}");
        for (var i = 0; i < columns.Count; i++) sql.Append($", {dialect.Clamped(source.Column(columns[i]), columns[i])} AS v{i}");
        sql.Append($" FROM {source.Relation}");
        if (source.Where is { } where) sql.Append($" WHERE {where}");
        sql.Append($") AS s WHERE {Identity} IS NOT NULL");
        // A group that nobody asked about must not use up what an identity may give to those that are.
        if (source.PublicKeys is not null) sql.Append($" AND EXISTS (SELECT 1 FROM publics WHERE {Matches(keys, "publics", "s")})");
        return sql.ToString();
    }

    static IEnumerable<string> SumsOf(DpPlan plan, SqlDialect dialect) =>
        from measure in plan.Measures
        let value = measure.Column is { } column ? $"v{plan.Query.Columns.ToList().IndexOf(column)}" : ""
        from lane in LanesOf(measure, value, dialect).Select((sql, i) => $"{sql} AS p{measure.FirstLane + i}")
        select lane;

    static IEnumerable<string> Lanes(DpPlan plan, char letter) => Enumerable.Range(0, plan.LaneCount).Select(j => $"{letter}{j}");

    static IEnumerable<string> LanesOf(DpMeasure measure, string value, SqlDialect dialect)
    {
        var column = measure.Column;
        var centred = column is null ? "" : $"(2 * {value} - ({(Int128)column.Lower + column.Upper}))";
        return measure.Kind switch
        {
            MeasureKind.Identities => ["1"],
            MeasureKind.Rows => ["count(*)"],
            MeasureKind.Present => [$"count({value})"],
            MeasureKind.Sum => [$"coalesce(sum({value}), 0)"],
            MeasureKind.Centred => [$"coalesce(sum({centred}), 0)"],
            MeasureKind.Squares => [$"coalesce(sum(2 * {centred} * {centred} - {dialect.Integer($"{column!.Width * column.Width}")}), 0)"],
            MeasureKind.Bins or MeasureKind.Choice => Bins(measure.Bins!, value),
        };
    }

    /// <summary>Values are clamped, so the outer edges need no comparison.</summary>
    static IEnumerable<string> Bins(BinEdges bins, string value)
    {
        for (var i = 0; i < bins.Count; i++)
        {
            var from = i > 0 ? $" AND {value} >= {Number(bins.Edges[i])}" : "";
            var to = i + 1 < bins.Count ? $" AND {value} < {Number(bins.Edges[i + 1])}" : "";
            yield return $"count(*) FILTER (WHERE {value} IS NOT NULL{from}{to})";
        }
    }

    static string Outer(DpPlan plan, BoundsSource source, List<string> keys)
    {
        var lanes = Lanes(plan, 'm');
        return source.PublicKeys is null
            ? $"SELECT {Listed([.. keys, .. lanes])} FROM sums"
            : $"SELECT {Listed([.. keys.Select(k => $"publics.{k}"), .. lanes.Select(m => $"coalesce({m}, 0) AS {m}")])} "
                + $"FROM publics LEFT JOIN sums ON {Matches(keys, "publics", "sums")}";
    }

    static string Matches(IEnumerable<string> columns, string one, string other)
        => string.Join(" AND ", columns.Select(c => $"{one}.{c} {(c == Identity ? "=" : "IS NOT DISTINCT FROM")} {other}.{c}"));

    static string GroupedBy(List<string> keys) => keys.Count > 0 ? $" GROUP BY {Listed(keys)}" : "";

    static string Listed(IEnumerable<string> parts) => string.Join(", ", parts);

    static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where the engines differ.</summary>
static class SqlDialects
{
    public static string Integer(this SqlDialect dialect, string sql) => dialect switch
    {
        SqlDialect.DuckDb => $"CAST({sql} AS HUGEINT)",
        SqlDialect.Postgres => $"CAST({sql} AS NUMERIC)",
    };

    /// <summary>
    /// Clamped before and after it becomes an integer: first so that the conversion cannot fail, then so that the bounds hold to the
    /// unit.
    /// </summary>
    public static string Clamped(this SqlDialect dialect, string value, ClampedColumn column)
    {
        var one = BigInteger.Pow(10, column.Scale);
        var (lower, upper) = (new Ratio(column.Lower, one), new Ratio(column.Upper, one));
        return dialect switch
        {
            SqlDialect.DuckDb => $"CASE WHEN {value} IS NULL THEN NULL "
                + $"WHEN CAST({value} AS DOUBLE) > {upper.Ceiling} THEN {dialect.Integer($"{column.Upper}")} "
                + $"WHEN CAST({value} AS DOUBLE) < {lower.Floor} THEN {dialect.Integer($"{column.Lower}")} "
                + $"ELSE greatest({column.Lower}, least({column.Upper}, "
                + $"CAST(TRY_CAST({value} AS DECIMAL(38, {column.Scale})) * {one} AS HUGEINT))) END",
            SqlDialect.Postgres => $"CASE WHEN {value} IS NULL THEN NULL "
                + $"ELSE greatest({column.Lower}, least({column.Upper}, round(CAST({value} AS NUMERIC) * {one}))) END",
        };
    }

    /// <summary>The same rank that <see cref="ContributionKey.Rank"/> gives.</summary>
    public static string Rank(this SqlDialect dialect, IEnumerable<string> fields)
    {
        var text = string.Concat(fields.Select(f => $" || {Field(dialect, $"CAST({f} AS VARCHAR)")}"));
        return dialect switch
        {
            SqlDialect.DuckDb => $"sha256(CAST($1 AS VARCHAR){text})",
            SqlDialect.Postgres => $"encode(sha256(convert_to(CAST($1 AS VARCHAR){text}, 'UTF8')), 'hex') COLLATE \"C\"",
        };
    }

    static string Field(SqlDialect dialect, string text)
    {
        var bytes = dialect is SqlDialect.DuckDb ? "strlen" : "octet_length";
        return $"CASE WHEN {text} IS NULL THEN '-' ELSE {bytes}({text}) || ':' || {text} END";
    }
}
