using Shouldly;
using Xunit;
using Yuanliu.Space;
using Yuanliu.Space.Gate;

namespace Yuanliu.Tests.Space;

public sealed class SqlWriterTests : IDisposable
{
    readonly SqlParser parser = new();

    public void Dispose() => parser.Dispose();

    [Fact]
    public void The_threshold_counts_distinct_identities_and_those_behind_every_measure()
    {
        var written = Write("SELECT district, avg(价格) FROM data WHERE rooms = 2 GROUP BY district");
        written.Group.ShouldBe(
            "CREATE TEMP TABLE released_groups AS SELECT \"district\" AS d0, avg(\"价格\") AS a0, "
            + "least(count(DISTINCT \"owner_id\"), count(DISTINCT \"owner_id\") FILTER (\"价格\" IS NOT NULL)) AS support "
            + "FROM (SELECT \"district\", \"sold_on\", \"rooms\", \"价格\", \"Area\", \"owner_id\" FROM holder_file) AS data "
            + "WHERE (\"rooms\" = 2) GROUP BY \"district\"");
        written.Release.ShouldBe("SELECT d0 AS o0, a0 AS o1 FROM released_groups WHERE support >= 5 ORDER BY d0");
    }

    [Fact]
    public void Without_an_identity_rows_are_counted()
        => Write("SELECT avg(价格) FROM data", withIdentity: false).Group.ShouldContain("least(count(*), count(\"价格\")) AS support");

    [Fact]
    public void Conditions_and_order_on_results_see_released_groups_only()
    {
        var written = Write("SELECT district AS d, count(*) n FROM data GROUP BY d HAVING n > 10 ORDER BY n DESC LIMIT 3");
        written.Group.ShouldNotContain("HAVING");
        written.Release.ShouldBe(
            "SELECT d0 AS o0, a0 AS o1 FROM released_groups WHERE support >= 5 AND (a0 > 10) ORDER BY a0 DESC, d0 LIMIT 3");
    }

    [Theory]
    [InlineData("SELECT district, count(*) FROM data GROUP BY district",
        "select  D.DISTRICT /* x */, COUNT( * )\nfrom data as D group by 1")]
    [InlineData("SELECT rooms, avg(价格) FROM data WHERE rooms IN (1, 2) GROUP BY rooms",
        "SELECT rooms, mean(\"价格\") FROM data WHERE data.rooms IN (1,2) GROUP BY ALL")]
    public void The_same_question_written_otherwise_is_the_same_plan(string one, string other) => Write(one).ShouldBe(Write(other));

    [Theory]
    [InlineData("SELECT count(*) FROM data WHERE district = 'x'' OR ''1''=''1'", "'x'' OR ''1''=''1'")]
    [InlineData("SELECT count(*) FROM data WHERE district = E'\\x27; DROP TABLE data; --'", "'''; DROP TABLE data; --'")]
    [InlineData("SELECT count(*) FROM data WHERE district = $$'$$", "''''")]
    public void A_text_constant_stays_one_constant(string sql, string constant) => Write(sql).Group.ShouldContain($"= {constant})");

    [Fact]
    public void Names_given_to_outputs_never_reach_the_engine()
    {
        var written = Write("SELECT count(*) AS \"x\"\"; DROP TABLE data; --\" FROM data");
        (written.Group + written.Release).ShouldNotContain("DROP");
    }

    WrittenQuery Write(string sql, bool withIdentity = true)
    {
        var policy = Policies.Compiled(withIdentity: withIdentity);
        var reading = new QueryReader(parser, new SpaceLimits()).Read(sql, policy);
        reading.Denial.ShouldBeNull();
        return SqlWriter.Write(reading.Query!, policy, "holder_file");
    }
}
