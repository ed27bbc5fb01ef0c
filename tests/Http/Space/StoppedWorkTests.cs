using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space.Stops;
using Yuanliu.Space.Workers;
using Yuanliu.Tests.Gateway;

namespace Yuanliu.Tests.Space;

/// <summary>叫停 — what is being worked on when an agreement is stopped ends there and then, and nothing of it is counted.</summary>
public sealed class StoppedWorkTests
{
    const string Endless = "CREATE TEMP TABLE endless AS SELECT count(*) FROM range(1000000000000)";
    const string Stopped = "space.agreement-stopped/1";

    static Task<HttpResponseMessage> Stop(HttpClient staff, Guid agreement)
        => staff.PostAsJsonAsync($"/api/space/agreements/{agreement}/stop", new { reason = "核查" });

    [Theory]
    [InlineData(UseMode.Aggregate)]
    [InlineData(UseMode.Private)]
    public async Task A_question_that_runs_ends_with_its_process(UseMode mode)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var test = await SpaceTest.Start(
            controls: UseControls.Default with
            {
                Modes = [UseMode.Aggregate, UseMode.Private], Privacy = new(100_000, 10_000), RowsPerIdentityMax = 1,
            },
            meddle: (opening, command) =>
            {
                if (opening.Folder is not null || command.Kind is not WorkVerb.Run) return command;
                reached.TrySetResult();
                return command with { Sql = Endless, Parameter = null };
            });
        var staff = await test.App.SignIn(TestApp.PlatformName, Role.ExchangeStaff);
        var asked = test.Ask("SELECT count(*) FROM data", mode: mode);
        await reached.Task;
        var worker = Process.GetProcessById(await test.RunningWorker());
        var running = (await TestApp.Body(await staff.GetAsync("/api/space/uses/counts")))["runningIn"]!.AsArray().Single()!;
        ((Guid)running["agreementId"]!, (int)running["count"]!).ShouldBe((test.Agreement, 1), "who watches finds what to stop");
        (await TestApp.Body(await Stop(staff, test.Agreement)))["running"]!.GetValue<int>().ShouldBe(1);

        await asked.ShouldBeRefused(409, "space.stopped");
        await worker.WaitForExitAsync();
        test.App.Services.GetRequiredService<WorkerPool>().Running.ShouldBeEmpty();
        test.App.Services.GetRequiredService<RunningUses>().Total.ShouldBe(0);
        (await test.Used()).ShouldBe(0);
        (await test.App.FactKinds()).Count(k => k == Stopped).ShouldBe(1);
        (await test.App.FactKinds()).ShouldNotContain("space.use-metered/1");
        // What was reserved for an answer that may have been seen on its way counts as spent, and as no more than that.
        if (mode is UseMode.Private)
            (await test.Get("privacy"))["months"]![0]!["spentMicroRho"]!.GetValue<long>().ShouldBe(10_000);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_question_whose_source_is_still_being_looked_at_ends_too()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var test = await SpaceTest.Start();
        var staff = await test.App.SignIn(TestApp.PlatformName, Role.ExchangeStaff);
        test.Source = Silent(reached);
        var asked = test.Ask("SELECT count(*) FROM data");
        await reached.Task;
        await Stop(staff, test.Agreement);
        await asked.ShouldBeRefused(409, "space.stopped");
        (await test.Used()).ShouldBe(0);
    }

    [Fact]
    public async Task A_page_of_rows_whose_source_is_still_being_looked_at_ends_too()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var test = await GatewayTest.Start(withIndex: false);
        test.Source = Silent(reached);
        var asked = test.Rows(test.Developer);
        await reached.Task;
        await Stop(test.Staff, test.Agreement);
        await asked.ShouldBeRefused(409, "space.stopped");
        (await test.Used()).ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_being_made_is_not_finished_and_nothing_of_it_stays(bool isRead)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var test = await GatewayTest.Start(withIndex: false);
        // Either its source is silent, or its rows never end.
        test.Source = !isRead ? Silent(reached) : _ =>
        {
            reached.TrySetResult();
            return Task.FromResult<Result<ResourceData>>(new ResourceData("(SELECT '区' AS district, '业' AS trade, i AS price, 1.0 AS area, "
                + "DATE '2025-01-01' AS sold, i::VARCHAR AS id_no FROM range(1000000000) r(i))", []));
        };
        var made = test.Make(test.Developer);
        await reached.Task;
        await Stop(test.Staff, test.Agreement);
        await made.ShouldBeRefused(409, "space.stopped");
        (await test.Used()).ShouldBe(0);
        var making = Path.Combine(test.App.DataFolder, "space", "making");
        if (Directory.Exists(making)) Directory.EnumerateFileSystemEntries(making).ShouldBeEmpty();
        (await test.App.FactKinds()).Count(k => k == Stopped).ShouldBe(1);
        await test.App.ShouldAgree();
    }

    /// <summary>A source that never answers.</summary>
    static Func<CancellationToken, Task<Result<ResourceData>>> Silent(TaskCompletionSource reached) => ct =>
    {
        reached.TrySetResult();
        return new TaskCompletionSource<Result<ResourceData>>().Task.WaitAsync(ct);
    };
}
