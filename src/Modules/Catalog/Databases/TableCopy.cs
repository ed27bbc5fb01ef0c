using System.Security.Cryptography;
using System.Text;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Engines.DuckDb.Intake;

namespace Yuanliu.Catalog.Databases;

/// <summary>A table as it was copied into the holder's domain.</summary>
/// <param name="Sha256">Over the columns and every value as they were read.</param>
internal sealed record CopiedTable(SeenTable Seen, Source Source, string Sha256);

/// <summary>库表副本 — streams a table out of its database into a Parquet file of the holder's domain. Half a copy is none.</summary>
internal sealed class TableCopy(CatalogRules rules)
{
    const int BlockBytes = 1 << 17, LineBytesMax = 16 << 20;
    const string Number = "yl/row";
    const long MemoryBytesMax = 512L << 20;
    /// <summary>Rows lie in memory until their group is full: wide rows make small groups.</summary>
    const long GroupBytes = 32L << 20, GroupRowsMin = 2_048, GroupRowsMax = 122_880;

    /// <param name="seen">The columns to be copied, of the reader's own snapshot.</param>
    public async Task<Result<CopiedTable>> Make(
        DatabaseReader reader, SourceTable table, SeenTable seen, string parquet, CancellationToken ct)
    {
        var text = parquet + ".csv";
        try
        {
            var streamed = await DatabaseReader.OrGone<(string Sha256, long Bytes)>(
                async () => await Stream(reader, table, seen, text, ct), ct);
            if (streamed.Refusal is { } gone) return gone;
            var (sha256, bytes) = streamed.Value;
            if (bytes > rules.UploadBytesMax) return Refusals.SourceTooLarge(rules.UploadBytesMax);
            return await Task.Run(() => Convert(seen, text, parquet, bytes, ct), ct) is { } refusal ? refusal
                : new CopiedTable(seen, SourceOf(seen, parquet, bytes), sha256);
        }
        finally { File.Delete(text); }
    }

    async Task<(string Sha256, long Bytes)> Stream(
        DatabaseReader reader, SourceTable table, SeenTable seen, string text, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Concat(seen.Columns.Select(c => $"{c.Name} {c.Native}\n"))));
        var total = 0L;
        await using var file = new FileStream(text, FileMode.Create, FileAccess.Write, FileShare.None, BlockBytes, useAsync: true);
        await reader.Copy(table.Schema, table.Name, seen.Columns, async rows =>
        {
            var block = new byte[BlockBytes];
            while (total <= rules.UploadBytesMax && await rows.ReadAsync(block, ct) is > 0 and var read)
            {
                hash.AppendData(block.AsSpan(0, read));
                await file.WriteAsync(block.AsMemory(0, read), ct);
                total += read;
            }
        }, ct);
        return (System.Convert.ToHexStringLower(hash.GetHashAndReset()), total);
    }

    /// <summary>Text to Parquet, in one pass; then whether it has all rows, and no number or day without end.</summary>
    static Refusal? Convert(SeenTable seen, string text, string parquet, long bytes, CancellationToken ct)
    {
        using var database = Database.Open(new() { AllowedFiles = [text, parquet], MemoryBytesMax = MemoryBytesMax }).OrThrow();
        using var connection = database.Connect();
        var types = string.Concat(seen.Columns.Select(c => $", {Sql.Text(c.Name)}: {Sql.Text(c.Form!.Value.Type)}"));
        var rows = bytes == 0 ? $"(SELECT 1 AS {Sql.Name(Number)}{string.Concat(seen.Columns.Select(Nothing))} WHERE false)"
            : $"read_csv({Sql.Text(text)}, auto_detect = false, delim = ',', quote = '\"', escape = '\"', header = false, nullstr = '', "
            + $"allow_quoted_nulls = false, new_line = '\\n', max_line_size = {LineBytesMax}, buffer_size = {2 * LineBytesMax}, "
            + $"columns = {{{Sql.Text(Number)}: 'VARCHAR'{types}}})";
        var write = $"COPY (SELECT * EXCLUDE ({Sql.Name(Number)}) FROM {rows}) TO {Sql.Text(parquet)} "
            + $"(FORMAT parquet, ROW_GROUP_SIZE {Math.Clamp(GroupBytes * seen.Rows / Math.Max(bytes, 1), GroupRowsMin, GroupRowsMax)})";
        if (connection.Execute(write, ct).Error is { } error)
            return error.IsDiskFull ? Blobs.Full : Refusals.SourceUnreadable;
        var endless = seen.Columns.Where(c => c.Form!.Value.Type is "DOUBLE" or "DATE" or "TIMESTAMP")
            .Select(c => $" OR NOT isfinite({Sql.Name(c.Name)})");
        var counted = connection.ReadAll($"SELECT count(*), count(*) FILTER (WHERE false{string.Concat(endless)}) "
            + $"FROM read_parquet({Sql.Text(parquet)})", 1, ct: ct).OrThrow().Rows[0];
        return (long)counted[0]! == seen.Rows && (long)counted[1]! == 0 ? null : Refusals.SourceUnreadable;
    }

    static string Nothing(TableColumn column) => $", CAST(NULL AS {column.Form!.Value.Type}) AS {Sql.Name(column.Name)}";

    static Source SourceOf(SeenTable seen, string parquet, long bytes) => new()
    {
        Kind = SourceKind.Parquet, HasHeader = true, Rows = seen.Rows, Bytes = bytes, Files = [parquet],
        Columns = [.. seen.Columns.Select(c => new SourceColumn(c.Name, c.Form!.Value.Type, c.Name))],
        RelationSql = $"read_parquet({Sql.Texts([parquet])})",
    };
}
