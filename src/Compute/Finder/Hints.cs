using Yuanliu.Compute.Finder.Tables;

namespace Yuanliu.Compute.Finder;

/// <summary>The last three words of the lexicon that were read, newest first.</summary>
internal struct Hints
{
    (uint Kinds, int End) newest, older, oldest;

    /// <summary>Where the last word ended; 0 before the first.</summary>
    public readonly int NewestEnd => newest.End;

    /// <param name="floor">The end of the last finding: words before it spoke of that one.</param>
    public void Add(uint kinds, int end, int floor)
        => (newest, older, oldest) = floor >= newest.End ? ((kinds, end), default, default) : ((kinds, end), newest, older);

    public readonly uint NewestWithin(int from) => newest.End == 0 || newest.End < from ? 0 : newest.Kinds;

    /// <summary>What those that end after a place say together; only the newest may contradict.</summary>
    public readonly uint Within(int from)
    {
        if (newest.End == 0 || newest.End < from) return 0;
        var kinds = newest.Kinds;
        if (older.End > 0 && older.End >= from) kinds |= older.Kinds & ~Lexicon.Other;
        if (oldest.End > 0 && oldest.End >= from) kinds |= oldest.Kinds & ~Lexicon.Other;
        return (newest.Kinds & Lexicon.Other) != 0 && (newest.Kinds & ~Lexicon.Other) == 0 ? Lexicon.Other : kinds;
    }
}
