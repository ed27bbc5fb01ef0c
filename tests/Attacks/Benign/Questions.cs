namespace Yuanliu.Tests.Attacks.Benign;

/// <summary>Questions of a hospital's analysts, as they would write them.</summary>
internal static class Questions
{
    static readonly string[] Dimensions = ["district", "gender", "diagnosis", "visited", "age // 10 * 10"];
    static readonly string[] Measures =
        ["count(*)", "count(DISTINCT patient)", "avg(cost)", "sum(cost)", "round(avg(days), 2)", "stddev(cost)", "count(days)"];

    public static IReadOnlyList<string> All => [.. ByOne, .. ByTwo, .. Written.Concat(More)];

    /// <summary>One measure by one dimension: 35.</summary>
    static IEnumerable<string> ByOne => Dimensions.SelectMany(d => Measures.Select(m => $"SELECT {d} AS d, {m} AS m FROM data GROUP BY "
        + $"d ORDER BY d"));

    /// <summary>Two measures by two dimensions, of some of the rows: 24.</summary>
    static IEnumerable<string> ByTwo =>
        from pair in new[] { "district, gender", "gender, diagnosis", "district, diagnosis" }
        from rows in new[] { "age < 40", "visited >= DATE '2026-02-01'", "diagnosis IN ('流感', '骨折') AND age BETWEEN 20 AND 39",
            "gender = '女'" }
        from measure in new[] { "count(*), avg(cost)", "count(DISTINCT patient), sum(days)" }
        select $"SELECT {pair}, {measure} FROM data WHERE {rows} GROUP BY {pair} ORDER BY {pair}";

