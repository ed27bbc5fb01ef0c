using System.Text;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Gate;

/// <summary>What a worker runs for one query.</summary>
/// <param name="Group">Makes the temporary table of groups, each with its support.</param>
/// <param name="Count">Groups in all, and groups that may be released.</param>
/// <param name="Release">The answer: outputs of the groups that may be released.</param>
internal sealed record WrittenQuery(string Group, string Count, string Release);

/// <summary>改写 — writes a plan as SQL with the agreement's threshold in it. No word of the analyst's text is copied.</summary>
internal static class SqlWriter
{
    const string Groups = "released_groups", Support = "support";

    /// <param name="relationSql">What stands after FROM: the holder's files.</param>
    public static WrittenQuery Write(Query query, CompiledPolicy policy, string relationSql)
    {
        var enough = $"{Support} >= {policy.MinGroup}";
        return new(Group(query, policy, relationSql), $"SELECT count(*), count(*) FILTER ({enough}) FROM {Groups}", Release(query, enough));
    }

    static string Group(Query query, CompiledPolicy policy, string relationSql)
    {
        var sql = new StringBuilder($"CREATE TEMP TABLE {Groups} AS SELECT ");
        for (var i = 0; i < query.Dimensions.Count; i++) sql.Append($"{query.Dimensions[i].Sql} AS d{i}, ");
        for (var i = 0; i < query.Aggregates.Count; i++) sql.Append($"{query.Aggregates[i].Sql} AS a{i}, ");
        sql.Append($"{SupportOf(query, policy)} AS {Support} FROM (SELECT {string.Join(
            ", ", policy.Columns.Select(c => Engines.DuckDb.Sql.Name(c.Name)))}");
        sql.Append($" FROM {relationSql}) AS {QueryReader.Table}");
        if (query.Where is { } where) sql.Append($" WHERE {where.Sql}");
        if (query.Dimensions.Count > 0) sql.Append($" GROUP BY {string.Join(", ", query.Dimensions.Select(d => d.Sql))}");
        return sql.ToString();
    }

    /// <summary>
    /// How many stand behind a group: distinct identities, or rows where no column tells them. An aggregate over a column counts only those
    /// that have a value there, or the mean of a sparse column would be one row's value.
    /// </summary>
    static string SupportOf(Query query, CompiledPolicy policy)
    {
        var identity = policy.Identity is { } column ? Engines.DuckDb.Sql.Name(column.Name) : null;
        var all = identity is null ? "count(*)" : $"count(DISTINCT {identity})";
        var sparse = query.Aggregates.Select(a => a.Column).OfType<string>().Where(c => c != policy.Identity?.Name).Distinct()
            .Select(Engines.DuckDb.Sql.Name)
                .Select(c => identity is null ? $"count({c})" : $"count(DISTINCT {identity}) FILTER ({c} IS NOT NULL)").ToList();
        return sparse.Count == 0 ? all : $"least({all}, {string.Join(", ", sparse)})";
    }

    /// <summary>
    /// Conditions on results see released groups only, and ties are ordered by the keys: the same data gives the same answer.
    /// </summary>
    static string Release(Query query, string enough)
    {
        var sql = new StringBuilder(
            $"SELECT {string.Join(", ", query.Outputs.Select((o, i) => $"{o.Term.Sql} AS o{i}"))} FROM {Groups} WHERE {enough}");
        if (query.Having is { } having) sql.Append($" AND {having.Sql}");
        var order = query.Order.Select(o => $"{o.Term.Sql}{(o.Descending ? " DESC" : "")}{o.Nulls}")
            .Concat(query.Dimensions.Select((_, i) => $"d{i}")).ToList();
        if (order.Count > 0) sql.Append($" ORDER BY {string.Join(", ", order)}");
        if (query.Limit is { } limit) sql.Append(System.Globalization.CultureInfo.InvariantCulture, $" LIMIT {limit}");
        if (query.Offset is { } offset) sql.Append(System.Globalization.CultureInfo.InvariantCulture, $" OFFSET {offset}");
        return sql.ToString();
    }
}
