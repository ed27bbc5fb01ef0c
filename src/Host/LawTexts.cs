using YamlDotNet.RepresentationModel;
using Yuanliu.Kernel;

namespace Yuanliu.Host;

/// <summary>条文 — one provision in its own words.</summary>
internal sealed record LawProvision
{
    /// <summary>As citations write it: <c>§6</c>, <c>art. 19</c>, <c>(九)</c>.</summary>
    public required string Article { get; init; }
    public string? Heading { get; init; }
    public required string Zh { get; init; }
}

internal enum PaperStatus { Draft, Trial, InForce }

/// <summary>文件 — a law, an opinion, a standard that rules rest on.</summary>
internal sealed record LawPaper
{
    public required string Title { get; init; }
    public required string TitleEn { get; init; }
    public required PaperStatus Status { get; init; }
    public DateOnly? Issued { get; init; }
    public required List<LawProvision> Provisions { get; init; }
}

/// <summary>条文库 — what the cited papers say: the files under <c>rules/law</c>, and what other rule files quote of their sources.</summary>
internal sealed class LawTexts
{
    readonly Dictionary<string, LawPaper> papers;
    readonly Dictionary<string, IReadOnlyList<LawProvision>> provisions;

    public LawTexts(string rules)
    {
        var whole = RulePacks<LawPaper>.Load(Path.Combine(rules, "law")).All.ToDictionary(p => p.Id, p => p.Rules);
        var files = Directory.EnumerateFiles(rules, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var quoted = files.SelectMany(Quotes);
        papers = whole;
        provisions = whole.SelectMany(p => p.Value.Provisions.Select(own => (Id: p.Key, Provision: own))).Concat(quoted)
            .GroupBy(q => q.Id).ToDictionary(g => g.Key,
                IReadOnlyList<LawProvision> (g) => [.. g.Select(q => q.Provision).DistinctBy(p => p.Article)]);
    }

    public IEnumerable<string> Ids => provisions.Keys.Order(StringComparer.Ordinal);

    /// <summary>Null when only single provisions of it are quoted.</summary>
    public LawPaper? Paper(string id) => papers.GetValueOrDefault(id);

    public IReadOnlyList<LawProvision> Provisions(string id) => provisions.GetValueOrDefault(id) ?? [];

    /// <summary>A rule file's <c>sources</c>: <c>{ id, article, zh }</c>.</summary>
    static IEnumerable<(string Id, LawProvision Provision)> Quotes(string file)
    {
        var stream = new YamlStream();
        using var text = File.OpenText(file);
        stream.Load(text);
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }]
            || !root.Children.TryGetValue("sources", out var sources) || sources is not YamlSequenceNode list) yield break;
        foreach (var node in list.OfType<YamlMappingNode>())
            if (Value(node, "id") is { } id && Value(node, "article") is { } article && Value(node, "zh") is { } zh)
                yield return (id, new() { Article = article, Zh = zh });
    }

    static string? Value(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? value.ToString() : null;
}
