using System.Text;

namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>One file that was looked through and can be handed to DuckDB.</summary>
internal sealed record OpenedFile
{
    /// <summary>ENOSPC: the copy found no room, which says nothing about the file.</summary>
    const int NoSpaceLeft = 28;

    /// <summary>The file as it was given.</summary>
    public required FileInfo File { get; init; }

    /// <summary>What DuckDB reads: the file itself, or its copy in UTF-8.</summary>
    public required string Path { get; init; }

    public bool IsParquet { get; init; }

    public bool IsJson { get; init; }

    /// <summary>Whether the objects stand in one array, and not each on a line.</summary>
    public bool IsJsonArray { get; init; }

    /// <summary>Whether the given file is compressed, and whether <see cref="Path"/> is.</summary>
    public bool WasGzip { get; init; }

    public bool IsGzip { get; init; }

    public TextEncoding? Encoding { get; init; }

    public Dialect? Dialect { get; init; }

    public bool HasHeader { get; init; }

    /// <summary>Opens, decides the form, and copies to UTF-8 what is written otherwise.</summary>
    public static (OpenedFile? Opened, IntakeRefusal? Refusal) Open(FileInfo file, string copy, IntakeLimits limits, CancellationToken ct)
    {
        try
        {
            if (!file.Exists) return (null, Refusals.Unreadable(file.Name, "there is no such file"));
            if (file.Length == 0) return (null, Refusals.Empty(file.Name));
            if (file.Length > limits.FileBytesMax) return (null, Refusals.TooManyBytes(file.Name, limits.FileBytesMax, file.Length));

            var head = Head(file);
            if (FileForm.IsParquet(head)) return (new() { File = file, Path = file.FullName, IsParquet = true }, null);
            return OpenText(file, FileForm.IsGzip(head), copy, limits, ct);
        }
        catch (Exception error)
            when (error is IOException { HResult: not NoSpaceLeft } or UnauthorizedAccessException or InvalidDataException)
        {
            var why = error is InvalidDataException ? "its compressed data is damaged" : "the system denies it";
            return (null, Refusals.Unreadable(file.Name, why));
        }
    }

    static byte[] Head(FileInfo file)
    {
        using var stream = file.OpenRead();
        var head = new byte[FileForm.HeadBytes];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    static (OpenedFile?, IntakeRefusal?) OpenText(FileInfo file, bool isGzip, string copy, IntakeLimits limits, CancellationToken ct)
    {
        var (scan, refusal) = TextScan.Read(file, isGzip, limits, ct);
        if (scan is null) return (null, refusal);

        var mark = FileForm.Mark(scan.Head);
        var (encoding, decoder) = scan.IsUtf8 ? (mark?.Encoding ?? TextEncoding.Utf8, new UTF8Encoding(true))
            : mark ?? (TextEncoding.Gb18030, Transcoding.Gb18030);
        if (encoding == TextEncoding.Utf8Bom && !scan.IsUtf8) return (null, Refusals.Encoding(file.Name));

        var text = HeadText(scan, decoder);
        if (text is null) return (null, Refusals.Encoding(file.Name));
        if (scan.IsWhole && string.IsNullOrWhiteSpace(text)) return (null, Refusals.Empty(file.Name));
        if (JsonScan.Look(text) is (true, var isArray))
            return !scan.IsUtf8 && !Copy(file, isGzip, decoder, copy, ct) ? (null, Refusals.Encoding(file.Name))
                : (Json(file, isGzip, isArray, scan.IsUtf8 ? null : copy, encoding), null);
        return OpenCsv(file, isGzip, copy, limits, scan, text, (encoding, decoder), ct);
    }

    static OpenedFile Json(FileInfo file, bool isGzip, bool isArray, string? copy, TextEncoding encoding) => new()
    {
        File = file, Path = copy ?? file.FullName, IsJson = true, IsJsonArray = isArray, WasGzip = isGzip,
        IsGzip = isGzip && copy is null, Encoding = encoding,
    };

    static (OpenedFile?, IntakeRefusal?) OpenCsv(
        FileInfo file, bool isGzip, string copy, IntakeLimits limits, TextScan scan, string text,
        (TextEncoding Encoding, Encoding Decoder) written, CancellationToken ct)
    {
        if (Dialect.Find(text, scan.IsWhole) is not { } dialect)
            return (null, Refusals.Unreadable(file.Name, "its first line is longer than a megabyte"));
        if (dialect.Rows[0].Length > limits.ColumnsMax)
            return (null, Refusals.TooManyColumns(file.Name, limits.ColumnsMax, dialect.Rows[0].Length));

        var isCopied = !scan.IsUtf8 || dialect.MixesLineEnds;
        if (isCopied && !Copy(file, isGzip, written.Decoder, copy, ct)) return (null, Refusals.Encoding(file.Name));
        return (new()
        {
            File = file,
            Path = isCopied ? copy : file.FullName,
            WasGzip = isGzip,
            IsGzip = isGzip && !isCopied,
            Encoding = written.Encoding,
            Dialect = dialect,
            HasHeader = Header.IsPresent(dialect.Rows),
        }, null);
    }

    static bool Copy(FileInfo file, bool isGzip, Encoding decoder, string copy, CancellationToken ct)
    {
        using var content = TextScan.Open(file.FullName, isGzip);
        return Transcoding.Copy(content, decoder, copy, ct);
    }

    /// <summary>The first part as text, up to its last whole character; null when it has bytes that are none.</summary>
    static string? HeadText(TextScan scan, Encoding decoder)
    {
        try
        {
            var chars = new char[decoder.GetMaxCharCount(scan.Head.Length)];
            var length = decoder.GetDecoder().GetChars(scan.Head, chars, flush: scan.IsWhole);
            return new string(chars, 0, length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>In what this file cannot belong to one table with another; null when in nothing.</summary>
    public string? Differs(OpenedFile other)
    {
        if (IsParquet != other.IsParquet) return "one is Parquet, the other text";
        if (IsJson != other.IsJson) return "one is JSON, the other is not";
        if (IsParquet || IsJson) return null;
        if (Dialect!.Delimiter != other.Dialect!.Delimiter) return "the delimiters differ";
        if (HasHeader != other.HasHeader) return "only one names its columns";
        if (Dialect.Rows[0].Length != other.Dialect.Rows[0].Length) return "they have different numbers of columns";
        return HasHeader && !Dialect.Rows[0].SequenceEqual(other.Dialect.Rows[0]) ? "the names of their columns differ" : null;
    }
}
