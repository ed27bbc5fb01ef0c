using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space;
using Yuanliu.Space.Gate;

namespace Yuanliu.Tests.Space;

/// <summary>The gate accepts by grammar. Each row is a text that an analyst, or somebody worse, might send.</summary>
public sealed class GateTests : IDisposable
{
    readonly SqlParser parser = new();

    public void Dispose() => parser.Dispose();

    [Theory]
    [InlineData("SELECT count(*) FROM data")]
    [InlineData("select district, count(*) as n, avg(价格) from data group by district")]
    [InlineData("SELECT d.district, sum(d.\"价格\") FROM data AS d GROUP BY d.district")]
    [InlineData("SELECT DISTRICT, avg(area) FROM DATA GROUP BY 1 ORDER BY 2 DESC NULLS LAST LIMIT 10 OFFSET 5")]
    [InlineData("SELECT date_trunc('month', sold_on) AS m, count(DISTINCT owner_id) FROM data GROUP BY m ORDER BY m")]
    [InlineData("SELECT year(sold_on), round(avg(价格) / 10000, 2) FROM data GROUP BY ALL")]
    [InlineData("SELECT district FROM data GROUP BY district")]
    [InlineData("SELECT district, sum(价格) / count(*) AS mean FROM data GROUP BY district HAVING count(*) > 10 ORDER BY mean")]
    [InlineData("SELECT count(*) FROM data WHERE district IN ('海淀', '朝阳') AND rooms BETWEEN 1 AND 3 AND NOT (rooms = 2 OR rooms IS NULL)")]
    [InlineData("SELECT count(*) FROM data WHERE sold_on >= DATE '2026-01-01' AND sold_on < TIMESTAMP '2026-02-01 00:00:00'")]
    [InlineData("SELECT count(*) FROM data WHERE district LIKE '海%' AND rooms % 2 = 1")]
    [InlineData("SELECT coalesce(district, '未知'), count(district), count(distinct rooms) FROM data GROUP BY coalesce(district, '未知')")]
    [InlineData("SELECT floor(rooms / 2) * 2 AS bucket, count(*) FROM data GROUP BY floor(rooms / 2) * 2")]
    [InlineData("SELECT extract(year FROM sold_on) y, avg(价格) FROM data GROUP BY y")]
    [InlineData("FROM data SELECT count(*)")]
    [InlineData("SELECT count(*) FROM data -- WHERE district = 'x'")]
    [InlineData("SELECT /* all of them */ count(*) FROM data;")]
    [InlineData("SELECT count(*) FROM \"data\"")]
    [InlineData("SELECT count(*) FROM data WHERE district =\u200B\u00A0\u3000'x'")]
    [InlineData("SELECT left(district, 2) AS p, count(*) FROM data GROUP BY p")]
    [InlineData("SELECT district, 1.50, -2, 'x', count(*) FROM data GROUP BY district")]
    [InlineData("SELECT stddev(价格), var_pop(Area), variance(价格) FROM data")]
    [InlineData("SELECT district, count(*) FILTER (WHERE rooms = 2), sum(价格) FILTER (WHERE rooms > 2) FROM data GROUP BY district")]
    [InlineData("SELECT district, count(*) * 100.0 / sum(count(*)) OVER () AS share, rank() OVER (ORDER BY count(*) DESC) "
        + "FROM data GROUP BY district")]
    [InlineData("SELECT CASE WHEN rooms <= 2 THEN '小' WHEN rooms = 3 THEN '中' ELSE '大' END AS size, count(*) FROM data GROUP BY size")]
    [InlineData("SELECT district, CASE WHEN avg(价格) > 100 THEN '高' ELSE '低' END FROM data GROUP BY district")]
    [InlineData("SELECT strftime(sold_on, '%Y-%m') AS m, count(*) FROM data GROUP BY m")]
    [InlineData("SELECT count(*) FROM data WHERE sold_on BETWEEN '2026-01-01' AND '2026-03-31' AND rooms = '2'")]
    [InlineData("SELECT count(*) FROM data WHERE CAST(district AS INTEGER) = 1 OR TRY_CAST(district AS DOUBLE) > 2.5")]
    [InlineData("SELECT count(*) FROM (SELECT district, 价格 FROM data WHERE rooms = 2) t WHERE t.district = '海淀'")]
    [InlineData("WITH t AS (SELECT district, 价格 FROM data) SELECT district, avg(价格) FROM t GROUP BY district")]
    [InlineData("WITH t AS (SELECT district, count(*) AS n FROM data GROUP BY district) SELECT max(n), median(n) FROM t")]
    [InlineData("WITH t AS (SELECT district, avg(价格) AS p FROM data GROUP BY district) "
        + "SELECT * FROM t WHERE p > 10 ORDER BY p DESC LIMIT 3")]
    [InlineData("WITH a AS (SELECT district, count(*) n FROM data GROUP BY 1), b AS (SELECT count(*) n FROM data) "
        + "SELECT a.district, a.n * 1.0 / b.n FROM a, b")]
    [InlineData("WITH a AS (SELECT district, count(*) n FROM data GROUP BY 1), b AS (SELECT district, sum(价格) s FROM data GROUP BY 1) "
        + "SELECT a.district, s / n FROM a LEFT JOIN b USING (district)")]
    [InlineData("SELECT avg(total) FROM (SELECT owner_id, sum(价格) AS total FROM data GROUP BY owner_id) p")]
    [InlineData("SELECT district, avg(n) FROM (SELECT owner_id, district, count(*) AS n FROM data GROUP BY 1, 2) p GROUP BY district")]
    [InlineData("SELECT district, n FROM (SELECT district, count(*) AS n FROM data GROUP BY district) t WHERE n > (2 + 3)")]
    public void What_the_agreement_allows_passes(string sql) => Read(sql).Denial.ShouldBeNull();

