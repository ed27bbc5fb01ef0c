using System.Globalization;
using Yuanliu.Compute.Odrl;

namespace Yuanliu.Trading.Policies;

/// <summary>合约条款 — one numbered clause as a sentence that both sides can read.</summary>
/// <param name="Class">Of what the clause says itself; each of its terms has its own.</param>
internal sealed record Sentence(Clause Number, ClauseClass Class, string Zh, string En, string Basis)
{
    /// <summary>Terms of the policy that belong to the clause and that it does not say itself.</summary>
    public IReadOnlyList<TermSentence> Terms { get; init; } = [];
}

/// <summary>条款文本 — every agreement says the same twelve things in the same order, so that a refusal can name its clause.</summary>
internal static class Sentences
{
    public static IReadOnlyList<Sentence> Of(UsagePolicy policy, Fen pricePerUse, SplitTerms split)
        => [.. Clauses(policy, pricePerUse, split).Select(s => s.With(policy.Controls).With(policy))];

    static IReadOnlyList<Sentence> Clauses(UsagePolicy policy, Fen pricePerUse, SplitTerms split) =>
    [
        Output(policy.Controls),
        Columns(policy),
        new(Clause.SmallestGroup, ClauseClass.Technical,
            $"每组不少于 {policy.MinGroup} {(Identity(policy) is null ? "条记录" : "个不同主体")}，不足的组不显示。",
            $"Every group rests on at least {policy.MinGroup} {(Identity(policy) is null ? "rows" : "distinct identities")};"
                + " smaller ones are not shown.", "BJ-OPIN-2023 §18"),
        IdentityClause(policy),
        new(Clause.Uses, ClauseClass.Metered, $"最多使用 {policy.Uses:#,0} 次，用完即止；被拒绝的使用不计次。",
            $"At most {policy.Uses:#,0} uses, a hard limit; a denied use does not count.", "BJ-OPIN-2023 §12"),
        new(Clause.Term, ClauseClass.Technical, $"使用期限自 {Zh(policy.From)}起，至 {Zh(policy.Until)}止（含当日，北京时间）。",
            $"Uses are allowed from {En(policy.From)} to {En(policy.Until)}, both days included, Beijing time.", "BJ-OPIN-2023 §18"),
        Purpose(policy),
        Price(policy.Controls, pricePerUse),
        new(Clause.Split, ClauseClass.Metered,
            $"每笔付款按数据持有方 {Percent(split.HolderBasisPoints)}、产品经营方 {Percent(split.OperatorBasisPoints)}、"
                + $"平台 {Percent(split.PlatformBasisPoints)} 分配。",
            $"Each payment is split: holder {Percent(split.HolderBasisPoints)}, operator {Percent(split.OperatorBasisPoints)}, "
                + $"platform {Percent(split.PlatformBasisPoints)}.", split.Basis),
        new(Clause.Tracing, ClauseClass.Metered, "每次使用和每次拒绝都留存证据，双方和数据持有方均可查验。",
            "Every use and every denial leaves evidence that both sides and the holder can check.", "BJ-OPIN-2023 §12"),
        new(Clause.Conduct, ClauseClass.Contractual, "不得以任何方式从结果中识别个人或还原原始数据，不得将结果转售或冒充原始数据。",
            "The results are not used to identify anyone or to rebuild the data, nor resold or passed off as the data.",
            "BJ-OPIN-2023 §19"),
        new(Clause.Ending, ClauseClass.Contractual, "任一方可说明理由终止合约；终止前已计量的使用仍须结算。",
            "Either side may terminate with its reason; uses metered before that are still settled.", "BJ-OPIN-2023 §12"),
    ];

    /// <summary>For what, and for whom where the product names its receivers.</summary>
    static Sentence Purpose(UsagePolicy policy)
    {
        var (zh, en) = policy.Controls.Receivers is { } receivers
            ? ($"；只提供给{Quoted([.. receivers.Select(r => r.Name)])}", $"; given to {string.Join(", ", receivers.Select(r => r.Name))} alone")
            : ("", "");
        return new(Clause.Purpose, ClauseClass.Contractual, $"只用于“{policy.Purpose}”，不得用于其他目的{zh}。",
            $"Only for the purpose \"{policy.Purpose}\" and for no other{en}.", "BJ-OPIN-2023 §12");
    }

    /// <summary>What leaves by each door that is open; by those that are not, nothing.</summary>
    static Sentence Output(UseControls controls)
    {
        if (controls.Modes is [UseMode.Aggregate])
            return new(Clause.Output, ClauseClass.Technical, "只提供分组统计结果；原始数据不出域，任何一行都不提供。",
                "Only grouped statistics are given; the data stays in its domain and no row of it is ever released.", "BJ-OPIN-2023 §10");
        var doors = controls.Modes.Select(Door).ToList();
        return new(Clause.Output, ClauseClass.Technical, $"只以下列方式提供：{string.Join("；", doors.Select(d => d.Zh))}。其他任何方式均不提供。",
            $"Given in these ways only: {string.Join("; ", doors.Select(d => d.En))}. In no other way is anything given.",
                "BJ-OPIN-2023 §10");
    }

