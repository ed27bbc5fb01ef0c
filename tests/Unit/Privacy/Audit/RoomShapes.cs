using System.Globalization;
using Shouldly;
using Yuanliu.Compute.Privacy;
using Yuanliu.Contracts;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Privacy;
using Yuanliu.Space.Rooms;
using Yuanliu.Tests.DuckDb;

namespace Yuanliu.Tests.Privacy.Audit;

/// <summary>
/// Questions over joined and derived tables: read by the gate that ships, written by the code that ships, added up by the engine that
/// ships. Whoever is not there is in none of the tables.
/// </summary>
internal static class RoomShapes
{
    const int Groups = 5;

    static readonly UseControls Controls = UseControls.Default with { Privacy = new(1_000_000, 500_000, 2), RowsPerIdentityMax = 8 };

    static readonly ColumnControl Public = new() { Joinable = true, PublicValues = [.. Enumerable.Range(0, Groups).Select(g => $"g{g}")] };

    static ProductColumn[] People(string value) =>
    [
        new("id", "编号", "VARCHAR", ColumnUse.Identity, new() { Joinable = true }), new("grp", "组", "VARCHAR", ColumnUse.Dimension, Public),
        new(value, "值", "BIGINT", ColumnUse.Measure, new() { Low = -50, High = 100 }),
    ];

    static readonly ProductColumn[] Known =
        [new("grp", "组", "VARCHAR", ColumnUse.Dimension, Public), new("level", "级", "VARCHAR", ColumnUse.Dimension, Public)];

    /// <summary>data and other have identities, codes has none, mine is the asker's own and names each group three times.</summary>
    public static IReadOnlyList<Part> Parts { get; } =
    [
        Of("data", People("value"), isOwn: false), Of("other", People("extra"), isOwn: false), Of("codes", Known, isOwn: false),
        Of("mine", Known, isOwn: true),
    ];

    static Part Of(string name, ProductColumn[] columns, bool isOwn)
        => new(new(name, isOwn ? null : TableTerms.Of(columns, 5, Controls), columns), null!, null!, null, Guid.Empty);

    public static PrivateQuestion Read(string sql)
    {
        using var parser = new SqlParser();
        var reading = new QueryReader(parser, new SpaceLimits()).Read(sql, [.. Parts.Select(p => p.Table)], isPrivate: true);
        reading.Denial.ShouldBeNull(sql);
        var (question, denial) = PrivateQuestion.From(reading.Plan!, Parts);
        denial.ShouldBeNull(sql);
        return question!;
    }

    public static IEnumerable<QueryShape> Of(Row[] crowd, int other) => from shape in ((string Name, string Sql, Row[] Own)[])
    [
        ("rows of one identity in two tables, count", "SELECT count(*) FROM data JOIN other ON data.id = other.id", Many(other, 10)),
        ("rows of one identity in two tables, sum of the other's",
            "SELECT data.grp, sum(extra) FROM data JOIN other ON data.id = other.id GROUP BY data.grp", Spread(other, 3)),
        ("identities in two tables", "SELECT count(DISTINCT data.id) FROM data JOIN other USING (id)", Many(other, 1)),
        ("a list of the asker's own that multiplies rows", "SELECT sum(value) FROM data JOIN mine ON data.grp = mine.grp", Many(other, 9)),
        ("a table that everybody may know",
            "SELECT level, count(*) FROM data JOIN codes ON data.grp = codes.grp GROUP BY level", Spread(other, 2)),
        ("three tables", "SELECT mine.level, avg(extra) FROM data JOIN other ON data.id = other.id JOIN mine ON data.grp = mine.grp "
            + "GROUP BY mine.level", Many(other, 4)),
        ("one row for each identity, mean of totals", "SELECT avg(total) FROM (SELECT id, sum(value) AS total FROM data GROUP BY id) t",
            Many(other, 50)),
        ("one row for each identity and group, rows counted",
            "SELECT grp, sum(n) FROM (SELECT id, grp, count(*) AS n FROM data GROUP BY id, grp) t GROUP BY grp", Many(other, 30)),
        ("a choice of rows, joined", "SELECT count(*), sum(extra) FROM (SELECT id, grp FROM data WHERE grp <> 'g4') d "
            + "JOIN other ON d.id = other.id", Many(other, 6)),
        ("a join inside a sub-query", "SELECT level, count(*) FROM (SELECT codes.level, value FROM data "
            + "JOIN codes ON data.grp = codes.grp) t GROUP BY level", Many(other, 12)),
        ("a condition of single measures", "SELECT grp, count(*) FILTER (WHERE grp <> 'g4') AS n, sum(value) FILTER (WHERE grp = 'g1') "
            + "AS s FROM data GROUP BY grp", Spread(other, 3)),
        ("a condition on what is joined", "SELECT avg(extra) FILTER (WHERE level = 'g1') FROM data JOIN other ON data.id = other.id "
            + "JOIN codes ON data.grp = codes.grp", Many(other, 10)),
        ("values counted and spread", "SELECT grp, count(value), stddev_pop(value), var_samp(value) FROM data GROUP BY grp",
            Spread(other, 3)),
        ("values of what is joined, counted where a condition holds",
            "SELECT count(extra) FILTER (WHERE data.grp <> 'g4'), stddev(extra) FROM data JOIN other ON data.id = other.id",
            Many(other, 6)),
        ("a column that only names groups, counted", "SELECT count(grp) FROM data", Many(other, 4)),
        ("a sub-query that was released", "SELECT max(n) FROM (SELECT grp, count(*) AS n FROM data GROUP BY grp) t", Many(other, 8)),
    ]
    let stage = Read(shape.Sql).Stages.Single()
    select new QueryShape(shape.Name, stage.Noise.Query, "0.5", stage.Stage.Keys.Count == 0 ? 1 : Groups, [.. crowd, .. shape.Own], crowd)
    {
        Room = (plan, rows) => Lanes(stage with { Noise = plan }, rows),
    };

