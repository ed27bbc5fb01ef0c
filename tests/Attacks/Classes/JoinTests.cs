using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>A list of ids that the attacker brings along.</summary>
internal static class Lists
{
    static readonly ProductColumn[] Columns =
        [new("id", "编号", "VARCHAR", ColumnUse.Dimension), new("part", "分组", "VARCHAR", ColumnUse.Dimension)];

    /// <summary>So many that nobody has, beside those that are named.</summary>
    public static With Bring(this Attacker attacker, IEnumerable<string> ids, int fakes, string name = "mine")
    {
        var rows = ids.Select((id, i) => $"{id},{"ab"[i % 2]}\n").Concat(Enumerable.Range(0,
            fakes).Select(i => $"fake{i},{"ab"[i % 2]}\n"));
        return new(name, attacker.Arena.Keep(attacker.Buyer, "id,part\n" + string.Concat(rows), Columns).Value);
    }

    public static IEnumerable<string> Crowd(int count, int from = 0) => Enumerable.Range(from, count).Select(i => $"p{i}");
}

/// <summary>填充 — ids of the attacker's own bring no group over the threshold: the holder's people are counted.</summary>
public sealed class PaddingTests(Arena arena) : IClassFixture<Arena>
{
    static readonly string[] Questions =
    [
        "SELECT count(*) FROM data JOIN mine ON data.patient = mine.id", "SELECT sum(cost) FROM data JOIN mine ON data.patient = mine.id",
        "SELECT part, avg(cost) FROM data JOIN mine ON patient = id GROUP BY part",
        "SELECT count(DISTINCT patient) FROM mine JOIN data ON mine.id = data.patient",
        "SELECT diagnosis, count(*) FROM data JOIN mine ON patient = id GROUP BY diagnosis",
    ];

    public static TheoryData<string, int> All
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var question in Questions)
                for (var people = 1; people < 5; people++) all.Add(question, people);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    [Cases(AttackClass.Padding)]
    public async Task A_list_of_few_and_many_fakes_is_a_list_of_few(string sql, int people)
    {
        var replies = new List<string>();
        foreach (var world in (World[])[World.First, World.Second, World.Without])
        {
            var attacker = arena.Enter(world);
            var reply = await attacker.Ask(sql, null, attacker.Bring(Enumerable.Range(0, people).Select(i => $"v{i}"), 200));
            reply.IsAnswer.ShouldBeFalse($"{world} {reply.Body}");
            replies.Add(reply.Shape);
        }
        replies.ShouldBeAlike();

        var analyst = arena.Enter(World.First);
        var honest = await analyst.ShouldStillAnswer("SELECT count(DISTINCT patient) FROM data JOIN mine ON patient = id", null,
            analyst.Bring(Lists.Crowd(60), 0));
        honest.First.ShouldBe(60, honest.Body.ToString());
    }
}

