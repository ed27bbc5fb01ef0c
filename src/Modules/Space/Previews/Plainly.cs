using System.Globalization;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Previews;

/// <summary>明白话 — what a buyer could and could not learn under these terms, as sentences: by each door that is open, and by none of
/// those that are closed.</summary>
internal static class Plainly
{
    static readonly UseMode[] grouping = [UseMode.Aggregate, UseMode.ListOverlap, UseMode.Template, UseMode.Private];

    public static IReadOnlyList<Words> May(TableTerms terms, UseControls controls, IReadOnlyList<ProductColumn> columns)
    {
        var told = new List<Words>();
        if (grouping.Any(controls.Allows)) told.AddRange(Grouped(terms, controls));
        if (controls.Allows(UseMode.Verification) && terms.Verification is { } verification)
        {
            var (keys, compared) = (Titles(columns, verification.Keys), Titles(columns, verification.Compared));
            told.Add(new($"对说得出{Zh(keys)}的人或单位，所说的{Zh(compared)}与记录一致、不一致，还是没有记录。",
                $"Of whoever it can name by {En(keys)}: whether what it says of {En(compared)} agrees, differs, or there is no record."));
        }
        if (LetsRowsOut(controls) && Shown(terms) is { Count: > 0 } shown)
        {
            var (zh, en) = Ways(controls);
            told.Add(new($"通过{zh}，逐行得到{Zh(shown)}的原值，每一行都看得到。",
                $"By {en}, row by row, {En(shown)} as they are: every single row is seen."));
        }
        if (controls.Receivers is { } receivers)
            told.Add(new($"只有{Zh([.. receivers.Select(r => r.Name)])}可以订立合约，取得以上内容。",
                $"Only {En([.. receivers.Select(r => r.Name)])} may agree on it, and learn this."));
        return told;
    }

    public static IReadOnlyList<Words> MayNot(TableTerms terms, UseControls controls, IReadOnlyList<ProductColumn> columns)
    {
        var (zh, en) = Unit(terms);
        var told = new List<Words>();
        if (!LetsRowsOut(controls)) told.Add(new("任何一行原始数据。", "Any single row."));
        if (grouping.Any(controls.Allows) && !LetsRowsOut(controls))
        {
            told.Add(new($"不足 {terms.MinGroup} {zh}的任何一组，有没有也不告知。",
                $"Any group of fewer than {terms.MinGroup} {en}, nor whether there is one."));
            told.Add(new($"两次相近查询之差：相差不足 {terms.MinGroup} {zh}的结果不发布。",
                $"The difference of two questions: what differs from earlier answers by fewer than {terms.MinGroup} {en} is held back."));
        }
        if (Titles(terms, ColumnUse.Identity) is { Count: > 0 } identity)
            told.Add(new($"{Zh(identity)}的任何值：不能输出、比较或筛选。", $"Any value of {En(identity)}: never shown, compared or filtered."));
        if (Titles(terms, ColumnUse.Measure) is { Count: > 0 } of && !LetsRowsOut(controls))
            told.Add(new($"{Zh(of)}的单个值：不能用来分组或筛选。", $"Single values of {En(of)}: neither grouped by nor filtered."));
        var verified = terms.Verification is { } v ? v.Keys.Concat(v.Compared).ToHashSet(StringComparer.OrdinalIgnoreCase) : [];
        var closed = columns.Where(c => !terms.Columns.ContainsKey(c.Name) && !verified.Contains(c.Name)).Select(c => c.Title).ToList();
        if (closed.Count > 0) told.Add(new($"{Zh(closed)}：完全接触不到。", $"{En(closed)}: out of reach altogether."));
        if (terms.Identity is null && grouping.Any(controls.Allows))
            told.Add(new("注意：没有身份列，门槛按行数计；一个主体有多行时保护会变弱。",
                "Note: no column tells identities, so rows are counted; where one identity has many rows this protects less."));
        if (grouping.Any(controls.Allows) && LetsRowsOut(controls))
            told.Add(new("注意：开放了逐行提供，开放的列不再受最小分组保护。",
                "Note: rows are given out, so the smallest group no longer protects the columns that are open."));
        return told;
    }

