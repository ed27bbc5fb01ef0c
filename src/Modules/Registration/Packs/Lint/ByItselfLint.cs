using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>自动登记检查 — what is entered by itself answers everything that its kind asks, out of the agreement alone.</summary>
internal static class ByItselfLint
{
    public static IEnumerable<RuleFinding> Check(RegistrationRules rules, PackTree tree)
    {
        foreach (var (kind, filing) in rules.Filings)
            if (filing.ByItself is { } by && Fault(rules, kind, filing, by) is { } fault)
                yield return tree.At("by-itself", $"不能自动登记：{fault.Zh}。", $"It cannot be entered by itself: {fault.En}.",
                    "filings", $"{kind}", "by-itself");
    }

    static (string Zh, string En)? Fault(RegistrationRules rules, FilingKind kind, KindRules filing, ByItselfRules by)
    {
        if (kind is not FilingKind.Trade) return ("合约是交易", "an agreement is a trade");
        if (rules.Right(by.Right) is null) return ($"不登记“{by.Right}”", $"{by.Right} is not registered here");
        if (!filing.Materials.Exists(m => m.Key == by.Paper)) return ($"没有材料“{by.Paper}”", $"there is no paper {by.Paper}");
        if (by.Authorization is { } word && !rules.Filings.Values.Any(f => f.Fields.Exists(a => a.Key == word.Field
            && a.Choices.Exists(c => c.Key == word.Choice))))
            return ($"没有授权项“{word.Field}：{word.Choice}”", $"no form asks for the authorization {word.Field}: {word.Choice}");
        var answered = by.Answers.Keys.Concat(by.Amount is { } amount ? [amount] : []).Append(by.Number).ToHashSet();
        if (answered.FirstOrDefault(k => !filing.Fields.Exists(f => f.Key == k)) is { } unknown)
            return ($"没有表单项“{unknown}”", $"there is no field {unknown}");
        if (filing.Fields.Find(f => f.At is null && f.IsNeeded([]) && !answered.Contains(f.Key)) is { } silent)
            return ($"没有回答“{silent.TitleZh}”", $"{silent.Key} is not answered");
        return filing.Materials.Find(m => m.At is null && m.IsNeeded([]) && m.Key != by.Paper) is { } missing
            ? ($"缺少“{missing.TitleZh}”", $"{missing.Key} is not there") : null;
    }
}
