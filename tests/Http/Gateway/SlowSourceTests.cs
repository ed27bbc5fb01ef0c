using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Kernel;
using Yuanliu.Space;
using Yuanliu.Space.Gateway;

namespace Yuanliu.Tests.Gateway;

/// <summary>A source that is slow, or asked by many: calls end in time, and wait for each other in order.</summary>
public sealed class SlowSourceTests
{
    [Fact]
    public async Task A_source_that_says_nothing_is_slow_then_left_alone_and_is_looked_at_once_meanwhile()
    {
        var time = Time();
        await using var test = await GatewayTest.Start(withIndex: false, configure: At(time));
        Task Slow() => InVain(time, () => test.Rows(test.Developer).ShouldBeRefused(503, "space.source-slow"));
        var (looks, answer) = (0, new TaskCompletionSource());
        test.Source = async _ =>
        {
            Interlocked.Increment(ref looks);
            await answer.Task;
            return test.Housed;
        };
        for (var i = 0; i < 3; i++) await Slow();
        await test.Rows(test.Developer).ShouldBeRefused(503, "space.source-resting");
        test.App.Clock.Advance(TimeSpan.FromSeconds(31));
        await Slow();
        await test.Rows(test.Developer).ShouldBeRefused(503, "space.source-resting");
        (looks, await test.Used()).ShouldBe((1, 0));
        await test.App.ShouldAgree();

        // When the look ends after all, the source is one that answers.
        var after = test.App.Services.GetRequiredService<Looks>();
        answer.SetResult();
        while ((await after.Of(new(test.Resource), CancellationToken.None)).Data is null) await Task.Yield();
        (await after.Of(new(test.Resource), CancellationToken.None)).Denial.ShouldBeNull();
    }

    static ManualTime Time() => new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    /// <summary>How long a look is waited for is told by this time alone.</summary>
    static Action<IServiceCollection> At(ManualTime time) => s => s.AddSingleton(sp => ActivatorUtilities.CreateInstance<Looks>(sp, time));

    /// <summary>Somebody waits for a look until there is no more time.</summary>
    static async Task<T> InVain<T>(ManualTime time, Func<Task<T>> ask)
    {
        var asked = ask();
        await time.Waiting(1);
        time.Advance(new SpaceLimits().JobSourceTimeMax);
        return await asked;
    }

