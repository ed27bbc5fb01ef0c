using System.Globalization;
using System.Xml;

namespace Yuanliu.Compute.Odrl;

/// <summary>决定说明 — what a decision rests on, as a sentence in both languages with the number of the clause.</summary>
/// <param name="Term">The term of the constraint; null when it rests on none.</param>
public sealed record Explanation(string Zh, string En, int Clause, string? Term = null)
{
    const int ClauseOfRecipient = 7, ClauseOfUse = 1;

    public static Explanation Of(PolicySet set, in UseRequest request, Decision decision) => decision.Ground switch
    {
        Ground.Permitted => new($"策略许可“{request.Action.Zh}”。", $"The policy permits to {request.Action.En}.", request.Action.Clause),
        Ground.NotAssignee => new("请求方不是策略的被授权方。", "Whoever asks is not the party to whom the policy grants anything.", ClauseOfRecipient),
        Ground.NoPermission => new($"没有任何许可涵盖“{request.Action.Zh}”。", $"No permission covers to {request.Action.En}.", ClauseOfUse),
        Ground.Constraint => Constraint(set.Programs[decision.Policy].Atom(decision.Test), request),
        Ground.Prohibition => Prohibited(set.Programs[decision.Policy].Prohibited(decision.Rule)),
    };

    static Explanation Prohibited(ProfileAction action) => new($"策略禁止“{action.Zh}”。", $"The policy prohibits to {action.En}.",
        action.Clause);

    static Explanation Constraint(OdrlAtom atom, in UseRequest request)
    {
        var (zh, en) = Words(atom.Operator);
        var values = atom.Values.Select(v => Shown(atom.Term.Operand, v)).ToList();
        var actual = Actual(atom.Term, request);
        return new(
            $"{atom.Term.Zh}应{zh}{string.Join("、", values)}，本次为{actual ?? "未说明"}。",
            $"The {atom.Term.En} must {en} {string.Join(", ", values)}; here it is {actual ?? "not stated"}.", atom.Term.Clause,
                atom.Term.Name);
    }

    static string? Actual(ProfileTerm term, in UseRequest request) => term.Operand switch
    {
        OperandKind.Number => request.Ordinal(term.Part)?.ToString(CultureInfo.InvariantCulture),
        OperandKind.Moment => request.Ordinal(term.Part) is { } ticks ? Moment(new(ticks, DateTimeKind.Utc)) : null,
        OperandKind.Length => request.Ordinal(term.Part) is { } ticks ? XmlConvert.ToString(new TimeSpan(ticks)) : null,
        _ => request.Text(term.Part),
    };

    static string Shown(OperandKind kind, string value) => kind is OperandKind.Moment ? Moment(Operands.Moment(value)!.Value) : value;

    /// <summary>In Beijing's time, as the agreement says it.</summary>
    static string Moment(DateTime utc) => utc.AddHours(8).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    static (string Zh, string En) Words(OdrlOperator comparison) => comparison switch
    {
        OdrlOperator.Eq => ("为", "be"),
        OdrlOperator.Neq => ("不为", "not be"),
        OdrlOperator.Gt => ("大于", "be above"),
        OdrlOperator.Gteq => ("不小于", "be at least"),
        OdrlOperator.Lt => ("小于", "be below"),
        OdrlOperator.Lteq => ("不大于", "be at most"),
        OdrlOperator.IsA => ("属于", "be a kind of"),
        OdrlOperator.IsAnyOf => ("为以下之一：", "be one of"),
        OdrlOperator.IsAllOf => ("包含全部：", "be all of"),
        OdrlOperator.IsNoneOf => ("不为以下任何一个：", "be none of"),
        OdrlOperator.IsPartOf => ("在其范围内：", "lie within"),
        OdrlOperator.HasPart => ("包含：", "contain"),
    };
}
