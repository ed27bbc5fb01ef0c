using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Yuanliu.Kernel;

/// <summary>角色 — what a person does for an organization.</summary>
public enum Role
{
    Steward, Registrar, Reviewer, ExchangeStaff, Operator, Analyst, Finance, Regulator, Administrator, CommitteeMember, Business, Executive,
}

/// <summary>Who is calling: a person acting for one organization, through a session or a token.</summary>
/// <param name="Scopes">What a token may do, for example <c>catalog:write</c>; null for a person's own session,
/// which may do all that the roles allow.</param>
public sealed record Caller(
    Guid PersonId, Guid OrganizationId, string PersonName, string OrganizationName, IReadOnlySet<Role> Roles, IReadOnlySet<string>? Scopes,
    string Credential)
{
    /// <summary>The only agreement that this caller's key opens; null where it is no such key.</summary>
    public Guid? Agreement { get; init; }

    public bool Is(Role role) => Roles.Contains(role);
}

/// <summary>The caller of this scope; null for the public and for work that time does.</summary>
public sealed class CallerBox
{
    public Caller? Caller { get; set; }

    /// <summary>The caller of an endpoint that the middleware lets only signed-in people reach.</summary>
    public Caller Known => Caller ?? throw new InvalidOperationException("This endpoint was reached without a caller.");
}

/// <summary>Recognizes callers by what they present. Implemented by the module that keeps people.</summary>
public interface ICallers
{
    Task<Caller?> BySession(string secret, CancellationToken ct);
    Task<Caller?> ByToken(string secret, CancellationToken ct);
}

/// <summary>Who may call an endpoint. One without it answers nobody, and a test lists it.</summary>
/// <param name="Roles">Any of these; empty = every signed-in person; null = everyone.</param>
public sealed record Access(string Scope, IReadOnlyList<Role>? Roles);

/// <summary>使用入口 — a door that keys bound to one agreement open. Its route names the agreement as <c>id</c>.</summary>
public sealed record AgreementDoor;

public static class AccessRules
{
    public const string SessionCookie = "yuanliu-session";

    public static T OpenTo<T>(this T endpoint, string scope, params Role[] roles) where T : IEndpointConventionBuilder
        => endpoint.WithMetadata(new Access(scope, roles));

    public static T OpenToSignedIn<T>(this T endpoint, string scope) where T : IEndpointConventionBuilder
        => endpoint.WithMetadata(new Access(scope, []));

    public static T OpenToAnyone<T>(this T endpoint) where T : IEndpointConventionBuilder
        => endpoint.WithMetadata(new Access("public", null));

    /// <summary>Lets keys in that are bound to the agreement which the route names.</summary>
    public static T OpenToKeys<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new AgreementDoor());

    /// <summary>A key of one agreement opens the doors of that agreement and nothing else.</summary>
    public static Refusal? CheckBound(Caller? caller, Endpoint endpoint, Access access, object? agreement)
        => caller?.Agreement is not { } bound || access.Roles is null
            || endpoint.Metadata.GetMetadata<AgreementDoor>() is not null && Guid.TryParse(agreement?.ToString(), out var id)
                && id == bound ? null
            : new(RefusalKind.Forbidden, "session.bound", "该密钥只能用于其所属的合约。", "This key opens its own agreement and nothing else.");

    public static Refusal? Check(Access access, Caller? caller)
    {
        if (access.Roles is null) return null;
        if (caller is null)
            return new(RefusalKind.Unauthenticated, "session.required", "请先登录；登录可能已过期。", "Please sign in; the session may have expired.");
        if (caller.Scopes is { } scopes && !scopes.Contains(access.Scope))
            return new(RefusalKind.Forbidden, "session.scope", $"该令牌没有“{access.Scope}”权限。", $"This token lacks the scope {access.Scope}.");
        if (access.Roles.Count > 0 && !access.Roles.Any(caller.Is))
            return new(RefusalKind.Forbidden, "session.role",
                $"此操作须由以下角色办理：{string.Join("、", access.Roles)}。", $"Only these roles may do this: {string.Join(", ", access.Roles)}.");
        return null;
    }
}

/// <summary>未遂行为关注 — an endpoint whose refusals may be attempts at something unlawful.</summary>
public sealed record Watched(string Area);

/// <summary>Hears of refusals of watched endpoints: those of the gate, of the limits and of the endpoints alike.</summary>
public interface IRefusalWatch
{
    Task Seen(HttpContext context, Watched watched, RefusalKind kind, string code, string? basis);
}

public static class RefusalWatching
{
    public static async Task Tell(HttpContext context, Refusal refusal)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Watched>() is not { } watched) return;
        foreach (var watch in context.RequestServices.GetServices<IRefusalWatch>())
            await watch.Seen(context, watched, refusal.Kind, refusal.Code, refusal.Basis);
    }
}

/// <summary>Recognizes the caller, then lets the endpoint be reached only by those it declares.</summary>
public sealed class AccessGate(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, ICallers callers, CallerBox box)
    {
        var (request, ct) = (context.Request, context.RequestAborted);
        if (request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token])
            box.Caller = await callers.ByToken(token, ct);
        else if (request.Cookies[AccessRules.SessionCookie] is { Length: > 0 } session && SameSite(request))
            box.Caller = await callers.BySession(session, ct);

        if (context.GetEndpoint() is { } endpoint)
        {
            var refusal = endpoint.Metadata.GetMetadata<Access>() is { } access
                ? AccessRules.Check(access, box.Caller)
                    ?? AccessRules.CheckBound(box.Caller, endpoint, access, request.RouteValues.GetValueOrDefault("id"))
                : new(RefusalKind.Forbidden, "session.undeclared", "该接口未声明访问权限。", "This endpoint declares nobody who may call it.");
            if (refusal is not null)
            {
                await RefusalWatching.Tell(context, refusal);
                await refusal.Problem(context).ExecuteAsync(context);
                return;
            }
        }
        await next(context);
    }

    /// <summary>A cookie that another site's page sends along with a write is not its owner's will.</summary>
    static bool SameSite(HttpRequest request)
        => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
}
