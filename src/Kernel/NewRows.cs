using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Yuanliu.Kernel;

/// <summary>成批写入 — many new rows of one table, written past the change tracker: for what comes by the hundred and is never
/// changed.</summary>
/// <remarks>
/// Tracking, sorting and wording a statement for each of 1,500 rows takes several times as long as the database takes to write them. Here
/// one statement is prepared and bound anew for each row; a database that takes many statements in one message gets them so.
/// </remarks>
internal sealed class NewRows(AppDb db)
{
    /// <summary>Statements of one message: what is sent waits in memory on both sides.</summary>
    const int MessageMax = 500;

    /// <summary>Writes the rows within the transaction that is open.</summary>
    /// <exception cref="DbUpdateException">As a save would throw it.</exception>
    public async Task Insert(Type of, IReadOnlyList<object> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("Rows are written within a transaction.");
        var table = Table.Of(db.Model.FindEntityType(of) ?? throw new InvalidOperationException($"{of.Name} has no table."));
        try
        {
            await (transaction.Connection!.CanCreateBatch ? Send(table, rows, transaction, ct) : Bind(table, rows, transaction, ct));
        }
        catch (DbException failure)
        {
            throw new DbUpdateException($"Rows of {table.Name} were not written.", failure);
        }
    }

    static async Task Bind(Table table, IReadOnlyList<object> rows, DbTransaction transaction, CancellationToken ct)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = table.InsertSql;
        command.Parameters.AddRange(table.Columns.Select(c => c.Parameter(command, rows[0])).ToArray());
        foreach (var row in rows)
        {
            for (var i = 0; i < table.Columns.Count; i++) command.Parameters[i].Value = table.Columns[i].Stored(row);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    static async Task Send(Table table, IReadOnlyList<object> rows, DbTransaction transaction, CancellationToken ct)
    {
        await using var maker = transaction.Connection!.CreateCommand();
        foreach (var some in rows.Chunk(MessageMax))
        {
            await using var message = transaction.Connection.CreateBatch();
            message.Transaction = transaction;
            foreach (var row in some)
            {
                var statement = message.CreateBatchCommand();
                statement.CommandText = table.InsertSql;
                foreach (var column in table.Columns) statement.Parameters.Add(column.Parameter(maker, row));
                message.BatchCommands.Add(statement);
            }
            await message.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>A table as rows are written to it: all columns but the number that the database gives.</summary>
    sealed record Table(string Name, string InsertSql, IReadOnlyList<Column> Columns)
    {
        const string Known = "yuanliu:new-rows";

        /// <remarks>Worked out once for each model.</remarks>
        public static Table Of(IEntityType type)
            => (Table)type.GetOrAddRuntimeAnnotationValue(Known, static type => (object)Read(type!), type)!;

        static Table Read(IEntityType type)
        {
            var name = type.GetTableName()!;
            var store = StoreObjectIdentifier.Table(name);
            var columns = type.GetProperties().Where(p => !(p.ValueGenerated == ValueGenerated.OnAdd && p.ClrType == typeof(long)))
                .Select((p, i) => new Column($"@p{i}", p.GetColumnName(store)!, p)).ToList();
            var (names, values) = (columns.Select(c => $"\"{c.Name}\""), columns.Select(c => c.Place));
            return new(name, $"INSERT INTO \"{name}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", values)})", columns);
        }
    }

    sealed record Column(string Place, string Name, IProperty Property)
    {
        readonly RelationalTypeMapping mapping = Property.GetRelationalTypeMapping();
        readonly IClrPropertyGetter getter = Property.GetGetter();

        public DbParameter Parameter(DbCommand command, object row)
            => mapping.CreateParameter(command, Place, getter.GetClrValue(row), Property.IsNullable);

        public object Stored(object row)
            => getter.GetClrValue(row) is { } value ? mapping.Converter?.ConvertToProvider(value) ?? value : DBNull.Value;
    }
}
