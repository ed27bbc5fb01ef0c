using System.Diagnostics;
using System.Text.Json.Nodes;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Uses;

/// <summary>洁净室查询 — a question is checked, or checked, run, audited, metered and answered.</summary>
internal static class AskQuestion
{
    /// <param name="As">What the query calls it.</param>
    /// <param name="AgreementId">Another agreement of the same buyer; or</param>
    /// <param name="ResourceId">a resource of the buyer's own.</param>
    internal sealed record TableRequest(string As, Guid? AgreementId = null, Guid? ResourceId = null);
    /// <param name="Purpose">The purpose stated for this use; absent = the agreed one.</param>
    /// <param name="Mode">Aggregate when absent.</param>
    /// <param name="With">Tables besides <c>data</c>, to be joined on columns that their agreements allow.</param>
    internal sealed record Request(string Sql, string? Purpose = null, UseMode? Mode = null, IReadOnlyList<TableRequest>? With = null)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public Question Question => new(Sql, Mode ?? UseMode.Aggregate, Purpose, Others(With));
    }

    public static IReadOnlyList<OtherTable> Others(IReadOnlyList<TableRequest>? with)
        => [.. (with ?? []).Select(w => new OtherTable(w.As, w.AgreementId, w.ResourceId))];

    /// <param name="Derived">The derived tables it stands on.</param>
    internal sealed record PlanView(IReadOnlyList<string> Dimensions, IReadOnlyList<string> Measures, IReadOnlyList<string> Tables,
        int Stages, IReadOnlyList<string> Derived);
    /// <param name="About">The name in the question that it is about, or <c>@</c> and the place of a character.</param>
    internal sealed record RefusalView(
        string Code, string Zh, string En, string? Clause, string? Basis, Words? Instead, string? About = null);
    /// <summary>An agreement under which a question is counted: its own, one that was brought in, or one that a derived table stands
    /// on.</summary>
    internal sealed record CountedView(Guid AgreementId, string AgreementNumber, int UsesLeft, int Uses, long PriceFen);
    /// <param name="AnsweredAs">The number of the use that answered the same question of the same data: asking again is free.</param>
    /// <param name="Counted">What the next answer costs, agreement by agreement, where it was not given before; the question's own is the
    /// first. Empty where it cannot be read.</param>
    internal sealed record CheckView(bool Allowed, RefusalView? Refusal, PlanView? Plan, int? AnsweredAs,
        Privacy.PrivacyView? Privacy, IReadOnlyList<CountedView> Counted);
    /// <param name="Number">The use's number under the agreement.</param>
    /// <param name="PriceFen">Under all agreements together that it was counted under.</param>
    /// <param name="Repeat">The same question of the same data was answered before: this is that answer, and nothing is counted
    /// again.</param>
    internal sealed record AnswerView(
        Guid UseId, int Number, IReadOnlyList<ResultColumn> Columns, JsonArray Rows, bool SuppressedGroups, int MinGroup, int UsesLeft,
        long PriceFen, bool Repeat, Guid? FactId, string ResultSha256, long ElapsedMs, Privacy.PrivacyView? Privacy);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape(SpaceLimits limits)
        {
            RuleFor(r => r.Sql).NotEmpty().MaximumLength(limits.SqlLengthMax);
            RuleFor(r => r.Purpose).MaximumLength(500);
            RuleFor(r => r.Mode).Must(m => m is null or UseMode.Aggregate or UseMode.ListOverlap or UseMode.Private)
                .WithMessage("Aggregate, ListOverlap or Private; other modes have doors of their own.");
            RuleFor(r => r.With).Must(AreTables)
                .WithMessage("Each table has a name of letters, digits and _, and either an agreement or a resource.");
        }
    }

    public static bool IsName(string name) => name.Length is > 0 and <= 40 && char.IsAsciiLetter(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    public static bool AreTables(IReadOnlyList<TableRequest>? with)
        => with is null || with.All(t => IsName(t.As) && t.AgreementId is null != t.ResourceId is null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/agreements/{id:guid}/check", Check).OpenTo("space:use", Role.Analyst).WithName("CheckQuery").WithSummary("查询预检");
        routes.MapPost("/agreements/{id:guid}/queries", Ask).OpenTo("space:use", Role.Analyst).WithName("RunQuery").WithSummary("洁净室查询");
    }

    static async Task<Results<Ok<CheckView>, ProblemHttpResult>> Check(
        Guid id, Request request, HttpContext context, CallerBox box, DecisionPoint point, CleanRoom room, UseBook book,
        CancellationToken ct)
    {
        var party = new OrganizationId(box.Known.OrganizationId);
        if (await point.Policy(id, party, isStaff: false, ct) is not { } policy) return Refusals.NoSuchAgreement.Problem(context);
        var (admitted, _, denial, _) = await room.Check(policy, party, request.Question, ct);
        var earlier = admitted is null ? null : await book.Earlier(policy.Agreement.Id, admitted.PlanSha256(), ct);
        if (earlier is null) denial ??= admitted!.Judged.Select(j => j.Denial).FirstOrDefault(d => d is not null);
        return TypedResults.Ok(new CheckView(denial is null, View(denial), admitted is null ? null : View(admitted), earlier?.Number,
            admitted is null ? null : await room.Preview(admitted, ct),
            [.. (admitted?.Judged ?? []).Select(j => Counted(j.Policy.Agreement, j.Used, request.Question.Mode))]));
    }

    static CountedView Counted(AgreementCard a, int used, UseMode mode)
        => new(a.Id.Value, a.Number, a.Policy.Uses - used, a.Policy.Uses, a.PriceOf(mode).Value);

    static async Task<Results<Ok<AnswerView>, ProblemHttpResult>> Ask(
        Guid id, Request request, HttpContext context, CallerBox box, DecisionPoint point, Asking asking, CancellationToken ct)
    {
        var party = new OrganizationId(box.Known.OrganizationId);
        return await point.Policy(id, party, isStaff: false, ct) is not { } policy ? Refusals.NoSuchAgreement.Problem(context)
            : await asking.Answer(policy, party, request.Question, context, ct);
    }

    /// <summary>洁净室答复 — one question from check to answer, whoever put it: free SQL or a template.</summary>
    internal sealed class Asking(CleanRoom room, UseBook book, Slots slots)
    {
        public async Task<Results<Ok<AnswerView>, ProblemHttpResult>> Answer(
            Policies.CompiledPolicy policy, OrganizationId party, Question question, HttpContext context, CancellationToken ct)
        {
            var began = Stopwatch.GetTimestamp();
            var (admitted, decided, denial, opened) = await room.Check(policy, party, question, ct);
            var (metered, refused, cause) = admitted is null ? (null, denial, null) : await room.Run(admitted, ct);
            if (admitted is null)
            {
                await book.Deny(decided, question.Mode, question.Kept, refused!, cause, ct, opened);
                return refused!.Problem(context);
            }
            // Answers and refusals that the data decided are kept, and leave, at the same moment: a new answer was counted at its slot's
            // end.
            if (metered is not { IsRepeat: false }) await slots.WaitForEnd(admitted.SlotSeconds, ct);
            if (metered is null)
            {
                // A refused join told something of each of its tables, and counts among the refusals of each.
                foreach (var judged in admitted.Judged)
                    await book.Deny(judged, question.Mode, question.Kept, refused!, cause, ct, admitted.Room);
                return refused!.Problem(context);
            }
            var view = await View(metered, admitted, ct);
            return TypedResults.Ok(view with { ElapsedMs = Slots.Rounded(Stopwatch.GetElapsedTime(began), admitted.SlotSeconds) });
        }

        async Task<AnswerView> View(Metered metered, Admitted admitted, CancellationToken ct)
        {
            var (use, uses) = (metered.Use, admitted.Policy.Agreement.Policy.Uses);
            var answer = (await room.Read(use, ct)).As(new(admitted.Plan.Names, admitted.Plan.Shown));
            return new(use.Id.Value, use.Number!.Value, answer.Columns, answer.Rows, answer.SuppressedGroups, admitted.MinGroup,
                uses - metered.Used, metered.IsRepeat ? 0 : admitted.Judged.Sum(j => j.Policy.Agreement.PriceOf(use.Mode).Value),
                metered.IsRepeat, await book.FactOf(use, ct),
                use.ResultSha256!, 0, await room.Preview(admitted, ct));
        }
    }

    static PlanView View(Admitted admitted) => new(
        [.. admitted.Plan.Stages.SelectMany(s => s.Keys.Select(k => Plain(k.Safe)))],
        [.. admitted.Plan.Stages.SelectMany(s => s.Aggregates.Select(a => Plain(a.Sql)))],
        [.. admitted.Plan.Used.Select(t => admitted.Parts[t].Table.Name)], admitted.Plan.Stages.Count,
        [.. admitted.Derived.Select(d => d.Name)]);

    static string Plain(string sql) => sql.Replace($"t_{Gate.QueryReader.Table}.", "", StringComparison.Ordinal);

    internal static RefusalView? View(Denial? d) => d is null ? null
        : new(d.Refusal.Code, d.Refusal.Message.Zh, d.Refusal.Message.En, d.ClauseNumber, d.Refusal.Basis, d.Refusal.Instead,
            d.About);
}
