using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;

namespace Yuanliu.Tests.Space;

public sealed class PlanTests : IDisposable
{
    readonly SqlParser parser = new();

    public void Dispose() => parser.Dispose();

    [Fact]
    public void A_question_becomes_groups_units_and_an_answer_of_what_is_released()
    {
        var plan = Read("SELECT district AS d, avg(价格) m FROM data WHERE rooms = 2 GROUP BY d HAVING m > 10 ORDER BY m DESC LIMIT 3");
        var stage = plan.Stages.Single();
        stage.Group(Base).ShouldBe("CREATE TEMP TABLE g0 AS SELECT row_number() OVER () - 1 AS gid, * FROM ("
            + "SELECT t_data.\"district\" AS d0, "
            + "avg(t_data.\"价格\") AS a0 FROM <district,rooms,价格> AS t_data WHERE (t_data.\"rooms\" = 2) GROUP BY t_data.\"district\")");
        stage.Units(Base, 0, distinct: false).ShouldBe("SELECT g.gid, u.first, u.after, u.f0 FROM (SELECT t_data.\"district\" AS d0, "
            + "t_data.u0_first AS first, t_data.u0_after AS after, t_data.\"价格?\" AS f0 FROM <units district,rooms 价格?> AS t_data "
            + "WHERE (t_data.\"rooms\" = 2)) u LEFT JOIN g0 g ON g.d0 IS NOT DISTINCT FROM u.d0");
        plan.Final.ShouldBe("SELECT a0 AS c0, d0 AS c1 FROM r0 WHERE (10 < a0) ORDER BY a0 DESC, d0 LIMIT 3");
        plan.Names.ShouldBe(["d", "m"]);
        plan.Shown.ShouldBe([1, 0]);
    }

    [Fact]
    public void What_can_fail_on_one_value_has_no_value_there()
        => Read("SELECT count(*) FROM data WHERE abs(rooms * 9223372036854775807) > 5").Stages[0].Group(Base)
            .ShouldContain("TRY(abs(TRY((9223372036854775807 * t_data.\"rooms\"))))");

    [Fact]
    public void Values_beyond_an_owners_bounds_are_taken_as_the_bound()
        => Read("SELECT sum(价格) FROM data", columns: [.. Policies.Columns.Select(c => c.Name == "价格"
            ? c with { Control = new() { Low = 0, High = 100.5m } } : c)]).Stages[0].Group(Base)
            .ShouldContain("sum(greatest(least(t_data.\"价格\", 100.5), 0))");

    public static TheoryData<string, string> Same() => new()
    {
        { "SELECT district, count(*) FROM data GROUP BY district", "select  D.DISTRICT /* x */, COUNT( * )\nfrom data as D group by 1" },
        { "SELECT rooms, avg(价格) FROM data WHERE rooms IN (1, 2) GROUP BY rooms",
            "SELECT rooms, mean(\"价格\") FROM data WHERE data.rooms = 2 OR rooms = 1 GROUP BY ALL" },
        { "SELECT count(*) FROM data WHERE rooms > 1 AND district = 'x'", "SELECT count(*) FROM data WHERE 'x' = district AND 1 < rooms" },
        { "SELECT count(*) FROM data WHERE rooms BETWEEN 1 AND 3", "SELECT count(*) FROM data WHERE rooms >= 1 AND rooms <= 3" },
        { "SELECT count(*) FROM data WHERE NOT (rooms < 1 OR district = 'x')",
            "SELECT count(*) FROM data WHERE rooms >= 1 AND district <> 'x'" },
        { "SELECT count(*) FROM data WHERE sold_on = '2026-01-01'", "SELECT count(*) FROM data WHERE sold_on = DATE '2026-01-01'" },
        { "SELECT count(*) AS a, district FROM data GROUP BY district", "SELECT district AS b, count(*) FROM data GROUP BY district" },
        { "SELECT district, rooms, count(*) FROM data GROUP BY 1, 2", "SELECT rooms, district, count(*) FROM data GROUP BY 1, 2" },
        { "SELECT count(*) FROM data WHERE rooms + 1 = 3 AND rooms + 1 = 3", "SELECT count(*) FROM data WHERE 1 + rooms = 3" },
        { "WITH t AS (SELECT district, 价格 FROM data) SELECT avg(价格) FROM t",
            "SELECT avg(p) FROM (SELECT 价格 AS p, district AS x FROM data) y" },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public void The_same_question_written_otherwise_is_the_same_plan(string one, string other)
        => Read(one).Canonical.ShouldBe(Read(other).Canonical);

    [Theory]
    [InlineData("SELECT count(*) FROM data WHERE rooms = 1", "SELECT count(*) FROM data WHERE rooms = 2")]
    [InlineData("SELECT sum(价格) FROM data", "SELECT avg(价格) FROM data")]
    [InlineData("SELECT district, count(*) n FROM data GROUP BY 1 ORDER BY n LIMIT 3",
        "SELECT district, count(*) n FROM data GROUP BY 1 ORDER BY n LIMIT 4")]
    public void Another_question_is_another_plan(string one, string other) => Read(one).Canonical.ShouldNotBe(Read(other).Canonical);

    [Theory]
    [InlineData("SELECT count(*) FROM data WHERE district = 'x'' OR ''1''=''1'", "'x'' OR ''1''=''1'")]
    [InlineData("SELECT count(*) FROM data WHERE district = E'\\x27; DROP TABLE data; --'", "'''; DROP TABLE data; --'")]
    [InlineData("SELECT count(*) FROM data WHERE district = $$'$$", "''''")]
    public void A_text_constant_stays_one_constant(string sql, string constant)
        => Read(sql).Stages[0].Group(Base).ShouldContain($"= {constant})");

    [Fact]
    public void Names_given_to_outputs_never_reach_the_engine()
    {
        var plan = Read("WITH \"t; DROP\" AS (SELECT district AS \"x; DROP\" FROM data) "
            + "SELECT \"x; DROP\" AS \"y\"\"; DROP\", count(*) FROM \"t; DROP\" GROUP BY 1");
        (plan.Stages[0].Group(Base) + plan.Final).ShouldNotContain("DROP");
    }

    [Fact]
    public void Parameters_take_values_and_not_text()
    {
        var values = new Dictionary<string, Term> { ["d"] = Literals.Text("x' OR 1=1 --")! };
        var reading = new QueryReader(parser, new()).Read("SELECT count(*) FROM data WHERE district = $d", Policies.Tables(), values);
        reading.Plan!.Stages[0].Group(Base).ShouldContain("= 'x'' OR 1=1 --')");
        new QueryReader(parser, new()).Read("SELECT count(*) FROM data WHERE district = $e", Policies.Tables(),
            values).Denial.ShouldNotBeNull();
    }

    static string Base(int table, Form form, IReadOnlyList<string> columns, IReadOnlyList<string> present) => form is Form.Rows
        ? $"<{string.Join(',', columns)}>" : $"<units {string.Join(',', columns)} {string.Join(',', present.Select(p => p + "?"))}>";

    Plan Read(string sql, IReadOnlyList<ProductColumn>? columns = null)
    {
        var tables = columns is null ? Policies.Tables() : [new("data", TableTerms.Of(columns, 5, new()), columns)];
        var reading = new QueryReader(parser, new SpaceLimits()).Read(sql, tables);
        reading.Denial.ShouldBeNull();
        return reading.Plan!;
    }
}
