namespace Yuanliu.Compute.Identifiers;

/// <summary>手机号码 — a mobile number of mainland China: eleven digits from 13 to 19, perhaps after the country code 86.</summary>
public static class MobileNumber
{
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("+86")) text = text[3..].TrimStart(" -");
        else if (text.Length == 13 && text.StartsWith("86")) text = text[2..];
        return IsNational(Digits.Narrow(text, stackalloc byte[11]));
    }

    /// <summary>Whether these are the eleven digits of a mobile number.</summary>
    public static bool IsNational(ReadOnlySpan<byte> text) => text.Length == 11 && text[0] == '1' && text[1] >= '3' && Digits.Only(text);
}
