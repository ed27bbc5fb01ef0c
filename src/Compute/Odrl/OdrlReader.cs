using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Sizes;

namespace Yuanliu.Compute.Odrl;

/// <summary>策略读取 — reads a policy strictly: what the profile does not know, or could not keep, is refused and never skipped.</summary>
public static class OdrlReader
{
    public const int BytesMax = 256 << 10, RulesMax = 32, ConstraintsMax = 128, DepthMax = 6, ValuesMax = 4000, TextMax = 512;

    /// <returns>The policy, or the first thing that is wrong with it.</returns>
    public static (OdrlPolicy? Policy, OdrlFault? Fault) Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            if (utf8.Length > BytesMax) throw Fault("", $"策略超过 {ByteSize.Zh(BytesMax)}。", $"A policy has at most {ByteSize.En(BytesMax)}.");
            return (CanonicalJson.Parse(utf8) is JsonObject policy ? Policy(policy)
                : throw Fault("", "策略应为 JSON 对象。", "A policy is a JSON object."), null);
        }
        catch (JsonException e)
        {
            return (null, new("", "不是有效的 JSON。", $"Not valid JSON: {e.Message}"));
        }
        catch (NotAPolicy refused)
        {
            return (null, refused.Fault);
        }
    }

    static readonly string[] PolicyKeys = ["@context", "@type", "@id", "profile", "target", "assigner", "assignee", "timestamp",
        "permission", "prohibition", "obligation"];

    static OdrlPolicy Policy(JsonObject policy)
    {
        Only(policy, "", PolicyKeys);
        if (Text(policy["@type"], "@type") is not ("Agreement" or "Offer" or "Set"))
            throw Fault("@type", "类型应为 Agreement、Offer 或 Set。", "The type is Agreement, Offer or Set.");
        var profiles = Texts(policy["profile"], "profile");
        if (!profiles.Contains(Profile.Id)) throw Fault("profile", $"须使用词表 {Profile.Id}。", $"The profile must be {Profile.Id}.");
        var left = new Left();
        var permissions = Rules(policy, "permission", mayOwe: true, left);
        var prohibitions = Rules(policy, "prohibition", mayOwe: false, left);
        if (permissions.Count + prohibitions.Count == 0)
            throw Fault("permission", "至少要有一条许可或禁止。", "There is neither a permission nor a prohibition.");
        return new(
            Text(policy["@id"], "@id"), Text(policy["target"], "target"), Optional(policy, "assigner"), Optional(policy, "assignee"),
            permissions, prohibitions, Duties(policy, "", "obligation", left),
            Convert.ToHexStringLower(CanonicalJson.Hash(policy)));
    }

    static List<OdrlRule> Rules(JsonObject policy, string name, bool mayOwe, Left left)
        => [.. Items(policy, "", name).Select((item, i) => Rule(item, $"{name}[{i}]", mayOwe, left))];

    static OdrlRule Rule(JsonObject rule, string path, bool mayOwe, Left left)
    {
        left.Rule(path);
        Only(rule, path, mayOwe ? ["action", "constraint", "duty"] : ["action", "constraint"]);
        var constraints = Items(rule, path, "constraint")
            .Select((c, i) => Constraint(c, $"{path}.constraint[{i}]", left, mayOwe ? Place.Permission : Place.Prohibition, 1)).ToList();
        return new(Action(rule, path), constraints, mayOwe ? Duties(rule, path + ".", "duty", left) : []);
    }

    static List<OdrlDuty> Duties(JsonObject owner, string path, string name, Left left)
        => [.. Items(owner, path, name).Select((duty, i) =>
        {
            var at = $"{path}{name}[{i}]";
            left.Rule(at);
            Only(duty, at, ["action", "constraint"]);
            return new OdrlDuty(Action(duty, at), [.. Items(duty, at, "constraint")
                .Select((c, j) => (OdrlAtom)Constraint(c, $"{at}.constraint[{j}]", left, Place.Duty, 1))]);
        })];

    static ProfileAction Action(JsonObject rule, string path)
    {
        var name = Text(rule["action"], path + ".action");
        return Profile.FindAction(name) ?? throw Fault(path + ".action", $"词表没有动作“{name}”。", $"The profile has no action {name}.");
    }

    enum Place { Permission, Prohibition, Joined, Duty }

    static OdrlConstraint Constraint(JsonObject constraint, string path, Left left, Place place, int depth)
    {
        if (depth > DepthMax) throw Fault(path, "约束嵌套过深。", "Constraints are nested too deeply.");
        if (Join(constraint) is not { } join) return Atom(constraint, path, left, place);
        if (place is Place.Duty) throw Fault(path, "义务的约束不得组合。", "The constraints of a duty are not joined.");
        var (name, kind) = join;
        Only(constraint, path, [name]);
        var inner = Items(constraint, path, name).Select((c, i) => Constraint(c, $"{path}.{name}[{i}]", left, Place.Joined, depth + 1));
        return new OdrlJoined(kind, [.. inner]);
    }

    static (string, OdrlJoin)? Join(JsonObject constraint)
    {
        foreach (var join in Enum.GetValues<OdrlJoin>())
        {
            var name = join.ToString();
            name = char.ToLowerInvariant(name[0]) + name[1..];
            if (constraint.ContainsKey(name)) return (name, join);
        }
        return null;
    }

    static OdrlAtom Atom(JsonObject constraint, string path, Left left, Place place)
    {
        Only(constraint, path, ["leftOperand", "operator", "rightOperand"]);
        var (name, written) = (Text(constraint["leftOperand"], path + ".leftOperand"), Text(constraint["operator"], path + ".operator"));
        var term = Profile.FindTerm(name)
            ?? throw Fault(path + ".leftOperand", $"词表没有约束词“{name}”。", $"The profile has no term {name}.");
        if (!MayStand(term, place))
            throw Fault(path + ".leftOperand", $"“{name}”不能用在这里。", $"{name} cannot stand here.");
        var known = term.Operators.Where(o => Profile.Written(o) == written).ToList();
        if (known.Count == 0) throw Fault(path + ".operator", $"“{name}”不能用“{written}”比较。", $"{name} is not compared with {written}.");
        var values = Texts(constraint["rightOperand"], path + ".rightOperand");
        left.Constraint(path, values.Count);
        if (values.Count > 1 && !Profile.IsListed(known[0]))
            throw Fault(path + ".rightOperand", "此操作符只接受一个值。", "This operator takes one value.");
        foreach (var value in values)
            if (!Operands.IsRight(term.Operand, value))
                throw Fault(path + ".rightOperand", $"“{value}”不是有效的{name}值。", $"{value} is no value of {name}.");
        return new(term, known[0], values);
    }

    static bool MayStand(ProfileTerm term, Place place) => place switch
    {
        Place.Permission => term.Role is TermRole.Decided or TermRole.Enforced,
        Place.Prohibition or Place.Joined => term.Role is TermRole.Decided,
        Place.Duty => term.Role is TermRole.Owed || term.Name == "elapsedTime",
    };

    /// <summary>The objects under a key: one, or a list that is not empty. Absent means none.</summary>
    static IEnumerable<JsonObject> Items(JsonObject owner, string path, string name)
    {
        if (!owner.TryGetPropertyValue(name, out var node)) return [];
        var at = path.Length == 0 || path.EndsWith('.') ? path + name : $"{path}.{name}";
        return node switch
        {
            JsonObject one => [one],
            JsonArray { Count: > 0 } list => list.Select((item, i) => item as JsonObject
                ?? throw Fault($"{at}[{i}]", "应为对象。", "An object is expected.")),
            _ => throw Fault(at, "应为对象或非空数组。", "An object or a list that is not empty is expected."),
        };
    }

    static List<string> Texts(JsonNode? node, string path) => node switch
    {
        JsonArray { Count: > 0 } list => [.. list.Select((item, i) => Value(item, $"{path}[{i}]"))],
        _ => [Value(node, path)],
    };

    static string Value(JsonNode? node, string path)
    {
        if (node is not JsonObject wrapped) return Text(node, path);
        Only(wrapped, path, ["@id", "@value", "@type"]);
        return Text(wrapped["@value"] ?? wrapped["@id"], path);
    }

    static string? Optional(JsonObject owner, string name) => owner.ContainsKey(name) ? Text(owner[name], name) : null;

    static string Text(JsonNode? node, string path)
        => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length is > 0 and <= TextMax ? text
            : throw Fault(path, $"应为 1 到 {TextMax} 个字符的文本。", $"A text of 1 to {TextMax} characters is expected.");

    static void Only(JsonObject owner, string path, string[] keys)
    {
        if (owner.Select(m => m.Key).FirstOrDefault(k => !keys.Contains(k)) is { } unknown)
            throw Fault(path, $"不支持“{unknown}”。", $"{unknown} is not supported.");
    }

    /// <summary>What is given up when a text is no policy.</summary>
    sealed class NotAPolicy(OdrlFault fault) : Exception(fault.En)
    {
        public OdrlFault Fault => fault;
    }

    static NotAPolicy Fault(string path, string zh, string en) => new(new(path, zh, en));

    /// <summary>How much a policy may still hold.</summary>
    sealed class Left
    {
        int rules = RulesMax, constraints = ConstraintsMax, values = ValuesMax;

        public void Rule(string path)
        {
            if (--rules < 0) throw Fault(path, $"规则多于 {RulesMax} 条。", $"There are more than {RulesMax} rules.");
        }

        public void Constraint(string path, int count)
        {
            if (--constraints < 0 || (values -= count) < 0)
                throw Fault(path, $"约束多于 {ConstraintsMax} 条或取值多于 {ValuesMax} 个。",
                    $"There are more than {ConstraintsMax} constraints or {ValuesMax} values.");
        }
    }
}
