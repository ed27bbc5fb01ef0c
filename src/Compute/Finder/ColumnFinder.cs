using System.Buffers.Text;
using System.Numerics;
using Yuanliu.Compute.Finder.Tables;

namespace Yuanliu.Compute.Finder;

/// <summary>列识别结果 — what a column holds, judged by a sample of its values and by its name.</summary>
/// <param name="Share">Values of the sample that hold an identifier of the kind, 0 … 1.</param>
/// <param name="Sample">Values that were looked at.</param>
/// <param name="Confidence">How surely the column holds that kind, 0 … 1; a name that says so halves the doubt.</param>
public sealed record ColumnFinding(IdentifierKind Kind, double Share, int Sample, double Confidence, Grounds Grounds)
{
    public bool IsNamed => Grounds.HasFlag(Grounds.Name);
}

/// <summary>列识别 — weighs what the values of a column, their variety and the column's name say.</summary>
/// <remarks>
/// A check character of one in ten proves little once and everything a hundred times: what counts is how far the hits exceed those that
/// chance explains among values of that form. Names have no check: there the surnames must be spread as they are among people.
/// </remarks>
public sealed class ColumnFinder(string name)
{
    /// <summary>Possibilities that a column of them may confirm.</summary>
    const double PossibleMin = 0.12;

    /// <summary>Hits that count even where they are a small part of the sample.</summary>
    const int HitsMin = 3;

    const int Buckets = 1024;

    static readonly IdentifierKind[] Kinds = Enum.GetValues<IdentifierKind>();

    readonly ColumnHint hint = ColumnHint.Of(name);
    readonly int[] hits = new int[Kinds.Length], formed = new int[Kinds.Length], buckets = new int[Buckets];
    readonly double[] sureness = new double[Kinds.Length];
    readonly Grounds[] grounds = new Grounds[Kinds.Length];
    readonly NameCount names = new();
    int seen;

    /// <summary>Takes one value, as UTF-8.</summary>
    public void Look(ReadOnlySpan<byte> utf8)
    {
        seen++;
        var text = utf8.Trim((byte)' ');
        if (text.IsEmpty) return;
        buckets[Bucket(text)]++;
        CountForm(text);
        var counted = 0u;
        foreach (var found in new TextScanner(text, hint, PossibleMin))
            if ((counted & Lexicon.Bit(found.Kind)) == 0) counted |= Count(found.Kind, found.Confidence, found.Grounds);
        if (counted != 0) return;
        if (names.Take(text)) return;
        if (Regions.Match(text, 0) is > 0 and var region && HasStreet(text[region..])) Count(IdentifierKind.Address, 0.6, Grounds.Table);
        if (hint.Asks(IdentifierKind.Coordinates) && IsDegrees(text)) Count(IdentifierKind.Coordinates, 0.8, Grounds.Form);
    }

    /// <summary>What was found or is suspected, most confident first.</summary>
    public IReadOnlyList<ColumnFinding> Findings()
    {
        var (count, confidence) = names.Judge(seen, hint.Asks(IdentifierKind.PersonName));
        if (count > hits[(int)IdentifierKind.PersonName])
        {
            (hits[(int)IdentifierKind.PersonName], sureness[(int)IdentifierKind.PersonName]) = (count, confidence * count);
            grounds[(int)IdentifierKind.PersonName] |= Grounds.Form | Grounds.Table;
        }
        var variety = Variety();
        var findings = Kinds.Select(kind => Judge(kind, variety)).OfType<ColumnFinding>().ToList();
        // 电话 speaks of two kinds: where the values show one of them, the other is no suspicion any more.
        if (findings.Exists(finding => finding is { IsNamed: true, Share: > 0 })) findings.RemoveAll(finding => finding is { Share: 0 });
        else if (findings.Count(finding => finding.Share == 0) > 1)
            findings = [.. findings.Where(finding => finding.Share > 0), findings.First(finding => finding.Share == 0)];
        return [.. findings.OrderByDescending(finding => finding.Confidence).ThenByDescending(finding => finding.Share)];
    }

