namespace Yuanliu.Registration.Objections;

internal readonly record struct ObjectionId(Guid Value) : ITypedId<ObjectionId>
{
    public static ObjectionId From(Guid value) => new(value);
    public int CompareTo(ObjectionId other) => Value.CompareTo(other.Value);
}

/// <summary>How an objection ended. Republicised: what it was about was put right and publicised anew. Deemed: the applicant did not prove
/// the contrary in time. Unsettled: it was not settled in time. Moot: the applicant withdrew before it was decided.</summary>
internal enum ObjectionOutcome { Dismissed, Upheld, Republicised, Deemed, Unsettled, Moot }

/// <summary>异议 — somebody's reasoned claim, made during publicity, that a right must not be registered so.</summary>
internal sealed class Objection : IWitnessed
{
    public const int GroundsMax = 4000;
    readonly List<Recorded> facts = [];

    public required ObjectionId Id { get; init; }
    public required FilingId FilingId { get; init; }
    /// <summary>Who objects; with contact and code, shown to the registrar alone.</summary>
    public required string Name { get; init; }
    public required string Contact { get; init; }
    /// <summary>The objector's unified social credit code; null for a person, whose number is checked and not kept.</summary>
    public string? Code { get; init; }
    /// <summary>The last four characters of a person's number, so that the registrar can compare the document.</summary>
    public string? NumberEnding { get; init; }
    /// <summary>Of the objector who was signed in.</summary>
    public PersonId? PersonId { get; init; }
    public OrganizationId? OrganizationId { get; init; }
    public required string Grounds { get; init; }
    public required IReadOnlyList<Filings.ActPaper> Papers { get; init; }
    /// <summary>Over the secret with which the objector follows the case.</summary>
    public required string SecretSha256 { get; init; }
    public required DateTime At { get; init; }
    /// <summary>When the applicant was told of it.</summary>
    public DateTime? NotifiedAt { get; private set; }
    public ObjectionOutcome? Outcome { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    /// <summary>The registrar's reasons.</summary>
    public string? Answer { get; private set; }

    public void Notify(DateTime at) => NotifiedAt ??= at;

    public void Settle(ObjectionOutcome outcome, string? answer, DateTime at, HostSettings node)
    {
        if (Outcome is not null) throw new InvalidOperationException($"{Id} is settled.");
        (Outcome, Answer, DecidedAt) = (outcome, answer, at);
        facts.Add(new(node.Urn("filing", FilingId.Value), new ObjectionSettled(FilingId.Value, Id.Value, outcome.ToString())));
    }

    public void Raise(HostSettings node)
        => facts.Add(new(node.Urn("filing", FilingId.Value), new ObjectionRaised(FilingId.Value, Id.Value,
            [.. Papers.Select(p => p.Sha256)])));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Objection> e)
    {
        e.ToTable("registration_objection");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<ObjectionId>>();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Name).HasMaxLength(100);
        e.Property(x => x.Contact).HasMaxLength(200);
        e.Property(x => x.Code).HasMaxLength(18);
        e.Property(x => x.NumberEnding).HasMaxLength(4);
        e.Property(x => x.Grounds).HasMaxLength(GroundsMax);
        e.Property(x => x.Papers).KeepAsJson();
        e.Property(x => x.SecretSha256).HasMaxLength(64);
        e.Property(x => x.Answer).HasMaxLength(Filings.FilingAct.ReasonMax);
        e.HasIndex(x => x.FilingId);
    }
}

/// <summary>异议已提出 — somebody objected; who and why stays in the filing.</summary>
internal sealed record ObjectionRaised(Guid Filing, Guid Objection, IReadOnlyList<string> PapersSha256) : Fact
{
    public override string Kind => "registration.objection-raised/1";
}

/// <summary>异议已了结 — an objection ended; both sides are told.</summary>
internal sealed record ObjectionSettled(Guid Filing, Guid Objection, string Outcome) : Fact
{
    public override string Kind => "registration.objection-settled/1";
}
