namespace Yuanliu.Compute.Merkle;

/// <summary>What can be wrong with a log on disk; the names are stable and appear in reports.</summary>
public enum LogFault
{
    Locked,
    CheckpointMissing,
    CheckpointMalformed,
    CheckpointNotOurs,
    TileMissing,
    TileDiffers,
    BundleMissing,
    BundleMalformed,
    BundleDiffers,
    RootDiffers,
    Fork,
    Broken,
}

/// <summary>A log that must not be trusted or used as it is.</summary>
public sealed class TileLogException(LogFault fault, string message) : IOException(message)
{
    public LogFault Fault { get; } = fault;
}
