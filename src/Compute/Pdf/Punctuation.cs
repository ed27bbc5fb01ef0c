using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>标点挤压 — full-width marks give up the empty half of their square where two meet or a line begins with one.</summary>
internal static class Punctuation
{
    /// <summary>Marks with ink in the left half only.</summary>
    const string Closing = "，。、；：）》」』】〕〉”’";

    /// <summary>Marks with ink in the right half only.</summary>
    const string Opening = "（《「『【〔〈“‘";

    /// <summary>Thousandths of the font size by which the second character moves to the left.</summary>
    public static int Squeeze(Rune first, Rune second)
        => (Is(Closing, first) && (Is(Closing, second) || Is(Opening, second))) || (Is(Opening, first) && Is(Opening, second)) ? 500 : 0;

    /// <summary>Thousandths of the font size by which a line that begins with this character moves to the left.</summary>
    public static int Hang(Rune first) => Is(Opening, first) ? 500 : 0;

    static bool Is(string marks, Rune rune) => rune.IsBmp && marks.Contains((char)rune.Value, StringComparison.Ordinal);
}
