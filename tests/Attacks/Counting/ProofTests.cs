using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Attacks.Counting;

/// <summary>The measure is measured: a case that proves nothing fails, and what is learnt is noticed.</summary>
public sealed class ProofTests(Arena arena) : IClassFixture<Arena>
{
    const string Neighbour = "SELECT gender, count(*) FROM data WHERE age < 40 GROUP BY gender";

    [Fact]
    public async Task An_attempt_without_an_honest_question_after_it_is_no_case()
    {
        Proof.Open();
        await arena.Enter(World.First).ShouldBeRefused("SELECT * FROM data");
        Assert.Throws<ShouldAssertException>(() => Proof.Close(1));
        await arena.ShouldAnswer(Neighbour);
        Proof.Close(1);
    }

    [Fact]
    public async Task An_honest_question_alone_is_no_case()
    {
        Proof.Open();
        await arena.ShouldAnswer(Neighbour);
        Assert.Throws<ShouldAssertException>(() => Proof.Close(1));
    }

    /// <summary>Under an agreement that lets groups be of one, all of this is learnt.</summary>
    [Theory]
    [InlineData("SELECT sum(cost) FROM data WHERE age = 77")]
    [InlineData("SELECT diagnosis, count(*) FROM data WHERE age = 77 GROUP BY diagnosis")]
    [InlineData("SELECT count(*) FROM data WHERE age = 77 AND diagnosis = '肝炎'")]
    public async Task What_is_learnt_is_noticed(string sql)
    {
        var (open, victim) = (new Terms(MinGroup: 1), Victim.Of(7));
        await Assert.ThrowsAsync<ShouldAssertException>(() => arena.ShouldSeeTheSame([sql], World.First, World.Second, open));
        await Assert.ThrowsAsync<ShouldAssertException>(() => arena.ShouldLearnNothing(new(victim, [sql], Neighbour)
        {
            Terms = open,
            Guess = seen => seen[0].Cells.Contains(Victim.FirstDiagnosis) || seen[0].Cells is ["1"] ? Victim.FirstDiagnosis
                : Victim.SecondDiagnosis,
        }));
    }

    [Fact]
    public async Task Two_answers_that_differ_by_one_are_noticed()
        => await Assert.ThrowsAsync<ShouldAssertException>(() => arena.ShouldLearnNothing(new(Victim.Of(7),
            ["SELECT sum(cost), count(*) FROM data", "SELECT sum(cost), count(*) FROM data WHERE age <> 77"], Neighbour)
        {
            Terms = new Terms(MinGroup: 1),
        }));
}
