using System.Globalization;

namespace Yuanliu.Trading;

/// <summary>编号 — what people read aloud and write on letters: kind, day, and eight characters that cannot be mistaken for others.</summary>
internal static class Numbers
{
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Listing(Mint mint, DateOnly day) => Make("GP", mint, day);
    public static string Agreement(Mint mint, DateOnly day) => Make("HT", mint, day);

    /// <remarks>40 random bits a day: no counter that two nodes would fight for, and no number that tells how many came before.</remarks>
    static string Make(string kind, Mint mint, DateOnly day)
    {
        var random = mint.Bytes(8);
        return $"{kind}-{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-{string.Concat(random.Select(b => Alphabet[b & 31]))}";
    }
}
