using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Classes;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>各入口的洗白 — what one door gave out, or what was put under a name, opens no more at another. Of a verification three words leave;
/// a list made of them is a list like any other. Files: <see cref="LeakDoorTests"/>.</summary>
[Trait("Keeps", "state")]
public sealed class LaunderingDoorTests(DoorArena arena) : IClassFixture<DoorArena>
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    /// <summary>Everybody but one, each in other words.</summary>
    static readonly Func<Victim, string>[] Definitions =
    [
        v => $"SELECT cost, age FROM data WHERE age <> {v.Age}",
        v => $"SELECT cost, age FROM data WHERE age < {v.Age} OR age > {v.Age}",
        v => $"SELECT patient, cost, age FROM data WHERE NOT age = {v.Age}",
        v => $"SELECT cost, age, gender FROM data WHERE age BETWEEN 0 AND {v.Age - 1} OR age BETWEEN {v.Age + 1} AND 200",
        v => $"SELECT patient, age, sum(cost) AS cost FROM data WHERE age <> {v.Age} GROUP BY patient, age",
    ];

    /// <summary>What is kept under the name that a template speaks of is not what it speaks of; asked of beside it, both are one
    /// memory.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Laundering, By = AttackDoor.Template)]
    public async Task A_derived_table_is_nothing_to_a_template_and_no_stranger_to_the_audit(int seed)
    {
        var (victim, seen) = (Victim.Of(seed), new List<IReadOnlyList<Reply>>());
        foreach (var world in (World[])[World.First, World.Second])
        {
            var attacker = arena.Enter(world, DoorArena.Mixed);
            using (var kept = await attacker.Client.PostAsJsonAsync($"/api/space/agreements/{attacker.Agreement.Value}/derived",
                new { name = "mine", sql = Definitions[seed % Definitions.Length](victim) }))
                ((int)kept.StatusCode).ShouldBe(201, await kept.Content.ReadAsStringAsync());
            (await attacker.Put("of_mine", new { a = "0" })).Code.ShouldBe("space.external");
            Task<Reply> Template() => attacker.Put("but_one", new { a = "0" });
            Task<Reply> Derived() => attacker.Ask("SELECT sum(cost) AS s FROM mine");
            foreach (var step in seed % 2 == 0 ? (Func<Task<Reply>>[])[Template, Derived] : [Derived, Template]) await step();
            attacker.Seen.Select(r => r.IsAnswer).ShouldBe([false, true, false]);
            seen.Add(attacker.Seen);
        }
        Trial.ShouldTellNothing(seen[0], seen[1], victim, "a derived table beside a template");
        await arena.ShouldAnswerTemplate();
    }

    static readonly ProductColumn[] Own =
    [
        new("id", "编号", "VARCHAR", ColumnUse.Dimension), new("age", "年龄", "BIGINT", ColumnUse.Dimension),
        new("district", "行政区", "VARCHAR", ColumnUse.Dimension), new("cost", "费用", "BIGINT", ColumnUse.Measure),
    ];

    /// <summary>All rows, page by page, brought back as a table of the buyer's own with the names that it knows: joined under another
    /// agreement they find nobody who was not found before.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Laundering, By = AttackDoor.Rows)]
    public async Task Rows_that_come_back_as_ones_own_table_open_nothing(int seed)
    {
        var (victim, seen, single) = (Victim.Of(seed), new List<IReadOnlyList<Reply>>(), new List<string>());
        foreach (var world in (World[])[World.First, World.Second])
        {
            var reader = arena.Enter(world, DoorArena.Gateway);
            var own = new With("mine", arena.Keep(reader.Buyer, await Pages(reader, 60 + seed * 20), Own).Value);
            var asker = arena.Sign(reader.Buyer, arena.Resource(world), DoorArena.Mixed);
            const string from = "FROM data JOIN mine ON data.patient = mine.id";
            foreach (var sql in (string[])[
                $"SELECT count(*) AS n {from} WHERE mine.age = {victim.Age} AND data.diagnosis = '{Victim.FirstDiagnosis}'",
                $"SELECT sum(data.cost) AS s {from} WHERE mine.age = {victim.Age}",
                $"SELECT mine.age, data.diagnosis, count(*) AS n {from} WHERE mine.age > 60 GROUP BY mine.age, data.diagnosis",
                $"SELECT mine.cost, count(*) AS n {from} WHERE mine.age >= 70 GROUP BY mine.cost HAVING sum(data.cost) > 800000"])
                single.Add((await asker.Ask(sql, null, own)).Said);
            string[] apart = [$"SELECT sum(data.cost) AS s {from}", $"SELECT sum(data.cost) AS s {from} WHERE mine.age <> {victim.Age}"];
            foreach (var sql in seed % 2 == 0 ? apart : apart.Reverse()) await asker.Ask(sql, null, own);
            asker.Seen.TakeLast(2).Select(r => r.IsAnswer).ShouldBe([true, false]);
            seen.Add(asker.Seen);
        }
        string.Join('\n', single.Take(4)).ShouldBe(string.Join('\n', single.Skip(4)));
        Trial.ShouldTellNothing(seen[0], seen[1], victim, "rows that came back");
        await arena.ShouldShowRows();
    }

    /// <summary>Whoever is beyond seventy is known by age; of the others one row each gets a name of the crowd.</summary>
    static async Task<string> Pages(Attacker reader, int take)
    {
        var (csv, after, others) = (new StringBuilder("id,age,district,cost\n"), (long?)0, 0);
        while (after is { } from)
        {
            var page = await reader.Page(("columns", "age,district,cost"), ("take", $"{take}"), ("after", $"{from}"));
            page.IsAnswer.ShouldBeTrue(page.Said);
            foreach (var row in page.Rows)
            {
                var age = row[0]!.GetValue<int>();
                if (age < 70 && others == Patients.CrowdSize) continue;
                csv.Append(CultureInfo.InvariantCulture, $"{(age < 70 ? $"p{others++}" : $"v{age - 70}")},{age},{row[1]},{row[2]}\n");
            }
            after = page.Body["next"]?.GetValue<long>();
        }
        return csv.ToString();
    }
}
