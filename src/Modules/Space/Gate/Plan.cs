using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Space.Gate;

/// <summary>An aggregate over the rows of each group.</summary>
/// <param name="Flag">Which of the stage's flags tells the rows it counts; null for all of the group.</param>
/// <param name="Of">What it measures, for answers with noise.</param>
internal sealed record StageAggregate(string Sql, int? Flag, MeasuredOf? Of = null);

/// <summary>分组步骤 — rows are grouped and measured; groups that may be released go on, and nothing else does.</summary>
/// <param name="Flags">Truths on tables of units: where a measured column has a value, and conditions of single aggregates.</param>
internal sealed record Stage(
    int Number, RowQuery Rows, IReadOnlyList<Term> Keys, IReadOnlyList<StageAggregate> Aggregates, IReadOnlyList<string> Flags)
{
    public string Groups => $"g{Number}";
    public string Released => $"r{Number}";
    /// <summary>Something is told of all rows of a group, be it that it is there.</summary>
    public bool TellsOfAll => Aggregates.Count == 0 || Aggregates.Any(a => a.Flag is null);

    /// <summary>Makes the temporary table of all groups, numbered by <c>gid</c>.</summary>
    public string Group(BaseSql tables)
    {
        var items = Keys.Select((k, i) => $"{k.Safe} AS d{i}").Concat(Aggregates.Select((a, i) => $"{a.Sql} AS a{i}")).ToList();
        var by = Keys.Count == 0 ? "" : $" GROUP BY {string.Join(", ", Keys.Select(k => k.Safe))}";
        var inner = $"SELECT {(items.Count == 0 ? "1 AS one" : string.Join(", ", items))}{Rows.Write(Form.Rows, tables)}{by}";
        return $"CREATE TEMP TABLE {Groups} AS SELECT row_number() OVER () - 1 AS gid, * FROM ({inner})";
    }

    /// <summary>
    /// Which units of a table stand behind which group: gid, first, after, and a truth for each flag. No gid = no such group.
    /// </summary>
    /// <param name="distinct">Units come as often as they were joined: each is told once.</param>
    public string Units(BaseSql tables, int table, bool distinct)
    {
        var keys = Keys.Select((k, i) => $"{k.Safe} AS d{i}").ToList();
        var flags = string.Concat(Flags.Select((f, i) => $", {f} AS f{i}"));
        var inner = $"SELECT {string.Concat(keys.Select(k => k + ", "))}{Qualified(table)}{flags}"
            + Rows.Write(Form.Units, tables);
        var on = Keys.Count == 0 ? "true" : string.Join(" AND ", Keys.Select((_, i) => $"g.d{i} IS NOT DISTINCT FROM u.d{i}"));
        return $"SELECT {(distinct ? "DISTINCT " : "")}g.gid, u.first, u.after{string.Concat(Flags.Select((_, i) => $", u.f{i}"))} "
            + $"FROM ({inner}) u LEFT JOIN {Groups} g ON {on}";
    }

    string Qualified(int table)
    {
        var alias = Rows.Sources.Single(s => s.Tables.Contains(table)).Alias;
        return $"{alias}.{RowQuery.First(table)} AS first, {alias}.{RowQuery.After(table)} AS after";
    }

    /// <summary>The groups that may be released, by their numbers.</summary>
    public string Release(IEnumerable<int> groups)
        => $"CREATE TEMP TABLE {Released} AS SELECT * EXCLUDE (gid) FROM {Groups} "
            + $"WHERE gid IN (SELECT unnest([{string.Join(", ", groups)}]::BIGINT[]))";

    public string Canonical(BaseSql symbols) => $"{Group(symbols)}; {string.Join(", ", Flags)}";
}

/// <summary>查询计划 — what a query asks for, free of how it was written: stages that release groups, and what is made of these.</summary>
/// <param name="Final">Over released groups alone.</param>
/// <param name="Shown">Which column of <paramref name="Final"/> each output is.</param>
/// <param name="Names">As the analyst calls the outputs.</param>
/// <param name="Overlap">Shows rows of the buyer's own table that the other side has too; nothing is aggregated.</param>
internal sealed record Plan(
    IReadOnlyList<RoomTable> Tables, IReadOnlyList<Stage> Stages, string Final, IReadOnlyList<int> Shown, IReadOnlyList<string> Names,
    IReadOnlyList<JoinRule> Joins, OverlapPlan? Overlap = null)
{
    /// <summary>Tables of the room that it reads.</summary>
    public IReadOnlyList<int> Used { get; } =
        [.. Stages.SelectMany(s => s.Rows.Tables).Concat(Overlap?.Rows.Tables ?? new HashSet<int>()).Distinct().Order()];

    /// <summary>A table of the room that it does not read; null when it reads all of them.</summary>
    public RoomTable? Idle => Tables.Where((_, table) => !Used.Contains(table)).FirstOrDefault();

    /// <summary>The plan as text, the same for every way to write the same question. Tables are called by their names.</summary>
    public string Canonical
    {
        get
        {
            string Symbol(int table, Form form, IReadOnlyList<string> columns, IReadOnlyList<string> present)
                => $"[{Tables[table].Name}: {string.Join(", ", columns)}]";
            return string.Join('\n', Stages.Select(s => s.Canonical(Symbol)).Append(Overlap?.Write(Symbol) ?? Final));
        }
    }

    /// <summary>Short names for parts, by content.</summary>
    public static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..10];
}

/// <summary>名单比对计划 — which rows of the buyer's own table have a partner on the other side.</summary>
internal sealed record OverlapPlan(RowQuery Rows, IReadOnlyList<Term> Outputs)
{
    public string Write(BaseSql tables)
        => $"SELECT DISTINCT {string.Join(", ", Outputs.Select((o, i) => $"{o.Safe} AS o{i}"))}{Rows.Write(Form.Rows, tables)}";
}