    static readonly string[] Written =
    [
        "SELECT count(*) FROM data",
        "SELECT count(*) AS 就诊人次, count(DISTINCT patient) AS 人数 FROM data",
        "select district, count(*) n from data group by district order by n desc limit 3",
        "SELECT district, sum(cost) / count(*) AS mean FROM data GROUP BY district HAVING count(*) > 50 ORDER BY mean DESC",
        "SELECT year(visited) AS y, month(visited) AS m, count(*) FROM data GROUP BY y, m ORDER BY y, m",
        "SELECT date_trunc('month', visited) AS m, sum(cost) FROM data GROUP BY m ORDER BY m",
        "SELECT strftime(visited, '%Y-%m') AS m, avg(cost) FROM data GROUP BY m ORDER BY m",
        "SELECT extract(month FROM visited) AS m, count(DISTINCT patient) FROM data GROUP BY ALL ORDER BY m",
        "SELECT CASE WHEN age < 30 THEN '青年' WHEN age < 60 THEN '中年' ELSE '老年' END AS g, count(*), avg(cost) FROM data GROUP BY g ORDER "
            + "BY g",
        "SELECT CASE WHEN age < 30 THEN '青年' ELSE '其他' END AS g, gender, count(*) FROM data GROUP BY g, gender ORDER BY 1, 2",
        "SELECT district, count(*) FILTER (WHERE gender = '女') AS 女, count(*) FILTER (WHERE gender = '男') AS 男 FROM data GROUP BY "
            + "district ORDER BY 1",
        "SELECT district, count(*) FILTER (WHERE diagnosis = '流感') * 100.0 / count(*) AS share FROM data GROUP BY district ORDER BY "
            + "district",
        "SELECT district, count(*) * 1.0 / sum(count(*)) OVER () AS share FROM data GROUP BY district ORDER BY district",
        "SELECT district, rank() OVER (ORDER BY sum(cost) DESC) AS r FROM data GROUP BY district ORDER BY r",
        "SELECT visited, sum(count(*)) OVER (ORDER BY visited) AS so_far FROM data GROUP BY visited ORDER BY visited",
        "SELECT diagnosis, avg(cost) - lag(avg(cost)) OVER (ORDER BY diagnosis) AS step FROM data GROUP BY diagnosis ORDER BY diagnosis",
        "SELECT count(*) FROM data WHERE district = '海淀'",
        "SELECT count(*) FROM data WHERE district <> '海淀' AND gender = '男'",
        "SELECT avg(cost) FROM data WHERE diagnosis = '糖尿病' AND age >= 30 AND age < 40",
        "SELECT sum(cost) FROM data WHERE visited BETWEEN '2026-01-01' AND '2026-01-31'",
        "SELECT gender, count(*) FROM data WHERE diagnosis LIKE '%病' GROUP BY gender ORDER BY gender",
        "SELECT count(*) FROM data WHERE diagnosis NOT IN ('流感')",
        "SELECT count(*) FROM data WHERE NOT (gender = '女' AND district = '朝阳')",
        "SELECT count(*) FROM data WHERE (district = '朝阳' OR district = '海淀') AND age BETWEEN 25 AND 35",
        "SELECT count(*) FROM data WHERE age % 2 = 0",
        "SELECT diagnosis, variance(cost), stddev_pop(cost), var_pop(cost) FROM data GROUP BY diagnosis ORDER BY diagnosis",
        "SELECT round(avg(cost), 2) AS a, round(stddev(cost), 1) AS s FROM data",
        "SELECT floor(avg(cost)), ceil(avg(cost)), abs(avg(cost) - 3000) FROM data",
        "SELECT district, avg(days) FROM data WHERE age < 40 GROUP BY district ORDER BY district",
        "SELECT gender, stddev(days), variance(days) FROM data GROUP BY gender ORDER BY gender",
        "SELECT coalesce(diagnosis, '未知') AS d, count(*) FROM data GROUP BY d ORDER BY d",
        "SELECT left(district, 1) AS l, count(*) FROM data GROUP BY l ORDER BY l",
        "SELECT upper(gender) AS g, count(*) FROM data GROUP BY g ORDER BY g",
        "SELECT length(diagnosis) AS l, count(*), sum(cost) FROM data GROUP BY l ORDER BY l",
        "SELECT dayofweek(visited) AS d, count(*) FROM data GROUP BY d ORDER BY d",
        "SELECT monthname(visited) AS m, count(*) FROM data GROUP BY m ORDER BY m",
        "SELECT quarter(visited) AS q, sum(cost), sum(days) FROM data GROUP BY q ORDER BY q",
        "SELECT d.district, avg(d.cost) FROM data AS d GROUP BY d.district ORDER BY d.district",
        "SELECT \"district\", \"gender\", count(*) FROM data GROUP BY 1, 2 ORDER BY 1, 2",
        "SELECT district, min(n), max(n) FROM (SELECT district, gender, count(*) AS n FROM data GROUP BY district, gender) t GROUP BY "
            + "district ORDER BY district",
        "WITH t AS (SELECT district, cost FROM data WHERE age < 40) SELECT district, avg(cost) FROM t GROUP BY district ORDER BY district",
        "WITH t AS (SELECT district, count(*) AS n FROM data GROUP BY district) SELECT max(n), min(n), median(n) FROM t",
        "WITH t AS (SELECT district, avg(cost) AS c FROM data GROUP BY district) SELECT * FROM t WHERE c > 100 ORDER BY c DESC LIMIT 4",
        "WITH a AS (SELECT district, count(*) n FROM data GROUP BY 1), b AS (SELECT count(*) n FROM data) "
            + "SELECT a.district, a.n * 1.0 / b.n AS share FROM a, b ORDER BY 1",
        "WITH a AS (SELECT district, count(*) n FROM data GROUP BY 1), b AS (SELECT district, sum(cost) s FROM data GROUP BY 1) "
            + "SELECT a.district, s / n AS c FROM a JOIN b USING (district) ORDER BY 1",
        "SELECT avg(total) FROM (SELECT patient, sum(cost) AS total FROM data GROUP BY patient) p",
        "SELECT district, avg(visits) FROM (SELECT patient, district, count(*) AS visits FROM data GROUP BY 1, 2) p GROUP BY district "
            + "ORDER BY district",
        "SELECT avg(highest) FROM (SELECT patient, max(cost) AS highest FROM data GROUP BY patient) p",
        "SELECT sum(cost) AS s FROM data WHERE TRY_CAST(age AS VARCHAR) LIKE '2%'",
        "SELECT CAST(visited AS VARCHAR) AS d, count(*) FROM data GROUP BY d ORDER BY d",
        "FROM data SELECT gender, count(*) GROUP BY gender ORDER BY gender",
        "SELECT gender, CASE WHEN avg(cost) > 3000 THEN '高' ELSE '低' END AS level FROM data GROUP BY gender ORDER BY gender",
        "SELECT DISTINCT n > 100 AS many FROM (SELECT district, count(*) AS n FROM data GROUP BY district) t",
        "SELECT district FROM data GROUP BY district ORDER BY district",
        "SELECT age, count(*) FROM data WHERE age < 40 GROUP BY age ORDER BY age",
        "SELECT age, gender, avg(cost) FROM data WHERE age BETWEEN 30 AND 34 GROUP BY age, gender ORDER BY age, gender",
        "SELECT district, diagnosis, gender, count(*) FROM data GROUP BY ALL ORDER BY ALL",
        "SELECT diagnosis, count(*) AS n FROM data WHERE district IN ('东城', '西城') GROUP BY diagnosis ORDER BY n DESC, diagnosis",
        "SELECT count(*) FROM data WHERE visited > DATE '2026-01-31' AND visited <= DATE '2026-03-31'",
        "SELECT count(DISTINCT patient) * 1.0 / count(*) FROM data",
        "SELECT sum(cost) FILTER (WHERE age < 30) AS young, sum(cost) FILTER (WHERE age >= 30) AS rest FROM data",
        "SELECT district, sum(cost) FROM data GROUP BY district HAVING sum(cost) > 1000 AND count(DISTINCT patient) > 20 ORDER BY 2",
    ];