    static (string Zh, string En) Door(UseMode mode) => mode switch
    {
        UseMode.Aggregate => ("分组统计", "grouped statistics"),
        UseMode.ListOverlap => ("与自带名单的重合统计", "how far a list of the buyer's own overlaps"),
        UseMode.Template => ("固定模板的统计", "statistics by fixed templates"),
        UseMode.Private => ("加噪统计", "statistics with noise"),
        UseMode.Verification => ("核验，只答一致、不一致或无记录", "verification, answered match, no match or no record"),
        UseMode.File => ("载有接收方标记的文件，限约定的列", "files that bear the recipient's mark, with the agreed columns"),
        UseMode.Api => ("接口查询，限约定的列", "queries over the agreed columns"),
    };

    /// <summary>A door with what an answered use of it costs, as one phrase.</summary>
    public static Words DoorAt(UseMode mode, Fen price) => new(
        $"{Door(mode).Zh}：每次 {price}", $"{char.ToUpperInvariant(Door(mode).En[0])}{Door(mode).En[1..]}: {price} per use");

    static Sentence Price(UseControls controls, Fen pricePerUse)
    {
        var (zh, en) = ("", "");
        if (controls.Prices.Count > 0)
        {
            zh = string.Concat(controls.Prices.Select(p => $"，{Door(p.Mode).Zh}每次 {new Fen(p.Fen)}"));
            en = string.Concat(controls.Prices.Select(p => $", {Door(p.Mode).En} at {new Fen(p.Fen)}"));
        }
        return new(Clause.Price, ClauseClass.Metered, $"按次计费，每次 {pricePerUse}{zh}；账单只由已计量的使用产生。",
            $"Charged per use at {pricePerUse}{en}; a bill arises from metered uses alone.", "BJ-OPIN-2023 §12");
    }

    static Sentence Columns(UsagePolicy policy)
    {
        var (by, of) = (Titles(policy, ColumnUse.Dimension), Titles(policy, ColumnUse.Measure));
        var zh = (by.Count == 0 ? "不分组" : $"可按{Quoted(by)}分组") + (of.Count == 0 ? "，只计数。" : $"，可统计{Quoted(of)}。");
        var en = (by.Count == 0 ? "Without groups" : $"Grouped by {string.Join(", ", by)}")
            + (of.Count == 0 ? "; only counted." : $"; measured: {string.Join(", ", of)}.");
        if (policy.Controls.Verification is { } verified)
            (zh, en) = ($"{zh}核验可比对{Quoted([.. verified.Compared])}。", $"{en} Verified: {string.Join(", ", verified.Compared)}.");
        return new(Clause.Columns, ClauseClass.Technical, zh + "其他列不得使用。", en + " No other column may be used.", "BJ-OPIN-2023 §18");
    }

    /// <summary>Whether other tables may be joined on it.</summary>
    internal static bool IsJoined(ProductColumn column) => column.Use is ColumnUse.Join || column.Control is { Joinable: true };

    static Sentence IdentityClause(UsagePolicy policy)
    {
        if (policy.Controls.Verification is { } verified) return Found(verified, policy);
        if (policy.Columns.FirstOrDefault(c => c.Use is ColumnUse.Identity) is { } identity)
        {
            var (zh, en) = Counted(identity);
            return new(Clause.Identity, ClauseClass.Technical, zh, en, "BJ-OPIN-2023 §4");
        }
        return new(Clause.Identity, ClauseClass.Technical, "本产品没有身份列，任何列都不得用于识别个人。",
            "The product has no identity column, and no column may be used to identify anyone.", "BJ-OPIN-2023 §4");
    }

    static (string Zh, string En) Counted(ProductColumn identity) => IsJoined(identity)
        ? ($"身份列“{identity.Title}”只用于计数不同主体和与其他表连接，不得输出、比较或筛选。",
            $"The identity column {identity.Title} counts distinct identities and joins tables; it is never shown, compared or filtered.")
        : ($"身份列“{identity.Title}”只用于计数不同主体，不得输出、比较、筛选或连接。",
            $"The identity column {identity.Title} only counts distinct identities; it is never shown, compared, filtered or joined.");

    /// <summary>What finds a record to be verified; and the identity, where it is another column or may be joined on.</summary>
    static Sentence Found(VerificationTerms verified, UsagePolicy policy)
    {
        var (zh, en) = verified.NeedsConsent
            ? ("；每次核验须写明被核验人的授权凭据", ", and each verification names the authorization of the person asked about") : ("", "");
        var identity = policy.Columns.FirstOrDefault(c => c.Use is ColumnUse.Identity && (IsJoined(c) || !verified.Keys.Contains(c.Name)));
        var counted = identity is null ? ("", "") : Counted(identity);
        var joins = identity is not null && verified.Keys.Contains(identity.Name);
        return new(Clause.Identity, ClauseClass.Technical,
            $"标识列{Quoted([.. verified.Keys])}只用于查找被核验的记录{(joins ? "、计数和连接" : "和计数")}，不得输出{zh}。{counted.Item1}",
            $"{string.Join(", ", verified.Keys)} only find the record to be verified and are counted{(joins ? " or joined on" : "")}; "
                + $"they are never shown{en}.{(identity is null ? "" : " " + counted.Item2)}", "BJ-OPIN-2023 §4");
    }

    static string? Identity(UsagePolicy policy) => policy.Columns.FirstOrDefault(c => c.Use == ColumnUse.Identity)?.Title;

    static List<string> Titles(UsagePolicy policy, ColumnUse use) => [.. policy.Columns.Where(c => c.Use == use).Select(c => c.Title)];

    static string Quoted(List<string> titles) => string.Join('、', titles.Select(t => $"“{t}”"));

    static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    static string Zh(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
    static string En(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
