using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space.Rooms;
using Yuanliu.Tests.Attacks.Classes;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>模板查询的攻击 — at the real door: whoever may only choose values is audited like whoever writes SQL.</summary>
[Trait("Keeps", "state")]
public sealed class TemplateDoorTests(DoorArena arena) : IClassFixture<DoorArena>
{
    static readonly string[] Texts = ["by_district", "like"];

    [Theory]
    [MemberData(nameof(TemplateTests.Values), MemberType = typeof(TemplateTests))]
    [Cases(AttackClass.TemplateInjection, By = AttackDoor.Template)]
    public async Task A_value_that_is_sent_stays_a_value(string value)
    {
        await arena.ShouldTellNothing(DoorArena.Fixed, async attacker =>
        {
            foreach (var template in Texts) (await attacker.Put(template, new { d = value, a = "1" })).IsAnswer.ShouldBeFalse();
            foreach (var template in (string[])["but_one", "since", "scaled"])
                (await attacker.Put(template, new { a = value, t = value, n = value })).Code.ShouldBe("space.parameter");
        });
        await arena.ShouldAnswerTemplate();
    }

    /// <summary>Other types, other names, too much of it; each as the text that is sent.</summary>
    public static TheoryData<string> Odd =>
    [
        "", "null", "{}", "[]", "{\"values\":null}", "{\"values\":[]}", "{\"values\":\"海淀\"}",
        "{\"values\":{\"d\":7}}", "{\"values\":{\"d\":null}}",
        "{\"values\":{\"d\":[\"海淀\",\"朝阳\"]}}", "{\"values\":{\"d\":{\"sql\":\"x\"}}}",
        "{\"values\":{\"d\":true}}", "{\"values\":{\"d\":\"\"}}",
        "{\"values\":{\"D\":\"海淀\"}}", "{\"values\":{\"$d\":\"海淀\"}}", "{\"values\":{}}", "{\"values\":{\"d\":\"海淀\\u0000\"}}",
        "{\"values\":{\"d\":\"\\uD800\"}}", "{\"values\":{\"d\":\"{long}\"}}", "{\"values\":{{many}}}", "{\"values\":{\"d\":\"海淀\"}",
        "{\"values\":{\"d\":\"\\u202E淀海\"}}", "{\"values\":{\"d\":\"海\\u0301淀\"}}", "{\"values\":{\"d\":\"海淀 \"}}", "\u0000",
        "{\"Sql\":\"SELECT patient FROM data\",\"values\":{\"d\":\"x\"}}",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    [Cases(AttackClass.TemplateInjection, By = AttackDoor.Template)]
    public async Task What_is_no_value_is_refused_whoever_is_there(string text)
    {
        var sent = text.Replace("{long}", new string('海', 1001), StringComparison.Ordinal)
            .Replace("{many}", string.Join(',', Enumerable.Range(0, 11).Select(i => $"\"v{i}\":\"x\"")), StringComparison.Ordinal);
        await arena.ShouldTellNothing(DoorArena.Fixed, async attacker =>
        {
            (await attacker.Send(HttpMethod.Post, "templates/by_district", sent)).IsAnswer.ShouldBeFalse();
            (await attacker.Put($"by_district{Uri.EscapeDataString("' --")}", new { d = "海淀" })).Code.ShouldBe("space.no-such-template");
        }, World.First, World.Without);
        await arena.ShouldAnswerTemplate();
    }

    public static TheoryData<int> Victims => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Differencing, By = AttackDoor.Template)]
    public async Task No_two_values_differ_by_one_person(int number)
    {
        var victim = Victim.Of(number);
        string[] order = number % 2 == 0 ? ["0", $"{victim.Age}"] : [$"{victim.Age}", "0"];
        await Learns(victim, async attacker =>
        {
            foreach (var age in order) await attacker.Put("but_one", new { a = age });
            await attacker.Put("up_to", new { n = $"{victim.Age}" });
            await attacker.Put("up_to", new { n = $"{victim.Age - 1}" });
        });
        await arena.ShouldAnswerTemplate();
    }

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.RareGroups, By = AttackDoor.Template)]
    public async Task No_value_makes_a_group_of_one(int number)
    {
        var victim = Victim.Of(number);
        await arena.ShouldTellNothing(DoorArena.Fixed, async attacker =>
        {
            await attacker.Put("of_age", new { a = $"{victim.Age}" });
            foreach (var like in (string[])[Victim.FirstDiagnosis, Victim.SecondDiagnosis, "%", "_炎"])
                await attacker.Put("like", new { d = like, a = $"{100 - number % 3}" });
            attacker.Seen.ShouldAllBe(r => r.Code == "space.not-released");
        });
        await arena.ShouldAnswerTemplate();
    }

    /// <summary>Numbers and days at the end of what can be held.</summary>
    public static TheoryData<string> Ends =>
    [
        "79228162514264337593543950335", "-79228162514264337593543950335", "0.0000000000000000000000000001", "9223372036854775807",
        "-9223372036854775808", "9223372036854775808", "18446744073709551616", "170141183460469231731687303715884105727", "0", "-0",
        "00000000000000000000000000001", "1.", ".1", "+1", "1e3", "1E308", "NaN", "∞", "0x7F", "1,000", "１", " 1", "1 ", "--1",
    ];

    [Theory]
    [MemberData(nameof(Ends))]
    [Cases(AttackClass.Overflow, By = AttackDoor.Template)]
    public Task What_runs_over_looks_like_what_does_not(string number) => ShouldLookAlike(number, "scaled", "up_to");

    [Theory]
    [MemberData(nameof(Ends))]
    [Cases(AttackClass.Errors, By = AttackDoor.Template)]
    public Task What_fails_on_a_row_looks_like_what_fails_on_none(string number) => ShouldLookAlike(number, "times", "of_age");

    async Task ShouldLookAlike(string number, params string[] templates)
    {
        var shapes = new List<string>();
        foreach (var world in (World[])[World.First, World.Second])
        {
            var attacker = arena.Enter(world, DoorArena.Fixed);
            foreach (var template in templates) await attacker.Put(template, new { n = number, a = number });
            attacker.Seen.ShouldAllBe(r => r.Status < 500);
            shapes.Add(string.Join('\n', attacker.Seen.Select(r => r.Shape)));
        }
        shapes.ShouldBeAlike();
        await arena.ShouldAnswerTemplate();
    }

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Colluding, By = AttackDoor.Template)]
    public async Task Callers_that_are_one_are_audited_as_one(int number)
    {
        var victim = Victim.Of(number);
        var members = Enumerable.Range(0, 2 + number % 3).Select(_ => arena.Enter(World.First, DoorArena.Fixed)).ToList();
        if (number % 2 == 0) members[1] = arena.Sign(members[0].Buyer, arena.Resource(World.First), DoorArena.Fixed);
        await arena.App.Db(async db =>
        {
            foreach (var buyer in members.Select(m => m.Buyer).Distinct())
                db.Add(new CircleMember { Organization = buyer, Circle = members[0].Buyer.Value, Name = "集团", At = arena.App.Clock.Now });
            return await db.SaveChangesAsync();
        });
        (await members[0].Put("but_one", new { a = "0" })).IsAnswer.ShouldBeTrue();
        foreach (var other in members.Skip(1))
            (await other.Put("but_one", new { a = $"{victim.Age}" })).Code.ShouldBe("space.not-released");
        Proof.Tried();
        await arena.ShouldAnswerTemplate();
    }

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Snapshots, By = AttackDoor.Template)]
    public async Task Who_came_or_left_between_two_versions_is_not_the_difference(int number)
    {
        string Of(bool isThere) => Patients.Csv(World.First, v => isThere || v.Number != number);
        var id = arena.Keep(Arena.Holder, Of(number % 2 == 0), Patients.Columns);
        var attacker = arena.Sign(arena.Enter(World.Without).Buyer, id, DoorArena.Fixed);
        (await attacker.Put("but_one", new { a = "0" })).IsAnswer.ShouldBeTrue();
        arena.Renew(id, Arena.Holder, Of(number % 2 != 0), Patients.Columns);
        (await attacker.Put("but_one", new { a = "0" })).Code.ShouldBe("space.not-released");
        Proof.Tried();
        await arena.ShouldAnswerTemplate();
    }

    /// <summary>A refusal or an answer, each of the same form and as long in both worlds.</summary>
    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Channels, By = AttackDoor.Template)]
    public async Task Bodies_are_as_long_with_one_secret_as_with_the_other(int number)
    {
        var (victim, lengths) = (Victim.Of(number), new List<string>());
        foreach (var world in (World[])[World.First, World.Second])
        {
            var attacker = arena.Enter(world, DoorArena.Fixed);
            await attacker.Put("of_age", new { a = victim.Age.ToString(CultureInfo.InvariantCulture) });
            await attacker.Put("like", new { d = "骨折", a = "20" });
            await attacker.Put("like", new { d = Victim.FirstDiagnosis, a = $"{96 + number % 4}" });
            lengths.Add(string.Join(' ', attacker.Seen.Select(r => r.Body.Where(m => m.Key is not ("elapsedMs" or "traceId"))
                .Sum(m => m.Value?.ToJsonString().Length ?? 4))));
        }
        lengths.ShouldBeAlike();
        await arena.ShouldAnswerTemplate();
    }

    async Task Learns(Victim victim, Func<Attacker, Task> tries)
    {
        var seen = new List<IReadOnlyList<Reply>>();
        foreach (var world in (World[])[World.First, World.Second])
        {
            var attacker = arena.Enter(world, DoorArena.Fixed);
            await tries(attacker);
            seen.Add(attacker.Seen);
        }
        seen.ShouldAllBe(s => s.Any(r => r.IsAnswer));
        Trial.ShouldTellNothing(seen[0], seen[1], victim, "templates");
    }
}
