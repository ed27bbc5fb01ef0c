using System.Collections.Frozen;
using System.Text;
using static Yuanliu.Compute.Odrl.OdrlOperator;

namespace Yuanliu.Compute.Odrl;

public static partial class Profile
{
    static readonly OdrlOperator[] AtMost = [Lt, Lteq], AtLeast = [Gt, Gteq], Between = [Lt, Lteq, Gt, Gteq],
        OneOf = [Eq, Neq, IsAnyOf, IsAllOf, IsNoneOf],
        Kinds = [Eq, Neq, IsA, IsAnyOf, IsAllOf, IsNoneOf, IsPartOf, HasPart],
        Named = [IsAnyOf], All = [IsAllOf], Same = [Eq];

    public static IReadOnlyList<ProfileTerm> Terms { get; } =
    [
        new("count", TermRole.Decided, OperandKind.Number, ClauseClass.Metered, 5, "使用次数", "number of uses",
            "the meter: the use after the last one is denied", RequestPart.Count) { Operators = AtMost },
        new("yl:usesPerDay", TermRole.Decided, OperandKind.Number, ClauseClass.Metered, 5, "当日使用次数", "uses of one legal day",
            "the meter, by the legal day in Beijing", RequestPart.UsesToday) { Operators = AtMost },
        new("yl:refusalsPerDay", TermRole.Decided, OperandKind.Number, ClauseClass.Metered, 5, "当日被拒次数", "refusals of one legal day",
            "the meter: refusals tell something too", RequestPart.RefusalsToday) { Operators = AtMost },
        new("dateTime", TermRole.Decided, OperandKind.Moment, ClauseClass.Technical, 6, "使用时间", "time of the use",
            "the space, by its guarded clock", RequestPart.Now) { Operators = Between },
        new("elapsedTime", TermRole.Decided, OperandKind.Length, ClauseClass.Technical, 6, "生效后经过时间", "time since it came into force",
            "the space; in a duty, the time within which it is to be done", RequestPart.SinceStart) { Operators = AtMost },
        new("purpose", TermRole.Decided, OperandKind.Concept, ClauseClass.Contractual, 7, "使用目的", "purpose",
            "the buyer; a stated purpose that differs is denied", RequestPart.Purpose) { Operators = Kinds },
        new("recipient", TermRole.Decided, OperandKind.Text, ClauseClass.Technical, 7, "接收方", "recipient",
            "the space, by who is signed in", RequestPart.Recipient) { Operators = OneOf },
        new("spatial", TermRole.Decided, OperandKind.Place, ClauseClass.Technical, 6, "使用地点", "place of the use",
            "the space, by where the node runs", RequestPart.Place) { Operators = Kinds },
        new("yl:mode", TermRole.Decided, OperandKind.Text, ClauseClass.Technical, 1, "使用方式", "mode of use",
            "the space: each mode is another door", RequestPart.Mode) { Operators = OneOf },
        new("yl:environment", TermRole.Decided, OperandKind.Text, ClauseClass.Technical, 1, "使用环境", "environment",
            "the space, by the door that was used", RequestPart.Environment) { Operators = OneOf },

        new("yl:minGroup", TermRole.Enforced, OperandKind.Number, ClauseClass.Technical, 3, "最小分组", "smallest group",
            "the space: smaller groups are not shown; distinct identities where `yl:identity` is present, else rows")
            { Operators = AtLeast },
        new("yl:column", TermRole.Enforced, OperandKind.Text, ClauseClass.Technical, 2, "可用的列", "usable columns",
            "the space, on the parsed query") { Operators = Named },
        new("yl:joinKey", TermRole.Enforced, OperandKind.Text, ClauseClass.Technical, 2, "可连接的列", "columns that may be joined on",
            "the space, on the parsed query") { Operators = Named },
        new("yl:comparable", TermRole.Enforced, OperandKind.Text, ClauseClass.Technical, 2, "可比较的列", "columns that may be compared",
            "the space, on the parsed query; `column:Equality+Range`") { Operators = All },
        new("yl:bounds", TermRole.Enforced, OperandKind.Text, ClauseClass.Technical, 2, "取值界限", "bounds of values",
            "the space: values beyond are taken as the bound; `column:low..high`") { Operators = All },
        new("yl:publicValues", TermRole.Enforced, OperandKind.Text, ClauseClass.Technical, 2, "公开分组", "groups that everybody may know",
            "the space: answers with noise are given for these alone; `column:value`") { Operators = All },
        new("yl:identity", TermRole.Enforced, OperandKind.Text, ClauseClass.Technical, 4, "身份列", "identity column",
            "the space: counted, never shown, compared or filtered; joined on only where `yl:joinKey` names it") { Operators = Same },
        new("yl:rowsPerIdentity", TermRole.Enforced, OperandKind.Number, ClauseClass.Technical, 4, "每个主体的行数", "rows of one identity",
            "the space: further rows of an identity are left out") { Operators = AtMost },
        new("yl:rowsMax", TermRole.Enforced, OperandKind.Number, ClauseClass.Technical, 1, "结果行数", "rows of an answer",
            "the space") { Operators = AtMost },
        new("yl:cellsMax", TermRole.Enforced, OperandKind.Number, ClauseClass.Technical, 1, "结果单元格数", "cells of an answer",
            "the space") { Operators = AtMost },
        new("yl:bytesMax", TermRole.Enforced, OperandKind.Number, ClauseClass.Technical, 1, "结果字节数", "bytes of an answer",
            "the space") { Operators = AtMost },
        new("yl:listMin", TermRole.Enforced, OperandKind.Number, ClauseClass.Technical, 3, "自带名单最小规模", "smallest list to join with",
            "the space, on the buyer's own table") { Operators = AtLeast },
        new("yl:probesPerDay", TermRole.Enforced, OperandKind.Number, ClauseClass.Metered, 5, "当日比对条数",
            "identities verified and own rows joined in one day",
            "the meter, by the legal day in Beijing, for each receiver or circle and resource") { Operators = AtMost },
        new("yl:privacyPerMonth", TermRole.Enforced, OperandKind.Number, ClauseClass.Metered, 5, "每月隐私预算", "privacy budget of one month",
            "the meter: 10⁻⁶ of ρ, for each receiver and dataset") { Operators = AtMost },
        new("yl:privacyPerUse", TermRole.Enforced, OperandKind.Number, ClauseClass.Metered, 5, "每次隐私损失", "privacy loss of one answer",
            "the space: noise is chosen so that an answer costs this, in 10⁻⁶ of ρ") { Operators = AtMost },
        new("yl:groupsPerIdentity", TermRole.Enforced, OperandKind.Number, ClauseClass.Technical, 4, "每个主体的分组数",
            "groups of one identity", "the space: further groups of an identity are left out of answers with noise") { Operators = AtMost },
        new("yl:verifyKey", TermRole.Enforced, OperandKind.Text, ClauseClass.Technical, 4, "核验标识列", "columns that find a record",
            "the gateway: a verification names all of them, and none is ever shown") { Operators = All },
        new("yl:verified", TermRole.Enforced, OperandKind.Text, ClauseClass.Technical, 2, "可核验的列", "columns that may be verified",
            "the gateway: it tells whether all that were named agree") { Operators = Named },
        new("yl:consent", TermRole.Enforced, OperandKind.Text, ClauseClass.Contractual, 4, "授权凭据", "proof of the person's authorization",
            "the gateway asks for its reference, the buyer answers for it; `required`") { Operators = Same },
        new("yl:template", TermRole.Enforced, OperandKind.Text, ClauseClass.Technical, 1, "查询模板", "templates that may be asked",
            "the space: a question by template is one of these, by name and hash") { Operators = Named },
        new("yl:releaseSlot", TermRole.Enforced, OperandKind.Length, ClauseClass.Technical, 1, "结果发布时隙", "time slot of answers",
            "the space: an answer of the clean room, a page of rows or a verification, and a refusal that the data decides, wait for the "
                + "end of their slot; a file is no answer to a question and does not") { Operators = AtLeast },

        new("yl:pricePerUseFen", TermRole.Owed, OperandKind.Number, ClauseClass.Metered, 8, "每次价格（分）", "price of one use in CNY fen",
            "settlement") { Operators = Same },
        new("yl:modePriceFen", TermRole.Owed, OperandKind.Text, ClauseClass.Metered, 8, "按方式计价（分）",
            "price of one use by a mode in CNY fen", "settlement; `mode:fen`") { Operators = All },
        new("yl:every", TermRole.Owed, OperandKind.Length, ClauseClass.Contractual, 10, "周期", "period",
            "the space keeps the clock") { Operators = Same },
        new("yl:source", TermRole.Owed, OperandKind.Text, ClauseClass.Contractual, 11, "来源名称", "name of the source",
            "the buyer") { Operators = Same },
    ];

