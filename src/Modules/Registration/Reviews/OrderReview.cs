using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Reviews;

/// <summary>委托审查 — an applicant orders a statement for its papers; the registry gives a filing to a service body.</summary>
internal static class OrderReview
{
    internal sealed record Request(string Pack, StatementKind Kind, Guid BodyId, Guid ResourceId);
    internal sealed record Assignment(Guid BodyId);
    /// <param name="Items">What the statement has to answer; <paramref name="SampleRows"/> how many rows it rests on at least.</param>
    internal sealed record View(
        Guid Id, StatementKind Kind, Guid BodyId, string BodyName, Guid SubjectId, string SubjectName, Guid ResourceId,
        string ResourceTitle, Guid? FilingId, string Pack, DateOnly OrderedOn, OrderState State, string? Reason, Guid? StatementId,
        IReadOnlyList<ReviewItem> Items, int? SampleRows);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Pack).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Kind).IsInEnum();
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/review-orders", Order).OpenTo("registration:write", Role.Steward).WithName(nameof(OrderReview))
            .WithSummary("委托第三方审查");
        routes.MapPost("/review-orders/{id:guid}/decline", Decline).OpenTo("registration:write", Role.Reviewer).WithName("DeclineReview")
            .WithSummary("谢绝委托");
        routes.MapGet("/review-orders", List).OpenToSignedIn("registration:read").WithName("ListReviewOrders").WithSummary("审查委托");
        routes.MapPost("/filings/{id:guid}/assign-reviewer", Assign).OpenTo("registration:write", Role.Registrar).WithName("AssignReviewer")
            .WithSummary("指定审查机构");
    }

    static async Task<Results<Created<View>, ProblemHttpResult>> Order(
        Request request, HttpContext context, AppDb db, RegistrationPacks packs, ICatalog catalog, ReviewDesk desk, ReviewOrders orders,
        IClock clock, CallerBox box, CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        if (packs.InForce(request.Pack, LegalDay.Of(clock.Now)) is not { } pack) return Refusals.NoRules(request.Pack).Problem(context);
        var resource = await catalog.Find(new(request.ResourceId), ct);
        if (FilingChecks.IsOwnAndConfirmed(resource, own, pack.Rules) is { } notOwn
            && !(resource is { Confirmed: true } && await IsRegistered(resource.Id, pack, db, ct)))
            return notOwn.Problem(context);
        if (await desk.MayReview(new(request.BodyId), own, request.Kind, FilingKind.Initial, pack.Rules, ct) is { } refusal)
            return refusal.Problem(context);
        var placed = await orders.Place(new(request.BodyId), own, new(request.ResourceId), request.Kind, pack.Id, null, ct);
        if (placed.Refusal is { } bad) return bad.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/registration/review-orders/{placed.Value!.Id}", (await orders.Views([placed.Value], ct))[0]);
    }

    /// <summary>SZ-REG-2023 art. 16–17: whoever obtains a right hands in the report on it, and so does who holds it by transfer; neither
    /// has the data in a catalog of their own.</summary>
    static Task<bool> IsRegistered(ResourceId resource, RegistrationPack pack, AppDb db, CancellationToken ct)
    {
        var register = pack.Rules.Jurisdiction;
        return db.Set<RegistrationUnit>().AnyAsync(u => u.Register == register && u.ResourceId == resource && u.Number != null, ct);
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
        OrderState? state, int? take, AppDb db, ReviewOrders orders, CallerBox box, CancellationToken ct)
    {
        var (own, staff) = (new OrganizationId(box.Known.OrganizationId), FilingViews.Staff.Any(box.Known.Is));
        var rows = db.Set<ReviewOrder>().AsNoTracking().Where(o => staff || o.BodyId == own || o.SubjectId == own);
        if (state is { } wanted) rows = rows.Where(o => o.State == wanted);
        var found = await rows.OrderByDescending(o => o.Id).Take(Paging.Size(take)).ToListAsync(ct);
        return TypedResults.Ok(new Page<View>(await orders.Views(found, ct), null));
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
    AppDb db, ICatalog catalog, ReviewDesk desk, RegistrationPacks packs, PartyNames parties, Mint mint, IClock clock, HostSettings node)
{
    public async Task<Result<ReviewOrder>> Place(
        OrganizationId body, OrganizationId subject, ResourceId resource, StatementKind kind, string pack, FilingId? filing,
            CancellationToken ct)
    {
        if (await parties.Organization(body, ct) is not { Length: > 0 }) return Refusals.NoSuchParty;
        var order = new ReviewOrder
        {
            Id = mint.Id(), BodyId = body, SubjectId = subject, ResourceId = resource, Kind = kind, PackId = pack, FilingId = filing,
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
        var placed = await Place(body, filing.ApplicantId, filing.ResourceId, StatementKind.Substance, filing.PackId, filing.Id, ct);
        if (placed.Refusal is { } bad) return bad;
        var recognized = pack.Rules.Check(NamedCheck.ReviewerRecognized, filing.Kind);
        filing.Assign(body, new(filing.Id.Value, body.Value, recognized is null ? null : pack.Rules.Jurisdiction, recognized?.Basis), node);
        return null;
    }

    public async Task<IReadOnlyList<OrderReview.View>> Views(IReadOnlyList<ReviewOrder> found, CancellationToken ct)
    {
        var names = await parties.Organizations(found.SelectMany(o => new[] { o.BodyId, o.SubjectId }), ct);
        string Name(OrganizationId id) => names.GetValueOrDefault(id.Value, "");
        ReviewRules? Rules(ReviewOrder o) => packs.For(o.PackId)?.Rules.Reviews is { } rules && rules.Kinds.Value.Contains(o.Kind) ? rules
            : null;
        return [.. found.Select(o => new OrderReview.View(
            o.Id, o.Kind, o.BodyId.Value, Name(o.BodyId), o.SubjectId.Value, Name(o.SubjectId), o.ResourceId.Value, o.ResourceTitle,
            o.FilingId?.Value, o.PackId, o.OrderedOn, o.State, o.Reason, o.StatementId, Rules(o)?.Items.Value ?? [],
            Rules(o)?.SampleRows.Value))];
    }
}
