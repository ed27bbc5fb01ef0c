using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Objections;

/// <summary>提出异议 — anybody who says who they are may object while a filing is publicised; publicity is frozen until it is
/// decided.</summary>
internal static class ObjectToFiling
{
    /// <summary>Objections per address in ten minutes: enough for anyone's rights, too few to flood a registrar.</summary>
    public const int PerAddressMax = 10;
    const string Limit = "registration.objection";

    internal sealed record Request(string Name, string Contact, string Grounds);
    internal sealed record Response(Guid Id, Stage Stage, DateOnly? AnswerDueOn);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Contact).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Grounds).NotEmpty().MaximumLength(Objection.GroundsMax);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/publicity/{id:guid}/object", Handle).OpenToAnyone().RequireRateLimiting(Limit).WithName(nameof(ObjectToFiling))
        .WithSummary("提出异议");

    public static void Limits(RateLimiterOptions options) => options.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "local",
        _ => new() { PermitLimit = PerAddressMax, Window = TimeSpan.FromMinutes(10), QueueLimit = 0 }));

    static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpContext context, FilingSteps steps, AppDb db, Mint mint, CallerBox box, CancellationToken ct)
    {
        if (await steps.Find(id, ct) is not { PublicisedOn: not null } publicised) return Refusals.NotPublicised.Problem(context);
        if (box.Caller?.OrganizationId == publicised.ApplicantId.Value) return Refusals.OwnFiling.Problem(context);

        var objectionId = mint.Id<ObjectionId>();
        var taken = await steps.Take(id, Step.Object, Actor.Objector, null, ct, (filing, _, act) =>
        {
            db.Add(new Objection
            {
                Id = objectionId, FilingId = filing.Id, Name = request.Name.Trim(), Contact = request.Contact.Trim(),
                Grounds = request.Grounds.Trim(), At = act.At,
            });
            return Task.FromResult<Refusal?>(null);
        });
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Created(
            $"/api/public/publicity/{id}", new Response(objectionId.Value, taken.Value!.Filing.Stage, taken.Value.Filing.DueOn));
    }
}
