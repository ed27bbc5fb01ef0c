using System.Globalization;

namespace Yuanliu.Space;

/// <summary>使用被拒 — a refusal with the clause of the agreement that it rests on; null when it rests on none.</summary>
internal sealed record Denial(Refusal Refusal, Clause? Clause = null)
{
    /// <summary>The name in the question that it is about, or <c>@</c> and the place of a character: nothing that the asker has not
    /// written.</summary>
    public string? About { get; init; }

    public string? ClauseNumber => Clause is { } c ? ((int)c).ToString(CultureInfo.InvariantCulture) : null;

    public ProblemHttpResult Problem(HttpContext context)
    {
        var problem = Refusal.Problem(context);
        if (ClauseNumber is { } clause) problem.ProblemDetails.Extensions["clause"] = clause;
        return problem;
    }
}

/// <summary>Every way this module says no. Codes are public: clients and tests rely on them.</summary>
/// <remarks>Nothing here depends on the data but <see cref="GroupTooSmall"/>: an error must not be an answer.</remarks>
internal static partial class Refusals
{
    public static Denial NoSuchAgreement
        => new(new(RefusalKind.NotFound, "space.no-such-agreement", new Words("没有该合约。", "There is no such agreement.")));
    public static Denial NoSuchResource
        => new(new(RefusalKind.NotFound, "space.no-such-resource", new Words("没有该数据资源。", "There is no such resource.")));
    public static Denial NoSuchUse
        => new(new(RefusalKind.NotFound, "space.no-such-use", new Words("没有该次使用的结果。", "There is no result of such a use.")));

    public static Denial NotBuyer
        => new(new(RefusalKind.Forbidden, "space.not-buyer", new Words("只有合约的买方可以使用。", "Only the buyer under the agreement may use it."),
            "BJ-OPIN-2023 §12"),
        Clause.Purpose);
    public static Denial NotInForce
        => new(new(RefusalKind.Conflict, "space.not-in-force", new Words("合约未生效或已终止。", "The agreement is not in force.")), Clause.Term);
    public static Denial NotYet(DateOnly from)
        => new(new(RefusalKind.Conflict, "space.not-yet",
            new Words($"使用期限自 {from:yyyy-MM-dd} 起。", $"The term begins on {from:yyyy-MM-dd}.")),
        Clause.Term);
    public static Denial Expired(DateOnly until)
        => new(new(RefusalKind.Conflict, "space.expired",
            new Words($"使用期限已于 {until:yyyy-MM-dd} 届满。", $"The term ended on {until:yyyy-MM-dd}.")),
        Clause.Term);
    public static Denial UsesSpent(int uses)
        => new(new(RefusalKind.Conflict, "space.uses-spent", new Words($"约定的 {uses} 次使用已用完。", $"All {uses} agreed uses are spent."),
            "BJ-OPIN-2023 §12"),
        Clause.Uses);
    public static Denial Purpose(string agreed)
        => new(new(RefusalKind.Forbidden, "space.purpose",
        new Words($"约定用途为“{agreed}”，不得用于其他用途。", $"The agreed purpose is “{agreed}”; no other is allowed.")), Clause.Purpose);

    public static Denial SyntaxAt(int place)
        => Syntax($"第 {place} 个字符附近有语法错误。", $"Syntax error near character {place}.") with { About = $"@{place}" };
    public static Denial Syntax(string zh, string en)
        => new(new(RefusalKind.Invalid, "space.syntax", new Words(zh, en), null,
        new("请写一条对表 data 的 SELECT：分组、聚合、筛选、排序。", "Write one SELECT over the table data: group, aggregate, filter, order.")));
    public static Denial External(string what)
        => new(new(RefusalKind.Forbidden, "space.external",
        new Words($"洁净室内只能查询表 data，不得访问“{what}”。", $"In the clean room only the table data can be queried, not {what}."),
            "BJ-PUB-DRAFT (九)"),
            Clause.Output) { About = what };
    public static Denial RawRows
        => new(new(RefusalKind.Forbidden, "space.raw-rows",
        new Words("合约只允许输出聚合结果，不输出原始行。", "The agreement allows aggregates only; raw rows do not leave."), "BJ-PUB-DRAFT (九)",
        new("请按维度列 GROUP BY，并使用 count、sum 或 avg。", "Group by dimension columns and use count, sum or avg.")), Clause.Output);
    public static Denial Function(string name)
        => new(new(RefusalKind.Forbidden, "space.function", new Words($"不允许使用“{name}”。", $"{name} is not allowed."), "BJ-PUB-DRAFT (九)",
        new($"允许的聚合：count、count(distinct 身份列)、sum、avg；标量函数：{Gate.Functions.Names}。",
            $"Allowed aggregates: count, count(distinct identity), sum, avg; scalar functions: {Gate.Functions.Names}.")), Clause.Output)
        {
            About = name,
        };

