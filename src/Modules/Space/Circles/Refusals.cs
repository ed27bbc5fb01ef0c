namespace Yuanliu.Space;

/// <summary>What stands against a change of who is audited together.</summary>
internal static partial class Refusals
{
    public static Refusal NoSuchCircle
        => new(RefusalKind.NotFound, "space.no-such-circle", new Words("没有该组关联接收方。", "There is no such circle of receivers."));
    public static Refusal NoSuchReceiver
        => new(RefusalKind.NotFound, "space.no-such-receiver", new Words("没有该单位。", "There is no such organization."));
    public static Refusal NotInCircle
        => new(RefusalKind.NotFound, "space.not-in-circle", new Words(
            "该单位不在该组关联接收方之中。", "The organization does not belong to this circle of receivers."));
    public static Refusal InCircle(string name)
        => new(RefusalKind.Conflict, "space.in-circle", new Words(
            $"“{name}”已在一组关联接收方之中，请先移出。", $"{name} belongs to a circle of receivers already; remove it there first."));
    public static Refusal CircleFull(int max)
        => new(RefusalKind.Conflict, "space.circle-full", new Words(
            $"一组关联接收方最多 {max} 个单位。", $"A circle of receivers has at most {max} organizations."));
    public static Refusal CircleChanged
        => new(RefusalKind.Conflict, "space.circle-changed", new Words(
            "另一人同时更改了关联接收方，请重新查看后再办。", "Somebody else changed who is audited together at the same time. Look again."));
}
