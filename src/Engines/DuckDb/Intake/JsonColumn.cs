using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>One key of the objects, and what all its values have in common.</summary>
internal sealed class JsonColumn(string key)
{
    /// <summary>Above this a double is no longer exact.</summary>
    const long ExactMax = 1L << 53;
    const int MomentCharsMax = 27;

    bool hasText, hasNumber, hasTruth, isReal, isWide, hasDay, hasMoment, hasOtherText;

    public string Key => key;
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(key);
    /// <summary>Without those that are null or missing.</summary>
    public long Values { get; private set; }
    /// <summary>The last row that has it, so that a key given twice is noticed.</summary>
    public long LastRow { get; set; }

    /// <summary>Whether its values so far are of one kind that can be kept exactly.</summary>
    public bool IsOneKind => (hasText ? 1 : 0) + (hasNumber ? 1 : 0) + (hasTruth ? 1 : 0) <= 1 && !(isReal && isWide);

    public string Type => true switch
    {
        _ when hasTruth => "BOOLEAN",
        _ when hasNumber => isReal ? "DOUBLE" : "BIGINT",
        _ when hasOtherText || !hasText => "VARCHAR",
        _ when hasMoment && hasDay => "VARCHAR",
        _ => hasMoment ? "TIMESTAMP" : "DATE",
    };

    /// <returns>Why the value cannot be taken; null when it can.</returns>
    public string? Take(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null) return null;
        Values++;
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                hasTruth = true;
                return null;
            case JsonTokenType.Number:
                hasNumber = true;
                return Number(ref reader);
            default:
                hasText = true;
                return Text(ref reader);
        }
    }

    string? Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole))
        {
            isWide |= whole is > ExactMax or < -ExactMax;
            return null;
        }
        isReal = true;
        var isFraction = reader.ValueSpan.ContainsAny((byte)'.', (byte)'e', (byte)'E');
        return isFraction && reader.TryGetDouble(out var real) && double.IsFinite(real) ? null
            : $"a number of {key} has more digits than a number keeps: write it as text";
    }

    string? Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            var length = reader.ValueSpan.Length;
            if (hasOtherText || length > MomentCharsMax) hasOtherText = true;
            else if (length == 10 && IsDay(reader.ValueSpan)) hasDay = true;
            else if (length >= 19 && IsDay(reader.ValueSpan[..10]) && IsTime(reader.ValueSpan[10..])) hasMoment = true;
            else hasOtherText = true;
            return null;
        }
        hasOtherText = true;
        try
        {
            return reader.GetString()!.Contains('\0') ? $"a text of {key} holds a zero character" : null;
        }
        catch (InvalidOperationException)
        {
            return $"a text of {key} holds half a character";
        }
    }

    static bool IsDay(ReadOnlySpan<byte> text)
    {
        Span<char> chars = stackalloc char[10];
        return Encoding.Latin1.GetChars(text, chars) == 10
            && DateOnly.TryParseExact(chars, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    /// <summary>Hours, minutes, seconds, up to six decimals, and nothing or Z: another zone would have to be guessed at.</summary>
    static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)'T' or (byte)' ')) return false;
        Span<char> chars = stackalloc char[8];
        Encoding.Latin1.GetChars(text[1..9], chars);
        if (!TimeOnly.TryParseExact(chars, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return false;
        var rest = text[9..];
        if (rest is [.., (byte)'Z']) rest = rest[..^1];
        return rest.Length == 0 || rest is [(byte)'.', _, ..] && rest.Length <= 7
            && !rest[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}
