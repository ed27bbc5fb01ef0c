namespace Yuanliu.Compute.Identifiers;

/// <summary>ASCII digits; digits of other scripts, which <see cref="char.IsDigit(char)"/> takes too, are none here.</summary>
internal static class Digits
{
    public static bool Only(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>The value of up to nine digits.</summary>
    public static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits) number = number * 10 + (digit - '0');
        return number;
    }
}
