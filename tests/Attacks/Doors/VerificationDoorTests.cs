using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space.Rooms;
using Yuanliu.Tests.Attacks.Classes;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>核验的攻击 — three answers, so many a day: nobody goes through a list of names, alone or together with others.</summary>
[Trait("Keeps", "state")]
public sealed class VerificationDoorTests(DoorArena arena) : IClassFixture<DoorArena>
{
    const int PerDay = 12;

    static readonly Terms Few = DoorArena.Gateway with { Controls = DoorArena.Open with { ProbesPerDayMax = PerDay } };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    /// <summary>Two hundred invented names, and behind more of them than may be asked for the only one that is real.</summary>
    static List<string> Candidates(Dice dice, int number)
    {
        var all = Enumerable.Range(0, 200).Select(i => $"q{dice.Below(9)}{i:D4}").ToList();
        all.Insert(PerDay + dice.Below(150), Victim.Of(number).Id);
        return all;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.TargetedJoin, By = AttackDoor.Verification)]
    public async Task A_list_of_names_is_not_gone_through(int seed)
    {
        var most = new List<int>();
        await arena.ShouldTellNothing(Few, async attacker =>
        {
            var dice = new Dice((ulong)seed);
            var left = Candidates(dice, seed);
            while (left.Count > 0)
            {
                var part = left.Take(1 + dice.Below(seed % 3 == 0 ? 1 : 9)).ToList();
                left.RemoveRange(0, part.Count);
                await attacker.Verify(part.Select(c => DoorArena.Said(c, ("diagnosis", Victim.FirstDiagnosis))));
            }
            attacker.Seen.Where(r => !r.IsAnswer).ShouldAllBe(r => r.Code == "space.probes-spent");
            most.Add(attacker.Seen.Sum(r => r.Outcomes.Count));
        }, World.First, World.Without);
        most.ShouldAllBe(n => n <= PerDay && n > PerDay - 9);
        await arena.ShouldVerify();
    }

    /// <summary>Several agreements, several receivers of one circle: one list, one budget.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Colluding, By = AttackDoor.Verification)]
    public async Task Callers_that_are_one_have_one_budget(int seed)
    {
        var (dice, seen) = (new Dice((ulong)seed), new List<string>());
        foreach (var world in (World[])[World.First, World.Without])
        {
            var first = arena.Enter(world, Few);
            var others = Enumerable.Range(0, 2 + seed % 4).Select(i => (seed + i) % 2 == 0
                ? arena.Sign(first.Buyer, arena.Resource(world), Few) : arena.Enter(world, Few)).ToList();
            Attacker[] all = [first, .. others];
            await Together([.. all.Select(a => a.Buyer).Distinct()]);
            var names = Candidates(new Dice((ulong)seed), seed);
            for (var i = 0; i < 60; i++)
                await all[i % all.Length].Verify([DoorArena.Said(names[i % PerDay], ("diagnosis", Victim.FirstDiagnosis))]);
            foreach (var one in all)
                (await one.Verify([DoorArena.Said(Victim.Of(seed).Id, ("diagnosis", Victim.FirstDiagnosis))])).Code
                    .ShouldBe("space.probes-spent");
            all.Sum(a => a.Seen.Sum(r => r.Outcomes.Count)).ShouldBe(PerDay);
            seen.Add(string.Join('\n', all.SelectMany(a => a.Seen.Select(r => r.Said))));
        }
        seen.ShouldBeAlike();
        await arena.ShouldVerify();
    }

    public static TheoryData<string> Closed =>
    [
        "phone", "cost", "age", "gender", "days", "visited", "patient", "PATIENT", "Diagnosis", "diagnosis ", "\"diagnosis\"", "*",
        "diagnosis,district", "diagnosis\0", "ｄｉａｇｎｏｓｉｓ", "data.diagnosis", "v7", "rowid", "$d", "__proto__", "diagnosis--", "",
    ];

    [Theory]
    [MemberData(nameof(Closed))]
    [Cases(AttackClass.Literal, By = AttackDoor.Verification)]
    public async Task Only_what_is_agreed_is_compared(string column)
    {
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            foreach (var value in (string[])[Victim.FirstDiagnosis, "734211"])
            {
                await attacker.Verify([DoorArena.Said("v7", (column, value))]);
                await attacker.Verify([DoorArena.Said("v7", ("district", "西城"), (column, value))]);
                if (column is not "patient")
                    await attacker.Verify([new { keys = new Dictionary<string, string> { [column] = value },
                        values = new { district = "x" } }]);
                await attacker.Verify([DoorArena.Said("p5", ("district", "东城")), DoorArena.Said("v7", (column, value))]);
            }
            attacker.Seen.ShouldAllBe(r => r.Status == 400 || r.Status == 403);
            (await attacker.Uses()).ToJsonString().ShouldNotContain(Victim.FirstDiagnosis);
        });
        await arena.ShouldVerify();
    }

    /// <summary>What is no verification at all; each as the text that is sent.</summary>
    public static TheoryData<string> Odd =>
    [
        "", "null", "[]", "{}", "{\"items\":null}", "{\"items\":[]}", "{\"items\":[null]}", "{\"items\":{}}", "{\"items\":\"v7\"}",
        "{\"items\":[{\"keys\":null,\"values\":null}]}", "{\"items\":[{\"keys\":{},\"values\":{}}]}",
        "{\"items\":[{\"keys\":{\"patient\":7},\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[{\"keys\":{\"patient\":[\"v7\",\"v8\"]},\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[{\"keys\":{\"patient\":{\"$ne\":\"\"}},\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[{\"keys\":{\"patient\":null},\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[{\"keys\":{\"patient\":true},\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[{\"keys\":{\"patient\":\"v7\"},\"values\":{\"diagnosis\":null}}]}",
        "{\"items\":[{\"keys\":{\"patient\":\"\"},\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[{\"keys\":{\"patient\":\" \\u3000\"},\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[{\"keys\":{\"patient\":\"v7\",\"phone\":\"x\"},\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[{\"keys\":{\"patient\":\"v7\"}}]}", "{\"items\":[{\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[{\"keys\":{\"patient\":\"v7\"},\"values\":{\"diagnosis\":\"x\"}}", "{\"items\":[{\"keys\":{\"patient\":\"\\uD800\"},"
            + "\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}", "\u0000",
        "{\"items\":[{\"keys\":{\"patient\":\"{long}\"},\"values\":{\"diagnosis\":\"x\"}}]}",
        "{\"items\":[{many}]}",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    [Cases(AttackClass.Errors, By = AttackDoor.Verification)]
    public async Task What_is_no_verification_is_refused_whoever_is_there(string text)
    {
        const string one = "{\"keys\":{\"patient\":\"v7\"},\"values\":{\"diagnosis\":\"肝炎\"}}";
        var sent = text.Replace("{long}", new string('7', 257), StringComparison.Ordinal)
            .Replace("{many}", string.Join(',', Enumerable.Repeat(one, 1001)), StringComparison.Ordinal);
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            (await attacker.Send(HttpMethod.Post, "verifications", sent)).Status.ShouldBeOneOf(400, 415);
            (await attacker.Uses()).Count(u => u!["number"] is not null).ShouldBe(0);
        }, World.First, World.Second, World.Without);
        await arena.ShouldVerify();
    }

    [Theory]
    [MemberData(nameof(TemplateTests.Values), MemberType = typeof(TemplateTests))]
    [Cases(AttackClass.TemplateInjection, By = AttackDoor.Verification)]
    public async Task Whatever_is_written_as_a_name_or_a_value_is_nobody_and_nothing(string text)
    {
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            var reply = await attacker.Verify([DoorArena.Said(text, ("diagnosis", Victim.FirstDiagnosis)),
                DoorArena.Said("v7" + text, ("district", "西城")), DoorArena.Said("v7", ("diagnosis", text))]);
            reply.Outcomes.ShouldBe(["Unknown", "Unknown", "Differs"]);
        });
        await arena.ShouldVerify();
    }

    /// <summary>Matched, differs and unknown are the same in length, with the victim and without.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Channels, By = AttackDoor.Verification)]
    public async Task Answers_are_equally_long_whatever_they_say(int number)
    {
        var lengths = new List<string>();
        foreach (var world in Enum.GetValues<World>())
            foreach (var diagnosis in (string[])[Victim.FirstDiagnosis, Victim.SecondDiagnosis, "骨折"])
            {
                var attacker = arena.Enter(world, DoorArena.Gateway);
                await attacker.Verify([DoorArena.Said(Victim.Of(number).Id, ("diagnosis", diagnosis))]);
                await attacker.Verify(Enumerable.Range(0, 30).Select(i => DoorArena.Said($"v{i}", ("diagnosis", diagnosis))));
                attacker.Seen.ShouldAllBe(r => r.IsAnswer);
                lengths.Add(string.Join(' ', attacker.Seen.Select(r => r.Body.ToJsonString().Length)));
            }
        lengths.ShouldBeAlike();
        await arena.ShouldVerify();
    }

    Task<int> Together(List<OrganizationId> members) => arena.App.Db(async db =>
    {
        foreach (var member in members)
            db.Add(new CircleMember { Organization = member, Circle = members[0].Value, Name = "同一集团", At = arena.App.Clock.Now });
        return await db.SaveChangesAsync();
    });
}
