using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>快照差分 — the same question before and after one person came or went.</summary>
[Trait("Keeps", "state")]
public sealed class SnapshotTests(Arena arena) : IClassFixture<Arena>
{
    const string Neighbour = "SELECT gender, avg(cost) FROM data WHERE age < 40 GROUP BY gender";

    static readonly string[] Questions =
    [
        "SELECT sum(cost) FROM data", "SELECT count(*) FROM data", "SELECT avg(cost), count(*) FROM data",
        "SELECT count(DISTINCT patient) FROM data", "SELECT sum(cost) FROM data WHERE age > 18",
    ];

    public static TheoryData<int, int> All
    {
        get
        {
            var all = new TheoryData<int, int>();
            for (var question = 0; question < Questions.Length; question++)
                foreach (var number in (int[])[0, 14]) all.Add(question, number);
            return all;
        }
    }

    static string Without(params int[] numbers) => Patients.Csv(World.First, v => !numbers.Contains(v.Number));

    [Theory]
    [MemberData(nameof(All))]
    [Cases(AttackClass.Snapshots)]
    public Task Who_left_between_two_versions_is_not_the_difference(int question, int number)
        => ShouldNotTell(Questions[question], Without(), Without(number));

    [Theory]
    [MemberData(nameof(All))]
    [Cases(AttackClass.Snapshots)]
    public Task Who_came_between_two_versions_is_not_the_difference(int question, int number)
        => ShouldNotTell(Questions[question], Without(number), Without());

    [Theory]
    [MemberData(nameof(All))]
    [Cases(AttackClass.Snapshots)]
    public Task Who_came_as_another_left_is_not_the_difference(int question, int number)
        => ShouldNotTell(Questions[question], Without(number), Without(number + 1));

    [Theory]
    [MemberData(nameof(All))]
    [Cases(AttackClass.Snapshots)]
    public Task A_second_agreement_on_the_new_version_remembers_the_old(int question, int number)
        => ShouldNotTell(Questions[question], Without(), Without(number), isSecond: true);

    [Fact]
    public async Task A_new_version_with_many_new_people_is_answered()
    {
        var (analyst, id) = Enter(Patients.Csv(World.First, v => v.Number < 5));
        (await analyst.Ask("SELECT count(*) FROM data")).IsAnswer.ShouldBeTrue();
        arena.Renew(id, Arena.Holder, Without(), Patients.Columns);
        (await analyst.Ask("SELECT count(*) FROM data")).IsAnswer.ShouldBeTrue();
    }

    async Task ShouldNotTell(string sql, string before, string after, bool isSecond = false)
    {
        var (attacker, id) = Enter(before);
        (await attacker.Ask(sql)).IsAnswer.ShouldBeTrue();
        arena.Renew(id, Arena.Holder, after, Patients.Columns);
        if (isSecond) attacker = arena.Sign(attacker.Buyer, id, new(MinGroup: 6));
        await attacker.ShouldBeRefused(sql, "space.not-released");
        await attacker.ShouldStillAnswer(Neighbour);
    }

    /// <summary>A table of its own, and somebody who may ask it.</summary>
    (Attacker, ResourceId) Enter(string csv)
    {
        var id = arena.Keep(Arena.Holder, csv, Patients.Columns);
        var buyer = arena.Enter(World.Without).Buyer;
        return (arena.Sign(buyer, id), id);
    }
}
