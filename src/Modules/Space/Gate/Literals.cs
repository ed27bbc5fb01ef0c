using System.Globalization;
using System.Text.Json;

namespace Yuanliu.Space.Gate;

/// <summary>Constants of a query, written anew from their typed values.</summary>
internal static class Literals
{
    static readonly string[] Instants =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss",
            "yyyy-MM-ddTHH:mm:ss.FFFFFF"];

    /// <returns>Null for a constant of a kind that queries do not need.</returns>
    public static LiteralTerm? Read(AstNode constant)
    {
        if (constant.Child("value") is not { } value || value.Child("type") is not { } type) return null;
        if (value.Flag("is_null")) return new("NULL");
        if (value.Take("value") is not { } held) return null;
        return type.Text("id") switch
        {
            "INTEGER" or "BIGINT" or "SMALLINT" or "TINYINT"
                => held.ValueKind is JsonValueKind.Number && held.TryGetInt64(out var whole)
                ? new(whole.ToString(CultureInfo.InvariantCulture)) : null,
            "DOUBLE" or "FLOAT" => held.ValueKind is JsonValueKind.Number && held.GetDouble() is var real && double.IsFinite(real)
                ? new($"CAST({real.ToString("R", CultureInfo.InvariantCulture)} AS DOUBLE)") : null,
            "DECIMAL" => Decimal(held, type.Child("type_info")),
            "VARCHAR" => held.ValueKind is JsonValueKind.String ? Text(held.GetString()!) : null,
            "BOOLEAN" => held.ValueKind is JsonValueKind.True ? new("true") : held.ValueKind is JsonValueKind.False ? new("false") : null,
            _ => null,
        };
    }

    /// <summary>A typed constant such as <c>DATE '2026-01-01'</c>, which the parser gives as the cast of a text.</summary>
    public static LiteralTerm? Typed(string type, AstNode constant)
    {
        var text = constant.Child("value")?.Take("value") is { ValueKind: JsonValueKind.String } held ? held.GetString()! : null;
        return type switch
        {
            "DATE" when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                => new($"DATE '{day:yyyy-MM-dd}'"),
            "TIMESTAMP" when DateTime.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
                => new(string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP '{at:yyyy-MM-dd HH:mm:ss.ffffff}'")),
            "BOOLEAN" when text is "t" or "true" => new("true"),
            "BOOLEAN" when text is "f" or "false" => new("false"),
            _ => null,
        };
    }

    static LiteralTerm? Text(string text) => text.Contains('\0') ? null : new(Engines.DuckDb.Sql.Text(text));

    /// <summary>A decimal comes as its digits without the point, and how many of them follow it.</summary>
    static LiteralTerm? Decimal(JsonElement held, AstNode? info)
    {
        if (info?.Take("scale") is not { ValueKind: JsonValueKind.Number } at || !at.TryGetByte(out var scale) || scale > 28) return null;
        if (held.ValueKind is not JsonValueKind.Number || !held.TryGetInt64(out var digits) || digits == long.MinValue) return null;
        var size = (ulong)Math.Abs(digits);
        return new(new decimal((int)(uint)size, (int)(uint)(size >> 32), 0, digits < 0, scale).ToString(CultureInfo.InvariantCulture));
    }
}
