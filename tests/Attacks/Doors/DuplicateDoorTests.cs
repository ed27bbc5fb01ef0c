using System.Globalization;
using System.Text;
using Shouldly;
using Xunit;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>各入口的重复行 — whose rows they are, and how many one person has, is seen at no door: people are counted, not rows.</summary>
[Trait("Keeps", "state")]
public sealed class DuplicateDoorTests(DuplicateDoorTests.Hoarders arena) : IClassFixture<DuplicateDoorTests.Hoarders>
{
    const int Hoarded = 400;

    /// <summary>Four hundred rows of 房山: of four people evenly, or nearly all of one; but for the identity the rows are the same.</summary>
    public sealed class Hoarders : DoorArena
    {
        protected override string Csv(World world)
        {
            var csv = new StringBuilder(Patients.Csv(world is World.Without ? world : World.First));
            for (var i = 0; i < (world is World.Without ? 0 : Hoarded); i++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"房山,{60 + i % 2},女,罕见,2026-05-{1 + i % 28:D2},{1200 + i * 9},{i % 5},");
                csv.Append(CultureInfo.InvariantCulture, $"{(world is World.First || i < 3 ? $"h{i % 4}" : "h3")},x\n");
            }
            return csv.ToString();
        }
    }

    public static TheoryData<string, string> Questions
    {
        get
        {
            var all = new TheoryData<string, string> { { "in_district", "{\"d\":\"房山\"}" } };
            foreach (var age in (int[])[60, 61]) all.Add("of_age", $"{{\"a\":\"{age}\"}}");
            foreach (var text in (string[])["罕见", "罕%", "%见", "罕_", "_见"])
                foreach (var age in (int[])[60, 61, 50]) all.Add("like", $"{{\"d\":\"{text}\",\"a\":\"{age}\"}}");
            foreach (var day in (string[])["2026-05-01", "2026-04-30", "2026-05-15"]) all.Add("since", $"{{\"t\":\"{day}\"}}");
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    [Cases(AttackClass.DuplicateRows, By = AttackDoor.Template)]
    public async Task Four_people_with_hundreds_of_rows_are_nobody_to_a_template(string template, string values)
    {
        await arena.ShouldTellNothing(DoorArena.Fixed, async attacker
            => (await attacker.Send(HttpMethod.Post, $"templates/{template}", $"{{\"values\":{values}}}")).Code
                .ShouldBe("space.not-released"), Enum.GetValues<World>());
        await arena.ShouldAnswerTemplate();
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    /// <summary>Pages around and within the rows: whether they are of four or of one is not to be seen in any.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.DuplicateRows, By = AttackDoor.Rows)]
    public async Task Rows_do_not_tell_how_many_are_one_person(int seed)
    {
        var heads = new List<string>();
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            var dice = new Dice((ulong)seed);
            for (var i = 0; i < 6; i++)
            {
                var columns = string.Join(',', ((string[])["district", "age", "gender", "visited", "cost", "days"])
                    .Where(_ => dice.Below(2) == 0).Append("cost"));
                var where = dice.Of("district:eq:房山", $"age:eq:{60 + dice.Below(2)}", $"cost:gt:{1000 + dice.Below(4000)}",
                    $"visited:gte:2026-05-{1 + dice.Below(28):D2}", "district:starts:房", $"days:eq:{dice.Below(5)}");
                await attacker.Page(("columns", columns), ("where", where), ("take", $"{1 + dice.Below(800)}"),
                    ("after", $"{dice.Below(900)}"));
            }
            attacker.Seen.ShouldAllBe(r => r.IsAnswer);
            heads.Add(string.Join('|', attacker.Seen.Select(r => string.Join(' ', r.Heads.Where(h => h.Key != "Use")))));
        });
        heads.ShouldBeAlike();
        await arena.ShouldShowRows();
    }

    /// <summary>What is asked of somebody with a hundred rows is answered, counted and priced as of somebody with one; what is true in one
    /// row does not go together with what is true in another.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.DuplicateRows, By = AttackDoor.Verification)]
    public async Task Verifications_do_not_tell_how_many_rows_somebody_has(int seed)
    {
        var left = new List<string>();
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            var dice = new Dice((ulong)seed);
            for (var i = 0; i < 5; i++)
            {
                var items = Enumerable.Range(0, 1 + dice.Below(12)).Select(_ => DoorArena.Said($"h{dice.Below(4)}",
                    dice.Of(("diagnosis", "罕见"), ("diagnosis", "流感"), ("district", "房山"), ("district", "东城")))).ToList();
                if (dice.Below(3) == 0) items.AddRange(items.ToList());
                await attacker.Verify(items);
            }
            attacker.Seen.ShouldAllBe(r => r.IsAnswer && !r.Outcomes.Contains("Unknown"));
            attacker.Seen[^1].Body["usesLeft"]!.GetValue<int>().ShouldBe(
                DoorArena.Gateway.Uses - attacker.Seen.Sum(r => r.Outcomes.Count));
            left.Add((await attacker.Send(HttpMethod.Get, "verification-index")).Body["identitiesLeft"]!.ToString());
        });
        left.ShouldBeAlike();
        await arena.ShouldVerify();
    }

    /// <summary>A file is as long, and its cells are the same but for the marks, whoever the rows are of.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.DuplicateRows, By = AttackDoor.File)]
    public async Task A_file_does_not_tell_how_many_rows_are_one_person(int seed)
    {
        var files = new List<IReadOnlyList<object?[]>>();
        foreach (var world in (World[])[World.First, World.Second])
            files.Add(await FileDoorTests.Rows(arena.Enter(world, DoorArena.Gateway), seed % 2 == 0 ? "Csv" : "Parquet"));
        files.ShouldAllBe(f => f.Count == Patients.CrowdSize * 3 / 2 + Victim.Count + Hoarded);
        FileDoorTests.ShouldDifferByMarksOnly(files[0], files[1]);
        files.SelectMany(f => f).SelectMany(r => r).Select(Trial.Text).Intersect(["h0", "h1", "h2", "h3", "x", "罕见"]).ShouldBeEmpty();
        Proof.Tried();
        await arena.ShouldShowRows();
    }
}
