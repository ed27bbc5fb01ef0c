using System.Text.Json;

namespace Yuanliu.Space.Gate;

/// <summary>A node of the parser's tree that knows which of its members were read. What nobody asked for may not mean anything.</summary>
internal sealed class AstNode(JsonElement element)
{
    readonly HashSet<string> read = [];

    /// <summary>The kind of expression, for example <c>COLUMN_REF</c>; empty for tables and statements.</summary>
    public string Class => Text("class");
    public string Type => Text("type");
    public string Alias => Text("alias");

    public string Text(string name) => Take(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    public bool Flag(string name) => Take(name) is { ValueKind: JsonValueKind.True };

    public AstNode? Child(string name) => Take(name) is { ValueKind: JsonValueKind.Object } value ? new(value) : null;

    public IReadOnlyList<AstNode> Children(string name)
        => Take(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(e => new AstNode(e))] : [];

    public IReadOnlyList<string> Texts(string name)
        => Take(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(e => e.GetString() ?? "")] : [];

    public JsonElement? Take(string name)
    {
        read.Add(name);
        return element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
    }

    /// <summary>Whether a member that was never read holds something: a construct that the reader does not know.</summary>
    public bool HasMore()
    {
        foreach (var member in element.EnumerateObject())
            if (member.Name != "query_location" && !read.Contains(member.Name) && !IsNothing(member.Value)) return true;
        return false;
    }

    static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(m => IsNothing(m.Value)),
        JsonValueKind.Number or JsonValueKind.True => false,
    };
}
