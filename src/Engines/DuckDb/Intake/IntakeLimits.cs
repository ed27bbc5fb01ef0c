namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>What a file may be at most. What is beyond is refused with the limit in the message.</summary>
public sealed record IntakeLimits
{
    public static readonly IntakeLimits Default = new();

    /// <summary>Bytes of one file as it lies on disk.</summary>
    public long FileBytesMax { get; init; } = 64L << 30;

    /// <summary>Bytes of one file after decompression.</summary>
    public long ContentBytesMax { get; init; } = 256L << 30;

    /// <summary>How many times larger than the compressed file its content may be.</summary>
    /// <remarks>Tables in text shrink 5 to 50 times; deflate cannot shrink more than 1,032 times.</remarks>
    public int ExpansionMax { get; init; } = 200;

    /// <summary>Content up to this size is taken, however much smaller the compressed file is.</summary>
    public long ExpansionFreeBytes { get; init; } = 64L << 20;

    /// <summary>Columns of a table.</summary>
    public int ColumnsMax { get; init; } = 2_000;

    /// <summary>Rows of a table.</summary>
    public long RowsMax { get; init; } = 20_000_000_000;

    /// <summary>Memory that DuckDB may use while it looks through the file.</summary>
    public long MemoryBytesMax { get; init; } = 512L << 20;

    /// <summary>Threads that DuckDB may use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