    [Fact]
    public async Task A_source_that_is_away_is_left_alone_and_one_that_has_changed_is_not()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var kind = RefusalKind.Conflict;
        test.Source = _ => Task.FromResult<Result<ResourceData>>(new Refusal(kind, "test.away", new Words("无", "Away.")));
        for (var i = 0; i < 5; i++) await test.Rows(test.Developer).ShouldBeRefused(409, "test.away");
        kind = RefusalKind.Unavailable;
        for (var i = 0; i < 3; i++) await test.Rows(test.Developer).ShouldBeRefused(503, "test.away");
        await test.Rows(test.Developer).ShouldBeRefused(503, "space.source-resting");
    }

    public enum Work { Preview, Index, File }

    [Theory]
    [InlineData(Work.Preview)]
    [InlineData(Work.Index)]
    [InlineData(Work.File)]
    public async Task A_source_that_says_nothing_or_is_away_is_left_alone_by_previews_and_jobs_too(Work work)
    {
        var (time, looks) = (Time(), 0);
        await using var test = await GatewayTest.Start(withIndex: false, configure: At(time));
        var answer = new TaskCompletionSource<Result<ResourceData>>();
        test.Source = _ =>
        {
            Interlocked.Increment(ref looks);
            return answer.Task;
        };
        for (var i = 0; i < 3; i++) (await InVain(time, () => Refused(test, work))).ShouldBe("space.source-slow");
        (await Refused(test, work)).ShouldBe("space.source-resting");
        await test.Rows(test.Developer).ShouldBeRefused(503, "space.source-resting");
        looks.ShouldBe(1, "one look for all, pages and jobs");

        answer.SetResult(new Refusal(RefusalKind.Unavailable, "test.away", new Words("无", "Away.")));
        var after = test.App.Services.GetRequiredService<Looks>();
        while (!after.IsIdle) await Task.Yield();
        test.App.Clock.Advance(TimeSpan.FromSeconds(31));
        (await Refused(test, work)).ShouldBe("test.away");
        (await Refused(test, work)).ShouldBe("space.source-resting");
        (looks, await test.Used()).ShouldBe((2, 0));

        test.Source = null;
        test.App.Clock.Advance(TimeSpan.FromSeconds(31));
        (await Refused(test, work)).ShouldBeNull();
    }

    /// <summary>By what code a piece of work that reads the source was refused; null where it was done.</summary>
    static async Task<string?> Refused(GatewayTest test, Work work)
    {
        if (work is Work.Preview)
        {
            var view = await TestApp.Body(await test.Seller.PostAsJsonAsync("/api/space/previews", new
            {
                resourceId = test.Resource, minGroup = 5, columns = Array.Empty<object>(), sql = "SELECT count(*) FROM data",
            }));
            return (string?)view["tried"]!["refusal"]?["code"];
        }
        if (work is Work.File)
        {
            var reply = await test.Make(test.Developer);
            return reply.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["code"];
        }
        var made = await TestApp.Body(await test.Seller.PostAsync($"/api/space/agreements/{test.Agreement}/verification-index", null));
        var job = await TestApp.JobEnd(test.Seller, made["jobId"]!.GetValue<Guid>());
        return (string?)job["code"];
    }

    [Fact]
    public async Task No_more_read_at_once_than_may_and_who_waits_is_answered_when_one_is_done()
    {
        const int most = 2;
        await using var test = await GatewayTest.Start(withIndex: false, limits: new() { ReadersMax = most });
        var sources = test.App.Services.GetRequiredService<Sources>();
        var (card, data) = ((await test.Find(new ResourceId(test.Resource), CancellationToken.None))!, test.Housed.Value!);
        using var release = new SemaphoreSlim(0);
        var (inside, highest, full) = (0, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Outcome<string> Take(QueryResult rows)
        {
            var now = Interlocked.Increment(ref inside);
            highest = Math.Max(highest, now);
            if (now == most) full.TrySetResult();
            release.Wait();
            Interlocked.Decrement(ref inside);
            return "read";
        }

        Task<(string? Taken, Denial? Denial)> Read(CancellationToken ct) => sources.Read(card, data, "SELECT 1", Take, ct);
        using var gone = new CancellationTokenSource();
        var readers = Enumerable.Range(0, most).Select(_ => Read(CancellationToken.None)).ToList();
        await full.Task;
        var (waits, leaves) = (Read(CancellationToken.None), Read(gone.Token));
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(leaves);
        waits.IsCompleted.ShouldBeFalse();
        release.Release(most + 1);
        foreach (var reader in readers.Append(waits)) (await reader).Taken.ShouldBe("read");
        highest.ShouldBe(most);
    }

    [Fact]
    public async Task A_try_that_breaks_off_unforeseen_is_a_failure_and_not_the_last_one_ever()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var sources = test.App.Services.GetRequiredService<Sources>();
        var (card, data) = ((await test.Find(new ResourceId(test.Resource), CancellationToken.None))!, test.Housed.Value!);
        Task<(string? Taken, Denial? Denial)> Read(Func<Outcome<string>> take)
            => sources.Read(card, data, "SELECT 1", _ => take(), CancellationToken.None);
        Task Breaks() => Should.ThrowAsync<IOException>(() => Read(() => throw new IOException("The disk is gone.")));
        for (var i = 0; i < 3; i++) await Breaks();
        (await Read(() => "read")).Denial!.Refusal.Code.ShouldBe("space.source-resting");
        test.App.Clock.Advance(TimeSpan.FromSeconds(31));
        await Breaks();
        test.App.Clock.Advance(TimeSpan.FromSeconds(31));
        (await Read(() => "read")).Taken.ShouldBe("read");
    }
}
