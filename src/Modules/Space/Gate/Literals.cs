using System.Globalization;
using System.Text.Json;

namespace Yuanliu.Space.Gate;

/// <summary>Constants of a query, written anew from their typed values.</summary>
internal static class Literals
{
    static readonly string[] Instants =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss",
            "yyyy-MM-ddTHH:mm:ss.FFFFFF"];

    public static readonly Term Null = new("NULL", ValueKind.Null, Literal: "");

    /// <returns>Null for a constant of a kind that queries do not need.</returns>
    public static Term? Read(AstNode constant)
    {
        if (constant.Child("value") is not { } value || value.Child("type") is not { } type) return null;
        if (value.Flag("is_null")) return Null;
        if (value.Take("value") is not { } held) return null;
        return type.Text("id") switch
        {
            "INTEGER" or "BIGINT" or "SMALLINT" or "TINYINT"
                => held.ValueKind is JsonValueKind.Number && held.TryGetInt64(out var whole) ? Whole(whole) : null,
            "DOUBLE" or "FLOAT" => held.ValueKind is JsonValueKind.Number && held.GetDouble() is var real && double.IsFinite(real)
                ? Real(real) : null,
            "DECIMAL" => Decimal(held, type.Child("type_info")),
            "VARCHAR" => held.ValueKind is JsonValueKind.String ? Text(held.GetString()!) : null,
            "BOOLEAN" => held.ValueKind is JsonValueKind.True ? Truth(true) : held.ValueKind is JsonValueKind.False ? Truth(false) : null,
            _ => null,
        };
    }

    /// <summary>A typed constant such as <c>DATE '2026-01-01'</c>, which the parser gives as the cast of a text.</summary>
    public static Term? Typed(string type, AstNode constant)
    {
        var text = constant.Child("value")?.Take("value") is { ValueKind: JsonValueKind.String } held ? held.GetString()! : null;
        return type switch
        {
            "DATE" => Day(text),
            "TIMESTAMP" => Instant(text),
            "BOOLEAN" when text is "t" or "true" => Truth(true),
            "BOOLEAN" when text is "f" or "false" => Truth(false),
            _ => null,
        };
    }

    /// <summary>A text constant beside a value of another kind is meant as that kind: <c>sold_on &gt; '2026-01-01'</c>.</summary>
    /// <returns>Null when it cannot be meant so.</returns>
    public static Term? As(ValueKind kind, Term literal) => kind switch
    {
        ValueKind.Day or ValueKind.Instant => Day(literal.Literal) ?? Instant(literal.Literal),
        ValueKind.Number => decimal.TryParse(literal.Literal, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number) ? Number(number) : null,
        _ => null,
    };

    public static Term? Text(string text) => text.Contains('\0') ? null : new(Engines.DuckDb.Sql.Text(text), ValueKind.Text, Literal: text);

    public static Term Whole(long value)
        => new(value.ToString(CultureInfo.InvariantCulture), ValueKind.Number, Literal: value.ToString(CultureInfo.InvariantCulture));

    public static Term Number(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return new(text, ValueKind.Number, Literal: text);
    }

    public static Term? Day(string? text)
        => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new($"DATE '{day:yyyy-MM-dd}'", ValueKind.Day, Literal: $"{day:yyyy-MM-dd}") : null;

    public static Term? Instant(string? text)
    {
        if (!DateTime.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return null;
        var written = at.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return new($"TIMESTAMP '{written}'", ValueKind.Instant, Literal: written);
    }

    static Term Truth(bool value) => new(value ? "true" : "false", ValueKind.Truth, Literal: value ? "true" : "false");

    static Term Real(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return new($"CAST({text} AS DOUBLE)", ValueKind.Number, Literal: text);
    }

    /// <summary>A decimal comes as its digits without the point, and how many of them follow it.</summary>
    static Term? Decimal(JsonElement held, AstNode? info)
    {
        if (info?.Take("scale") is not { ValueKind: JsonValueKind.Number } at || !at.TryGetByte(out var scale) || scale > 28) return null;
        if (held.ValueKind is not JsonValueKind.Number || !held.TryGetInt64(out var digits) || digits == long.MinValue) return null;
        var size = (ulong)Math.Abs(digits);
        return Number(new decimal((int)(uint)size, (int)(uint)(size >> 32), 0, digits < 0, scale));
    }
}
