using YamlDotNet.RepresentationModel;

namespace Yuanliu.Kernel;

/// <summary>规则文件 — rule packs as the trees they are written as, before they become types.</summary>
public static class RuleFiles
{
    /// <summary>Every file of the folder by its name without ending.</summary>
    public static Dictionary<string, YamlMappingNode> Read(string folder)
        => Directory.EnumerateFiles(folder, "*.yaml").ToDictionary(f => Path.GetFileNameWithoutExtension(f), Tree);

    public static YamlMappingNode Tree(string file)
    {
        var stream = new YamlStream();
        using var text = File.OpenText(file);
        stream.Load(text);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    /// <summary>A pack with its parent's lines below its own.</summary>
    public static YamlMappingNode Merged(string id, IReadOnlyDictionary<string, YamlMappingNode> nodes)
        => Child(nodes[id], "parent") is { } parent ? Over(Merged(parent.ToString(), nodes), nodes[id]) : nodes[id];

    /// <remarks>Whatever cites the law is replaced whole: a new length must not keep its parent's citation.</remarks>
    static YamlMappingNode Over(YamlMappingNode below, YamlMappingNode above)
    {
        var result = new YamlMappingNode(below.Children);
        foreach (var (key, value) in above.Children)
            result.Children[key] = value is YamlMappingNode a && !a.Children.ContainsKey("basis")
                && result.Children.TryGetValue(key, out var b) && b is YamlMappingNode m ? Over(m, a) : value;
        return result;
    }

    public static YamlNode? Child(YamlNode node, string key)
        => node is YamlMappingNode map && map.Children.TryGetValue(key, out var value) ? value : null;

    public static string? Text(YamlNode node, string key) => Child(node, key) is YamlScalarNode { Value: var value } ? value : null;
}
