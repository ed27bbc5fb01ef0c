using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space.Uses;
using Yuanliu.Space.Workers;
using Yuanliu.Tests.Gateway;

namespace Yuanliu.Tests.Space;

/// <summary>发布时隙 — when something leaves tells nothing of what it was made of.</summary>
public sealed class SlotTests
{
    static ManualTime Time(double second = 0) => new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero).AddSeconds(second));

    [Theory]
    [InlineData(0, 30), InlineData(1, 29), InlineData(29.9, 0.1), InlineData(30, 30), InlineData(44, 16)]
    public async Task Whoever_asks_within_a_slot_waits_for_its_end(double second, double left)
    {
        var time = Time(second);
        var waits = new Slots(time).WaitForEnd(30, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(left) - TimeSpan.FromMilliseconds(1));
        waits.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        await waits;
    }

    [Fact]
    public void Without_slots_and_steps_nobody_waits()
    {
        var slots = new Slots(Time());
        slots.WaitForEnd(0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        slots.Begin(TimeSpan.Zero, TimeSpan.FromMilliseconds(1)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 4), InlineData(3, 4), InlineData(4, 5), InlineData(5, 6), InlineData(17, 18)]
    public async Task A_call_leaves_after_the_first_time_or_a_whole_number_of_steps_later(int work, int leaves)
    {
        var time = Time(0.0013);
        var steps = new Slots(time).Begin(TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(1)).ShouldNotBeNull();
        time.Advance(TimeSpan.FromMilliseconds(work));
        var waits = steps.WaitForEnd(CancellationToken.None);
        time.Advance(TimeSpan.FromMilliseconds(leaves - work) - TimeSpan.FromTicks(1));
        waits.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromTicks(1));
        await waits;
    }

    [Fact]
    public async Task An_answer_and_a_refusal_that_the_data_decides_leave_the_clean_room_at_the_same_moment()
    {
        var time = Time(7);
        await using var test = await SpaceTest.Start(controls: UseControls.Default with { SlotSeconds = 30 },
            configure: s => s.AddSingleton(new Slots(time)));
        var (answered, refused) = (test.Ask("SELECT count(*) FROM data"), test.Ask("SELECT count(*) FROM data WHERE district = '没有'"));
        await time.Waiting(2);
        // What the policy alone refuses tells nothing of the data, and is told at once.
        await test.Ask("SELECT owner FROM data").ShouldBeRefused(403, "space.column");
        time.Advance(TimeSpan.FromSeconds(22.9));
        (answered.IsCompleted, refused.IsCompleted).ShouldBe((false, false));
        time.Advance(TimeSpan.FromSeconds(0.1));
        await TestApp.Done(await answered);
        await refused.ShouldBeRefused(403, "space.not-released");
    }

    [Fact]
    public async Task What_is_counted_and_what_is_refused_is_kept_when_the_slot_ends_and_not_when_the_data_was_read()
    {
        var time = Time(7);
        await using var test = await SpaceTest.Start(controls: UseControls.Default with { SlotSeconds = 30 },
            configure: s => s.AddSingleton(new Slots(time)));
        var (answered, refused) = (test.Ask("SELECT count(*) FROM data"), test.Ask("SELECT count(*) FROM data WHERE district = '没有'"));
        await time.Waiting(2);
        (await test.Get("uses"))["items"]!.AsArray().ShouldBeEmpty();
        (await test.Used()).ShouldBe(0);
        test.App.Services.GetRequiredService<WorkerPool>().Running.ShouldBeEmpty("who waits for a slot keeps nobody from the workers");
        (await test.App.FactKinds()).ShouldNotContain(k => k.StartsWith("space.use", StringComparison.Ordinal));
        time.Advance(TimeSpan.FromSeconds(23));
        await TestApp.Done(await answered);
        await refused.ShouldBeRefused(403, "space.not-released");
        (await test.Used()).ShouldBe(1);
        (await test.Get("uses"))["items"]!.AsArray().Count.ShouldBe(2);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task Of_two_answers_that_tell_of_the_same_one_is_counted_at_the_end_of_a_slot_and_the_other_at_the_next()
    {
        var time = Time();
        await using var test = await SpaceTest.Start(controls: UseControls.Default with { SlotSeconds = 30 },
            configure: s => s.AddSingleton(new Slots(time)));
        var both = new[] { test.Ask("SELECT count(*) FROM data"), test.Ask("SELECT avg(price) FROM data") };
        await time.Waiting(2);
        time.Advance(TimeSpan.FromSeconds(30));
        var first = await Task.WhenAny(both);
        await TestApp.Done(await first);
        await time.Waiting(1);
        (await test.Used()).ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(30));
        foreach (var asked in both) await TestApp.Done(await asked);
        (await test.Used()).ShouldBe(2);
        await test.App.ShouldAgree();
    }

    [Theory]
    [InlineData(UseMode.Aggregate), InlineData(UseMode.Private)]
    public async Task A_stop_ends_what_waits_for_its_slot_and_nothing_of_it_is_counted(UseMode mode)
    {
        var time = Time();
        var controls = UseControls.Default with
        {
            Modes = [UseMode.Aggregate, UseMode.Private], Privacy = new(100_000, 10_000), RowsPerIdentityMax = 1, SlotSeconds = 30,
        };
        await using var test = await SpaceTest.Start(controls: controls, configure: s => s.AddSingleton(new Slots(time)));
        var staff = await test.App.SignIn(TestApp.PlatformName, Role.ExchangeStaff);
        var asked = test.Ask("SELECT count(*) FROM data", mode: mode);
        await time.Waiting(1);
        await TestApp.Body(await staff.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/stop", new { reason = "核查" }));
        await asked.ShouldBeRefused(409, "space.stopped");
        (await test.Used()).ShouldBe(0);
        // Spent like a run that was cut off: what is left of the budget does not tell whether it was over by then.
        if (mode is UseMode.Private)
            (await test.Get("privacy"))["months"]![0]!["spentMicroRho"]!.GetValue<long>().ShouldBe(10_000);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task Verifications_and_pages_are_counted_at_the_end_of_their_slot()
    {
        var time = Time(7);
        await using var test = await GatewayTest.Start(controls: GatewayTest.Open with { SlotSeconds = 30 },
            configure: s => s.AddSingleton(new Slots(time)));
        var (said, page) = (test.Verify(test.Developer, GatewayTest.Item(1)), test.Rows(test.Developer, "columns=price&take=5"));
        await time.Waiting(2);
        (await test.Used()).ShouldBe(0);
        time.Advance(TimeSpan.FromSeconds(22.9));
        (said.IsCompleted, page.IsCompleted).ShouldBe((false, false));
        time.Advance(TimeSpan.FromSeconds(0.1));
        foreach (var asked in new[] { said, page }) await TestApp.Done(await asked);
        (await test.Used()).ShouldBe(2);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task Pages_of_rows_wait_for_the_end_of_their_slot_also_when_they_are_refused_or_read_again()
    {
        var time = Time(7);
        await using var test = await GatewayTest.Start(
            controls: GatewayTest.Open with { SlotSeconds = 30, BytesMax = 700 }, withIndex: false,
            configure: s => s.AddSingleton(new Slots(time)));
        var (page, large) = (test.Rows(test.Developer, "columns=price&take=5"), test.Rows(test.Developer, "columns=price,trade&take=100"));
        await time.Waiting(2);
        await test.Rows(test.Developer, "columns=id_no").ShouldBeRefused(403, "space.column");
        time.Advance(TimeSpan.FromSeconds(22.9));
        (page.IsCompleted, large.IsCompleted).ShouldBe((false, false));
        time.Advance(TimeSpan.FromSeconds(0.1));
        await TestApp.Done(await page);
        await large.ShouldBeRefused(400, "space.page-too-large");

        var again = test.Rows(test.Developer, "columns=price&take=5");
        await time.Waiting(1);
        again.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(30));
        (await again).Headers.GetValues("Yuanliu-Repeat").Single().ShouldBe("true");
    }
}
