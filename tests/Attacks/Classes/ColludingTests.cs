using Shouldly;
using Xunit;
using Yuanliu.Space.Rooms;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>多重身份与合谋 — what one may not ask twice, two who are known to belong together may not ask once each.</summary>
[Trait("Keeps", "state")]
public sealed class ColludingTests(Arena arena) : IClassFixture<Arena>
{
    public static TheoryData<int> Victims => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Colluding)]
    public async Task A_circle_is_one_asker(int number)
    {
        var victim = Victim.Of(number);
        var members = Enumerable.Range(0, 2 + number % 3).Select(_ => arena.Enter(World.First)).ToList();
        await Together(members);
        (await members[0].Ask("SELECT sum(cost) FROM data")).IsAnswer.ShouldBeTrue();
        foreach (var other in members.Skip(1))
            await other.ShouldBeRefused($"SELECT sum(cost) FROM data WHERE age <> {victim.Age}", "space.not-released");
        await members[^1].ShouldStillAnswer("SELECT gender, sum(cost) FROM data WHERE age < 40 GROUP BY gender");
    }

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Colluding)]
    public async Task Two_agreements_of_one_buyer_are_one_asker(int number)
    {
        var (victim, first) = (Victim.Of(number), arena.Enter(World.First));
        var second = arena.Sign(first.Buyer, arena.Resource(World.First), number % 2 == 0 ? new() : new(MinGroup: 7)
        {
            Columns = [.. Patients.Columns.Where(c => c.Name is not "visited")],
        });
        (await first.Ask("SELECT sum(cost) FROM data")).IsAnswer.ShouldBeTrue();
        await second.ShouldBeRefused($"SELECT sum(cost) FROM data WHERE age <> {victim.Age}", "space.not-released");
        await second.ShouldStillAnswer("SELECT gender, sum(cost) FROM data WHERE age < 40 GROUP BY gender");
    }

    /// <summary>Under other columns the same people are asked for,
    /// with the one left out of whom is to be known whether it is there.</summary>
    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Colluding)]
    public async Task A_second_agreement_does_not_tell_whether_somebody_is_there(int number)
    {
        var (victim, shapes) = (Victim.Of(number), new List<string>());
        foreach (var world in (World[])[World.First, World.Without])
        {
            var first = arena.Enter(world);
            var second = arena.Sign(first.Buyer, arena.Resource(world),
                new() { Columns = [.. Patients.Columns.Where(c => c.Name is not "visited")] });
            (await first.Ask("SELECT sum(cost) FROM data")).IsAnswer.ShouldBeTrue();
            shapes.Add((await second.Ask($"SELECT sum(cost) FROM data WHERE age <> {victim.Age}")).Shape);
        }
        shapes.ShouldBeAlike();
        await arena.ShouldAnswer("SELECT gender, sum(cost) FROM data WHERE age < 40 GROUP BY gender");
    }

    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Colluding)]
    public async Task Two_at_once_are_one_after_the_other(int number)
    {
        var (victim, first) = (Victim.Of(number), arena.Enter(World.First));
        var second = arena.Sign(first.Buyer, arena.Resource(World.First));
        var replies = await Task.WhenAll(first.Ask("SELECT sum(cost) FROM data"),
            second.Ask($"SELECT sum(cost) FROM data WHERE age <> {victim.Age}"));
        replies.Count(r => r.IsAnswer).ShouldBe(1, string.Join('\n', replies.Select(r => r.Shape)));
        Proof.Tried();
        await first.ShouldStillAnswer("SELECT gender, sum(cost) FROM data WHERE age < 40 GROUP BY gender");
    }

    Task<int> Together(List<Attacker> members) => arena.App.Db(async db =>
    {
        var circle = members[0].Buyer.Value;
        foreach (var member in members)
            db.Add(new CircleMember { Organization = member.Buyer, Circle = circle, Name = "同一集团", At = arena.App.Clock.Now });
        return await db.SaveChangesAsync();
    });
}
