using Shouldly;
using Xunit;
using Xunit.Abstractions;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy.Audit;

/// <summary>
/// An auditor that is not shown the code: it must let pass what ships, and catch each of the bugs that were put in on purpose.
/// </summary>
public sealed class AuditTests(ITestOutputHelper output)
{
    const int Runs = 4000;

    public static TheoryData<string> Shapes => [.. QueryShapes.All.Select(s => s.Name)];

    /// <summary>Each bug with the shape that shows it first; the others are tried after it.</summary>
    public static TheoryData<string, string> SeededBugs => new()
    {
        { nameof(Bugs.WrongScale), "count" },
        { nameof(Bugs.HalfSensitivity), "sum at the upper bound" },
        { nameof(Bugs.ForgottenClamp), "sum far beyond the bounds" },
        { nameof(Bugs.NoGroupBound), "identities by group of one in more than counted" },
        { nameof(Bugs.NoRowBound), "count of an identity with more rows than counted" },
        { nameof(Bugs.BoundedBeforeJoin), "rows of one identity in two tables, count" },
        { nameof(Bugs.JoinedOnAnotherColumn), "rows of one identity in two tables, count" },
        { nameof(Bugs.FloatRounding), "sum with wide noise" },
        { nameof(Bugs.NoiseReused), "histogram, rows in all bins, Laplace" },
        { nameof(Bugs.SeedShared), "count by group of one in one" },
        { nameof(Bugs.ThresholdOffByOne), "identities by group of one alone in its group" },
        { nameof(Bugs.DeltaForEachGroup), "identities by group of one alone in many" },
        { nameof(Bugs.DeltaIgnored), "count by group of one alone in many" },
        { nameof(Bugs.ZeroTwice), "count, Laplace" },
        { nameof(Bugs.SignForgotten), "count" },
        { nameof(Bugs.EmptyGroupsDropped), "sum by group of one alone in its group" },
        { nameof(Bugs.ChargedAfter), "four questions and a budget for one" },
    };

    [Fact]
    public void There_are_thirty_shapes_and_every_bug_is_tried()
    {
        QueryShapes.All.Count.ShouldBeGreaterThanOrEqualTo(30);
        QueryShapes.All.Select(s => s.Name).Distinct().Count().ShouldBe(QueryShapes.All.Count);
        var bugs = SeededBugs.Select(row => (string)row[0]).ToList();
        bugs.Count.ShouldBeGreaterThanOrEqualTo(10);
        bugs.ShouldBe(typeof(Bugs).GetNestedTypes().Select(t => t.Name), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_ships_keeps_its_promise(string name)
        => Auditor.Audit(Shape(name), new Shipped(), Runs).ShouldBeNull();

    [Theory]
    [MemberData(nameof(SeededBugs))]
    public void Each_bug_is_caught(string bug, string shownBy)
    {
        var pipeline = (IPipeline)Activator.CreateInstance(typeof(Bugs).GetNestedType(bug)!)!;
        var found = QueryShapes.All.OrderByDescending(s => s.Name == shownBy).Select(shape => Auditor.Audit(shape, pipeline, Runs))
            .FirstOrDefault(f => f is not null);
        output.WriteLine($"{found}");
        found.ShouldNotBeNull();
    }

    /// <summary>Only then do the bugs say anything about the code that ships.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_pieces_without_a_bug_answer_what_ships_to_the_last_digit(string name)
    {
        var shape = Shape(name);
        var (shipped, pieces) = (new Shipped().Prepare(shape, shape.With), new Pieces().Prepare(shape, shape.With));
        for (var seed = 1UL; seed <= 20; seed++) pieces(seed).ShouldBe(shipped(seed));
    }

    /// <summary>Told that two runs on the same data do not differ at all, which leaves no slack, the auditor agrees.</summary>
    [Fact]
    public void Where_there_is_no_difference_the_auditor_sees_none()
    {
        const int Audits = 150;
        var shape = Shape("sum by group of one in all");
        var same = shape with { With = shape.Without };
        Enumerable.Range(1, Audits).Count(seed => Auditor.Audit(same, new Shipped(), [(0, 0)], 300, (ulong)seed) is not null)
            .ShouldBeLessThanOrEqualTo(1);
    }

    static QueryShape Shape(string name) => QueryShapes.All.Single(s => s.Name == name);
}
