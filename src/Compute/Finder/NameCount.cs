using Yuanliu.Compute.Finder.Tables;

namespace Yuanliu.Compute.Finder;

/// <summary>Values of a column that have the form of a person's name, and how their surnames are spread.</summary>
internal sealed class NameCount
{
    /// <summary>The hundred most frequent surnames are those of 85 % of people; half of that is asked for.</summary>
    const double TopShareMin = 0.45;

    /// <summary>Distinct surnames and the greatest part of one that a list of people shows.</summary>
    const int SurnamesMin = 6;
    const double OneShareMax = 0.5;

    readonly Dictionary<int, int> surnames = [];
    int count, top, usual;

    /// <returns>Whether the value has the form.</returns>
    public bool Take(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 2 * Han.Bytes or > 4 * Han.Bytes || !Names.IsName(text)) return false;
        count++;
        var first = Han.At(text, 0);
        if (Han.Is(first, HanUse.TopSurname)) top++;
        if (Han.Is(Han.Before(text, text.Length), HanUse.GivenName)) usual++;
        surnames[first] = surnames.GetValueOrDefault(first) + 1;
        return true;
    }

    /// <returns>How many values count as names, and how surely: none where the spread is not that of people.</returns>
    public (int Count, double Confidence) Judge(int seen, bool isNamed)
    {
        if (count == 0) return (0, 0);
        if (isNamed) return (count, 0.9);
        var isSpread = surnames.Count >= SurnamesMin && surnames.Values.Max() <= OneShareMax * count;
        var isUsual = top >= TopShareMin * count && usual >= 0.7 * count;
        return isSpread && isUsual && count >= 0.6 * seen ? (count, 0.85 + 0.1 * Math.Min(1, (double)surnames.Count / 50)) : (0, 0);
    }
}
