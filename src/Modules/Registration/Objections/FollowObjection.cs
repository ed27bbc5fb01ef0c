using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Objections;

/// <summary>异议跟踪 — the objector follows the case with the secret given at filing, and both sides are heard until it is decided.</summary>
internal static class FollowObjection
{
    internal sealed record View(
        Guid Id, string FilingNumber, string? ResourceTitle, Stage Stage, string Grounds, IReadOnlyList<ActPaper> Papers, DateTime At,
        DateTime? NotifiedAt, IReadOnlyList<HearingView> Hearings, ObjectionOutcome? Outcome, DateTime? DecidedAt, string? Answer,
        string Pack);

    internal sealed record Request(string Secret, string Text, IReadOnlyList<ObjectToFiling.Paper>? Papers);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Secret).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Text).NotEmpty().MaximumLength(Objection.GroundsMax);
            RuleFor(r => r.Papers).Must(ObjectToFiling.Shape.ArePapers);
        }
    }

    public static void MapPublic(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/objections/{id:guid}", Get).OpenToAnyone().WithName(nameof(FollowObjection)).WithSummary("查询异议处理");
        ObjectToFiling.Limited(routes.MapPost("/objections/{id:guid}/respond", ByObjector)).OpenToAnyone().WithName("RespondAsObjector")
            .WithSummary("异议人补充陈述");
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/objections/{objection:guid}/respond", ByApplicant).OpenTo("registration:write", Role.Steward)
        .WithName("RespondAsApplicant").WithSummary("被异议人陈述");

    static async Task<Results<Ok<View>, ProblemHttpResult>> Get(
        Guid id, string? secret, HttpContext context, AppDb db, ObjectionViews views, CancellationToken ct)
        => await Find(id, secret, db, ct) is { } objection ? TypedResults.Ok(await Of(objection, db, views, ct))
            : Refusals.NoSuchObjection.Problem(context);

    static async Task<Results<Ok<View>, ProblemHttpResult>> ByObjector(
        Guid id, Request request, HttpContext context, AppDb db, ObjectionDesk desk, ObjectionIntake intake, ObjectionViews views,
            IClock clock,
        CancellationToken ct)
    {
        if (await Find(id, request.Secret, db, ct) is not { } objection) return Refusals.NoSuchObjection.Problem(context);
        if (objection.Outcome is not null) return Refusals.ObjectionSettled.Problem(context);
        desk.Hear(objection, HearingSide.Objector, request.Text.Trim(), await intake.Store(request.Papers, ct), null, clock.Now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await Of(objection, db, views, ct));
    }

    static async Task<Results<Ok<IReadOnlyList<ObjectionView>>, ProblemHttpResult>> ByApplicant(
        Guid id, Guid objection, ActRequest request, HttpContext context, AppDb db, FilingSteps steps, Capacities capacities,
        ObjectionDesk desk, ObjectionViews views, IClock clock, CallerBox box, CancellationToken ct)
    {
        if (await steps.Find(id, ct) is not { } filing || !capacities.Of(filing).Contains(Actor.Applicant))
            return Refusals.NoSuchFiling.Problem(context);
        var wanted = new ObjectionId(objection);
        if (await db.Set<Objection>().SingleOrDefaultAsync(o => o.Id == wanted && o.FilingId == filing.Id, ct) is not { } found)
            return Refusals.NoSuchObjection.Problem(context);
        if (found.Outcome is not null) return Refusals.ObjectionSettled.Problem(context);
        if (string.IsNullOrWhiteSpace(request.Reason)) return Refusals.ReasonRequired.Problem(context);
        var papers = await steps.Papers(request.Papers, ct);
        if (papers.Refusal is { } missing) return missing.Problem(context);
        desk.Hear(found, HearingSide.Applicant, request.Reason.Trim(), papers.Value!, new(box.Known.PersonId), clock.Now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await views.Of(filing.Id, ct));
    }

    /// <remarks>The same answer whether there is no such objection or the secret is another's.</remarks>
    static async Task<Objection?> Find(Guid id, string? secret, AppDb db, CancellationToken ct)
    {
        var (wanted, hash) = (new ObjectionId(id), Encoding.ASCII.GetBytes(ObjectionIntake.Hash(secret ?? "")));
        return await db.Set<Objection>().SingleOrDefaultAsync(o => o.Id == wanted, ct) is { } found
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(found.SecretSha256), hash) ? found : null;
    }

    static async Task<View> Of(Objection o, AppDb db, ObjectionViews views, CancellationToken ct)
    {
        var filing = await db.Set<Filing>().AsNoTracking().SingleAsync(f => f.Id == o.FilingId, ct);
        var heard = await views.Heard(o.FilingId, ct);
        return new(o.Id.Value, filing.Number, filing.ResourceTitle, filing.Stage, o.Grounds, o.Papers, o.At, o.NotifiedAt, [.. heard[o.Id]],
            o.Outcome, o.DecidedAt, o.Answer, filing.PackId);
    }
}