    static IEnumerable<Words> Grouped(TableTerms terms, UseControls controls)
    {
        var (by, of) = (Titles(terms, ColumnUse.Dimension), Titles(terms, ColumnUse.Measure));
        var (zh, en) = Unit(terms);
        yield return by.Count == 0 ? new($"全表有多少{zh}。", $"How many {en} there are in all.")
            : new($"按{Zh(by)}分组，每组有多少{zh}。", $"By {En(by)}: how many {en} stand in each group.");
        if (of.Count > 0) yield return new($"各组中{Zh(of)}的合计、平均等统计值。", $"Sums, means and the like of {En(of)} in each group.");
        if (!controls.Allows(UseMode.Aggregate) && !controls.Allows(UseMode.ListOverlap))
            yield return controls.Allows(UseMode.Private)
                ? new("以上都加了噪声：只是近似值，且用去隐私预算。", "All of this with noise: near the truth, and at the cost of the privacy budget.")
                : new("以上只限列出的固定模板所问。", "Of this only what the listed templates ask.");
        var bounded = terms.Columns.Values.Where(c => c.Low is not null || c.High is not null);
        foreach (var c in bounded.OrderBy(c => c.Name, StringComparer.Ordinal))
            yield return new($"“{c.Title}”的值先收进 {Bound(c.Low)}～{Bound(c.High)} 再统计，极端值不显露。",
                $"Values of {c.Title} are first drawn into {Bound(c.Low)} to {Bound(c.High)}: extremes do not show.");
        var joined = terms.Columns.Values.Where(c => c.IsJoinable).Select(c => c.Title).Order(StringComparer.Ordinal).ToList();
        if (joined.Count > 0)
            yield return new($"自有名单（不少于 {terms.ListMin} 条）按{Zh(joined)}相连后的分组统计。",
                $"Grouped statistics after joining a list of its own, of {terms.ListMin} rows at least, on {En(joined)}.");
    }

    static bool LetsRowsOut(UseControls controls) => controls.Allows(UseMode.File) || controls.Allows(UseMode.Api);

    static (string Zh, string En) Ways(UseControls controls) => (controls.Allows(UseMode.File), controls.Allows(UseMode.Api)) switch
    {
        (true, true) => ("带标记的文件和接口", "marked files and the interface"),
        (true, false) => ("带标记的文件", "marked files"),
        _ => ("接口", "the interface"),
    };

    static List<string> Shown(TableTerms terms) => [.. terms.Columns.Values
        .Where(c => c.Use is ColumnUse.Dimension or ColumnUse.Measure).Select(c => c.Title).Order(StringComparer.Ordinal)];

    static List<string> Titles(IReadOnlyList<ProductColumn> columns, IReadOnlyList<string> names)
        => [.. names.Select(n => columns.FirstOrDefault(c => c.Name == n)?.Title ?? n)];

    static (string Zh, string En) Unit(TableTerms terms) => terms.Identity is { } identity && terms.Columns.TryGetValue(identity, out var c)
        ? ($"个不同的“{c.Title}”", $"different {c.Title}") : ("条记录", "rows");

    static List<string> Titles(TableTerms terms, ColumnUse use)
        => [.. terms.Columns.Values.Where(c => c.Use == use).Select(c => c.Title).Order(StringComparer.Ordinal)];

    static string Bound(decimal? value) => value?.ToString("#,0.##########", CultureInfo.InvariantCulture) ?? "…";
    static string Zh(List<string> titles) => string.Concat(titles.Select(t => $"“{t}”"));
    static string En(List<string> titles) => string.Join(", ", titles);
}
