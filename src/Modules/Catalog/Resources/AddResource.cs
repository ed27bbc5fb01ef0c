using System.Security.Cryptography;
using System.Text;
using Yuanliu.Catalog.Uploads;

namespace Yuanliu.Catalog.Resources;

/// <summary>编目 — a steward makes uploaded files a resource; its profile starts at once.</summary>
internal static class AddResource
{
    const int FilesMax = 100;

    internal sealed record Request(string Title, string Description, IReadOnlyList<Guid> UploadIds);
    internal sealed record Response(Guid Id, Guid JobId);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Title).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Description).NotNull().MaximumLength(2000);
            RuleFor(r => r.UploadIds).NotEmpty().Must(u => u is null || u.Count <= FilesMax);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/resources", Handle).OpenTo("catalog:write", Role.Steward).WithName(nameof(AddResource)).WithSummary("编目");

    static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, CallerBox box, JobRunner jobs, HostSettings node, Mint mint, IClock clock,
        CancellationToken ct)
    {
        var (holder, wanted) = (new OrganizationId(box.Known.OrganizationId), request.UploadIds.Distinct().Select(UploadId.From).ToList());
        var uploads = await db.Set<Upload>().Where(u => wanted.Contains(u.Id) && u.Holder == holder && u.Resource == null).ToListAsync(ct);
        if (uploads.Count != wanted.Count) return Refusals.NoSuchUpload.Problem(context);
        uploads = [.. uploads.OrderBy(u => u.Name, StringComparer.Ordinal)];

        var id = mint.Id<ResourceId>();
        var resource = new Resource
        {
            Id = id, Holder = holder, Urn = node.Urn("resource", id.Value), Title = request.Title.Trim(),
            Description = request.Description.Trim(),
            At = clock.Now, SizeBytes = uploads.Sum(u => u.SizeBytes), Sha256 = Combined(uploads),
        };
        foreach (var upload in uploads) upload.Resource = id;
        if (resource.Take(Step.Profile, Actor.Platform).Refusal is { } refusal) return refusal.Problem(context);
        var job = jobs.Plan<ProfileWork>(db, id.Value.ToString(), box.Known);
        resource.JobId = job.Id;
        db.Add(resource);
        await db.SaveChangesAsync(ct);
        await jobs.Enqueue(job, box.Known, ct);
        return TypedResults.Created($"/api/catalog/resources/{id.Value}", new Response(id.Value, job.Id));
    }

    static string Combined(List<Upload> uploads) => uploads.Count == 1 ? uploads[0].Sha256
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(uploads.Select(u => u.Sha256 + "\n")))));
}
