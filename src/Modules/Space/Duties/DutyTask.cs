namespace Yuanliu.Space.Duties;

/// <summary>义务任务 — one thing that a buyer owes under an agreement, once or for one period, with its day.</summary>
internal sealed class DutyTask : IWitnessed
{
    readonly List<Recorded> facts = [];

    /// <summary>Of the bill where it is a payment, of the use where it is the deletion of a file; else made from agreement, kind and
    /// period, so that it is made once.</summary>
    public required Guid Id { get; init; }
    public required AgreementId Agreement { get; init; }
    public required string AgreementNumber { get; init; }
    public required OrganizationId Buyer { get; init; }
    public required OrganizationId Seller { get; init; }
    public required DutyKind Kind { get; init; }
    /// <summary>The name to be given as the source, the bill's number, or that of the use that made a file; null where there is
    /// none.</summary>
    public required string? About { get; init; }
    /// <summary>The last day of what is reported on; null where it is no report.</summary>
    public required DateOnly? Until { get; set; }
    public required DateOnly DueOn { get; set; }
    public DutyStage Stage { get; private set; } = DutyStage.Owed;
    public string? Statement { get; private set; }
    public PersonId? DoneBy { get; private set; }
    public DateTime? DoneAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>删除义务 — a file is to be deleted by a day, and its deletion stated.</summary>
    public static DutyTask Deletion(AgreementCard agreement, Uses.Use use, DateOnly by) => new()
    {
        Id = use.Id.Value, Agreement = agreement.Id, AgreementNumber = agreement.Number, Buyer = agreement.Buyer,
        Seller = agreement.Seller, Kind = DutyKind.Delete, Until = null, DueOn = by,
        About = use.Number!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public void Arise(HostSettings node) => facts.Add(new(Urn(node), new DutyArose(Id, Agreement.Value, Kind, DueOn)));

    /// <summary>履行义务 — the buyer states how it was done, late or in time. What is to be paid is done by paying.</summary>
    public Result<DutyStage> Fulfil(string statement, PersonId by, DateTime at, HostSettings node)
    {
        if (Kind is DutyKind.Pay) return Refusals.PaidByPaying;
        if (Take(DutyStep.Fulfil, Actor.Buyer, node, Uses.UseBook.Sha256(statement)) is { Refusal: not null } refused) return refused;
        (Statement, DoneBy, DoneAt) = (statement, by, at);
        return Stage;
    }

    public Result<DutyStage> Paid(DateTime at, HostSettings node)
    {
        if (Take(DutyStep.Pay, Actor.Platform, node) is { Refusal: not null } refused) return refused;
        DoneAt = at;
        return Stage;
    }

    /// <summary>解除义务 — the time it was to tell of never came.</summary>
    public Result<DutyStage> Discharge(HostSettings node) => Take(DutyStep.Discharge, Actor.Platform, node);

    /// <summary>Its time ends with the agreement: never later than it was.</summary>
    public void Move(DateOnly? until, DateOnly dueOn, HostSettings node)
    {
        if (dueOn >= DueOn) return;
        (Until, DueOn) = (until, dueOn);
        Version++;
        facts.Add(new(Urn(node), new DutyMoved(Id, until, dueOn)));
    }

    public Result<DutyStage> Lapse(HostSettings node) => Take(DutyStep.Lapse, Actor.Time, node);

    /// <summary>The only way the stage changes.</summary>
    Result<DutyStage> Take(DutyStep step, Actor by, HostSettings node, string? statementSha256 = null)
    {
        var found = DutyProcedure.Steps.Find(Stage, step, by);
        if (found.Refusal is { } refusal) return refusal;
        var from = Stage;
        Stage = found.Value!.To;
        Version++;
        facts.Add(new(Urn(node), new DutyTaken(Id, from, step, Stage, by, statementSha256)));
        return Stage;
    }

    string Urn(HostSettings node) => node.Urn("agreement", Agreement.Value);

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<DutyTask> e)
    {
        e.ToTable("space_duty");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Buyer).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Seller).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.DoneBy).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.AgreementNumber).HasMaxLength(60);
        e.Property(x => x.About).HasMaxLength(200);
        e.Property(x => x.Statement).HasMaxLength(1000);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.Agreement, x.DueOn });
        e.HasIndex(x => new { x.Stage, x.DueOn });
        e.HasIndex(x => new { x.Buyer, x.Stage, x.DueOn });
    }
}
