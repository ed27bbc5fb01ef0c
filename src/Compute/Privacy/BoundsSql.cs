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
        var columns = plan.Query.Columns;
        var boundsGroups = keys.Count > 0 && (plan.Query.Keys.PublicCount ?? int.MaxValue) > plan.Query.Bounds.GroupsMax;
        var countsRows = plan.Measures.Any(m => m.Kind is not MeasureKind.Identities);
        var sql = new StringBuilder("WITH ");
        if (source.PublicKeys is { } list) sql.Append($"publics({Listed(keys)}) AS ({list}), ");
        sql.Append($"source AS ({SourceRows(source, keys, columns, dialect)}), ");
        var values = columns.Select((_, i) => $"v{i}");
        var (rowOrder, groupOrder) = (dialect.Rank([Identity, .. keys, .. values]), dialect.Rank([Identity, .. keys]));
        sql.Append(countsRows
            ? $"ranked AS (SELECT *, row_number() OVER (PARTITION BY {Listed([Identity, .. keys])} ORDER BY {rowOrder}) AS n FROM source), "
                + $"partials AS (SELECT {Listed([Identity, .. keys, .. Lanes(plan, columns, dialect)])} FROM ranked "
                + $"WHERE n <= {plan.Query.Bounds.RowsMax} GROUP BY {Listed([Identity, .. keys])}), "
            : $"partials AS (SELECT DISTINCT {Listed([Identity, .. keys, "1 AS p0"])} FROM source), ");
        sql.Append(boundsGroups
            ? $"kept AS (SELECT *, row_number() OVER (PARTITION BY {Identity} ORDER BY {groupOrder}) AS g FROM partials), "
                + $"sums AS ({Sums(plan, keys, "kept", dialect)}) "
            : $"sums AS ({Sums(plan, keys, "partials", dialect)}) ");
        sql.Append(Outer(plan, source, keys));
        return new(sql.ToString(), countsRows || boundsGroups);

        string Sums(DpPlan plan, List<string> keys, string from, SqlDialect dialect)
        {
            var lanes = Enumerable.Range(0, plan.LaneCount).Select(j => $"{dialect.Integer($"coalesce(sum(p{j}), 0)")} AS m{j}");
            return $"SELECT {Listed([.. keys, .. lanes])} FROM {from}{(from == "kept" ? $" WHERE g <= {plan.Query.Bounds.GroupsMax}" : "")}"
                + (keys.Count > 0 ? $" GROUP BY {Listed(keys)}" : "");
        }
    }

    const string Identity = "i";

    static string SourceRows(BoundsSource source, List<string> keys, IReadOnlyList<ClampedColumn> columns, SqlDialect dialect)
    {
        var sql = new StringBuilder($"SELECT * FROM (SELECT CAST({source.Identity} AS VARCHAR) AS {Identity}");
        for (var i = 0; i < keys.Count; i++) sql.Append($", {source.Keys[i]} AS {keys[i]}");
        for (var i = 0; i < columns.Count; i++) sql.Append($", {dialect.Clamped(source.Column(columns[i]), columns[i])} AS v{i}");
        sql.Append($" FROM {source.Relation}");
        if (source.Where is { } where) sql.Append($" WHERE {where}");
        sql.Append($") AS s WHERE {Identity} IS NOT NULL");
        // A group that nobody asked about must not use up what an identity may give to those that are.
        if (source.PublicKeys is not null) sql.Append($" AND EXISTS (SELECT 1 FROM publics WHERE {Matches(keys, "s")})");
        return sql.ToString();
    }

    static IEnumerable<string> Lanes(DpPlan plan, IReadOnlyList<ClampedColumn> columns, SqlDialect dialect) =>
        from measure in plan.Measures
        let value = measure.Column is { } column ? $"v{columns.ToList().IndexOf(column)}" : ""
        from lane in LanesOf(measure, value, dialect).Select((sql, i) => $"{sql} AS p{measure.FirstLane + i}")
        select lane;

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
        var lanes = Enumerable.Range(0, plan.LaneCount).Select(j => $"m{j}");
        return source.PublicKeys is null
            ? $"SELECT {Listed([.. keys, .. lanes])} FROM sums"
            : $"SELECT {Listed([.. keys.Select(k => $"publics.{k}"), .. lanes.Select(m => $"coalesce({m}, 0) AS {m}")])} "
                + $"FROM publics LEFT JOIN sums ON {Matches(keys, "sums")}";
    }

    static string Matches(List<string> keys, string other)
        => string.Join(" AND ", keys.Select(k => $"publics.{k} IS NOT DISTINCT FROM {other}.{k}"));

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
