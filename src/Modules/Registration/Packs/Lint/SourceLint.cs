using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Yuanliu.Registration.Packs;

/// <summary>法源检查 — a pack binds as its paper does, as long as it does, and quotes it word for word.</summary>
internal static class SourceLint
{
    public static IEnumerable<RuleFinding> Check(string id, YamlMappingNode pack, LawSources sources)
        => Quotations(id, pack, sources).Concat(
            Citation.Parse(RuleFiles.Text(pack, "source") ?? "") is [var first, ..] ? Period(id, pack, first, sources)
            : RuleFiles.Child(pack, "parent") is null ? [Found(id, pack, "citation", "没有引用法源。", "It cites no source.")] : []);

    static IEnumerable<RuleFinding> Period(string id, YamlMappingNode pack, Citation cited, LawSources sources)
    {
        foreach (var (rule, zh, en) in RuleCitations.Faults(cited, sources, strict: true))
            yield return Found(id, Node(pack, "source"), rule, zh, en);
        if (sources.For(cited.Source) is not { } source) yield break;
        if (RuleFiles.Text(pack, "status") is { } status
            && !string.Equals(status, $"{source.Status}", StringComparison.OrdinalIgnoreCase))
            yield return Found(
                id, Node(pack, "status"), "status", $"{source.Id} 的状态是 {source.Status}。", $"{source.Id} is {source.Status}.");
        if (Day(pack, "effective-from") < source.EffectiveFrom)
            yield return Found(id, Node(pack, "effective-from"), "period", $"{source.Id} 自 {source.EffectiveFrom:yyyy-MM-dd} 施行。",
                $"{source.Id} is in force from {source.EffectiveFrom:yyyy-MM-dd}.");
        if (source.EffectiveTo is { } last && !(Day(pack, "effective-to") <= last))
            yield return Found(id, Node(pack, "effective-to"), "period", $"{source.Id} 至 {last:yyyy-MM-dd} 失效。",
                $"{source.Id} ends on {last:yyyy-MM-dd}.");
    }

    static IEnumerable<RuleFinding> Quotations(string id, YamlMappingNode pack, LawSources sources)
    {
        if (RuleFiles.Child(pack, "sources") is not YamlSequenceNode list) yield break;
        foreach (var node in list.Children)
        {
            var basis = $"{RuleFiles.Text(node, "id")} {RuleFiles.Text(node, "article")}";
            if (Citation.Parse(basis) is not [var cited])
                yield return Found(id, node, "citation", $"“{basis}”没有引用法源。", $"{basis} cites no source.");
            else
            {
                var quoted = cited with { Quote = RuleFiles.Text(node, "zh") };
                foreach (var (rule, zh, en) in RuleCitations.Faults(quoted, sources, strict: true))
                    yield return Found(id, node, rule, zh, en);
            }
        }
    }

    static DateOnly? Day(YamlMappingNode pack, string key)
        => DateOnly.TryParseExact(RuleFiles.Text(pack, key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;

    static YamlNode Node(YamlMappingNode pack, string key) => RuleFiles.Child(pack, key) ?? pack;

    static RuleFinding Found(string id, YamlNode node, string rule, string zh, string en)
        => new(PackTree.FileOf(id), Math.Max(1, (int)node.Start.Line), rule, new(zh, en));
}
