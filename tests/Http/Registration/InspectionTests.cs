using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>The authority tells the public what it found: each year on the platform (GD-REG-2023 art. 30), and of spot checks as well (art.
/// 31; in Shenzhen by 一公开, SZ-REG-2023 art. 22(2)).</summary>
public sealed class InspectionTests
{
    static readonly string[] Filled = ["scope", "findings"];

    static Task<RegistryApp> Start(string today, Action<IServiceCollection>? configure = null)
        => RegistryApp.Start(today, configure, account: false);

    static Task<HttpClient> Authority(RegistryApp app) => app.App.SignIn(TestApp.PlatformName, Role.Regulator);

    static Task<HttpResponseMessage> Publish(
        HttpClient by, string from = "2025-01-01", string until = "2025-12-31", string key = "annual", string pack = "cn-guangdong",
        string[]? fields = null) => by.PostAsJsonAsync("/api/registration/inspections",
            new { pack, key, from, until, fields = Said(fields ?? Filled) });

    static Dictionary<string, string> Said(string[] keys) => keys.ToDictionary(k => k, k => $"{k}：抽取二十件，未发现问题。");

    static async Task<List<JsonObject>> Told(RegistryApp app, string register = "cn-guangdong")
        => [.. (await TestApp.Body(await app.App.Anyone.GetAsync($"/api/public/inspections?register={register}")))["items"]!.AsArray()
            .Select(i => i!.AsObject())];

    [Fact]
    public async Task The_bureau_tells_the_public_each_year_what_its_inspection_found_and_when_the_report_came_in()
    {
        await using var app = await Start("2025-12-31");
        await TestApp.Done(await app.Steward.PostAsJsonAsync("/api/registration/accounts", new { pack = "cn-guangdong" }));
        await app.App.AdvanceTo("2026-01-30");
        await app.App.Settle();
        await app.SignInAgain();
        var bureau = await Authority(app);
        var offer = (await bureau.GetFromJsonAsync<JsonArray>("/api/registration/inspections"))!.Select(o => o!.AsObject())
            .Single(o => (string?)o["pack"] == "cn-guangdong" && (bool)o["yearly"]!);
        ((string?)offer["by"], (int)offer["years"]![0]!, (string?)offer["basis"]).ShouldBe(
            ("省政务服务数据管理局", 2025, "GD-REG-2023 art. 30（每年……向社会公开检查情况）"));

        var done = await TestApp.Body(await Publish(bureau));
        var told = (await Told(app)).ShouldHaveSingleItem();
        ((string?)told["id"], (int)told["number"]!, (string?)told["publishedOn"], (string?)told["status"]).ShouldBe(
            ((string?)done["id"], 2025, "2026-01-30", "Draft"));
        ((string?)told["said"]![1]!["zh"], (string?)told["said"]![1]!["text"]).ShouldBe(("检查发现的情况", "findings：抽取二十件，未发现问题。"));
        ((string?)told["report"]!["dueOn"], (string?)told["report"]!["handedInOn"]).ShouldBe(("2026-01-29", null), "it was not handed in");
        (await Told(app, "cn-shenzhen")).ShouldBeEmpty();
        var fact = (await app.Facts("registration.inspection-published/1")).ShouldHaveSingleItem();
        ((int)fact["number"]!, (int)fact["edition"]!, (string?)fact["until"]).ShouldBe((2025, 1, "2025-12-31"));
        fact.ToJsonString().ShouldNotContain("抽取");
        (await bureau.GetFromJsonAsync<JsonArray>("/api/registration/inspections"))!.Single(o => (string?)o!["key"] == "annual")!["years"]!
            .AsArray().Select(y => (int)y!).ShouldBe([2024, 2023]);
        await app.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Only_the_authority_publishes_a_whole_year_that_ended_once_on_the_form_of_the_pack()
    {
        await using var app = await Start("2026-12-31");
        var bureau = await Authority(app);
        foreach (var other in new[] { app.Registrar, app.Steward })
            await Publish(other).ShouldBeRefused(403, "session.role");
        await Publish(app.App.Anyone).ShouldBeRefused(401, "session.required");
        await Publish(bureau, pack: "cn-anhui").ShouldBeRefused(404, "registration.no-such-inspection");
        await Publish(bureau, key: "surprise").ShouldBeRefused(404, "registration.no-such-inspection");
        await Publish(bureau, "2026-01-01", "2026-12-31").ShouldBeRefused(400, "registration.inspection-period");
        await Publish(bureau, "2025-01-01", "2025-06-30").ShouldBeRefused(400, "registration.inspection-period");
        await Publish(bureau, fields: ["scope"]).ShouldBeRefused(400, "registration.field-missing");
        await Publish(bureau, fields: [.. Filled, "surprise"]).ShouldBeRefused(400, "registration.field-unknown");
        (await app.Facts("registration.inspection-published/1")).ShouldBeEmpty();

        await TestApp.Done(await Publish(bureau));
        await Publish(bureau).ShouldBeRefused(409, "registration.inspection-published");
        await app.App.AdvanceTo("2027-01-01");
        await TestApp.Done(await Publish(await Authority(app), "2026-01-01", "2026-12-31"));
    }

    [Fact]
    public async Task Spot_inspections_are_counted_and_end_today_at_the_latest()
    {
        await using var app = await Start("2026-05-20");
        var bureau = await Authority(app);
        await Publish(bureau, "2026-05-20", "2026-05-21", "spot").ShouldBeRefused(400, "registration.inspection-period");
        await TestApp.Done(await Publish(bureau, "2026-05-18", "2026-05-20", "spot"));
        await TestApp.Done(await Publish(bureau, "2026-05-18", "2026-05-20", "spot"));
        (await Told(app)).Select(i => (int)i["number"]!).ShouldBe([2, 1]);
        await TestApp.Done(await Publish(bureau, "2026-05-18", "2026-05-20", "spot", "cn-shenzhen"));
        ((string?)(await Told(app, "cn-shenzhen")).ShouldHaveSingleItem()["by"]).ShouldBe("市发展改革委会同各监管部门");
    }

    [Fact]
    public async Task What_was_wrong_is_corrected_with_its_reason_and_the_earlier_edition_stays_to_be_read()
    {
        await using var app = await Start("2026-03-02");
        var bureau = await Authority(app);
        var first = (string)(await TestApp.Body(await Publish(bureau)))["id"]!;
        await Correct(bureau, first, "").ShouldBeRefused(400, "shape");
        await Correct(app.Registrar, first).ShouldBeRefused(403, "session.role");
        await Correct(bureau, Guid.Empty.ToString()).ShouldBeRefused(404, "registration.no-inspection");
        var second = (string)(await TestApp.Body(await Correct(bureau, first)))["id"]!;
        await Correct(bureau, first).ShouldBeRefused(409, "registration.inspection-corrected");
        var told = await Told(app);
        told.Select(i => ((string?)i["id"], (int)i["edition"]!, (string?)i["correctedOn"], (string?)i["reason"])).ShouldBe(
            [(second, 2, null, "件数有误。"), (first, 1, "2026-03-02", null)]);
        (await app.Facts("registration.inspection-published/1")).Select(f => (int)f["edition"]!).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Of_two_who_correct_or_publish_it_at_once_one_does()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var app = await Start("2026-03-02", s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause)));
        var bureau = await Authority(app);
        var first = (string)(await TestApp.Body(await Publish(bureau)))["id"]!;
        pause.Then = async () => await TestApp.Done(await Correct(bureau, first));
        await Correct(bureau, first).ShouldBeRefused(409, "changed-meanwhile");
        (await Told(app)).Count.ShouldBe(2);
    }

    static Task<HttpResponseMessage> Correct(HttpClient by, string id, string reason = "件数有误。")
        => by.PostAsJsonAsync($"/api/registration/inspections/{id}/correct", new { reason, fields = Said(Filled) });
}
