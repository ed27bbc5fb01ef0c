using Yuanliu.Compute.Merkle;

namespace Yuanliu.Tests;

/// <summary>How the chosen operation goes wrong.</summary>
public enum FaultKind { BeforeActing, HalfWay, AfterActing }

/// <summary>Which changes of names a loss of power leaves, of those that were not synced.</summary>
public enum Survival { None, All, EverySecond }

/// <summary>A disk in memory that fails at a chosen operation and forgets on a crash whatever was not synced.</summary>
sealed class FaultyFiles : IFileSystem
{
    sealed class Inode { public byte[] Bytes = []; }

    sealed record Change(string Folder, Action<Dictionary<string, Inode?>> Apply);

    // Name to file; a folder's inode is null. "now" is what a running process sees, "kept" what a loss of power leaves.
    Dictionary<string, Inode?> now = new() { [""] = null };
    Dictionary<string, Inode?> kept = new() { [""] = null };
    readonly List<Change> unsynced = [];
    readonly HashSet<string> locks = [];
    readonly Lock gate = new();

    int failAt = int.MaxValue;
    FaultKind kind;

    /// <summary>Changing operations since <see cref="FailAt"/>.</summary>
    public int Operations { get; private set; }

    public bool Failed => Operations >= failAt;

    public void FailAt(int operation, FaultKind how) => (failAt, kind, Operations) = (operation, how, 0);

    /// <summary>Ends the process: locks go, and the operating system still has all that was written.</summary>
    public void Kill()
    {
        failAt = int.MaxValue;
        locks.Clear();
    }

    /// <summary>Cuts the power: locks go, and of the unsynced changes only those the disk happened to have written stay.</summary>
    public void Crash(Survival survival)
    {
        Kill();
        for (var i = 0; i < unsynced.Count; i++)
            if (survival is Survival.All || (survival is Survival.EverySecond && i % 2 == 0)) unsynced[i].Apply(kept);
        unsynced.Clear();

        bool Reachable(string path) => path.Length == 0 || (kept.TryGetValue(FolderOf(path), out var folder) && folder is null
            && Reachable(FolderOf(path)));
        kept = kept.Where(k => Reachable(k.Key)).ToDictionary();
        now = new(kept);
    }

    /// <summary>Damages the disk behind the log's back.</summary>
    public void Tamper(string path, Func<byte[], byte[]> how) => now[path]!.Bytes = how(now[path]!.Bytes);

    public void Remove(string path) => now.Remove(path);

    public IEnumerable<string> Names => now.Keys;

    public byte[]? Read(string path)
    {
        lock (gate) return now.TryGetValue(path, out var file) ? file?.Bytes.ToArray() : null;
    }

    public bool Exists(string path)
    {
        lock (gate) return now.ContainsKey(path);
    }

    public void Write(params IReadOnlyList<(string Path, ReadOnlyMemory<byte> Bytes)> contents)
    {
        foreach (var (path, bytes) in contents)
        {
            var content = bytes.ToArray();
            Act(FolderOf(path), () => Open(path).Bytes = content, () => Open(path).Bytes = content[..(content.Length / 2)]);
        }
    }

    Inode Open(string path)
    {
        if (now.TryGetValue(path, out var known)) return known ?? throw new IOException($"{path} is a folder.");
        var made = new Inode();
        Apply(path, names => names[path] = made);
        return made;
    }

    public void Rename(string from, string to) => Act(FolderOf(to), () =>
    {
        var file = now[from] ?? throw new IOException($"{from} is a folder.");
        Apply(to, names =>
        {
            names.Remove(from);
            names[to] = file;
        });
    });

    public void CreateFolder(string path) => Act(FolderOf(path), () =>
    {
        if (!now.ContainsKey(path)) Apply(path, names => names[path] = null);
    });

    public void DeleteFolder(string path) => Act(FolderOf(path), () =>
    {
        foreach (var inside in now.Keys.Where(k => k == path || k.StartsWith(path + "/", StringComparison.Ordinal)).ToArray())
            Apply(inside, names => names.Remove(inside));
    });

    public void SyncFolders(params IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
            Act(path, () =>
            {
                foreach (var change in unsynced.Where(c => c.Folder == path)) change.Apply(kept);
                unsynced.RemoveAll(c => c.Folder == path);
            });
    }

    public IDisposable? TryLock(string path) => locks.Add(path) ? new Holding(() => locks.Remove(path)) : null;

    void Apply(string path, Action<Dictionary<string, Inode?>> change)
    {
        change(now);
        unsynced.Add(new Change(FolderOf(path), change));
    }

    void Act(string folder, Action action, Action? half = null)
    {
        lock (gate)
        {
            if (!now.TryGetValue(folder, out var kind) || kind is not null) throw new DirectoryNotFoundException(folder);
            if (++Operations != failAt)
            {
                if (Operations > failAt) throw new IOException("The disk is gone.");
                action();
                return;
            }
            if (this.kind is FaultKind.AfterActing) action();
            if (this.kind is FaultKind.HalfWay) half?.Invoke();
            throw new IOException($"Operation {Operations} failed.");
        }
    }

    static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    sealed class Holding(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
