using System.Text;
using System.Text.Json;

namespace Yuanliu.Compute.Json;

/// <summary>The checks RFC 8785 and RFC 7493 (I-JSON) demand of text and the platform's reader leaves to its caller.</summary>
static class StrictReader
{
    /// <exception cref="JsonException">The text is not I-JSON.</exception>
    public static void Check(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = CanonicalJson.DepthMax });
        var open = new Stack<HashSet<string>>();

        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(new(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName when !open.Peek().Add(Text(ref reader)):
                    throw new JsonException($"A key occurs twice before byte {reader.BytesConsumed}.");
                case JsonTokenType.String:
                    Text(ref reader);
                    break;
                case JsonTokenType.Number:
                    EcmaNumber.Canonical(Encoding.ASCII.GetString(reader.ValueSpan));
                    break;
            }
        }
    }

    // The reader unescapes lazily: only asking for the text shows bad UTF-8 and surrogates without a partner.
    static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException($"Text that is not Unicode before byte {reader.BytesConsumed}.", e);
        }
    }
}
