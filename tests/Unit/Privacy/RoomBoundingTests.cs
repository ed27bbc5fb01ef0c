using Shouldly;
using Xunit;
using Yuanliu.Compute.Privacy;
using Yuanliu.Space;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Privacy;
using Yuanliu.Tests.Privacy.Audit;

namespace Yuanliu.Tests.Privacy;

/// <summary>Over joins and derived tables one identity moves what the plan says and no more; what cannot be bounded is refused.</summary>
public sealed class RoomBoundingTests
{
    public static TheoryData<string> Shapes => [.. QueryShapes.All.Where(s => s.Room is not null).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void One_identity_moves_each_measure_by_its_sensitivity_in_so_many_groups_at_most(string name)
    {
        var shape = QueryShapes.All.Single(s => s.Name == name);
        for (var seed = 1; seed <= 12; seed++)
        {
            var rows = Rows(seed);
            var without = rows.Where(r => r.Identity != 0).ToArray();
            var (a, b) = (shape.Lanes(shape.Plan, rows), shape.Lanes(shape.Plan, without));
            foreach (var measure in shape.Plan.Measures)
            {
                var moved = 0;
                for (var group = 0; group < shape.Groups; group++)
                {
                    var from = group * shape.Plan.LaneCount + measure.FirstLane;
                    var by = Enumerable.Range(from, measure.LaneCount).Sum(i => (double)Int128.Abs(a[i] - b[i]));
                    by.ShouldBeLessThanOrEqualTo((double)measure.Sensitivity, $"{measure.Kind}, seed {seed}");
                    if (by > 0) moved++;
                }
                moved.ShouldBeLessThanOrEqualTo(shape.Plan.Query.GroupsMoved, $"{measure.Kind}, seed {seed}");
            }
        }
    }

    /// <summary>Few identities with many rows each, in all groups.</summary>
    static Row[] Rows(int seed)
    {
        var words = SeededBytes.Words((ulong)seed);
        return [.. Enumerable.Range(0, 60).Select(_ => new Row((int)(words.Next() % 7), (int)(words.Next() % 5),
            (long)(words.Next() % 400) - 200))];
    }

    [Theory]
    [InlineData("SELECT count(*) FROM data JOIN other ON data.grp = other.grp", "space.not-one-identity")]
    [InlineData("SELECT count(*) FROM data JOIN mine ON data.grp = mine.grp JOIN other ON other.grp = mine.grp", "space.not-one-identity")]
    [InlineData("SELECT count(*) FROM (SELECT id, grp FROM data) d JOIN other ON d.grp = other.grp", "space.not-one-identity")]
    [InlineData("SELECT avg(n) FROM (SELECT id, count(value) AS n FROM data GROUP BY id) t", "space.no-bounds")]
    [InlineData("SELECT count(DISTINCT id) FILTER (WHERE grp = 'g1') FROM data", "space.not-private")]
    [InlineData("SELECT grp, count(*) FROM mine GROUP BY grp UNION ALL SELECT grp, count(*) FROM data GROUP BY grp", "space.no-identity")]
    public void What_one_identity_does_not_bound_is_refused_with_its_reason(string sql, string code)
    {
        using var parser = new SqlParser();
        var reading = new QueryReader(parser, new SpaceLimits()).Read(sql, [.. RoomShapes.Parts.Select(p => p.Table)], isPrivate: true);
        reading.Denial.ShouldBeNull();
        PrivateQuestion.From(reading.Plan!, RoomShapes.Parts).Denial!.Refusal.Code.ShouldBe(code);
    }

    [Fact]
    public void Columns_that_a_table_without_identities_does_not_make_public_are_not_shown()
    {
        var parts = RoomShapes.Parts.Select(p => p.Table.Name != "codes" ? p : p with
        {
            Table = p.Table with { Terms = Yuanliu.Space.Policies.TableTerms.Of([.. p.Table.Columns.Select(c => c.Name == "level"
                ? c with { Control = null } : c)], 5, Contracts.UseControls.Default) },
        }).ToList();
        using var parser = new SqlParser();
        foreach (var sql in new[]
        {
            "SELECT level, count(*) FROM data JOIN codes ON data.grp = codes.grp GROUP BY level",
            "SELECT count(*) FROM data JOIN codes ON data.grp = codes.grp WHERE level = 'g1'",
            "SELECT count(*) FILTER (WHERE level = 'g1') FROM data JOIN codes ON data.grp = codes.grp",
            "SELECT sum(value) FILTER (WHERE level = 'g1') FROM data JOIN codes ON data.grp = codes.grp",
            "SELECT level, count(*) FROM (SELECT level FROM data JOIN codes ON data.grp = codes.grp) t GROUP BY level",
        })
        {
            var plan = new QueryReader(parser, new SpaceLimits()).Read(sql, [.. parts.Select(p => p.Table)], isPrivate: true).Plan!;
            PrivateQuestion.From(plan, parts).Denial!.Refusal.Code.ShouldBe("space.not-known", sql);
        }
    }

    [Fact]
    public void Groupings_share_what_an_answer_may_cost_and_a_table_pays_for_those_that_read_it()
    {
        var question = RoomShapes.Read("SELECT grp, count(*) AS n FROM data GROUP BY grp UNION ALL "
            + "SELECT data.grp, count(*) AS n FROM data JOIN other ON data.id = other.id GROUP BY data.grp");
        question.Stages.Count.ShouldBe(2);
        question.Owners.ShouldBe([0, 1]);
        question.Cost.Rho.ShouldBe(PrivateQuestion.Of(500_000));
        question.CostOf([1]).Rho.ShouldBe(PrivateQuestion.Of(250_000));
    }

    [Fact]
    public void A_bound_on_one_row_per_identity_comes_from_the_bounds_of_its_rows()
    {
        var totals = RoomShapes.Read("SELECT sum(total), sum(n), avg(most) FROM "
            + "(SELECT id, sum(value) AS total, count(*) AS n, max(value) AS most FROM data GROUP BY id) t");
        totals.Stages[0].Noise.Query.Columns.Select(c => (c.Lower, c.Upper))
            .ShouldBe([(-400L, 800L), (0L, 8L), (-50L, 100L)], ignoreOrder: true);
    }

    [Fact]
    public void A_condition_of_one_measure_leaves_its_bounds_as_they_are()
    {
        var chosen = RoomShapes.Read(
            "SELECT count(*) FILTER (WHERE grp = 'g1'), sum(value) FILTER (WHERE grp = 'g1'), sum(value) FROM data");
        chosen.Stages[0].Noise.Query.Columns.Select(c => (c.Lower, c.Upper)).ShouldBe([(0L, 1L), (-50L, 100L), (-50L, 100L)],
            ignoreOrder: true);
        Row[] rows = [new(0, 1, 7), new(0, 1, 100), new(1, 2, 60), new(2, 1, null)];
        var lanes = RoomShapes.Lanes(chosen.Stages[0], rows);
        lanes.ShouldBe([3, 107, 167], ignoreOrder: true);
    }
}
