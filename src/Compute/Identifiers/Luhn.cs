namespace Yuanliu.Compute.Identifiers;

/// <summary>模 10 加权校验 — the check digit of ISO/IEC 7812-1 annex B, which bank cards and IMEI carry.</summary>
internal static class Luhn
{
    /// <summary>What a digit counts when it is doubled.</summary>
    static ReadOnlySpan<byte> Doubled => [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];

    /// <summary>Whether the last digit is right. All must be digits.</summary>
    public static bool Holds(ReadOnlySpan<byte> digits) => Sum(digits[..^1]) % 10 == (10 - (digits[^1] - '0')) % 10;

    /// <param name="body">Digits without the check digit.</param>
    public static byte CheckDigit(ReadOnlySpan<byte> body) => (byte)('0' + (10 - Sum(body) % 10) % 10);

    static int Sum(ReadOnlySpan<byte> body)
    {
        var sum = 0;
        for (var i = body.Length - 1; i >= 0; i -= 2) sum += Doubled[body[i] - '0'];
        for (var i = body.Length - 2; i >= 0; i -= 2) sum += body[i] - '0';
        return sum;
    }
}
