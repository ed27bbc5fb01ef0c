namespace Yuanliu.Catalog.Resources;

/// <summary>重新探查 — after a failure, or when the work was cut off.</summary>
internal static class ProfileAgain
{
    internal sealed record Response(Guid JobId);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/resources/{id:guid}/profile", Handle).OpenTo("catalog:write", Role.Steward).WithName(nameof(ProfileAgain))
        .WithSummary("重新探查");

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, CallerBox box, JobRunner jobs, CancellationToken ct)
    {
        var (wanted, holder) = (new ResourceId(id), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<Resource>().SingleOrDefaultAsync(r => r.Id == wanted && r.Holder == holder, ct) is not { } resource)
            return Refusals.NoSuchResource.Problem(context);
        if (resource.Take(Step.Profile, Actor.Steward).Refusal is { } refusal) return refusal.Problem(context);
        if (resource.JobId is { } earlier) jobs.Cancel(earlier);

        var job = jobs.Plan<ProfileWork>(db, id.ToString(), box.Known);
        resource.JobId = job.Id;
        await db.SaveChangesAsync(ct);
        await jobs.Enqueue(job, box.Known, ct);
        return TypedResults.Ok(new Response(job.Id));
    }
}
