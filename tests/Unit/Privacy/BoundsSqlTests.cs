using System.Globalization;
using System.Text;
using Npgsql;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Privacy;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Tests.DuckDb;

namespace Yuanliu.Tests.Privacy;

/// <summary>The bounds as SQL give the same integers as the reference, in both engines, and no value of the data makes them fail.</summary>
public sealed class BoundsSqlTests : IDisposable
{
    const int Groups = 4;
    static readonly string? Postgres = Environment.GetEnvironmentVariable("TEST_PG");

    readonly Memory db = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(9, 9)]
    public void The_engine_sums_what_the_reference_sums(int groupsMax, int rowsMax)
    {
        foreach (var keys in new[] { GroupKeys.Public(Groups), GroupKeys.Selected(Samples.Delta("0.001")), GroupKeys.None })
        {
            var plan = Samples.Plan(keys, groupsMax, rowsMax, "1", Samples.Everything(Samples.Income));
            var rows = Rows(300, keys == GroupKeys.None ? 1 : Groups);
            Agree(plan, rows, "income");
        }
    }

    [Fact]
    public void A_query_for_identities_alone_does_not_look_at_rows()
    {
        var plan = Samples.Plan(GroupKeys.Selected(Samples.Delta("0.001")), 2, 1, "1", DpAggregate.Identities);
        BoundsSql.Write(plan, Source(plan, "income"), SqlDialect.DuckDb).Text.ShouldNotContain("ranked");
        Agree(plan, Rows(200, Groups), "income");
        BoundsSql.Write(Samples.Plan(GroupKeys.None, 1, 1, "1", DpAggregate.Identities), Source(plan, "income") with { Keys = [] },
            SqlDialect.DuckDb).UsesKey.ShouldBeFalse("nothing is chosen, so no secret is needed");
    }

    [Fact]
    public void The_secret_is_a_parameter_and_not_part_of_the_text()
    {
        var plan = Samples.Plan(GroupKeys.Selected(Samples.Delta("0.001")), 2, 1, "1", DpAggregate.Count);
        var written = BoundsSql.Write(plan, Source(plan, "income"), SqlDialect.DuckDb);
        written.Text.ShouldContain("$1");
        written.Text.ShouldNotContain(Samples.Key.Hex);
    }

    [Fact]
    public void A_public_group_without_rows_is_answered_with_noughts_and_one_that_is_not_listed_takes_nothing()
    {
        var plan = Samples.Plan(GroupKeys.Public(Groups), 1, 1, "1", DpAggregate.Count, DpAggregate.Sum(Samples.Income));
        Row[] rows = [.. Enumerable.Range(0, 50).Select(i => new Row(i, 1, 5)), .. Enumerable.Range(0, 50).Select(i => new Row(i, 77, 5))];
        Load(rows, "BIGINT");
        var lanes = Run(plan, Source(plan, "income"));
        lanes.ShouldBe([0, 0, 50, 250, 0, 0, 0, 0]);
    }

    [Theory]
    [InlineData("DOUBLE", "12.344999", 1234)]
    [InlineData("DOUBLE", "'nan'::DOUBLE", 25000)]
    [InlineData("DOUBLE", "'infinity'::DOUBLE", 25000)]
    [InlineData("DOUBLE", "'-infinity'::DOUBLE", 0)]
    [InlineData("DOUBLE", "1e300", 25000)]
    [InlineData("DOUBLE", "-1e-300", 0)]
    [InlineData("FLOAT", "1.5", 150)]
    [InlineData("TINYINT", "127", 12700)]
    [InlineData("UTINYINT", "255", 25000)]
    [InlineData("BIGINT", "9223372036854775807", 25000)]
    [InlineData("BIGINT", "-9223372036854775808", 0)]
    [InlineData("UBIGINT", "18446744073709551615", 25000)]
    [InlineData("HUGEINT", "170141183460469231731687303715884105727", 25000)]
    [InlineData("HUGEINT", "17", 1700)]
    [InlineData("DECIMAL(38,0)", "99999999999999999999999999999999999999", 25000)]
    [InlineData("DECIMAL(38,30)", "12.345678901234567890123456789012", 1235)]
    [InlineData("DECIMAL(18,3)", "-0.001", 0)]
    [InlineData("DECIMAL(4,1)", "249.9", 24990)]
    public void No_value_of_any_numeric_type_gets_past_the_bounds_or_fails(string type, string value, long units)
    {
        var plan = Samples.Plan(GroupKeys.None, 1, 1, "1", DpAggregate.Sum(Samples.Metres));
        db.Connection.Execute($"CREATE OR REPLACE TABLE t AS SELECT 'P1' AS id, 0 AS grp, CAST({value} AS {type}) AS value").OrThrow();
        Run(plan, Source(plan, "metres") with { Keys = [] }).ShouldBe([units]);
    }

    /// <summary>Only where TEST_PG names a server; the other engine's values are always tried.</summary>
    [Fact]
    public void No_value_gets_past_the_bounds_or_fails_in_PostgreSQL()
    {
        if (Postgres is null) return;
        var plan = Samples.Plan(GroupKeys.None, 1, 1, "1", DpAggregate.Sum(Samples.Metres));
        foreach (var (value, units) in new[]
        {
            ("12.344999::float8", 1234), ("'NaN'::float8", 25000), ("'Infinity'::float8", 25000), ("'-Infinity'::float8", 0),
            ("1e300::float8", 25000), ("1.5::float4", 150), ("9223372036854775807::bigint", 25000), ("(-32768)::smallint", 0),
            ("'NaN'::numeric", 25000), ("12.345678901234567890123456789012::numeric", 1235), ("repeat('9', 500)::numeric", 25000),
        })
            Read(plan, Source(plan, "metres") with { Keys = [] }, $"CREATE TEMP TABLE t AS SELECT 'P1' AS id, 0 AS grp, {value} AS value")
                .ShouldBe([units], value);
    }

    [Fact]
    public void Bounds_as_wide_as_they_may_be_still_sum_exactly()
    {
        var widest = new ClampedColumn("value", -ClampedColumn.BoundMax, ClampedColumn.BoundMax);
        var plan = Samples.Plan(GroupKeys.None, 1, 1000, "1", DpAggregate.Sum(widest), DpAggregate.Mean(widest));
        Load([.. Enumerable.Range(0, 3000).Select(i => new Row(i % 3, 0, long.MaxValue))], "BIGINT");
        Run(plan, Source(plan, "value") with { Keys = [] })
            .ShouldBe([(Int128)3000 * ClampedColumn.BoundMax, 3000, (Int128)6000 * ClampedColumn.BoundMax]);
    }

    [Fact]
    public void Rows_that_belong_to_nobody_are_left_out_and_keys_may_be_missing()
    {
        var plan = Samples.Plan(GroupKeys.Selected(Samples.Delta("0.001")), 3, 1, "1", DpAggregate.Identities);
        db.Connection.Execute("""
            CREATE OR REPLACE TABLE t AS SELECT * FROM (VALUES (NULL, 1, 5), ('P1', NULL, 5), ('P2', NULL, 6)) AS t(id, grp, value)
            """).OrThrow();
        var written = BoundsSql.Write(plan, Source(plan, "income"), SqlDialect.DuckDb);
        db.Rows(written.Text, written.UsesKey ? [Samples.Key.Hex] : []).ShouldHaveSingleItem().ShouldBe([null, (Int128)2]);
    }

    public void Dispose() => db.Dispose();

    void Agree(DpPlan plan, Row[] rows, string column)
    {
        var groups = plan.Query.Keys == GroupKeys.None ? 1 : Groups;
        var expected = Samples.Lanes(plan, rows, groups);
        Load(rows, "BIGINT");
        Run(plan, Source(plan, column)).ShouldBe(expected);
        if (Postgres is not null) RunPostgres(plan, rows, column).ShouldBe(expected);
    }

    static BoundsSource Source(DpPlan plan, string column) => new("t", "id", plan.Query.Keys == GroupKeys.None ? [] : ["'g' || grp"],
        c => c.Name == column || c.Name == "value" ? "value" : throw new InvalidOperationException(c.Name), null,
        plan.Query.Keys.PublicCount > 1
            ? string.Join(" UNION ALL ", Enumerable.Range(0, Groups).Select(g => $"SELECT 'g' || {g}")) : null);

    /// <summary>Some identities with many rows in many groups, some with one; values inside, at and beyond the bounds, and none.</summary>
    static Row[] Rows(int count, int groups)
    {
        using var words = SeededBytes.Words((ulong)count);
        return [.. Enumerable.Range(0, count).Select(_ => new Row((int)words.Below(40UL), (int)words.Below((ulong)groups),
            words.Below(10UL) switch { 0 => null, 1 => 1_000_000, 2 => -1_000_000, _ => (long)words.Below(170UL) - 60 }))];
    }

    void Load(Row[] rows, string type)
        => db.Connection.Execute($"CREATE OR REPLACE TABLE t (id VARCHAR, grp INTEGER, value {type}); {Insert(rows)}").OrThrow();

    static string Insert(Row[] rows)
    {
        var sql = new StringBuilder("INSERT INTO t VALUES ");
        return sql.AppendJoin(", ", rows.Select(r => $"('P{r.Identity}', {r.Group}, {(r.Value is { } value ? $"{value}" : "NULL")})"))
            .ToString();
    }

    /// <summary>Lanes in the order of the groups; groups that do not occur are noughts, as in the reference.</summary>
    Int128[] Run(DpPlan plan, BoundsSource source)
    {
        var written = BoundsSql.Write(plan, source, SqlDialect.DuckDb);
        return Placed(plan, source, db.Rows(written.Text, written.UsesKey ? [Samples.Key.Hex] : []));
    }

    static Int128[] RunPostgres(DpPlan plan, Row[] rows, string column)
        => Read(plan, Source(plan, column), $"CREATE TEMP TABLE t (id VARCHAR, grp INTEGER, value BIGINT); {Insert(rows)}");

    static Int128[] Read(DpPlan plan, BoundsSource from, string load)
    {
        using var source = NpgsqlDataSource.Create(Postgres!);
        using var connection = source.OpenConnection();
        using (var loading = new NpgsqlCommand(load, connection)) loading.ExecuteNonQuery();
        var written = BoundsSql.Write(plan, from, SqlDialect.Postgres);
        using var command = new NpgsqlCommand(written.Text, connection);
        if (written.UsesKey) command.Parameters.Add(new NpgsqlParameter { Value = Samples.Key.Hex });
        using var reader = command.ExecuteReader();
        var read = new List<object?[]>();
        while (reader.Read())
            read.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return Placed(plan, from, read);
    }

    static Int128[] Placed(DpPlan plan, BoundsSource source, IReadOnlyList<object?[]> rows)
    {
        var lanes = new Int128[(source.Keys.Count == 0 ? 1 : Groups) * plan.LaneCount];
        foreach (var row in rows)
        {
            var group = source.Keys.Count == 0 ? 0 : int.Parse(((string)row[0]!)[1..], CultureInfo.InvariantCulture);
            for (var i = 0; i < plan.LaneCount; i++)
                lanes[group * plan.LaneCount + i] = Int128.Parse($"{row[source.Keys.Count + i]}", CultureInfo.InvariantCulture);
        }
        return lanes;
    }
}
