using System.Security.Cryptography;
using System.Text;
using Yuanliu.Compute.Verification;
using Yuanliu.Evidence.Facts;
using Yuanliu.Evidence.Sealing;

namespace Yuanliu.Evidence.Verification;

/// <summary>在线核验 — anyone drops files; the node adds the receipts it has for them and checks as an outsider would.</summary>
internal static class VerifyFiles
{
    const long BytesMax = 20 << 20;
    const int FilesMax = 20;

    /// <summary>The kinds of fact that speak of files by their hash.</summary>
    static readonly string[] Binding = [new CertificateIssued("", default, default, default, [], default, null, "", "", "").Kind,
        new RegisterExtractIssued(default, "", default, "").Kind, new AgreementSigned(default, "", default, default, default, "", 0, 0,
            default).Kind,
        new BillSettled(default, "", default, 0, 0, "", "", "").Kind];

    internal sealed record CheckView(string Name, bool Ok, string Zh, string En);
    internal sealed record FileView(string File, string Kind, bool Ok, IReadOnlyList<CheckView> Checks);
    internal sealed record View(IReadOnlyList<FileView> Items);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/public/verify", Handle).OpenToAnyone().WithName(nameof(VerifyFiles)).WithSummary("核验文件");

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        HttpContext context, AppDb db, EvidenceLog log, PublishedKeys keys, Receipts receipts, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType) return Refusals.NothingToVerify.Problem(context);
        var form = await context.ReadForm(BytesMax, ct);
        if (form.Files.Count is 0 or > FilesMax) return Refusals.NothingToVerify.Problem(context);

        var dropped = new List<BundleFile>();
        foreach (var file in form.Files) dropped.Add(new(Path.GetFileName(file.FileName), await Read(file, ct)));
        var ours = await Ours(dropped, db, keys, receipts, ct);
        var report = ProofBundle.Verify([.. dropped, .. ours], log.Key.ToString());
        var names = dropped.Select(f => f.Name).ToList();
        return TypedResults.Ok(new View([.. report.Checks
            .GroupBy(c => names.FirstOrDefault(n => c.File == n || c.File.StartsWith(n + " ›", StringComparison.Ordinal)))
            .Where(g => g.Key is not null)
            .Select(g => new FileView(g.Key!, KindOf(dropped.First(f => f.Name == g.Key)), g.All(c => c.Holds),
                [.. g.Select(c => new CheckView(c.Code, c.Holds, c.Zh, c.En))]))]));
    }

    static async Task<byte[]> Read(IFormFile file, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    /// <summary>The receipts that bear on these files: the one that publishes the node's keys,
    /// and those of the facts that name the files' hashes.</summary>
    static async Task<List<BundleFile>> Ours(List<BundleFile> files, AppDb db, PublishedKeys keys, Receipts receipts, CancellationToken ct)
    {
        var found = new List<BundleFile>();
        if (await receipts.Newest(keys.Subject, KeysPublished.FactKind, ct) is { } published) await Add(published.Id);
        foreach (var file in files)
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Bytes.Span));
            var fact = await db.Set<JournalEntry>().Where(e => Binding.Contains(e.Kind) && e.Envelope.Contains(sha256)).OrderBy(e => e.Seq)
                .Select(e => (Guid?)e.FactId).FirstOrDefaultAsync(ct);
            if (fact is { } id) await Add(id);
        }
        return found;

        async Task Add(Guid id)
        {
            if (await receipts.Receipt(id, ct) is { } text) found.Add(new($"node-{id:N}.tlog-proof", Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>What the file gives itself out to be; whether it is, the checks say.</summary>
    static string KindOf(BundleFile file) => Path.GetExtension(file.Name) switch
    {
        ".pdf" => "certificate",
        ".tlog-proof" => "receipt",
        ".xlsx" or ".csv" => "statement",
        ".json" when file.Bytes.Span.IndexOf("VerifiableCredential"u8) >= 0 => "credential",
        ".json" when file.Bytes.Span.IndexOf("odrl"u8) >= 0 => "agreement",
        ".json" => "statement",
        _ => "unknown",
    };
}
