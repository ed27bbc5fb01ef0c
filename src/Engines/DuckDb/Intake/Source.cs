namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>The form of a table's files.</summary>
public enum SourceKind { Csv, GzipCsv, Parquet, Json, GzipJson }

/// <summary>How the text of a file is written.</summary>
public enum TextEncoding { Utf8, Utf8Bom, Utf16, Gb18030 }

/// <summary>A column of a source.</summary>
/// <param name="Name">Its name in <see cref="Source.RelationSql"/>: not empty, and unique without regard to case.</param>
/// <param name="Type">As SQL writes it. In a CSV or JSON: BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP, or VARCHAR; every value was
/// checked.</param>
/// <param name="Found">The name in the file; null where it has none.</param>
public sealed record SourceColumn(string Name, string Type, string? Found)
{
    /// <summary>Whether the name in the file was empty, too long or taken, so that another had to be given.</summary>
    public bool IsRenamed => Found is not null && Found != Name;
}

/// <summary>A table that can be read: what its files are and the SQL that reads them.</summary>
public sealed record Source
{
    public required SourceKind Kind { get; init; }

    /// <summary>Of the first file as it came; null for Parquet.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>Between the columns of a CSV.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether the first line names the columns.</summary>
    public bool HasHeader { get; init; }

    public required IReadOnlyList<SourceColumn> Columns { get; init; }

    /// <summary>Rows in all files.</summary>
    public required long Rows { get; init; }

    /// <summary>Bytes of the given files on disk.</summary>
    public required long Bytes { get; init; }

    /// <summary>The files that <see cref="RelationSql"/> reads: those given, or their copies in UTF-8 in the scratch folder.</summary>
    /// <remarks>A database without external access needs them in <see cref="DatabaseOptions.AllowedFiles"/>.</remarks>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What stands after FROM; it guesses nothing and reads the same each time.</summary>
    public required string RelationSql { get; init; }
}

/// <summary>Why a file is not taken in.</summary>
/// <param name="Code">Stable: one of <see cref="IntakeCodes"/>.</param>
/// <param name="Message">An English sentence with the figures and, of several files, the name of the one.</param>
public sealed record IntakeRefusal(string Code, string Message)
{
    /// <summary>The line at fault, counted from 1, of a <see cref="IntakeCodes.RaggedRow"/>.</summary>
    public long? Line { get; init; }

    /// <summary>The column at fault, of a <see cref="IntakeCodes.Nested"/> or <see cref="IntakeCodes.MixedTypes"/>.</summary>
    public string? Column { get; init; }

    /// <summary>The columns that there should be, or the limit that is exceeded.</summary>
    public long? Expected { get; init; }

    /// <summary>The columns, bytes or rows that there are.</summary>
    public long? Actual { get; init; }

    /// <summary>What a <see cref="IntakeCodes.FileTooLarge"/> has too much of.</summary>
    public IntakeMeasure? Measure { get; init; }
}

/// <summary>What the size of a file is told in.</summary>
public enum IntakeMeasure { FileBytes, ObjectBytes, Rows }

/// <summary>The codes of <see cref="IntakeRefusal"/>.</summary>
public static class IntakeCodes
{
    public const string FileEmpty = "catalog.file-empty";
    public const string FileBinary = "catalog.file-binary";
    public const string FileEncoding = "catalog.file-encoding";
    public const string FileTooLarge = "catalog.file-too-large";
    public const string FileUnreadable = "catalog.file-unreadable";
    public const string FilesDiffer = "catalog.files-differ";
    public const string MixedTypes = "catalog.mixed-types";
    public const string Nested = "catalog.nested-values";
    public const string RaggedRow = "catalog.ragged-row";
    public const string TooManyColumns = "catalog.too-many-columns";
    public const string ArchiveBomb = "catalog.archive-bomb";
    public const string ArchiveRefused = "catalog.archive-refused";
}

/// <summary>The source, or the refusal that stands in its place.</summary>
public readonly record struct Inspection(Source? Source, IntakeRefusal? Refusal)
{
    public static implicit operator Inspection(Source source) => new(source, null);

    public static implicit operator Inspection(IntakeRefusal refusal) => new(null, refusal);
}
