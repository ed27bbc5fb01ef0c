namespace Yuanliu.Kernel;

/// <summary>引用检查 — every citation of a rule names an article that exists, and quotes only what stands in it.</summary>
public static class RuleCitations
{
    /// <param name="strict">Every value must cite a source whose articles are kept; else only those that do are looked at.</param>
    public static IEnumerable<RuleFinding> Faults(IEnumerable<RuleValue> values, LawSources sources, Func<RuleValue, bool> strict)
    {
        foreach (var value in values)
        {
            var citations = Citation.Parse(value.Basis);
            if (strict(value) && citations.Count == 0)
                yield return Found(value, "citation", $"“{value.Basis}”没有引用法源。", $"{value.Basis} cites no source.");
            foreach (var citation in citations)
                foreach (var (rule, zh, en) in Faults(citation, sources, strict(value)))
                    yield return Found(value, rule, zh, en);
        }
    }

    public static IEnumerable<(string Rule, string Zh, string En)> Faults(Citation citation, LawSources sources, bool strict)
    {
        if (sources.For(citation.Source) is not { } source)
        {
            if (strict) yield return ("source", $"没有法源“{citation.Source}”的条文。", $"The articles of {citation.Source} are not kept.");
            yield break;
        }
        if (!citation.Readable)
            yield return ("citation", $"对 {source.Id} 的引用无法读出条文号。", $"No article can be read from the citation of {source.Id}.");
        foreach (var place in citation.Places)
        {
            if (source.Find(place.Article) is not { } article)
                yield return ("citation", $"{source.Id} 没有第 {place.Article} 条。", $"{source.Id} has no article {place.Article}.");
            else if (place.Part is { } part && article.Text is not null && !article.HasPart(part))
                yield return ("citation", $"{source.Id} 第 {place.Article} 条没有第 {part} 项。",
                    $"{source.Id} article {place.Article} has no item {part}.");
        }
        if (citation.Quote is { } quote && !Says(source, citation, quote))
            yield return ("quotation", $"{source.Id} 中没有“{quote}”。", $"The words {quote} do not stand in {source.Id}.");
    }

    static bool Says(LawSource source, Citation citation, string quote) => citation.Places.Count == 0
        ? source.Articles.Exists(a => a.Says(quote)) : citation.Places.Any(p => source.Find(p.Article)?.Says(quote) == true);

    static RuleFinding Found(RuleValue value, string rule, string zh, string en) => new(value.File, value.Line, rule, new(zh, en));
}
