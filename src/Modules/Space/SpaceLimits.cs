namespace Yuanliu.Space;

/// <summary>限额 — how much one query may take. Technical limits of the node, not terms of any agreement.</summary>
internal sealed record SpaceLimits
{
    /// <summary>Characters of a query.</summary>
    public int SqlLengthMax { get; init; } = 20_000;
    /// <summary>Groups of an answer.</summary>
    public int RowsMax { get; init; } = 100_000;
    public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Groups before those that are too small are left out.</summary>
    public int GroupsMax { get; init; } = 50_000;
    /// <summary>For reading a table into the room, once for each version.</summary>
    public TimeSpan PrepareTimeMax { get; init; } = TimeSpan.FromMinutes(20);
    /// <summary>Memory for the query's data and operators.</summary>
    public long MemoryBytesMax { get; init; } = 1L << 30;
    public int Threads { get; init; } = Environment.ProcessorCount;
    /// <summary>Queries that run at the same time; more wait their turn.</summary>
    public int WorkersMax { get; init; } = 2;
    /// <summary>Bytes of one message between the server and a worker.</summary>
    public int MessageBytesMax { get; init; } = 64 << 20;
}
