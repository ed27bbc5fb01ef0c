using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>Two who do the same about a filing beside its steps: as many are told that it is done as have done it, and what can be done
/// once is done once. The steps themselves: <see cref="ProcedureTests"/>.</summary>
public sealed class SideActRaceTests
{
    /// <param name="Ready">Brings a filing to where the act is open; the act, and the fact it leaves.</param>
    sealed record Act(string Pack, string Fact, bool Once, Func<Journey, Task<Func<Task<HttpResponseMessage>>>> Ready);

    /// <summary>By the last parts of their addresses.</summary>
    static readonly Dictionary<string, Act> Acts = new()
    {
        ["consent"] = new("cn-beijing-social", "registration.consented/1", true, Consent),
        ["contest"] = new("cn-beijing-social", "registration.succession-contested/1", true, Contest),
        ["distinguish"] = new("cn-beijing-public", "registration.filing-distinguished/1", true, Distinguish),
        ["commit"] = new("cn-shenzhen", "registration.commitment-signed/1", true, Commit),
        ["vote"] = new("cn-guangdong", "registration.vote-cast/1", true, Vote),
        ["assign-reviewer"] = new("cn-dali", "registration.reviewer-assigned/1", false, Assign),
        ["objections/{objection:guid}/respond"] = new("cn-anhui", "registration.side-heard/1", false, Respond),
    };

    public static TheoryData<string> Names => [.. Acts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task As_many_are_told_that_it_is_done_as_have_done_it(string name)
    {
        var act = Acts[name];
        await using var journey = await Journey.Start(act.Pack);
        var race = await act.Ready(journey);
        var before = (await journey.Registry.Facts(act.Fact)).Count;
        var (first, slower) = await journey.Race(race);
        first.IsSuccessStatusCode.ShouldBeTrue(await first.Content.ReadAsStringAsync());
        ((int)slower.StatusCode).ShouldBeOneOf(200, 201, 409);
        var done = (await journey.Registry.Facts(act.Fact)).Count - before;
        done.ShouldBe(act.Once || !slower.IsSuccessStatusCode ? 1 : 2, await slower.Content.ReadAsStringAsync());
        if (!slower.IsSuccessStatusCode)
            ((string?)JsonNode.Parse(await slower.Content.ReadAsStringAsync())!["code"]).ShouldNotBeNullOrEmpty();
        await journey.App.ShouldBeWhole();
    }

    /// <summary>A transfer is stated after the end: <see cref="TransferStatementTests"/> has its race.</summary>
    [Fact]
    public async Task Every_act_on_a_filing_that_is_no_step_of_its_procedure_has_its_race()
    {
        await using var app = await RegistryApp.Start();
        const string filing = "/api/registration/filings/{id:guid}/";
        var steps = Enum.GetValues<Step>().Select(s => FilingViews.Path(s)).ToHashSet();
        app.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") is true
                && e.RoutePattern.RawText?.StartsWith(filing, StringComparison.Ordinal) is true)
            .Select(e => e.RoutePattern.RawText![filing.Length..]).Where(p => !steps.Contains(p))
            .ShouldBe(Acts.Keys.Append("state-transfer"), ignoreOrder: true);
    }

    static async Task<string> Filed(Journey journey, PackForm form, Registered? on, Action<JsonObject>? change = null,
        string? applicant = null)
    {
        var (usual, filled) = await journey.Fill(form, on?.Resource ?? await journey.Resource(), on, change, applicant);
        return (string)(await TestApp.Body(await journey.Try(form, applicant ?? usual, filled)))["id"]!;
    }

    static Func<Task<HttpResponseMessage>> Post(HttpClient by, string id, string path, object body)
        => () => by.PostAsJsonAsync($"/api/registration/filings/{id}/{path}", body);

    static async Task<Func<Task<HttpResponseMessage>>> Consent(Journey journey)
    {
        var id = await Filed(journey, await journey.Form("Transfer"), (await journey.Registrations(1))[0]);
        var filing = await journey.Registry.Filing(id, await journey.Cast.Registrar());
        var other = await journey.Cast.NameOf(Guid.Parse((string)filing["counterparty"]!));
        return Post(await journey.Cast.Steward(other), id, "consent", new { });
    }

    static async Task<Func<Task<HttpResponseMessage>>> Contest(Journey journey)
    {
        var (on, former) = ((await journey.Registrations(1))[0], await journey.Cast.IdOf(Cast.Holder));
        var id = await Filed(journey, await journey.Form("Transfer", "SubjectEnded"), on, f => f["counterparty"] = former.ToString(),
            Cast.Stranger);
        return Post(await journey.Cast.Steward(Cast.Holder), id, "contest", new { reason = "并无此事" });
    }

    static async Task<Func<Task<HttpResponseMessage>>> Distinguish(Journey journey)
    {
        var form = await journey.Form("Initial");
        async Task<string> Of(IEnumerable<int> rows)
        {
            var resource = await journey.Resource();
            journey.Registry.Catalog.Print(resource, rows);
            var (applicant, filled) = await journey.Fill(form, resource, null);
            return (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        }
        var first = await Of(Enumerable.Range(0, 10_000));
        (await journey.Finish(first, form, Cast.Holder))["stage"].ShouldBeText("Registered");
        return Post(await journey.Cast.Registrar(), await Of(Enumerable.Range(300, 10_000)), "distinguish", new { reason = "统计口径不同" });
    }

    /// <summary>Disposal of what is objected to.</summary>
    static async Task<Func<Task<HttpResponseMessage>>> Commit(Journey journey)
    {
        var on = (await journey.Registrations(1))[0];
        var objection = await Filed(journey, await journey.Form("Objection"), on);
        await RegistryApp.Take(await journey.Cast.Registrar(), objection, "accept");
        var form = await journey.Form("Transfer");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        var steward = await journey.Cast.Steward(applicant);
        var notice = await TestApp.Body(await steward.GetAsync($"/api/registration/filings/{id}/objection-notice"));
        return Post(steward, id, "commit", new { text = (string?)notice["text"] });
    }

    static async Task<Func<Task<HttpResponseMessage>>> Vote(Journey journey)
    {
        var form = await journey.Form("Initial", "PublicData");
        var id = await Filed(journey, form, null);
        await RegistryApp.Take(await journey.Cast.Registrar(), id, "pass-review");
        return Post(await journey.Cast.As(Cast.Experts, Role.CommitteeMember, 1), id, "vote", new { vote = "For", opinion = "已审阅" });
    }

    static async Task<Func<Task<HttpResponseMessage>>> Assign(Journey journey)
    {
        var id = await Filed(journey, await journey.Form("Initial", "ResourceObject"), null);
        return Post(await journey.Cast.Registrar(), id, "assign-reviewer", new { bodyId = await journey.Cast.IdOf(Cast.Body) });
    }

    static async Task<Func<Task<HttpResponseMessage>>> Respond(Journey journey)
    {
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        await journey.TakeAll(id, form, applicant);
        await TestApp.Done(await journey.Registry.Object(id, more: new()
        {
            ["papers"] = new JsonArray(new JsonObject { ["name"] = "权属证明.pdf", ["content"] = Convert.ToBase64String([1, 2, 3]) }),
        }));
        var filing = await journey.Registry.Filing(id, await journey.Cast.Registrar());
        return Post(await journey.Cast.Steward(applicant), id, $"objections/{filing["objections"]![0]!["id"]}/respond",
            new { reason = "系我方自行采集" });
    }
}
