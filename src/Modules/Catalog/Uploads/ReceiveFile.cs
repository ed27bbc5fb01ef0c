using Microsoft.AspNetCore.Http.Features;

namespace Yuanliu.Catalog.Uploads;

/// <summary>上传文件 — a holder brings a file into its domain. The bytes are streamed, hashed and synced;
/// nothing is read into memory.</summary>
internal static class ReceiveFile
{
    const int NameMax = 200;

    internal sealed record Response(Guid Id, string Name, long SizeBytes, string Sha256);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/uploads", Handle).OpenTo("catalog:write", Role.Steward).WithName(nameof(ReceiveFile)).WithSummary("上传文件");

    static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        string name, HttpContext context, AppDb db, CallerBox box, HolderFiles files, CatalogRules rules, Mint mint, IClock clock,
        CancellationToken ct)
    {
        if (!IsName(name)) return Refusals.FileName.Problem(context);
        if (Blobs.TooLarge(context.Request.ContentLength, rules.UploadBytesMax) is { } tooLarge) return tooLarge.Problem(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = rules.UploadBytesMax;
        var stored = await files.Blobs.Store(context.Request.Body, rules.UploadBytesMax, ct);
        if (stored.Refusal is { } refusal) return refusal.Problem(context);

        var upload = new Upload
        {
            Id = mint.Id<UploadId>(), Holder = new(box.Known.OrganizationId), Name = name,
            SizeBytes = stored.Value!.SizeBytes, Sha256 = stored.Value.Sha256, At = clock.Now,
        };
        db.Add(upload);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created(
            $"/api/catalog/uploads/{upload.Id.Value}", new Response(upload.Id.Value, name, upload.SizeBytes, upload.Sha256));
    }

    static bool IsName(string name)
        => name.Length is > 0 and <= NameMax && name is not ("." or "..") && name.IndexOfAny(['/', '\\', ':']) < 0
            && !name.Any(char.IsControl);
}
