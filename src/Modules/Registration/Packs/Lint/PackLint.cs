using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Yuanliu.Registration.Packs;

/// <summary>规则包检查 — all that can be found wrong in a pack without a filing: keys, articles, routes, clocks, forms, certificates.</summary>
internal static class PackLint
{
    /// <param name="rules">The folder that holds <c>registration</c>, <c>sources</c> and the other areas.</param>
    public static IReadOnlyList<RuleFinding> Check(string rules)
    {
        var found = new List<RuleFinding>();
        var nodes = Read(rules, found);
        var files = nodes.SelectMany(p => p.Value.AllNodes.Select(n => (n, File: PackTree.FileOf(p.Key)))).DistinctBy(p => p.n, ByReference)
            .ToDictionary(p => p.n, p => p.File, ByReference);
        foreach (var id in nodes.Keys.Order(StringComparer.Ordinal)) found.AddRange(Pack(id, nodes, files));
        found.AddRange(Citations(rules, nodes));
        return [.. found.DistinctBy(f => f.Rule == "source" ? f with { Line = 0 } : f)
            .OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Rule, StringComparer.Ordinal)];
    }

    static readonly IEqualityComparer<YamlNode> ByReference = ReferenceEqualityComparer.Instance;

    static Dictionary<string, YamlMappingNode> Read(string rules, List<RuleFinding> found)
    {
        var nodes = new Dictionary<string, YamlMappingNode>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(rules, "registration"), "*.yaml"))
        {
            var id = Path.GetFileNameWithoutExtension(file);
            try
            {
                nodes.Add(id, RuleFiles.Tree(file));
            }
            catch (YamlException broken)
            {
                found.Add(new(PackTree.FileOf(id), (int)broken.Start.Line, "syntax",
                    new($"不是有效的 YAML：{broken.Message}", $"This is no YAML: {broken.Message}")));
            }
        }
        return nodes;
    }

    static List<RuleFinding> Pack(
        string id, Dictionary<string, YamlMappingNode> nodes, IReadOnlyDictionary<YamlNode, string> files)
    {
        if (RuleFiles.Text(nodes[id], "parent") is { } parent && !nodes.ContainsKey(parent))
            return [new(PackTree.FileOf(id), 1, "parent", new($"没有上级规则包“{parent}”。", $"There is no parent {parent}."))];
        var merged = RuleFiles.Merged(id, nodes);
        var tree = new PackTree(id, merged, files);
        var shape = RuleShape.Faults(merged, typeof(RegistrationRules)).Select(tree.At).ToList();
        if (shape.Count > 0) return shape;
        var rules = RulePacks<RegistrationRules>.Of(id, merged).Rules;
        var found = RouteLint.Check(rules, tree).Concat(FormLint.Check(rules, tree)).Concat(IssueLint.Check(rules, tree))
            .Concat(ByItselfLint.Check(rules, tree)).ToList();
        if (found.Count == 0 && RegistrationPacks.Fault(rules) is { } fault)
            found.Add(tree.At("load", $"不能装载：{fault}。", $"It does not load: it {fault}."));
        found.AddRange(IdleLint.Check(rules, tree));
        return found;
    }

    static IEnumerable<RuleFinding> Citations(string rules, Dictionary<string, YamlMappingNode> nodes)
    {
        var sources = LawSources.Load(Path.Combine(rules, "sources"));
        var own = nodes.SelectMany(p => RuleValues.Of(PackTree.FileOf(p.Key), p.Value));
        var other = RuleValues.Read(rules, except: "registration");
        return RuleCitations.Faults(own, sources, _ => true).Concat(RuleCitations.Faults(other, sources, _ => false))
            .Concat(nodes.SelectMany(p => SourceLint.Check(p.Key, p.Value, sources)));
    }
}