    public static Denial NoSuchColumn(string column)
        => Column(column, Clause.Columns, $"合约不含列“{column}”。", $"The agreement has no column {column}.");
    public static Denial MeasureOnly(string column) => Column(column, Clause.Columns,
        $"列“{column}”只能用于 count、sum、avg 等聚合。", $"Column {column} may only stand inside count, sum, avg and the like.");
    public static Denial DimensionOnly(string column) => Column(column, Clause.Columns,
        $"列“{column}”只能用于分组与筛选，不能求和或求平均。", $"Column {column} may only group and filter, not be summed or averaged.");
    public static Denial IdentityOnly(string column) => Column(column, Clause.Identity,
        $"身份列或连接列“{column}”只能用于 count(distinct) 或约定的连接。",
        $"The identity or join column {column} may only stand inside count(distinct) or in an agreed join.");
    static Denial Column(string column, Clause clause, string zh, string en)
        => new(new(RefusalKind.Forbidden, "space.column", new Words(zh, en)), clause) { About = column };
    public static Denial Comparison(string column, Comparing way)
        => new(new(RefusalKind.Forbidden, "space.comparison", new Words(
            $"列“{column}”不可作此比较（{way}）。", $"Column {column} may not be compared in this way ({way}).")), Clause.Columns)
        {
            About = column,
        };
    public static Denial Types(string zh, string en)
        => new(new(RefusalKind.Invalid, "space.types", new Words(
            $"“{zh}”两边或参数的类型不一致。", $"The kinds of values around {en} do not go together.")));
    public static Denial Join(string zh, string en)
        => new(new(RefusalKind.Forbidden, "space.join", new Words(zh, en), null,
            new("请用 INNER JOIN … ON 可连接列 = 可连接列。", "Use INNER JOIN … ON joinable column = joinable column.")), Clause.Columns);
    public static Denial Mode(UseMode mode)
        => new(new(RefusalKind.Forbidden, "space.mode", new Words($"合约不许可“{mode}”方式。", $"The agreement does not allow the mode {mode}.")),
            Clause.Output);

    public static Refusal NoSuchDuty
        => new(RefusalKind.NotFound, "space.no-such-duty", new Words("没有该项义务。", "There is no such duty."));
    public static Refusal PaidByPaying
        => new(RefusalKind.Conflict, "space.paid-by-paying", new Words(
            "付款义务在账单付清时自动完成，无需另行说明。", "A duty to pay is done by paying the bill; no statement is needed."));
    public static Denial NotPrivate
        => new(new(RefusalKind.Forbidden, "space.not-private", new Words(
            "加噪方式只能使用 count、count(distinct 身份列)、sum、avg、方差与标准差、median、quantile_disc、histogram；count(distinct) 不带 FILTER。",
            "An answer with noise uses count, count(distinct identity), sum, avg, variances and standard deviations, median, "
                + "quantile_disc and histogram; count(distinct) takes no FILTER."), null,
            new("count(distinct 身份列) 的条件请写进 WHERE；度量过多或上下界过宽时，请分几次询问。",
                "Put the condition of count(distinct) into WHERE; where there are too many measures or bounds are too wide, ask for "
                    + "fewer at once.")), Clause.Output);
    public static Denial NotOneIdentity
        => new(new(RefusalKind.Forbidden, "space.not-one-identity", new Words(
            "加噪方式下，含身份列的表须以同一类型的身份列相连，使每一行只属于一个主体。",
            "With noise, tables with identities are joined identity to identity, of the same type, so that every row is one identity's."),
            null, new("请写 ON a.身份列 = b.身份列。", "Write ON a.identity = b.identity.")), Clause.Identity);
    public static Denial NotKnown(string column)
        => new(new(RefusalKind.Forbidden, "space.not-known", new Words(
            $"列“{column}”所在的表没有身份列，噪声不能保护它：只有约定了公开取值的列可用。",
            $"Column {column} stands in a table without identities, where no noise protects it: only columns whose values are agreed to be "
                + "public may be used.")), Clause.Columns);
    public static Denial NoIdentity
        => new(new(RefusalKind.Forbidden, "space.no-identity", new Words(
            "加噪方式须有身份列。", "Answers with noise need an identity column.")), Clause.Identity);
    public static Denial NoBounds(string column)
        => new(new(RefusalKind.Forbidden, "space.no-bounds", new Words(
            $"列“{column}”没有约定上下界，不能加噪。", $"Column {column} has no agreed bounds: no noise can hide a value of it.")), Clause.Columns)
        {
            About = column,
        };
    public static Denial PolicyChanged
        => new(new(RefusalKind.Conflict, "space.policy-changed", new Words(
            "运行期间合约的使用策略已变更，本次未计次，请重新提交。",
            "The agreement's policy changed while this ran; it is not counted. Ask again.")), Clause.Ending);
    public static Denial NoSuchTemplate
        => new(new(RefusalKind.NotFound, "space.no-such-template", new Words(
            "合约没有约定该查询模板。", "The agreement has no such template.")), Clause.Output);
    public static Denial TemplateChanged
        => new(new(RefusalKind.Conflict, "space.template-changed", new Words(
            "该查询模板与双方签署的不一致，不予执行。", "This template is not the one that both sides signed; it is not asked.")), Clause.Output);
    public static Denial Parameter(string title)
        => new(new(RefusalKind.Invalid, "space.parameter", new Words(
            $"参数“{title}”没有值，或值不是约定的类型或选项。", $"The parameter {title} has no value, or not one of its kind or choices.")));
    public static Denial AuditChanged
        => new(new(RefusalKind.Conflict, "space.audit-changed", new Words(
            "运行期间与贵方一并审计的关联接收方有变，本次未计次，请重新提交。",
            "Who is audited together with you changed while this ran; it is not counted. Ask again.")), Clause.Ending);
    public static Denial BudgetSpent
        => new(new(RefusalKind.TooMany, "space.budget-spent", new Words(
            "本月隐私预算不足，下月恢复。", "What is left of this month's privacy budget is not enough; the next month has its own.")), Clause.Uses);

