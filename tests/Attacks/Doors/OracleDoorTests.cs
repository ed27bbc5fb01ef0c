using System.Globalization;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>各入口的是非之问 — each next question is chosen by what the last one told, and none of them tells a yes from a no. An order of a
/// file asks nothing: it has no condition.</summary>
[Trait("Keeps", "state")]
public sealed class OracleDoorTests(OracleDoorTests.Narrow arena) : IClassFixture<OracleDoorTests.Narrow>
{
    /// <summary>Only the district is verified: diagnosis, cost and telephone are nobody's to ask for.</summary>
    public sealed class Narrow : DoorArena
    {
        public static readonly Terms District = Gateway with
        {
            Controls = Open with { Verification = new(["patient"], ["district"], NeedsConsent: false) },
        };

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var world in Enum.GetValues<World>()) await Index(Enter(world, District));
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    /// <summary>Halves the interval in which the cost of somebody lies, by whether something came back.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Oracle, By = AttackDoor.Template)]
    public async Task No_template_halves_the_interval_of_a_cost(int number)
    {
        var victim = Victim.Of(number);
        await arena.ShouldTellNothing(DoorArena.Fixed, async attacker =>
        {
            var (low, high) = (0L, 2 * victim.Cost(World.Second));
            for (var i = 0; i < 8; i++)
            {
                var half = (low + high) / 2;
                var reply = await attacker.Put("costing", new { a = $"{victim.Age}", n = Text(half) });
                (low, high) = reply.IsAnswer && reply.Rows.Count > 0 ? (half, high) : (low, half);
            }
            await attacker.Put("dearest", new { a = $"{victim.Age}" });
            await attacker.Put("like", new { d = Victim.FirstDiagnosis, a = $"{Math.Max(victim.Age, 96)}" });
        });
        await arena.ShouldAnswerTemplate();
    }

    static readonly string[] Shown = ["district", "age", "gender", "visited", "cost", "days"];
    static readonly string[] Ways = ["eq", "ne", "in", "lt", "lte", "gt", "gte", "starts"];

    /// <summary>A walk through pages, refused ones too: where a page ends and whether there is one decides the next.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Oracle, By = AttackDoor.Rows)]
    public async Task No_walk_through_pages_tells_what_is_hidden_in_them(int number)
    {
        var (victim, heads) = (Victim.Of(number), new List<string>());
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            var (dice, low, high, after) = (new Dice((ulong)number + 1), 0L, 2 * victim.Cost(World.Second), 0L);
            for (var i = 0; i < 12; i++)
            {
                var half = (low + high) / 2;
                var condition = dice.Below(4) switch
                {
                    0 => $"cost:{dice.Of("gt", "gte")}:{half}",
                    1 => $"{dice.Of("diagnosis", "patient", "phone")}:{dice.Of(Ways)}:{dice.Of(Victim.FirstDiagnosis, victim.Id, "x")}",
                    2 => $"cost:{dice.Of(Ways)}:{victim.Cost(dice.Of(World.First, World.Second))}",
                    _ => $"age:gte:{victim.Age - dice.Below(3)}",
                };
                var page = await attacker.Page(("where", $"age:gte:{victim.Age}"), ("where", condition), ("take", $"{1 + dice.Below(3)}"),
                    ("columns", string.Join(',', Shown.Where(_ => dice.Below(2) == 0).Append(dice.Of("age", "cost", "diagnosis")))),
                    ("after", Text(after)));
                (low, high) = page.Rows.Count > 0 ? (half, high) : (low, half);
                after = page.Body["next"]?.GetValue<long>() ?? 0;
            }
            attacker.Seen.ShouldContain(r => r.IsAnswer);
            heads.Add(string.Join('|', attacker.Seen.Select(r => string.Join(' ', r.Heads.Where(h => h.Key != "Use")))));
        });
        heads.ShouldBeAlike();
        await arena.ShouldShowRows();
    }

    /// <summary>Whatever is verified beside it: what is not compared moves no answer, no count, no price and no budget.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Oracle, By = AttackDoor.Verification)]
    public async Task No_verification_tells_what_is_not_compared(int number)
    {
        var spent = new List<string>();
        foreach (var worlds in (World[][])[[World.First, World.Second], [World.First, World.Without]])
        {
            await arena.ShouldTellNothing(Narrow.District, async attacker =>
            {
                var (dice, isThere) = (new Dice((ulong)number + 1), !worlds.Contains(World.Without));
                for (var i = 0; i < 10; i++)
                {
                    var who = Enumerable.Range(0, 1 + dice.Below(5)).Select(_ => isThere ? dice.Of(Victim.Of(number).Id, "v3", "p5", "q1")
                        : dice.Of("p5", "q1", "p6")).ToList();
                    var (column, value) = dice.Below(3) > 0 ? ("district", dice.Of("东城", "西城", Victim.Of(number).District))
                        : (dice.Of("diagnosis", "cost", "phone", "days"), dice.Of(Victim.FirstDiagnosis, "734211", "x", "3"));
                    await attacker.Verify(who.Select(w => DoorArena.Said(w, (column, value))), dice.Below(3) == 0 ? $"key-{i % 4}" : null);
                    await attacker.Send(HttpMethod.Get, "verification-index");
                }
                attacker.Seen.ShouldContain(r => r.Outcomes.Count > 0);
                spent.Add(await Spent(attacker));
            }, worlds);
            spent.TakeLast(2).ShouldBeAlike();
        }
        await ShouldCountNobody(number);
        await arena.ShouldVerify();
    }

    /// <summary>Of somebody who is there and of nobody the same is counted and paid.</summary>
    async Task ShouldCountNobody(int number)
    {
        var counted = new List<string>();
        foreach (var world in Enum.GetValues<World>())
        {
            var attacker = arena.Enter(world, Narrow.District);
            var reply = await attacker.Verify(Enumerable.Range(0, 1 + number % 5).Select(i
                => DoorArena.Said(Victim.Of(number + i).Id, ("district", "东城"))));
            counted.Add($"{reply.Body["usesLeft"]} {reply.Body["priceFen"]} {await Spent(attacker)}");
        }
        counted.ShouldBeAlike();
    }

    static async Task<string> Spent(Attacker attacker)
    {
        var left = (await attacker.Send(HttpMethod.Get, "verification-index")).Body["identitiesLeft"];
        return $"{left} {string.Join('|', (await attacker.Uses()).Select(u => $"{u!["kind"]} {u["number"]} {u["code"]} {u["priceFen"]}"))}";
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
