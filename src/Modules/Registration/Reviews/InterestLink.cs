namespace Yuanliu.Registration.Reviews;

/// <summary>利害关联的性质 — what ties two organizations.</summary>
internal enum InterestNature { Shareholding, CommonControl, Management, Dealing, Other }

/// <summary>利害关联申报 — one organization declares that another is tied to it: neither then reviews the other's filings.</summary>
internal sealed class InterestLink : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required Guid Id { get; init; }
    /// <summary>Who declares.</summary>
    public required OrganizationId OrganizationId { get; init; }
    public required OrganizationId OtherId { get; init; }
    public required InterestNature Nature { get; init; }
    public required DateOnly DeclaredOn { get; init; }
    public DateOnly? EndedOn { get; private set; }
    public int Version { get; private set; }

    public void Declare(HostSettings node) => facts.Add(new(node.Urn("organization", OrganizationId.Value),
        new InterestDeclared(Id, OrganizationId.Value, OtherId.Value, Nature.ToString())));

    public void End(DateOnly day, HostSettings node)
    {
        if (EndedOn is not null) return;
        EndedOn = day;
        Version++;
        facts.Add(new(node.Urn("organization", OrganizationId.Value), new InterestEnded(Id, OrganizationId.Value, OtherId.Value, day)));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<InterestLink> e)
    {
        e.ToTable("registration_interest");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.OtherId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.OrganizationId, x.OtherId });
        e.HasIndex(x => x.OtherId);
    }
}

/// <summary>利害关联已申报 — one organization declared a tie to another.</summary>
internal sealed record InterestDeclared(Guid Link, Guid Organization, Guid Other, string Nature) : Fact
{
    public override string Kind => "registration.interest-declared/1";
}

/// <summary>利害关联已解除 — a declared tie ended.</summary>
internal sealed record InterestEnded(Guid Link, Guid Organization, Guid Other, DateOnly On) : Fact
{
    public override string Kind => "registration.interest-ended/1";
}

/// <summary>申报利害关联 — any organization declares its ties, and when they end.</summary>
internal static class DeclareInterest
{
    internal sealed record Request(Guid OtherId, InterestNature Nature);
    internal sealed record View(
        Guid Id, Guid OrganizationId, string OrganizationName, Guid OtherId, string OtherName, InterestNature Nature, DateOnly DeclaredOn,
        DateOnly? EndedOn);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Nature).IsInEnum();
    }

    static readonly Role[] Declarers = [Role.Steward, Role.Reviewer, Role.CommitteeMember, Role.Administrator];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/interests", Declare).OpenTo("registration:write", Declarers).WithName(nameof(DeclareInterest))
            .WithSummary("申报利害关联");
        routes.MapPost("/interests/{id:guid}/end", End).OpenTo("registration:write", Declarers).WithName("EndInterest")
            .WithSummary("解除利害关联");
        routes.MapGet("/interests", List).OpenToSignedIn("registration:read").WithName("ListInterests").WithSummary("利害关联申报");
    }

    static async Task<Results<Created<View>, ProblemHttpResult>> Declare(
        Request request, HttpContext context, AppDb db, IParties parties, Mint mint, IClock clock, HostSettings node, CallerBox box,
        CancellationToken ct)
    {
        if (request.OtherId == box.Known.OrganizationId || await parties.Find(new(request.OtherId), ct) is not { } other)
            return Refusals.NoSuchParty.Problem(context);
        var link = new InterestLink
        {
            Id = mint.Id(), OrganizationId = new(box.Known.OrganizationId), OtherId = other.Id, Nature = request.Nature,
            DeclaredOn = LegalDay.Of(clock.Now),
        };
        link.Declare(node);
        db.Add(link);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/registration/interests/{link.Id}", Of(link, box.Known.OrganizationName, other.Name));
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> End(
        Guid id, HttpContext context, AppDb db, PartyNames parties, IClock clock, HostSettings node, CallerBox box, CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        if (await db.Set<InterestLink>().SingleOrDefaultAsync(l => l.Id == id && l.OrganizationId == own, ct) is not { } link)
            return Refusals.NoSuchParty.Problem(context);
        link.End(LegalDay.Of(clock.Now), node);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(Of(link, box.Known.OrganizationName, await parties.Organization(link.OtherId, ct)));
    }

    /// <summary>One's own declarations; the registry and its supervisors see everybody's.</summary>
    static async Task<Ok<Page<View>>> List(Guid? organization, AppDb db, PartyNames parties, CallerBox box, CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        var rows = db.Set<InterestLink>().AsNoTracking();
        if (!Filings.FilingViews.Staff.Any(box.Known.Is)) rows = rows.Where(l => l.OrganizationId == own);
        if (organization is { } wanted)
        {
            var id = new OrganizationId(wanted);
            rows = rows.Where(l => l.OrganizationId == id || l.OtherId == id);
        }
        var found = await rows.OrderByDescending(l => l.Id).Take(Paging.TakeMax).ToListAsync(ct);
        var names = await parties.Organizations(found.SelectMany(l => new[] { l.OrganizationId, l.OtherId }).Distinct(), ct);
        return TypedResults.Ok(new Page<View>(found.ConvertAll(l => Of(
            l, names.GetValueOrDefault(l.OrganizationId.Value, ""), names.GetValueOrDefault(l.OtherId.Value, ""))), null));
    }

    static View Of(InterestLink link, string own, string other)
        => new(link.Id, link.OrganizationId.Value, own, link.OtherId.Value, other, link.Nature, link.DeclaredOn, link.EndedOn);
}
