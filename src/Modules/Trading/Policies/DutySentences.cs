namespace Yuanliu.Trading.Policies;

/// <summary>义务条款文本 — what the buyer owes beside uses, in words: it stands in the clauses that the policy names for it.</summary>
internal static class DutySentences
{
    /// <summary>Deletion and reports, with the clause on tracing; the source, with that on conduct; payment, with the price.</summary>
    public static Sentence With(this Sentence sentence, UseControls controls)
    {
        var owed = controls.Duties.Where(d => ClauseOf(d.Kind) == sentence.Number).Select(Told).ToList();
        return owed.Count == 0 ? sentence : sentence with
        {
            Zh = sentence.Zh + string.Concat(owed.Select(o => o.Zh)), En = sentence.En + string.Concat(owed.Select(o => " " + o.En)),
        };
    }

    static Clause ClauseOf(DutyKind kind) => kind switch
    {
        DutyKind.Delete or DutyKind.Report => Clause.Tracing,
        DutyKind.Attribute => Clause.Conduct,
        DutyKind.Pay => Clause.Price,
    };

    static (string Zh, string En) Told(DutyTerm duty) => duty.Kind switch
    {
        DutyKind.Delete => ($"买方应在期限届满或合约提前终止后 {duty.Days ?? 0} 日内删除交付的文件及其副本并确认。",
            $"The buyer deletes delivered files and their copies within {duty.Days ?? 0} days after the term or an earlier end, "
                + "and confirms it."),
        DutyKind.Report => duty.EveryDays is { } every
            ? ($"买方应每 {every} 日报告一次使用情况，于每期结束后 {duty.Days ?? 0} 日内提交；合约提前终止的，末期到终止日为止。",
                $"The buyer reports on its uses every {every} days, within {duty.Days ?? 0} days after each period; "
                    + "an earlier end ends the last one.")
            : ($"买方应在期限届满或合约提前终止后 {duty.Days ?? 0} 日内报告使用情况。",
                $"The buyer reports on its uses within {duty.Days ?? 0} days after the term or an earlier end."),
        DutyKind.Attribute => duty.Source is { } source
            ? ($"对外使用结果时应标注来源“{source}”。", $"Whoever is shown the results is told their source: {source}.")
            : ("对外使用结果时应标注来源。", "Whoever is shown the results is told their source."),
        DutyKind.Pay => ($"账单应在开具后 {duty.Days ?? 0} 日内付清。", $"A bill is paid within {duty.Days ?? 0} days after it was issued."),
    };
}
