namespace Yuanliu.Registration.Registers;

/// <summary>字对 — two neighbouring characters: Chinese is searched without knowing where words end. The rarest pair of a search leads;
/// the others only confirm, so that a search costs what its rarest pair costs.</summary>
internal static class WordPairs
{
    /// <summary>Of a pair, so many hits are counted to find the rarest: first few, then more where all have at least those.</summary>
    static readonly int[] RareMax = [2_000, 20_000];

    const int CountedMax = 24, LeadingMax = 6;

    /// <summary>All pairs of neighbours, lower case, without what is neither letter nor digit.</summary>
    public static HashSet<string> Of(string text)
    {
        var plain = new string([.. text.Where(char.IsLetterOrDigit)]).ToLowerInvariant();
        return [.. Enumerable.Range(0, Math.Max(0, plain.Length - 1)).Select(i => plain.Substring(i, 2))];
    }

    /// <param name="count">How often a pair stands in the index, up to a number.</param>
    /// <returns>None for a text too short to have a pair.</returns>
    public static async Task<List<string>> RarestFirst(string text, Func<string, int, Task<int>> count)
    {
        var (pairs, counted) = (Of(text).Take(CountedMax).ToList(), new List<(string Pair, int Count)>());
        foreach (var max in RareMax)
        {
            counted.Clear();
            foreach (var pair in pairs) counted.Add((pair, await count(pair, max)));
            if (counted.Exists(c => c.Count < max)) break;
        }
        return [.. counted.OrderBy(c => c.Count).Select(c => c.Pair).Take(LeadingMax)];
    }

    public static string Cut(string text, int max) => text.Length <= max ? text : text[..(max - 1)] + "…";
}
