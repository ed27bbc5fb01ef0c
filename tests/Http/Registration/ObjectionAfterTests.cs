using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>Objections to what stands registered, after SZ-REG-2023 art. 20: fifteen days to go to court, final when they lapse, and
/// disposals meanwhile only by who knows of it and signs.</summary>
public sealed class ObjectionAfterTests
{
    [Fact]
    public async Task Without_a_suit_in_fifteen_days_it_lapses_and_is_not_taken_again_on_the_same_ground()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.PendingSuit, "2026-02-10");
        var resource = driver.Registry.Catalog.Add(driver.Registry.Holder, "x");
        var id = await RegistryApp.Submit(driver.Registry.Steward, Form(driver, resource, "Objection", "source"));
        await driver.Take(id, driver.Row(Step.Accept));
        await driver.App.AdvanceTo("2026-02-25");
        await driver.SignIn();
        (await driver.Registry.StageOf(id)).ShouldBe("Marked", "the fifteenth day");
        await driver.App.AdvanceTo("2026-02-26");
        await driver.SignIn();
        (await driver.Registry.StageOf(id)).ShouldBe("Lapsed");

        ((string?)(await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings", Form(driver, resource, "Objection", "source"))
            .ShouldBeRefused(409, "registration.objection-lapsed"))["basis"]).ShouldBe("TEST art. 20");
        await RegistryApp.Submit(driver.Registry.Steward, Form(driver, resource, "Objection", "holder"));
    }

    [Fact]
    public async Task A_suit_is_reported_with_the_courts_notice_and_nothing_else()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.PendingSuit);
        var id = await driver.At(Stage.Marked);
        await RegistryApp.Try(driver.Registry.Steward, id, "report-suit", "已起诉").ShouldBeRefused(400, "registration.paper-required");
        await driver.Take(id, driver.Row(Step.ReportSuit));
        var act = (await driver.Registry.Filing(id))["acts"]!.AsArray().Last()!;
        ((string?)act["step"], (string?)act["papers"]![0]!["name"]).ShouldBe(("ReportSuit", "受理通知书.pdf"));
        (await driver.Registry.Facts("registration.step/1")).Last()["papersSha256"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_disposes_of_what_is_objected_to_is_told_and_signs_to_bear_the_risk()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.PendingSuit);
        var steward = driver.Registry.Steward;
        var resource = driver.Registry.Catalog.Add(driver.Registry.Holder, "x");
        var objection = await RegistryApp.Submit(steward, Form(driver, resource, "Objection", "source", "ProcessingAndUse"));
        await driver.Take(objection, driver.Row(Step.Accept));
        var transfer = await RegistryApp.Submit(steward, Form(driver, resource, "Transfer", null));

        await RegistryApp.Try(driver.Registry.Registrar, transfer, "accept").ShouldBeRefused(409, "registration.commitment-missing");
        var path = $"/api/registration/filings/{transfer}";
        var notice = await TestApp.Body(await steward.GetAsync($"{path}/objection-notice"));
        ((string?)notice["objectionFiling"], (string?)notice["since"], (bool)notice["signed"]!).ShouldBe((objection, "2026-03-02", false));
        await steward.PostAsJsonAsync($"{path}/commit", new { text = "知道了" }).ShouldBeRefused(400, "registration.commitment-differs");
        await TestApp.Done(await steward.PostAsJsonAsync($"{path}/commit", new { text = (string?)notice["text"] }));
        (await driver.Registry.Facts("registration.commitment-signed/1")).Count.ShouldBe(1);
        await RegistryApp.Take(driver.Registry.Registrar, transfer, "accept");
    }

    static JsonObject Form(ProcedureDriver driver, Guid resource, string kind, string? ground, string right = "Holding")
    {
        var form = System.Text.Json.JsonSerializer.SerializeToNode(driver.Form(resource))!.AsObject();
        form["kind"] = kind;
        form["ground"] = ground;
        form["rights"]![0]!["kind"] = right;
        return form;
    }
}
