using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Previews;

/// <summary>示例查询 — what a buyer might try under these terms.</summary>
internal sealed record Example(Words About, string Sql);

/// <summary>Questions made from the terms themselves: what they are for, and what somebody would try next.</summary>
internal static class Examples
{
    public static IEnumerable<Example> Of(TableTerms terms, IReadOnlyList<ProductColumn> columns)
    {
        var named = columns.Select(c => terms.Columns.GetValueOrDefault(c.Name)).OfType<ColumnTerms>().ToList();
        var by = named.Find(c => c.Use is ColumnUse.Dimension);
        var of = named.Find(c => c.Use is ColumnUse.Measure);
        var identity = named.Find(c => c.Use is ColumnUse.Identity);
        return Meant(by, of, identity).Concat(Tried(by, of, identity, columns.FirstOrDefault(c => c.Use is ColumnUse.None)));
    }

    static IEnumerable<Example> Meant(ColumnTerms? by, ColumnTerms? of, ColumnTerms? identity)
    {
        var (select, group) = by is null ? ("", "") : ($"{Sql.Name(by.Name)}, ", $" GROUP BY {Sql.Name(by.Name)}");
        yield return new(by is null ? new("总数", "The count of all") : new($"各“{by.Title}”的数量", $"The count for each {by.Title}"),
            $"SELECT {select}count(*) AS n FROM data{group}");
        if (of is not null)
            yield return new(new($"“{of.Title}”的平均值", $"The mean of {of.Title}"),
                $"SELECT {select}avg({Sql.Name(of.Name)}) AS mean FROM data{group}");
        if (identity is not null)
            yield return new(new($"不同“{identity.Title}”的数量", $"How many different {identity.Title}"),
                $"SELECT {select}count(DISTINCT {Sql.Name(identity.Name)}) AS n FROM data{group}");
    }

    static IEnumerable<Example> Tried(ColumnTerms? by, ColumnTerms? of, ColumnTerms? identity, ProductColumn? closed)
    {
        yield return new(new("取出原始行", "To take rows away"), "SELECT * FROM data LIMIT 10");
        if (identity is not null)
            yield return new(new($"列出“{identity.Title}”", $"To list {identity.Title}"),
                $"SELECT {Sql.Name(identity.Name)}, count(*) FROM data GROUP BY {Sql.Name(identity.Name)}");
        if (of is not null)
            yield return new(new($"按“{of.Title}”的值逐个分组", $"To group by each value of {of.Title}"),
                $"SELECT {Sql.Name(of.Name)}, count(*) FROM data GROUP BY {Sql.Name(of.Name)}");
        if (of is not null)
            yield return new(new($"取“{of.Title}”的最大值", $"To take the highest {of.Title}"),
                $"SELECT max({Sql.Name(of.Name)}) FROM data");
        if (closed is not null)
            yield return new(new($"使用未开放的“{closed.Title}”", $"To use {closed.Title}, which is closed"),
                $"SELECT {Sql.Name(closed.Name)}, count(*) FROM data GROUP BY {Sql.Name(closed.Name)}");
        if (by is not null)
            yield return new(new($"用模式比对试探“{by.Title}”", $"To probe {by.Title} with a pattern"),
                $"SELECT count(*) FROM data WHERE {Sql.Name(by.Name)} LIKE '%1%'");
    }
}