    public static IReadOnlyList<ProfileAction> Actions { get; } =
    [
        new("use", null, ClauseClass.Technical, 1, "使用", "use"),
        new("read", "use", ClauseClass.Technical, 1, "读取", "read"),
        new("index", "use", ClauseClass.Technical, 1, "检索", "index"),
        new("reproduce", "use", ClauseClass.Contractual, 11, "复制", "reproduce"),
        new("derive", "use", ClauseClass.Contractual, 11, "加工衍生", "derive"),
        new("yl:reidentify", "use", ClauseClass.Contractual, 11, "重新识别个人", "identify persons again"),
        new("distribute", "use", ClauseClass.Contractual, 11, "转让或分发", "distribute"),
        new("transfer", null, ClauseClass.Contractual, 11, "转移权利", "transfer"),
        new("sell", "transfer", ClauseClass.Contractual, 11, "转售", "sell"),
        new("compensate", null, ClauseClass.Metered, 8, "付费", "pay"),
        new("delete", null, ClauseClass.Contractual, 12, "删除结果", "delete the results"),
        new("inform", null, ClauseClass.Contractual, 10, "报告使用情况", "report the use"),
        new("attribute", null, ClauseClass.Contractual, 11, "注明来源", "name the source"),
    ];

    static readonly FrozenDictionary<string, ProfileTerm> ByName = Terms.ToFrozenDictionary(t => t.Name);
    static readonly FrozenDictionary<string, ProfileAction> ActionByName = Actions.ToFrozenDictionary(a => a.Name);

