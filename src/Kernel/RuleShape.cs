using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization.NamingConventions;

namespace Yuanliu.Kernel;

/// <summary>规则检查发现 — something wrong in a rule file, with the place where a person finds it.</summary>
/// <param name="File">From the folder that was checked, with forward slashes.</param>
/// <param name="Rule">Stable name of what was broken, for example <c>unknown-key</c>.</param>
public sealed record RuleFinding(string File, int Line, string Rule, Words Message)
{
    /// <summary>提醒 — not wrong, and to be known: what stands there changes nothing.</summary>
    public bool Warning { get; init; }

    public override string ToString() => $"{File}:{Line}: {(Warning ? "warning: " : "")}{Rule}: {Message.Zh} / {Message.En}";
}

/// <summary>规则结构 — where the tree of a rule file and the type it is read into disagree: all places, not only the first.</summary>
public static class RuleShape
{
    public readonly record struct Fault(YamlNode Node, string Rule, Words Message);

    public static IEnumerable<Fault> Faults(YamlNode node, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Faults(node, inner);
        if (node is YamlScalarNode scalar) return Scalar(scalar, type);
        if (Argument(type, typeof(List<>)) is [var item])
            return node is YamlSequenceNode list ? list.Children.SelectMany(c => Faults(c, item)) : [NoList(node)];
        if (node is not YamlMappingNode map || type == typeof(string) || type.IsValueType) return [Wrong(node, type)];
        return Argument(type, typeof(Dictionary<,>)) is [var key, var value]
            ? map.Children.SelectMany(p => Faults(p.Key, key).Concat(Faults(p.Value, value))) : Members(map, type);
    }

    static IEnumerable<Fault> Members(YamlMappingNode map, Type type)
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)
            .ToDictionary(p => HyphenatedNamingConvention.Instance.Apply(p.Name));
        foreach (var (key, value) in map.Children)
        {
            if (!members.TryGetValue($"{key}", out var member))
                yield return new(key, "unknown-key", new($"没有“{key}”这一项。", $"There is no such key as {key}."));
            else foreach (var fault in Faults(value, member.PropertyType)) yield return fault;
        }
        foreach (var (name, member) in members)
            if (member.GetCustomAttribute<RequiredMemberAttribute>() is not null && RuleFiles.Child(map, name) is null)
                yield return new(map, "missing-value", new($"缺少“{name}”。", $"{name} is missing."));
    }

    static IEnumerable<Fault> Scalar(YamlScalarNode node, Type type)
    {
        var text = node.Value ?? "";
        if (type != typeof(string) && text.Length == 0 || text is "null" or "~")
            return [new(node, "missing-value", new("这一项没有值。", "It has no value."))];
        return Reads(text, type) ? [] : [Wrong(node, type)];
    }

    static bool Reads(string text, Type type)
    {
        if (type == typeof(string)) return true;
        if (type.IsEnum) return Enum.TryParse(type, text, ignoreCase: true, out var value) && Enum.IsDefined(type, value);
        if (type == typeof(bool)) return bool.TryParse(text, out _);
        if (type == typeof(DateOnly)) return DateOnly.TryParseExact(text, "yyyy-MM-dd", out _);
        return (type == typeof(int) || type == typeof(long))
            && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
    }

    static Fault Wrong(YamlNode node, Type type) => new(node, "wrong-value", new(
        $"“{node}”不是{(type.IsEnum ? $"下列之一：{string.Join("、", Enum.GetNames(type))}" : $"这一项的值（{Name(type)}）")}。",
        $"{node} is {(type.IsEnum ? $"none of {string.Join(", ", Enum.GetNames(type))}" : $"no {Name(type)}")}."));

    static Fault NoList(YamlNode node) => new(node, "wrong-value", new("这一项应当是列表。", "It should be a list."));

    static string Name(Type type) => type.Name.Split('`')[0];

    static Type[] Argument(Type type, Type generic)
        => type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments() : [];
}
