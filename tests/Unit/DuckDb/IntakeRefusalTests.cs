using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Engines.DuckDb.Intake;

namespace Yuanliu.Tests.DuckDb;

public sealed class IntakeRefusalTests : IDisposable
{
    readonly Scratch scratch = new();

    [Fact]
    public void An_empty_file_is_refused()
    {
        Refused(""u8).Code.ShouldBe("catalog.file-empty");
        Refused(" \r\n\n"u8).Code.ShouldBe("catalog.file-empty");
        Refused([0xEF, 0xBB, 0xBF]).Code.ShouldBe("catalog.file-empty");
        Refused(IntakeTests.Gzip(""u8)).Code.ShouldBe("catalog.file-empty");
    }

    [Fact]
    public void What_is_no_table_is_refused_as_binary()
    {
        Refused("%PDF-1.7\n"u8).Code.ShouldBe("catalog.file-binary");
        Refused([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).Code.ShouldBe("catalog.file-binary");
        Refused("a,b\n1,\0\n"u8).Code.ShouldBe("catalog.file-binary");
        Refused([.. Rows("row"), 0]).Code.ShouldBe("catalog.file-binary");
        Refused(IntakeTests.Gzip("a\0b"u8)).Code.ShouldBe("catalog.file-binary");
    }

    [Fact]
    public void Ten_gigabytes_of_nothing_are_refused_without_being_read()
    {
        var path = scratch.Path("sparse.csv");
        using (var file = File.Create(path)) file.SetLength(10L << 30);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Inspect(path).Refusal!.Code.ShouldBe("catalog.file-binary");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 << 20);
    }

