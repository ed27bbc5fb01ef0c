using Yuanliu.Parties.Sessions;

namespace Yuanliu.Parties.Tokens;

/// <summary>访问令牌 — issue one to a program, list them, revoke them.</summary>
internal static class ManageTokens
{
    const int DaysMax = 365;

    internal sealed record Request(string Name, IReadOnlyList<string> Scopes, int Days);
    internal sealed record TokenView(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTime ExpiresAt, DateTime? RevokedAt);
    /// <param name="Secret">Shown this once; only its hash is kept.</param>
    internal sealed record Issued(Guid Id, string Name, string Secret, IReadOnlyList<string> Scopes, DateTime ExpiresAt);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Scopes).NotEmpty().Must(s => s is null || s.Count <= 50);
            RuleFor(r => r.Days).InclusiveBetween(1, DaysMax);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/parties/scopes", ListScopes).OpenToSignedIn("tokens:read").WithName(nameof(ListScopes)).WithSummary("权限范围");
        routes.MapGet("/parties/tokens", List).OpenToSignedIn("tokens:read").WithName("ListTokens").WithSummary("令牌列表");
        routes.MapPost("/parties/tokens", Issue).OpenToSignedIn("tokens:write").WithName("IssueToken").WithSummary("签发令牌");
        routes.MapPost("/parties/tokens/{id:guid}/revoke", Revoke).OpenToSignedIn("tokens:write").WithName("RevokeToken")
            .WithSummary("吊销令牌");
    }

    static Ok<List<string>> ListScopes(EndpointDataSource endpoints) => TypedResults.Ok(ScopesOf(endpoints));

    static List<string> ScopesOf(EndpointDataSource endpoints) => [.. endpoints.Endpoints
        .Select(e => e.Metadata.GetMetadata<Access>()).OfType<Access>().Where(a => a.Roles is not null).Select(a => a.Scope).Distinct()
            .Order(StringComparer.Ordinal)];

    static async Task<Ok<List<TokenView>>> List(AppDb db, CallerBox box, CancellationToken ct)
    {
        var organization = new OrganizationId(box.Known.OrganizationId);
        var tokens = await db.Set<Token>().AsNoTracking().Where(t => t.OrganizationId == organization && t.Agreement == null)
            .OrderByDescending(t => t.Id)
            .Take(Paging.TakeMax).ToListAsync(ct);
        return TypedResults.Ok(tokens.ConvertAll(t => new TokenView(t.Id.Value, t.Name, t.Scopes.Split(','), t.ExpiresAt, t.RevokedAt)));
    }

    static async Task<Results<Created<Issued>, ProblemHttpResult>> Issue(
        Request request, HttpContext context, AppDb db, CallerBox box, EndpointDataSource endpoints, Mint mint, HostClock clock,
        CancellationToken ct)
    {
        if (request.Scopes.Except(ScopesOf(endpoints)).FirstOrDefault() is { } unknown)
            return Refusals.UnknownScope(unknown).Problem(context);
        if (box.Known.Scopes is { } own && !request.Scopes.All(own.Contains)) return Refusals.UnknownScope("*").Problem(context);
        var secret = "yl_" + mint.Secret();
        var token = new Token
        {
            Id = mint.Id<TokenId>(), SecretHash = Session.Hash(secret), Name = request.Name, PersonId = new(box.Known.PersonId),
            OrganizationId = new(box.Known.OrganizationId), Scopes = string.Join(',', request.Scopes),
            ExpiresAt = clock.Now.AddDays(request.Days),
        };
        db.Add(token);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created(
            $"/api/parties/tokens/{token.Id.Value}", new Issued(token.Id.Value, token.Name, secret, request.Scopes, token.ExpiresAt));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Revoke(
        Guid id, HttpContext context, AppDb db, CallerBox box, HostClock clock, CancellationToken ct)
    {
        var (token, organization) = (new TokenId(id), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<Token>().SingleOrDefaultAsync(t => t.Id == token && t.OrganizationId == organization, ct) is not { } found)
            return Refusals.NoSuchToken.Problem(context);
        found.RevokedAt ??= clock.Now;
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
