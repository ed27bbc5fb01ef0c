using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>What the law asks for beside the step itself, brought when the server says that it is missing.</summary>
internal sealed class Remedies(Journey journey)
{
    static readonly string[] Statement =
        ["Compliance", "Quality", "Security", "Anonymization", "Structuring", "Evidence", "Substance", "Transfer"];

    public async Task Recognize() => await TestApp.Done(await (await journey.Cast.Registrar()).PostAsJsonAsync(
        "/api/registration/service-bodies",
        new { pack = journey.Pack, organizationId = await journey.Cast.IdOf(Cast.Body), kinds = Statement }));

    /// <summary>Third parties' statements that the form asks for, each signed by a recognized body.</summary>
    public async Task Statements(PackForm form, string applicant, Guid resource, JsonObject filled)
    {
        foreach (var material in form.Materials.Where(m => m["statement"] is not null))
        {
            var kind = (string)material["statement"]!["kind"]!;
            var order = await TestApp.Body(await (await journey.Cast.Steward(applicant)).PostAsJsonAsync(
                "/api/registration/review-orders", new
                {
                    pack = journey.Pack, kind, bodyId = await journey.Cast.IdOf(Cast.Body), resourceId = resource, filing = form.Kind,
                    certificate = (string?)filled["certificate"],
                }));
            filled["materials"]!.AsArray().Add(new JsonObject
            {
                ["key"] = (string)material["key"]!, ["statementId"] = (string)(await TestApp.Body(await Sign(order)))["id"]!,
            });
        }
    }

    async Task<HttpResponseMessage> Sign(JsonObject order) => await (await journey.Cast.As(Cast.Body, Role.Reviewer)).PostAsJsonAsync(
        $"/api/registration/review-orders/{order["id"]}/sign", new
        {
            positive = true, independent = true, summary = "逐项审查", sample = new { rows = 1000, method = "随机抽样", faults = 0 },
            items = (order["items"]?.AsArray() ?? []).Select(i => new { key = (string)i!["key"]!, result = "Passed" }),
        });

    /// <summary>What a step is given with: its reason, and what the form asks for at it.</summary>
    public static async Task<JsonObject> Act(PackForm form, string step, HttpClient client, string day)
    {
        var papers = new JsonArray();
        foreach (var material in form.At("materials", step)) papers.Add(await Upload(client, (string)material["key"]!));
        if (step == "ReportSuit" && papers.Count == 0) papers.Add(await Upload(client, "act"));
        return new() { ["reason"] = "经查属实", ["fields"] = PackForm.Values(form.At("fields", step), day), ["papers"] = papers };
    }

    /// <summary>The same form with the files that it names, uploaded by who hands it in.</summary>
    public static async Task<JsonObject> Papers(HttpClient filer, JsonObject filled)
    {
        var whole = filled.DeepClone().AsObject();
        foreach (var material in whole["materials"]!.AsArray().Where(m => (string?)m!["uploadSha256"] == PackForm.Paper))
            material!["uploadSha256"] = await Upload(filer, (string)material["key"]!);
        return whole;
    }

    static async Task<string> Upload(HttpClient client, string key)
        => await ProcedureDriver.Upload(client, $"{key}-{Guid.CreateVersion7():N}.pdf", key);

    /// <summary>Brings what is missing; what no remedy is known for is a fault.</summary>
    public async Task For(string code, string id, PackForm form, string applicant, HttpResponseMessage reply)
    {
        var cast = journey.Cast;
        switch (code)
        {
            case "registration.reviewer-missing":
                await TestApp.Done(await (await cast.Registrar()).PostAsJsonAsync($"/api/registration/filings/{id}/assign-reviewer",
                    new { bodyId = await cast.IdOf(Cast.Body) }));
                return;
            case "registration.statement-missing":
                var orders = (await TestApp.Body(await (await cast.As(Cast.Body, Role.Reviewer))
                    .GetAsync("/api/registration/review-orders?state=Open&take=100")))["items"]!.AsArray();
                await TestApp.Done(await Sign(orders.First(o => (string?)o!["filingId"] == id)!.AsObject()));
                return;
            case "registration.consent-missing" or "registration.pledgee-consent":
                var filing = await journey.Registry.Filing(id, await cast.Registrar());
                var other = await cast.NameOf(Guid.Parse((string)filing["counterparty"]!));
                await TestApp.Done(await (await cast.Steward(other)).PostAsync($"/api/registration/filings/{id}/consent", null));
                return;
            case "registration.no-quorum":
                for (var member = 1; member <= 5; member++)
                    await TestApp.Done(await (await cast.As(Cast.Experts, Role.CommitteeMember, member)).PostAsJsonAsync(
                        $"/api/registration/filings/{id}/vote", new { vote = "For", opinion = "已审阅" }));
                return;
            default:
                throw new ShouldAssertException($"{journey.Pack} {form.Kind}: {await reply.Content.ReadAsStringAsync()}");
        }
    }
}
