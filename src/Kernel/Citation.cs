using System.Globalization;
using System.Text.RegularExpressions;

namespace Yuanliu.Kernel;

/// <summary>One article of a source, and the item or paragraph within it, if one is named.</summary>
public sealed record Place(string Article, string? Part);

/// <summary>引用 — a provision as rules and refusals cite it: <c>GD-REG-2023 art. 9, 15（…）</c>, <c>ZJ-1329 §5.2.2.1</c>,
/// <c>BJ-PUB-DRAFT 十五</c>. What stands in full-width brackets is quoted from the article.</summary>
/// <param name="Places">Empty when the source is cited as a whole, or when <paramref name="Readable"/> is false.</param>
public sealed partial record Citation(string Source, IReadOnlyList<Place> Places, string? Quote, bool Readable)
{
    /// <summary>Every citation in it that names a source by its id. Standards and statutes cited by their names are left out.</summary>
    public static IReadOnlyList<Citation> Parse(string basis)
    {
        var found = new List<Citation>();
        foreach (var piece in Pieces(basis))
        {
            if (WithSource().Match(piece) is { Success: true } match) found.Add(Read(match.Groups[1].Value, match.Groups[2].Value.Trim()));
            else if (found.Count > 0 && Prefix().IsMatch(piece)) found.Add(Read(found[^1].Source, piece));
        }
        return found;
    }

    /// <summary>Cut at semicolons, but not at those within a quotation.</summary>
    static IEnumerable<string> Pieces(string basis)
    {
        var (depth, from) = (0, 0);
        for (var i = 0; i <= basis.Length; i++)
        {
            var c = i < basis.Length ? basis[i] : ';';
            depth += c switch { '（' => 1, '）' => -1, _ => 0 };
            if (c is not (';' or '；') || depth > 0 && i < basis.Length) continue;
            if (basis[from..i].Trim() is { Length: > 0 } piece) yield return piece;
            from = i + 1;
        }
    }

    static Citation Read(string source, string rest)
    {
        var numbered = Numeral().Match(rest);
        if (numbered.Success)
            return new(source, [new(Number(numbered.Groups["n"].Value), null)], Quoted(rest[numbered.Length..]), true);
        var open = rest.IndexOf('（', StringComparison.Ordinal);
        var (places, quote) = open < 0 ? (rest, null) : (rest[..open], Quoted(rest[open..]));
        if (places.Trim().Length == 0) return new(source, [], quote, true);
        var prefix = Prefix().Match(places);
        var found = new List<Place>();
        foreach (var token in places[prefix.Length..].Split([',', '、', '，'], StringSplitOptions.TrimEntries))
        {
            if (Token().Match(Prefix().Replace(token, "")) is not { Success: true } one) return new(source, [], quote, false);
            found.AddRange(Expand(one, prefix.Value.StartsWith("annex", StringComparison.Ordinal)));
        }
        return quote is { Length: 1 } item && char.IsAsciiLetterOrDigit(item[0])
            ? new(source, [.. found.Select(p => p with { Part = item })], null, true) : new(source, found, quote, true);
    }

    static IEnumerable<Place> Expand(Match token, bool annex)
    {
        var (first, last) = (token.Groups["first"].Value, token.Groups["last"].Value);
        if (annex) return [new($"annex-{first}", null)];
        if (last.Length == 0) return [new(first, token.Groups["part"].Value is { Length: > 0 } part ? part : null)];
        var from = int.Parse(first, CultureInfo.InvariantCulture);
        return Enumerable.Range(from, Math.Max(1, int.Parse(last, CultureInfo.InvariantCulture) - from + 1))
            .Select(n => new Place(n.ToString(CultureInfo.InvariantCulture), null));
    }

    static string? Quoted(string text) => text.Trim() is ['（', .. var inner, '）'] ? inner : null;

    /// <summary>From 一 to 九十九.</summary>
    static string Number(string numeral)
    {
        const string digits = "零一二三四五六七八九";
        var parts = numeral.Split('十');
        int Digit(string one, int empty) => one.Length == 0 ? empty : digits.IndexOf(one[0], StringComparison.Ordinal);
        var value = parts.Length == 1 ? Digit(parts[0], 0) : Digit(parts[0], 1) * 10 + Digit(parts[1], 0);
        return value.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)(?![A-Za-z])(.*)$", RegexOptions.Singleline)]
    private static partial Regex WithSource();

    [GeneratedRegex(@"^(?:§+|arts?\.|annex-?|第)\s*")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^(?:第(?<n>[一二三四五六七八九十]{1,3})条|（(?<n>[一二三四五六七八九十]{1,3})）|\((?<n>[一二三四五六七八九十]{1,3})\)"
        + @"|(?<n>[一二三四五六七八九十]{1,3})(?=\s|（|$))")]
    private static partial Regex Numeral();

    [GeneratedRegex(@"^(?<first>\d+(?:\.\d+)*|[A-Z](?:\.\d+)*|plan)(?:[–-](?<last>\d+))?(?:\((?<part>\w{1,3})\))?(?:条)?\z")]
    private static partial Regex Token();
}
