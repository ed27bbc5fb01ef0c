using System.Globalization;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Previews;

/// <summary>明白话 — what a buyer could and could not learn under these terms, as sentences.</summary>
internal static class Plainly
{
    public static IReadOnlyList<Words> May(TableTerms terms)
    {
        var (by, of) = (Titles(terms, ColumnUse.Dimension), Titles(terms, ColumnUse.Measure));
        var (zh, en) = Unit(terms);
        var told = new List<Words>
        {
            by.Count == 0 ? new($"全表有多少{zh}。", $"How many {en} there are in all.")
                : new($"按{Zh(by)}分组，每组有多少{zh}。", $"By {En(by)}: how many {en} stand in each group."),
        };
        if (of.Count > 0) told.Add(new($"各组中{Zh(of)}的合计、平均等统计值。", $"Sums, means and the like of {En(of)} in each group."));
        told.AddRange(terms.Columns.Values.Where(c => c.Low is not null || c.High is not null).OrderBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => new Words($"“{c.Title}”的值先收进 {Bound(c.Low)}～{Bound(c.High)} 再统计，极端值不显露。",
                $"Values of {c.Title} are first drawn into {Bound(c.Low)} to {Bound(c.High)}: extremes do not show.")));
        var joined = terms.Columns.Values.Where(c => c.IsJoinable).Select(c => c.Title).Order(StringComparer.Ordinal).ToList();
        if (joined.Count > 0)
            told.Add(new($"自有名单（不少于 {terms.ListMin} 条）按{Zh(joined)}相连后的分组统计。",
                $"Grouped statistics after joining a list of its own, of {terms.ListMin} rows at least, on {En(joined)}."));
        return told;
    }

    public static IReadOnlyList<Words> MayNot(TableTerms terms, IReadOnlyList<ProductColumn> columns)
    {
        var (zh, en) = Unit(terms);
        var told = new List<Words>
        {
            new("任何一行原始数据。", "Any single row."),
            new($"不足 {terms.MinGroup} {zh}的任何一组，有没有也不告知。",
                $"Any group of fewer than {terms.MinGroup} {en}, nor whether there is one."),
            new($"两次相近查询之差：相差不足 {terms.MinGroup} {zh}的结果不发布。",
                $"The difference of two questions: what differs from earlier answers by fewer than {terms.MinGroup} {en} is held back."),
        };
        if (Titles(terms, ColumnUse.Identity) is { Count: > 0 } identity)
            told.Add(new($"{Zh(identity)}的任何值：不能输出、比较或筛选。", $"Any value of {En(identity)}: never shown, compared or filtered."));
        if (Titles(terms, ColumnUse.Measure) is { Count: > 0 } of)
            told.Add(new($"{Zh(of)}的单个值：不能用来分组或筛选。", $"Single values of {En(of)}: neither grouped by nor filtered."));
        var closed = columns.Where(c => !terms.Columns.ContainsKey(c.Name)).Select(c => c.Title).ToList();
        if (closed.Count > 0) told.Add(new($"{Zh(closed)}：完全接触不到。", $"{En(closed)}: out of reach altogether."));
        if (terms.Identity is null)
            told.Add(new("注意：没有身份列，门槛按行数计；一个主体有多行时保护会变弱。",
                "Note: no column tells identities, so rows are counted; where one identity has many rows this protects less."));
        return told;
    }

    static (string Zh, string En) Unit(TableTerms terms) => terms.Identity is { } identity && terms.Columns.TryGetValue(identity, out var c)
        ? ($"个不同的“{c.Title}”", $"different {c.Title}") : ("条记录", "rows");

    static List<string> Titles(TableTerms terms, ColumnUse use)
        => [.. terms.Columns.Values.Where(c => c.Use == use).Select(c => c.Title).Order(StringComparer.Ordinal)];

    static string Bound(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "…";
    static string Zh(List<string> titles) => string.Concat(titles.Select(t => $"“{t}”"));
    static string En(List<string> titles) => string.Join(", ", titles);
}
