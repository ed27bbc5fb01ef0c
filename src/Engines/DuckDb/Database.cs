using System.Globalization;
using System.Runtime.InteropServices;

namespace Yuanliu.Engines.DuckDb;

/// <summary>How a database is opened. The defaults read nothing outside, load nothing and cannot be changed by SQL.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The database file; null = in memory.</summary>
    public string? Path { get; init; }

    /// <summary>Open an existing file without the right to change it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Memory for data and operators; above it DuckDB spills to <see cref="TempFolder"/> or refuses.</summary>
    public long MemoryBytesMax { get; init; } = 1L << 30;

    /// <summary>Threads of all queries of this database together.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where operators spill; null = they may not.</summary>
    public string? TempFolder { get; init; }

    /// <summary>Most bytes in <see cref="TempFolder"/>.</summary>
    public long TempBytesMax { get; init; } = 16L << 30;

    /// <summary>Whether SQL may read and write any file and attach databases.</summary>
    public bool ExternalAccess { get; init; }

    /// <summary>Files that SQL may read and write even without <see cref="ExternalAccess"/>.</summary>
    public IReadOnlyList<string> AllowedFiles { get; init; } = [];

    /// <summary>Folders that SQL may use even without <see cref="ExternalAccess"/>.</summary>
    public IReadOnlyList<string> AllowedFolders { get; init; } = [];

    /// <summary>Whether SQL is kept from changing settings. Without it a query can lift the limits above.</summary>
    public bool LockConfiguration { get; init; } = true;

    /// <summary>The settings in the order in which DuckDB accepts them: what it may reach, then the ban, then the lock.</summary>
    internal string ToSql()
    {
        return string.Create(CultureInfo.InvariantCulture, $"""
            SET memory_limit = '{MemoryBytesMax}B';
            SET threads = {Threads};
            SET temp_directory = {Sql.Text(TempFolder ?? "")};
            SET max_temp_directory_size = '{TempBytesMax}B';
            SET autoinstall_known_extensions = false;
            SET autoload_known_extensions = false;
            SET allow_community_extensions = false;
            SET allow_persistent_secrets = false;
            SET allowed_configs = ['enable_progress_bar', 'enable_progress_bar_print', 'progress_bar_time'];
            SET allowed_paths = {Sql.Texts(AllowedFiles)};
            SET allowed_directories = {Sql.Texts(AllowedFolders)};
            {(ExternalAccess ? "" : "SET enable_external_access = false;")}
            {(LockConfiguration ? "SET lock_configuration = true;" : "")}
            """);
    }
}

/// <summary>One DuckDB database, in memory or in a file. Thread-safe; each thread takes its own <see cref="Connection"/>.</summary>
public sealed class Database : IDisposable
{
    readonly DatabaseHandle handle;

    Database(DatabaseHandle handle) => this.handle = handle;

    /// <summary>The version of the library, such as <c>v1.5.5</c>.</summary>
    public static string Version => Marshal.PtrToStringUTF8(Native.LibraryVersion())!;

    /// <summary>Opens or creates the database.</summary>
    /// <returns>The error of an unreadable file, a file of another format or an impossible setting.</returns>
    public static Outcome<Database> Open(DatabaseOptions options)
    {
        if (Native.CreateConfig(out var config) != Native.State.Success) throw new InvalidOperationException("DuckDB is out of memory");
        using (config)
        {
            if (options.ReadOnly) Native.SetConfig(config, "access_mode", "READ_ONLY");
            if (Native.Open(options.Path, out var handle, config, out var text) != Native.State.Success)
            {
                handle.Dispose();
                var error = DuckDbError.FromText(text);
                Native.Free(text);
                return error;
            }
            return Configure(new(handle), options);
        }
    }

    static Outcome<Database> Configure(Database database, DatabaseOptions options)
    {
        using var connection = database.Connect();
        if (connection.Execute(options.ToSql()).Error is not { } error) return database;
        database.Dispose();
        return error;
    }

    /// <summary>A new connection.</summary>
    /// <param name="countsProgress">Queries that nobody watches are quicker without.</param>
    public Connection Connect(bool countsProgress = true)
    {
        if (Native.Connect(handle, out var connectionHandle) != Native.State.Success)
            throw new InvalidOperationException("DuckDB gives no connection: the database is broken or closed");
        var connection = new Connection(connectionHandle);
        if (countsProgress) connection.Execute(ProgressOn).OrThrow();
        return connection;
    }

    /// <summary>Counting progress is a setting of each connection; printing it is not wanted.</summary>
    const string ProgressOn = "SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0;";

    public void Dispose() => handle.Dispose();
}
