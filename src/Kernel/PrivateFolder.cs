namespace Yuanliu.Kernel;

/// <summary>A folder that only the server's own user may enter (0700): data, keys, holders' files.</summary>
/// <remarks>Windows passes on what the parent folder allows.</remarks>
public static class PrivateFolder
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes what is not there yet. A folder that is there keeps what its operator allowed, for a backup's user, say.</summary>
    /// <returns>The full path.</returns>
    public static string Make(string path)
        => (OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly)).FullName;

    /// <summary>Shuts out everybody else, whoever let them in.</summary>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly) File.SetUnixFileMode(path, OwnerOnly);
    }
}
