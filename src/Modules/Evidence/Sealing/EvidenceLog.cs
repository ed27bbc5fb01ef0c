using Yuanliu.Compute.Merkle;

namespace Yuanliu.Evidence.Sealing;

/// <summary>存证日志 — this node's transparency log, opened anew after a failed append.</summary>
internal sealed class EvidenceLog(HostSettings node, NodeKeys keys) : IDisposable
{
    readonly Lock opening = new();
    TileLog? log;

    public string Folder { get; } = node.Folder("log");

    /// <exception cref="TileLogException">Another process writes it, or it is not what was signed.</exception>
    public TileLog Current
    {
        get { lock (opening) return log ??= TileLog.Open(new DiskFiles(Folder), node.Node, keys.Log); }
    }

    public NoteKey Key { get; } = NoteKey.Of(node.Node, keys.Log.PublicKey.Span);

    /// <summary>After a failed append the outcome on disk is unknown: forget this instance, the next use reads the disk.</summary>
    public void Reopen()
    {
        lock (opening)
        {
            log?.Dispose();
            log = null;
        }
    }

    public void Dispose() => Reopen();
}