    [Theory]
    // Raw rows, in every dress.
    [InlineData("SELECT * FROM data", "space.raw-rows")]
    [InlineData("FROM data", "space.raw-rows")]
    [InlineData("SELECT data.* FROM data", "space.raw-rows")]
    [InlineData("SELECT * EXCLUDE (phone) FROM data", "space.raw-rows")]
    [InlineData("SELECT * REPLACE (1 AS district) FROM data", "space.raw-rows")]
    [InlineData("SELECT COLUMNS('.*') FROM data", "space.raw-rows")]
    [InlineData("SELECT count(*), * FROM data", "space.raw-rows")]
    [InlineData("SELECT district FROM data", "space.raw-rows")]
    [InlineData("SELECT 1 FROM data", "space.raw-rows")]
    [InlineData("SELECT data FROM data", "space.column")]
    [InlineData("TABLE data", "space.raw-rows")]
    [InlineData("SELECT DISTINCT district FROM data", "space.raw-rows")]
    [InlineData("SELECT DISTINCT ON (district) district, count(*) FROM data GROUP BY district", "space.function")]
    [InlineData("SELECT district FROM (SELECT district FROM data) t", "space.raw-rows")]
    [InlineData("SELECT * FROM (SELECT district, 价格 FROM data) t", "space.raw-rows")]
    [InlineData("WITH t AS (SELECT owner_id, sum(价格) s FROM data GROUP BY owner_id) SELECT * FROM t", "space.raw-rows")]
    [InlineData("WITH t AS (SELECT owner_id, sum(价格) s FROM data GROUP BY owner_id) SELECT s, count(*) FROM t GROUP BY s", "space.column")]
    [InlineData("WITH t AS (SELECT owner_id, sum(价格) s FROM data GROUP BY owner_id) SELECT count(*) FROM t WHERE s > 100", "space.column")]
    [InlineData("WITH t AS (SELECT owner_id, sum(价格) s FROM data GROUP BY owner_id) SELECT max(s) FROM t", "space.function")]
    [InlineData("WITH t AS (SELECT owner_id AS x FROM data) SELECT x, count(*) FROM t GROUP BY x", "space.column")]
    [InlineData("WITH t AS (SELECT 价格 AS x FROM data) SELECT count(*) FROM t WHERE x > 1", "space.column")]
    [InlineData("SELECT count(*) FROM (SELECT owner_id, count(*) n FROM data GROUP BY owner_id HAVING count(*) > 3) t", "space.function")]
    [InlineData("SELECT count(*) FROM (SELECT * FROM data) t", "space.raw-rows")]
    [InlineData("SELECT count(*) FROM (SELECT district FROM data ORDER BY district LIMIT 1) t", "space.function")]
    // Columns used as they may not be.
    [InlineData("SELECT 价格 FROM data", "space.column")]
    [InlineData("SELECT 价格, count(*) FROM data GROUP BY 价格", "space.column")]
    [InlineData("SELECT count(*) FROM data WHERE 价格 > 1000000", "space.column")]
    [InlineData("SELECT count(*) FROM data WHERE owner_id = '110101199001011237'", "space.column")]
    [InlineData("SELECT owner_id, count(*) FROM data GROUP BY owner_id", "space.column")]
    [InlineData("SELECT count(owner_id) FROM data", "space.column")]
    [InlineData("SELECT sum(rooms) FROM data", "space.column")]
    [InlineData("SELECT count(phone) FROM data", "space.column")]
    [InlineData("SELECT count(*) FROM data WHERE phone LIKE '138%'", "space.column")]
    [InlineData("SELECT count(*) FROM data WHERE rowid = 1", "space.column")]
    [InlineData("SELECT district, count(*) FROM data GROUP BY district HAVING max(价格) > 1", "space.function")]
    [InlineData("SELECT district, count(*) FROM data GROUP BY district ORDER BY 价格", "space.column")]
    [InlineData("SELECT count(*) FROM data WHERE other.district = 'x'", "space.column")]
    [InlineData("SELECT count(*) FROM data d WHERE data.district = 'x'", "space.column")]
    // Functions that reveal single values, pack them, or reach outside.
    [InlineData("SELECT max(价格) FROM data", "space.function")]
    [InlineData("SELECT min(Area) FROM data", "space.function")]
    [InlineData("SELECT median(价格), quantile_cont(价格, 0.99) FROM data", "space.function")]
    [InlineData("SELECT list(district) FROM data", "space.function")]
    [InlineData("SELECT string_agg(district, ',') FROM data", "space.function")]
    [InlineData("SELECT first(district) FROM data", "space.function")]
    [InlineData("SELECT any_value(district) FROM data", "space.function")]
    [InlineData("SELECT arg_max(district, 价格) FROM data", "space.function")]
    [InlineData("SELECT histogram(rooms) FROM data", "space.function")]
    [InlineData("SELECT sum(价格 * 1000 + Area) FROM data", "space.function")]
    [InlineData("SELECT sum(CASE WHEN district = 'x' THEN 1 ELSE 0 END) FROM data", "space.function")]
    [InlineData("SELECT sum(价格 ORDER BY district) FROM data", "space.function")]
    [InlineData("SELECT count(DISTINCT 价格) FROM data", "space.function")]
    [InlineData("SELECT sum(if(district = 'x', 1, 0)) FROM data", "space.function")]
    [InlineData("SELECT sum(价格::BIGINT) FROM data", "space.function")]
    [InlineData("SELECT avg(sum(价格)) FROM data", "space.function")]
    [InlineData("SELECT count(*) FROM data QUALIFY row_number() OVER () = 1", "space.function")]
    [InlineData("SELECT count(*) FROM data WHERE error(district) IS NULL", "space.function")]
    [InlineData("SELECT count(*) FROM data WHERE getenv('HOME') = 'x'", "space.function")]
    [InlineData("SELECT read_text('/etc/passwd'), count(*) FROM data", "space.function")]
    [InlineData("SELECT current_setting('memory_limit'), count(*) FROM data", "space.function")]
    [InlineData("SELECT random(), count(*) FROM data", "space.function")]
    [InlineData("SELECT count(*) FROM data WHERE regexp_matches(district, '(a+)+$')", "space.function")]
    [InlineData("SELECT count(*) FROM data WHERE repeat(district, 100000000) = 'x'", "space.function")]
    [InlineData("SELECT date_trunc(district, sold_on), count(*) FROM data GROUP BY 1", "space.function")]
    [InlineData("SELECT date_trunc('microsecond', sold_on) x, count(*) FROM data GROUP BY x", "space.function")]
    [InlineData("SELECT count(*) FROM data WHERE list_contains([1, 2], rooms)", "space.function")]
    [InlineData("SELECT count(*) FROM data WHERE reverse(district) = 'ax'", "space.function")]
    [InlineData("SELECT sum(价格) OVER () FROM data", "space.raw-rows")]
    [InlineData("SELECT sum(DISTINCT 价格) FROM data", "space.function")]
    [InlineData("SELECT other.sum(价格) FROM data", "space.function|space.external")]
    [InlineData("SELECT count(*) FROM data WHERE (x -> x + 1) IS NULL", "space.function")]
    [InlineData("SELECT sum(价格) FILTER (WHERE 价格 > 100) FROM data", "space.column")]
    [InlineData("SELECT count(*) FILTER (WHERE owner_id = 'x') FROM data", "space.column")]
    [InlineData("SELECT CASE WHEN 价格 > 1 THEN 1 ELSE 0 END, count(*) FROM data GROUP BY 1", "space.column")]
    [InlineData("SELECT count(*) FROM data WHERE CAST(价格 AS VARCHAR) = '1'", "space.column")]
    [InlineData("SELECT count(*) FROM data WHERE CAST(district AS BLOB) IS NULL", "space.function")]
    [InlineData("SELECT nth_value(count(*), 1) OVER () FROM data", "space.function")]
    // Values of kinds that do not go together: comparing them could fail on one value.
    [InlineData("SELECT count(*) FROM data WHERE district = 5", "space.types")]
    [InlineData("SELECT count(*) FROM data WHERE rooms = '二'", "space.types")]
    [InlineData("SELECT count(*) FROM data WHERE sold_on > 'yesterday'", "space.types")]
    [InlineData("SELECT count(*) FROM data WHERE district + 1 > 2", "space.types")]
    [InlineData("SELECT count(*) FROM data WHERE rooms LIKE '1%'", "space.types")]
    [InlineData("SELECT count(*) FROM data WHERE district", "space.types")]
    [InlineData("SELECT count(*) FROM data WHERE coalesce(district, 1) = 'x'", "space.types")]
    // Sub-queries, joins and other shapes.
    [InlineData("WITH data AS (SELECT 1 AS district) SELECT count(*) FROM data", "space.syntax")]
    [InlineData("WITH RECURSIVE t AS (SELECT 1 UNION ALL SELECT * FROM t) SELECT count(*) FROM t", "space.syntax")]
    [InlineData("SELECT count(*) FROM data a JOIN data b ON a.district = b.district", "space.join")]
    [InlineData("SELECT count(*) FROM data, data", "space.syntax")]
    [InlineData("SELECT count(*) FROM data a, data b", "space.join")]
    [InlineData("SELECT count(*) FROM data, LATERAL (SELECT 1)", "space.syntax")]
    [InlineData("SELECT count(*) FROM data POSITIONAL JOIN data b", "space.function")]
    [InlineData("SELECT count(*) FROM data NATURAL JOIN data b", "space.function")]
    [InlineData("SELECT count(*) FROM (VALUES (1)) AS data(district)", "space.syntax|space.function")]
    [InlineData("VALUES (1)", "space.raw-rows|space.function|space.syntax")]
    [InlineData("WITH t AS (SELECT district, count(*) n FROM data GROUP BY 1) SELECT count(*) FROM data JOIN t USING (district)",
        "space.join")]
    [InlineData("SELECT count(*) FROM data LIMIT (SELECT 1)", "space.syntax|space.function")]
    [InlineData("SELECT count(*) FROM data LIMIT 50%", "space.function|space.syntax")]
    [InlineData("SELECT (SELECT max(价格) FROM data)", "space.syntax")]
    [InlineData("SELECT (SELECT max(价格) FROM data), count(*) FROM data", "space.function")]
    [InlineData("SELECT count(*) FROM data WHERE rooms IN (SELECT rooms FROM data)", "space.function")]
    [InlineData("SELECT count(*) FROM data WHERE EXISTS (SELECT 1)", "space.function")]
    [InlineData("SELECT count(*) FROM data UNION SELECT count(*) FROM data", "space.syntax")]
    [InlineData("SELECT count(*) FROM data EXCEPT ALL SELECT count(*) FROM data", "space.syntax")]
    [InlineData("SELECT count(*) FROM data UNION ALL SELECT price FROM data", "space.column")]
    [InlineData("SELECT count(*) FROM data UNION ALL SELECT district FROM data", "space.raw-rows")]
    [InlineData("SELECT count(*) FROM data UNION ALL SELECT count(*), 1 FROM data", "space.types")]
    [InlineData("SELECT count(*) FROM data UNION ALL SELECT 'x' FROM data GROUP BY district", "space.types")]
    [InlineData("SELECT count(*) FROM data UNION ALL SELECT count(*) FROM data ORDER BY 1", "space.syntax")]
    [InlineData("SELECT count(*) FROM data EXCEPT SELECT 1", "space.syntax")]
    [InlineData("SELECT district, count(*) FROM data GROUP BY ROLLUP (district)", "space.function")]
    [InlineData("SELECT district, count(*) FROM data GROUP BY CUBE (district, rooms)", "space.function")]
    [InlineData("SELECT district, count(*) FROM data GROUP BY GROUPING SETS ((district), ())", "space.function")]
    [InlineData("SELECT district, count(*) FROM data", "space.syntax")]
    [InlineData("SELECT count(*) FROM data TABLESAMPLE 10%", "space.function")]
    [InlineData("SELECT count(*) FROM data USING SAMPLE 1", "space.function")]
    [InlineData("PIVOT data ON district USING sum(价格)", "space.function|space.syntax|space.external")]
    [InlineData("SELECT count(*) FROM data LIMIT -1", "space.syntax")]
    // Files, other tables, other statements.
    [InlineData("SELECT count(*) FROM read_csv('/etc/passwd')", "space.external")]
    [InlineData("SELECT count(*) FROM read_parquet('https://example.org/x.parquet')", "space.external")]
    [InlineData("SELECT count(*) FROM '/etc/passwd'", "space.external")]
    [InlineData("SELECT count(*) FROM \"/var/lib/x.csv\"", "space.external")]
    [InlineData("SELECT count(*) FROM glob('*')", "space.external")]
    [InlineData("SELECT count(*) FROM generate_series(1, 1000000000000)", "space.external")]
    [InlineData("SELECT count(*) FROM duckdb_settings()", "space.external")]
    [InlineData("SELECT count(*) FROM information_schema.tables", "space.external")]
    [InlineData("SELECT count(*) FROM main.data", "space.external")]
    [InlineData("SELECT count(*) FROM temp.main.data", "space.external")]
    [InlineData("SELECT count(*) FROM other", "space.external")]
    [InlineData("SELECT count(*) FROM released_groups", "space.external")]
    [InlineData("ATTACH '/tmp/x.db'", "space.external")]
    [InlineData("COPY data TO '/tmp/x.csv'", "space.external")]
    [InlineData("COPY (SELECT count(*) FROM data) TO '/tmp/x.csv'", "space.external")]
    [InlineData("EXPORT DATABASE '/tmp/x'", "space.external")]
    [InlineData("PRAGMA database_list", "space.external|space.function")]
    [InlineData("SET enable_external_access = true", "space.external")]
    [InlineData("RESET memory_limit", "space.external")]
    [InlineData("INSTALL httpfs", "space.external")]
    [InlineData("LOAD httpfs", "space.external")]
    [InlineData("CREATE TABLE x AS SELECT count(*) FROM data", "space.external")]
    [InlineData("INSERT INTO data VALUES (1)", "space.external")]
    [InlineData("DROP TABLE data", "space.external")]
    [InlineData("EXPLAIN SELECT count(*) FROM data", "space.external")]
    [InlineData("EXPLAIN ANALYZE SELECT count(*) FROM data", "space.external")]
    [InlineData("CALL pragma_version()", "space.external")]
    [InlineData("DESCRIBE data", "space.external|space.function")]
    [InlineData("SUMMARIZE data", "space.external|space.function")]
    [InlineData("SHOW TABLES", "space.external|space.function")]
    // Several statements, parameters, and texts that are no SQL.
    [InlineData("SELECT count(*) FROM data; SELECT count(*) FROM data", "space.syntax")]
    [InlineData("SELECT count(*) FROM data; DROP TABLE data", "space.external")]
    [InlineData("SELECT count(*) FROM data; -- \n COPY data TO 'x'", "space.external")]
    [InlineData("SELECT count(*) FROM data WHERE district = $1", "space.syntax")]
    [InlineData("SELECT count(*) FROM data WHERE district = ?", "space.syntax")]
    [InlineData("SELEC count(*) FROM data", "space.syntax")]
    [InlineData("SELECT count(*) FROM data WHERE district = 'x", "space.syntax")]
    [InlineData("SELECT count(*) FROM data\0; DROP TABLE data", "space.syntax")]
    [InlineData("ＳＥＬＥＣＴ count(*) FROM data", "space.syntax")]
    [InlineData(";", "space.syntax")]
    [InlineData("-- nothing", "space.syntax")]
    public void What_it_does_not_allow_is_refused_by_its_rule(string sql, string codes)
    {
        var denial = Read(sql).Denial.ShouldNotBeNull();
        codes.Split('|').ShouldContain(denial.Refusal.Code);
    }

