using System.Globalization;
using System.Text.Json.Nodes;

namespace Yuanliu.Space.Workers;

/// <summary>Values of an answer as JSON, exactly: a number that a double would change is written as text.</summary>
internal static class Cells
{
    const long ExactMax = 1L << 53;

    public static JsonNode? Of(object? value) => value switch
    {
        null => null,
        bool b => JsonValue.Create(b),
        string s => JsonValue.Create(s),
        sbyte or short or int or byte or ushort or uint => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        long l => Whole(l),
        ulong u => Whole(u),
        Int128 i => Whole(i),
        UInt128 u => Whole((Int128)u),
        float f => Real(f),
        double d => Real(d),
        decimal m => Exact(m),
        DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime at => JsonValue.Create(
            at.ToString(at.Kind is DateTimeKind.Utc ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'"
            : "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        TimeOnly time => JsonValue.Create(time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    static JsonValue Whole(Int128 value)
        => value <= ExactMax && value >= -ExactMax ? JsonValue.Create((long)value)
            : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture))!;

    static JsonValue Real(double value)
        => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture))!;

    static JsonValue Exact(decimal value)
    {
        var near = (double)value;
        return Math.Abs(near) < 1e15 && new decimal(near) == value ? JsonValue.Create(near)
            : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture))!;
    }
}
