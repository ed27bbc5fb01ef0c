using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Space.Verification;

/// <summary>核验索引的编制 — reads the key and compared columns of a resource once and writes their hashes.</summary>
internal sealed class IndexMaker(Indexes indexes, SpaceLimits limits)
{
    const int ReportEvery = 200_000;

    public Refusal? Build(
        ResourceCard resource, ResourceData data, VerificationTerms terms, IProgress<(long, long)> progress, CancellationToken ct)
    {
        var opened = Database.Open(new() { MemoryBytesMax = limits.MemoryBytesMax, Threads = 1, AllowedFiles = data.Paths });
        if (opened.Error is not null) return Refusals.NoData.Refusal;
        using var database = opened.Value!;
        using var connection = database.Connect();
        var columns = string.Join(", ", terms.Keys.Concat(terms.Compared).Select(c => $"CAST({Sql.Name(c)} AS VARCHAR)"));
        var query = connection.Query($"SELECT {columns} FROM {data.RelationSql}", ct: ct);
        if (query.Error is not null) return Refusals.NoData.Refusal;
        using var rows = query.Value!;
        using var writer = new IndexWriter(indexes.PathOf(resource, terms), resource.Rows, terms.Compared.Count);
        var refusal = Fill(rows, writer, indexes.Of(resource, terms), terms, resource.Rows, progress, ct);
        if (refusal is null) writer.Finish();
        return refusal;
    }

    static Refusal? Fill(QueryResult rows, IndexWriter writer, Fingerprint fingerprint, VerificationTerms terms, long total,
        IProgress<(long, long)> progress, CancellationToken ct)
    {
        var (done, reported) = (0L, 0L);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var next = rows.Next();
            if (next.Error is not null) return Refusals.NoData.Refusal;
            if (next.Value is not { } chunk) return null;
            if (done + chunk.Rows > Math.Max(total, 1)) return Refusals.NoData.Refusal;
            for (var row = 0; row < chunk.Rows; row++)
                if (!Add(chunk, row, writer, fingerprint, terms)) return Refusals.NotAnIdentity.Refusal;
            done += chunk.Rows;
            if (done - reported < ReportEvery) continue;
            progress.Report((reported = done, total));
        }
    }

    static bool Add(Chunk chunk, int row, IndexWriter writer, Fingerprint fingerprint, VerificationTerms terms)
    {
        Span<byte> whose = stackalloc byte[4 * 1025];
        Span<byte> value = stackalloc byte[1024];
        Span<ulong> hashes = stackalloc ulong[terms.Compared.Count];
        var length = 0;
        for (var i = 0; i < terms.Keys.Count; i++)
        {
            var written = Fingerprint.Canonical(chunk.Column(i).Utf8(row), value);
            // Who has no key cannot be asked about.
            if ((length = Fingerprint.Join(whose, length, value[..written])) == 0) return true;
        }
        var (place, tag) = fingerprint.Of(whose[..length]);
        for (var i = 0; i < hashes.Length; i++)
        {
            var cell = chunk.Column(terms.Keys.Count + i);
            hashes[i] = cell.IsValid(row) ? fingerprint.Column(i, tag, value[..Fingerprint.Canonical(cell.Utf8(row), value)]) : 0;
        }
        return writer.Add(place, tag, hashes);
    }
}
