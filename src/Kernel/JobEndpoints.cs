using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Yuanliu.Kernel;

/// <summary>任务 — what long work the caller's organization has running, and a way to stop it.</summary>
public static class JobEndpoints
{
    public sealed record JobView(
        Guid Id, string Kind, string Target, DateTime At, JobState State, long Done, long Total, string? Code, string? MessageZh,
        string? MessageEn);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/jobs").WithTags("任务");
        jobs.MapGet("", List).OpenToSignedIn("jobs:read").WithName("ListJobs").WithSummary("任务列表");
        jobs.MapGet("/{id:guid}", Get).OpenToSignedIn("jobs:read").WithName("GetJob").WithSummary("任务进度");
        jobs.MapPost("/{id:guid}/cancel", Cancel).OpenToSignedIn("jobs:write").WithName("CancelJob").WithSummary("取消任务");
    }

    static async Task<Ok<List<JobView>>> List(AppDb db, CallerBox box, JobRunner runner, CancellationToken ct)
        => TypedResults.Ok(
            (await Mine(db, box).OrderByDescending(j => j.At).Take(Paging.TakeDefault).ToListAsync(ct)).ConvertAll(j => View(j, runner)));

    static async Task<Results<Ok<JobView>, ProblemHttpResult>> Get(Guid id, AppDb db, CallerBox box, JobRunner runner, CancellationToken ct)
        => await Mine(db, box).SingleOrDefaultAsync(j => j.Id == id, ct) is { } job ? TypedResults.Ok(View(job, runner))
            : NoSuchJob.Problem();

    static async Task<Results<NoContent, ProblemHttpResult>> Cancel(
        Guid id, AppDb db, CallerBox box, JobRunner runner, CancellationToken ct)
    {
        if (await Mine(db, box).AsTracking().SingleOrDefaultAsync(j => j.Id == id, ct) is not { } job) return NoSuchJob.Problem();
        if (job.State == JobState.Waiting)
        {
            job.State = JobState.Cancelled;
            await db.SaveChangesAsync(ct);
        }
        runner.Cancel(id);
        return TypedResults.NoContent();
    }

    static IQueryable<Job> Mine(AppDb db, CallerBox box)
        => db.Set<Job>().AsNoTracking().Where(j => j.OrganizationId == box.Known.OrganizationId);

    static JobView View(Job job, JobRunner runner)
    {
        var (done, total) = runner.ProgressOf(job.Id) ?? (job.Done, job.Total);
        return new(job.Id, job.Kind, job.Target, job.At, job.State, done, total, job.RefusalCode, job.MessageZh, job.MessageEn);
    }

    static Refusal NoSuchJob => new(RefusalKind.NotFound, "job.none", "没有该任务。", "There is no such job.");
}
