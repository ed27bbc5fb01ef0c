using System.Text.RegularExpressions;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>表单检查 — no form asks what the platform knows already, and everything it may ask can really be asked.</summary>
internal static partial class FormLint
{
    public static IEnumerable<RuleFinding> Check(RegistrationRules rules, PackTree tree)
        => rules.Filings.SelectMany(f => Fields(rules, f.Key, f.Value, tree).Concat(Materials(rules, f.Key, f.Value, tree))
            .Concat(Successions(rules, f.Key, f.Value, tree)))
            .Concat(Opening(rules, tree))
            .Concat(OfNoFiling("reports", [.. rules.Reports.Select(r => r.Fields)], tree))
            .Concat(OfNoFiling("inspections", [.. rules.Inspections.Select(r => r.Fields)], tree))
            .Concat(rules.Inspections.Where(i => i.Report is { } key && !(i.Yearly && rules.Reports.Exists(r => r.Key == key)))
                .Select(i => tree.At("inspection-report", $"检查“{i.TitleZh}”所对照的年度报告“{i.Report}”不存在。",
                    $"Inspection {i.Key} looks at a yearly report that is none: {i.Report}.", "inspections")));

    /// <summary>A report or an inspection is about no one filing: nothing of it depends on circumstances or a step.</summary>
    static IEnumerable<RuleFinding> OfNoFiling(string list, IReadOnlyList<List<FieldRule>> forms, PackTree tree)
    {
        for (var r = 0; r < forms.Count; r++)
            for (var i = 0; i < forms[r].Count; i++)
            {
                var (fields, at) = (forms[r], new[] { list, $"{r}", "fields", $"{i}" });
                if (fields.FindIndex(f => f.Key == fields[i].Key) < i) yield return Twice(tree, fields[i].Key, at);
                if (KnownOf(fields[i].TitleZh, FieldTitles()) is { } known) yield return Asked(tree, fields[i].TitleZh, known, at);
                if (fields[i] is { When.Count: > 0 } or { Waived.Count: > 0 }) yield return Unneeded(tree, "field-unneeded",
                    fields[i].TitleZh, at);
                if (fields[i].At is { } step) yield return NoStep(tree, step, at);
            }
    }

    /// <summary>Nothing of an opening depends on circumstances or a step either, and each of its papers is asked for once.</summary>
    static IEnumerable<RuleFinding> Opening(RegistrationRules rules, PackTree tree)
    {
        var papers = rules.Accounts?.Opening?.Materials ?? [];
        for (var i = 0; i < papers.Count; i++)
        {
            var (paper, at) = (papers[i], new[] { "accounts", "opening", "materials", $"{i}" });
            if (papers.FindIndex(m => m.Key == paper.Key) < i) yield return Twice(tree, paper.Key, at);
            if (paper is { Known: null, Optional: false } && KnownOf(paper.TitleZh, MaterialTitles()) is { } known)
                yield return Asked(tree, paper.TitleZh, known, at);
            if (paper is { When.Count: > 0 } or { Waived.Count: > 0 }) yield return Unneeded(tree, "material-unneeded", paper.TitleZh, at);
            if (paper.At is { } step) yield return NoStep(tree, step, at);
        }
    }

    static IEnumerable<RuleFinding> Fields(RegistrationRules rules, FilingKind kind, KindRules filing, PackTree tree)
    {
        for (var i = 0; i < filing.Fields.Count; i++)
        {
            var (field, at) = (filing.Fields[i], new[] { "filings", $"{kind}", "fields", $"{i}" });
            if (filing.Fields.FindIndex(f => f.Key == field.Key) < i) yield return Twice(tree, field.Key, at);
            if (field.Known is null && KnownOf(field.TitleZh, FieldTitles()) is { } known)
                yield return Asked(tree, field.TitleZh, known, at);
            if (!CanBeNeeded(rules, filing, field.When, field.Waived)) yield return Unneeded(tree, "field-unneeded", field.TitleZh, at);
            if (Unreached(filing, field.At)) yield return NoStep(tree, field.At!.Value, at);
            if (field.Type is FieldType.Choice or FieldType.Choices != field.Choices.Count > 1)
                yield return tree.At("choices", $"“{field.TitleZh}”的类型与选项不符。", $"Type and choices of {field.Key} do not agree.", at);
        }
    }

    static IEnumerable<RuleFinding> Materials(RegistrationRules rules, FilingKind kind, KindRules filing, PackTree tree)
    {
        for (var i = 0; i < filing.Materials.Count; i++)
        {
            var (material, at) = (filing.Materials[i], new[] { "filings", $"{kind}", "materials", $"{i}" });
            if (filing.Materials.FindIndex(m => m.Key == material.Key) < i) yield return Twice(tree, material.Key, at);
            if (material is { Known: null, Optional: false } && KnownOf(material.TitleZh, MaterialTitles()) is { } known)
                yield return Asked(tree, material.TitleZh, known, at);
            if (!CanBeNeeded(rules, filing, material.When, material.Waived))
                yield return Unneeded(tree, "material-unneeded", material.TitleZh, at);
            if (Unreached(filing, material.At)) yield return NoStep(tree, material.At!.Value, at);
            if (material.Grounds.Find(g => !filing.Grounds.Exists(r => r.Key == g)) is { } ground)
                yield return tree.At("ground-unknown", $"本类型没有事由“{ground}”。", $"The kind has no ground {ground}.", at);
        }
    }

