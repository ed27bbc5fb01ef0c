using System.Globalization;

namespace Yuanliu.Settlement.Statements;

/// <summary>对账单（Excel） — one printable sheet: title, parties, uses, split, postings.</summary>
internal static class StatementSheet
{
    public static byte[] Write(Statement s)
    {
        var sheet = new Sheet("对账单 Statement", [9, 24, 30, 17, 17, 17]);
        sheet.Title($"数据使用对账单 Statement of metered use {s.Number}");
        Parties(sheet, s);
        Uses(sheet, s);
        Split(sheet, s);
        Postings(sheet, s);
        return sheet.ToBytes();
    }

    static void Parties(Sheet sheet, Statement s)
    {
        foreach (var (name, value) in new[]
        {
            ("合约 Agreement", s.AgreementNumber), ("合约摘要 SHA-256", s.AgreementSha256),
            ("买方 Buyer", $"{s.Buyer.Name}（{s.Buyer.Code}）"), ("卖方 Seller", $"{s.Seller.Name}（{s.Seller.Code}）"),
                ("数据持有者 Holder", $"{s.Holder.Name}（{s.Holder.Code}）"),
            ("期间 Period", $"{s.From:yyyy-MM-dd} – {s.Until:yyyy-MM-dd}"), ("开具 Issued", StatementWords.Utc(s.IssuedAt)),
            ("付款 Paid", s.PaidAt is { } paid ? StatementWords.Utc(paid) : "未付 unpaid"), ("状态 Stage", s.Stage),
            ("币种 Currency", s.Currency),
                ("税 Tax", s.Tax.Open ? $"{s.Tax.Treatment}（依据未载明，待定 open：{s.Tax.Basis}）" : $"{s.Tax.Treatment}（{s.Tax.Basis}）"),
        })
            sheet.Row(Cell.Label(name), Cell.Text(""), Cell.Text(value));
        sheet.Row();
    }

    static void Uses(Sheet sheet, Statement s)
    {
        sheet.Row(Cell.Head("次序 No."), Cell.Head("时间 At (UTC)"), Cell.Head("使用 Use"), Cell.Head("金额 Amount"));
        foreach (var line in s.Lines)
            sheet.Row(Cell.Count(line.UseNumber), Cell.Text(StatementWords.Utc(line.At)), Cell.Text(line.UseId.ToString()),
                Cell.Amount(line.PriceFen));
        sheet.Row(Cell.Label("合计 Total"), Cell.Text(""), Cell.Text(""), Cell.Total(s.AmountFen));
        sheet.Row();
    }

    static void Split(Sheet sheet, Statement s)
    {
        sheet.Row(Cell.Head("分配 Split"), Cell.Head("身份 Role"), Cell.Head("单位 Party"), Cell.Head("比例 Share"), Cell.Head("金额 Amount"));
        foreach (var (share, i) in s.Split.Select((share, i) => (share, i)))
            sheet.Row(Cell.Count(i + 1), Cell.Text(StatementWords.Of(share.Role)), Cell.Text(share.Party.Name),
                Cell.Text(string.Create(CultureInfo.InvariantCulture, $"{share.BasisPoints / 100}.{share.BasisPoints % 100:D2}%")),
                    Cell.Amount(share.AmountFen));
        sheet.Row(Cell.Label("依据 Basis"), Cell.Text(""), Cell.Text(s.SplitBasis));
        sheet.Row();
    }

    static void Postings(Sheet sheet, Statement s)
    {
        sheet.Row(Cell.Head("科目 No."), Cell.Head("科目名称 Account"), Cell.Head("单位 Party"), Cell.Head("借方 Debit"), Cell.Head("贷方 Credit"),
            Cell.Head("摘要 Memo"));
        foreach (var p in s.Postings)
            sheet.Row(Cell.Text(p.Account), Cell.Text(p.AccountName), Cell.Text(p.OwnerName), Cell.Amount(p.DebitFen),
                Cell.Amount(p.CreditFen), Cell.Text(p.Memo));
        sheet.Row(Cell.Label("合计 Total"), Cell.Text(""), Cell.Text(""), Cell.Total(s.Postings.Sum(p => p.DebitFen)),
            Cell.Total(s.Postings.Sum(p => p.CreditFen)));
    }
}
