using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;
using Xunit;

namespace Yuanliu.Tests.Catalog;

/// <summary>A test that needs a PostgreSQL server to be a holder's database, whatever the server's own database is.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (SourceDatabase.Server is null) Skip = $"{nameof(SourceDatabase)} needs a PostgreSQL server: name it in TEST_PG";
    }
}

/// <summary>The same, once for each set of values.</summary>
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = new PostgresFactAttribute().Skip;
}

/// <summary>A holder's database of its own, and a role that reads one schema of it.</summary>
internal sealed class SourceDatabase : IAsyncDisposable
{
    public const string Password = "s3cr3t-of-the-holder";
    readonly string name = "src" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    readonly List<string> roles = [];

    public static string? Server => Environment.GetEnvironmentVariable("TEST_PG");

    public NpgsqlConnectionStringBuilder Address { get; } = new(Server);
    public string Name => name;
    public string Reader => roles[0];

    public static async Task<SourceDatabase> With(string sql)
    {
        var made = new SourceDatabase();
        await made.Run($"CREATE DATABASE {made.name} ENCODING 'UTF8' TEMPLATE template0", "postgres");
        await made.Run($"REVOKE ALL ON DATABASE {made.name} FROM PUBLIC; GRANT CONNECT ON DATABASE {made.name} TO PUBLIC", "postgres");
        await made.Run($"REVOKE ALL ON SCHEMA public FROM PUBLIC; CREATE SCHEMA trade; SET search_path = trade; {sql}");
        await made.Role("GRANT USAGE ON SCHEMA trade TO {0}; GRANT SELECT ON ALL TABLES IN SCHEMA trade TO {0}");
        return made;
    }

    /// <summary>Another role, with what it is granted.</summary>
    public async Task<string> Role(string grants, string options = "")
    {
        var role = $"{name}_{roles.Count}";
        await Run($"CREATE ROLE {role} LOGIN PASSWORD '{Password}' {options}");
        roles.Add(role);
        await Run(grants.Replace("{0}", role, StringComparison.Ordinal));
        return role;
    }

    public async Task Run(string sql, string? database = null)
    {
        await using var connection = new NpgsqlConnection($"{Server};Database={database ?? name};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Run($"DROP DATABASE {name} WITH (FORCE)", "postgres");
        foreach (var role in roles) await Run($"DROP ROLE {role}", "postgres");
    }
}

/// <summary>A way to a server that can be cut after so many bytes of its replies.</summary>
internal sealed class Line : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ended = new();
    readonly (string Host, int Port) to;

    public Line(string host, int port)
    {
        to = (host, port);
        listener.Start();
        _ = Listen();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Bytes of replies on each connection before it is cut.</summary>
    public long BytesMax { get; set; } = long.MaxValue;

    /// <summary>Replies are held back until this is done: whoever waits sees neither an answer nor an end.</summary>
    public Task Flowing { get; set; } = Task.CompletedTask;

    async Task Listen()
    {
        while (!ended.IsCancellationRequested) _ = Carry(await listener.AcceptTcpClientAsync(ended.Token));
    }

    async Task Carry(TcpClient from)
    {
        using (from)
        using (var server = new TcpClient(to.Host, to.Port))
            await Task.WhenAny(
                from.GetStream().CopyToAsync(server.GetStream(), ended.Token), Replies(server.GetStream(), from.GetStream()));
    }

    async Task Replies(NetworkStream from, NetworkStream to)
    {
        var (block, left) = (new byte[4096], BytesMax);
        while (left > 0 && await from.ReadAsync(block, ended.Token) is > 0 and var read)
        {
            await Flowing.WaitAsync(ended.Token);
            await to.WriteAsync(block.AsMemory(0, (int)Math.Min(read, left)), ended.Token);
            left -= read;
        }
    }

    public void Dispose()
    {
        ended.Cancel();
        listener.Stop();
        ended.Dispose();
    }
}
