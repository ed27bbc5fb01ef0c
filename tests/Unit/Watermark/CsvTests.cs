using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Csv;
using Yuanliu.Compute.Watermark;

namespace Yuanliu.Tests.Watermark;

public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@x", "'@x")]
    [InlineData("+86 138", "'+86 138")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("-2.5", "-2.5")]
    [InlineData("+7", "+7")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=1", "a=1")]
    [InlineData("\"=1,2\"", "\"'=1,2\"")]
    public void A_cell_that_a_spreadsheet_would_run_leaves_with_an_apostrophe_and_a_number_as_it_is(string cell, string written)
        => Plain($"h,i\n{cell},x\n").ShouldBe($"h,i\r\n{written},x\r\n");

    [Fact]
    public void Quotes_marks_and_ends_of_lines_come_through()
        => Plain("\uFEFFa,b\r\n\"x\"\"y\",\"1\n2\"\r\n\r\nlast,\"q\"").ShouldBe("a,b\r\n\"x\"\"y\",\"1\n2\"\r\nlast,\"q\"\r\n");

    [Fact]
    public void What_was_written_is_read_again_however_the_stream_is_cut() => Prop.ForAll<string[]>(texts =>
    {
        string[] cells = [.. texts.Select(text => $"{text}".Replace("\0", "", StringComparison.Ordinal)).Prepend("first")];
        var target = new MemoryStream();
        var writer = new CsvWriter(target);
        foreach (var cell in cells) writer.Cell(Encoding.UTF8.GetBytes(cell));
        writer.End();
        writer.Flush();
        var reader = new CsvReader(new Dripping(target.ToArray()));
        reader.Next().ShouldBeTrue();
        var read = Enumerable.Range(0, reader.Count)
            .Select(i => Encoding.UTF8.GetString(reader[i]).Replace("\"\"", reader.IsQuoted(i) ? "\"" : "\"\"", StringComparison.Ordinal));
        read.ShouldBe(cells.Select(cell => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cell)))
            .Select(cell => FormulaText.IsLike(Encoding.UTF8.GetBytes(cell)) ? "'" + cell : cell));
    }).QuickCheckThrowOnFailure();

    static string Plain(string text)
    {
        var target = new MemoryStream();
        MarkedCsv.WritePlain(new Dripping(Encoding.UTF8.GetBytes(text)), target);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    /// <summary>A stream that gives one byte at a time.</summary>
    sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
