using System.Globalization;
using Shouldly;
using Xunit;
using Yuanliu.Tests.Attacks.Classes;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>接口查询的攻击 — pages of rows show what is agreed; what is hidden, or lies beyond a bound, moves no page.</summary>
public sealed class RowDoorTests(DoorArena arena) : IClassFixture<DoorArena>
{
    public static TheoryData<string> Packed =>
    [
        "cost*1", "cost+0", "sum(cost)", "max(cost)", "count(*)", "CASE WHEN age=77 THEN diagnosis END", "diagnosis||''", "\"diagnosis\"",
        "*", "data.diagnosis", "diagnosis AS district", "district diagnosis", "cost::VARCHAR", "cost;SELECT 1", "row_number() OVER ()",
        "(SELECT max(cost) FROM data)", "COLUMNS('.*')", "struct_pack(a := cost)", "unnest([cost])", "ＣＯＳＴ", "diagnosis\u200B", "cоst",
        "rowid", "yl/owner", "served", "patient--", "/**/diagnosis", "list(cost)", "hash(patient)", "district\0",
    ];

    [Theory]
    [MemberData(nameof(Packed))]
    [Cases(AttackClass.Packing, By = AttackDoor.Rows)]
    public async Task An_expression_is_no_column(string column)
    {
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            foreach (var columns in (string[])[column, $"district,{column}", $"{column},age"])
                (await attacker.Page(("columns", columns))).Code.ShouldBeOneOf("space.column", "request.invalid");
            foreach (var way in (string[])["eq", "gt", "starts"])
                (await attacker.Page(("where", $"{column}:{way}:1"))).Code.ShouldBeOneOf("space.column", "space.filter");
        });
        await arena.ShouldShowRows();
    }

    public static TheoryData<string, string> Hidden
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var column in (string[])["patient", "phone", "diagnosis"])
                foreach (var way in (string[])["eq", "ne", "in", "lt", "lte", "gt", "gte", "starts"]) all.Add(column, way);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    [Cases(AttackClass.Literal, By = AttackDoor.Rows)]
    public async Task Nobody_is_named_in_a_condition(string column, string way)
    {
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            foreach (var value in (string[])["v7", Victim.FirstDiagnosis, "", "v7,v8"])
            {
                (await attacker.Page(("where", $"{column}:{way}:{value}"))).Code.ShouldBe("space.column");
                (await attacker.Page(("where", "age:eq:77"), ("where", $"{column}:{way}:{value}"))).Code.ShouldBe("space.column");
            }
        });
        await arena.ShouldShowRows();
    }

    public static TheoryData<int> Victims => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Extremes, By = AttackDoor.Rows)]
    public async Task No_condition_looks_behind_a_bound(int number)
    {
        var victim = Victim.Of(number);
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            var whose = ("where", $"age:eq:{victim.Age}");
            foreach (var cost in (long[])[victim.Cost(World.First), victim.Cost(World.Second), DoorArena.CostMax, DoorArena.CostMax + 1])
                foreach (var way in (string[])["eq", "ne", "in", "lt", "lte", "gt", "gte"])
                    await attacker.Page(whose, ("columns", "cost,age"), ("where", $"cost:{way}:{cost}"));
            var seen = attacker.Seen.SelectMany(r => r.Cells).Distinct().ToList();
            seen.ShouldBe([$"{DoorArena.CostMax}", $"{victim.Age}"], ignoreOrder: true);
        });
        await arena.ShouldShowRows();
    }

    /// <summary>What a number, a day, a text or the engine could stumble over.</summary>
    public static TheoryData<string, string> Odd => new()
    {
        { "cost", "1e999" }, { "cost", "99999999999999999999999999999999999999999" }, { "cost", "-9223372036854775809" },
        { "cost", "NaN" }, { "cost", "Infinity" }, { "cost", "0x10" }, { "cost", "1_000" }, { "cost", "１２" }, { "cost", "" },
        { "cost", "1 OR 1=1" }, { "cost", "NULL" }, { "cost", "1,2" }, { "days", "1.0000000000000000000000000000001" },
        { "visited", "2026-02-30" }, { "visited", "infinity" }, { "visited", "0000-00-00" }, { "visited", "10000-01-01" },
        { "visited", "2026-01-15T00:00" }, { "visited", "'" }, { "age", "9223372036854775807" }, { "age", "--1" },
        { "district", "\uFFFD" }, { "district", "%" }, { "district", "\u202E" }, { "gender", "\n" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    [Cases(AttackClass.Errors, By = AttackDoor.Rows)]
    public async Task What_cannot_be_compared_is_told_without_a_look_at_the_rows(string column, string value)
    {
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            foreach (var way in (string[])["eq", "ne", "in", "lt", "gte", "starts"])
            {
                await attacker.Page(("columns", "district,age,cost"), ("where", $"{column}:{way}:{value}"), ("where", "age:gte:70"));
                await attacker.Page(("columns", "age"), ("where", $"{column}:{way}:{value}"), ("after", "9223372036854775807"));
            }
            foreach (var name in (string[])["take", "after"])
                (await attacker.Page((name, value), ("columns", "age"))).Status.ShouldBeOneOf(200, 400);
        });
        await arena.ShouldShowRows();
    }

    [Theory]
    [MemberData(nameof(TemplateTests.Values), MemberType = typeof(TemplateTests))]
    [Cases(AttackClass.TemplateInjection, By = AttackDoor.Rows)]
    public async Task A_value_in_a_condition_is_no_sql(string value)
    {
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            foreach (var way in (string[])["eq", "in", "starts"])
            {
                var page = await attacker.Page(("columns", "district,cost"), ("where", $"district:{way}:{value}"));
                page.Cells.ShouldBeEmpty();
            }
            // Whoever is not of a name that is none is everybody: not one more, not one less.
            var others = await attacker.Page(("columns", "age"), ("where", $"district:ne:{value}"), ("take", "5000"));
            if (others.IsAnswer) others.Rows.Count.ShouldBe(Patients.CrowdSize * 3 / 2 + Victim.Count);
        });
        await arena.ShouldShowRows();
    }

    /// <summary>The same in length and in what is told about it, whatever stands in the row that is hidden.</summary>
    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Channels, By = AttackDoor.Rows)]
    public async Task Pages_around_somebody_are_equally_long_and_end_at_the_same_row(int number)
    {
        var victim = Victim.Of(number);
        await arena.ShouldTellNothing(DoorArena.Gateway, async attacker =>
        {
            for (var take = 1; take <= 4; take++)
                await attacker.Page(("where", $"age:gte:{victim.Age - take}"), ("where", $"age:lte:{victim.Age + 1}"),
                    ("take", take.ToString(CultureInfo.InvariantCulture)));
            attacker.Seen.ShouldAllBe(r => r.IsAnswer);
            attacker.Seen.Select(r => r.Heads["Use-Number"]).ShouldBe(["1", "2", "3", "4"]);
        });
        await arena.ShouldShowRows();
    }
}
