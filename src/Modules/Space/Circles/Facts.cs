namespace Yuanliu.Space.Circles;

/// <summary>已列入关联接收方 — a receiver is audited together with others from now on, with all that each of them was told before.</summary>
internal sealed record CircleJoined(Guid Circle, Guid Organization, string ReasonSha256) : Fact
{
    public override string Kind => "space.circle-joined/1";
}

/// <summary>已移出关联接收方 — a receiver is audited by itself again.</summary>
internal sealed record CircleLeft(Guid Circle, Guid Organization, string ReasonSha256) : Fact
{
    public override string Kind => "space.circle-left/1";
}
