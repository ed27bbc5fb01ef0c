using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Engines.DuckDb.Intake;

namespace Yuanliu.Tests.DuckDb;

public sealed class JsonIntakeTests : IDisposable
{
    readonly Scratch scratch = new();

    [Fact]
    public void An_array_of_objects_and_objects_on_lines_are_the_same_table()
    {
        string[] objects =
        [
            """{"区":"海淀","n":1,"r":1,"日":"2026-03-02","刻":"2026-03-02T08:00:00Z","真":true,"码":"007","空":null}""",
            """{"n":-2,"区":"朝\n阳","r":0.5,"日":"2026-12-31","刻":"2026-03-02 09:30:00.25","真":false,"码":""}""",
            """{"区":null,"n":9223372036854775807,"r":2e3}""",
        ];
        foreach (var text in (string[])
            [$"[{string.Join(",\n  ", objects)}\n]\n", string.Join('\n', objects), string.Join("\r\n\r\n", objects) + "\r\n"])
        {
            var source = Accept(text);
            (source.Kind, source.Rows).ShouldBe((SourceKind.Json, 3));
            source.Columns.Select(c => $"{c.Name} {c.Type}").ShouldBe(
                ["区 VARCHAR", "n BIGINT", "r DOUBLE", "日 DATE", "刻 TIMESTAMP", "真 BOOLEAN", "码 VARCHAR", "空 VARCHAR"]);
            Rows(source).ShouldBe(
            [
                ["海淀", 1L, 1.0, new DateOnly(2026, 3, 2), new DateTime(2026, 3, 2, 8, 0, 0), true, "007", null],
                ["朝\n阳", -2L, 0.5, new DateOnly(2026, 12, 31), new DateTime(2026, 3, 2, 9, 30, 0, 250), false, "", null],
                [null, long.MaxValue, 2000.0, null, null, null, null, null],
            ]);
        }
    }