/// <summary>定向连接 — lists made to find out about one: too small, nearly the same, too many, and joins that show who is missing.</summary>
[Trait("Keeps", "state")]
public sealed class TargetedJoinTests(Arena arena) : IClassFixture<Arena>
{
    const string Count = "SELECT count(*) FROM data JOIN mine ON data.patient = mine.id";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(49)]
    [Cases(AttackClass.TargetedJoin)]
    public async Task A_list_below_the_least_is_refused(int rows)
    {
        var attacker = arena.Enter(World.First);
        await attacker.ShouldBeRefused(Count, "space.list-too-small", null, attacker.Bring(Lists.Crowd(rows), 0));
        await ShouldMatch(attacker);
    }

    public static TheoryData<string> Shapes =>
    [
        "SELECT count(*) FROM mine LEFT JOIN data ON data.patient = mine.id",
        "SELECT count(*) FROM data RIGHT JOIN mine ON data.patient = mine.id",
        "SELECT count(*) FROM data FULL JOIN mine ON data.patient = mine.id",
        "SELECT count(*) FROM mine ANTI JOIN data ON data.patient = mine.id",
        "SELECT count(*) FROM mine SEMI JOIN data ON data.patient = mine.id",
        "SELECT count(*) FROM mine WHERE id NOT IN (SELECT patient FROM data)",
        "SELECT id FROM mine JOIN data ON data.patient = mine.id",
        "SELECT id, count(*) FROM data JOIN mine ON data.patient = mine.id GROUP BY id",
        "SELECT count(*) FROM data JOIN mine ON data.patient > mine.id",
        "SELECT count(*) FROM data JOIN mine ON data.district = mine.part", "SELECT count(*) FROM data, mine",
        "SELECT count(*) FROM data JOIN mine ON data.patient = mine.id OR mine.part = 'a'",
        "SELECT count(*) FROM data ASOF JOIN mine ON data.patient >= mine.id",
        "SELECT count(*) FROM data JOIN mine ON left(data.patient, 2) = mine.id", "SELECT * FROM mine",
        "SELECT id, data.cost FROM mine JOIN data ON patient = id",
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    [Cases(AttackClass.TargetedJoin)]
    public async Task No_join_shows_who_is_there_and_who_is_not(string sql)
    {
        foreach (var (one, other) in ((World, World)[])[(World.First, World.Second), (World.First, World.Without)])
        {
            var (a, b) = (arena.Enter(one), arena.Enter(other));
            var (seen, there) = (await a.Ask(sql, null, a.Bring(Lists.Crowd(59).Append("v3"), 0)), await b.Ask(sql, null,
                b.Bring(Lists.Crowd(59).Append("v3"), 0)));
            (seen.Shape, string.Join('|', seen.Cells)).ShouldBe((there.Shape, string.Join('|', there.Cells)));
            Proof.Tried();
        }
        await ShouldMatch(arena.Enter(World.First));
    }

    public static TheoryData<int> Victims => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.TargetedJoin)]
    public async Task Two_lists_that_differ_by_one_do_not_tell_whether_that_one_is_there(int number)
    {
        foreach (var (first, second) in ((string[], string[])[])[(["fakeA"], [$"v{number}"]), ([$"v{number}"], ["fakeA"])])
        {
            var replies = new List<string>();
            foreach (var world in (World[])[World.First, World.Without])
            {
                var attacker = arena.Enter(world);
                await attacker.Ask(Count, null, attacker.Bring(Lists.Crowd(80).Concat(first), 0));
                await attacker.Ask(Count, null, attacker.Bring(Lists.Crowd(80).Concat(second), 0));
                replies.Add(string.Join(" ; ", attacker.Seen.Skip(1).Select(r => r.Shape)));
            }
            replies.ShouldBeAlike();
        }
        await ShouldMatch(arena.Enter(World.First));
    }

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.TargetedJoin)]
    public async Task A_list_of_everybody_does_not_tell_whether_one_is_there(int number)
    {
        var (everybody, shapes) = (Lists.Crowd(Patients.CrowdSize).Concat(Enumerable.Range(0,
            Victim.Count).Select(i => $"v{i}")).ToList(), new List<string>());
        foreach (var world in (World[])[World.First, World.Without])
        {
            var attacker = arena.Enter(world);
            await attacker.Ask("SELECT sum(cost) FROM data");
            shapes.Add((await attacker.Ask($"SELECT sum(cost) FROM data JOIN mine ON patient = id WHERE age <> {Victim.Of(number).Age}",
                null,
                attacker.Bring(everybody, 0))).Shape);
        }
        shapes.ShouldBeAlike();
        await ShouldMatch(arena.Enter(World.First));
    }

    [Fact]
    [Cases(AttackClass.TargetedJoin)]
    public async Task Many_lists_end_at_the_days_quota()
    {
        var attacker = arena.Enter(World.First, new() { Controls = new() { ProbesPerDayMax = 200, RefusalsPerDayMax = 1000 } });
        for (var list = 0; list < 3; list++)
            (await attacker.Ask(Count, null, attacker.Bring(Lists.Crowd(60, list * 60), 0))).IsAnswer.ShouldBeTrue();
        await attacker.ShouldBeRefused(Count, "space.probes-spent", null, attacker.Bring(Lists.Crowd(60, 200), 0));
        await attacker.ShouldStillAnswer("SELECT gender, count(*) FROM data WHERE age < 40 GROUP BY gender");
    }

    [Fact]
    [Cases(AttackClass.TargetedJoin)]
    public async Task A_list_with_the_same_id_many_times_weighs_nobody()
    {
        var attacker = arena.Enter(World.First);
        await attacker.ShouldBeRefused(Count, "space.list-not-unique", null,
            attacker.Bring(Enumerable.Repeat("v3", 60).Concat(Lists.Crowd(60)), 0));
        await ShouldMatch(attacker);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [Cases(AttackClass.TargetedJoin)]
    public async Task A_match_of_few_shows_nobody(int people)
    {
        var replies = new List<string>();
        foreach (var world in (World[])[World.First, World.Without])
        {
            var attacker = arena.Enter(world);
            replies.Add((await attacker.Ask("SELECT id FROM mine JOIN data ON data.patient = mine.id", UseMode.ListOverlap,
                attacker.Bring(Enumerable.Range(0, people).Select(i => $"v{i}"), 200))).Shape);
        }
        replies.ShouldBeAlike();
        var analyst = arena.Enter(World.First);
        (await analyst.ShouldStillAnswer("SELECT id FROM mine JOIN data ON data.patient = mine.id", UseMode.ListOverlap,
            analyst.Bring(Lists.Crowd(30), 30))).Rows.Count.ShouldBe(30);
    }

    static async Task ShouldMatch(Attacker analyst)
    {
        var reply = await analyst.ShouldStillAnswer("SELECT count(DISTINCT patient) FROM data JOIN mine ON patient = id", null,
            analyst.Bring(Lists.Crowd(100, 100), 20));
        reply.First.ShouldBe(100, reply.Body.ToString());
    }
}
