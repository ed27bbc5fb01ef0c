using System.IO.Compression;

namespace Yuanliu.Compute.Pdf;

/// <summary>Why a file is not accepted.</summary>
public enum PdfFault
{
    /// <summary>The file does not begin as a PDF.</summary>
    NotAPdf,

    /// <summary>Its structure cannot be read, or is not one this product writes.</summary>
    Damaged,

    /// <summary>Larger than <see cref="PdfVerifier.SizeMax"/>, or an attachment unpacks to more.</summary>
    TooLarge,

    /// <summary>There is no signature, or more than one.</summary>
    NotSignedOnce,

    /// <summary>Bytes stand outside what was signed.</summary>
    NotWhollySigned,

    /// <summary>The content is not what was signed.</summary>
    Changed,

    /// <summary>The signature itself is not valid.</summary>
    BadSignature,

    /// <summary>The signing time lies outside the certificate's term.</summary>
    OutsideTerm,

    /// <summary>Valid, but not by a signer the caller trusts.</summary>
    UnknownSigner,
}

/// <summary>The objects of a PDF with a plain cross-reference table: those of this product, and many others.</summary>
internal sealed class PdfFile
{
    const int UpdatesMax = 16;
    const int ObjectsMax = 1_000_000;
    const int ReferenceChainMax = 8;

    readonly ReadOnlyMemory<byte> file;
    readonly Dictionary<int, int> offsets = [];
    readonly Dictionary<int, PdfValue> read = [];

    PdfFile(ReadOnlyMemory<byte> file, int crossReferences)
    {
        this.file = file;
        CrossReferences = crossReferences;
        Trailer = Table(crossReferences);
        var older = Trailer;
        for (var updates = 0; older["Prev"] is PdfNumber previous; updates++)
            older = updates < UpdatesMax && previous.Whole is >= 0 and <= int.MaxValue
                ? Table((int)previous.Whole)
                : throw new DamagedPdf("Too many updates.");
        if (Trailer["Encrypt"] is not PdfNull)
            throw new DamagedPdf("The file is encrypted.");
    }

    /// <summary>Where the newest cross-reference table begins.</summary>
    public int CrossReferences { get; }

    public PdfDictionary Trailer { get; }

    public PdfDictionary Catalog => Dictionary(Trailer["Root"]);

    /// <exception cref="DamagedPdf">The file cannot be read.</exception>
    public static PdfFile Open(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (!bytes.TrimEnd("\r\n"u8).EndsWith("%%EOF"u8))
            throw new DamagedPdf("The end of the file is missing.");

        var start = bytes.LastIndexOf("startxref"u8);
        if (start < 0)
            throw new DamagedPdf("The file has no table of contents.");

        return new(file, new PdfParser(file, start + "startxref".Length).WholeNumber());
    }

    public PdfValue Resolve(PdfValue value)
    {
        for (var step = 0; value is PdfReference reference; step++)
        {
            if (step == ReferenceChainMax)
                throw new DamagedPdf("References run in a circle.");
            value = Object(reference.Number);
        }

        return value;
    }

    public PdfDictionary Dictionary(PdfValue value) => Resolve(value) as PdfDictionary ?? throw new DamagedPdf("A dictionary is missing.");

    public IReadOnlyList<PdfValue> Array(PdfValue value) => Resolve(value) is PdfArray array ? array.Items : [];

    public string Text(PdfValue value) => Resolve(value) is PdfString text ? text.Text : "";

    /// <summary>The content of a stream, unpacked.</summary>
    /// <returns>Null when it unpacks to more than <paramref name="sizeMax"/> bytes.</returns>
    public byte[]? Content(PdfValue value, int sizeMax)
    {
        var stream = Resolve(value) as PdfStream ?? throw new DamagedPdf("A stream is missing.");
        var filter = Resolve(stream.About["Filter"]);
        if (filter is PdfNull)
            return stream.Stored.Length <= sizeMax ? stream.Stored.ToArray() : null;
        if (filter is not PdfName { Value: "FlateDecode" } || stream.About["DecodeParms"] is not PdfNull)
            throw new DamagedPdf("A stream is packed in a way this reader does not know.");

        using var packed = new ZLibStream(new MemoryStream(stream.Stored.ToArray()), CompressionMode.Decompress);
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = packed.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, count);
            if (content.Length > sizeMax)
                return null;
        }

        return content.ToArray();
    }

    PdfValue Object(int number)
    {
        if (read.TryGetValue(number, out var known))
            return known;
        if (!offsets.TryGetValue(number, out var offset))
            return PdfNull.Value;

        var (found, value) = new PdfParser(file, offset).Object();
        return read[number] = found == number ? value : throw new DamagedPdf($"Object {number} is not where the table says.");
    }

    /// <summary>Newer tables are read first, and what they say stands.</summary>
    PdfDictionary Table(int at)
    {
        var parser = new PdfParser(file, at);
        parser.Expect("xref");
        while (!parser.TryWord("trailer"))
        {
            var (first, count) = (parser.WholeNumber(), parser.WholeNumber());
            if (first > ObjectsMax || count > ObjectsMax)
                throw new DamagedPdf("Too many objects.");

            for (var number = first; number < first + count; number++)
            {
                var offset = parser.WholeNumber();
                parser.WholeNumber();
                if (parser.TryWord("n"))
                    offsets.TryAdd(number, offset);
                else
                    parser.Expect("f");
            }
        }

        return parser.Value() as PdfDictionary ?? throw new DamagedPdf("The file has no trailer.");
    }
}
