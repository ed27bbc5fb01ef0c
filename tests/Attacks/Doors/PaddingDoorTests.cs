using System.Net.Http.Json;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Classes;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>各入口的填充 — a template takes in nothing of the asker's own, and names of one's own around one that is looked for hide it
/// neither from the audit nor from the day's budget. Pages and files take nothing in.</summary>
[Trait("Keeps", "state")]
public sealed class PaddingDoorTests(DoorArena arena) : IClassFixture<DoorArena>
{
    public static TheoryData<string, int> Ways
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var way in (string[])["beside the values", "as a value", "by a derived table", "as a derived table"])
                for (var people = 1; people < 6; people++) all.Add(way, people);
            return all;
        }
    }

    /// <summary>Some who are looked for, and two hundred of the asker's own around them.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    [Cases(AttackClass.Padding, By = AttackDoor.Template)]
    public async Task A_table_of_ones_own_does_not_get_into_a_template(string way, int people)
    {
        await arena.ShouldTellNothing(DoorArena.Mixed, async attacker =>
        {
            var own = attacker.Bring(Enumerable.Range(0, people).Select(i => $"v{i}"), 200);
            object? with = way is "beside the values" ? new[] { own } : null;
            if (way is "by a derived table" or "as a derived table")
                (await Keep(attacker, own, way is "as a derived table" ? "mine" : "kept")).ShouldBe(201);
            foreach (var (template, a) in (IEnumerable<(string, string)>)[("joined", "70"), ("joined", "0"), ("of_mine", "70")])
            {
                object values = way is "as a value" ? new { a, mine = "v0" } : new { a };
                (await attacker.Send(HttpMethod.Post, $"templates/{template}", new { values, with })).Code
                    .ShouldBe("space.external");
            }
            (await attacker.Send(HttpMethod.Post, "templates/of_age", new { values = new { a = "70" }, with })).Code
                .ShouldBe("space.not-released");
        }, Enum.GetValues<World>());
        await arena.ShouldAnswerTemplate();
    }

    /// <summary>Everybody but one, brought as a list with invented ones, stands beside what a template told of all.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Padding, By = AttackDoor.Template)]
    public async Task A_padded_list_and_a_template_are_held_against_each_other(int seed)
    {
        var (victim, seen) = (Victim.Of(seed), new List<IReadOnlyList<Reply>>());
        var others = Lists.Crowd(Patients.CrowdSize)
            .Concat(Enumerable.Range(0, Victim.Count).Where(i => i != victim.Number).Select(i => $"v{i}")).ToList();
        foreach (var world in (World[])[World.First, World.Second])
        {
            var attacker = arena.Enter(world, DoorArena.Mixed);
            Task Template() => attacker.Put("but_one", new { a = "0" });
            Task List() => attacker.Ask("SELECT sum(cost) AS s FROM data JOIN mine ON patient = id", null,
                attacker.Bring(others, 50 + seed * 7));
            foreach (var step in seed % 2 == 0 ? (Func<Task>[])[Template, List] : [List, Template]) await step();
            attacker.Seen.Select(r => r.IsAnswer).ShouldBe([true, false]);
            seen.Add(attacker.Seen);
        }
        Trial.ShouldTellNothing(seen[0], seen[1], victim, "a padded list");
        await arena.ShouldAnswerTemplate();
    }

    const int PerDay = 12;

    static readonly Terms Few = DoorArena.Gateway with { Controls = DoorArena.Open with { ProbesPerDayMax = PerDay } };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    /// <summary>Names of one's own first, in the middle or last, the same one in other letters: each is one, and nothing is told of a call
    /// that asks more than is left.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Padding, By = AttackDoor.Verification)]
    public async Task Names_of_ones_own_hide_none_that_is_looked_for(int seed)
    {
        var told = new List<int>();
        await arena.ShouldTellNothing(Few, async attacker =>
        {
            var dice = new Dice((ulong)seed);
            var victim = Victim.Of(seed).Id;
            var own = PerDay - dice.Below(3);
            await attacker.Verify(Enumerable.Range(0, own).Select(_ => Asked(dice.Of("p5", "P5", "ｐ５", " p 5 ", $"q{dice.Below(99)}"))));
            for (var i = 0; i < 5; i++)
            {
                var around = Enumerable.Range(0, PerDay - own + dice.Below(30)).Select(_ => Asked($"p{dice.Below(300)}")).ToList();
                around.Insert(dice.Below(around.Count + 1), Asked(dice.Of(victim, victim.ToUpperInvariant(), $" {victim}")));
                (await attacker.Verify(around, dice.Below(2) == 0 ? $"key-{i}" : null)).Code.ShouldBe("space.probes-spent");
            }
            told.Add(attacker.Seen.Sum(r => r.Outcomes.Count));
            (await attacker.Send(HttpMethod.Get, "verification-index")).Body["identitiesLeft"]!.GetValue<int>().ShouldBe(PerDay - own);
        }, Enum.GetValues<World>());
        told.ShouldAllBe(n => n <= PerDay);
        await arena.ShouldVerify();
    }

    static object Asked(string name) => DoorArena.Said(name, ("diagnosis", Victim.FirstDiagnosis));

    static async Task<int> Keep(Attacker by, With own, string name)
    {
        using var reply = await by.Client.PostAsJsonAsync($"/api/space/agreements/{by.Agreement.Value}/derived", new
        {
            name, sql = "SELECT patient AS id, cost, age FROM data JOIN own ON patient = own.id",
            with = new[] { own with { As = "own" } },
        });
        return (int)reply.StatusCode;
    }
}
