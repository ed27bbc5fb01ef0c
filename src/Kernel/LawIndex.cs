namespace Yuanliu.Kernel;

/// <summary>法源目录 — the sources of this node and the rule values that rest on them.</summary>
public sealed class LawIndex(LawSources sources, IReadOnlyList<RuleValue> values)
{
    readonly ILookup<(string Source, string? Article), RuleValue> resting = values
        .SelectMany(v => Citation.Parse(v.Basis).SelectMany(c => Articles(c).Select(a => (Key: (c.Source, a), Value: v))))
        .Distinct().ToLookup(p => p.Key, p => p.Value);

    public LawSources Sources => sources;

    public static LawIndex Load(string rules) => new(LawSources.Load(Path.Combine(rules, "sources")), RuleValues.Read(rules));

    /// <summary>Which values rest on an article.</summary>
    public IEnumerable<RuleValue> On(string source, string article) => resting[(source, article)];

    /// <summary>The draft papers that values of a rule file rest on: whatever shows the file says so.</summary>
    public IReadOnlyList<string> DraftsIn(string file)
        => [.. values.Where(v => v.File == file).SelectMany(v => sources.Drafts(v.Basis)).Distinct().Order(StringComparer.Ordinal)];

    static IEnumerable<string?> Articles(Citation citation)
        => citation.Places.Count == 0 ? [null] : citation.Places.Select(p => (string?)p.Article);
}
