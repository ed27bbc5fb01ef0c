using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>Reads values out of the bytes of a PDF. Every loop moves forward or ends, and nesting has a limit.</summary>
internal sealed class PdfParser(ReadOnlyMemory<byte> file, int position)
{
    const int DepthMax = 32;

    public int Position { get; private set; }
        = position <= file.Length ? position : throw new DamagedPdf("The file refers to a place behind its end.");

    ReadOnlySpan<byte> Bytes => file.Span;

    int Peek => Position < file.Length ? Bytes[Position] : -1;

    public PdfValue Value(int depth = 0)
    {
        if (depth > DepthMax)
            throw new DamagedPdf("Values are nested too deeply.");

        SkipBlanks();
        switch (Peek)
        {
            case '/':
                return new PdfName(Name());
            case '(':
                return Literal();
            case '[':
                Position++;
                return new PdfArray(Items(depth));
            case '<':
                return Position + 1 < file.Length && Bytes[Position + 1] == '<' ? Dictionary(depth) : Hexadecimal();
            case >= '0' and <= '9' or '+' or '-' or '.':
                return NumberOrReference();
            default:
                return Word() switch
                {
                    "true" => new PdfTruth(true),
                    "false" => new PdfTruth(false),
                    "null" => PdfNull.Value,
                    _ => throw new DamagedPdf($"No value at byte {Position}."),
                };
        }
    }

    /// <summary>An object with its number, and its stream if it has one.</summary>
    /// <remarks>A stream's length must stand in its dictionary: following references here could nest without end.</remarks>
    public (int Number, PdfValue Value) Object()
    {
        var number = WholeNumber();
        WholeNumber();
        Expect("obj");
        var value = Value();
        if (value is not PdfDictionary about || !TryWord("stream"))
            return (number, value);

        if (Peek == '\r')
            Position++;
        if (Peek != '\n')
            throw new DamagedPdf("A stream begins wrongly.");

        var length = about["Length"] is PdfNumber n ? n.Whole : -1;
        if (length < 0 || length > file.Length - Position - 1)
            throw new DamagedPdf("A stream ends outside the file.");

        var content = file.Slice(Position + 1, (int)length);
        Position += 1 + (int)length;
        Expect("endstream");
        return (number, new PdfStream(about, content));
    }

    public int WholeNumber()
    {
        SkipBlanks();
        var number = new PdfNumber(Digits()).Whole;
        return number is >= 0 and <= int.MaxValue ? (int)number : throw new DamagedPdf($"No whole number at byte {Position}.");
    }

    public void Expect(string word)
    {
        if (!TryWord(word))
            throw new DamagedPdf($"'{word}' is missing at byte {Position}.");
    }

    public bool TryWord(string word)
    {
        var start = Position;
        SkipBlanks();
        if (Word() == word)
            return true;

        Position = start;
        return false;
    }

    string Word() => Encoding.Latin1.GetString(Take(b => b is >= 'a' and <= 'z' or >= 'A' and <= 'Z'));

    string Digits() => Encoding.Latin1.GetString(Take(b => b is >= '0' and <= '9' or '+' or '-' or '.'));

    ReadOnlySpan<byte> Take(Func<int, bool> belongs)
    {
        var start = Position;
        while (Position < file.Length && belongs(Bytes[Position]))
            Position++;
        return Bytes[start..Position];
    }

    public void SkipBlanks()
    {
        for (; ; Position++)
        {
            if (Peek == '%')
                Take(b => b is not ('\n' or '\r'));
            if (Peek is not (0 or 9 or 10 or 12 or 13 or 32))
                return;
        }
    }

    PdfValue NumberOrReference()
    {
        var number = new PdfNumber(Digits());
        var after = Position;
        if (number.Whole is >= 0 and <= int.MaxValue && Peek == ' ')
        {
            Position++;
            if (Digits() == "0" && TryWord("R"))
                return new PdfReference((int)number.Whole);
        }

        Position = after;
        return number;
    }

    List<PdfValue> Items(int depth)
    {
        var items = new List<PdfValue>();
        for (SkipBlanks(); Peek != ']'; SkipBlanks())
            items.Add(Value(depth + 1));
        Position++;
        return items;
    }

    PdfDictionary Dictionary(int depth)
    {
        Position += 2;
        var entries = new List<KeyValuePair<string, PdfValue>>();
        for (SkipBlanks(); Peek != '>'; SkipBlanks())
        {
            if (Peek != '/')
                throw new DamagedPdf($"A dictionary has no key at byte {Position}.");
            entries.Add(new(Name(), Value(depth + 1)));
        }

        Position++;
        if (Peek != '>')
            throw new DamagedPdf($"A dictionary does not end at byte {Position}.");
        Position++;

        // Two entries of one name would let two readers see two documents.
        return entries.DistinctBy(e => e.Key).Count() == entries.Count
            ? new(entries)
            : throw new DamagedPdf("A dictionary says two things under one name.");
    }

    string Name()
    {
        Position++;
        var raw = Take(b => b > ' ' && !"()<>[]{}/%".Contains((char)b, StringComparison.Ordinal));
        var name = new List<byte>();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '#' && i + 2 < raw.Length && char.IsAsciiHexDigit((char)raw[i + 1]) && char.IsAsciiHexDigit((char)raw[i + 2]))
            {
                name.Add(Convert.FromHexString(Encoding.Latin1.GetString(raw.Slice(i + 1, 2)))[0]);
                i += 2;
            }
            else
            {
                name.Add(raw[i]);
            }
        }

        return Encoding.UTF8.GetString([.. name]);
    }

    PdfString Hexadecimal()
    {
        var start = Position++;
        var digits = Take(b => char.IsAsciiHexDigit((char)b));
        if (Peek != '>' || digits.Length % 2 != 0)
            throw new DamagedPdf($"A string does not end at byte {Position}.");

        Position++;
        return new(Convert.FromHexString(Encoding.Latin1.GetString(digits)), start, Position);
    }

    PdfString Literal()
    {
        var start = Position++;
        var value = new List<byte>();
        for (var open = 1; ; Position++)
        {
            var b = Peek;
            if (b == '\\')
            {
                Position++;
                b = Peek is '(' or ')' or '\\' ? Peek : throw new DamagedPdf("An escape this reader does not know.");
            }
            else if (b == '(')
            {
                open++;
            }
            else if (b == ')' && --open == 0)
            {
                Position++;
                return new([.. value], start, Position);
            }

            value.Add(b < 0 ? throw new DamagedPdf("A string does not end.") : (byte)b);
        }
    }
}
