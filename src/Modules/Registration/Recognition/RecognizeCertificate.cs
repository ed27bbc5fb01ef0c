using Yuanliu.Compute.Credentials;

namespace Yuanliu.Registration.Recognition;

/// <summary>证书互认 — the registrar hands in a foreign certificate with its issuer's status lists; it is verified and recorded with its
/// limits; handed in again, what its issuer says of it now.</summary>
internal static class RecognizeCertificate
{
    const long BytesMax = 20 << 20;

    internal sealed record View(
        Guid Id, Guid NodeId, string NodeName, string Limits, string Number, string Title, string HolderName, string HolderCode,
        string ResourceTitle, DateTime? ValidUntil, CertificateStatus Status, DateTime StatusAt, DateOnly RecognizedOn, string Sha256);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/recognized", Handle).OpenTo("registration:write", Role.Registrar).WithName(nameof(RecognizeCertificate))
            .WithSummary("证书互认").DisableAntiforgery();
        routes.MapGet("/recognized", List).OpenTo("registration:read", Role.Registrar, Role.Regulator, Role.Steward)
            .WithName("ListRecognizedCertificates").WithSummary("互认证书");
    }

    /// <summary>One file <c>credential</c>, and one <c>status</c> for each list it names.</summary>
    static async Task<Results<Created<View>, ProblemHttpResult>> Handle(
        HttpContext context, AppDb db, Recognizer recognizer, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType) return Refusals.StatusListMissing.Problem(context);
        var form = await context.ReadForm(BytesMax, ct);
        if (form.Files.GetFile("credential") is not { Length: <= Credential.BytesMax } credential) return Refusals.UnknownIssuer.Problem(
            context);
        var lists = new List<byte[]>();
        foreach (var file in form.Files.GetFiles("status").Take(4)) lists.Add(await Read(file, ct));

        var recognized = await recognizer.Recognize(await Read(credential, ct), lists, ct);
        await db.SaveChangesAsync(ct);
        if (recognized.Refusal is { } refusal) return refusal.Problem(context);
        var node = await db.Set<KnownNode>().AsNoTracking().SingleAsync(n => n.Id == recognized.Value!.NodeId, ct);
        return TypedResults.Created($"/api/registration/recognized/{recognized.Value!.Id}", Of(recognized.Value!, node));
    }

    static async Task<Ok<Page<View>>> List(string? holderCode, string? after, int? take, AppDb db, CancellationToken ct)
    {
        var size = Paging.Size(take);
        var rows = db.Set<RecognizedCertificate>().AsNoTracking();
        if (holderCode is not null) rows = rows.Where(r => r.HolderCode == holderCode);
        if (Guid.TryParse(after, out var cursor)) rows = rows.Where(r => r.Id.CompareTo(cursor) < 0);
        var found = Paging.Cut(await rows.OrderByDescending(r => r.Id).Take(size + 1).ToListAsync(ct), size, r => r.Id.ToString());
        var nodes = await db.Set<KnownNode>().AsNoTracking().OrderBy(n => n.Id).Take(Paging.TakeMax).ToDictionaryAsync(n => n.Id, ct);
        return TypedResults.Ok(new Page<View>([.. found.Items.Select(r => Of(r, nodes[r.NodeId]))], found.Next));
    }

    static async Task<byte[]> Read(IFormFile file, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    static View Of(RecognizedCertificate r, KnownNode n) => new(
        r.Id, n.Id.Value, n.Name, n.Limits, r.Number, r.Title, r.HolderName, r.HolderCode, r.ResourceTitle, r.ValidUntil, r.Status,
        r.StatusAt, r.RecognizedOn, r.Sha256);
}
