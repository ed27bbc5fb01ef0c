using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Registration.Registers;

namespace Yuanliu.Registration.Recognition;

/// <summary>导入登记簿 — another registry's export: its end is verified by the key of a known node, then every certificate that stands is
/// recognized, and what ended there since counts no more. Nothing of it becomes an entry of ours.</summary>
internal static class ImportRegister
{
    const long BytesMax = 200 << 20;
    const int LineMax = 8 << 20;

    internal sealed record View(string Register, string NodeName, long Lines, int Recognized, int AlreadyKnown, int Ended, int NotStanding);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/recognized/import", Handle).OpenTo("registration:write", Role.Registrar).WithName(nameof(ImportRegister))
            .WithSummary("导入登记簿")
        .WithMetadata(new BodyLimit(BytesMax));

    sealed record BodyLimit(long? MaxRequestBodySize) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata;

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        HttpContext context, AppDb db, Recognizer recognizer, Blobs blobs, IClock clock, HostSettings host,
        CancellationToken ct)
    {
        var stored = await blobs.Store(context.Request.Body, BytesMax, ct);
        if (stored.Refusal is { } tooLarge) return tooLarge.Problem(context);
        var read = await Check(blobs.PathOf(stored.Value!.Sha256), db, clock.Now, ct);
        if (read.Refusal is { } refusal) return refusal.Problem(context);

        var (export, counts) = (read.Value!, (Recognized: 0, Known: 0, Ended: 0, NotStanding: 0));
        var once = export.Certificates.DistinctBy(c => Convert.ToHexString(SHA256.HashData(c.Credential)));
        foreach (var (status, credential) in once)
        {
            var stands = status is CertificateStatus.Valid;
            if (await recognizer.Known(credential, ct) is { } known)
            {
                known.See(status, export.At, host);
                if (stands) counts.Known++;
                else counts.Ended++;
            }
            else if (!stands) counts.NotStanding++;
            else if ((await recognizer.Of(credential, export.Node, export.At, ct)).Refusal is { } fault) return fault.Problem(context);
            else counts.Recognized++;
        }
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new View(export.Register, export.Node.Name, export.Lines, counts.Recognized, counts.Known,
            counts.Ended, counts.NotStanding));
    }

    internal sealed record Export(
        string Register, KnownNode Node, DateTime At, long Lines,
        IReadOnlyList<(CertificateStatus Status, byte[] Credential)> Certificates);

    /// <summary>Reads all of it before anything of it counts.</summary>
    static async Task<Result<Export>> Check(string path, AppDb db, DateTime now, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (lines, certificates, head, end) = (0L, new List<(CertificateStatus, byte[])>(), (JsonObject?)null, (JsonObject?)null);
        var before = "";
        await foreach (var text in File.ReadLinesAsync(path, ct))
        {
            if (end is not null || text.Length > LineMax || !CanonicalJson.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var node)
                || node is not JsonObject line)
                return Refusals.BadExport;
            head ??= line;
            if ((string?)line["type"] == "end") (end, before) = (line, Convert.ToHexStringLower(hash.GetCurrentHash()));
            else if ((string?)line["type"] == "certificate" && line["credential"] is JsonObject credential)
                certificates.Add((StatusOf(line["status"]), CanonicalJson.Utf8(credential)));
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(text + "\n"));
            lines++;
        }
        if (head is null || end is null || (string?)head["format"] != ExportWork.Format || (
            string?)end["sha256"] != before || Recognizer.TimeOf(head["at"]) is not { } at) return Refusals.BadExport;
        if ((string?)head["issuer"] is not { } did || !VerificationMethods.TryPublicKey(did, out var key)
            || await db.Set<KnownNode>().AsNoTracking().SingleOrDefaultAsync(n => n.Did == did && n.EndedOn == null, ct) is not { } known)
            return Refusals.UnknownIssuer;
        return DataIntegrity.Verify(end, key, now) is not null ? Refusals.BadExport
            : new Export((string?)head["register"] ?? "", known, at < now ? at : now, lines, certificates);
    }

    /// <summary>What is not known here by its name does not stand here.</summary>
    static CertificateStatus StatusOf(JsonNode? said)
        => Enum.TryParse<CertificateStatus>((string?)said, out var status) && Enum.IsDefined(status) ? status : CertificateStatus.Revoked;
}
