using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>相对方同意 — the other side of a licence, transfer, trade or pledge stands by what was filed.</summary>
internal sealed class Consent : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required Guid Id { get; init; }
    public required FilingId FilingId { get; init; }
    public required OrganizationId OrganizationId { get; init; }
    public required PersonId PersonId { get; init; }
    /// <summary>The content that was consented to: another content needs another consent.</summary>
    public required string ContentSha256 { get; init; }
    public required DateTime At { get; init; }

    public void Give(HostSettings node) => facts.Add(new(node.Urn("filing", FilingId.Value),
        new ConsentGiven(FilingId.Value, OrganizationId.Value, ContentSha256)));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Consent> e)
    {
        e.ToTable("registration_consent");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.ContentSha256).HasMaxLength(64);
        e.HasIndex(x => new { x.FilingId, x.OrganizationId, x.ContentSha256 }).IsUnique();
    }
}

/// <summary>相对方已同意 — the other side of a filing consented to its content.</summary>
internal sealed record ConsentGiven(Guid Filing, Guid Organization, string ContentSha256) : Fact
{
    public override string Kind => "registration.consent-given/1";
}

/// <summary>Asks whether the other side stands by a filing.</summary>
internal sealed class Consents(AppDb db)
{
    public async Task<Refusal?> Stands(Filing filing, RegistrationRules rules, CancellationToken ct)
    {
        if (rules.Of(filing.Kind).CounterpartyConsents is not { Value: true } ruled) return null;
        var (id, hash) = (filing.Id, filing.Content.Hash());
        return filing.CounterpartyId is { } other && await db.Set<Consent>()
            .AnyAsync(c => c.FilingId == id && c.OrganizationId == other && c.ContentSha256 == hash, ct)
            ? null : Refusals.ConsentMissing(ruled.Basis);
    }
}

/// <summary>同意申请 — the other side consents to what was filed.</summary>
internal static class ConsentToFiling
{
    internal sealed record Response(Guid Filing, string ContentSha256, DateTime At);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/consent", Handle).OpenTo("registration:write", Role.Steward).WithName(nameof(ConsentToFiling))
        .WithSummary("相对方同意");

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, FilingSteps steps, Mint mint, IClock clock, HostSettings node, CallerBox box,
        CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        if (await steps.Find(id, ct) is not { } filing || filing.CounterpartyId != own) return Refusals.NoSuchFiling.Problem(context);
        if (Procedure.IsFinal(filing.Stage)) return Refusals.FilingEnded.Problem(context);
        var (wanted, hash) = (filing.Id, filing.Content.Hash());
        if (await db.Set<Consent>().AsNoTracking()
            .SingleOrDefaultAsync(c => c.FilingId == wanted && c.OrganizationId == own && c.ContentSha256 == hash, ct) is { } given)
            return TypedResults.Ok(new Response(id, hash, given.At));
        var consent = new Consent
        {
            Id = mint.Id(), FilingId = filing.Id, OrganizationId = own, PersonId = new(box.Known.PersonId), ContentSha256 = hash,
            At = clock.Now,
        };
        consent.Give(node);
        db.Add(consent);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(id, hash, consent.At));
    }
}
