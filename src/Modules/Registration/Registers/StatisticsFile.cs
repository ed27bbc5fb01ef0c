using System.Globalization;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Objections;

namespace Yuanliu.Registration.Registers;

/// <summary>登记统计表 — the figures of one period as a table to keep or to hand in: each line with the provision it rests on.</summary>
internal static class StatisticsFile
{
    public static byte[] Of(RegisterStatistics.View view)
    {
        var csv = new Csv().Text("项目").Text("分项").Text("数量").Text("依据").End();
        csv.Text("统计期").Text($"{view.From:yyyy-MM-dd} – {view.Until:yyyy-MM-dd}").Text(view.Bases?.Title ?? "全部登记簿").Text(null).End();
        foreach (var o in view.Filings)
        {
            var basis = o.Basis ?? Each(view, r => r.Kinds.FirstOrDefault(k => k.Kind == o.Kind)?.Basis);
            Line(csv, Wording.Zh(o.Kind), "申请", o.Filed, basis);
            Line(csv, Wording.Zh(o.Kind), "已登记", o.Registered, basis);
            Line(csv, Wording.Zh(o.Kind), "不予登记或终止", o.Refused, basis);
            Line(csv, Wording.Zh(o.Kind), "撤回或失效", o.Withdrawn, basis);
            Line(csv, Wording.Zh(o.Kind), "办理中", o.Open, basis);
        }
        var leads = Basis(view, b => b.LeadDays);
        Line(csv, "本期登记", "不论何时申请；办理天数按此计算", view.RegisteredInPeriod, leads);
        csv.Text("办理天数").Text("平均").Text(view.LeadDaysMean?.ToString("0.0", CultureInfo.InvariantCulture)).Text(leads).End();
        csv.Text("办理天数").Text("最长").Text(view.LeadDaysMax?.ToString(CultureInfo.InvariantCulture)).Text(leads).End();
        Line(csv, "逾期未办", "", view.Overdue, leads);
        Lines(csv, "异议", view.Objections, Outcome, Basis(view, b => b.Objections));
        Lines(csv, "证书", view.Certificates, s => VerifyMany.Zh(Enum.Parse<CertificateStatus>(s)), Basis(view, b => b.Certificates));
        Lines(csv, "存续权利", view.Rights, r => Wording.Zh(Enum.Parse<RightKind>(r)), Basis(view, b => b.Rights));
        Lines(csv, "存续他项", view.Encumbrances, e => Burden(Enum.Parse<EncumbranceKind>(e)), Basis(view, b => b.Encumbrances));
        return csv.ToUtf8();
    }

    static string? Basis(RegisterStatistics.View view, Func<RegisterStatistics.RestsOn, string?> of)
        => view.Bases is { } one ? of(one) : Each(view, r => of(r.Bases));

    /// <summary>Over all registers a figure rests on the paper of each.</summary>
    static string? Each(RegisterStatistics.View view, Func<RegisterStatistics.RegimeBasis, string?> of)
        => string.Join("；", view.Regimes.Select(r => (r.Bases.Title, Basis: of(r))).Where(r => r.Basis is not null)
            .Select(r => $"{r.Title}：{r.Basis}"));

    static void Lines(
        Csv csv, string title, IReadOnlyList<RegisterStatistics.Counted> counted, Func<string, string> zh, string? basis)
    {
        foreach (var one in counted) Line(csv, title, zh(one.Name), one.Count, basis);
    }

    static string Outcome(string name) => !Enum.TryParse<ObjectionOutcome>(name, out var outcome) ? "未了结" : outcome switch
    {
        ObjectionOutcome.Dismissed => "不成立", ObjectionOutcome.Upheld => "成立", ObjectionOutcome.Republicised => "重新公示",
        ObjectionOutcome.Deemed => "视为成立", ObjectionOutcome.Unsettled => "限期内未解决", ObjectionOutcome.Moot => "申请已撤回",
    };

    static string Burden(EncumbranceKind kind) => kind switch
    {
        EncumbranceKind.Pledge => "质押", EncumbranceKind.Freeze => "冻结", EncumbranceKind.Objection => "异议标识",
        EncumbranceKind.Trust => "信托", EncumbranceKind.Other => "其他",
    };

    static void Line(Csv csv, string title, string part, int count, string? basis)
        => csv.Text(title).Text(part).Number(count).Text(basis).End();
}
