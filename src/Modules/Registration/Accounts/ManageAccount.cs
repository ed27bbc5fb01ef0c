using Yuanliu.Compute.Json;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Accounts;

/// <summary>账户管理 — contact data by oneself; a change of the subject and a cancellation as cases that the registry reviews and
/// enters.</summary>
internal static class ManageAccount
{
    internal sealed record View(
        Guid Id, Guid AccountId, string AccountNumber, string Jurisdiction, AccountCaseKind Kind, string Reason,
            IReadOnlyList<ActPaper> Papers,
        DateTime RequestedAt, AccountStage Stage, RunningClock? Clock, IReadOnlyList<OpenStep> OpenSteps, string? Answer);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/accounts/{id:guid}/contact", Contact).OpenTo("registration:write", Role.Steward).WithName("UpdateAccountContact")
            .WithSummary("更新联系信息");
        Begin(routes, "change", AccountCaseKind.Change, "申请账户变更");
        Begin(routes, "cancel", AccountCaseKind.Cancellation, "申请账户注销");
        routes.MapGet("/account-cases", List).OpenToSignedIn("registration:read").WithName("ListAccountCases").WithSummary("账户事项");
        Act(routes, AccountStep.PassReview, "账户事项审核通过", Role.Registrar);
        Act(routes, AccountStep.FailReview, "账户事项审核不通过", Role.Registrar);
        Act(routes, AccountStep.Enter, "账户事项记载", Role.Registrar);
        Act(routes, AccountStep.Withdraw, "撤回账户事项", Role.Steward);
    }

    static void Begin(IEndpointRouteBuilder routes, string path, AccountCaseKind kind, string zh) => routes
        .MapPost($"/accounts/{{id:guid}}/{path}",
            (Guid id, ActRequest request, HttpContext context, AccountCases cases, CancellationToken ct)
                => Request(id, kind, request, context, cases, ct))
        .OpenTo("registration:write", Role.Steward).WithName($"Request{kind}OfAccount").WithSummary(zh);

    static void Act(IEndpointRouteBuilder routes, AccountStep step, string zh, Role role) => routes
        .MapPost($"/account-cases/{{id:guid}}/{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(step.ToString())}",
            (Guid id, ReasonRequest? request, HttpContext context, AccountCases cases, CancellationToken ct)
                => Take(id, step, request, context, cases, ct))
        .OpenTo("registration:write", role).WithName($"{step}AccountCase").WithSummary(zh);

    static async Task<Results<Ok<AccountContact>, ProblemHttpResult>> Contact(
        Guid id, AccountContact request, HttpContext context, AppDb db, HostSettings node, CallerBox box, CancellationToken ct)
    {
        var (wanted, own) = (new AccountId(id), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<Account>().SingleOrDefaultAsync(a => a.Id == wanted && a.OrganizationId == own, ct) is not { } account)
            return Refusals.NoSuchAccount.Problem(context);
        if (account.Status is AccountStatus.Closed) return Refusals.AccountShut(account.Number, null).Problem(context);
        account.Reach(request, Convert.ToHexStringLower(CanonicalJson.Hash(System.Text.Json.JsonSerializer.SerializeToNode(request,
            CanonicalJson.Options))), node);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(account.Contact);
    }

    static async Task<Results<Created<View>, ProblemHttpResult>> Request(
        Guid id, AccountCaseKind kind, ActRequest request, HttpContext context, AccountCases cases, CancellationToken ct)
    {
        var made = await cases.Begin(new(id), kind, request, ct);
        return made.Refusal is { } refusal ? refusal.Problem(context)
            : TypedResults.Created($"/api/registration/account-cases/{made.Value!.Id}", made.Value);
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Take(
        Guid id, AccountStep step, ReasonRequest? request, HttpContext context, AccountCases cases, CancellationToken ct)
    {
        var taken = await cases.Take(id, step, request?.Reason, ct);
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(taken.Value!);
    }

    static async Task<Ok<Page<View>>> List(AccountStage? stage, string? after, int? take, AccountCases cases, CancellationToken ct)
        => TypedResults.Ok(await cases.Visible(stage, after, Paging.Size(take), ct));
}
