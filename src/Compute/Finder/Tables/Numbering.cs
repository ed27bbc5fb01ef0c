using System.Collections.Frozen;
using System.Globalization;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Compute.Finder.Tables;

/// <summary>号段 — which first digits were given out: to banks, to places, to mobile services.</summary>
internal static class Numbering
{
    const int PrefixMin = 4, PrefixMax = 10;

    static readonly FrozenSet<long> Banks = TableFile.Lines("bins.tsv").Select(line => line.Split('\t'))
        .Select(cells => BankKey(Number(cells[0]), (int)Number(cells[1]))).ToFrozenSet();

    static readonly bool[] Areas = Given(1000, TableFile.Lines("area-codes.tsv").Select(line => line.Split('\t')[0]));
    static readonly bool[] Mobiles = Given(1000, TableFile.Lines("mobile-segments.txt").SelectMany(TableFile.Words));

    /// <summary>Whether a bank was given cards that begin so and are so long.</summary>
    public static bool KnowsBank(ReadOnlySpan<byte> digits)
    {
        long prefix = Digits.Number(digits[..(PrefixMin - 1)]);
        for (var length = PrefixMin; length <= PrefixMax; length++)
        {
            prefix = prefix * 10 + (digits[length - 1] - '0');
            if (Banks.Contains(BankKey(prefix, digits.Length))) return true;
        }
        return false;
    }

    /// <param name="code">Three or four digits with the leading zero.</param>
    public static bool KnowsArea(ReadOnlySpan<byte> code)
        => code.Length is 3 or 4 && code[0] == '0' && code[1] != '0' && (code.Length == 3) == (code[1] is (byte)'1' or (byte)'2')
            && Areas[Digits.Number(code)];

    /// <summary>Whether the first three digits were given to a mobile service.</summary>
    public static bool KnowsMobile(ReadOnlySpan<byte> digits) => Mobiles[Digits.Number(digits[..3])];

    static bool[] Given(int count, IEnumerable<string> numbers)
    {
        var given = new bool[count];
        foreach (var number in numbers) given[Number(number)] = true;
        return given;
    }

    static long BankKey(long prefix, int length) => prefix * 100 + length;

    static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);
}
