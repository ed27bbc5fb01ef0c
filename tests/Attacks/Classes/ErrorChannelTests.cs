using Xunit;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>差错通道 — whatever fails on the victim's row alone must not be told from what fails on none.</summary>
public sealed class ErrorChannelTests(Arena arena) : IClassFixture<Arena>
{
    /// <summary>Each is total for the crowd and fails, or could, where the secret holds. <c>{p}</c> stands for that.</summary>
    static readonly string[] Poisons =
    [
        "1 / CASE WHEN {p} THEN 0 ELSE 1 END > 0", "1 // CASE WHEN {p} THEN 0 ELSE 1 END >= 0", "5 % CASE WHEN {p} THEN 0 ELSE 2 END >= 0",
        "CASE WHEN {p} THEN 9223372036854775807 ELSE 1 END + 1 > 0", "CASE WHEN {p} THEN -9223372036854775807 ELSE 1 END - 5 < 9",
        "CASE WHEN {p} THEN 9223372036854775807 ELSE 1 END * 3 > 0", "abs(CASE WHEN {p} THEN -9223372036854775807 ELSE 1 END - 1) > 0",
        "CAST(CASE WHEN {p} THEN 'x' ELSE '1' END AS INTEGER) IS NOT NULL OR age > 0",
        "CAST(CASE WHEN {p} THEN '99999999999999999999' ELSE '1' END AS BIGINT) > 0 OR age > 0",
        "CAST(CASE WHEN {p} THEN 'no day' ELSE '2026-01-01' END AS DATE) IS NULL OR age > 0",
        "CAST(CASE WHEN {p} THEN '1e999' ELSE '1' END AS DOUBLE) > 0 OR age > 0",
        "CAST(CASE WHEN {p} THEN 3000000000 ELSE 1 END AS INTEGER) > 0 OR age > 0",
        "TRY_CAST(CASE WHEN {p} THEN '5881580-07-10' ELSE '2026-01-01' END AS DATE) < TIMESTAMP '2027-01-01 00:00:00' OR age > 0",
        "TRY_CAST(CASE WHEN {p} THEN '294248-01-01' ELSE '2026-01-01' END AS DATE) < TIMESTAMP '2027-01-01 00:00:00' OR age > 0",
        "CASE WHEN {p} THEN 9223372036854775807 ELSE 1 END > 0.0000000000000000000000000001",
        "CASE WHEN {p} THEN 9223372036854775807 ELSE 1 END IN (0.0000000000000000000000000001, 2) OR age > 0",
        "coalesce(CASE WHEN {p} THEN 9223372036854775807 ELSE 1 END, 0.0000000000000000000000000001) > 0",
        "nullif(CASE WHEN {p} THEN 9223372036854775807 ELSE 1 END, 0.0000000000000000000000000001) > 0",
        "CASE WHEN {p} THEN 9223372036854775807 WHEN age < 0 THEN 0.0000000000000000000000000001 ELSE 1 END > 0",
        "date_trunc('month', TRY_CAST(CASE WHEN {p} THEN '5881580-07-10' ELSE '2026-01-01' END AS DATE)) IS NOT NULL OR age > 0",
        "date_trunc('year', TRY_CAST(CASE WHEN {p} THEN 'infinity' ELSE '2026-01-01' END AS TIMESTAMP)) IS NOT NULL OR age > 0",
        "strftime(TRY_CAST(CASE WHEN {p} THEN '5881580-07-10' ELSE '2026-01-01' END AS DATE), '%Y') <> '' OR age > 0",
        "strftime(TRY_CAST(CASE WHEN {p} THEN '-infinity' ELSE '2026-01-01' END AS TIMESTAMP), '%Y') <> '' OR age > 0",
        "year(TRY_CAST(CASE WHEN {p} THEN 'infinity' ELSE '2026-01-01' END AS DATE)) > 0 OR age > 0",
        "monthname(TRY_CAST(CASE WHEN {p} THEN '290309-12-21 (BC)' ELSE '2026-01-01' END AS DATE)) <> '' OR age > 0",
        "hour(TRY_CAST(CASE WHEN {p} THEN '5881580-07-10' ELSE '2026-01-01' END AS DATE)) >= 0 OR age > 0",
        "week(TRY_CAST(CASE WHEN {p} THEN '5877642-06-25 (BC)' ELSE '2026-01-01' END AS DATE)) >= 0 OR age > 0",
        "CASE WHEN {p} THEN left(diagnosis, -9223372036854775807) ELSE 'x' END <> 'y'",
        "CASE WHEN {p} THEN right(diagnosis, 9223372036854775807) ELSE 'x' END <> 'y'",
        "CASE WHEN {p} THEN substr(diagnosis, -9223372036854775807, 9223372036854775807) ELSE 'x' END <> 'y'",
        "CASE WHEN {p} THEN substr(diagnosis, 9223372036854775807, 9223372036854775807) ELSE 'x' END <> 'y'",
        "CASE WHEN {p} THEN round(1.5, 2147483647) ELSE 1 END > 0", "CASE WHEN {p} THEN round(1e300, -400) ELSE 1 END >= 0",
        "floor(CASE WHEN {p} THEN 1e308 ELSE 1 END * 10) > 0", "ceil(CASE WHEN {p} THEN 9223372036854775807 ELSE 1 END / 0.1) > 0",
        "length(CASE WHEN {p} THEN trim(diagnosis) ELSE lower(district) END) > 0", "CASE WHEN {p} THEN diagnosis LIKE '%\\' ELSE true END",
        "TRY_CAST(CASE WHEN {p} THEN 1e300 ELSE 1 END AS BIGINT) = 1 OR age > 0",
        "(- CASE WHEN {p} THEN -9223372036854775807 - 1 ELSE 1 END) < 9 OR age > 0",
    ];

    public static TheoryData<string> All => [.. Poisons];

    [Theory]
    [MemberData(nameof(All))]
    [Cases(AttackClass.Errors)]
    public async Task What_fails_on_one_row_is_not_told_from_what_fails_on_none(string poison)
    {
        foreach (var number in (int[])[15])
        {
            var victim = Victim.Of(number);
            var condition = poison.Replace("{p}", $"age = {victim.Age} AND diagnosis = '{Victim.FirstDiagnosis}'",
                StringComparison.Ordinal);
            foreach (var sql in (string[])[$"SELECT gender, count(*) FROM data WHERE {condition} GROUP BY gender",
                $"SELECT count(*) FROM data WHERE age < 300 OR {condition}", $"SELECT {condition} AS x, count(*) FROM data GROUP BY x",
                $"SELECT sum(cost) FILTER (WHERE {condition}) FROM data"])
                await arena.ShouldLookTheSame([sql], World.First, World.Second);
        }
        await arena.ShouldAnswer("SELECT count(*) FROM data WHERE age / 2 > 10 AND age < 40");
    }
}
