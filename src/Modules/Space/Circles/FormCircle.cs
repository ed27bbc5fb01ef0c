using Yuanliu.Space.Privacy;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Circles;

/// <summary>关联接收方 — the venue or the regulator says which receivers may put their answers together; they are audited as one.</summary>
internal static class FormCircle
{
    internal sealed record Request(string Name, string Reason, IReadOnlyList<Guid> OrganizationIds);
    internal sealed record JoinRequest(Guid OrganizationId, string Reason);
    internal sealed record LeaveRequest(string Reason);
    internal sealed record MemberView(Guid OrganizationId, string Name, DateTime At);
    internal sealed record CircleView(Guid Id, string Urn, string Name, IReadOnlyList<MemberView> Members);

    const int ReasonMax = 1000, MembersMax = 100;

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(ReasonMax);
            RuleFor(r => r.OrganizationIds)
                .Must(o => o is { Count: >= 2 and <= MembersMax } && o.Distinct().Count() == o.Count)
                .WithMessage($"Two to {MembersMax} organizations, each named once.");
        }
    }

    internal sealed class JoinShape : AbstractValidator<JoinRequest>
    {
        public JoinShape() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(ReasonMax);
    }

    internal sealed class LeaveShape : AbstractValidator<LeaveRequest>
    {
        public LeaveShape() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(ReasonMax);
    }

    static readonly Role[] Keepers = [Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/circles", List).OpenTo("space:read", Keepers).WithName("ListCircles").WithSummary("关联接收方列表");
        routes.MapPost("/circles", Form).OpenTo("space:circles", Keepers).WithName(nameof(FormCircle)).WithSummary("设立关联接收方");
        routes.MapPost("/circles/{id:guid}/members", Join).OpenTo("space:circles", Keepers).WithName("JoinCircle").WithSummary("列入关联接收方");
        routes.MapPost("/circles/{id:guid}/members/{organizationId:guid}/remove", Leave).OpenTo("space:circles", Keepers)
            .WithName("LeaveCircle").WithSummary("移出关联接收方");
    }

    static async Task<Ok<IReadOnlyList<CircleView>>> List(Circles circles, CancellationToken ct) => TypedResults.Ok(await circles.All(ct));

    static async Task<Results<Created<CircleView>, ProblemHttpResult>> Form(
        Request request, HttpContext context, Circles circles, Mint mint, CancellationToken ct)
    {
        var id = mint.Id();
        return await circles.Take(id, request.Name.Trim(), request.OrganizationIds, request.Reason, ct) is { } refusal
            ? refusal.Problem(context) : TypedResults.Created($"/api/space/circles/{id}", (await circles.Find(id, ct))!);
    }

    static async Task<Results<Ok<CircleView>, ProblemHttpResult>> Join(
        Guid id, JoinRequest request, HttpContext context, Circles circles, CancellationToken ct)
    {
        if (await circles.Find(id, ct) is not { } circle) return Refusals.NoSuchCircle.Problem(context);
        if (circle.Members.Count >= MembersMax) return Refusals.CircleFull(MembersMax).Problem(context);
        return await circles.Take(id, circle.Name, [request.OrganizationId], request.Reason, ct) is { } refusal
            ? refusal.Problem(context) : TypedResults.Ok((await circles.Find(id, ct))!);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Leave(
        Guid id, Guid organizationId, LeaveRequest request, HttpContext context, Circles circles, CancellationToken ct)
        => await circles.Leave(id, new(organizationId), request.Reason, ct) is { } refusal ? refusal.Problem(context)
            : TypedResults.NoContent();

    /// <summary>Who is audited with whom. What was told before counts from the first moment: for the overlap and for the noise.</summary>
    internal sealed class Circles(AppDb db, IParties parties, PrivacyBook privacy, IClock clock, HostSettings node)
    {
        const int AtOnce = 10_000;

        public async Task<IReadOnlyList<CircleView>> All(CancellationToken ct)
        {
            var members = await db.Set<CircleMember>().AsNoTracking().OrderBy(m => m.Circle).ThenBy(m => m.At).Take(AtOnce).ToListAsync(ct);
            var names = await parties.OrganizationNames(members.Select(m => m.Organization.Value), ct);
            return [.. members.GroupBy(m => m.Circle).Select(c => new CircleView(c.Key, Urn(c.Key), c.First().Name,
                [.. c.Select(m => new MemberView(m.Organization.Value, names[m.Organization.Value], m.At))]))];
        }

        public async Task<CircleView?> Find(Guid circle, CancellationToken ct) => (await All(ct)).FirstOrDefault(c => c.Id == circle);

        /// <summary>All of them are taken in, or none.</summary>
        public async Task<Refusal?> Take(Guid circle, string name, IReadOnlyList<Guid> organizations, string reason, CancellationToken ct)
        {
            foreach (var organization in organizations.Select(o => new OrganizationId(o)))
            {
                if (await parties.Find(organization, ct) is not { } party) return Refusals.NoSuchReceiver;
                if (await db.Set<CircleMember>().AnyAsync(m => m.Organization == organization, ct)) return Refusals.InCircle(party.Name);
                db.Add(new CircleMember { Organization = organization, Circle = circle, Name = name, At = clock.Now });
                await privacy.Carry(organization.Value, circle, joins: true, ct);
                db.Record(Urn(circle), new CircleJoined(circle, organization.Value, UseBook.Sha256(reason)));
            }
            return await Saved(ct);
        }

        /// <summary>Nobody is a circle alone: the last two leave it together.</summary>
        public async Task<Refusal?> Leave(Guid circle, OrganizationId organization, string reason, CancellationToken ct)
        {
            var members = await db.Set<CircleMember>().Where(m => m.Circle == circle).Take(AtOnce).ToListAsync(ct);
            if (!members.Exists(m => m.Organization == organization)) return Refusals.NotInCircle;
            foreach (var member in members.Count <= 2 ? members : [members.Single(m => m.Organization == organization)])
            {
                db.Remove(member);
                await privacy.Carry(circle, member.Organization.Value, joins: false, ct);
                db.Record(Urn(circle), new CircleLeft(circle, member.Organization.Value, UseBook.Sha256(reason)));
            }
            return await Saved(ct);
        }

        /// <summary>Of two who change the same receiver's circle at once, the second is told so.</summary>
        async Task<Refusal?> Saved(CancellationToken ct)
        {
            try
            {
                await db.SaveChangesAsync(ct);
                return null;
            }
            catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || Failures.IsDuplicate(failure))
            {
                db.ChangeTracker.Clear();
                return Refusals.CircleChanged;
            }
        }

        string Urn(Guid circle) => node.Urn("circle", circle);
    }
}
