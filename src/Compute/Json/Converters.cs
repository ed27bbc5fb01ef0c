using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yuanliu.Compute.Json;

/// <summary>时刻 — an instant in UTC with microseconds, the resolution both databases keep; finer ticks are cut.</summary>
sealed class UtcInstant : JsonConverter<DateTime>
{
    const string Written = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    const string Accepted = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";
    const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => DateTime.TryParseExact(reader.GetString(), [Written, Accepted], CultureInfo.InvariantCulture, Utc, out var at)
            ? at
            : throw new JsonException("An instant is written yyyy-MM-ddTHH:mm:ss.ffffffZ.");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        if (value.Kind is not DateTimeKind.Utc) throw new JsonException($"An instant must be UTC, not {value.Kind}.");
        writer.WriteStringValue(value.ToString(Written, CultureInfo.InvariantCulture));
    }
}

/// <summary>A double in its canonical digits; the platform's writer names a neighbour for two powers of two.</summary>
sealed class ExactDouble : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        => writer.WriteRawValue(EcmaNumber.Format(value), skipInputValidation: true);
}

/// <summary>
/// Text that is Unicode. The platform's writer would put U+FFFD for a lone surrogate, and evidence would say something else.
/// </summary>
sealed class WellFormedText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        => writer.WriteStringValue(Checked(value));

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        => writer.WritePropertyName(Checked(value));

    static string Checked(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
                throw new JsonException("A surrogate stands alone.");
            i++;
        }
        return value;
    }
}