    public static Denial ListTooSmall(int min)
        => new(new(RefusalKind.Forbidden, "space.list-too-small", new Words(
            $"自带名单不足 {min} 条。", $"Your own table must have at least {min} rows.")), Clause.SmallestGroup);
    public static Denial ListNotUnique
        => new(new(RefusalKind.Invalid, "space.list-not-unique", new Words(
            "自带名单的连接列有重复值。", "The columns by which your own table is joined hold duplicates.")), Clause.Columns);
    public static Denial ProbesSpent(int max)
        => new(new(RefusalKind.TooMany, "space.probes-spent", new Words(
            $"当日比对条数已达上限 {max}。", $"The {max} rows that may be matched in one day are spent.")), Clause.Uses);

    /// <summary>
    /// Whatever kept an answer from being released while it was made: the same words for all, because which it was tells of the data.
    /// </summary>
    public static Denial NotReleased
        => new(new(RefusalKind.Forbidden, "space.not-released",
            new Words("本次查询没有可发布的结果，未计次。", "This query has no answer that can be released; it is not counted."), null,
            new("可能因为分组过小、结果过大、与先前结果过于接近或运行超限。请使用更粗的分组或更宽的筛选。",
                "Groups may be too small, the answer too large or too close to earlier ones, or the work too much. Group more coarsely"
                + " or filter more widely.")), Clause.SmallestGroup);
    public static Denial Contended
        => new(new(RefusalKind.Conflict, "space.contended",
        new Words("同一合约的使用过于集中，未计次，请重试。", "Too many uses of this agreement at once; nothing is counted. Try again.")));
    public static Denial NoData
        => new(new(RefusalKind.Conflict, "space.no-data", new Words("数据资源当前不可用。", "The resource's data is not available.")));
    /// <summary>Why a holder's source does not answer, in the catalog's words.</summary>
    public static Denial Source(Refusal refusal) => refusal.Kind is RefusalKind.NotFound ? NoData : new(refusal);
    public static Denial NoSuchTable(string name)
        => new(new(RefusalKind.NotFound, "space.no-such-table", new Words(
            $"没有可用作“{name}”的合约或数据资源。", $"There is no agreement or resource to be used as {name}.")));
    public static Denial UnusedTable(string name)
        => new(new(RefusalKind.Invalid, "space.unused-table", new Words(
            $"查询没有用到带入的表“{name}”：每张带入的表都按一次使用计费，未予计次。",
            $"The query does not use {name}, which was brought in: each table is charged as a use, and nothing is counted."), null,
            new("请在 FROM 中使用它，或不要带入。", "Name it in FROM, or do not bring it in."))) { About = name };
    public static Denial Stopped
        => new(new(RefusalKind.Conflict, "space.stopped", new Words("该合约的使用已被叫停。", "The use of this agreement was stopped."),
            "BJ-OPIN-2023 §20"), Clause.Ending);
    public static Denial ByPolicy(Compute.Odrl.Explanation why)
        => new(new(RefusalKind.Forbidden, "space.policy", new Words(why.Zh, why.En)), (Clause)why.Clause);
    public static Denial RefusalsSpent(int max)
        => new(new(RefusalKind.TooMany, "space.refusals-spent", new Words(
            $"当日被拒次数已达上限 {max}，请明日再试。", $"The {max} refusals of one day are spent; try again tomorrow.")), Clause.Uses);
}
