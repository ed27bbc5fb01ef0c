using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>恶意文本 — texts made to break the reader,
/// the engine or the machine. Real processes stand behind the questions that pass.</summary>
public sealed class HostileSqlTests(HostileSqlTests.Real arena) : IClassFixture<HostileSqlTests.Real>
{
    public sealed class Real : Arena
    {
        protected override bool HasRealWorkers => true;
    }

    static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    public static TheoryData<string, string> Texts => new()
    {
        { "nested brackets", $"SELECT count(*) FROM data WHERE {Times("(", 5000)}age{Times(")", 5000)} = 1" },
        { "nested NOT", $"SELECT count(*) FROM data WHERE {Times("NOT ", 4000)}true" },
        { "nested minus", $"SELECT count(*) FROM data WHERE {Times("- ", 8000)}cost = 1" },
        { "nested calls", $"SELECT count(*) FROM data WHERE {Times("abs(", 3000)}age{Times(")", 3000)} = 1" },
        { "nested CASE", $"SELECT count(*) FROM data WHERE {Times("CASE WHEN true THEN ", 700)}1{Times(" END", 700)} = 1" },
        { "nested sub-queries", $"{Times("SELECT count(*) FROM (", 300)}SELECT age FROM data{Times(") t", 300)}" },
        { "nested WITH", $"{Times("WITH a AS (", 300)}SELECT 1{Times(") SELECT * FROM a", 300)}" },
        { "nested casts", $"SELECT count(*) FROM data WHERE {Times("CAST(", 1500)}age{Times(" AS BIGINT)", 1500)} = 1" },
        { "a long AND", $"SELECT count(*) FROM data WHERE {string.Join(" AND ", Enumerable.Range(0, 1500).Select(i => $"age<>{i}"))}" },
        { "a long list", $"SELECT count(*) FROM data WHERE age IN ({string.Join(',', Enumerable.Range(0, 3000))})" },
        { "many tables", $"SELECT count(*) FROM data{Times(", data", 500)}" },
        { "many sub-queries",
        $"SELECT count(*) FROM (SELECT age FROM data) "
            + $"a{string.Concat(Enumerable.Range(0, 60).Select(i => $", (SELECT age FROM data) b{i}"))}" },
        { "many columns", $"SELECT {string.Join(", ", Enumerable.Range(0, 2500).Select(i => "cost"))} FROM data" },
        { "many statements", Times("SELECT 1;", 2000) },
        { "a megabyte", "SELECT count(*) FROM data WHERE district = '" + new string('x', 1 << 20) + "'" },
        { "a megabyte of comment", "SELECT count(*) /*" + new string('*', 1 << 20) + "*/ FROM data" },
        { "open comment", "SELECT count(*) FROM data /* " }, { "open text", "SELECT count(*) FROM data WHERE district = 'x" },
        { "open name", "SELECT count(*) FROM \"data" }, { "open dollars", "SELECT count(*) FROM data WHERE district = $a$x" },
        { "a NUL", "SELECT count(*) FROM data\0" }, { "full width", "ＳＥＬＥＣＴ ｍａｘ（ｃｏｓｔ） ＦＲＯＭ ｄａｔａ" },
        { "a homoglyph", "SELECT mах(cost) FROM data" }, { "a homoglyph table", "SELECT count(*) FROM dаta" },
        { "right to left", "SELECT count(*) FROM data WHERE district = '\u202E' OR max(cost) > 1" },
        { "joiners", "SELECT max\u200D(cost) FROM data" },
        { "zero width", "SELECT max\u200B(cost) FROM data" }, { "a byte order mark", "\uFEFFSELECT max(cost) FROM data" },
        { "a lone surrogate", "SELECT count(*) FROM data WHERE district = '\uD800' AND cost > 1" },
        { "combining marks", $"SELECT m{Times("\u0301", 2000)}ax(cost) FROM data" },
        { "another quote", "SELECT count(*) FROM data WHERE district = ‘x’ OR cost > 1" },
        { "a full stop", "SELECT data．cost FROM data" }, { "comments between", "SELECT/**/max/**/(/**/cost/**/)/**/FROM/**/data" },
        { "a comment that ends it", "SELECT max(cost) FROM data -- \n; DROP TABLE data" },
        { "nested comments", "SELECT /* /* */ max(cost) /* */ FROM data" },
        { "a dollar text", "SELECT count(*) FROM data WHERE $$x$$ = patient" },
        { "escapes", "SELECT count(*) FROM data WHERE patient = E'\\x76\\x37'" },
        { "casts to types", "SELECT cost::VARCHAR::BLOB FROM data" },
        { "a cast to a row", "SELECT CAST(data AS VARCHAR) FROM data" },
        { "a cast to an enum", "SELECT count(*) FROM data WHERE CAST(district AS ENUM ('x')) = 'x'" },
        { "json", "SELECT to_json(data) FROM data" }, { "a struct", "SELECT {'a': cost} FROM data" },
        { "a list", "SELECT [cost] FROM data" }, { "a map", "SELECT MAP {patient: cost} FROM data" },
        { "a lambda", "SELECT list_transform([1], x -> x + cost) FROM data" },
        { "recursion", "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t" },
        { "recursion over data", "WITH RECURSIVE t AS (SELECT age FROM data UNION ALL SELECT age FROM t) SELECT count(*) FROM t" },
        { "a file", "SELECT count(*) FROM '/etc/passwd'" }, { "read_csv", "SELECT count(*) FROM read_csv('/etc/passwd')" },
        { "read_text", "SELECT content FROM read_text('/etc/shadow')" },
        { "read_blob", "SELECT count(*) FROM read_blob('/proc/self/environ')" }, { "glob", "SELECT * FROM glob('/**')" },
        { "the network", "SELECT count(*) FROM 'https://example.org/x.parquet'" },
        { "s3", "SELECT count(*) FROM read_parquet('s3://b/x')" },
        { "another database", "SELECT * FROM sqlite_scan('/tmp/x.db', 't')" },
        { "postgres", "SELECT * FROM postgres_scan('host=127.0.0.1', 'public', 't')" }, { "pragma", "PRAGMA database_list" },
        { "pragma call", "CALL pragma_version()" }, { "attach", "ATTACH '/tmp/x.db' AS x" },
        { "detach", "DETACH x" }, { "use", "USE main" }, { "copy", "COPY data TO '/tmp/x.csv'" },
        { "copy from", "COPY data FROM '/etc/passwd'" }, { "export", "EXPORT DATABASE '/tmp/x'" }, { "install", "INSTALL httpfs" },
        { "load", "LOAD '/tmp/x.duckdb_extension'" },
        { "set", "SET enable_external_access = true" }, { "reset", "RESET allowed_paths" }, { "secret", "CREATE SECRET s (TYPE s3)" },
        { "macro", "CREATE MACRO f(x) AS x" }, { "view", "CREATE VIEW v AS SELECT cost FROM data" },
        { "prepare", "PREPARE p AS SELECT cost FROM data" },
        { "execute", "EXECUTE p" }, { "begin", "BEGIN TRANSACTION" }, { "vacuum", "VACUUM" },
        { "insert", "INSERT INTO data SELECT * FROM data" }, { "update", "UPDATE data SET cost = 0" }, { "delete", "DELETE FROM data" },
        { "pivot", "PIVOT data ON district USING max(cost)" },
        { "unpivot", "UNPIVOT data ON cost, days INTO NAME n VALUE v" },
        { "the variable", "SELECT getvariable('x'), getenv('HOME') FROM data" },
        { "the settings", "SELECT current_setting('allowed_paths') FROM data" },
        { "the prepared file", "SELECT count(*) FROM read_parquet('rows.parquet')" },
        { "a group table", "SELECT * FROM g0" }, { "the released table", "SELECT * FROM r0" },
        { "the owners", "SELECT \"yl/owner\", count(*) FROM data GROUP BY 1" },
        { "the place", "SELECT count(*) FROM data WHERE \"yl/nth\" = 1" },
        { "the file's row", "SELECT file_row_number, count(*) FROM data GROUP BY 1" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task It_is_refused_in_plain_words_and_the_next_question_is_answered(string name, string sql)
    {
        var attacker = arena.Enter(World.First);
        var reply = await attacker.Ask(sql);
        reply.IsAnswer.ShouldBeFalse(name);
        reply.Status.ShouldBeInRange(400, 499, reply.Body.ToString());
        foreach (var told in (string[])["/tmp", "parquet", "DuckDB", "Exception", " at Yuanliu", "rows.", "73421"])
            reply.Said.ShouldNotContain(sql.Contains(told, StringComparison.Ordinal) ? "\u0001" : told);
        await attacker.ShouldHaveCountedNothing(reply, sql);
        if (Texts.Count(t => string.CompareOrdinal((string)t[0], name) < 0) % 8 == 0)
            await arena.ShouldAnswer("SELECT gender, count(*) FROM data WHERE age < 40 GROUP BY gender");
        else
            using (var gate = new Gate()) gate.ShouldAdmit("SELECT gender, count(*) FROM data WHERE age < 40 GROUP BY gender");
    }
}
