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
            Line(csv, Wording.Zh(o.Kind), "申请", o.Filed, o.Basis);
            Line(csv, Wording.Zh(o.Kind), "已登记", o.Registered, o.Basis);
            Line(csv, Wording.Zh(o.Kind), "不予登记或终止", o.Refused, o.Basis);
            Line(csv, Wording.Zh(o.Kind), "撤回或失效", o.Withdrawn, o.Basis);
            Line(csv, Wording.Zh(o.Kind), "办理中", o.Open, o.Basis);
        }
        csv.Text("办理天数").Text("平均").Text(view.LeadDaysMean?.ToString("0.0", CultureInfo.InvariantCulture)).Text(view.Bases?.LeadDays).End();
        csv.Text("办理天数").Text("最长").Text(view.LeadDaysMax?.ToString(CultureInfo.InvariantCulture)).Text(view.Bases?.LeadDays).End();
        Line(csv, "逾期未办", "", view.Overdue, view.Bases?.LeadDays);
        Lines(csv, "异议", view.Objections, Outcome, view.Bases?.Objections);
        Lines(csv, "证书", view.Certificates, s => VerifyMany.Zh(Enum.Parse<CertificateStatus>(s)), view.Bases?.Certificates);
        Lines(csv, "存续权利", view.Rights, r => Wording.Zh(Enum.Parse<RightKind>(r)), view.Bases?.Rights);
        Lines(csv, "存续他项", view.Encumbrances, e => Burden(Enum.Parse<EncumbranceKind>(e)), view.Bases?.Encumbrances);
        return csv.ToUtf8();
    }

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
