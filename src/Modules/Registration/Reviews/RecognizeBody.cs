using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reviews;

/// <summary>认定服务机构 — the registry recognizes service bodies, and withdraws the recognition; anyone may see the list.</summary>
internal static class RecognizeBody
{
    internal sealed record Request(string Pack, Guid OrganizationId, IReadOnlyList<StatementKind> Kinds, DateOnly? ValidUntil);
    internal sealed record View(
        Guid Id, Guid OrganizationId, string Name, string Jurisdiction, IReadOnlyList<StatementKind> Kinds, DateOnly RecognizedOn,
        DateOnly? ValidUntil, DateOnly? WithdrawnOn);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Pack).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Kinds).NotEmpty().Must(k => k.Distinct().Count() == k.Count && k.All(Enum.IsDefined));
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/service-bodies", Recognize).OpenTo("registration:write", Role.Registrar).WithName(nameof(RecognizeBody))
            .WithSummary("认定第三方服务机构");
        routes.MapPost("/service-bodies/{id:guid}/withdraw", Withdraw).OpenTo("registration:write", Role.Registrar)
            .WithName("WithdrawRecognition").WithSummary("撤销认定");
    }

    public static void MapPublic(IEndpointRouteBuilder routes) => routes
        .MapGet("/service-bodies", List).OpenToAnyone().WithName("ListServiceBodies").WithSummary("第三方服务机构名录");

    static async Task<Results<Created<View>, ProblemHttpResult>> Recognize(
        Request request, HttpContext context, AppDb db, RegistrationPacks packs, IParties parties, Mint mint, IClock clock,
        HostSettings node, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        if (packs.ForWhatStands(request.Pack, today) is not { } pack) return packs.NotInForce(request.Pack, today).Problem(context);
        if (await parties.Find(new(request.OrganizationId), ct) is not { } party) return Refusals.NoSuchParty.Problem(context);
        if (request.ValidUntil < today) return Refusals.NotRecognized(pack.Rules.Source).Problem(context);
        var body = new ServiceBody
        {
            Id = mint.Id(), OrganizationId = party.Id, Jurisdiction = pack.Rules.Jurisdiction, Kinds = [.. request.Kinds.Order()],
            RecognizedOn = today, ValidUntil = request.ValidUntil,
        };
        body.Recognize(node);
        db.Add(body);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/public/service-bodies/{body.Id}", Of(body, party.Name));
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Withdraw(
        Guid id, ReasonRequest? request, HttpContext context, AppDb db, PartyNames parties, IClock clock, HostSettings node,
        CancellationToken ct)
    {
        if (await db.Set<ServiceBody>().SingleOrDefaultAsync(b => b.Id == id, ct) is not { } body)
            return Refusals.NotRecognized(null).Problem(context);
        if (body.Withdraw(request?.Reason, LegalDay.Of(clock.Now), node) is { } refusal) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(Of(body, await parties.Organization(body.OrganizationId, ct)));
    }

    static async Task<Ok<Page<View>>> List(string? pack, AppDb db, RegistrationPacks packs, PartyNames parties, CancellationToken ct)
    {
        var rows = db.Set<ServiceBody>().AsNoTracking();
        if (pack is not null)
        {
            var register = packs.For(pack)?.Rules.Jurisdiction ?? pack;
            rows = rows.Where(b => b.Jurisdiction == register);
        }
        var found = await rows.OrderByDescending(b => b.Id).Take(Paging.TakeMax).ToListAsync(ct);
        var names = await parties.Organizations(found.Select(b => b.OrganizationId), ct);
        return TypedResults.Ok(new Page<View>(found.ConvertAll(b => Of(b, names.GetValueOrDefault(b.OrganizationId.Value, ""))), null));
    }

    static View Of(ServiceBody body, string name) => new(
        body.Id, body.OrganizationId.Value, name, body.Jurisdiction, body.Kinds, body.RecognizedOn, body.ValidUntil, body.WithdrawnOn);
}
