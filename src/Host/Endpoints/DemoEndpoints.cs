using Microsoft.AspNetCore.Http.HttpResults;
using Yuanliu.Host.Demo;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Endpoints;

/// <summary>演示城市 — how to sign in as each role and what to look at first; answers only where the demo is on.</summary>
internal static class DemoEndpoints
{
    internal sealed record Account(
        string Login, string Password, string PersonName, string OrganizationName, IReadOnlyList<Role> Roles, Words First, string Href);
    internal sealed record View(bool Building, IReadOnlyList<Account> Accounts);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/demo", Handle).OpenToAnyone().WithName("GetDemo").WithSummary("演示城市").WithTags("演示");

    static Results<Ok<View>, ProblemHttpResult> Handle(HttpContext context, HostSettings settings, DemoCity city) => settings.Demo
        ? TypedResults.Ok(new View(city.Building, [.. DemoPeople.People.Select(p => new Account(
            p.Login, DemoPeople.Password, p.Name, p.Organization, p.Roles, p.First, p.Href))]))
        : new Refusal(RefusalKind.NotFound, "demo.off", "本节点未开启演示。", "This node has no demo.").Problem(context);
}