    static Row[] Many(int identity, int rows) => [.. Enumerable.Repeat(new Row(identity, 0, 100), rows)];
    static Row[] Spread(int identity, int each)
        => [.. Enumerable.Range(0, Groups * each).Select(i => new Row(identity, i % Groups, 100))];

    public static Int128[] Lanes(PrivateStage stage, Row[] rows)
    {
        var written = stage.Write((table, _, columns, _) => $"(SELECT {string.Concat(columns.Select(c => Sql.Name(c) + ", "))}"
            + $"{Parts[table].Terms?.Identity ?? "NULL"} AS {RowQuery.Identity(table)} FROM {Parts[table].Table.Name})");
        return Run(stage.Noise, written, rows, stage.Stage.Keys.Count, stage.Stage.Keys.Count == 0 ? 1 : Groups);
    }

    /// <summary>What must never be written: one identity is in the rows of all others.</summary>
    public static Int128[] OnAnotherColumn(DpPlan plan, Row[] rows, int groups) => Run(plan, BoundsSql.Write(plan,
        new("data JOIN other ON data.grp = other.grp", "data.id", [], _ => "extra"), SqlDialect.DuckDb), rows, 0, groups);

    static Int128[] Run(DpPlan plan, WrittenBounds written, Row[] rows, int keys, int groups)
    {
        using var db = new Memory();
        var values = string.Join(", ", rows.Select(r => $"('P{r.Identity}', 'g{r.Group}', {(r.Value is { } v ? $"{v}" : "NULL")})"));
        foreach (var sql in (string[])
        [
            $"CREATE TABLE data AS SELECT * FROM (VALUES {values}, (NULL, 'g1', 5)) t(id, grp, value)",
            "CREATE TABLE other AS SELECT id, 'g' || (CAST(grp[2:] AS INTEGER) + 1) % 5 AS grp, value AS extra FROM data",
            "CREATE TABLE codes AS SELECT 'g' || i AS grp, 'g' || i % 2 AS level FROM range(5) t(i)",
            "CREATE TABLE mine AS SELECT 'g' || i % 5 AS grp, 'g' || i % 3 AS level FROM range(15) t(i)",
        ]) db.Connection.Execute(sql).OrThrow();
        var lanes = new Int128[groups * plan.LaneCount];
        foreach (var row in db.Rows(written.Text, written.UsesKey ? [Samples.Key.Hex] : []))
        {
            var group = keys == 0 ? 0 : int.Parse(((string)row[0]!)[1..], CultureInfo.InvariantCulture);
            for (var i = 0; i < plan.LaneCount; i++)
                lanes[group * plan.LaneCount + i] = Int128.Parse($"{row[keys + i]}", CultureInfo.InvariantCulture);
        }
        return lanes;
    }
}
