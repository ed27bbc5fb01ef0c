using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Parties.Organizations;

/// <summary>主体管理 — the organizations of this node, and the natural persons who are parties themselves.</summary>
internal static class ManageOrganizations
{
    /// <param name="Code">Unified social credit code; the resident number of a natural person.</param>
    internal sealed record Request(string Name, string Code, OrganizationKind Kind);
    internal sealed record View(Guid Id, string Name, string Code, OrganizationKind Kind, DateOnly RegisteredOn);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Code).NotEmpty().MaximumLength(18);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/parties/organizations", List).OpenToSignedIn("parties:read").WithName("ListOrganizations").WithSummary("主体列表");
        routes.MapGet("/parties/organizations/{id:guid}", Get).OpenToSignedIn("parties:read").WithName("GetOrganization")
            .WithSummary("主体详情");
        routes.MapPost("/parties/organizations", Add).OpenTo("parties:write", Role.Administrator).WithName("RegisterOrganization")
            .WithSummary("登记主体").WithMetadata(new Watched("parties"));
    }

    static async Task<Ok<Page<View>>> List(string? q, string? after, int? take, AppDb db, CallerBox box, CancellationToken ct)
    {
        var (size, own) = (Paging.Size(take), new OrganizationId(box.Known.OrganizationId));
        // A credit code is public, and a person gives its number to whom it deals with: whoever knows it may learn whose it is.
        var rows = q is { Length: > 0 } && (UnifiedCreditCode.IsValid(q) || PersonNumber.IsOne(q))
            ? db.Set<Organization>().AsNoTracking() : Visible(db, box, own);
        if (q is { Length: > 0 }) rows = rows.Where(o => o.Name.Contains(q) || o.Code == q);
        if (Paging.After<OrganizationId>(after) is { } cursor) rows = rows.Where(o => o.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(o => o.Id).Take(size + 1)
            .Select(o => new View(o.Id.Value, o.Name, o.Code, o.Kind, o.RegisteredOn)).ToListAsync(ct);
        return TypedResults.Ok(Paging.Cut(found, size, v => v.Id.ToString()));
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Get(Guid id, HttpContext context, AppDb db, CallerBox box, CancellationToken ct)
    {
        var wanted = new OrganizationId(id);
        return await Visible(db, box, new(box.Known.OrganizationId)).Where(o => o.Id == wanted)
            .Select(o => new View(id, o.Name, o.Code, o.Kind, o.RegisteredOn)).SingleOrDefaultAsync(ct) is { } found
            ? TypedResults.Ok(found) : Refusals.NoSuchOrganization.Problem(context);
    }

    static IQueryable<Organization> Visible(AppDb db, CallerBox box, OrganizationId own)
    {
        var all = db.Set<Organization>().AsNoTracking();
        return box.Known.Roles.Overlaps(StaffRoles) ? all : all.Where(o => o.Id == own);
    }

    static readonly Role[] StaffRoles = [Role.Administrator, Role.Registrar, Role.ExchangeStaff, Role.Regulator];

    static async Task<Results<Created<View>, ProblemHttpResult>> Add(
        Request request, HttpContext context, AppDb db, Mint mint, IClock clock, HostSettings node, CancellationToken ct)
    {
        var (id, name, today) = (mint.Id<OrganizationId>(), request.Name.Trim(), LegalDay.Of(clock.Now));
        var person = request.Kind is OrganizationKind.NaturalPerson;
        var refusal = person ? await Unfit(request.Code.ToUpperInvariant(), today, db, ct)
            : UnifiedCreditCode.IsValid(request.Code) ? null : Refusals.BadCode;
        if (refusal is not null)
        {
            await RefusalWatching.Tell(context, refusal);
            return refusal.Problem(context);
        }
        var organization = person ? Organization.OfPerson(id, name, request.Code.ToUpperInvariant(), today)
            : new() { Id = id, Name = name, Code = request.Code, Kind = request.Kind, RegisteredOn = today };
        organization.Register(node);
        db.Add(organization);
        await db.SaveChangesAsync(ct);
        var view = new View(organization.Id.Value, organization.Name, organization.Code, organization.Kind, organization.RegisteredOn);
        return TypedResults.Created($"/api/parties/organizations/{view.Id}", view);
    }

    /// <summary>实名核验: a number that nobody can have, of somebody not yet born, or of somebody who is here already.</summary>
    static async Task<Refusal?> Unfit(string number, DateOnly today, AppDb db, CancellationToken ct)
    {
        if (!ResidentNumber.IsValid(number) || ResidentNumber.Birthday(number) > today) return Refusals.BadResidentNumber;
        return await db.Set<Organization>().AnyAsync(o => o.ResidentNumber == number, ct) ? Refusals.PersonKnown : null;
    }
}
