using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>The numbered objects of a file, or of one update to it, and how they are put down.</summary>
internal sealed class PdfObjects(int firstNumber = 1)
{
    readonly List<byte[]?> bodies = [];

    public int Next => firstNumber + bodies.Count;

    /// <summary>Takes a number now for an object whose content is known later.</summary>
    public int Reserve()
    {
        bodies.Add(null);
        return firstNumber + bodies.Count - 1;
    }

    public void Set(int number, string body) => bodies[number - firstNumber] = Encoding.Latin1.GetBytes(body);

    public int Add(string body)
    {
        var number = Reserve();
        Set(number, body);
        return number;
    }

    /// <param name="entries">Dictionary entries besides length and filter.</param>
    public int AddStream(string entries, ReadOnlySpan<byte> content, bool compress = true)
    {
        var number = Reserve();
        bodies[number - firstNumber] = Stream(entries, content, compress);
        return number;
    }

    static byte[] Stream(string entries, ReadOnlySpan<byte> content, bool compress)
    {
        var packed = compress ? Deflate.Compress(content) : [];
        var smaller = compress && packed.Length < content.Length;
        var stored = smaller ? packed : content;
        var filter = smaller ? " /Filter /FlateDecode" : "";
        return
        [
            .. Encoding.Latin1.GetBytes($"<< {entries}{filter} /Length {stored.Length} >>\nstream\n"),
            .. stored,
            .. "\nendstream"u8,
        ];
    }

    /// <summary>A whole file. Its identifier is the digest of its content, so the same document always has the same one.</summary>
    public byte[] File(int catalog, int info)
    {
        var output = new MemoryStream();
        output.Write("%PDF-1.7\n%"u8);
        output.Write([0xE6, 0xBA, 0x90, 0xE6, 0xB5, 0x81, (byte)'\n']);

        var offsets = new List<long>();
        for (var i = 0; i < bodies.Count; i++)
        {
            offsets.Add(output.Length);
            Put(output, firstNumber + i, bodies[i] ?? throw new InvalidOperationException($"Object {firstNumber + i} is empty."));
        }

        var id = Identifier(output.ToArray());
        var crossReferences = output.Length;
        Write(output, $"xref\n0 {bodies.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            Write(output, Entry(offset));
        Write(output, $"trailer\n<< /Size {bodies.Count + 1} /Root {catalog} 0 R /Info {info} 0 R /ID [{id} {id}] >>\n");
        Write(output, $"startxref\n{crossReferences}\n%%EOF\n");
        return output.ToArray();
    }

    /// <summary>The same file with these objects added and some of its own replaced, as an update at its end.</summary>
    /// <param name="replaced">Bodies by object number, in ascending order.</param>
    /// <param name="previous">Where the file's own cross-reference table begins.</param>
    public byte[] Update(byte[] file, SortedDictionary<int, string> replaced, PdfDictionary trailer, int previous)
    {
        var output = new MemoryStream();
        output.Write(file);
        var table = new StringBuilder("xref\n");
        foreach (var (number, body) in replaced)
        {
            table.Append(CultureInfo.InvariantCulture, $"{number} 1\n{Entry(output.Length)}");
            Put(output, number, Encoding.Latin1.GetBytes(body));
        }

        table.Append(CultureInfo.InvariantCulture, $"{firstNumber} {bodies.Count}\n");
        for (var i = 0; i < bodies.Count; i++)
        {
            table.Append(Entry(output.Length));
            Put(output, firstNumber + i, bodies[i] ?? throw new InvalidOperationException($"Object {firstNumber + i} is empty."));
        }

        var first = trailer["ID"] is PdfArray { Items: [PdfString id, ..] }
            ? id.Spell()
            : throw new DamagedPdf("The file has no identifier.");
        var crossReferences = output.Length;
        Write(output, table.ToString());
        Write(output, $"trailer\n<< /Size {Next} /Root {trailer["Root"].Spell()} /Info {trailer["Info"].Spell()} ");
        Write(output, $"/Prev {previous} /ID [{first} {Identifier(output.ToArray())}] >>\nstartxref\n{crossReferences}\n%%EOF\n");
        return output.ToArray();
    }

    static string Identifier(ReadOnlySpan<byte> content) => PdfSyntax.Hex(SHA256.HashData(content).AsSpan(0, 16));

    static void Put(Stream output, int number, ReadOnlySpan<byte> body)
    {
        Write(output, $"{number} 0 obj\n");
        output.Write(body);
        Write(output, "\nendobj\n");
    }

    static string Entry(long offset) => offset.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n";

    static void Write(Stream output, string text) => output.Write(Encoding.Latin1.GetBytes(text));
}
