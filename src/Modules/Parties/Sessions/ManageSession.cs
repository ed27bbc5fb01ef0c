using Yuanliu.Parties.People;

namespace Yuanliu.Parties.Sessions;

/// <summary>会话 — look at it, switch organization, end it.</summary>
internal static class ManageSession
{
    internal sealed record SwitchRequest(Guid OrganizationId);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/session", Get).OpenToSignedIn("session:read").WithName("GetSession").WithSummary("当前会话");
        routes.MapPost("/session/organization", Switch).OpenToSignedIn("session:write").WithName("SwitchOrganization").WithSummary("切换单位");
        routes.MapDelete("/session", SignOut).OpenToSignedIn("session:write").WithName("SignOut").WithSummary("退出登录");
    }

    static async Task<Ok<SessionView>> Get(CallerBox box, AppDb db, SessionViews views, HostClock clock, CancellationToken ct)
    {
        var caller = box.Known;
        var expiresAt = await db.Set<Session>().Where(s => s.SecretHash == caller.Credential).Select(s => (DateTime?)s.ExpiresAt)
            .SingleOrDefaultAsync(ct);
        return TypedResults.Ok(await views.Of(new(caller.PersonId), new(caller.OrganizationId), expiresAt ?? clock.Now, ct));
    }

    static async Task<Results<Ok<SessionView>, ProblemHttpResult>> Switch(
        SwitchRequest request, HttpContext context, CallerBox box, AppDb db, SessionViews views, CancellationToken ct)
    {
        var (person, organization) = (new PersonId(box.Known.PersonId), new OrganizationId(request.OrganizationId));
        if (!await db.Set<Membership>().AnyAsync(m => m.PersonId == person && m.OrganizationId == organization, ct))
            return Refusals.NotMember.Problem(context);
        if (await db.Set<Session>().SingleOrDefaultAsync(s => s.SecretHash == box.Known.Credential, ct) is not { } session)
            return Refusals.NotMember.Problem(context);
        session.OrganizationId = organization;
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await views.Of(person, organization, session.ExpiresAt, ct));
    }

    static async Task<NoContent> SignOut(HttpContext context, CallerBox box, AppDb db, CancellationToken ct)
    {
        if (await db.Set<Session>().SingleOrDefaultAsync(s => s.SecretHash == box.Known.Credential, ct) is { } session)
        {
            db.Remove(session);
            await db.SaveChangesAsync(ct);
        }
        context.Response.Cookies.Delete(AccessRules.SessionCookie);
        return TypedResults.NoContent();
    }
}
