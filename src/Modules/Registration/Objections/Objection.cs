namespace Yuanliu.Registration.Objections;

internal readonly record struct ObjectionId(Guid Value) : ITypedId<ObjectionId>
{
    public static ObjectionId From(Guid value) => new(value);
    public int CompareTo(ObjectionId other) => Value.CompareTo(other.Value);
}

/// <summary>How an objection ended. Moot: the applicant withdrew before it was decided.</summary>
internal enum ObjectionOutcome { Dismissed, Upheld, Moot }

/// <summary>异议 — somebody's reasoned claim, made during publicity, that a right must not be registered so.</summary>
internal sealed class Objection
{
    public const int GroundsMax = 4000;

    public required ObjectionId Id { get; init; }
    public required FilingId FilingId { get; init; }
    /// <summary>Who objects; with the contact, shown to the registrar alone.</summary>
    public required string Name { get; init; }
    public required string Contact { get; init; }
    public required string Grounds { get; init; }
    public required DateTime At { get; init; }
    public ObjectionOutcome? Outcome { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    /// <summary>The registrar's reasons.</summary>
    public string? Answer { get; private set; }

    public void Settle(ObjectionOutcome outcome, string? answer, DateTime at) => (Outcome, Answer, DecidedAt) = (outcome, answer, at);

    public static void Map(EntityTypeBuilder<Objection> e)
    {
        e.ToTable("registration_objection");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<ObjectionId>>();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.Name).HasMaxLength(100);
        e.Property(x => x.Contact).HasMaxLength(200);
        e.Property(x => x.Grounds).HasMaxLength(GroundsMax);
        e.Property(x => x.Answer).HasMaxLength(Filings.FilingAct.ReasonMax);
        e.HasIndex(x => x.FilingId);
    }
}

/// <param name="Name">Null, as the contact, for everybody but the registrar.</param>
internal sealed record ObjectionView(
    Guid Id, string? Name, string? Contact, string Grounds, DateTime At, ObjectionOutcome? Outcome, DateTime? DecidedAt, string? Answer);

/// <summary>Shows a filing's objections; who made them is the registrar's business alone.</summary>
internal sealed class ObjectionViews(AppDb db, CallerBox box)
{
    public async Task<IReadOnlyList<ObjectionView>> Of(FilingId filing, CancellationToken ct)
    {
        var registrar = box.Known.Is(Role.Registrar);
        var found = await db.Set<Objection>().AsNoTracking().Where(o => o.FilingId == filing).OrderBy(o => o.Id).Take(Paging.TakeMax)
            .ToListAsync(ct);
        return found.ConvertAll(o => new ObjectionView(
            o.Id.Value, registrar ? o.Name : null, registrar ? o.Contact : null, o.Grounds, o.At, o.Outcome, o.DecidedAt, o.Answer));
    }
}
