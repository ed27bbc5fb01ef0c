using System.Text;

namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>Writes a text file anew in UTF-8, in constant memory.</summary>
internal static class Transcoding
{
    const int BlockChars = 1 << 17;

    /// <summary>GB18030-2022 in its strict form: a byte that no character has is an error and not a question mark.</summary>
    public static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Copies the text, with each CR LF made LF.</summary>
    /// <returns>Whether all of it could be decoded and none of it is a zero character.</returns>
    public static bool Copy(Stream from, Encoding encoding, string to, CancellationToken ct)
    {
        using var reader = new StreamReader(from, encoding, detectEncodingFromByteOrderMarks: false, BlockChars);
        using var writer = new StreamWriter(to, append: false, new UTF8Encoding(false), BlockChars);
        var block = new char[BlockChars];
        var endsWithReturn = false;
        try
        {
            while (reader.ReadBlock(block) is > 0 and var read)
            {
                ct.ThrowIfCancellationRequested();
                var text = block.AsSpan(0, read);
                if (text.Contains('\0')) return false;
                WriteLines(writer, text, ref endsWithReturn);
            }
            if (endsWithReturn) writer.Write('\r');
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <param name="endsWithReturn">Whether a CR is held back until it is known what follows.</param>
    static void WriteLines(StreamWriter writer, ReadOnlySpan<char> text, ref bool endsWithReturn)
    {
        if (endsWithReturn && text[0] != '\n') writer.Write('\r');
        endsWithReturn = text[^1] == '\r';
        if (endsWithReturn) text = text[..^1];
        while (text.IndexOf("\r\n") is >= 0 and var at)
        {
            writer.Write(text[..at]);
            text = text[(at + 1)..];
        }
        writer.Write(text);
    }
}
