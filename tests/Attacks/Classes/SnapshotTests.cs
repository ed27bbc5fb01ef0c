using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>快照差分 — the same question before and after one person came or went.</summary>
[Trait("Keeps", "state")]
public sealed class SnapshotTests
{
    static readonly string[] Questions =
    [
        "SELECT sum(cost) FROM data", "SELECT count(*) FROM data", "SELECT avg(cost), count(*) FROM data",
        "SELECT count(DISTINCT patient) FROM data", "SELECT sum(cost) FROM data WHERE age > 18",
    ];

    /// <summary>Twenty victims in one table: each goes in a version of its own.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Who_left_between_two_versions_is_not_the_difference(int question)
    {
        await using var arena = new Owned();
        await arena.InitializeAsync();
        for (var number = 0; number < 4; number++)
        {
            arena.Renew(World.First, Patients.Csv(World.First));
            var attacker = arena.Enter(World.First);
            (await attacker.Ask(Questions[question])).IsAnswer.ShouldBeTrue();
            arena.Renew(World.First, Patients.Csv(World.First, v => v.Number != number * 7));
            (await attacker.Ask(Questions[question])).Code.ShouldBe("space.not-released", $"victim {number * 7}");
            (await attacker.Ask("SELECT gender, avg(cost) FROM data WHERE age < 40 GROUP BY gender")).IsAnswer.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    public async Task Who_came_between_two_versions_is_not_the_difference(int number)
    {
        await using var arena = new Owned();
        await arena.InitializeAsync();
        arena.Renew(World.First, Patients.Csv(World.First, v => v.Number != number));
        var attacker = arena.Enter(World.First);
        (await attacker.Ask("SELECT sum(cost) FROM data")).IsAnswer.ShouldBeTrue();
        arena.Renew(World.First, Patients.Csv(World.First));
        (await attacker.Ask("SELECT sum(cost) FROM data")).Code.ShouldBe("space.not-released");
        (await attacker.Ask("SELECT gender, avg(cost) FROM data WHERE age < 40 GROUP BY gender")).IsAnswer.ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_version_with_many_new_people_is_answered()
    {
        await using var arena = new Owned();
        await arena.InitializeAsync();
        arena.Renew(World.First, Patients.Csv(World.First, v => v.Number < 5));
        var analyst = arena.Enter(World.First);
        (await analyst.Ask("SELECT count(*) FROM data")).IsAnswer.ShouldBeTrue();
        arena.Renew(World.First, Patients.Csv(World.First));
        (await analyst.Ask("SELECT count(*) FROM data")).IsAnswer.ShouldBeTrue();
    }

    sealed class Owned : Arena, IAsyncDisposable
    {
        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}
