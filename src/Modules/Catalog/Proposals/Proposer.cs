using Yuanliu.Compute.Finder;

namespace Yuanliu.Catalog.Proposals;

/// <param name="Personal">The kind found, its share of the sampled values in percent; null when none.</param>
internal sealed record Proposal(
    string Title, string Class, int Level, int Floor, string Basis, string? Personal, int? SharePercent, Words Why);

/// <summary>What the probe saw of one column.</summary>
internal sealed record Seen(string Name, IReadOnlyList<ColumnFinding> Detected);

/// <summary>分类分级建议 — proposes title, class and level of a column from its name and from what its values look like.</summary>
internal static class Proposer
{
    public static Proposal For(Seen column, CatalogRules rules)
    {
        var term = rules.Terms.FirstOrDefault(t => t.Names.Contains(column.Name.Trim(), StringComparer.OrdinalIgnoreCase));
        var found = column.Detected.Where(d => d.Share > 0)
            .Select(d => (Rule: rules.Personal.FirstOrDefault(p => p.Kind == d.Kind.ToString()), Seen: d)).Where(m => m.Rule is not null)
            .Select(m => (Rule: m.Rule!, m.Seen)).OrderByDescending(m => m.Rule.Level).ThenByDescending(m => m.Seen.Share).ToList();
        if (found.Find(m => m.Seen.Share * 100 >= m.Rule.SharePercent) is { Rule: not null } whole)
            return ByValue(term, whole.Rule, whole.Seen);

        var kind = term?.Personal ?? column.Detected.FirstOrDefault(d => d.IsNamed)?.Kind.ToString();
        if (kind is not null && rules.Personal.FirstOrDefault(p => p.Kind == kind) is { } named) return Named(term, named);
        if (found is [var few, ..] && IdentifierKinds.TellsOfPerson(few.Seen.Kind)) return Few(column.Name, term, few.Rule, few.Seen);

        return new(term?.Title ?? column.Name, term?.Class ?? rules.Default.Class, rules.Default.Level, 1, rules.Default.Basis, null, null,
            term is null ? new("未检出个人信息；名称未收录，请补充。", "No personal data found; the name is not in the dictionary.")
                : new("未检出个人信息；名称取自术语表。", "No personal data found; named from the dictionary."));
    }

    static Proposal ByValue(TermRule? term, PersonalRule rule, ColumnFinding seen) => new(
        term?.Title ?? rule.Title, rule.Class, rule.Level, rule.Floor, rule.Basis, rule.Kind, Percent(seen.Share), Because(
            $"抽样 {seen.Sample:N0} 个值中 {Percent(seen.Share)}% 符合{rule.Title}",
            $"{Percent(seen.Share)}% of {seen.Sample:N0} sampled values are of the kind {rule.Kind}", seen));

    /// <summary>Text that holds identifiers here and there: its level may fall to nothing once somebody has looked.</summary>
    static Proposal Few(string name, TermRule? term, PersonalRule rule, ColumnFinding seen) => new(
        term?.Title ?? name, rule.Class, rule.Level, 1, rule.Basis, rule.Kind, Percent(seen.Share), Because(
            $"抽样 {seen.Sample:N0} 个值中少量（{Percent(seen.Share)}%）含{rule.Title}",
            $"A few ({Percent(seen.Share)}%) of {seen.Sample:N0} sampled values hold the kind {rule.Kind}", seen));

    static Proposal Named(TermRule? term, PersonalRule rule) => new(
        term?.Title ?? rule.Title, rule.Class, rule.Level, rule.Floor, rule.Basis, rule.Kind, null,
        new($"列名表明为{rule.Title}。", $"The column's name says {rule.Kind}."));

    static int Percent(double share) => share > 0 ? Math.Max(1, (int)Math.Round(share * 100)) : 0;

    static Words Because(string zh, string en, ColumnFinding seen)
    {
        var grounds = Because(seen.Grounds).ToList();
        var sure = Percent(seen.Confidence);
        return new(
            $"{zh}：{string.Join('，', grounds.Select(g => g.Zh))}；置信度 {sure}%。",
            $"{en}: {string.Join(", ", grounds.Select(g => g.En))}; confidence {sure}%.");
    }

    static IEnumerable<Words> Because(Grounds grounds)
    {
        if (grounds.HasFlag(Grounds.Form)) yield return new("长度与字符相符", "length and characters fit");
        if (grounds.HasFlag(Grounds.Checksum)) yield return new("校验位正确", "check characters hold");
        if (grounds.HasFlag(Grounds.Table)) yield return new("号段、区划或姓氏在册", "prefixes, regions or surnames are known");
        if (grounds.HasFlag(Grounds.Name)) yield return new("列名相符", "the column's name says so");
        if (grounds.HasFlag(Grounds.Variety)) yield return new("取值分散", "values vary");
    }
}
