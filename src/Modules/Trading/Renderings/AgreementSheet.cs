using Yuanliu.Compute.Pdf;

namespace Yuanliu.Trading.Renderings;

/// <summary>合约 — sets an agreement on as many pages as it needs: who, what, the clauses, the signatures.</summary>
internal static class AgreementSheet
{
    const double Left = 56, Top = 60, Bottom = 772;
    const double Width = 595.276 - 2 * Left, Right = Left + Width;
    const double LabelWidth = 104, NumberWidth = 26, KeptWidth = 58, BasisWidth = 84;
    const double ClauseWidth = (Width - NumberWidth - KeptWidth - BasisWidth) / 2;

    static readonly PdfColor Ink = PdfColor.Of(0x1F2A30), Quiet = PdfColor.Of(0x5E727A), Main = PdfColor.Of(0x0E6E83),
        Rule = PdfColor.Of(0xB9CDD3), Ground = PdfColor.Of(0xF3F8F9);
    static readonly TableRules Rules = new(Rule, 0.5, 6, 4);

    sealed record Look(PdfFont Regular, PdfFont Bold)
    {
        public TextStyle Title { get; } = new(Bold, 22, Ink) { Tracking = 4 };
        public TextStyle Heading { get; } = new(Bold, 11, Main);
        public TextStyle Label { get; } = new(Bold, 9, Ink) { LineHeight = 1.4 };
        public TextStyle Value { get; } = new(Regular, 9, Ink) { LineHeight = 1.5 };
        public TextStyle English { get; } = new(Regular, 8, Quiet) { LineHeight = 1.5 };
        public TextStyle Caption { get; } = new(Regular, 6.5, Quiet) { LineHeight = 1.4 };
        public TextStyle Note { get; } = new(Regular, 7, Quiet) { LineHeight = 1.55 };
    }

    /// <param name="at">UTC; the time printed into the file's properties.</param>
    /// <returns>The unsigned PDF/A-3u file.</returns>
    public static byte[] Render(AgreementSheetData data, AgreementFonts fonts, IReadOnlyList<PdfAttachment> attachments, DateTime at)
    {
        var document = new PdfDocument(new("数据使用合约 " + data.Number, data.Venue, data.Number, at));
        var look = new Look(document.AddFont(fonts.Regular), document.AddFont(fonts.Bold));
        foreach (var attachment in attachments) document.Attach(attachment);

        var first = document.AddPage(PageSize.A4);
        first.Text("数据使用合约", 595.276 / 2, Top + 22, look.Title, TextAlign.Center);
        first.Text($"Data use agreement   No. {data.Number}", 595.276 / 2, Top + 42, look.English, TextAlign.Center);
        first.Line(Left, Top + 54, Right, Top + 54, Main, 0.8);

        var rows = new Queue<TableRow>([.. Fields(data, look), .. Clauses(data, look), .. Signatures(data, look)]);
        TableRow.Flow(first, rows, Left, Top + 66, Bottom);
        while (rows.Count > 0) TableRow.Flow(document.AddPage(PageSize.A4), rows, Left, Top, Bottom);
        Feet(document.Pages, data, look);
        return document.Write();
    }

    static IEnumerable<TableRow> Fields(AgreementSheetData data, Look look) => data.Fields.Select(field => new TableRow(
    [
        new(field.Label, look.Label, LabelWidth) { Fill = Ground, Caption = (field.Caption, look.Caption) },
        new(field.Value, look.Value, Width - LabelWidth),
    ], Rules));

    static IEnumerable<TableRow> Clauses(AgreementSheetData data, Look look) =>
    [
        Heading("条款 · Clauses", look),
        .. data.Clauses.Select(clause => new TableRow(
        [
            new(clause.Number, look.Label, NumberWidth) { Align = TextAlign.Center, Fill = Ground },
            new(clause.Zh, look.Value, ClauseWidth),
            new(clause.En, look.English, ClauseWidth),
            new(clause.Kept, look.English, KeptWidth),
            new(clause.Basis, look.English, BasisWidth),
        ], Rules)),
    ];

    static IEnumerable<TableRow> Signatures(AgreementSheetData data, Look look) =>
    [
        Heading("签署 · Signatures", look),
        .. data.Signatures.Select(signature => new TableRow(
        [
            new(signature.Side, look.Label, LabelWidth) { Fill = Ground },
            new($"{signature.Organization}\n{signature.Person}\n{signature.At}", look.Value, Width - LabelWidth),
        ], Rules)),
        new(
        [
            new("所签文本", look.Label, LabelWidth) { Fill = Ground, Caption = ("SHA-256 of the text signed", look.Caption) },
            new(data.TermsSha256, look.English, Width - LabelWidth),
        ], Rules),
        new(
        [
            new("合约文件", look.Label, LabelWidth) { Fill = Ground, Caption = ("SHA-256 of agreement.json", look.Caption) },
            new(data.DocumentSha256, look.English, Width - LabelWidth),
        ], Rules),
    ];

    static TableRow Heading(string text, Look look) => new([new(text, look.Heading, Width)], Rules, heightMin: 26);

    /// <summary>The last lines of every page; the count of pages is known only now.</summary>
    static void Feet(IReadOnlyList<PdfPage> pages, AgreementSheetData data, Look look)
    {
        for (var i = 0; i < pages.Count; i++)
        {
            pages[i].Line(Left, Bottom + 12, Right, Bottom + 12, Rule, 0.5);
            pages[i].Text($"{data.Number}　第 {i + 1} 页，共 {pages.Count} 页", Right, Bottom + 26, look.Note, TextAlign.Right);
            pages[i].Text($"{data.Venue}　电子签章；附件可离线核验：{data.VerifyAt}", Left, Bottom + 26, look.Note);
        }
    }
}
