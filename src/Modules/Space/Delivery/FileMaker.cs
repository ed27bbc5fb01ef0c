using Yuanliu.Compute.Watermark;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Gateway;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Verification;

namespace Yuanliu.Space.Delivery;

/// <summary>A file that was made for one recipient.</summary>
internal sealed record MadeFile(StoredBlob Blob, MarkPlan Plan, string MarkSha256, long Rows);

/// <summary>交付文件的制作 — reads the agreed columns, marks them for the recipient, and keeps the file among the blobs.</summary>
internal sealed class FileMaker(HostSettings node, SpaceLimits limits, SpaceKeys keys, Blobs blobs)
{
    /// <summary>Shares of the whole in thousandths: the rows copied, and the rows marked.</summary>
    const long Units = 1000, Copied = 300, Whole = 950;

    /// <param name="recipient">A name that stays: the organization's credit code.</param>
    /// <returns>A denial when the data cannot be read, or cannot bear a mark.</returns>
    public async Task<(MadeFile? File, Denial? Denial)> Make(
        CompiledPolicy policy, ResourceCard resource, ResourceData data, FileFormat format, string recipient,
        IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(node.Folder("space"), "making", Path.GetRandomFileName())).FullName;
        try
        {
            return await Make(folder, policy, resource, data, format, recipient, progress, ct);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    async Task<(MadeFile?, Denial?)> Make(string folder, CompiledPolicy policy, ResourceCard resource, ResourceData data, FileFormat format,
        string recipient, IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        var (plain, marked) = (Path.Combine(folder, "plain.csv"), Path.Combine(folder, "marked.csv"));
        var columns = policy.Columns.Where(c => c.Use is ColumnUse.Dimension or ColumnUse.Measure).ToList();
        if (columns.Count == 0) return (null, Refusals.NoSuchColumn(""));
        using var database = Database.Open(new()
        {
            MemoryBytesMax = limits.MemoryBytesMax, Threads = limits.Threads, AllowedFiles = data.Paths,
            AllowedFolders = [folder + Path.DirectorySeparatorChar], TempFolder = folder,
        }).Value;
        if (database is null) return (null, Refusals.NoData);
        using var connection = database.Connect();
        var copy = $"COPY (SELECT {string.Join(", ", columns.Select(RowQuery.Written))} FROM {data.RelationSql}) "
            + $"TO {Sql.Text(plain)} (FORMAT csv, HEADER true)";
        if (await Task.Run(() => connection.Execute(copy, ct).Error, ct) is not null) return (null, Refusals.NoData);
        progress.Report((Copied, Units));
        var key = new MarkKey(keys.Marks);
        if (Drafted(plain, resource, columns) is not { } draft) return (null, Refusals.Unmarkable);
        var report = await Task.Run(() => Marked(plain, marked, draft, key, recipient, rows
            => progress.Report((Copied + (Whole - Copied) * Math.Min(rows, resource.Rows) / Math.Max(1, resource.Rows), Units)), ct), ct);
        if (report.Changed == 0) return (null, Refusals.Unmarkable);
        var file = format is FileFormat.Csv ? marked : Path.Combine(folder, "marked.parquet");
        if (format is FileFormat.Parquet && connection.Execute(Parquet(columns, marked, file), ct).Error is not null)
            return (null, Refusals.NoData);
        progress.Report((Whole, Units));
        await using var content = File.OpenRead(file);
        var stored = (await blobs.Store(content, long.MaxValue, ct)).Value!;
        return (new(stored, draft.Plan, Convert.ToHexStringLower(draft.Plan.Commitment(key)), report.Rows), null);
    }

    /// <summary>All recipients of one version share a plan: copies laid together are then compared with one code.</summary>
    static MarkDraft? Drafted(string plain, ResourceCard resource, List<ColumnTerms> columns)
    {
        using var csv = File.OpenRead(plain);
        var names = Uses.UseBook.Sha256(string.Join('\n', columns.Select(c => c.Name)));
        return MarkDraft.Of($"{resource.Id.Value:N}/{resource.Sha256[..16]}/{names[..16]}", csv, [], resource.Rows);
    }

    static MarkReport Marked(
        string plain, string marked, MarkDraft draft, MarkKey key, string recipient, Action<long> told, CancellationToken ct)
    {
        using var from = File.OpenRead(plain);
        using var to = File.Create(marked);
        return MarkedCsv.Write(from, to, draft, key, recipient, told, ct);
    }

    /// <summary>
    /// The same cells with the types of the holder's columns. Text that was kept from being a formula keeps its apostrophe.
    /// </summary>
    static string Parquet(List<ColumnTerms> columns, string marked, string file)
    {
        var types = string.Join(", ", columns.Select(c => $"{Sql.Text(c.Name)}: {Sql.Text(c.Type)}"));
        return $"COPY (SELECT * FROM read_csv({Sql.Text(marked)}, header = true, delim = ',', quote = '\"', escape = '\"', "
            + $"columns = {{{types}}})) TO {Sql.Text(file)} (FORMAT parquet)";
    }
}
