namespace Yuanliu.Space;

/// <summary>限额 — how much one query may take. Technical limits of the node, not terms of any agreement.</summary>
internal sealed record SpaceLimits
{
    /// <summary>Characters of a query.</summary>
    public int SqlLengthMax { get; init; } = 20_000;
    /// <summary>Derived tables that stand under one agreement, and how many may stand on each other.</summary>
    public int DerivedMax { get; init; } = 50;
    public int DerivedDepthMax { get; init; } = 4;
    /// <summary>Groups of an answer.</summary>
    public int RowsMax { get; init; } = 100_000;
    public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Groups before those that are too small are left out.</summary>
    public int GroupsMax { get; init; } = 50_000;
    /// <summary>For reading a table into the room, once for each version.</summary>
    public TimeSpan PrepareTimeMax { get; init; } = TimeSpan.FromMinutes(20);
    /// <summary>Memory for that: rows are sorted once, whatever a query may take afterwards.</summary>
    public long PrepareMemoryBytesMax { get; init; } = Math.Min(4L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
    /// <summary>Memory for the query's data and operators.</summary>
    public long MemoryBytesMax { get; init; } = 1L << 30;
    public int Threads { get; init; } = Environment.ProcessorCount;
    /// <summary>Queries that run at the same time; more wait their turn.</summary>
    public int WorkersMax { get; init; } = 2;
    /// <summary>Bytes of one message between the server and a worker.</summary>
    public int MessageBytesMax { get; init; } = 64 << 20;
    /// <summary>Calls of one agreement in a second; three times as many at once after a pause.</summary>
    public int CallsPerSecondMax { get; init; } = 2_000;
    /// <summary>Verifications in one call.</summary>
    public int VerificationsMax { get; init; } = 1_000;
    /// <summary>Verifications leave this long after they came. Most calls fit in it: a shorter time would tell more of those that need
    /// longer.</summary>
    public TimeSpan VerificationTime { get; init; } = TimeSpan.FromMilliseconds(3);
    /// <summary>Those that take longer leave a whole number of these later.</summary>
    public TimeSpan VerificationStep { get; init; } = TimeSpan.FromMicroseconds(250);
    /// <summary>Rows of one page.</summary>
    public int PageRowsMax { get; init; } = 10_000;
    /// <summary>For a page to be read, and for a source to be made ready before a call is turned away.</summary>
    public TimeSpan SourceTimeMax { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>The same for jobs, which wait for a table that is copied out of its database for the first time.</summary>
    public TimeSpan JobSourceTimeMax { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>Failures in a row after which a source is left alone, and for how long.</summary>
    public int SourceFailuresMax { get; init; } = 3;
    public TimeSpan SourceRest { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Pages that are read from one source at the same time; more wait.</summary>
    public int ReadersMax { get; init; } = 4;
    /// <summary>For a file to be made, and the size of a file in which marks are looked for.</summary>
    public TimeSpan FileTimeMax { get; init; } = TimeSpan.FromMinutes(10);
    public long LeakBytesMax { get; init; } = 1L << 30;
}