    [Fact]
    public void Archives_are_refused_by_name()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true)) zip.CreateEntry("a.csv").Open().Dispose();
        Refused(file.ToArray()).ShouldSatisfyAllConditions(
            refusal => refusal.Code.ShouldBe("catalog.archive-refused"),
            refusal => refusal.Message.ShouldContain("ZIP"));
        Refused([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0]).Code.ShouldBe("catalog.archive-refused");
        Refused(IntakeTests.Gzip(file.ToArray())).Code.ShouldBe("catalog.archive-refused");
    }

    [Fact]
    public void A_bomb_is_refused_before_it_goes_off()
    {
        var bomb = scratch.Path("bomb.csv.gz");
        using (var gzip = new GZipStream(File.Create(bomb), CompressionLevel.Optimal))
            for (var i = 0; i < 100; i++) gzip.Write(Encoding.ASCII.GetBytes(new string('1', 1 << 20)));
        var refusal = Inspect(bomb).Refusal!;
        (refusal.Code, refusal.Expected).ShouldBe(("catalog.archive-bomb", 64L << 20));
        refusal.Message.ShouldContain("unpacks to more than 64 MB, which");

        Inspect(scratch.Write("a.csv.gz", IntakeTests.Gzip("a\n1\n2\n"u8)), new() { ContentBytesMax = 5 })
            .Refusal!.Code.ShouldBe("catalog.archive-bomb");
    }

    [Fact]
    public void Text_in_no_known_encoding_is_refused()
    {
        Refused([.. "a,b\n1,"u8, 0xFF, 0xFF, .. "\n"u8]).Code.ShouldBe("catalog.file-encoding");
        Refused([0xEF, 0xBB, 0xBF, .. "a\n"u8, 0xFF]).Code.ShouldBe("catalog.file-encoding");
        Refused([0xFF, 0xFE, .. "a"u8, 0, 0x00, 0xD8]).Code.ShouldBe("catalog.file-encoding");
        Refused([.. Rows("行"), 0xFF]).Code.ShouldBe("catalog.file-encoding");
    }

    [Fact]
    public void A_row_of_another_width_is_refused_with_its_line()
    {
        var refusal = Refused("a,b,c\n1,2,3\n4,5\n"u8);
        refusal.Code.ShouldBe("catalog.ragged-row");
        (refusal.Line, refusal.Expected, refusal.Actual).ShouldBe((3, 3, 2));
        refusal.Message.ShouldBe("Line 3 of a.csv has 2 columns where 3 are expected.");

        var wide = Refused(Encoding.UTF8.GetBytes($"a,b\n{string.Concat(Enumerable.Repeat("1,2\n", 50_000))}1,2,3,4\n"));
        (wide.Code, wide.Line, wide.Expected, wide.Actual).ShouldBe(("catalog.ragged-row", 50_002, 2, 4));
    }

    [Fact]
    public void A_quote_that_never_ends_is_refused_with_its_line()
    {
        var refusal = Refused("a,b\n1,2\n3,\"4\n5,6\n"u8);
        (refusal.Code, refusal.Line).ShouldBe(("catalog.file-unreadable", 3));
    }

    [Fact]
    public void Too_many_columns_are_refused_with_the_limit()
    {
        var refusal = Refused(Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(1, 5000).Select(i => $"c{i}")) + "\n"));
        refusal.Code.ShouldBe("catalog.too-many-columns");
        refusal.Message.ShouldBe("a.csv has 5,000 columns; 2,000 are allowed.");
        Inspect(scratch.Write("b.csv", string.Join(',', Enumerable.Range(1, 2000).Select(i => $"c{i}")) + "\n")).Refusal.ShouldBeNull();
    }

    [Fact]
    public void What_is_too_large_is_refused_with_the_limit()
    {
        var refusal = Inspect(scratch.Write("a.csv", "a\n1\n2\n3\n"), new() { FileBytesMax = 4 }).Refusal!;
        (refusal.Code, refusal.Expected, refusal.Actual).ShouldBe(("catalog.file-too-large", 4, 8));
        Inspect(scratch.Path("a.csv"), new() { RowsMax = 2 }).Refusal!.Message.ShouldBe("a.csv has 3 rows; 2 are allowed.");
        Inspect(scratch.Path("a.csv"), new() { FileBytesMax = 2 }).Refusal!.Message.ShouldBe(
            "a.csv is 8 bytes large; the limit is 2 bytes.");
    }

    [Fact]
    public void What_is_not_there_or_broken_is_refused_as_unreadable()
    {
        Inspect(scratch.Path("nothing.csv")).Refusal!.Code.ShouldBe("catalog.file-unreadable");
        Inspect(scratch.Folder).Refusal!.Code.ShouldBe("catalog.file-unreadable");
        Refused("PAR1 and no more"u8).Code.ShouldBe("catalog.file-unreadable");
        var gzip = IntakeTests.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 9000).Select(i => $"{i},{i * i}\n"))));
        gzip[gzip.Length / 2] ^= 0xFF;
        Refused(gzip).Code.ShouldBe("catalog.file-unreadable");
        Refused(gzip.AsSpan(0, 100)).Code.ShouldBe("catalog.file-unreadable");
        Refused(Encoding.ASCII.GetBytes(new string('x', 3 << 20))).Code.ShouldBe("catalog.file-unreadable");
    }

    [Fact]
    public void Files_of_different_tables_are_refused()
    {
        var one = scratch.Write("1.csv", "a,b\n1,2\n");
        foreach (var other in (string[])["a,c\n1,2\n", "a;b\n1;2\n", "a\n1\n", "1,2\n", "a,b,c\n1,2,3\n"])
        {
            var refusal = FileIntake.Inspect([one, scratch.Write("2.csv", other)], scratch.Folder, IntakeLimits.Default, default).Refusal!;
            refusal.Code.ShouldBe("catalog.files-differ", other);
        }
    }

    [Fact]
    public void Whatever_the_bytes_the_answer_is_a_source_that_reads_or_a_refusal()
        => Prop.ForAll(Gen.ArrayOf(Gen.Elements("a,b;\"\n\r1.0é源 \t|-".EnumerateRunes().ToArray())).ToArbitrary(), text =>
        {
            var (source, refusal) = Inspect(scratch.Write("a.csv", string.Concat(text)));
            if (source is null) return refusal is { Code.Length: > 8, Message.Length: > 8 };
            using var db = new Memory(new() { AllowedFiles = source.Files, Threads = 1 });
            return db.Rows($"SELECT * FROM {source.RelationSql}").Count == source.Rows;
        }).QuickCheckThrowOnFailure();

    /// <summary>More than one block of text.</summary>
    static byte[] Rows(string row) => Encoding.UTF8.GetBytes($"a\n{string.Concat(Enumerable.Repeat($"{row}\n", 600_000))}");

    IntakeRefusal Refused(ReadOnlySpan<byte> content) => Inspect(scratch.Write("a.csv", content.ToArray())).Refusal.ShouldNotBeNull();

    Inspection Inspect(string path, IntakeLimits? limits = null)
        => FileIntake.Inspect(path, scratch.Folder, limits ?? IntakeLimits.Default, default);

    public void Dispose() => scratch.Dispose();
}
