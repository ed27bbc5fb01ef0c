using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space.Uses;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>各入口的时刻 — whether somebody is there, and how long that makes the work, does not move the moment at which an answer
/// leaves.</summary>
public sealed class DoorMomentTests(DoorMomentTests.Timed arena) : IClassFixture<DoorMomentTests.Timed>
{
    static readonly TimeSpan Slot = TimeSpan.FromSeconds(30), Step = TimeSpan.FromMilliseconds(3), Moment = TimeSpan.FromTicks(1);

    static readonly UseControls InSlots = DoorArena.Open with { SlotSeconds = 30 };

    /// <summary>Time passes only when a test says so, and as long as the table of the first world takes.</summary>
    public sealed class Timed : DoorArena
    {
        internal ManualTime Time { get; } = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        internal TimeSpan Work { get; set; }

        protected override void Configure(IServiceCollection services)
        {
            base.Configure(services);
            services.AddSingleton(new Slots(Time));
        }

        protected override void Looked(ResourceId resource)
        {
            if (resource == Resource(World.First)) Time.Advance(Work);
        }
    }

    public static TheoryData<int> Victims => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Channels, By = AttackDoor.Rows)]
    public async Task A_page_leaves_at_the_end_of_its_slot_with_somebody_and_without(int number)
    {
        var terms = DoorArena.Gateway with { Controls = InSlots };
        foreach (var world in (World[])[World.First, World.Without])
            await ShouldLeaveAt(Slot, number, () => arena.Enter(world, terms).Page(("where", $"age:eq:{Victim.Of(number).Age}")));
        Proof.Tried();
        var page = await ShouldLeaveAt(Slot, number, () => arena.Enter(World.First, terms).Page(
            ("columns", "district,days"), ("where", "age:lt:40"), ("take", "2000")));
        Trial.Same(page, arena.Plain(World.First).Rows("SELECT district, days FROM data WHERE age < 40")).ShouldBeTrue();
        Proof.Answered();
    }

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Channels, By = AttackDoor.Template)]
    public async Task A_template_leaves_at_the_end_of_its_slot_answered_or_held_back(int number)
    {
        var terms = DoorArena.Fixed with { Controls = InSlots };
        foreach (var world in (World[])[World.First, World.Without])
            foreach (var age in (string[])["0", $"{Victim.Of(number).Age}"])
            {
                var reply = await ShouldLeaveAt(Slot, number, () => arena.Enter(world, terms).Put("of_age", new { a = age }));
                reply.Code.ShouldBe("space.not-released");
            }
        Proof.Tried();
        (await ShouldLeaveAt(Slot, number, () => arena.Enter(World.First, terms).Put("by_district", new { d = "海淀" })))
            .IsAnswer.ShouldBeTrue();
        Proof.Answered();
    }

    /// <summary>Matched, differs, no record: each after the same step from when it came.</summary>
    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Channels, By = AttackDoor.Verification)]
    public async Task A_verification_leaves_after_the_same_step_whatever_it_finds(int number)
    {
        var outcomes = new List<string>();
        foreach (var world in Enum.GetValues<World>())
            outcomes.AddRange((await ShouldLeaveAfterStep(number, () => arena.Enter(world, DoorArena.Gateway).Verify(
                [DoorArena.Said(Victim.Of(number).Id, ("diagnosis", Victim.FirstDiagnosis))]))).Outcomes);
        outcomes.ShouldBe(["Matched", "Differs", "Unknown"]);
        Proof.Tried();
        (await ShouldLeaveAfterStep(number, () => arena.Enter(World.First, DoorArena.Gateway).Verify(
            [DoorArena.Said("p5", ("district", "昌平"))]))).Outcomes.ShouldBe(["Matched"]);
        Proof.Answered();
    }

    /// <summary>Asked a few seconds into a slot; the work takes some seconds more.</summary>
    Task<Reply> ShouldLeaveAt(TimeSpan end, int number, Func<Task<Reply>> ask)
    {
        var into = TimeSpan.FromSeconds(number % 5);
        arena.Time.Advance(Slot - TimeSpan.FromTicks(arena.Time.GetUtcNow().Ticks % Slot.Ticks) + into);
        return ShouldLeave(end - into, TimeSpan.FromSeconds(0.1 + number % 7 / 2.0), ask);
    }

    Task<Reply> ShouldLeaveAfterStep(int number, Func<Task<Reply>> ask)
        => ShouldLeave(Step, TimeSpan.FromMicroseconds(20 + number * 30), ask);

    async Task<Reply> ShouldLeave(TimeSpan after, TimeSpan work, Func<Task<Reply>> ask)
    {
        var (time, began) = (arena.Time, arena.Time.GetUtcNow());
        arena.Work = work;
        var asked = ask();
        await Task.WhenAny(asked, time.Waiting(1));
        asked.IsCompleted.ShouldBeFalse(asked.IsCompleted ? (await asked).Said : "");
        time.Advance(after - (time.GetUtcNow() - began) - Moment);
        asked.IsCompleted.ShouldBeFalse("it left too early");
        time.Advance(Moment);
        return await asked.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
