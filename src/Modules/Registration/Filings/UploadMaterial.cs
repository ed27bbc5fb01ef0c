using Microsoft.AspNetCore.Http.Metadata;

namespace Yuanliu.Registration.Filings;

/// <summary>材料文件 — a file an organization handed in, before and after a filing names it.</summary>
internal sealed class MaterialUpload
{
    public required Guid Id { get; init; }
    public required OrganizationId OrganizationId { get; init; }
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required string Sha256 { get; init; }
    public required long SizeBytes { get; init; }
    public required DateTime At { get; init; }

    public static void Map(EntityTypeBuilder<MaterialUpload> e)
    {
        e.ToTable("registration_material");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Key).HasMaxLength(60);
        e.Property(x => x.Name).HasMaxLength(200);
        e.Property(x => x.Sha256).HasMaxLength(64);
        e.HasIndex(x => new { x.Sha256, x.OrganizationId });
    }
}

/// <summary>上传材料 — the bytes of one paper; the filing then names it by its hash.</summary>
internal static class UploadMaterial
{
    public const long BytesMax = 50 << 20;

    internal sealed record Response(string Sha256, long SizeBytes, string Name);

    sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;

    /// <summary>Whoever hands in papers: applicants and departments, service bodies, and the registry for what a court sent it.</summary>
    static readonly Role[] Uploaders = [Role.Steward, Role.Registrar, Role.Reviewer, Role.Business, Role.Finance];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/materials", Handle).WithMetadata(new BodyLimit(BytesMax + 1)).OpenTo("registration:write", Uploaders)
        .WithName(nameof(UploadMaterial)).WithSummary("上传登记材料");

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        string key, string name, HttpContext context, AppDb db, Blobs blobs, Mint mint, IClock clock, CallerBox box, CancellationToken ct)
    {
        if (key is not { Length: > 0 and <= 60 } || !IsPlainName(name)) return Refusals.BadName.Problem(context);
        var stored = await blobs.Store(context.Request.Body, BytesMax, ct);
        if (stored.Refusal is { } refusal) return refusal.Problem(context);

        var (sha256, size) = (stored.Value!.Sha256, stored.Value.SizeBytes);
        db.Add(new MaterialUpload
        {
            Id = mint.Id(), OrganizationId = new(box.Known.OrganizationId), Key = key, Name = name, Sha256 = sha256, SizeBytes = size,
            At = clock.Now,
        });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(sha256, size, name));
    }

    /// <summary>A name to print and to save under, never a path.</summary>
    public static bool IsPlainName(string? name)
        => name is { Length: > 0 and <= 200 } && name is not ("." or "..") && !name.Any(c => char.IsControl(c) || c is '/' or '\\');
}
