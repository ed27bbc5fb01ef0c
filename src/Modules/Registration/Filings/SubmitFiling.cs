using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Trades;

namespace Yuanliu.Registration.Filings;

/// <summary>提交登记申请 — an applicant files; the acceptance term starts to run.</summary>
internal static class SubmitFiling
{
    internal sealed record Request(string Pack, FilingKind Kind) : FilingForm
    {
        /// <summary>What a first registration is about. Other kinds name a certificate or a unit instead.</summary>
        public Guid? ResourceId { get; init; }
    }

    internal sealed record Response(Guid Id, string Number, Stage Stage, RunningClock? Clock, IReadOnlyList<OpenStep> OpenSteps);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Pack).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Kind).IsInEnum();
            Include(new FilingForm.Shape());
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings", Handle).OpenTo("registration:write", Capacities.RolesOf(Step.Submit))
        .WithName(nameof(SubmitFiling)).WithSummary("提交登记申请");

    static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, FilingDesk desk, FilingSteps steps, TradesByHand trades, FilingViews views,
        CallerBox box, CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        await using var writing = await Writing.Begin(db, ct);
        var made = await desk.Submit(request.Pack, request.Kind, request.ResourceId, request, own, ct,
            (filing, pack) => trades.Claim(filing, pack, ct));
        if (made.Refusal is { } refusal) return refusal.Problem(context);
        await steps.Keep(made.Value!.Filing, made.Value.Pack, ct);
        await writing.Commit(ct);

        var (filing, reply) = (made.Value.Filing, views.Reply(made.Value));
        return TypedResults.Created($"/api/registration/filings/{filing.Id.Value}",
            new Response(filing.Id.Value, filing.Number, reply.Stage, reply.Clock, reply.OpenSteps));
    }
}
