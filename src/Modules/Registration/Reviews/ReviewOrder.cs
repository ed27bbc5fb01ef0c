using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reviews;

/// <summary>委托的状态 — how an order stands.</summary>
internal enum OrderState { Open, Signed, Declined, Withdrawn }

/// <summary>审查委托 — a service body is asked for a statement: by an applicant for its papers, or by the registry for a filing.</summary>
internal sealed class ReviewOrder : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required Guid Id { get; init; }
    public required OrganizationId BodyId { get; init; }
    /// <summary>Whose data it is about.</summary>
    public required OrganizationId SubjectId { get; init; }
    public required ResourceId ResourceId { get; init; }
    public required string ResourceTitle { get; init; }
    public required StatementKind Kind { get; init; }
    public required string PackId { get; init; }
    /// <summary>The filing the registry gave it out for; null for an applicant's own papers.</summary>
    public FilingId? FilingId { get; init; }
    /// <summary>The kind of filing that the statement is for.</summary>
    public required FilingKind FilingKind { get; init; }
    public required DateOnly OrderedOn { get; init; }
    public OrderState State { get; private set; }
    public string? Reason { get; private set; }
    public Guid? StatementId { get; private set; }
    public int Version { get; private set; }

    public void Place(HostSettings node) => facts.Add(new(node.Urn("review-order", Id), new ReviewOrdered(
        Id, BodyId.Value, SubjectId.Value, ResourceId.Value, Kind.ToString(), FilingId?.Value)));

    public Refusal? Decline(string? reason, HostSettings node)
    {
        if (State is not OrderState.Open) return Refusals.OrderClosed;
        if (string.IsNullOrWhiteSpace(reason)) return Refusals.ReasonRequired;
        (State, Reason) = (OrderState.Declined, reason.Trim());
        return Close(node);
    }

    /// <summary>The registry gave the filing to somebody else, or the filing ended.</summary>
    public void Withdraw(HostSettings node)
    {
        if (State is not OrderState.Open) return;
        State = OrderState.Withdrawn;
        Close(node);
    }

    public Refusal? Sign(Guid statement, HostSettings node)
    {
        if (State is not OrderState.Open) return Refusals.OrderClosed;
        (State, StatementId) = (OrderState.Signed, statement);
        return Close(node);
    }

    Refusal? Close(HostSettings node)
    {
        Version++;
        facts.Add(new(node.Urn("review-order", Id), new ReviewOrderClosed(Id, State.ToString(), StatementId)));
        return null;
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<ReviewOrder> e)
    {
        e.ToTable("registration_review_order");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.BodyId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.SubjectId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.ResourceTitle).HasMaxLength(200);
        e.Property(x => x.PackId).HasMaxLength(60);
        e.Property(x => x.Reason).HasMaxLength(FilingAct.ReasonMax);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.BodyId, x.State, x.Id });
        e.HasIndex(x => new { x.SubjectId, x.Id });
        e.HasIndex(x => new { x.FilingId, x.State });
    }
}

/// <summary>审查已委托 — a service body was asked for a statement.</summary>
internal sealed record ReviewOrdered(Guid Order, Guid Body, Guid Subject, Guid Resource, string Statement, Guid? Filing) : Fact
{
    public override string Kind => "registration.review-ordered/1";
}

/// <summary>委托已结束 — a statement was signed, or the order declined or withdrawn.</summary>
internal sealed record ReviewOrderClosed(Guid Order, string State, Guid? Statement) : Fact
{
    public override string Kind => "registration.review-order-closed/1";
}
