using System.Text;

namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>What the first bytes of a file say it is.</summary>
internal static class FileForm
{
    /// <summary>Bytes that <see cref="Refuse"/> wants to see.</summary>
    public const int HeadBytes = 16;

    static readonly (byte[] Magic, string What)[] Archives =
    [
        ("PK\u0003\u0004"u8.ToArray(), "a ZIP archive or an office document"),
        ("PK\u0005\u0006"u8.ToArray(), "an empty ZIP archive"),
        ("Rar!"u8.ToArray(), "a RAR archive"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "compressed with xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard"),
        ([0x04, 0x22, 0x4D, 0x18], "compressed with LZ4"),
        ("BZh"u8.ToArray(), "compressed with bzip2"),
    ];

    static readonly (byte[] Magic, string What)[] Binaries =
    [
        ("%PDF"u8.ToArray(), "a PDF document"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ("GIF8"u8.ToArray(), "a GIF picture"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old office document"),
        ("SQLite format 3"u8.ToArray(), "an SQLite database"),
        ("Obj\u0001"u8.ToArray(), "an Avro file"),
        ("ORC"u8.ToArray(), "an ORC file"),
    ];

    public static bool IsParquet(ReadOnlySpan<byte> head) => head.StartsWith("PAR1"u8);

    public static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, ..];

    /// <summary>The refusal of a known form that is no table of ours; null for anything else.</summary>
    public static IntakeRefusal? Refuse(string file, ReadOnlySpan<byte> head)
    {
        foreach (var (magic, what) in Archives)
            if (head.StartsWith(magic)) return Refusals.Archive(file, what);
        foreach (var (magic, what) in Binaries)
            if (head.StartsWith(magic)) return Refusals.Binary(file, $"it is {what}");
        return null;
    }

    /// <summary>What the byte order mark says; null without one.</summary>
    public static (TextEncoding Encoding, Encoding Decoder)? Mark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (TextEncoding.Utf8Bom, new UTF8Encoding(true, throwOnInvalidBytes: true)),
        [0xFF, 0xFE, ..] => (TextEncoding.Utf16, new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
        [0xFE, 0xFF, ..] => (TextEncoding.Utf16, new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
        _ => null,
    };
}
