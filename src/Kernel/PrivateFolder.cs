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

    /// <summary>Writes a file that only the server's own user may read (0600): a key, a code.</summary>
    /// <remarks>Written aside and renamed: such a file is whole or not there.</remarks>
    public static void Write(string path, string text)
    {
        var aside = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(aside, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(aside, path);
    }
}
