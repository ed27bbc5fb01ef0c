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
        var nodes = RuleFiles.Read(folder);
        return new(nodes.Keys.ToDictionary(id => id, id => Of(id, RuleFiles.Merged(id, nodes))));
    }

    /// <summary>One pack from its tree, its parent's lines already below its own.</summary>
    public static Pack<TRules> Of(string id, YamlMappingNode merged)
    {
        var text = Write(merged);
        var reader = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance)
            .WithTypeConverter(new DateOnlyConverter(formats: ["yyyy-MM-dd"])).WithEnforceRequiredMembers().WithEnforceNullability()
            .Build();
        return new(id, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), reader.Deserialize<TRules>(text));
    }

    static string Write(YamlMappingNode node)
    {
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(node)).Save(text, false);
        return text.ToString();
    }
}
