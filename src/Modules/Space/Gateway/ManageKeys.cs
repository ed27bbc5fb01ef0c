namespace Yuanliu.Space.Gateway;

/// <summary>合约密钥 — a buyer's developer makes a key for a program, lists keys, revokes them. A key opens one agreement.</summary>
internal static class ManageKeys
{
    const int DaysMax = 365, KeysMax = 50;
    static readonly string[] Scopes = ["space:use"];

    internal sealed record Request(string Name, int Days);
    /// <param name="Secret">Shown this once.</param>
    internal sealed record Made(Guid Id, string Name, string Secret, DateTime ExpiresAt);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Days).InclusiveBetween(1, DaysMax);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/agreements/{id:guid}/keys", List).OpenTo("space:keys", Role.Analyst).WithName("ListKeys").WithSummary("合约密钥列表");
        routes.MapPost("/agreements/{id:guid}/keys", Make).OpenTo("space:keys", Role.Analyst).WithName("MakeKey").WithSummary("签发合约密钥");
        routes.MapPost("/agreements/{id:guid}/keys/{keyId:guid}/revoke", Revoke).OpenTo("space:keys", Role.Analyst).WithName("RevokeKey")
            .WithSummary("吊销合约密钥");
    }

    /// <param name="q">Part of the name.</param>
    static async Task<Results<Ok<Page<KeyCard>>, ProblemHttpResult>> List(
        Guid id, string? q, KeyStage? stage, string? after, int? take, HttpContext context, CallerBox box, IAgreements agreements,
        IAccessKeys keys, CancellationToken ct)
        => await Bought(id, box, agreements, ct) is null ? Refusals.NoSuchAgreement.Problem(context)
            : TypedResults.Ok(await keys.List(id, new(box.Known.OrganizationId), new(q, stage, after, Paging.Size(take)), ct));

    static async Task<Results<Created<Made>, ProblemHttpResult>> Make(
        Guid id, Request request, HttpContext context, CallerBox box, AppDb db, IAgreements agreements, IAccessKeys keys,
        Decisions.DecisionPoint point, HostSettings node, CancellationToken ct)
    {
        if (await Bought(id, box, agreements, ct) is not { } agreement) return Refusals.NoSuchAgreement.Problem(context);
        if (!agreement.InForce) return Refusals.NotInForce.Problem(context);
        if (await point.IsStopped(agreement.Id, ct)) return Refusals.Stopped.Problem(context);
        if (await keys.CountAlive(id, new(box.Known.OrganizationId), ct) >= KeysMax)
            return Refusals.TooManyKeys(KeysMax).Problem(context);
        var issued = keys.Issue(id, request.Name, Scopes, request.Days);
        db.Record(node.Urn("agreement", id), new KeyIssued(id, issued.Key.Id));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/space/agreements/{id}/keys/{issued.Key.Id}",
            new Made(issued.Key.Id, issued.Key.Name, issued.Secret, issued.Key.ExpiresAt));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Revoke(
        Guid id, Guid keyId, HttpContext context, CallerBox box, AppDb db, IAccessKeys keys, HostSettings node, CancellationToken ct)
    {
        if (!await keys.Revoke(id, new(box.Known.OrganizationId), keyId, ct)) return Refusals.NoSuchKey.Problem(context);
        db.Record(node.Urn("agreement", id), new KeyRevoked(id, keyId));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    static async Task<AgreementCard?> Bought(Guid id, CallerBox box, IAgreements agreements, CancellationToken ct)
        => await agreements.Find(new(id), ct) is { } agreement && agreement.Buyer.Value == box.Known.OrganizationId ? agreement : null;
}
