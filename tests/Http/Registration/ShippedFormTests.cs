using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>The forms of the shipped packs are enough to file by: whoever fills in what they ask, and nothing else, has filed.</summary>
public sealed class ShippedFormTests
{
    public static TheoryData<string> Packs => [.. RegistrationPacks
        .Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).All.Select(p => p.Id)];

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task What_the_form_of_a_first_registration_asks_for_is_what_it_takes_to_file_one(string pack)
    {
        await using var app = await RegistryApp.Start(account: false);
        var form = await TestApp.Body(await app.App.Anyone.GetAsync($"/api/registration/packs/{pack}/forms/Initial"));
        await Opening.Open(app.App, app.Steward, pack);
        var applicant = form["by"]!.AsArray().Any(p => (string?)p!["key"] == "Department")
            ? await app.App.SignIn(RegistryApp.Company, Role.Business) : app.Steward;
        var resource = app.Catalog.Add(app.Holder, "水质监测");
        app.Catalog.Print(resource, Enumerable.Range(0, 20));
        var circumstances = form["onlyWhen"]!.AsArray().Take(1).Select(c => (string)c!).ToList();
        var materials = new JsonArray();
        foreach (var material in Asked(form["materials"]!, circumstances))
            materials.Add(material["statement"] is { } statement
                ? new JsonObject { ["key"] = (string)material["key"]!,
                    ["statementId"] = await Statement(app, pack, resource, (string)statement["kind"]!) }
                : (bool)material["file"]! ? new JsonObject { ["key"] = (string)material["key"]!,
                    ["uploadSha256"] = await ProcedureDriver.Upload(applicant, "材料.pdf", (string)material["key"]!) }
                : new JsonObject { ["key"] = (string)material["key"]!, ["text"] = "如实说明" });
        var filed = await TestApp.Body(await applicant.PostAsJsonAsync("/api/registration/filings", new JsonObject
        {
            ["pack"] = pack, ["kind"] = "Initial", ["resourceId"] = resource.ToString(), ["materials"] = materials,
            ["circumstances"] = new JsonArray([.. circumstances.Select(c => (JsonNode)c)]),
            ["rights"] = new JsonArray(new JsonObject { ["kind"] = (string)form["rights"]![0]!["kind"]!, ["scope"] = "全部数据项" }),
            ["fields"] = new JsonObject(Asked(form["fields"]!, circumstances)
                .Select(f => KeyValuePair.Create((string)f["key"]!, (JsonNode?)Value(f)))),
            ["events"] = new JsonObject(form["events"]!.AsArray().Where(e => (bool)e!["asked"]!)
                .Select(e => KeyValuePair.Create((string)e!["key"]!, (JsonNode?)"2026-03-02"))),
        }));
        ((string?)filed["number"]).ShouldNotBeNullOrEmpty();
    }

    static IEnumerable<JsonObject> Asked(JsonNode lines, List<string> circumstances) => lines.AsArray().Select(l => l!.AsObject())
        .Where(l => (bool)l["required"]! && !l.ContainsKey("at") && !l.ContainsKey("known"))
        .Where(l => l["when"]!.AsArray() is { Count: 0 } || l["when"]!.AsArray().Any(w => circumstances.Contains((string)w!)));

    static string Value(JsonObject field) => (string)field["type"]! switch
    {
        "Choice" or "Choices" => (string)field["choices"]![0]!["key"]!,
        "Date" => "2026-03-02",
        "Number" or "Percent" => "10",
        _ => "如实填写",
    };

    /// <summary>A recognized body signs, answering what its order asks.</summary>
    static async Task<string> Statement(RegistryApp app, string pack, Guid resource, string kind)
    {
        var reviewer = await app.App.SignIn(ProcedureDriver.Body, Role.Reviewer);
        var body = await RegistryApp.OrganizationOf(reviewer);
        await TestApp.Done(await app.Registrar.PostAsJsonAsync("/api/registration/service-bodies",
            new { pack, organizationId = body, kinds = new[] { kind } }));
        var order = await TestApp.Body(await app.Steward.PostAsJsonAsync("/api/registration/review-orders",
            new { pack, kind, bodyId = body, resourceId = resource }));
        var items = (order["items"]?.AsArray() ?? []).Select(i => new { key = (string)i!["key"]!, result = "Passed" });
        var signed = await TestApp.Body(await reviewer.PostAsJsonAsync($"/api/registration/review-orders/{order["id"]}/sign", new
        {
            positive = true, independent = true, summary = "经审查合规", items, sample = new { rows = 1000, method = "随机抽样", faults = 0 },
        }));
        return (string)signed["id"]!;
    }
}