    [Fact]
    public void Other_encodings_and_compression_are_read_as_with_CSV()
    {
        const string Text = """[{"a":"源","b":1},{"a":"流","b":2}]""";
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        byte[] wide = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)], packed = IntakeTests.Gzip(Encoding.UTF8.GetBytes(Text));
        foreach (var bytes in (byte[][])[Encoding.UTF8.GetBytes("\uFEFF" + Text), gb.GetBytes(Text), wide, packed])
            Rows(Accepted(Inspect(scratch.Write("a.json", bytes)))).ShouldBe([["源", 1L], ["流", 2L]]);
    }

    [Fact]
    public void Several_files_are_one_table_whatever_their_form()
    {
        string[] paths = [scratch.Write("1", """[{"a":1}]"""), scratch.Write("2", "{\"a\":2.5,\"b\":\"x\"}\n")];
        Rows(Accepted(FileIntake.Inspect(paths, scratch.Folder, IntakeLimits.Default, default))).ShouldBe([[1.0, null], [2.5, "x"]]);
        FileIntake.Inspect([paths[0], scratch.Write("3", "a\n1\n")], scratch.Folder, IntakeLimits.Default, default)
            .Refusal!.Code.ShouldBe("catalog.files-differ");
    }

    [Fact]
    public void Keys_that_cannot_stand_as_names_are_repaired()
    {
        var source = Accept($$"""[{"a\tb":1,"it's \"q\"":2,"{{new string('x', 300)}}":3}]""");
        source.Columns.Select(c => c.IsRenamed).ShouldBe([true, false, true]);
        Rows(source).ShouldBe([[1L, 2L, 3L]]);
    }

    [Theory]
    [InlineData("catalog.nested-values", """[{"a":{"b":1}}]""", 1)]
    [InlineData("catalog.nested-values", "{\"a\":1}\n{\"a\":[1]}\n", 2)]
    [InlineData("catalog.nested-values", """[{"a":[[[[[[[[[[1]]]]]]]]]]}]""", 1)]
    [InlineData("catalog.mixed-types", "[{\"a\":1},\n{\"a\":\"1\"}]", 2)]
    [InlineData("catalog.mixed-types", "{\"a\":true}\n{\"a\":0}\n", 2)]
    [InlineData("catalog.mixed-types", "{\"a\":9007199254740993}\n{\"a\":0.5}\n", 2)]
    [InlineData("catalog.file-unreadable", """[{"a":123456789012345678901}]""", 1)]
    [InlineData("catalog.file-unreadable", """[{"a":1e999}]""", 1)]
    [InlineData("catalog.file-unreadable", """[{"a":"\ud800"}]""", 1)]
    [InlineData("catalog.file-unreadable", """[{"a":"\u0000"}]""", 1)]
    [InlineData("catalog.file-unreadable", """[{"":1}]""", 1)]
    [InlineData("catalog.file-unreadable", """[{"a":1,"a":2}]""", 1)]
    [InlineData("catalog.file-unreadable", """[{"a":1,"A":2}]""", 1)]
    [InlineData("catalog.file-unreadable", "[{\"a\":1},\n{\"a\":2},]", 2)]
    [InlineData("catalog.file-unreadable", "[{\"a\":1}\n", 2)]
    [InlineData("catalog.file-unreadable", "[{\"a\":1}]\n[{\"a\":2}]", 2)]
    [InlineData("catalog.file-unreadable", "[{\"a\":1},\n2]", 2)]
    [InlineData("catalog.file-unreadable", "{\"a\":1}\n2\n", 2)]
    [InlineData("catalog.file-unreadable", "{\"a\":1}{\"a\":2}\n", 1)]
    [InlineData("catalog.file-unreadable", "{\"a\":1}\n{\"a\":\n2}\n", 2)]
    [InlineData("catalog.file-unreadable", "{\"a\":1}\n{\"a\":NaN}\n", 2)]
    [InlineData("catalog.file-unreadable", "{\"a\":1} // c\n", 1)]
    public void What_is_no_table_is_refused_with_the_line(string code, string text, long line)
    {
        var refusal = Inspect(scratch.Write("a.json", text)).Refusal.ShouldNotBeNull();
        (refusal.Code, refusal.Line).ShouldBe((code, line), refusal.Message);
    }

    [Fact]
    public void Emptiness_zero_bytes_and_broken_text_are_refused_as_in_every_file()
    {
        Refused("[]"u8).ShouldBe("catalog.file-empty");
        Refused("[{}]"u8).ShouldBe("catalog.file-empty");
        Refused("[{\"a\":\"\0\"}]"u8).ShouldBe("catalog.file-binary");
        Refused([.. "[{\"a\":\""u8, 0xFF, 0xFF, .. "\"}]"u8]).ShouldBe("catalog.file-encoding");
    }

    [Fact]
    public void What_is_too_much_is_refused()
    {
        var wide = string.Join(',', Enumerable.Range(0, 2001).Select(i => $"\"c{i}\":1"));
        Refused(Encoding.UTF8.GetBytes($"[{{{wide}}}]")).ShouldBe("catalog.too-many-columns");
        var long17 = new string('x', 17 << 20);
        Refused(Encoding.UTF8.GetBytes($"[{{\"a\":\"{long17}\"}}]")).ShouldBe("catalog.file-too-large");
        Inspect(scratch.Write("a.json", "[{\"a\":1},{\"a\":2}]"), IntakeLimits.Default with { RowsMax = 1 })
            .Refusal!.Code.ShouldBe("catalog.file-too-large");
    }

    [Fact]
    public void A_table_longer_than_a_block_is_read_to_its_end()
    {
        var text = string.Concat(Enumerable.Range(0, 30_000).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{i},\"name\":\"名{i}\",\"v\":{i * 0.5}}}\n")));
        var source = Accept(text);
        source.Rows.ShouldBe(30_000);
        using var db = new Memory(new() { AllowedFiles = source.Files });
        db.Rows($"SELECT sum(id)::BIGINT, count(DISTINCT name), max(v) FROM {source.RelationSql}")
            .ShouldBe([[449_985_000L, 30_000L, 14_999.5]]);
    }

    [Fact]
    public void Whatever_the_bytes_the_answer_is_a_source_that_reads_or_a_refusal()
        => Prop.ForAll(Gen.ListOf(Gen.Elements(
            "{", "}", "[", "]", ",", ":", "\n", " ", "\"a\"", "\"b\"", "\"2026-01-01\"", "1", "-0", "0.5", "true", "null", "\\", "源"))
            .ToArbitrary(), parts =>
        {
            var (source, refusal) = Inspect(scratch.Write("a.json", "[{\"a\":1}," + string.Concat(parts)));
            if (source is null) return refusal is { Code.Length: > 8, Message.Length: > 8 };
            using var db = new Memory(new() { AllowedFiles = source.Files, Threads = 1 });
            return db.Rows($"SELECT * FROM {source.RelationSql}").Count == source.Rows;
        }).QuickCheckThrowOnFailure();

    string Refused(ReadOnlySpan<byte> content) => Inspect(scratch.Write("a.json", content.ToArray())).Refusal.ShouldNotBeNull().Code;

    Source Accept(string text) => Accepted(Inspect(scratch.Write("a.json", text)));

    Inspection Inspect(string path, IntakeLimits? limits = null)
        => FileIntake.Inspect(path, scratch.Folder, limits ?? IntakeLimits.Default, default);

    static Source Accepted(Inspection inspection)
    {
        inspection.Refusal.ShouldBeNull();
        return inspection.Source!;
    }

    static IReadOnlyList<object?[]> Rows(Source source)
    {
        using var db = new Memory(new() { AllowedFiles = source.Files });
        return db.Rows($"SELECT * FROM {source.RelationSql}");
    }

    public void Dispose() => scratch.Dispose();
}
