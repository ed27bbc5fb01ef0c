using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Previews;

/// <summary>示例查询 — what a buyer might try under these terms, and by which door.</summary>
/// <param name="Values">Of a template's parameters.</param>
internal sealed record Example(Words About, string Sql, UseMode Mode, IReadOnlyDictionary<string, Gate.Term>? Values = null);

/// <summary>Questions made from the terms themselves: what they are for, and what somebody would try next.</summary>
internal static class Examples
{
    /// <summary>Doors by which questions are asked in SQL of one's own, in the order in which they are shown.</summary>
    static readonly UseMode[] free = [UseMode.Aggregate, UseMode.Private];

    /// <summary>By what door SQL of one's own is put; where none is open, it is put as grouped and refused.</summary>
    public static UseMode FreeMode(UseControls controls) => free.FirstOrDefault(controls.Allows, UseMode.Aggregate);

    public static IEnumerable<Example> Of(TableTerms terms, IReadOnlyList<ProductColumn> columns, UseControls controls)
    {
        var named = columns.Select(c => terms.Columns.GetValueOrDefault(c.Name)).OfType<ColumnTerms>().ToList();
        var by = named.Find(c => c.Use is ColumnUse.Dimension);
        var of = named.Find(c => c.Use is ColumnUse.Measure);
        var identity = named.Find(c => c.Use is ColumnUse.Identity);
        var open = free.Where(controls.Allows).ToList();
        var meant = open.SelectMany(mode => Meant(by, of, identity, mode)).ToList();
        if (!controls.Allows(UseMode.Aggregate)) meant.Add(Meant(by, of, identity, UseMode.Aggregate).First());
        if (controls.Allows(UseMode.ListOverlap) && Listed(terms, identity ?? by) is { } listed) meant.Add(listed);
        return open.Count == 0 ? meant
            : meant.Concat(Tried(by, of, identity, columns.FirstOrDefault(c => c.Use is ColumnUse.None), open[0]));
    }

    /// <summary>What a buyer's own table is called in examples.</summary>
    public const string List = "list";

    static Example? Listed(TableTerms terms, ColumnTerms? otherwise) => (DrawnList.KeyOf(terms) ?? otherwise) is { } key
        ? new(new($"自有名单按“{key.Title}”与本数据重合的部分", $"Which of a list of its own is here, by {key.Title}"),
            $"SELECT {List}.{Sql.Name(key.Name)} FROM data JOIN {List} ON data.{Sql.Name(key.Name)} = {List}.{Sql.Name(key.Name)}",
            UseMode.ListOverlap) : null;

    static IEnumerable<Example> Meant(ColumnTerms? by, ColumnTerms? of, ColumnTerms? identity, UseMode mode)
    {
        var (select, group) = by is null ? ("", "") : ($"{Sql.Name(by.Name)}, ", $" GROUP BY {Sql.Name(by.Name)}");
        yield return new(by is null ? new("总数", "The count of all") : new($"各“{by.Title}”的数量", $"The count for each {by.Title}"),
            $"SELECT {select}count(*) AS n FROM data{group}", mode);
        if (of is not null)
            yield return new(new($"“{of.Title}”的平均值", $"The mean of {of.Title}"),
                $"SELECT {select}avg({Sql.Name(of.Name)}) AS mean FROM data{group}", mode);
        if (identity is not null)
            yield return new(new($"不同“{identity.Title}”的数量", $"How many different {identity.Title}"),
                $"SELECT {select}count(DISTINCT {Sql.Name(identity.Name)}) AS n FROM data{group}", mode);
    }

    static IEnumerable<Example> Tried(ColumnTerms? by, ColumnTerms? of, ColumnTerms? identity, ProductColumn? closed,
        UseMode mode)
    {
        yield return new(new("取出原始行", "To take rows away"), "SELECT * FROM data LIMIT 10", mode);
        if (identity is not null)
            yield return new(new($"列出“{identity.Title}”", $"To list {identity.Title}"),
                $"SELECT {Sql.Name(identity.Name)}, count(*) FROM data GROUP BY {Sql.Name(identity.Name)}", mode);
        if (of is not null)
            yield return new(new($"按“{of.Title}”的值逐个分组", $"To group by each value of {of.Title}"),
                $"SELECT {Sql.Name(of.Name)}, count(*) FROM data GROUP BY {Sql.Name(of.Name)}", mode);
        if (of is not null)
            yield return new(new($"取“{of.Title}”的最大值", $"To take the highest {of.Title}"),
                $"SELECT max({Sql.Name(of.Name)}) FROM data", mode);
        if (closed is not null)
            yield return new(new($"使用未开放的“{closed.Title}”", $"To use {closed.Title}, which is closed"),
                $"SELECT {Sql.Name(closed.Name)}, count(*) FROM data GROUP BY {Sql.Name(closed.Name)}", mode);
        if (by is not null)
            yield return new(new($"用模式比对试探“{by.Title}”", $"To probe {by.Title} with a pattern"),
                $"SELECT count(*) FROM data WHERE {Sql.Name(by.Name)} LIKE '%1%'", mode);
    }
}