    /// <summary>Whoever says to succeed another, or to have a judgment, and needs no consent, proves it by a paper of its own.</summary>
    static IEnumerable<RuleFinding> Successions(RegistrationRules rules, FilingKind kind, KindRules filing, PackTree tree)
    {
        if (filing.By.Value.Contains(FilingParty.JudgmentHolder) && !filing.Materials.Exists(m
            => m.When.Contains(Circumstance.EffectiveJudgment) && m.IsNeeded([Circumstance.EffectiveJudgment])))
            yield return tree.At("judgment-unproved", "持生效法律文书者可以申请，而无须提交该文书。",
                "A third party may file by a judgment, and need not hand it in.", "filings", $"{kind}", "by");
        if (!filing.By.Value.Contains(FilingParty.Successor)) yield break;
        foreach (var cause in Kinds.Sides.Succeeding.Where(c => !filing.Materials.Exists(m => m.When.Contains(c)
            && m.IsNeeded([c]))))
            yield return tree.At("successor-unproved", $"承继者可以申请，而“{cause}”无须任何证明。",
                $"A successor may file, and nothing proves {cause}.", "filings", $"{kind}", "by");
        if (rules.Succession is null)
            yield return tree.At("succession-unheard", "承继者可以申请，而未规定告知原主体的期限（succession）。",
                "A successor may file, and nothing says how long the other side is waited for (succession).", "filings", $"{kind}", "by");
    }

    /// <summary>Some filing of the kind needs it: one of its circumstances can hold without one that waives it.</summary>
    static bool CanBeNeeded(RegistrationRules rules, KindRules filing, List<Circumstance> when, List<Circumstance> waived)
        => (when.Count == 0 || when.Exists(c => IsPossible(c, rules) && !waived.Contains(c)))
            && (filing.OnlyWhen is null || filing.OnlyWhen.Value.Exists(c => !waived.Contains(c)));

    /// <summary>What a filing may be about is bounded by the forms that the register takes.</summary>
    public static bool IsPossible(Circumstance circumstance, RegistrationRules rules) => circumstance switch
    {
        Circumstance.ResourceObject => rules.Forms.Value.Contains(AssetForm.Resource),
        Circumstance.ComponentObject => rules.Forms.Value.Contains(AssetForm.Component),
        Circumstance.ModelObject => rules.Forms.Value.Contains(AssetForm.Model),
        Circumstance.ComputeObject => rules.Forms.Value.Contains(AssetForm.Compute),
        Circumstance.ProductObject
            => rules.Forms.Value.Exists(f => f is not (AssetForm.Resource or AssetForm.Component or AssetForm.Compute)),
        _ => true,
    };

    static bool Unreached(KindRules filing, Step? at)
        => at is { } step && !filing.Procedure.Exists(r => Procedure.Of(r.Procedure).Steps.Any(row => row.Step == step));

    static string? KnownOf(string title, Regex titles) => titles.Match(title) is { Success: true } match
        ? match.Groups.Keys.Skip(1).First(name => match.Groups[name].Success) : null;

    static RuleFinding Asked(PackTree tree, string title, string known, string[] at) => tree.At("asks-known",
        $"“{title}”平台已知（{known}），不应再问。", $"The platform knows this already ({known}); it is not to be asked.", at);

    static RuleFinding Unneeded(PackTree tree, string rule, string title, string[] at)
        => tree.At(rule, $"“{title}”在任何情形下都不需要。", "No circumstances ever need it.", at);

    static RuleFinding NoStep(PackTree tree, Step step, string[] at)
        => tree.At("step-unreached", $"本类型的程序没有“{step}”步骤。", $"No procedure of this kind has the step {step}.", at);

    static RuleFinding Twice(PackTree tree, string key, string[] at)
        => tree.At("twice", $"“{key}”出现两次。", $"{key} stands twice.", at);

    [GeneratedRegex("""
        ^(?<ResourceTitle>数据(资源|产品|资产|集合?)?(和服务)?(的)?名称)$
        |^(?<ResourceDescription>数据(资源|产品|资产)?(和服务)?(的)?(简介|概述|描述))$
        |^(?<Scale>数据(资源)?(规模|总?量|条数|记录数))$|^(?<Structure>(数据)?(结构|字段|数据项|信息项)(清单|说明)?)$
        |^(?<Level>(数据)?(安全)?(级别|分级|分类分级))$
        |^(?<HolderName>(登记主体|登记申请人|申请人|申请单位|单位|企业|持有人|权利人)(的)?(名称|姓名))$|(?<HolderCode>统一社会信用代码|组织机构代码)
        |(?<CertificateNumber>(证书|凭证)(的)?(编号|号码)$)
        |^(?<CounterpartyName>(受让方?人?|转让方?人?|被?许可方?人?|质权人|受托人|相对方|运营机构)(的)?名称)$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex FieldTitles();

    [GeneratedRegex("(?<ApplicationForm>(申请[表书]|信息表)$)|^(?!.*委托书).*(?<Identity>营业执照|身份(证明|证件|佐证|相关)|主体资格)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex MaterialTitles();
}
