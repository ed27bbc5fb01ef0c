using System.Security.Cryptography;
using System.Text;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.Converters;
using YamlDotNet.Serialization.NamingConventions;

namespace Yuanliu.Kernel;

/// <summary>A jurisdiction's rules as loaded.</summary>
/// <param name="Sha256">Lower-case hex over the merged text: a case stores it and keeps its rules for life.</param>
public sealed record Pack<TRules>(string Id, string Sha256, TRules Rules);

/// <summary>规则包 — per-jurisdiction facts. A pack is its parent plus its own lines.</summary>
public sealed class RulePacks<TRules>(IReadOnlyDictionary<string, Pack<TRules>> packs)
{
    public IEnumerable<Pack<TRules>> All => packs.Values.OrderBy(p => p.Id, StringComparer.Ordinal);
    public Pack<TRules>? For(string jurisdiction) => packs.GetValueOrDefault(jurisdiction);

    /// <exception cref="YamlDotNet.Core.YamlException">An unknown key or a missing value:
    /// the host must not start on half a law.</exception>
    public static RulePacks<TRules> Load(string folder)
    {
        var nodes = Directory.EnumerateFiles(folder, "*.yaml").ToDictionary(f => Path.GetFileNameWithoutExtension(f), Read);
        var reader = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance)
            .WithTypeConverter(new DateOnlyConverter(formats: ["yyyy-MM-dd"])).WithEnforceRequiredMembers().WithEnforceNullability()
            .Build();
        return new(nodes.Keys.ToDictionary(id => id, id =>
        {
            var text = Write(Merge(id, nodes));
            return new Pack<TRules>(
                id, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), reader.Deserialize<TRules>(text));
        }));
    }

    static YamlMappingNode Merge(string id, Dictionary<string, YamlMappingNode> nodes)
        => nodes[id].Children.TryGetValue("parent", out var parent) ? Over(Merge(parent.ToString(), nodes), nodes[id]) : nodes[id];

    /// <remarks>Whatever cites the law is replaced whole: a new length must not keep its parent's citation.</remarks>
    static YamlMappingNode Over(YamlMappingNode below, YamlMappingNode above)
    {
        var result = new YamlMappingNode(below.Children);
        foreach (var (key, value) in above.Children)
            result.Children[key] = value is YamlMappingNode a && !a.Children.ContainsKey("basis")
                && result.Children.TryGetValue(key, out var b) && b is YamlMappingNode m ? Over(m, a) : value;
        return result;
    }

    static YamlMappingNode Read(string file)
    {
        var stream = new YamlStream();
        using var text = File.OpenText(file);
        stream.Load(text);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    static string Write(YamlMappingNode node)
    {
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(node)).Save(text, false);
        return text.ToString();
    }
}
