using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Parties.Setup;

/// <summary>节点初始化 — an empty node gets its platform organization and its first administrator from whoever knows the setup code.</summary>
internal static class SetUpNode
{
    /// <param name="OrganizationCode">Unified social credit code of the organization that runs the node.</param>
    /// <param name="Name">The administrator's.</param>
    internal sealed record Request(
        string Code, string OrganizationName, string OrganizationCode, string Login, string Name, string Password);
    internal sealed record View(bool Open);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Code).NotEmpty().MaximumLength(60);
            RuleFor(r => r.OrganizationName).NotEmpty().MaximumLength(200);
            RuleFor(r => r.OrganizationCode).NotEmpty().MaximumLength(18);
            RuleFor(r => r.Login).NotEmpty().MaximumLength(60).Matches("^[a-z0-9._-]+$");
            RuleFor(r => r.Name).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Password).NotEmpty().MinimumLength(10).MaximumLength(200);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/setup", (SetupCode code) => TypedResults.Ok(new View(code.IsOpen))).OpenToAnyone().WithName("GetSetup")
            .WithSummary("是否待初始化");
        routes.MapPost("/setup", Handle).OpenToAnyone().WithName(nameof(SetUpNode)).WithSummary("节点初始化");
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, SetupCode code, FirstParties parties, CancellationToken ct)
    {
        if (!UnifiedCreditCode.IsValid(request.OrganizationCode)) return Refusals.BadCode.Problem(context);
        Task<bool> Found() => parties.Found(
            request.OrganizationName.Trim(), request.OrganizationCode, request.Login, request.Name.Trim(), request.Password, ct);
        return await code.Use(request.Code, Found, ct) is { } refusal ? refusal.Problem(context) : TypedResults.Ok(new View(false));
    }
}
