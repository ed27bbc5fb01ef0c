using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Stops;

/// <summary>叫停与恢复 — the venue or the regulator ends the use of an agreement at once: what is running ends, nothing new begins.</summary>
internal static class StopUses
{
    internal sealed record Request(string Reason);
    /// <param name="Running">Uses that were being worked on when it was asked.</param>
    internal sealed record StopView(
        Guid AgreementId, Stage Stage, string? Reason, DateTime? At, int Running, IReadOnlyList<OpenStep> OpenSteps);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(1000);
    }

    static readonly Role[] Readers = [Role.Analyst, Role.Steward, Role.Operator, Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/agreements/{id:guid}/stop", Stop).OpenTo("space:stop", Role.ExchangeStaff,
            Role.Regulator).WithName(nameof(StopUses))
            .WithSummary("叫停合约的使用");
        routes.MapPost("/agreements/{id:guid}/lift", Lift).OpenTo("space:stop", Role.ExchangeStaff, Role.Regulator).WithName("LiftStop")
            .WithSummary("恢复合约的使用");
        routes.MapGet("/agreements/{id:guid}/stop", Show).OpenTo("space:read", Readers).WithName("ShowStop").WithSummary("叫停状态");
    }

    static Task<Results<Ok<StopView>, ProblemHttpResult>> Stop(
        Guid id, Request request, HttpContext context, CallerBox box, Board board, CancellationToken ct)
        => board.Take(Step.Stop, id, request.Reason, box.Known, context, ct);

    static Task<Results<Ok<StopView>, ProblemHttpResult>> Lift(
        Guid id, Request request, HttpContext context, CallerBox box, Board board, CancellationToken ct)
        => board.Take(Step.Lift, id, request.Reason, box.Known, context, ct);

    static async Task<Results<Ok<StopView>, ProblemHttpResult>> Show(
        Guid id, HttpContext context, CallerBox box, AppDb db, Decisions.DecisionPoint point, RunningUses running, CancellationToken ct)
    {
        var caller = box.Known;
        if (await point.Policy(id, new(caller.OrganizationId), caller.Is(Role.ExchangeStaff) || caller.Is(Role.Regulator), ct) is null)
            return Refusals.NoSuchAgreement.Problem(context);
        var agreement = new AgreementId(id);
        var stop = await db.Set<UseStop>().AsNoTracking().SingleOrDefaultAsync(s => s.Agreement == agreement, ct);
        return TypedResults.Ok(new StopView(id, stop?.Stage ?? Stage.Running, stop?.Reason, stop?.At, running.Count(agreement),
            Open(id, stop?.Stage ?? Stage.Running, caller)));
    }

    static IReadOnlyList<OpenStep> Open(Guid agreement, Stage stage, Caller caller)
        => !caller.Is(Role.ExchangeStaff) && !caller.Is(Role.Regulator) ? []
            : [.. StopProcedure.Steps.OpenTo(stage, Actor.Platform).Select(row => new OpenStep(
                row.Step.ToString(), row.By.ToString(),
                $"/api/space/agreements/{agreement}/{(row.Step is Step.Stop ? "stop" : "lift")}", StopProcedure.Basis, NeedsReason: true,
                Main: row.Step is Step.Lift))];

    /// <summary>Takes the step, and moves the meter: a use that is about to be counted meets the stop there.</summary>
    internal sealed class Board(
        AppDb db, IAgreements agreements, IAccessKeys keys, RunningUses running, IClock clock, HostSettings node)
    {
        public async Task<Results<Ok<StopView>, ProblemHttpResult>> Take(
            Step step, Guid id, string reason, Caller caller, HttpContext context, CancellationToken ct)
        {
            var agreement = new AgreementId(id);
            if (await agreements.Find(agreement, ct) is null) return Refusals.NoSuchAgreement.Problem(context);
            await using var writing = await Writing.Begin(db, ct);
            var stop = await db.Set<UseStop>().SingleOrDefaultAsync(s => s.Agreement == agreement, ct);
            if (stop is null) db.Add(stop = new() { Agreement = agreement });
            if (stop.Take(step, reason, new(caller.PersonId), clock.Now, node).Refusal is { } refusal) return refusal.Problem(context);
            await UseMeter.Move(db, agreement, ct);
            if (stop.Stage is Stage.Stopped) await keys.RevokeAll(id, ct);
            await db.SaveChangesAsync(ct);
            await writing.Commit(ct);
            var ended = running.Count(agreement);
            if (stop.Stage is Stage.Stopped) running.Stop(agreement);
            return TypedResults.Ok(new StopView(id, stop.Stage, reason, stop.At, ended, Open(id, stop.Stage, caller)));
        }
    }
}
