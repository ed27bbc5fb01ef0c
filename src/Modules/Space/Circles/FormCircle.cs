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

    const int ReasonMax = 1000, MembersMax = 100, OrganizationsMax = 1000;

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

    /// <param name="q">Part of the name of the circle or of one of its members.</param>
    /// <param name="after">The id of the last circle of the page before; a page that is not full is the last.</param>
    static async Task<Ok<IReadOnlyList<CircleView>>> List(string? q, string? after, int? take, Circles circles, CancellationToken ct)
        => TypedResults.Ok(await circles.Page(q, Guid.TryParse(after, out var id) ? id : null, Paging.Size(take ?? Paging.TakeMax), ct));

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
    internal sealed class Circles(
        AppDb db, IParties parties, PrivacyBook privacy, ProbeBook probed, IClock clock, HostSettings node)
    {
        const int TriesMax = 4, NamesAtOnce = 1000;

        public async Task<IReadOnlyList<CircleView>> Page(string? q, Guid? after, int size, CancellationToken ct)
        {
            var rows = db.Set<CircleMember>().AsNoTracking();
            if (q is { Length: > 0 })
            {
                var named = (await parties.OrganizationsNamed(q, OrganizationsMax, ct)).Select(o => new OrganizationId(o)).ToList();
                rows = rows.Where(m => m.Name.Contains(q) || named.Contains(m.Organization));
            }
            if (after is { } cursor) rows = rows.Where(m => m.Circle.CompareTo(cursor) > 0);
            return await Views(await rows.Select(m => m.Circle).Distinct().OrderBy(c => c).Take(size).ToListAsync(ct), ct);
        }

        public async Task<CircleView?> Find(Guid circle, CancellationToken ct)
            => await Views([circle], ct) is [var found, ..] ? found : null;

        async Task<IReadOnlyList<CircleView>> Views(List<Guid> circles, CancellationToken ct)
        {
            var members = await db.Set<CircleMember>().AsNoTracking().Where(m => circles.Contains(m.Circle)).OrderBy(m => m.Circle)
                .ThenBy(m => m.At).ThenBy(m => m.Organization).Take(circles.Count * MembersMax).ToListAsync(ct);
            var names = new Dictionary<Guid, string>();
            foreach (var some in members.Select(m => m.Organization.Value).Chunk(NamesAtOnce))
                foreach (var (id, name) in await parties.OrganizationNames(some, ct)) names[id] = name;
            return [.. members.GroupBy(m => m.Circle).Select(c => new CircleView(c.Key, Urn(c.Key), c.First().Name,
                [.. c.Select(m => new MemberView(m.Organization.Value, names[m.Organization.Value], m.At))]))];
        }

        /// <summary>All of them are taken in, or none.</summary>
        public Task<Refusal?> Take(Guid circle, string name, IReadOnlyList<Guid> organizations, string reason, CancellationToken ct)
            => Tried(async () =>
            {
                foreach (var organization in organizations.Select(o => new OrganizationId(o)))
                {
                    if (await parties.Find(organization, ct) is not { } party) return Refusals.NoSuchReceiver;
                    if (await db.Set<CircleMember>().AnyAsync(m => m.Organization == organization, ct))
                        return Refusals.InCircle(party.Name);
                    (await AuditBook.Receiver(db, organization, ct)).Change();
                    db.Add(new CircleMember { Organization = organization, Circle = circle, Name = name, At = clock.Now });
                    await privacy.Carry(organization.Value, circle, joins: true, ct);
                    await probed.Carry(organization.Value, circle, joins: true, ct);
                    db.Record(Urn(circle), new CircleJoined(circle, organization.Value, UseBook.Sha256(reason)));
                }
                return null;
            }, ct);

        /// <summary>Nobody is a circle alone: the last two leave it together.</summary>
        public Task<Refusal?> Leave(Guid circle, OrganizationId organization, string reason, CancellationToken ct) => Tried(async () =>
        {
            var members = await db.Set<CircleMember>().Where(m => m.Circle == circle).OrderBy(m => m.Organization)
                .Take(MembersMax + 1).ToListAsync(ct);
            if (!members.Exists(m => m.Organization == organization)) return Refusals.NotInCircle;
            // All of them were told what one was, and any may be told more at this moment.
            foreach (var told in members) (await AuditBook.Receiver(db, told.Organization, ct)).Change();
            foreach (var member in members.Count <= 2 ? members : [members.Single(m => m.Organization == organization)])
            {
                db.Remove(member);
                await privacy.Carry(circle, member.Organization.Value, joins: false, ct);
                await probed.Carry(circle, member.Organization.Value, joins: false, ct);
                db.Record(Urn(circle), new CircleLeft(circle, member.Organization.Value, UseBook.Sha256(reason)));
            }
            return null;
        }, ct);

        /// <summary>Whoever was told something meanwhile is looked at again; of two who change the same receiver's circle at once, the
        /// second is told so.</summary>
        async Task<Refusal?> Tried(Func<Task<Refusal?>> change, CancellationToken ct)
        {
            for (var tries = 0; tries < TriesMax; tries++)
            {
                db.ChangeTracker.Clear();
                if (await change() is { } refusal) return refusal;
                try
                {
                    await db.SaveChangesAsync(ct);
                    return null;
                }
                catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || Failures.IsDuplicate(failure))
                {
                    db.ChangeTracker.Clear();
                }
            }
            return Refusals.CircleChanged;
        }

        string Urn(Guid circle) => node.Urn("circle", circle);
    }
}
