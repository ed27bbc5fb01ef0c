using System.Data;
using Npgsql;

namespace Yuanliu.Catalog.Databases;

/// <summary>Columns of a table in a holder's database.</summary>
/// <param name="Native">The type as the database writes it.</param>
internal sealed record TableColumn(string Name, string Native)
{
    /// <summary>The type that we keep it in, and how it is read as text; null when it is none of ours.</summary>
    public (string Type, string Read)? Form => Native.Split('(')[0] switch
    {
        "smallint" or "integer" or "bigint" => ("BIGINT", $"{Read}::text"),
        "real" or "double precision" or "numeric" => ("DOUBLE", $"{Read}::text"),
        "boolean" => ("BOOLEAN", $"{Read}::text"),
        "date" => ("DATE", $"{Read}::text"),
        "timestamp" or "timestamp without time zone" or "timestamp with time zone"
            => ("TIMESTAMP", Native.EndsWith("with time zone", StringComparison.Ordinal)
                ? $"({Read} AT TIME ZONE 'UTC')::text" : $"{Read}::text"),
        "text" or "character varying" or "character" or "uuid" or "name" => ("VARCHAR", $"{Read}::text"),
        _ => null,
    };

    string Read => Quoted(Name);

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A table as it stands in one snapshot.</summary>
/// <param name="Stamp">Equal when no row and no definition changed between.</param>
internal sealed record SeenTable(IReadOnlyList<TableColumn> Columns, string Stamp, long Rows);

/// <summary>库表读取 — reads one table of a holder's database within one read-only snapshot. Only statements that are written here are
/// sent.</summary>
internal sealed class DatabaseReader : IAsyncDisposable
{
    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction transaction;

    readonly TimeSpan statementMax;

    DatabaseReader(NpgsqlConnection connection, NpgsqlTransaction transaction, TimeSpan statementMax)
        => (this.connection, this.transaction, this.statementMax) = (connection, transaction, statementMax);

    /// <summary>Connects, begins the snapshot, and looks whether the role can do no more than read one schema.</summary>
    public static async Task<Result<DatabaseReader>> Open(ConnectionSecret secret, TimeSpan statementMax, CancellationToken ct)
    {
        var connection = ConnectionSecrets.Open(secret, statementMax);
        var opened = await OrGone<DatabaseReader>(async () =>
        {
            await connection.OpenAsync(ct);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            var reader = new DatabaseReader(connection, transaction, statementMax);
            return await reader.TooMuch(ct) is { } refusal ? refusal : reader;
        }, ct);
        if (opened.Value is null) await connection.DisposeAsync();
        return opened;
    }

    /// <summary>Whatever the database or the way to it said: its words may hold values and addresses, so none of them is passed
    /// on.</summary>
    public static async Task<Result<T>> OrGone<T>(Func<Task<Result<T>>> read, CancellationToken ct)
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            ct.ThrowIfCancellationRequested();
            return Refusals.SourceGone;
        }
    }

    async Task<Refusal?> TooMuch(CancellationToken ct)
    {
        if (await Is(RoleQueries.IsPowerful, ct)) return Refusals.RolePowerful;
        if (await Is(RoleQueries.MayWrite, ct)) return Refusals.RoleWrites;
        return await Is(RoleQueries.SeesManySchemas, ct) ? Refusals.RoleTooWide : null;
    }

    async Task<bool> Is(string question, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(question, connection, transaction);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The tables that the role may read, by name.</summary>
    public async Task<IReadOnlyList<(string Schema, string Name)>> Tables(int most, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(RoleQueries.Tables, connection, transaction);
        command.Parameters.AddWithValue(most);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<(string, string)>();
        while (await rows.ReadAsync(ct)) found.Add((rows.GetString(0), rows.GetString(1)));
        return found;
    }

    /// <summary>The columns of a table that the role may read, in their order, each with what tells its definition; none: no such
    /// table.</summary>
    public async Task<List<(TableColumn Column, string Definition)>> Columns(string schema, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(RoleQueries.Columns, connection, transaction);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(name);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<(TableColumn, string)>();
        while (await rows.ReadAsync(ct))
        {
            var column = new TableColumn(rows.GetString(1), rows.GetString(2));
            found.Add((column, $"{rows.GetFieldValue<uint>(0)} {rows.GetInt16(3)} {column.Name} {column.Native}"));
        }
        return found;
    }

    /// <param name="wanted">Empty: all columns.</param>
    public async Task<Result<SeenTable>> See(string schema, string name, IReadOnlyList<string> wanted, CancellationToken ct)
    {
        var readable = await Columns(schema, name, ct);
        var seen = readable.FindAll(c => wanted.Count == 0 || wanted.Contains(c.Column.Name));
        var (columns, definition) = (seen.ConvertAll(c => c.Column), seen.ConvertAll(c => c.Definition));
        if (columns.Count == 0) return Refusals.NoSuchTable;
        if (wanted.FirstOrDefault(w => !columns.Exists(c => c.Name == w)) is { } missing) return Refusals.NoSuchTableColumn(missing);
        if (columns.Find(c => c.Form is null) is { } strange) return Refusals.ColumnType(strange.Name, strange.Native);
        var (rowCount, sum) = await Written(schema, name, ct);
        var defined = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(string.Join('\n', definition))));
        return new SeenTable(columns, FormattableString.Invariant($"{rowCount}/{sum}/{defined}"), rowCount);
    }

    /// <summary>How many rows there are, and a sum over the transactions that wrote them: a row that is written anew has another.</summary>
    async Task<(long Rows, string Sum)> Written(string schema, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT count(*), coalesce(sum(hashint8extended(xmin::text::bigint, 7)), 0)::text "
            + $"FROM {TableColumn.Quoted(schema)}.{TableColumn.Quoted(name)}", connection, transaction)
        {
            CommandTimeout = (int)statementMax.TotalSeconds,
        };
        await using var rows = await command.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        return (rows.GetInt64(0), rows.GetString(1));
    }

    /// <summary>What the database has seen of all transactions: equal at two moments when none ended between.</summary>
    public async Task<string> Moment(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_current_snapshot()::text", connection, transaction);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The rows as CSV: a number, then every value quoted, none where there is none. The number keeps a row of one missing value
    /// from being an empty line.</summary>
    public async Task Copy(
        string schema, string name, IReadOnlyList<TableColumn> columns, Func<Stream, Task> take, CancellationToken ct)
    {
        var list = string.Join(", ", columns.Select(c => c.Form!.Value.Read));
        using var text = await connection.BeginTextExportAsync($"COPY (SELECT 1, {list} FROM {TableColumn.Quoted(schema)}."
            + $"{TableColumn.Quoted(name)}) TO STDOUT (FORMAT csv, FORCE_QUOTE *)", ct);
        await take(((StreamReader)text).BaseStream);
    }

    /// <summary>The snapshot ends with the connection.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
