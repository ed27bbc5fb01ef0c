namespace Yuanliu.Compute.Credentials;

/// <summary>base58btc: the alphabet of Bitcoin, without 0, O, I and l. Quadratic, hence for keys and signatures only.</summary>
public static class Base58
{
    const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>Longer text is refused; a signature needs 88 characters.</summary>
    public const int CharsMax = 256;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digits = stackalloc byte[bytes.Length * 138 / 100 + 1];
        var used = 0;
        foreach (var b in bytes)
        {
            int carry = b;
            for (var i = 0; i < used || carry > 0; i++)
            {
                carry += i < used ? digits[i] << 8 : 0;
                digits[i] = (byte)(carry % 58);
                carry /= 58;
                used = Math.Max(used, i + 1);
            }
        }

        var zeros = bytes.Length - bytes.TrimStart((byte)0).Length;
        Span<char> text = stackalloc char[zeros + used];
        text[..zeros].Fill(Alphabet[0]);
        for (var i = 0; i < used; i++) text[zeros + i] = Alphabet[digits[used - 1 - i]];
        return new(text);
    }

    /// <summary>False for a character outside the alphabet and for more than <see cref="CharsMax"/> of them.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length > CharsMax) return false;

        Span<byte> digits = stackalloc byte[CharsMax];
        var used = 0;
        foreach (var c in text)
        {
            var carry = Alphabet.IndexOf(c);
            if (carry < 0) return false;
            for (var i = 0; i < used || carry > 0; i++)
            {
                carry += i < used ? digits[i] * 58 : 0;
                digits[i] = (byte)carry;
                carry >>= 8;
                used = Math.Max(used, i + 1);
            }
        }

        var zeros = text.Length - text.TrimStart(Alphabet[0]).Length;
        bytes = new byte[zeros + used];
        digits[..used].CopyTo(bytes.AsSpan(zeros));
        bytes.AsSpan(zeros).Reverse();
        return true;
    }
}
