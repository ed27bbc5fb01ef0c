using Yuanliu.Parties.Organizations;

namespace Yuanliu.Parties.People;

/// <summary>任职 — an administrator lets a person who is here already act for one more organization.</summary>
internal static class AppointPerson
{
    internal sealed record Request(string Login, Guid OrganizationId, IReadOnlyList<Role> Roles);
    internal sealed record Response(Guid PersonId, Guid OrganizationId, IReadOnlyList<Role> Roles);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Login).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Roles).NotEmpty();
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/parties/memberships", Handle).OpenTo("parties:write", Role.Administrator).WithName(nameof(AppointPerson))
        .WithSummary("任职");

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, CancellationToken ct)
    {
        var organization = new OrganizationId(request.OrganizationId);
        if (!await db.Set<Organization>().AnyAsync(o => o.Id == organization, ct)) return Refusals.NoSuchOrganization.Problem(context);
        var named = db.Set<Person>().Where(p => p.Login == request.Login);
        if (await named.Select(p => new { p.Id }).SingleOrDefaultAsync(ct) is not { } person)
            return Refusals.NoSuchPerson.Problem(context);
        var roles = request.Roles.Distinct().ToList();
        db.Add(new Membership { PersonId = person.Id, OrganizationId = organization, Roles = string.Join(',', roles) });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(person.Id.Value, request.OrganizationId, roles));
    }
}
