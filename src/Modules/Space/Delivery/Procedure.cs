namespace Yuanliu.Space.Delivery;

internal enum DeliveryStage { Delivered, Deleted, Overdue }
internal enum Step { Confirm, Lapse }
internal enum Deadline { Deletion }

/// <summary>交付程序 — a file is delivered; where the agreement owes it, the buyer confirms its deletion, and time tells when that is
/// late.</summary>
internal static class DeliveryProcedure
{
    /// <remarks>The clock starts with the delivery itself: the length is agreed, not set by law.</remarks>
    public static readonly Workflow<DeliveryStage, Step, Deadline> Steps = new("delivery")
    {
        // step           from               to                taken by
        { Step.Confirm,   DeliveryStage.Delivered,   DeliveryStage.Deleted,    Actor.Buyer },
        { Step.Confirm,   DeliveryStage.Overdue,     DeliveryStage.Deleted,    Actor.Buyer },
        { Step.Lapse,     DeliveryStage.Delivered,   DeliveryStage.Overdue,    Actor.Time },
    };
}

/// <summary>文件已交付 — a file that bears its recipient's mark was made; the commitment fixes how it was marked.</summary>
/// <param name="MarkSha256">Over the plan of the marks and the key's own hash: neither can be learnt from it, both be proved later.</param>
/// <param name="DeleteBy">The day by which deletion is to be confirmed; null where none is owed.</param>
internal sealed record FileDelivered(
    Guid Use, Guid Agreement, Guid Resource, Guid Recipient, string FileSha256, string MarkSha256, long Rows, DateOnly? DeleteBy) : Fact
{
    public override string Kind => "space.file-delivered/1";
}

/// <summary>删除改期 — the agreement ended before its term, and the file is to be deleted earlier.</summary>
internal sealed record DeletionMoved(Guid Use, DateOnly DeleteBy) : Fact
{
    public override string Kind => "space.deletion-moved/1";
}

/// <summary>交付步骤 — deletion of a delivered file was confirmed, or its term ran out.</summary>
internal sealed record DeliveryStep(Guid Use, DeliveryStage From, Step Step, DeliveryStage To, Actor By, string? StatementSha256) : Fact
{
    public override string Kind => "space.delivery-step/1";
}
