using System.ComponentModel;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Yuanliu.Compute.Merkle;

/// <summary>A folder of the operating system's disk, written with fsync on files and on folders.</summary>
public sealed partial class DiskFiles : IFileSystem
{
    const int OpenReadOnly = 0;
    const int ThreadsMax = 16;

    // A lock that another holds: EWOULDBLOCK on Linux, on macOS and BSD, and ERROR_SHARING_VIOLATION.
    static readonly int[] HeldElsewhere = [11, 35, unchecked((int)0x80070020)];

    readonly string root;

    /// <param name="root">The folder; made if it is not there.</param>
    public DiskFiles(string root)
    {
        this.root = Path.GetFullPath(root);
        Directory.CreateDirectory(this.root);
    }

    public byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(At(path));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public bool Exists(string path) => Path.Exists(At(path));

    public void Write(params IReadOnlyList<(string Path, ReadOnlyMemory<byte> Bytes)> contents) => Together(contents, content =>
    {
        using var file = File.OpenHandle(At(content.Path), FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, content.Bytes.Span, 0);
        RandomAccess.FlushToDisk(file);
    });

    public void Rename(string from, string to) => File.Move(At(from), At(to), overwrite: true);

    public void CreateFolder(string path) => Directory.CreateDirectory(At(path));

    public void DeleteFolder(string path)
    {
        if (Directory.Exists(At(path))) Directory.Delete(At(path), recursive: true);
    }

    public void SyncFolders(params IReadOnlyList<string> paths)
    {
        // NTFS journals its names itself and offers no handle to flush them by.
        if (!OperatingSystem.IsWindows()) Together(paths, SyncFolder);
    }

    void SyncFolder(string path)
    {
        var folder = OpenFolder(At(path), OpenReadOnly);
        if (folder < 0) throw Failure("open", path);
        var failed = Fsync(folder) != 0 ? Failure("sync", path) : null;
        if (Close(folder) != 0) failed ??= Failure("close", path);
        if (failed is not null) throw failed;
    }

    /// <summary>Does all at the same time: a disk that is asked together commits together, where one by one each would wait.</summary>
    static void Together<T>(IReadOnlyList<T> items, Action<T> act)
    {
        var next = -1;
        Exception? failure = null;
        void Work()
        {
            try
            {
                for (int i; failure is null && (i = Interlocked.Increment(ref next)) < items.Count;) act(items[i]);
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref failure, thrown, null);
            }
        }
        // Threads of their own, since these only wait, and the pool would add threads for waiting too slowly.
        var others = new Thread[Math.Clamp(items.Count - 1, 0, ThreadsMax - 1)];
        for (var i = 0; i < others.Length; i++) (others[i] = new Thread(Work)).Start();
        Work();
        foreach (var other in others) other.Join();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    public IDisposable? TryLock(string path)
    {
        try
        {
            return new FileStream(At(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException busy) when (HeldElsewhere.Contains(busy.HResult))
        {
            return null;
        }
    }

    string At(string path) => Path.Combine(root, path);

    static IOException Failure(string act, string path)
        => new($"Cannot {act} folder '{path}': {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
