namespace Yuanliu.Settlement.Statements;

/// <summary>对账单（CSV） — one flat table for programs and spreadsheets: uses, shares and postings under one heading.</summary>
internal static class StatementCsv
{
    public static byte[] Write(Statement s)
    {
        var csv = new Csv();
        foreach (var heading in new[] { "类别 Part", "账单 Bill", "合约 Agreement", "编号 No.", "时间 At (UTC)", "单位 Party", "科目 Account",
            "借方 Debit CNY", "贷方 Credit CNY", "金额 Amount CNY", "摘要 Memo" })
            csv.Text(heading);
        csv.End();
        foreach (var line in s.Lines)
            Row(csv, s, "使用 Use", line.UseNumber, line.At, s.Buyer.Name, null, null, null, new(line.PriceFen), null);
        foreach (var share in s.Split)
            Row(csv, s, "分配 Share", share.BasisPoints, null, share.Party.Name, null, null, null, new(share.AmountFen),
                StatementWords.Of(share.Role));
        foreach (var posting in s.Postings)
            Row(csv, s, "记账 Posting", null, posting.At, posting.OwnerName, $"{posting.Account} {posting.AccountName}",
                new(posting.DebitFen), new(posting.CreditFen), null, posting.Memo);
        Row(csv, s, "合计 Total", s.Lines.Count, s.IssuedAt, s.Buyer.Name, null, null, null, new(s.AmountFen), s.Stage);
        return csv.ToUtf8();
    }

    static void Row(Csv csv, Statement s, string part, int? number, DateTime? at, string party, string? account, Fen? debit, Fen? credit,
        Fen? amount, string? memo)
    {
        csv.Text(part).Text(s.Number).Text(s.AgreementNumber);
        _ = number is { } n ? csv.Number(n) : csv.Text(null);
        csv.Text(at is { } time ? StatementWords.Utc(time) : null).Text(party).Text(account);
        foreach (var sum in new[] { debit, credit, amount })
            _ = sum is { } fen ? csv.Amount(fen) : csv.Text(null);
        csv.Text(memo).End();
    }
}

/// <summary>What statements say in words.</summary>
internal static class StatementWords
{
    public static string Of(string role) => role switch
    {
        "Holder" => "数据持有者 Holder",
        "Operator" => "运营方 Operator",
        "Platform" => "平台 Platform",
        _ => role,
    };

    public static string Utc(DateTime at)
        => at.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
