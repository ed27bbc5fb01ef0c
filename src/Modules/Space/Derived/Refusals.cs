namespace Yuanliu.Space;

/// <summary>What stands against keeping a derived table, and against using one.</summary>
internal static partial class Refusals
{
    public const string DerivedUnreadableCode = "space.derived-unreadable";

    public static Denial NoSuchDerived
        => new(new(RefusalKind.NotFound, "space.no-such-derived", new Words("没有该派生表。", "There is no such derived table.")));
    public static Denial DerivedNameTaken(string name)
        => new(new(RefusalKind.Conflict, "space.derived-name-taken", new Words(
            $"名称“{name}”已被使用。", $"The name {name} is in use."))) { About = name };
    public static Denial DerivedTooMany(int max)
        => new(new(RefusalKind.Conflict, "space.derived-too-many", new Words(
            $"一份合约最多留存 {max} 个派生表。", $"At most {max} derived tables are kept under one agreement.")));
    public static Denial DerivedTooDeep(int max)
        => new(new(RefusalKind.Conflict, "space.derived-too-deep", new Words(
            $"派生表最多叠 {max} 层。", $"Derived tables are stacked {max} high at most.")));
    public static Denial DerivedLooser(string what)
        => new(new(RefusalKind.Forbidden, "space.derived-looser", new Words(
            $"派生表只能比其来源更严：“{what}”不能放宽。", $"A derived table may only be narrower than its parents; {what} cannot be widened.")),
            Clause.Columns) { About = what };
    public static Denial DerivedEmpty(string what)
        => new(new(RefusalKind.Invalid, "space.derived-empty", new Words(
            $"收紧之后“{what}”不再剩下什么。", $"So tightened, nothing would be left of {what}."))) { About = what };
    public static Denial DerivedBounds(string column)
        => new(new(RefusalKind.Forbidden, "space.derived-bounds", new Words(
            $"自定上下界的列“{column}”只能以加噪方式使用：不加噪时，逐个移动界限就能读出每个值。",
            $"Column {column} has bounds of your own and is only answered with noise: without it, moving a bound would tell each value."),
            null,
            new("请把使用方式收紧为加噪。", "Tighten the modes to noise alone.")), Clause.Columns) { About = column };
    public static Denial DerivedMode(string name, UseMode mode)
        => new(new(RefusalKind.Forbidden, "space.derived-mode", new Words(
            $"派生表“{name}”不得以“{mode}”方式使用。", $"The derived table {name} may not be used in the mode {mode}.")), Clause.Output)
        {
            About = name,
        };
    public static Denial DerivedPolicy(string name)
        => new(new(RefusalKind.Conflict, "space.derived-policy", new Words(
            $"派生表“{name}”所依据的使用策略已被替换，请弃用后重新留存。",
            $"A policy on which the derived table {name} stands was replaced. Drop it and keep it anew.")), Clause.Ending) { About = name };
    public static Denial DerivedParent(string name, string parent)
        => new(new(RefusalKind.Conflict, "space.derived-parent", new Words(
            $"派生表“{name}”所依据的派生表“{parent}”已弃用。", $"The derived table {parent}, on which {name} stands, was dropped.")))
        {
            About = name,
        };
    public static Denial DerivedChanged
        => new(new(RefusalKind.Conflict, "space.derived-changed", new Words(
            "运行期间派生表已变更，本次未计次，请重新提交。", "A derived table changed while this ran; it is not counted. Ask again.")));

    /// <summary>The definition was allowed when it was kept; why it is no longer, in the words of what refuses it now.</summary>
    public static Denial DerivedUnreadable(string name, Denial why)
        => new(new(RefusalKind.Conflict, DerivedUnreadableCode, new Words(
            $"派生表“{name}”的定义已不被允许：{why.Refusal.Message.Zh}", $"The definition of {name} is no longer allowed: {why.Refusal.Message.En}")),
            why.Clause) { About = name };
}