    [Theory]
    [InlineData("SELECT max(价格) FROM data", "1")]
    [InlineData("SELECT count(*) FROM data WHERE owner_id = 'x'", "4")]
    [InlineData("SELECT count(phone) FROM data", "2")]
    public void A_refusal_names_the_clause_it_rests_on(string sql, string clause) => Read(sql).Denial!.ClauseNumber.ShouldBe(clause);

    [Theory]
    [InlineData("(", ")", "1")]
    [InlineData("NOT ", "", "true")]
    [InlineData("- ", "", "1")]
    [InlineData("abs(", ")", "rooms")]
    public void A_text_nested_without_end_is_refused_and_harms_nothing(string open, string close, string core)
    {
        var depth = 6_000 / (open.Length + close.Length);
        var sql = $"SELECT count(*) FROM data WHERE {string.Concat(Enumerable.Repeat(open, depth))}{core}{string.Concat(
            Enumerable.Repeat(close, depth))} = 1";
        var reading = Read(sql);
        (reading.Denial is null || reading.Denial.Refusal.Code == "space.syntax").ShouldBeTrue(reading.Denial?.Refusal.Code);
        Read("SELECT count(*) FROM data").Denial.ShouldBeNull();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void Sub_queries_that_name_each_other_over_and_over_do_not_grow_without_end(int levels)
    {
        var sql = "WITH t0 AS (SELECT count(*) AS n FROM data)" + string.Concat(Enumerable.Range(1, levels).Select(level
            => $", t{level} AS (SELECT 1 AS n FROM {string.Join(", ", Enumerable.Range(0, 150).Select(i => $"t{level - 1} a{i}"))})"));
        Read($"{sql} SELECT n FROM t{levels}").Denial!.Refusal.Code.ShouldBe("space.syntax");
        Read("WITH a AS (SELECT count(*) AS n FROM data), b AS (SELECT x.n FROM a x, a y) SELECT p.n FROM b p, b q").Denial.ShouldBeNull();
    }

    [Fact]
    public void A_text_above_the_limit_is_refused()
        => Read("SELECT count(*) FROM data WHERE district IN (" + string.Join(',', Enumerable.Repeat("'x'", 10_000)) + ")")
            .Denial!.Refusal.Code.ShouldBe("space.syntax");

    Reading Read(string sql) => new QueryReader(parser, new SpaceLimits()).Read(sql, Policies.Tables());
}
