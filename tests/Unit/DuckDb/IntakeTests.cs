using System.IO.Compression;
using System.Text;
using Shouldly;
using Xunit;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Engines.DuckDb.Intake;

namespace Yuanliu.Tests.DuckDb;

public sealed class IntakeTests : IDisposable
{
    static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    readonly Scratch scratch = new();

    [Fact]
    public void A_plain_table_is_described_with_the_types_that_all_its_values_have()
    {
        var source = Accept("""
            名称,数量,比例,日期,时刻,有效,邮编,卡号,混合
            甲,1,0.5,2026-03-02,2026-03-02 08:00:00,true,010020,6222021234567890128,1
            乙,NA,-2,2026/3/3,2026-03-02T09:30,false,100080,6222021234567890136,x
            """);
        source.Kind.ShouldBe(SourceKind.Csv);
        source.Encoding.ShouldBe(TextEncoding.Utf8);
        (source.Delimiter, source.HasHeader, source.Rows).ShouldBe((',', true, 2));
        source.Columns.Select(column => $"{column.Name} {column.Type}").ShouldBe(
        [
            "名称 VARCHAR", "数量 BIGINT", "比例 DOUBLE", "日期 DATE", "时刻 TIMESTAMP", "有效 BOOLEAN", "邮编 VARCHAR", "卡号 VARCHAR",
            "混合 VARCHAR",
        ]);
        Rows(source)[1].ShouldBe(
        [
            "乙", null, -2.0, new DateOnly(2026, 3, 3), new DateTime(2026, 3, 2, 9, 30, 0), false, "100080", "6222021234567890136", "x",
        ]);
    }

    [Fact]
    public void A_value_far_below_the_sample_still_widens_its_column()
    {
        string Numbers(string last) => $"n\n{string.Concat(Enumerable.Range(1, 5000).Select(i => $"{i}\n"))}{last}\n";
        Accept(Numbers("1.5")).Columns[0].Type.ShouldBe("DOUBLE");
        Accept(Numbers("x")).Columns[0].Type.ShouldBe("VARCHAR");
        Accept(Numbers("007")).Columns[0].Type.ShouldBe("VARCHAR");
        Accept(Numbers("1234567890123456789")).Columns[0].Type.ShouldBe("VARCHAR");
        Accept(Numbers("N/A")).Columns[0].Type.ShouldBe("BIGINT");
        Rows(Accept(Numbers("1e3")))[5000].ShouldBe([1000.0]);
    }

