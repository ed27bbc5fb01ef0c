using Yuanliu.Space.Decisions;

namespace Yuanliu.Space.Duties;

/// <summary>履行义务 — what is owed under an agreement, by its day, and the buyer's statement that it was done.</summary>
internal static class FulfilDuty
{
    /// <param name="Reason">How it was done, in the buyer's words; it stays as the duty's statement.</param>
    internal sealed record Request(string Reason);
    /// <param name="About">The name to be given as the source, the number of the bill, or of the use that made the file.</param>
    /// <param name="Until">The last day of what is reported on.</param>
    internal sealed record DutyView(
        Guid Id, DutyKind Kind, DutyStage Stage, string? About, DateOnly? Until, DateOnly DueOn, string? Statement, DateTime? DoneAt,
        IReadOnlyList<OpenStep> OpenSteps);

    const int ListMax = 500;

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(1000);
    }

    static readonly Role[] Readers = [Role.Analyst, Role.Steward, Role.Operator, Role.Finance, Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/agreements/{id:guid}/duties", List).OpenTo("space:read", Readers).WithName("ListDuties").WithSummary("合约义务");
        routes.MapPost("/agreements/{id:guid}/duties/{dutyId:guid}/fulfil", Handle).OpenTo("space:use", Role.Analyst)
            .WithName(nameof(FulfilDuty)).WithSummary("履行义务");
    }

    static async Task<Results<Ok<List<DutyView>>, ProblemHttpResult>> List(
        Guid id, DutyStage? stage, HttpContext context, AppDb db, CallerBox box, DecisionPoint point, CancellationToken ct)
    {
        var isStaff = box.Known.Is(Role.ExchangeStaff) || box.Known.Is(Role.Regulator);
        if (await point.Policy(id, new(box.Known.OrganizationId), isStaff, ct) is not { } policy)
            return Refusals.NoSuchAgreement.Problem(context);
        var agreement = policy.Agreement.Id;
        var rows = db.Set<DutyTask>().AsNoTracking().Where(d => d.Agreement == agreement);
        if (stage is { } wanted) rows = rows.Where(d => d.Stage == wanted);
        var found = await rows.OrderBy(d => d.DueOn).ThenBy(d => d.Id).Take(ListMax).ToListAsync(ct);
        return TypedResults.Ok(found.ConvertAll(d => View(d, box.Known)));
    }

    static async Task<Results<Ok<DutyView>, ProblemHttpResult>> Handle(
        Guid id, Guid dutyId, Request request, HttpContext context, AppDb db, CallerBox box, IClock clock, HostSettings node,
        CancellationToken ct)
    {
        var (agreement, own) = (new AgreementId(id), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<DutyTask>().SingleOrDefaultAsync(d => d.Id == dutyId && d.Agreement == agreement && d.Buyer == own, ct)
            is not { } task) return Refusals.NoSuchDuty.Problem(context);
        if (task.Fulfil(request.Reason, new(box.Known.PersonId), clock.Now, node).Refusal is { } refusal)
            return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(View(task, box.Known));
    }

    static DutyView View(DutyTask d, Caller caller)
        => new(d.Id, d.Kind, d.Stage, d.About, d.Until, d.DueOn, d.Statement, d.DoneAt, OpenSteps(d, caller));

    /// <summary>What is to be paid is done by paying, and not here.</summary>
    internal static IReadOnlyList<OpenStep> OpenSteps(DutyTask d, Caller caller)
        => d.Kind is DutyKind.Pay || d.Stage is DutyStage.Done or DutyStage.Discharged
            || d.Buyer.Value != caller.OrganizationId || !caller.Is(Role.Analyst) ? []
            : [new(nameof(DutyStep.Fulfil), nameof(Actor.Buyer), $"/api/space/agreements/{d.Agreement.Value}/duties/{d.Id}/fulfil", null,
                NeedsReason: true, Main: true)];
}

/// <summary>义务待办 — what the buyer has yet to do under its agreements, by its day: bills are for those who pay, the rest for those who
/// use.</summary>
internal sealed class DutyWork(AppDb db) : IWorkList
{
    const int ItemsMax = 20;

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        var (pays, uses) = (caller.Is(Role.Finance), caller.Is(Role.Analyst));
        if (!pays && !uses) return [];
        var own = new OrganizationId(caller.OrganizationId);
        var owed = await db.Set<DutyTask>().AsNoTracking()
            .Where(d => d.Buyer == own && (d.Stage == DutyStage.Owed || d.Stage == DutyStage.Overdue)
                && (d.Kind == DutyKind.Pay ? pays : uses))
            .OrderBy(d => d.DueOn).ThenBy(d => d.Id).Take(ItemsMax).ToListAsync(ct);
        return owed.ConvertAll(d => new WorkItem(
            "space", "duty", d.Id, $"{d.AgreementNumber} · {Title(d)} · {d.DueOn:yyyy-MM-dd}", d.Stage.ToString(), null,
            FulfilDuty.OpenSteps(d, caller), d.Kind switch
            {
                DutyKind.Pay => $"/console/bills/{d.Id}",
                DutyKind.Delete => $"/console/space/{d.Agreement.Value}/files",
                DutyKind.Report or DutyKind.Attribute => $"/console/agreements/{d.Agreement.Value}",
            }));
    }

    static string Title(DutyTask task) => task.Kind switch
    {
        DutyKind.Report => $"报告 {task.Until:yyyy-MM-dd} 前的使用情况",
        DutyKind.Attribute => task.About is { } source ? $"确认已标注来源“{source}”" : "确认已标注来源",
        DutyKind.Pay => $"支付账单 {task.About}",
        DutyKind.Delete => $"确认删除第 {task.About} 次使用的交付文件",
    };
}
