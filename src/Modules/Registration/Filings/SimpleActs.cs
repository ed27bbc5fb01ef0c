namespace Yuanliu.Registration.Filings;

/// <summary>登记办理 — the acts that consist of a step, its reason and its papers. Who may take each, and what else must hold, the
/// procedures and <see cref="FilingGuards"/> say.</summary>
internal static class SimpleActs
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Act(routes, Step.Accept, "受理");
        Act(routes, Step.AcceptWithGaps, "容缺受理");
        Act(routes, Step.RequestCorrection, "要求补正");
        Act(routes, Step.Reject, "不予受理");
        Act(routes, Step.PassReview, "审查通过");
        Act(routes, Step.FailReview, "审查不通过");
        Act(routes, Step.PassSubstance, "实质审查通过");
        Act(routes, Step.FailSubstance, "实质审查不通过");
        Act(routes, Step.PassCommittee, "复审通过");
        Act(routes, Step.FailCommittee, "复审不通过");
        Act(routes, Step.Approve, "同意登记");
        Act(routes, Step.Disapprove, "不予登记");
        Act(routes, Step.Notify, "异议通知");
        Act(routes, Step.Answer, "答复异议");
        Act(routes, Step.Determine, "第三方判定");
        Act(routes, Step.Dismiss, "异议不成立");
        Act(routes, Step.Uphold, "异议成立");
        Act(routes, Step.Republicise, "重新公示");
        Act(routes, Step.ReportSuit, "报告起诉或仲裁");
        Act(routes, Step.Enter, "准予登记");
        Act(routes, Step.Withdraw, "撤回申请");
        Act(routes, Step.Apply, "数据资产管理部门发起申请");
        Act(routes, Step.Start, "财务部门启动流程");
        Act(routes, Step.GiveEvidence, "提供证明材料");
        Act(routes, Step.VerifyControl, "核实拥有或控制");
        Act(routes, Step.VerifyMeasurement, "核实预期价值与可靠计量");
    }

    static void Act(IEndpointRouteBuilder routes, Step step, string zh) => routes
        .MapPost($"/filings/{{id:guid}}/{FilingViews.Path(step)}",
            (Guid id, ActRequest? request, HttpContext context, FilingSteps steps, FilingViews views, CancellationToken ct)
                => Handle(id, step, request, context, steps, views, ct))
        .OpenTo("registration:write", Capacities.RolesOf(step)).WithName($"{step}Filing").WithSummary(zh);

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Handle(
        Guid id, Step step, ActRequest? request, HttpContext context, FilingSteps steps, FilingViews views, CancellationToken ct)
    {
        var taken = await steps.Take(id, step, request, ct);
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(views.Reply(taken.Value!));
    }
}