    [Fact]
    public void Every_type_that_is_promised_can_be_read_back()
    {
        var source = Accept("a,b,c,d\n1e5,2026-1-5 7:05,TRUE,2026-12-31\n-0.5,1999/12/31 23:59:59.999,False,1900-01-01\n");
        source.Columns.Select(column => column.Type).ShouldBe(["DOUBLE", "TIMESTAMP", "BOOLEAN", "DATE"]);
        Rows(source).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void The_delimiter_is_found(string delimiter)
    {
        var source = Accept($"a{delimiter}b\n1,5{delimiter}x\n\"2{delimiter}5\"{delimiter}y\n");
        source.Delimiter.ShouldBe(delimiter[0]);
        Rows(source)[1].ShouldBe([$"2{delimiter}5", "y"]);
    }

    [Fact]
    public void A_table_without_names_gets_numbered_ones()
    {
        var source = Accept("1,甲\n2,乙\n");
        (source.HasHeader, source.Rows).ShouldBe((false, 2));
        source.Columns.Select(column => column.Name).ShouldBe(["column1", "column2"]);
        source.Columns.ShouldAllBe(column => column.Found == null && !column.IsRenamed);
    }

    [Fact]
    public void Names_that_cannot_stand_are_repaired_and_the_repair_is_stated()
    {
        var source = Accept("a,A,,a,a_2, b\n1,2,3,4,5,6\n");
        source.Columns.Select(column => column.Name).ShouldBe(["a", "A_2", "column3", "a_3", "a_2_2", "b"]);
        source.Columns.Select(column => column.IsRenamed).ShouldBe([false, true, true, true, true, true]);
        Rows(source)[0].ShouldBe([1L, 2L, 3L, 4L, 5L, 6L]);
    }

    [Fact]
    public void Quoted_line_ends_and_quotes_belong_to_their_value()
    {
        var source = Accept("a,b\r\n\"x\ny \"\"z\"\"\",1\r\n\"'; DROP TABLE t; --\",2\r\n");
        Rows(source).Select(row => row[0]).ShouldBe(["x\ny \"z\"", "'; DROP TABLE t; --"]);
    }

    [Fact]
    public void Lines_that_end_differently_are_made_equal()
        => Rows(Accept("a,b\r\n1,2\n3,4\r\n")).Select(row => row[1]).ShouldBe([2L, 4L]);

    [Fact]
    public void Text_in_other_encodings_reads_as_UTF_8()
    {
        const string Text = "城市,人口\n合肥市,9850000\n𠮷林,1\n";
        Reads(TextEncoding.Utf8Bom, scratch.Write("bom.csv", Text, new UTF8Encoding(true)));
        Reads(TextEncoding.Utf16, scratch.Write("le.csv", Text, new UnicodeEncoding(false, true)));
        Reads(TextEncoding.Utf16, scratch.Write("be.csv", Text, new UnicodeEncoding(true, true)));
        Reads(TextEncoding.Gb18030, scratch.Write("gb.csv", Text, Gb18030));
        Reads(TextEncoding.Gb18030, scratch.Write("gb.csv.gz", Gzip(Gb18030.GetBytes(Text))));

        void Reads(TextEncoding encoding, string path)
        {
            var source = Accepted(Inspect(path));
            source.Encoding.ShouldBe(encoding);
            source.Columns.Select(column => column.Name).ShouldBe(["城市", "人口"]);
            Rows(source).ShouldBe([["合肥市", 9850000L], ["𠮷林", 1L]]);
        }
    }

    [Fact]
    public void A_character_on_the_border_of_two_blocks_is_no_fault()
    {
        foreach (var shift in (int[])[0, 1, 2, 3])
        {
            var text = $"a\n{new string('x', shift)}{string.Concat(Enumerable.Repeat("源流数据要素\n", 120_000))}";
            var source = Accept(text);
            source.Encoding.ShouldBe(TextEncoding.Utf8);
            source.Rows.ShouldBe(120_000);
        }
    }

    [Fact]
    public void A_compressed_table_reads_like_a_plain_one()
    {
        var source = Accepted(Inspect(scratch.Write("a.csv.gz", Gzip("a,b\n1,x\n"u8))));
        source.Kind.ShouldBe(SourceKind.GzipCsv);
        Rows(source)[0].ShouldBe([1L, "x"]);
    }

    [Fact]
    public void A_Parquet_file_is_described_by_itself()
    {
        var source = Accepted(Inspect(Parquet("a.parquet", "SELECT 1::TINYINT AS a, 'x' AS \"b c\", [1] AS l FROM range(3)")));
        (source.Kind, source.Rows).ShouldBe((SourceKind.Parquet, 3));
        source.Columns.Select(column => $"{column.Name} {column.Type}").ShouldBe(["a TINYINT", "b c VARCHAR", "l INTEGER[]"]);
        Rows(source).Count.ShouldBe(3);
    }

    [Fact]
    public void Files_of_one_table_are_read_as_one()
    {
        var paths = new[] { scratch.Write("1.csv", "a,b\n1,x\n"), scratch.Write("2.csv", "a,b\n2.5,y\n") };
        var source = Accepted(FileIntake.Inspect(paths, scratch.Folder, IntakeLimits.Default, default));
        (source.Rows, source.Columns[0].Type).ShouldBe((2, "DOUBLE"));
        Rows(source).Select(row => row[0]).ShouldBe([1.0, 2.5]);
    }

    [Fact]
    public void A_path_with_quotes_and_patterns_means_itself()
    {
        scratch.Write("it1.csv", "a\n2\n");
        var source = Accepted(Inspect(scratch.Write("it's[1]*.csv", "a\n1\n")));
        Rows(source).ShouldBe([[1L]]);
    }

    internal static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal)) gzip.Write(content);
        return file.ToArray();
    }

    string Parquet(string name, string sql)
    {
        using var db = new Memory(new() { ExternalAccess = true });
        db.Connection.Execute($"COPY ({sql}) TO {Sql.Text(scratch.Path(name))} (FORMAT parquet)").OrThrow();
        return scratch.Path(name);
    }

    Source Accept(string text) => Accepted(Inspect(scratch.Write("a.csv", text)));

    Inspection Inspect(string path) => FileIntake.Inspect(path, scratch.Folder, IntakeLimits.Default, default);

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
