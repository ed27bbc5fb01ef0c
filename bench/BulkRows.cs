using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Yuanliu.Kernel;

namespace Yuanliu.Bench;

/// <summary>Writes many rows of an entity by the model's own columns, past change tracking and evidence: only a bench may.</summary>
internal static class BulkRows
{
    /// <param name="set">Columns whose value is not the entity's own, as the database keeps it.</param>
    public static async Task Insert<T>(AppDb db, IEnumerable<T> rows, params (string Property, Func<T, object?> Value)[] set) where T
        : class
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var properties = type.GetProperties().Where(p => p.ValueGenerated is ValueGenerated.Never || p.IsPrimaryKey()).ToList();
        var readers = properties.ConvertAll(p => set.FirstOrDefault(s => s.Property == p.Name).Value ?? Reader<T>(p));
        var columns = properties.ConvertAll(p => p.GetColumnName());
        if (db.Database.GetDbConnection() is NpgsqlConnection) await Copy(db, type.GetTableName()!, columns, readers, rows);
        else await Prepared(db, type.GetTableName()!, columns, readers, rows);
    }

    static Func<T, object?> Reader<T>(IProperty property)
    {
        var (getter, converter) = (property.GetGetter(), property.GetTypeMapping().Converter);
        return row => getter.GetClrValue(row!) is { } value ? converter is null ? value : converter.ConvertToProvider(value) : null;
    }

    static async Task Prepared<T>(AppDb db, string table, List<string> columns, List<Func<T, object?>> readers, IEnumerable<T> rows)
    {
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {table} ({Names(columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
        foreach (var i in Enumerable.Range(0, columns.Count)) command.Parameters.Add(new SqliteParameter($"$p{i}", null));
        foreach (var row in rows)
        {
            for (var i = 0; i < readers.Count; i++) command.Parameters[i].Value = readers[i](row) ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
        await transaction.CommitAsync();
    }

    static async Task Copy<T>(AppDb db, string table, List<string> columns, List<Func<T, object?>> readers, IEnumerable<T> rows)
    {
        await db.Database.OpenConnectionAsync();
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var writer = await connection.BeginBinaryImportAsync($"COPY {table} ({Names(columns)}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await writer.StartRowAsync();
            foreach (var reader in readers)
                if (reader(row) is { } value) await writer.WriteAsync(value);
                else await writer.WriteNullAsync();
        }
        await writer.CompleteAsync();
    }

    static string Names(List<string> columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));

    public static async Task Run(AppDb db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        await command.ExecuteNonQueryAsync();
    }
}
