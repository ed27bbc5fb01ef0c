using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yuanliu.Compute.Json;

/// <summary>Writes RFC 8785: no white space, members by UTF-16 code units, ECMAScript numbers, the fewest escapes.</summary>
static class CanonicalWriter
{
    static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    public static byte[] Write(JsonNode? node)
    {
        var output = new ArrayBufferWriter<byte>(256);
        Value(output, node, 0);
        return output.WrittenSpan.ToArray();
    }

    static void Value(ArrayBufferWriter<byte> output, JsonNode? node, int depth)
    {
        if (depth == CanonicalJson.DepthMax && node is (JsonObject or JsonArray))
            throw new JsonException($"Nested deeper than {CanonicalJson.DepthMax}.");

        switch (node)
        {
            case null: output.Write("null"u8); break;
            case JsonObject members: Members(output, members, depth + 1); break;
            case JsonArray items: Items(output, items, depth + 1); break;
            default: Scalar(output, node.AsValue(), depth); break;
        }
    }

    static void Members(ArrayBufferWriter<byte> output, JsonObject members, int depth)
    {
        var sorted = members.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));

        output.Write("{"u8);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0) output.Write(","u8);
            Text(output, sorted[i].Key);
            output.Write(":"u8);
            Value(output, sorted[i].Value, depth);
        }
        output.Write("}"u8);
    }

    static void Items(ArrayBufferWriter<byte> output, JsonArray items, int depth)
    {
        output.Write("["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            Value(output, items[i], depth);
        }
        output.Write("]"u8);
    }

    static void Scalar(ArrayBufferWriter<byte> output, JsonValue value, int depth)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True: output.Write("true"u8); break;
            case JsonValueKind.False: output.Write("false"u8); break;
            case JsonValueKind.String: Text(output, TextOf(value)); break;
            case JsonValueKind.Number: Encoding.ASCII.GetBytes(NumberOf(value), output); break;
            case JsonValueKind.Null: output.Write("null"u8); break;
            // A value made from an arbitrary .NET object shows its JSON shape only when it is serialized.
            default: Value(output, JsonNode.Parse(value.ToJsonString(CanonicalJson.Options)), depth); break;
        }
    }

    static string TextOf(JsonValue value)
    {
        if (value.TryGetValue<string>(out var text)) return text;
        return JsonNode.Parse(value.ToJsonString(CanonicalJson.Options))!.GetValue<string>();
    }

    // The platform's own text of a double is not always that double: see EcmaNumber.Format.
    static string NumberOf(JsonValue value)
    {
        if (value.TryGetValue<JsonElement>(out var element)) return EcmaNumber.Canonical(element.GetRawText());
        return value.TryGetValue<double>(out var number) ? EcmaNumber.Format(number) : EcmaNumber.Canonical(value.ToJsonString());
    }

    static void Text(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        while (text.IndexOfAny(Escaped) is var at and >= 0)
        {
            Encoding.UTF8.GetBytes(text[..at], output);
            text = text[(at + Special(output, text[at..]))..];
        }
        Encoding.UTF8.GetBytes(text, output);
        output.Write("\""u8);
    }

    /// <returns>How many UTF-16 code units were written.</returns>
    static int Special(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        if (char.IsSurrogate(text[0]))
        {
            if (text.Length < 2 || !char.IsSurrogatePair(text[0], text[1])) throw new JsonException("A surrogate stands alone.");
            Encoding.UTF8.GetBytes(text[..2], output);
            return 2;
        }

        switch (text[0])
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\t': output.Write("\\t"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\r': output.Write("\\r"u8); break;
            case var control: Encoding.ASCII.GetBytes($"\\u{(int)control:x4}", output); break;
        }
        return 1;
    }
}
