using YamlDotNet.RepresentationModel;

namespace Yuanliu.Registration.Packs;

/// <summary>规则包文件树 — finds the line on which a value of a pack stands; values of a parent stand in the parent's file.</summary>
internal sealed class PackTree(string id, YamlMappingNode root, IReadOnlyDictionary<YamlNode, string> files)
{
    /// <param name="path">Keys as they are written, in any case, and places in lists. Where it ends early, the last that was found.</param>
    public RuleFinding At(string rule, string zh, string en, params IEnumerable<string> path)
    {
        var (file, line, node) = (FileOf(id), 1, (YamlNode)root);
        foreach (var step in path)
        {
            if (Next(node, step) is not (var next, var mark)) break;
            node = next;
            if (mark.Start.Line > 0) (file, line) = (files.GetValueOrDefault(mark, file), (int)mark.Start.Line);
        }
        return new(file, line, rule, new(zh, en));
    }

    public RuleFinding At(RuleShape.Fault fault) => new(
        files.GetValueOrDefault(fault.Node, FileOf(id)), Math.Max(1, (int)fault.Node.Start.Line), fault.Rule, fault.Message);

    /// <summary>The node a step leads to, and the one whose line tells where: a key where it is the pack's own.</summary>
    static (YamlNode Node, YamlNode Mark)? Next(YamlNode node, string step)
    {
        if (node is YamlSequenceNode list)
            return int.TryParse(step, out var index) && index < list.Children.Count ? (list.Children[index], list.Children[index]) : null;
        if (node is not YamlMappingNode map) return null;
        var found = map.Children.FirstOrDefault(p => string.Equals($"{p.Key}", step, StringComparison.OrdinalIgnoreCase));
        return found.Key is null ? null : (found.Value, found.Value.Start.Line > 0 ? found.Value : found.Key);
    }

    public static string FileOf(string id) => $"registration/{id}.yaml";
}