    ColumnFinding? Judge(IdentifierKind kind, double variety)
    {
        var (count, isNamed, (chance, isChecked)) = (hits[(int)kind], hint.Asks(kind), Chance(kind));
        // What failed the check tells how many passed it by chance.
        var accidents = chance / (1 - chance) * Math.Max(0, formed[(int)kind] - count);
        var isFound = count > 3 * accidents && (count >= HitsMin || count * 2 >= seen);
        if (!isFound && !isNamed) return null;
        // A name of two letters says little, and numbers show whether they are places: 风向 is abbreviated like 纬度.
        if (!isFound && kind == IdentifierKind.Coordinates) return null;
        if (!isFound) return new(kind, seen == 0 ? 0 : (double)count / seen, seen, 0.5, Grounds.Name);

        var mean = sureness[(int)kind] / count;
        var isEnough = isChecked && count >= 20;
        var confidence = (count - accidents) / (count + 2) * (isEnough ? Math.Max(mean, 0.97) : mean);
        var basis = grounds[(int)kind] & ~(Grounds.Words | Grounds.Contradicted);
        if (variety > 0.5) basis |= Grounds.Variety;
        // One value again and again is a default or a hot line, not a list of persons.
        else if (variety < 0.15 && count >= 20) confidence *= 0.6;
        if (isNamed) (confidence, basis) = (confidence + (1 - confidence) / 2, basis | Grounds.Name);
        return confidence < TextScanner.ConfidenceMin ? null : new(kind, (double)count / seen, seen, confidence, basis);
    }

    /// <summary>The share of values of the right form that pass by chance, and whether a check character stands behind it.</summary>
    static (double Share, bool IsChecked) Chance(IdentifierKind kind) => kind switch
    {
        IdentifierKind.ResidentNumber => (0.0005, true),
        IdentifierKind.UnifiedCreditCode => (0.01, true),
        IdentifierKind.OrganizationCode or IdentifierKind.BankCardNumber or IdentifierKind.Imei or IdentifierKind.VehicleNumber
            => (0.1, true),
        IdentifierKind.MobileNumber => (0.06, false),
        IdentifierKind.PassportNumber or IdentifierKind.TravelPermit => (0.05, false),
        IdentifierKind.LandlineNumber or IdentifierKind.Coordinates => (0.02, false),
        IdentifierKind.EmailAddress or IdentifierKind.IpAddress or IdentifierKind.MacAddress or IdentifierKind.PlateNumber
            or IdentifierKind.PersonName or IdentifierKind.Address => (0.001, false),
    };

    uint Count(IdentifierKind kind, double confidence, Grounds basis)
    {
        hits[(int)kind]++;
        sureness[(int)kind] += confidence;
        grounds[(int)kind] |= basis;
        return Lexicon.Bit(kind);
    }

    /// <summary>Counts values that have the form of a kind whether or not they pass its check.</summary>
    void CountForm(ReadOnlySpan<byte> text)
    {
        if (text.Length is not (9 or 11 or 15 or 16 or 17 or 18 or 19)) return;
        foreach (var character in text)
            if (!char.IsAsciiLetterOrDigit((char)character)) return;
        var isNumber = !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        if (text.Length == 9) formed[(int)IdentifierKind.OrganizationCode]++;
        if (text.Length == 17 && !isNumber) formed[(int)IdentifierKind.VehicleNumber]++;
        if (text.Length == 18) formed[(int)IdentifierKind.UnifiedCreditCode]++;
        if (text.Length == 18 || text.Length == 15 && isNumber) formed[(int)IdentifierKind.ResidentNumber]++;
        if (!isNumber) return;
        if (text.Length == 11) formed[(int)IdentifierKind.MobileNumber]++;
        if (text.Length == 15) formed[(int)IdentifierKind.Imei]++;
        if (text.Length is >= 15 and <= 19) formed[(int)IdentifierKind.BankCardNumber]++;
    }

    static bool HasStreet(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at += Han.Bytes)
        {
            if (Han.At(text, at) is not (not 0 and var character)) return false;
            if (character is '路' or '街' or '道' or '村' or '镇' or '乡' or '巷') return true;
            if (character == '区' && Han.At(text, at - Han.Bytes) == '小') return true;
        }
        return false;
    }

    /// <summary>A longitude or a latitude within China, as a number with decimals.</summary>
    static bool IsDegrees(ReadOnlySpan<byte> text)
        => Utf8Parser.TryParse(text, out double degrees, out var length) && length == text.Length && text.Contains((byte)'.')
            && degrees is >= 3 and <= 136;

    /// <summary>Shannon's entropy of the values as a part of the most that so many values can have, 0 … 1.</summary>
    double Variety()
    {
        var (entropy, all) = (0.0, buckets.Sum());
        if (all < 2) return 1;
        foreach (var count in buckets)
            if (count > 0) entropy -= (double)count / all * Math.Log2((double)count / all);
        return entropy / Math.Log2(Math.Min(all, Buckets));
    }

    static int Bucket(ReadOnlySpan<byte> text)
    {
        var hash = 2166136261u;
        foreach (var value in text) hash = (hash ^ value) * 16777619;
        return (int)(BitOperations.RotateLeft(hash, 13) * 0x9E3779B1u >> 22);
    }
}
