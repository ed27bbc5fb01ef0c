using Yuanliu.Compute.Merkle;
using Yuanliu.Evidence.Facts;
using Yuanliu.Evidence.Sealing;

namespace Yuanliu.Evidence.Log;

/// <summary>存证日志公开 — checkpoint, tiles and key as C2SP tlog-tiles, and an explorer's view of them.</summary>
internal static class ServeLog
{
    const string Text = "text/plain; charset=utf-8";

    /// <param name="Vkey">The log's public key as C2SP signed-note writes it: all a verifier needs.</param>
    internal sealed record LogView(string Origin, long Size, string Root, string Vkey, string Checkpoint);
    internal sealed record EntryView(long Index, string Entry, string LeafHash);
    internal sealed record EntryProof(long Index, string Entry, string LeafHash, long Size, IReadOnlyList<string> Proof, string Root);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/log/checkpoint", Checkpoint).OpenToAnyone().WithName("GetCheckpoint").WithSummary("检查点");
        routes.MapGet("/log/key", (EvidenceLog log) => TypedResults.Text(log.Key.ToString() + "\n", Text)).OpenToAnyone()
            .WithName("GetLogKey").WithSummary("日志公钥");
        routes.MapGet("/log/tile/{**path}", Tile).OpenToAnyone().WithName("GetTile").WithSummary("日志分片");
        routes.MapGet("/api/public/log", View).OpenToAnyone().WithName("GetLog").WithSummary("存证日志");
        routes.MapGet("/api/public/log/keys.tlog-proof", Keys).OpenToAnyone().WithName("GetKeysReceipt").WithSummary("签名密钥公布凭据");
        routes.MapGet("/api/public/log/entries", Entries).OpenToAnyone().WithName("ListLogEntries").WithSummary("日志条目");
        routes.MapGet("/api/public/log/entries/{index:long}", Entry).OpenToAnyone().WithName("GetLogEntry").WithSummary("日志条目及其证明");
    }

    static Utf8ContentHttpResult Checkpoint(HttpContext context, EvidenceLog log)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(log.Current.ReadCheckpoint().Span, Text);
    }

    static Results<FileContentHttpResult, ProblemHttpResult> Tile(string path, HttpContext context, EvidenceLog log)
    {
        if (log.Current.Read("tile/" + path) is not { } bytes) return Refusals.NoSuchTile.Problem(context);
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(bytes, "application/octet-stream");
    }

    static Ok<LogView> View(EvidenceLog log)
    {
        var current = log.Current;
        var checkpoint = current.Checkpoint;
        return TypedResults.Ok(new LogView(checkpoint.Origin, checkpoint.Size, checkpoint.Root.ToString(), log.Key.ToString(),
            System.Text.Encoding.UTF8.GetString(current.ReadCheckpoint().Span)));
    }

    /// <summary>The receipt of the fact that publishes the node's keys: it belongs beside every document that is checked offline.</summary>
    static async Task<Results<ContentHttpResult, ProblemHttpResult>> Keys(
        HttpContext context, PublishedKeys keys, Receipts receipts, CancellationToken ct)
        => await receipts.Newest(keys.Subject, KeysPublished.FactKind, ct) is { } fact && await receipts.Receipt(fact.Id, ct) is { } receipt
            ? TypedResults.Text(receipt, Text) : EvidenceRefusals.Sealing.Problem(context);

    /// <summary>Newest first: <paramref name="before"/> is the index above the page, by default the log's size.</summary>
    static Ok<Page<EntryView>> Entries(long? before, int? take, EvidenceLog log)
    {
        var current = log.Current;
        var end = Math.Clamp(before ?? current.Size, 0, current.Size);
        var count = (int)Math.Min(Paging.Size(take), end);
        var start = end - count;
        var entries = current.ReadEntries(start, count)
            .Select((entry, i) => new EntryView(start + i, Convert.ToHexStringLower(entry.Span), TreeHash.OfLeaf(entry.Span).ToString()))
            .Reverse();
        return TypedResults.Ok(
            new Page<EntryView>([.. entries], start > 0 ? start.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    static Results<Ok<EntryProof>, ProblemHttpResult> Entry(long index, HttpContext context, EvidenceLog log)
    {
        var current = log.Current;
        var checkpoint = current.Checkpoint;
        if (index < 0 || index >= checkpoint.Size) return Refusals.NoSuchEntry.Problem(context);
        var entry = current.ReadEntries(index, 1)[0];
        return TypedResults.Ok(
            new EntryProof(index, Convert.ToHexStringLower(entry.Span), TreeHash.OfLeaf(entry.Span).ToString(), checkpoint.Size,
            [.. current.Proof(index, checkpoint.Size).Select(h => h.ToString())], checkpoint.Root.ToString()));
    }
}
