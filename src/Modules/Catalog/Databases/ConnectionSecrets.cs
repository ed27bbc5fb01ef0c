using System.Net;
using System.Text.Json;
using Npgsql;

namespace Yuanliu.Catalog.Databases;

/// <summary>How a database is reached: a secret of its holder, shown to nobody once it is written.</summary>
internal sealed record ConnectionSecret(string Host, int Port, string Database, string User, string Password)
{
    public override string ToString() => nameof(ConnectionSecret);
}

/// <summary>连接密钥 — keeps in the data folder, one file for each connection, how it is reached; never in the database, facts, logs or
/// replies.</summary>
internal sealed class ConnectionSecrets(HostSettings node)
{
    const int SecondsToConnect = 5;
    /// <summary>For an answer to begin, and for each further part of it: only counting and copying a table may take longer. A host that
    /// swallows what it is sent would else hold whoever asked for ever.</summary>
    const int SecondsToAnswer = 10;

    public void Keep(SourceConnectionId id, ConnectionSecret secret) => PrivateFolder.Write(PathOf(id), JsonSerializer.Serialize(secret));

    public ConnectionSecret? Read(SourceConnectionId id)
        => File.Exists(PathOf(id)) ? JsonSerializer.Deserialize<ConnectionSecret>(File.ReadAllText(PathOf(id))) : null;

    public void Forget(SourceConnectionId id) => File.Delete(PathOf(id));

    string PathOf(SourceConnectionId id) => Path.Combine(node.Folder("connections"), $"{id.Value:N}.json");

    /// <summary>A connection that can do nothing but read: what the session may is set before the first statement.</summary>
    public static NpgsqlConnection Open(ConnectionSecret secret, TimeSpan statementMax) => new(new NpgsqlConnectionStringBuilder
    {
        Host = secret.Host, Port = secret.Port, Database = secret.Database, Username = secret.User, Password = secret.Password,
        Pooling = false, Timeout = SecondsToConnect, CommandTimeout = SecondsToAnswer, ApplicationName = "yuanliu", Timezone = "UTC",
        Encoding = "UTF8",
        // On the machine itself nobody listens in; anywhere else the server must prove who it is.
        SslMode = IsHere(secret.Host) ? SslMode.Prefer : SslMode.VerifyFull,
        Options = "-c default_transaction_read_only=on -c search_path=pg_catalog -c DateStyle=ISO -c lock_timeout=5s "
            + FormattableString.Invariant($"-c statement_timeout={(long)statementMax.TotalMilliseconds} ")
            + FormattableString.Invariant($"-c idle_in_transaction_session_timeout={(long)statementMax.TotalMilliseconds}"),
    }.ConnectionString);

    static bool IsHere(string host) => host is "localhost" || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
}

/// <summary>可连数据库 — the databases that this node's operator lets holders connect to. Without any, nobody makes the server call
/// anybody.</summary>
internal sealed record ReachableDatabases(IReadOnlyList<string> Authorities)
{
    public static ReachableDatabases FromEnvironment() => new([.. (Environment.GetEnvironmentVariable("YUANLIU_DATABASES") ?? "")
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);

    public bool Holds(string host, int port)
        => Authorities.Contains(FormattableString.Invariant($"{host}:{port}"), StringComparer.OrdinalIgnoreCase);
}
