using System.Globalization;
using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>The file is not what it claims to be. Never leaves this folder: callers get a <see cref="PdfFault"/>.</summary>
internal sealed class DamagedPdf(string what) : Exception(what);

/// <summary>A value as it stands in a PDF (ISO 32000-1, 7.3).</summary>
internal abstract record PdfValue
{
    /// <summary>The value in the writer's own spelling.</summary>
    public abstract string Spell();
}

internal sealed record PdfNull : PdfValue
{
    public static readonly PdfNull Value = new();

    public override string Spell() => "null";
}

internal sealed record PdfTruth(bool Value) : PdfValue
{
    public override string Spell() => Value ? "true" : "false";
}

/// <summary>A number keeps its digits, so that writing it again changes nothing.</summary>
internal sealed record PdfNumber(string Digits) : PdfValue
{
    public double Value => double.TryParse(Digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new DamagedPdf("A number cannot be read.");

    /// <summary>The number as a place or length in the file; -1 when it is none.</summary>
    public long Whole => long.TryParse(Digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;

    public override string Spell() => Digits;
}

internal sealed record PdfName(string Value) : PdfValue
{
    public override string Spell() => PdfSyntax.Name(Value);
}

/// <param name="Start">Where the string's first delimiter stands in the file.</param>
/// <param name="End">The place after its last delimiter.</param>
internal sealed record PdfString(byte[] Value, int Start, int End) : PdfValue
{
    public string Text => Value is [0xFE, 0xFF, ..]
        ? Encoding.BigEndianUnicode.GetString(Value.AsSpan(2))
        : Encoding.Latin1.GetString(Value);

    public override string Spell() => PdfSyntax.Hex(Value);
}

internal sealed record PdfReference(int Number) : PdfValue
{
    public override string Spell() => $"{Number} 0 R";
}

internal sealed record PdfArray(IReadOnlyList<PdfValue> Items) : PdfValue
{
    public override string Spell() => $"[{string.Join(' ', Items.Select(item => item.Spell()))}]";
}

internal sealed record PdfDictionary(IReadOnlyList<KeyValuePair<string, PdfValue>> Entries) : PdfValue
{
    public PdfValue this[string key] => Entries.FirstOrDefault(e => e.Key == key).Value ?? PdfNull.Value;

    public PdfDictionary With(string key, PdfValue value)
        => new([.. Entries.Where(e => e.Key != key), new(key, value)]);

    public override string Spell() => $"<< {string.Join(' ', Entries.Select(e => $"{PdfSyntax.Name(e.Key)} {e.Value.Spell()}"))} >>";
}

internal sealed record PdfStream(PdfDictionary About, ReadOnlyMemory<byte> Stored) : PdfValue
{
    public override string Spell() => throw new NotSupportedException("Streams are written by PdfObjects.");
}
