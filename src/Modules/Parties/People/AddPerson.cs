using Microsoft.AspNetCore.Identity;
using Yuanliu.Parties.Organizations;

namespace Yuanliu.Parties.People;

/// <summary>添加人员 — an administrator lets a person act for an organization.</summary>
internal static class AddPerson
{
    internal sealed record Request(string Login, string Name, string Password, Guid OrganizationId, IReadOnlyList<Role> Roles);
    internal sealed record Response(Guid Id);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Login).NotEmpty().MaximumLength(60).Matches("^[a-z0-9._-]+$");
            RuleFor(r => r.Name).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Password).NotEmpty().MinimumLength(10).MaximumLength(200);
            RuleFor(r => r.Roles).NotEmpty();
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/parties/people", Handle).OpenTo("parties:write", Role.Administrator).WithName(nameof(AddPerson)).WithSummary("添加人员");

    static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, IPasswordHasher<Person> hasher, Mint mint, CancellationToken ct)
    {
        var organization = new OrganizationId(request.OrganizationId);
        if (!await db.Set<Organization>().AnyAsync(o => o.Id == organization, ct)) return Refusals.NoSuchOrganization.Problem(context);
        var person = Make(mint.Id<PersonId>(), request.Login, request.Name, request.Password, hasher, (organization, request.Roles));
        db.Add(person);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/parties/people/{person.Id.Value}", new Response(person.Id.Value));
    }

    internal static Person Make(
        PersonId id, string login, string name, string password, IPasswordHasher<Person> hasher,
        params (OrganizationId Organization, IReadOnlyList<Role> Roles)[] posts)
    {
        var person = new Person { Id = id, Login = login, Name = name, PasswordHash = "" };
        person.PasswordHash = hasher.HashPassword(person, password);
        foreach (var (organization, roles) in posts)
            person.Memberships.Add(new() { PersonId = id, OrganizationId = organization, Roles = string.Join(',', roles.Distinct()) });
        return person;
    }
}
