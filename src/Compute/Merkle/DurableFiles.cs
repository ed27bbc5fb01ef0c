namespace Yuanliu.Compute.Merkle;

/// <summary>Writes so that nothing can be lost: a file's bytes, its name, and the names of the folders above it.</summary>
sealed class DurableFiles(IFileSystem files)
{
    // Enough usual bundles for the disk to commit together, and a bound on memory should all entries be long.
    const int PendingBytesMax = 8 << 20;

    // A folder found on opening may be left by a run that ended before it was synced, so each is synced once per run.
    readonly HashSet<string> rooted = [""];
    readonly HashSet<string> unsynced = [];
    readonly List<(string Path, ReadOnlyMemory<byte> Bytes)> pending = [];
    long pendingBytes;

    /// <summary>Takes a file to be written; it is safe after the next <see cref="Seal"/>.</summary>
    public void Put(string path, ReadOnlySpan<byte> bytes)
    {
        pending.Add((path, bytes.ToArray()));
        pendingBytes += bytes.Length;
        if (pendingBytes >= PendingBytesMax) Flush();
    }

    /// <summary>Returns when everything put so far survives a loss of power.</summary>
    public void Seal()
    {
        Flush();
        if (unsynced.Count > 0) files.SyncFolders([.. unsynced]);
        unsynced.Clear();
    }

    void Flush()
    {
        foreach (var (path, _) in pending)
        {
            Root(FolderOf(path));
            unsynced.Add(FolderOf(path));
        }
        if (pending.Count > 0) files.Write(pending);
        pending.Clear();
        pendingBytes = 0;
    }

    /// <summary>Replaces a file of the top folder at once and for good: old or new, never half.</summary>
    public void Replace(string path, ReadOnlyMemory<byte> bytes)
    {
        var beside = $".{path}.new";
        files.Write((beside, bytes));
        files.Rename(beside, path);
        files.SyncFolders("");
    }

    /// <summary>Removes a folder that is no longer needed; it may come back after a loss of power.</summary>
    public void Drop(string folder)
    {
        files.DeleteFolder(folder);
        rooted.Remove(folder);
    }

    void Root(string folder)
    {
        if (!rooted.Add(folder)) return;
        var parent = FolderOf(folder);
        Root(parent);
        files.CreateFolder(folder);
        unsynced.Add(parent);
    }

    static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
