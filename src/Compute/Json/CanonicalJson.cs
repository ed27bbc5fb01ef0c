using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Yuanliu.Compute.Json;

/// <summary>规范 JSON — the one byte form of a JSON value (RFC 8785, JCS), so that equal values have equal hashes.</summary>
public static class CanonicalJson
{
    /// <summary>Arrays and objects nested deeper than this are refused, when read and when written.</summary>
    public const int DepthMax = 64;

    /// <summary>
    /// How facts and public documents are written: camelCase members, enums by their C# names, days as yyyy-MM-dd,
    /// instants as UTC with microseconds, absent instead of null.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>The canonical UTF-8 bytes of a node; <c>null</c> is the JSON literal.</summary>
    /// <exception cref="JsonException">
    /// A lone surrogate, a number that is not finite, an integer a double cannot hold, or nesting beyond <see cref="DepthMax"/>.
    /// </exception>
    public static byte[] Utf8(JsonNode? node) => CanonicalWriter.Write(node);

    /// <summary>Serializes with <see cref="Options"/> (or the given ones) and canonicalizes. A node is taken as it is.</summary>
    /// <inheritdoc cref="Utf8(JsonNode?)" path="/exception"/>
    public static byte[] Utf8<T>(T value, JsonSerializerOptions? options = null)
        => CanonicalWriter.Write(value as JsonNode ?? JsonSerializer.SerializeToNode(value, options ?? Options));

    /// <summary>SHA-256 (32 bytes) over the canonical bytes.</summary>
    public static byte[] Hash(JsonNode? node) => SHA256.HashData(Utf8(node));

    /// <summary>
    /// Reads text from outside. Refused besides bad syntax: duplicate keys, lone surrogates, invalid UTF-8, numbers that
    /// are not finite doubles, integers a double would change, nesting beyond <see cref="DepthMax"/>, anything after the value.
    /// </summary>
    /// <returns>The node, or null for the JSON literal <c>null</c>. The text need not be canonical.</returns>
    /// <exception cref="JsonException">The text is refused; the message says why and where.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8)
    {
        StrictReader.Check(utf8);
        return JsonNode.Parse(utf8, documentOptions: new() { MaxDepth = DepthMax, AllowDuplicateProperties = false });
    }

    /// <summary><see cref="Parse"/> for callers to whom refused text is an ordinary answer.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out JsonNode? node)
    {
        try
        {
            node = Parse(utf8);
            return true;
        }
        catch (JsonException)
        {
            node = null;
            return false;
        }
    }

    static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowDuplicateProperties = false,
            MaxDepth = DepthMax,
            Converters =
            {
                new JsonStringEnumConverter(null, allowIntegerValues: false), new UtcInstant(), new ExactDouble(), new WellFormedText(),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
