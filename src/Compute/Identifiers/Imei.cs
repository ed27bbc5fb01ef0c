namespace Yuanliu.Compute.Identifiers;

/// <summary>国际移动设备识别码 — 15 digits: type allocation, serial, check digit of Luhn (3GPP TS 23.003 §6.2).</summary>
public static class Imei
{
    /// <summary>Whether the check digit holds.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) => text.Length == 15 && Digits.Only(text) && Luhn.Holds(text);

    /// <summary>
    /// Whether the first two digits name a body that gave out types for the Chinese market: 86 (TAF), 35 (BABT), 01 (PTCRB), 99
    /// (multi-mode).
    /// </summary>
    public static bool HasBody(ReadOnlySpan<byte> text) => Digits.Number(text[..2]) is 1 or 35 or 86 or 99;
}
