using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Reviews;

/// <summary>委托审查 — an applicant orders a statement for its papers; the registry gives a filing to a service body.</summary>
internal static class OrderReview
{
    internal sealed record Request(string Pack, StatementKind Kind, Guid BodyId)
    {
        /// <summary>One's own resource, for its first registration.</summary>
        public Guid? ResourceId { get; init; }
        /// <summary>Or a certificate that one files something on: a licensee and a transferee bring statements about what another
        /// holds.</summary>
        public string? Certificate { get; init; }
        /// <summary>The kind of filing that the statement is for.</summary>
        public FilingKind Filing { get; init; } = FilingKind.Initial;
    }

    internal sealed record Assignment(Guid BodyId);
    /// <summary>What was signed: the conclusion, and the document that says the rest.</summary>
    internal sealed record StatementView(Guid Id, bool Positive, DateTime SignedAt, string Sha256, string Href);
    /// <param name="Items">What the statement has to answer; <paramref name="SampleRows"/> how many rows it rests on at least.</param>
    internal sealed record View(
        Guid Id, string Urn, StatementKind Kind, string KindZh, string KindEn, Guid BodyId, string BodyName, Guid SubjectId,
        string SubjectName, Guid ResourceId, string ResourceTitle, Guid? FilingId, string Pack, DateOnly OrderedOn, OrderState State,
        string? Reason, StatementView? Statement, IReadOnlyList<ReviewItem> Items, int? SampleRows, string? SampleBasis,
        IReadOnlyList<OpenStep> OpenSteps);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Pack).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Kind).IsInEnum();
            RuleFor(r => r.Filing).IsInEnum();
            RuleFor(r => r.Certificate).MaximumLength(60);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/review-orders", Order).OpenTo("registration:write", Role.Steward).WithName(nameof(OrderReview))
            .WithSummary("委托第三方审查");
        routes.MapPost("/review-orders/{id:guid}/decline", Decline).OpenTo("registration:write", Role.Reviewer).WithName("DeclineReview")
            .WithSummary("谢绝委托");
        routes.MapGet("/review-orders/{id:guid}", Get).OpenToSignedIn("registration:read").WithName("GetReviewOrder")
            .WithSummary("审查委托详情");
        routes.MapGet("/review-orders", List).OpenToSignedIn("registration:read").WithName("ListReviewOrders").WithSummary("审查委托");
        routes.MapPost("/filings/{id:guid}/assign-reviewer", Assign).OpenTo("registration:write", Role.Registrar).WithName("AssignReviewer")
            .WithSummary("指定审查机构");
    }

    static async Task<Results<Created<View>, ProblemHttpResult>> Order(
        Request request, HttpContext context, AppDb db, RegistrationPacks packs, ReviewDesk desk, ReviewOrders orders, IClock clock,
        CallerBox box, CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        var rules = packs.ToFile(request.Pack, request.Filing, LegalDay.Of(clock.Now));
        if (rules.Refusal is { } ended) return ended.Problem(context);
        var pack = rules.Value!;
        var about = await orders.About(request, own, pack.Rules, ct);
        if (about.Refusal is { } nowhere) return nowhere.Problem(context);
        if (await desk.MayReview(new(request.BodyId), own, about.Value!, request.Kind, request.Filing, pack.Rules, ct) is { } refusal)
            return refusal.Problem(context);
        var placed = await orders.Place(new(request.BodyId), own, about.Value!.Id, request.Kind, pack.Id, null, request.Filing, ct);
        if (placed.Refusal is { } bad) return bad.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/registration/review-orders/{placed.Value!.Id}", (await orders.Views([placed.Value], ct))[0]);
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Decline(
        Guid id, ReasonRequest? request, HttpContext context, AppDb db, ReviewOrders orders, HostSettings node, CallerBox box,
        CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        if (await db.Set<ReviewOrder>().SingleOrDefaultAsync(o => o.Id == id && o.BodyId == own, ct) is not { } order)
            return Refusals.NoSuchOrder.Problem(context);
        if (order.Decline(request?.Reason, node) is { } refusal) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok((await orders.Views([order], ct))[0]);
    }

    static async Task<Ok<Page<View>>> List(
        OrderState? state, Guid? filing, string? after, int? take, AppDb db, ReviewOrders orders, CallerBox box, CancellationToken ct)
    {
        var (size, rows) = (Paging.Size(take), Visible(db, box));
        if (state is { } wanted) rows = rows.Where(o => o.State == wanted);
        if (filing is { } about)
        {
            var id = new FilingId(about);
            rows = rows.Where(o => o.FilingId == id);
        }
        if (Guid.TryParse(after, out var cursor)) rows = rows.Where(o => o.Id.CompareTo(cursor) < 0);
        var found = Paging.Cut(await rows.OrderByDescending(o => o.Id).Take(size + 1).ToListAsync(ct), size, o => o.Id.ToString());
        return TypedResults.Ok(new Page<View>(await orders.Views(found.Items, ct), found.Next));
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Get(
        Guid id, HttpContext context, AppDb db, ReviewOrders orders, CallerBox box, CancellationToken ct)
        => await Visible(db, box).SingleOrDefaultAsync(o => o.Id == id, ct) is { } order
            ? TypedResults.Ok((await orders.Views([order], ct))[0]) : Refusals.NoSuchOrder.Problem(context);

    /// <summary>Those who ordered or were asked, and the registry's staff.</summary>
    static IQueryable<ReviewOrder> Visible(AppDb db, CallerBox box)
    {
        var (own, staff) = (new OrganizationId(box.Known.OrganizationId), FilingViews.Staff.Any(box.Known.Is));
        return db.Set<ReviewOrder>().AsNoTracking().Where(o => staff || o.BodyId == own || o.SubjectId == own);
    }

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Assign(
        Guid id, Assignment request, HttpContext context, AppDb db, FilingSteps steps, PinnedPacks packs, ReviewOrders orders,
        FilingViews views, CancellationToken ct)
    {
        if (await steps.Find(id, ct) is not { } filing) return Refusals.NoSuchFiling.Problem(context);
        var pack = await packs.Of(filing.PackId, filing.PackSha256, ct);
        if (await orders.Assign(filing, new(request.BodyId), pack, ct) is { } refusal) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(views.Reply(new(filing, pack)));
    }
}

/// <summary>Places orders and gives filings to service bodies, in the caller's transaction.</summary>
internal sealed class ReviewOrders(
    AppDb db, ICatalog catalog, ReviewDesk desk, ReviewViews views, PartyNames parties, Mint mint, IClock clock, HostSettings node)
{
    /// <summary>What the statement is to be about: one's own resource, or, where the pack asks for a statement with a filing on another's
    /// registration, the resource of that certificate.</summary>
    public async Task<Result<ResourceCard>> About(
        OrderReview.Request request, OrganizationId own, RegistrationRules rules, CancellationToken ct)
    {
        if (request.Certificate is not { } number)
        {
            var resource = request.ResourceId is { } id ? await catalog.Find(new(id), ct) : null;
            return FilingChecks.IsOwnAndConfirmed(resource, own, request.Filing, rules) is { } notOwn ? notOwn : resource!;
        }
        if (!rules.Filings.TryGetValue(request.Filing, out var of) || !of.Materials.Exists(m => m.Statement == request.Kind))
            return Refusals.StatementNotCalledFor(rules.Source);
        return await (from c in db.Set<Certificate>()
                      join u in db.Set<RegistrationUnit>() on c.UnitId equals u.Id
                      where c.Number == number && u.Register == rules.Jurisdiction
                      select (Guid?)c.ResourceId.Value).SingleOrDefaultAsync(ct) is { } certified
            && await catalog.Find(new(certified), ct) is { } found ? found : Refusals.NoSuchCertificate;
    }

    public Task<IReadOnlyList<OrderReview.View>> Views(IReadOnlyList<ReviewOrder> found, CancellationToken ct) => views.Of(found, ct);

    public async Task<Result<ReviewOrder>> Place(
        OrganizationId body, OrganizationId subject, ResourceId resource, StatementKind kind, string pack, FilingId? filing,
        FilingKind of, CancellationToken ct)
    {
        if (await parties.Organization(body, ct) is not { Length: > 0 }) return Refusals.NoSuchParty;
        var order = new ReviewOrder
        {
            Id = mint.Id(), BodyId = body, SubjectId = subject, ResourceId = resource, Kind = kind, PackId = pack, FilingId = filing,
            FilingKind = of,
            ResourceTitle = (await catalog.Find(resource, ct))?.Title ?? "", OrderedOn = LegalDay.Of(clock.Now),
        };
        order.Place(node);
        db.Add(order);
        return order;
    }

    /// <summary>A filing goes to one body at a time; what an earlier one had not signed is withdrawn from it.</summary>
    public async Task<Refusal?> Assign(Filing filing, OrganizationId body, RegistrationPack pack, CancellationToken ct)
    {
        if (Procedure.IsFinal(filing.Stage)) return Refusals.FilingEnded;
        if (!filing.Table.Actors.Contains(Actor.Reviewer)) return Refusals.ReviewerNotCalledFor(pack.Rules.Source);
        if (await desk.MayReview(body, filing.ApplicantId, StatementKind.Substance, filing.Kind, pack.Rules,
            ct) is { } refusal) return refusal;
        var id = filing.Id;
        foreach (var earlier in await db.Set<ReviewOrder>().Where(o => o.FilingId == id && o.State == OrderState.Open).ToListAsync(ct))
            earlier.Withdraw(node);
        var placed = await Place(body, filing.ApplicantId, filing.ResourceId, StatementKind.Substance, filing.PackId, filing.Id,
            filing.Kind, ct);
        if (placed.Refusal is { } bad) return bad;
        var recognized = pack.Rules.Check(NamedCheck.ReviewerRecognized, filing.Kind);
        filing.Assign(body, new(filing.Id.Value, body.Value, recognized is null ? null : pack.Rules.Jurisdiction, recognized?.Basis), node);
        return null;
    }
}