    /// <summary>The tables of the published profile page, in Markdown.</summary>
    public static string Page()
    {
        var text = new StringBuilder("## Terms\n\n| Term | 中文 | Where | Operators | Operand | Class | Clause | Kept by |\n")
            .Append("|---|---|---|---|---|---|---|---|\n");
        foreach (var term in Terms)
            text.Append(
                $"| `{term.Name}` | {term.Zh} | {Where(term.Role)} | {string.Join(", ", term.Operators.Select(o => $"`{Written(o)}`"))} ")
                .Append($"| {Operand(term)} | {term.Class} | {term.Clause} | {term.KeptBy} |\n");
        text.Append("\n## Actions\n\n| Action | 中文 | Included in | Class | Clause |\n|---|---|---|---|---|\n");
        foreach (var action in Actions)
            text.Append(
                $"| `{action.Name}` | {action.Zh} | {(action.Within is { } w ? $"`{w}`" : "–")} | {action.Class} | {action.Clause} |\n");
        return text.ToString();
    }

    static string Where(TermRole role) => role switch
    {
        TermRole.Decided => "permission, prohibition", TermRole.Enforced => "permission, by itself", TermRole.Owed => "duty",
    };

    static string Operand(ProfileTerm term) => (term.Operand switch
    {
        OperandKind.Number => "whole number as decimal text", OperandKind.Moment => "instant with offset",
        OperandKind.Length => "length of time, `P30D`, `PT5S`", OperandKind.Text => "text", OperandKind.Place => "place, GB/T 2260",
        OperandKind.Concept => "word, narrower ones after `/`",
    }) + (term.Operators.Any(IsListed) ? ", or an array of them" : "");

    /// <summary>Whether the operator takes several operands.</summary>
    public static bool IsListed(OdrlOperator comparison) => comparison is IsAnyOf or IsAllOf or IsNoneOf;
}
