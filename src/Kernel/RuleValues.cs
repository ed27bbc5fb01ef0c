using YamlDotNet.RepresentationModel;

namespace Yuanliu.Kernel;

/// <summary>规则值 — one value of a rule file with the provision it rests on.</summary>
/// <param name="File">The file from the rules folder, with forward slashes: <c>registration/cn-shenzhen.yaml</c>.</param>
/// <param name="Path">The keys that lead to it, with dots; a list's entries by their names.</param>
/// <param name="Value">The value in the file's own words.</param>
/// <param name="Open">The source is silent: the value is our default, for the <paramref name="Reason"/> given.</param>
public sealed record RuleValue(string File, int Line, string Path, string Value, string Basis, bool Open, string? Reason);

/// <summary>规则值目录 — every value of every rule file that cites something. Knows no area: whatever has a <c>basis</c> is a value.</summary>
public static class RuleValues
{
    static readonly string[] Names = ["key", "kind", "check", "procedure", "name", "from", "title"];
    static readonly string[] Texts = ["value", "title-zh", "zh", "title", "check", "kind", "procedure"];

    /// <param name="except">An area to leave out.</param>
    public static IReadOnlyList<RuleValue> Read(string rules, string? except = null) =>
    [
        .. from folder in Directory.EnumerateDirectories(rules).Order(StringComparer.Ordinal)
           where Path.GetFileName(folder) is not ("sources" or "calendar") && Path.GetFileName(folder) != except
           from file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)
           from value in Of($"{Path.GetFileName(folder)}/{Path.GetFileName(file)}", RuleFiles.Tree(file))
           select value,
    ];

    public static IEnumerable<RuleValue> Of(string file, YamlMappingNode root) => Walk(file, "", root);

    static IEnumerable<RuleValue> Walk(string file, string path, YamlNode node)
    {
        if (node is YamlSequenceNode list)
        {
            var index = 0;
            foreach (var item in list.Children)
            {
                var name = Names.Select(n => RuleFiles.Text(item, n)).FirstOrDefault(n => n is not null) ?? $"{index}";
                foreach (var value in Walk(file, path.Length == 0 ? name : $"{path}.{name}", item)) yield return value;
                index++;
            }
        }
        if (node is not YamlMappingNode map) yield break;
        if (RuleFiles.Child(map, "basis") is YamlScalarNode { Value: { } basis } cited)
            yield return new(file, (int)cited.Start.Line, path, Words(map), basis, RuleFiles.Text(map, "open") == "true",
                RuleFiles.Text(map, "reason"));
        foreach (var (key, child) in map.Children)
            foreach (var value in Walk(file, path.Length == 0 ? $"{key}" : $"{path}.{key}", child)) yield return value;
    }

    static string Words(YamlMappingNode map)
    {
        if (RuleFiles.Text(map, "length") is { } length) return $"{length} {RuleFiles.Text(map, "unit")}";
        return Texts.Select(t => RuleFiles.Child(map, t)).FirstOrDefault(t => t is not null) is { } found ? Flat(found) : "";
    }

    static string Flat(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlSequenceNode list => string.Join(
            ", ", list.Children.Select(c => c is YamlSequenceNode pair ? string.Join(" / ", pair.Children.Select(Flat)) : Flat(c))),
        YamlMappingNode map => string.Join(", ", map.Children.Select(p => $"{p.Key}: {Flat(p.Value)}")),
        _ => "",
    };
}
