using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>Objections to what stands registered, after SZ-REG-2023 art. 20: fifteen days to go to court, final when they lapse, and
/// disposals meanwhile only by who knows of it and signs.</summary>
public sealed class ObjectionAfterTests
{
    /// <summary>A register in which one certificate stands, and an interested party that has an account in it.</summary>
    sealed record Stand(ProcedureDriver Driver, string Certificate, HttpClient Interested) : IAsyncDisposable
    {
        public static async Task<Stand> Start()
        {
            var driver = await ProcedureDriver.Start(ProcedureName.ByRegistry, "2026-01-26");
            var certificate = await driver.CertificateNumber();                                // 10 February, when publicity was over
            var interested = await driver.App.SignIn(ProcedureDriver.OtherCompany, Role.Steward);
            await TestApp.Done(await interested.PostAsJsonAsync("/api/registration/accounts", new { pack = driver.Pack }));
            return new(driver, certificate, interested);
        }

        public async Task<HttpClient> Again() => await Driver.App.SignIn(ProcedureDriver.OtherCompany, Role.Steward);

        public Task<string> Object(string ground = "source") => RegistryApp.Submit(Interested, Form("Objection", ground));

        public JsonObject Form(string kind, string? ground, Guid? counterparty = null)
        {
            var form = System.Text.Json.JsonSerializer.SerializeToNode(Driver.Form(Guid.Empty))!.AsObject();
            form.Remove("resourceId");
            (form["kind"], form["ground"], form["certificate"], form["counterparty"]) = (kind, ground, Certificate,
                counterparty?.ToString());
            return form;
        }

        public Task<int> Marks() => Driver.App.Db(db => db.Set<Encumbrance>()
            .CountAsync(e => e.Kind == EncumbranceKind.Objection && e.Status == EncumbranceStatus.Standing));

        public ValueTask DisposeAsync() => Driver.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_suit_in_fifteen_days_it_lapses_with_its_mark_and_is_not_taken_again_on_the_same_ground()
    {
        await using var stand = await Stand.Start();
        var (driver, id) = (stand.Driver, await stand.Object());
        (await stand.Marks()).ShouldBe(0);
        await RegistryApp.Take(driver.Registry.Registrar, id, "accept");
        (await stand.Marks()).ShouldBe(1);
        await driver.App.AdvanceTo("2026-02-25");
        await driver.SignIn();
        (await driver.Registry.StageOf(id)).ShouldBe("Marked", "the fifteenth day");
        await driver.App.AdvanceTo("2026-02-26");
        await driver.SignIn();
        (await driver.Registry.StageOf(id)).ShouldBe("Lapsed");
        (await stand.Marks()).ShouldBe(0);

        var interested = await stand.Again();
        ((string?)(await interested.PostAsJsonAsync("/api/registration/filings", stand.Form("Objection", "source"))
            .ShouldBeRefused(409, "registration.objection-lapsed"))["basis"]).ShouldBe("TEST art. 20");
        await RegistryApp.Submit(interested, stand.Form("Objection", "holder"));
    }

    [Fact]
    public async Task A_suit_is_reported_with_the_courts_notice_and_nothing_else()
    {
        await using var stand = await Stand.Start();
        var (driver, id) = (stand.Driver, await stand.Object());
        await RegistryApp.Take(driver.Registry.Registrar, id, "accept");
        await RegistryApp.Try(stand.Interested, id, "report-suit", "已起诉").ShouldBeRefused(400, "registration.paper-required");
        var paper = await ProcedureDriver.Upload(stand.Interested, "受理通知书.pdf");
        await TestApp.Done(await stand.Interested.PostAsJsonAsync($"/api/registration/filings/{id}/report-suit",
            new { papers = new[] { paper } }));
        var act = (await driver.Registry.Filing(id))["acts"]!.AsArray().Last()!;
        ((string?)act["step"], (string?)act["papers"]![0]!["name"]).ShouldBe(("ReportSuit", "受理通知书.pdf"));
        (await driver.Registry.Facts("registration.step/1")).Last()["papersSha256"]!.AsArray().Count.ShouldBe(1);
        (await stand.Marks()).ShouldBe(1, "until the court has spoken");
        await RegistryApp.Take(driver.Registry.Registrar, id, "dismiss", "判决驳回");
        (await stand.Marks()).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_disposes_of_what_is_objected_to_is_told_and_signs_to_bear_the_risk()
    {
        await using var stand = await Stand.Start();
        var (driver, steward) = (stand.Driver, stand.Driver.Registry.Steward);
        var objection = await stand.Object();
        await RegistryApp.Take(driver.Registry.Registrar, objection, "accept");
        var buyer = await RegistryApp.OrganizationOf(await driver.App.SignIn("丙公司", Role.Steward));
        var transfer = await RegistryApp.Submit(steward, stand.Form("Transfer", null, buyer));

        await RegistryApp.Try(driver.Registry.Registrar, transfer, "accept").ShouldBeRefused(409, "registration.commitment-missing");
        var path = $"/api/registration/filings/{transfer}";
        var notice = await TestApp.Body(await steward.GetAsync($"{path}/objection-notice"));
        ((string?)notice["objectionFiling"], (string?)notice["since"], (bool)notice["signed"]!).ShouldBe((objection, "2026-02-10", false));
        await steward.PostAsJsonAsync($"{path}/commit", new { text = "知道了" }).ShouldBeRefused(400, "registration.commitment-differs");
        await TestApp.Done(await steward.PostAsJsonAsync($"{path}/commit", new { text = (string?)notice["text"] }));
        (await driver.Registry.Facts("registration.commitment-signed/1")).Count.ShouldBe(1);
        await RegistryApp.Take(driver.Registry.Registrar, transfer, "accept");
    }

    [Fact]
    public async Task A_holders_ledger_shows_accounts_rights_what_burdens_them_and_certificates()
    {
        await using var stand = await Stand.Start();
        var (driver, steward) = (stand.Driver, stand.Driver.Registry.Steward);
        await RegistryApp.Take(driver.Registry.Registrar, await stand.Object(), "accept");
        var ledger = await TestApp.Body(await steward.GetAsync("/api/registration/ledger"));
        ((string?)ledger["name"], ledger["accounts"]!.AsArray().Count, (string?)ledger["certificates"]![0]!["number"])
            .ShouldBe((RegistryApp.Company, 1, stand.Certificate));
        var right = ledger["rights"]!.AsArray().Single()!;
        ((string?)right["kind"], (string?)right["encumbrances"]![0]!["kind"]).ShouldBe(("Holding", "Objection"));
        await stand.Interested.GetAsync($"/api/registration/ledger?organization={driver.Registry.Holder}")
            .ShouldBeRefused(404, "registration.no-such-party");
        (await TestApp.Body(await driver.Registry.Registrar.GetAsync(
            $"/api/registration/ledger?organization={driver.Registry.Holder}")))["rights"]!
            .AsArray().Count.ShouldBe(1);
    }
}
