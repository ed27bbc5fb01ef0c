using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Settlement.Statements;
using Cell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace Yuanliu.Tests.Settlement;

public sealed class StatementTests
{
    [Fact]
    public void The_same_statement_gives_the_same_bytes_in_every_format()
    {
        StatementSheet.Write(Sample()).ShouldBe(StatementSheet.Write(Sample()));
        StatementCsv.Write(Sample()).ShouldBe(StatementCsv.Write(Sample()));
    }

    [Fact]
    public void The_workbook_is_valid_Office_Open_XML_and_carries_no_hour_of_writing()
    {
        var bytes = StatementSheet.Write(Sample());
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
        using var zip = new ZipArchive(new MemoryStream(bytes));
        zip.Entries.ShouldAllBe(e => e.LastWriteTime.Year == 1980);
    }

    [Fact]
    public void A_name_that_looks_like_a_formula_is_text_in_the_workbook()
    {
        using var document = SpreadsheetDocument.Open(
            new MemoryStream(StatementSheet.Write(Sample(buyer: "=HYPERLINK(\"http://x\")"))), isEditable: false);
        var cells = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().ToList();
        cells.ShouldAllBe(c => c.CellFormula == null);
        var suspicious = cells.Where(c => c.InnerText.StartsWith('=')).ToList();
        suspicious.ShouldNotBeEmpty();
        suspicious.ShouldAllBe(c => c.DataType!.Value == CellValues.InlineString);
    }

    [Fact]
    public void The_workbook_holds_every_line_and_both_sides_of_the_ledger_add_up_alike()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(StatementSheet.Write(Sample())), isEditable: false);
        var rows = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>()
            .Select(r => r.Elements<Cell>().Select(c => c.InnerText).ToList()).ToList();
        rows.ShouldContain(r => r.Count > 3 && r[0] == "2" && r[3] == "50.01");
        rows[^1][3].ShouldBe("100.02");
        rows[^1][4].ShouldBe("100.02");
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-x", "'-x")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=b", "a=b")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public void Text_in_CSV_is_neither_a_formula_nor_a_new_cell(string given, string written)
        => Encoding.UTF8.GetString(new Csv().Text(given).End().ToUtf8()).ShouldBe("\uFEFF" + written + "\r\n");

    [Fact]
    public void Numbers_of_ours_keep_their_sign()
        => Encoding.UTF8.GetString(new Csv().Number(-5).Amount(new(-101)).Amount(new(5)).End().ToUtf8())
            .ShouldBe("\uFEFF-5,-1.01,0.05\r\n");

    [Fact]
    public void The_CSV_begins_with_the_mark_and_holds_a_row_for_each_use_share_and_posting()
    {
        var lines = Encoding.UTF8.GetString(StatementCsv.Write(Sample())).TrimStart('\uFEFF')
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1 + 2 + 1 + 2 + 1);
        lines.ShouldAllBe(l => l.Split(',', StringSplitOptions.None).Length == 11);
        StatementCsv.Write(Sample())[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
    }

    static Statement Sample(string buyer = "买方公司")
    {
        var at = new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
        var party = new StatementParty(Guid.Empty, buyer, "91110108MA0000001X");
        StatementPosting Posting(long debit, long credit)
            => new(Guid.Empty, at, "BillIssued", "1122", "应收账单款", "Bills receivable", buyer, debit, credit, "开具账单", "Bill issued");
        return new(Statement.Form, "urn:yuanliu:test:bill:1", "HY-1-ZD001", "urn:yuanliu:test:agreement:1", "HY-1", new string('a', 64),
            party, party, party,
            new(2026, 3, 2), new(2026, 3, 3), at, null, "Issued", "CNY", new("Inclusive", "BJ-OPIN-2023", true, "silent"),
            [new(1, Guid.Empty, at, 5_001), new(2, Guid.Empty, at, 5_001)], 10_002,
            [new("Holder", party, 10_000, 10_002)], "约定", [Posting(10_002, 0), Posting(0, 10_002)]);
    }
}
