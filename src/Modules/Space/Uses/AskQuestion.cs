using System.Diagnostics;
using System.Text.Json.Nodes;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Uses;

/// <summary>洁净室查询 — a question is checked, or checked, run, metered and answered.</summary>
internal static class AskQuestion
{
    /// <param name="Purpose">The purpose stated for this use; absent = the agreed one.</param>
    internal sealed record Request(string Sql, string? Purpose);
    internal sealed record Plan(IReadOnlyList<string> Dimensions, IReadOnlyList<string> Measures);
    internal sealed record RefusalView(string Code, string Zh, string En, string? Clause, string? Basis, Words? Instead);
    internal sealed record CheckView(bool Allowed, RefusalView? Refusal, Plan? Plan);
    /// <param name="Number">The use's number under the agreement.</param>
    /// <param name="Repeat">The same question of the same data was answered before: this is that answer, and nothing is counted
    /// again.</param>
    internal sealed record AnswerView(
        Guid UseId, int Number, IReadOnlyList<ResultColumn> Columns, JsonArray Rows, bool SuppressedGroups, int MinGroup, int UsesLeft,
            long PriceFen, bool Repeat,
        Guid? FactId, string ResultSha256, long ElapsedMs);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape(SpaceLimits limits)
        {
            RuleFor(r => r.Sql).NotEmpty().MaximumLength(limits.SqlLengthMax);
            RuleFor(r => r.Purpose).MaximumLength(500);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/agreements/{id:guid}/check", Check).OpenTo("space:use", Role.Analyst).WithName("CheckQuery").WithSummary("查询预检");
        routes.MapPost("/agreements/{id:guid}/queries", Ask).OpenTo("space:use", Role.Analyst).WithName("RunQuery").WithSummary("洁净室查询");
    }

    static async Task<Results<Ok<CheckView>, ProblemHttpResult>> Check(
        Guid id, Request request, HttpContext context, CallerBox box, CleanRoom room, CancellationToken ct)
    {
        var party = new OrganizationId(box.Known.OrganizationId);
        if (await room.Policy(id, party, isStaff: false, ct) is not { } policy) return Refusals.NoSuchAgreement.Problem(context);
        var (admitted, denial) = await room.Check(policy, party, request.Sql, request.Purpose, ct);
        denial ??= admitted!.Used >= policy.Agreement.Policy.Uses ? Refusals.UsesSpent(policy.Agreement.Policy.Uses) : null;
        return TypedResults.Ok(new CheckView(denial is null, View(denial), admitted is null ? null : new(
            [.. admitted.Query.Dimensions.Select(d => d.Sql)], [.. admitted.Query.Aggregates.Select(a => a.Sql)])));
    }

    static async Task<Results<Ok<AnswerView>, ProblemHttpResult>> Ask(
        Guid id, Request request, HttpContext context, CallerBox box, CleanRoom room, UseBook book, CancellationToken ct)
    {
        var (party, began) = (new OrganizationId(box.Known.OrganizationId), Stopwatch.GetTimestamp());
        if (await room.Policy(id, party, isStaff: false, ct) is not { } policy) return Refusals.NoSuchAgreement.Problem(context);

        var (admitted, denial) = await room.Check(policy, party, request.Sql, request.Purpose, ct);
        var (metered, refused) = admitted is null ? (null, denial) : await room.Run(admitted, request.Sql, ct);
        if (metered is null)
        {
            await book.Deny(policy.Agreement.Id, request.Sql, refused!, ct);
            return refused!.Problem(context);
        }
        var answer = await room.Read(metered.Use, ct);
        return TypedResults.Ok(new AnswerView(
            metered.Use.Id.Value, metered.Use.Number!.Value, answer.Columns, answer.Rows, answer.SuppressedGroups, policy.MinGroup,
            policy.Agreement.Policy.Uses - metered.Used, metered.IsRepeat ? 0 : metered.Use.Price!.Value.Value, metered.IsRepeat,
            await book.FactOf(metered.Use, ct), metered.Use.ResultSha256!, Rounded(Stopwatch.GetElapsedTime(began))));
    }

    /// <summary>Up to the next tenth of a second: finer times would tell of the data.</summary>
    static long Rounded(TimeSpan elapsed) => (long)Math.Ceiling(elapsed.TotalMilliseconds / 100) * 100;

    static RefusalView? View(Denial? d) => d is null ? null
        : new(d.Refusal.Code, d.Refusal.Message.Zh, d.Refusal.Message.En, d.ClauseNumber, d.Refusal.Basis, d.Refusal.Instead);
}
