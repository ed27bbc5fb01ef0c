namespace Yuanliu.Catalog.Proposals;

/// <param name="Personal">The kind found, its share of the sampled values in percent; null when none.</param>
internal sealed record Proposal(
    string Title, string Class, int Level, int Floor, string Basis, string? Personal, int? SharePercent, Words Why);

/// <summary>What the probe saw of one column.</summary>
/// <param name="Detected">Kinds of personal data with the share of sampled values that match, 0 to 1.</param>
internal sealed record Seen(string Name, IReadOnlyList<(string Kind, double Share)> Detected);

/// <summary>分类分级建议 — proposes title, class and level of a column from its name and from what its values look like.</summary>
internal static class Proposer
{
    public static Proposal For(Seen column, CatalogRules rules)
    {
        var term = rules.Terms.FirstOrDefault(t => t.Names.Contains(column.Name.Trim(), StringComparer.OrdinalIgnoreCase));
        var byValue = rules.Personal
            .Select(p => (Rule: p, Share: column.Detected.Where(d => d.Kind == p.Kind).Select(d => d.Share).FirstOrDefault()))
            .Where(m => m.Share * 100 >= m.Rule.SharePercent).OrderByDescending(m => m.Rule.Level).ThenByDescending(m => m.Share)
            .FirstOrDefault();
        if (byValue.Rule is { } found) return Personal(term, found, (int)Math.Round(byValue.Share * 100));
        if (term?.Personal is { } kind && rules.Personal.FirstOrDefault(p => p.Kind == kind) is { } named) return Named(term, named);

        return new(term?.Title ?? column.Name, term?.Class ?? rules.Default.Class, rules.Default.Level, 1, rules.Default.Basis, null, null,
            term is null ? new("未检出个人信息；名称未收录，请补充。", "No personal data found; the name is not in the dictionary.")
                : new("未检出个人信息；名称取自术语表。", "No personal data found; named from the dictionary."));
    }

    static Proposal Personal(TermRule? term, PersonalRule rule, int share) => new(
        term?.Title ?? rule.Title, rule.Class, rule.Level, rule.Floor, rule.Basis, rule.Kind, share,
        new($"抽样值中 {share}% 符合{rule.Title}的校验规则。", $"{share}% of the sampled values pass the check for {rule.Kind}."));

    static Proposal Named(TermRule term, PersonalRule rule) => new(
        term.Title, rule.Class, rule.Level, rule.Floor, rule.Basis, rule.Kind, null,
        new($"列名表明为{rule.Title}。", $"The column's name says {rule.Kind}."));
}
