using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Jobs;

/// <summary>任务中断 — what the last run left is told at the start; what is asked for meanwhile is not taken for it.</summary>
public sealed class CutOffTests
{
    [Fact]
    public async Task What_the_last_run_left_is_failed_and_what_is_asked_for_while_the_server_starts_is_done()
    {
        const int cutOff = 1_200;
        var meanwhile = new Meanwhile();
        await using var app = await TestApp.Start(configure: s =>
        {
            s.AddWork<Nothing>();
            s.ConfigureDbContext<AppDb>((services, o) => o.AddInterceptors(meanwhile.In(services)));
            meanwhile.Then = async (services, ct) =>
            {
                await using var scope = services.CreateAsyncScope();
                var (db, jobs) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<JobRunner>());
                for (var i = 0; i < cutOff; i++) db.Add(Left(i));
                var job = jobs.Plan<Nothing>(db, "", Somebody);
                await db.SaveChangesAsync(ct);
                await jobs.Enqueue(job, Somebody, ct);
                return job.Id;
            };
        });

        var asked = await meanwhile.Done;
        await app.Services.GetRequiredService<JobRunner>().Ended(asked);

        var jobs = await app.Db(db => db.Set<Job>().AsNoTracking().ToListAsync());
        jobs.Single(j => j.Id == asked).State.ShouldBe(JobState.Done);
        var others = jobs.Where(j => j.Id != asked).ToList();
        others.Count.ShouldBe(cutOff);
        others.ShouldAllBe(j => j.State == JobState.Failed && j.RefusalCode == "job.cut-off");
    }

    static readonly Caller Somebody = new(Guid.Empty, Guid.Empty, "", "", new HashSet<Role>(), null, "");

    static Job Left(int nth) => new()
    {
        Id = new(7, 0, 0, BitConverter.GetBytes((long)nth)), Kind = Nothing.Kind, Target = "", PersonId = default, OrganizationId = default,
        At = new(2026, 3, 3, 0, 0, 0, DateTimeKind.Utc), State = nth % 2 == 0 ? JobState.Running : JobState.Waiting,
    };

    sealed class Nothing : IWork
    {
        public static string Kind => "nothing";

        public Task<Refusal?> Run(string target, IProgress<(long Done, long Total)> progress, CancellationToken ct)
            => Task.FromResult<Refusal?>(null);
    }

    /// <summary>Comes before the first look at the jobs.</summary>
    sealed class Meanwhile : DbCommandInterceptor
    {
        readonly TaskCompletionSource<Guid> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IServiceScopeFactory? scopes;
        int came;

        public Func<IServiceScopeFactory, CancellationToken, Task<Guid>>? Then { get; set; }
        public Task<Guid> Done => done.Task;

        public Meanwhile In(IServiceProvider services)
        {
            scopes ??= services.GetRequiredService<IServiceScopeFactory>();
            return this;
        }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            var isLook = command.CommandText.Contains("kernel_job", StringComparison.Ordinal);
            if (!isLook || Interlocked.Exchange(ref came, 1) != 0) return result;
            try { done.SetResult(await Then!(scopes!, cancellationToken)); }
            catch (Exception failure) { done.SetException(failure); }
            return result;
        }
    }
}
