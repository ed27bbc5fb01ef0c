using System.Buffers;
using Yuanliu.Compute.Finder.Tables;

namespace Yuanliu.Compute.Finder;

/// <summary>文本识别 — finds identifiers in UTF-8 text, one after another: one pass, no allocation, never an exception.</summary>
/// <remarks>
/// Two triggers let the rest be skipped at the speed of memory: a digit, since every number, code and postal address has one, and the
/// sign of mail addresses. Chinese characters are looked up one by one: words of the lexicon among them are remembered for the next
/// number, and a name is looked for after them.
/// <code>
/// foreach (var found in new TextScanner("联系人：张伟，手机 138-0013-8000"u8)) …   // PersonName 12..18, MobileNumber 28..41
/// </code>
/// </remarks>
public ref partial struct TextScanner
{
    /// <summary>A finding below this is no more than a possibility.</summary>
    public const double ConfidenceMin = 0.5;

    /// <summary>Bytes between a word and the value it speaks of.</summary>
    const int HintReach = 30;

    /// <summary>A finding this sure by itself is not shaken by the words before it.</summary>
    const double Sure = 0.95;

    /// <summary>What is left of a confidence when the words before the value speak of something else.</summary>
    const double ContradictedFactor = 0.4;

    static readonly SearchValues<byte> Triggers = SearchValues.Create(
        [.. "0123456789@"u8, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9]);

    readonly ReadOnlySpan<byte> text;
    readonly double least;
    readonly uint assumed;
    int position;

    /// <summary>The end of the last finding: nothing is looked for before it.</summary>
    int floor;

    /// <summary>The next sign of a mail address, as far as it is known.</summary>
    int nextAt = -1;
    Hints hints;
    Finding current;

    /// <param name="column">What the name of the column says from which the text comes; it counts like a word before every value.</param>
    /// <param name="confidenceMin">Below this nothing is reported.</param>
    public TextScanner(ReadOnlySpan<byte> utf8, ColumnHint column = default, double confidenceMin = ConfidenceMin)
    {
        text = utf8;
        assumed = column.Kinds;
        least = confidenceMin;
    }

    public readonly Finding Current => current;

    public readonly TextScanner GetEnumerator() => this;

    public bool MoveNext()
    {
        while (position < text.Length)
        {
            var first = text[position];
            if (char.IsAsciiDigit((char)first))
            {
                if (TryToken()) return true;
            }
            else if (Han.IsLead(first))
            {
                if (TryWord()) return true;
            }
            else if (first == '@')
            {
                if (TryMail()) return true;
            }
            else
            {
                var next = text[position..].IndexOfAny(Triggers);
                position = next < 0 ? text.Length : position + next;
            }
        }
        return false;
    }

    /// <summary>Takes a finding if it is sure enough.</summary>
    /// <param name="bare">Confidence without any word.</param>
    /// <param name="worded">Confidence when a word says so.</param>
    bool Offer(IdentifierKind kind, int start, int end, Grounds grounds, double bare, double worded)
    {
        var (confidence, more) = bare >= Sure ? (bare, Grounds.None) : Weigh(HintAt(start), kind, bare, worded);
        if (confidence < least) return false;
        current = new(kind, start, end - start, confidence, grounds | more);
        position = floor = end;
        return true;
    }

    static (double, Grounds) Weigh(uint hint, IdentifierKind kind, double bare, double worded)
        => (hint & Lexicon.Bit(kind)) != 0 ? (worded, Grounds.Words)
            : (hint & Lexicon.Other) != 0 ? (bare * ContradictedFactor, Grounds.Contradicted)
            : (bare, Grounds.None);

    /// <summary>What the words before a place say; the nearest decides whether they contradict.</summary>
    readonly uint HintAt(int start)
    {
        var near = hints.Within(start - HintReach);
        var latin = LatinBefore(start);
        if (latin != 0) near = latin;
        return near == 0 ? assumed : near | (assumed & ~Lexicon.Other);
    }

    /// <summary>What the Latin word before a place says: tel: 138…, IMEI 86….</summary>
    readonly uint LatinBefore(int start)
    {
        var end = start;
        while (end > floor && start - end < 4 && " :=#.\""u8.Contains(text[end - 1])) end--;
        var from = end;
        while (from > floor && char.IsAsciiLetter((char)text[from - 1])) from--;
        return end - from < 2 ? 0 : Lexicon.OfLatin(text[from..end]);
    }

    readonly byte ByteAt(int at) => (uint)at < (uint)text.Length ? text[at] : (byte)0;

    readonly bool IsDigit(int at) => (uint)at < (uint)text.Length && char.IsAsciiDigit((char)text[at]);

    readonly bool IsAlnum(int at) => (uint)at < (uint)text.Length && char.IsAsciiLetterOrDigit((char)text[at]);

    /// <summary>The end of the digits that begin at a place.</summary>
    readonly int DigitsEnd(int at)
    {
        while (IsDigit(at)) at++;
        return at;
    }
}
