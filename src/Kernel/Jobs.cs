using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Yuanliu.Kernel;

public enum JobState { Waiting, Running, Done, Failed, Cancelled }

/// <summary>任务 — long work that can be left, found again and cancelled.</summary>
public sealed class Job
{
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    /// <summary>What it works on; its kind knows the format.</summary>
    public required string Target { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid OrganizationId { get; init; }
    public required DateTime At { get; init; }
    public JobState State { get; set; }
    public long Done { get; set; }
    public long Total { get; set; }
    public string? RefusalCode { get; set; }
    public string? MessageZh { get; set; }
    public string? MessageEn { get; set; }

    internal static void Map(EntityTypeBuilder<Job> e)
    {
        e.ToTable("kernel_job");
        e.Property(x => x.Kind).HasMaxLength(60);
        e.Property(x => x.Target).HasMaxLength(400);
        e.Property(x => x.RefusalCode).HasMaxLength(80);
        e.Property(x => x.MessageZh).HasMaxLength(1000);
        e.Property(x => x.MessageEn).HasMaxLength(1000);
        e.HasIndex(x => new { x.OrganizationId, x.At });
        e.HasIndex(x => x.State);
    }
}

/// <summary>One kind of long work. It runs in a scope of its own, with the caller who asked for it, and saves its own result.</summary>
public interface IWork
{
    static abstract string Kind { get; }
    /// <param name="progress">Units done and units in all, whatever the unit.</param>
    Task<Refusal?> Run(string target, IProgress<(long Done, long Total)> progress, CancellationToken ct);
}

public sealed record WorkKind(string Kind, Type Type);

public static class JobWiring
{
    public static IServiceCollection AddWork<TWork>(this IServiceCollection services) where TWork : class, IWork
        => services.AddScoped<TWork>().AddSingleton(new WorkKind(TWork.Kind, typeof(TWork)));
}

/// <summary>Runs jobs in this process, those of one kind one after another: who waits for a file does not wait for somebody's profile.
/// What was cut off by a stop is marked failed at the next start.</summary>
public sealed class JobRunner(
    IServiceScopeFactory scopes, IEnumerable<WorkKind> kinds, Mint mint, GuardedClock clock, ILogger<JobRunner> log) : BackgroundService
{
    static readonly TimeSpan SavePause = TimeSpan.FromSeconds(1);
    const int WaitingMax = 1000;
    readonly Dictionary<string, Channel<(Guid Id, Caller Caller)>> queues =
        kinds.ToDictionary(k => k.Kind, _ => Channel.CreateBounded<(Guid, Caller)>(WaitingMax));
    readonly ConcurrentDictionary<Guid, TaskCompletionSource> ends = new();
    readonly ConcurrentDictionary<Guid, CancellationTokenSource> running = new();
    readonly ConcurrentDictionary<Guid, (long Done, long Total)> progress = new();
    // Whoever asks for a job while the server starts is not taken for one of the last run; null once those are marked.
    volatile ConcurrentDictionary<Guid, bool>? early = new();

    public (long Done, long Total)? ProgressOf(Guid id) => progress.TryGetValue(id, out var p) ? p : null;

    /// <summary>Adds a job to the caller's transaction; <see cref="Enqueue"/> it after the save.</summary>
    public Job Plan<TWork>(AppDb db, string target, Caller caller) where TWork : IWork
    {
        var job = new Job
        {
            Id = mint.Id(), Kind = TWork.Kind, Target = target, PersonId = caller.PersonId, OrganizationId = caller.OrganizationId,
            At = clock.Now,
        };
        early?.TryAdd(job.Id, true);
        db.Add(job);
        return job;
    }

    public async Task Enqueue(Job job, Caller caller, CancellationToken ct)
    {
        ends[job.Id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await queues[job.Kind].Writer.WriteAsync((job.Id, caller), ct);
    }

    /// <summary>Ends when the job has ended, however it did.</summary>
    public Task Ended(Guid id) => ends.TryGetValue(id, out var end) ? end.Task : Task.CompletedTask;

    public void Cancel(Guid id)
    {
        if (running.TryGetValue(id, out var source)) source.Cancel();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Insist(() => FailTheCutOff(stoppingToken), stoppingToken);
        await Task.WhenAll(queues.Values.Select(queue => Serve(queue.Reader, stoppingToken)));
    }

    async Task Serve(ChannelReader<(Guid Id, Caller Caller)> queue, CancellationToken stopping)
    {
        await foreach (var (id, caller) in queue.ReadAllAsync(stopping))
        {
            await Run(id, caller, stopping);
            if (ends.TryRemove(id, out var end)) end.SetResult();
        }
    }

    async Task Run(Guid id, Caller caller, CancellationToken stopping)
    {
        using var source = running[id] = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Refusal? refusal = null;
        var end = JobState.Done;
        try
        {
            if (!await Update(id, j => j.State = JobState.Running, onlyIf: JobState.Waiting)) return;
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerBox>().Caller = caller;
            var (kind, target) = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Job>()
                .Where(j => j.Id == id).Select(j => new ValueTuple<string, string>(j.Kind, j.Target)).SingleAsync(source.Token);
            using var traced = Instruments.Work($"job {kind}");
            var work = (IWork)scope.ServiceProvider.GetRequiredService(kinds.Single(k => k.Kind == kind).Type);
            refusal = await work.Run(target, new Reporter(p => progress[id] = p), source.Token);
            if (refusal is not null) end = JobState.Failed;
        }
        catch (OperationCanceledException) { end = JobState.Cancelled; }
        catch (Exception failure)
        {
            log.LogError(failure, "Job {Job} failed", id);
            (end, refusal) = (JobState.Failed, Failures.Refusal(failure)
                ?? new(RefusalKind.Unavailable, "job.failed", "任务执行失败。", "The job failed."));
        }
        finally { running.TryRemove(id, out _); }
        var (done, total) = progress.TryRemove(id, out var last) ? last : default;
        await Insist(() => Update(id, j =>
        {
            (j.State, j.Done, j.Total) = (end, done, total);
            (j.RefusalCode, j.MessageZh, j.MessageEn) = (refusal?.Code, refusal?.Message.Zh, refusal?.Message.En);
            Instruments.Ended(j.Kind, end);
        }), stopping);
    }

    /// <summary>Says it until the database takes it: a disk that is full for a while neither stops the server nor loses
    /// a job's end.</summary>
    async Task Insist(Func<Task> note, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await note();
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "The state of a job could not be saved; it is tried again");
                await Task.Delay(SavePause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task<bool> Update(Guid id, Action<Job> change, JobState? onlyIf = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var job = await db.Set<Job>().SingleAsync(j => j.Id == id);
        if (onlyIf is { } state && job.State != state) return false;
        change(job);
        await db.SaveChangesAsync();
        return true;
    }

    async Task FailTheCutOff(CancellationToken ct)
    {
        while (await FailSome(ct)) { }
        early = null;
    }

    /// <summary>A thousand at a time; false when there are no more.</summary>
    async Task<bool> FailSome(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var left = await db.Set<Job>().Where(j => j.State == JobState.Running || j.State == JobState.Waiting).OrderBy(j => j.At)
            .ThenBy(j => j.Id).Take(WaitingMax).ToListAsync(ct);
        // A job is written down here before it is saved, so that whatever of ours was read is known.
        var cutOff = left.Where(j => early?.ContainsKey(j.Id) is not true).ToList();
        foreach (var job in cutOff)
            (job.State, job.RefusalCode, job.MessageZh, job.MessageEn) =
                (JobState.Failed, "job.cut-off", "服务曾中断，任务未完成，请重新发起。", "The server stopped before the job was done; start it again.");
        await db.SaveChangesAsync(ct);
        return left.Count == WaitingMax && cutOff.Count > 0;
    }

    sealed class Reporter(Action<(long, long)> report) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => report(value);
    }
}