    static readonly string[] More =
    [
        "SELECT gender, count(DISTINCT diagnosis) FROM data GROUP BY gender ORDER BY gender",
        "SELECT count(DISTINCT district) FROM data",
        "SELECT diagnosis, ntile(2) OVER (ORDER BY count(*), diagnosis) AS half FROM data GROUP BY diagnosis ORDER BY diagnosis",
        "SELECT gender, diagnosis, row_number() OVER (PARTITION BY gender ORDER BY sum(cost) DESC) AS place FROM data GROUP BY 1, 2 "
            + "ORDER BY 1, 3",
        "WITH m AS (SELECT date_trunc('month', visited) AS m, sum(cost) AS s FROM data GROUP BY 1) "
            + "SELECT m, s, s - lag(s) OVER (ORDER BY m) AS grew FROM m ORDER BY m",
        "SELECT substr(diagnosis, 1, 1) AS c, count(*) FROM data GROUP BY c ORDER BY c",
        "SELECT visited >= DATE '2026-02-15' AS late, count(*), avg(cost) FROM data GROUP BY late ORDER BY late",
        "SELECT age < 30 AS young, gender, count(*) FROM data GROUP BY 1, 2 ORDER BY 1, 2",
        "SELECT count(*), sum(cost), avg(cost), stddev(cost), count(days), avg(days) FROM data WHERE gender = '男'",
        "SELECT district, avg(cost) AS a FROM data WHERE gender = '女' GROUP BY district ORDER BY a LIMIT 2 OFFSET 1",
        "SELECT diagnosis, 100 * count(*) / sum(count(*)) OVER () AS percent FROM data WHERE age < 40 GROUP BY diagnosis ORDER BY "
            + "diagnosis",
        "SELECT district, gender, count(*) FILTER (WHERE days IS NOT NULL) FROM data GROUP BY 1, 2 ORDER BY 1, 2",
        "SELECT nullif(gender, '男') AS g, count(*) FROM data GROUP BY g ORDER BY g",
        "SELECT avg(cost) FROM data WHERE age IN (20, 22, 24, 26, 28, 30)",
        "SELECT round(sum(cost) / 10000.0, 2) AS 万元 FROM data",
        "SELECT count(*) FROM data WHERE trim(district) = '昌平'",
        "SELECT count(*) FROM data WHERE visited = DATE '2026-01-15' AND age < 40",
        "SELECT week(visited) AS w, count(*) FROM data WHERE age < 40 GROUP BY w ORDER BY w",
        "SELECT district, sum(days) * 1.0 / count(days) AS mean FROM data GROUP BY district ORDER BY district",
        "SELECT avg(cost) FROM (SELECT cost, diagnosis FROM data WHERE district = '丰台') t WHERE diagnosis <> '骨折'",
        "SELECT t.g, sum(t.n) FROM (SELECT gender AS g, diagnosis AS d, count(*) AS n FROM data GROUP BY 1, 2) t GROUP BY t.g ORDER BY 1",
        "SELECT count(*) AS n, 'Beijing' AS city FROM data",
        "SELECT ((age // 5) * 5) AS band, count(*), avg(cost) FROM data WHERE age < 40 GROUP BY band ORDER BY band",
        "SELECT district || '' AS d, count(*) FROM data GROUP BY d ORDER BY d",
        "SELECT median(cost) FROM data",
        "SELECT concat(district, gender) AS k, count(*) FROM data GROUP BY k ORDER BY k",
        "SELECT gender, count(*) FROM data GROUP BY gender UNION ALL SELECT '合计', count(*) FROM data",
        "SELECT corr(n, s) FROM (SELECT district, count(*) AS n, sum(cost) AS s FROM data GROUP BY district) t",
        "SELECT last_day(visited) AS d, count(*) FROM data GROUP BY d ORDER BY d",
        "SELECT diagnosis IS NULL AS missing, count(*) FROM data GROUP BY missing",
    ];
}
