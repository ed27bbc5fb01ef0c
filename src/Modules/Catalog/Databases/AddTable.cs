using Yuanliu.Catalog.Resources;

namespace Yuanliu.Catalog.Databases;

/// <summary>库表编目 — a steward makes a table of the holder's database a resource. It stays where it is; its profile starts at once.</summary>
internal static class AddTable
{
    /// <param name="Columns">Absent or empty: all columns.</param>
    internal sealed record Request(
        string Title, string Description, Guid ConnectionId, string Schema, string Table, IReadOnlyList<string>? Columns = null);

    internal sealed class Shape : AbstractValidator<Request>
    {
        const int ColumnsMax = 1600;

        public Shape()
        {
            RuleFor(r => r.Title).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Description).NotNull().MaximumLength(2000);
            RuleFor(r => r.Schema).NotEmpty().MaximumLength(63);
            RuleFor(r => r.Table).NotEmpty().MaximumLength(63);
            RuleFor(r => r.Columns).Must(c => c is null || c.Count <= ColumnsMax && c.Distinct().Count() == c.Count);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/resources/from-database", Handle).OpenTo("catalog:write", Role.Steward).WithName(nameof(AddTable)).WithSummary("库表编目");

    static async Task<Results<Created<AddResource.Response>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, CallerBox box, JobRunner jobs, HostSettings node, Mint mint, IClock clock,
        CancellationToken ct)
    {
        if (await ManageConnections.Own(request.ConnectionId, db, box, ct) is not { } connection)
            return Refusals.NoSuchConnection.Problem(context);
        var id = mint.Id<ResourceId>();
        var resource = new Resource
        {
            Id = id, Holder = connection.Holder, Urn = node.Urn("resource", id.Value), Title = request.Title.Trim(),
            Description = request.Description.Trim(), At = clock.Now, SizeBytes = 0, Sha256 = "",
        };
        if (resource.Take(Step.Profile, Actor.Platform).Refusal is { } refusal) return refusal.Problem(context);
        var job = jobs.Plan<ProfileWork>(db, id.Value.ToString(), box.Known);
        resource.JobId = job.Id;
        db.Add(resource);
        db.Add(new SourceTable
        {
            Id = id, Connection = connection.Id, Schema = request.Schema, Name = request.Table, Columns = [.. request.Columns ?? []],
        });
        await db.SaveChangesAsync(ct);
        await jobs.Enqueue(job, box.Known, ct);
        return TypedResults.Created($"/api/catalog/resources/{id.Value}", new AddResource.Response(id.Value, job.Id));
    }
}
