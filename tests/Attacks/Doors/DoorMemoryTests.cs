using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>各入口的记忆 — the same again is the same use, and whatever is tried leaves its fact, which names nobody.</summary>
[Trait("Keeps", "state")]
public sealed class DoorMemoryTests(DoorArena arena) : IClassFixture<DoorArena>
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Numbers))]
    [Cases(AttackClass.Repetition, By = AttackDoor.Rows)]
    public async Task A_page_in_other_words_is_the_same_page(int number)
    {
        var (dice, attacker) = (new Dice((ulong)number + 1), arena.Enter(World.First, DoorArena.Gateway with { Uses = 1 }));
        string[] conditions = [$"age:gte:{20 + number}", "district:in:东城,西城,朝阳", $"cost:lt:{4000 + number}"];
        for (var i = 0; i < 20; i++)
        {
            var where = conditions.OrderBy(_ => dice.Below(100)).Select(c => ("where", c));
            (string, string)[] rest = [("columns", dice.Of("age,cost", "age, cost", " age ,cost,", "age,cost,age", "age,age,cost")),
                .. dice.Below(2) == 0 ? new[] { ("take", "100") } : [], .. dice.Below(2) == 0 ? new[] { ("after", "0") } : []];
            await attacker.Page([.. where, .. rest]);
        }
        ShouldBeOne(attacker, r => r.Heads["Use"] + r.Body.ToJsonString());
        attacker.Seen.Skip(1).ShouldAllBe(r => r.Heads["Repeat"] == "true" && r.Heads["Price-Fen"] == "0");
        (await attacker.Page(("columns", "days"))).Code.ShouldBe("space.uses-spent");
        await arena.ShouldShowRows();
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    [Cases(AttackClass.Repetition, By = AttackDoor.Verification)]
    public async Task A_verification_that_is_sent_again_is_the_same_one(int number)
    {
        var attacker = arena.Enter(World.First, DoorArena.Gateway with { Uses = 2 });
        object[] items = [DoorArena.Said($"p{number}", ("district", "东城")), DoorArena.Said("v7", ("district", "西城"))];
        for (var i = 0; i < 6; i++) await attacker.Verify(items, $"key-{number}");
        ShouldBeOne(attacker, r => r.Body["answers"]!.ToJsonString());
        attacker.Seen.Skip(1).ShouldAllBe(r => r.Body["repeat"]!.GetValue<bool>());
        (await attacker.Verify(items, $"another-{number}")).Code.ShouldBe("space.uses-spent");
        // The same key under something else is no way to ask it for nothing.
        (await attacker.Verify([DoorArena.Said("v8", ("district", "西城"))], $"key-{number}")).IsAnswer.ShouldBeFalse();
        await arena.ShouldVerify();
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    [Cases(AttackClass.Repetition, By = AttackDoor.Template)]
    public async Task A_value_in_other_figures_is_the_same_question(int number)
    {
        var attacker = arena.Enter(World.First, DoorArena.Fixed with { Uses = 1 });
        foreach (var written in (string[])["{0}", "0{0}", "{0}.0", "+{0}", "{0}.", "000{0}.000"])
            await attacker.Put("up_to", new { n = written.Replace("{0}", $"{25 + number}", StringComparison.Ordinal) });
        var answers = attacker.Seen.Where(r => r.IsAnswer).ToList();
        answers.Count.ShouldBeGreaterThanOrEqualTo(4, string.Join('\n', attacker.Seen.Select(r => r.Said)));
        answers.Select(r => r.Body["useId"] + string.Join('|', r.Cells)).Distinct().Count().ShouldBe(1);
        answers.Skip(1).ShouldAllBe(r => r.Body["priceFen"]!.GetValue<long>() == 0);
        Proof.Tried();
        await arena.ShouldAnswerTemplate();
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    [Cases(AttackClass.Repetition, By = AttackDoor.File)]
    public async Task A_file_that_is_ordered_again_or_by_several_at_once_is_the_same_file(int number)
    {
        var attacker = arena.Enter(number % 2 == 0 ? World.First : World.Second, DoorArena.Gateway with { Uses = 1 });
        await Task.WhenAll(Enumerable.Range(0, 1 + number % 4).Select(_ => attacker.Deliver()));
        await attacker.Deliver();
        attacker.Seen.Select(r => r.Body["fileSha256"]?.ToString()).Distinct().Count().ShouldBe(1);
        attacker.Seen.Count(r => !r.Body["repeat"]!.GetValue<bool>()).ShouldBe(1);
        (await attacker.Deliver("Parquet")).Code.ShouldBe("space.uses-spent");
        Proof.Tried();
        await arena.ShouldShowRows();
    }

    static void ShouldBeOne(Attacker attacker, Func<Reply, string> said)
    {
        attacker.Seen.ShouldAllBe(r => r.IsAnswer, string.Join('\n', attacker.Seen.Select(r => r.Said)));
        attacker.Seen.Select(said).Distinct().Count().ShouldBe(1);
        Proof.Tried();
    }

    const string Denied = "space.use-denied/1", Metered = "space.use-metered/1";

    /// <summary>Of each door ten that are refused and ten that are answered.</summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    [Cases(AttackClass.Evasion, By = AttackDoor.Rows)]
    public Task Every_page_leaves_its_fact(int number) => ShouldLeaveAFact(DoorArena.Gateway, number % 2 == 0 ? Denied : Metered, a
        => a.Page(number % 2 == 0 ? ("where", $"{(number % 4 == 0 ? "patient" : "phone")}:eq:{Victim.Of(number).Id}")
            : ("where", $"age:eq:{Victim.Of(number).Age}")), arena.ShouldShowRows);

    [Theory]
    [MemberData(nameof(Numbers))]
    [Cases(AttackClass.Evasion, By = AttackDoor.Verification)]
    public Task Every_verification_leaves_its_fact(int number) => ShouldLeaveAFact(DoorArena.Gateway, number % 2 == 0 ? Denied : Metered, a
        => a.Verify([DoorArena.Said(Victim.Of(number).Id, (number % 2 == 0 ? "phone" : "diagnosis", Victim.FirstDiagnosis))]),
        arena.ShouldVerify);

    [Theory]
    [MemberData(nameof(Numbers))]
    [Cases(AttackClass.Evasion, By = AttackDoor.Template)]
    public Task Every_template_leaves_its_fact(int number) => ShouldLeaveAFact(DoorArena.Fixed, number % 2 == 0 ? Denied : Metered, a
        => number % 2 != 0 ? a.Put("up_to", new { n = $"{20 + number}" })
            : number % 4 == 0 ? a.Put("of_age", new { a = Victim.Of(number).Id })
            : a.Put("like", new { d = Victim.FirstDiagnosis, a = "98" }), arena.ShouldAnswerTemplate);

    [Theory]
    [MemberData(nameof(Numbers))]
    [Cases(AttackClass.Evasion, By = AttackDoor.File)]
    public Task Every_file_leaves_its_fact(int number) => ShouldLeaveAFact(
        number % 4 == 0 ? DoorArena.Gateway with { Controls = DoorArena.Open with { Modes = [UseMode.Api] } } : DoorArena.Gateway,
        number % 2 == 0 ? Denied : Metered,
        a => a.Deliver(number % 3 == 0 ? "Csv" : "Parquet", number % 4 == 2 ? $"营销{number}" : null), arena.ShouldShowRows);

    async Task ShouldLeaveAFact(Terms terms, string kind, Func<Attacker, Task<Reply>> tries, Func<Task> neighbour)
    {
        var attacker = arena.Enter(World.First, terms);
        var reply = await tries(attacker);
        reply.IsAnswer.ShouldBe(kind == Metered, reply.Said);
        var use = (await attacker.Uses()).ShouldHaveSingleItem()!;
        var factId = use["factId"]!.GetValue<Guid>();
        var facts = await arena.App.Db(db => db.Set<JournalEntry>().Where(e => db.Set<JournalEntry>()
            .Any(of => of.FactId == factId && of.Subject == e.Subject)).ToListAsync());
        var fact = facts.Where(f => f.Kind == kind).ShouldHaveSingleItem();
        JsonNode.Parse(fact.Envelope)!["body"]!["querySha256"]!.ToString().ShouldBe(use["querySha256"]!.ToString());
        foreach (var planted in Enumerable.Range(0, 20).Select(i => $"\"{Victim.Of(i).Id}\"").Append(Victim.FirstDiagnosis))
            facts.ShouldAllBe(f => !f.Envelope.Contains(planted));
        Proof.Tried();
        await neighbour();
    }
}
