using Microsoft.AspNetCore.Identity;
using Yuanliu.Parties.People;

namespace Yuanliu.Parties.Sessions;

/// <summary>登录 — a person proves who they are and gets a session for their first organization.</summary>
internal static class SignIn
{
    internal sealed record Request(string Login, string Password);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Login).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Password).NotEmpty().MaximumLength(200);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/session", Handle).OpenToAnyone().WithName(nameof(SignIn)).WithSummary("登录");

    static async Task<Results<Ok<SessionView>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, IPasswordHasher<Person> hasher, SessionViews views, Mint mint, HostClock clock,
        CancellationToken ct)
    {
        var person = await db.Set<Person>().Include(p => p.Memberships).SingleOrDefaultAsync(p => p.Login == request.Login, ct);
        if (person is null)
        {
            hasher.HashPassword(Nobody, request.Password);          // as slow as a wrong password: a login's existence does not show
            return Refusals.WrongCredentials.Problem(context);
        }
        if (person.IsLocked(clock.Now)) return Refusals.Locked.Problem(context);

        var right = hasher.VerifyHashedPassword(person, person.PasswordHash, request.Password) is not PasswordVerificationResult.Failed;
        person.CountTry(right, clock.Now);
        if (!right || person.Memberships.Count == 0)
        {
            await db.SaveChangesAsync(ct);
            return Refusals.WrongCredentials.Problem(context);
        }

        var secret = mint.Secret();
        var session = new Session
        {
            SecretHash = Session.Hash(secret), PersonId = person.Id, OrganizationId = person.Memberships[0].OrganizationId,
            ExpiresAt = clock.Now + Session.Lifetime,
        };
        db.Add(session);
        await db.SaveChangesAsync(ct);
        context.Response.Cookies.Append(AccessRules.SessionCookie, secret, Cookie(context));
        return TypedResults.Ok(await views.Of(session.PersonId, session.OrganizationId, session.ExpiresAt, ct));
    }

    internal static CookieOptions Cookie(HttpContext context) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = Session.Lifetime,
        IsEssential = true,
    };

    static readonly Person Nobody = new() { Id = new PersonId(Guid.Empty), Login = "", Name = "", PasswordHash = "" };
}
