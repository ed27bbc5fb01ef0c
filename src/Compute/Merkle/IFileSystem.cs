namespace Yuanliu.Compute.Merkle;

/// <summary>The few file operations a log needs, each with the durability it relies on. Paths are relative, parted by '/'.</summary>
/// <remarks>Outages throw <see cref="IOException"/>. Safe for one writer and any number of readers.</remarks>
public interface IFileSystem
{
    /// <summary>The whole file, or null when there is none.</summary>
    byte[]? Read(string path);

    /// <summary>Is there a file or folder of this name?</summary>
    bool Exists(string path);

    /// <summary>Creates or overwrites files; on return their bytes survive a loss of power, though their names may not yet.</summary>
    void Write(params IReadOnlyList<(string Path, ReadOnlyMemory<byte> Bytes)> contents);

    /// <summary>Puts a file in another's place; readers see the one or the other, never a mixture.</summary>
    void Rename(string from, string to);

    /// <summary>Creates one folder in an existing folder; it may exist already.</summary>
    void CreateFolder(string path);

    /// <summary>Removes a folder with its files; it may be gone already.</summary>
    void DeleteFolder(string path);

    /// <summary>On return the names that were made, renamed or removed in these folders survive a loss of power.</summary>
    void SyncFolders(params IReadOnlyList<string> paths);

    /// <summary>Takes the only lock on this name until it is disposed or the process ends; null when another holds it.</summary>
    IDisposable? TryLock(string path);
}
