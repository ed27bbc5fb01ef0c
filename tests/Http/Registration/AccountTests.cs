using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>Accounts: contact data by oneself, changes reviewed and entered in time, cancellation that freezes.</summary>
public sealed class AccountTests
{
    static async Task<JsonNode> Account(ProcedureDriver driver)
        => (await TestApp.Body(await driver.Registry.Steward.GetAsync("/api/registration/accounts")))["items"]![0]!;

    [Fact]
    public async Task The_subject_keeps_its_contact_data_itself_and_evidence_holds_their_hash_alone()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var id = (string)(await Account(driver))["id"]!;
        await driver.Registry.Steward.PostAsJsonAsync($"/api/registration/accounts/{id}/contact", new { email = "no address" })
            .ShouldBeRefused(400, "shape");
        await TestApp.Done(await driver.Registry.Steward.PostAsJsonAsync($"/api/registration/accounts/{id}/contact",
            new { person = "张三", phone = "010-12345678", email = "a@b.example", address = "海淀区" }));
        ((string?)(await Account(driver))["contact"]!["phone"]).ShouldBe("010-12345678");
        (await driver.Registry.Facts("registration.account-contact-updated/1")).Single().ToJsonString(Json.Plain).ShouldNotContain("张三");
        var stranger = await driver.App.SignIn(ProcedureDriver.OtherCompany, Role.Steward);
        await stranger.PostAsJsonAsync($"/api/registration/accounts/{id}/contact", new { phone = "1" })
            .ShouldBeRefused(404, "registration.no-such-account");
    }

    [Fact]
    public async Task A_change_is_reviewed_and_entered_within_five_working_days_by_somebody_else_than_who_asked()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary, "2026-02-13");
        var id = (string)(await Account(driver))["id"]!;
        await driver.Registry.Steward.PostAsJsonAsync($"/api/registration/accounts/{id}/change", new { reason = " " })
            .ShouldBeRefused(400, "registration.reason-required");
        var case_ = await TestApp.Body(await driver.Registry.Steward.PostAsJsonAsync($"/api/registration/accounts/{id}/change",
            new { reason = "单位更名，2026年2月起" }));
        await driver.Registry.Steward.PostAsJsonAsync($"/api/registration/accounts/{id}/change", new { reason = "再变" })
            .ShouldBeRefused(409, "registration.account-case-runs");
        var path = $"/api/registration/account-cases/{case_["id"]}";
        await driver.Registry.Registrar.PostAsJsonAsync($"{path}/enter", new { }).ShouldBeRefused(409, "account.step-not-open");
        var reviewed = await TestApp.Body(await driver.Registry.Registrar.PostAsJsonAsync($"{path}/pass-review", new { }));
        ((string?)reviewed["clock"]!["dueOn"]).ShouldBe("2026-02-27", "14 (worked), 24, 25, 26, 27 February");
        ((string?)(await TestApp.Body(await driver.Registry.Registrar.PostAsJsonAsync($"{path}/enter", new { })))["stage"])
            .ShouldBe("Entered");
        (await driver.Registry.Facts("registration.account-step/1")).Select(f => (string?)f["step"])
            .ShouldBe(["Request", "PassReview", "Enter"]);
    }

    [Fact]
    public async Task A_cancellation_freezes_the_account_until_it_is_decided_and_nothing_may_be_open()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var id = (string)(await Account(driver))["id"]!;
        var filing = await driver.At(Stage.Submitted);
        await driver.Registry.Steward.PostAsJsonAsync($"/api/registration/accounts/{id}/cancel", new { reason = "公司合并" })
            .ShouldBeRefused(409, "registration.business-unsettled");
        await driver.Take(filing, driver.Row(Step.Withdraw));
        var first = await TestApp.Body(await driver.Registry.Steward.PostAsJsonAsync($"/api/registration/accounts/{id}/cancel",
            new { reason = "公司合并" }));
        ((string?)(await Account(driver))["status"]).ShouldBe("Frozen");
        await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings",
            driver.Form(driver.Registry.Catalog.Add(driver.Registry.Holder, "y")))
            .ShouldBeRefused(409, "registration.account-shut");
        await TestApp.Done(await driver.Registry.Registrar.PostAsJsonAsync($"/api/registration/account-cases/{first["id"]}/fail-review",
            new { reason = "材料不全" }));
        ((string?)(await Account(driver))["status"]).ShouldBe("Open");

        var second = await TestApp.Body(await driver.Registry.Steward.PostAsJsonAsync($"/api/registration/accounts/{id}/cancel",
            new { reason = "公司合并" }));
        foreach (var step in new[] { "pass-review", "enter" })
            await TestApp.Done(await driver.Registry.Registrar.PostAsJsonAsync($"/api/registration/account-cases/{second["id"]}/{step}",
                new { }));
        ((string?)(await Account(driver))["status"]).ShouldBe("Closed");
        (await driver.Registry.Facts("registration.account-status-changed/1")).Select(f => (string?)f["to"])
            .ShouldBe(["Frozen", "Open", "Frozen", "Closed"]);
    }

    [Fact]
    public async Task A_reviewed_case_that_is_not_entered_in_time_is_a_fault_in_evidence_once_and_on_the_supervisors_list()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var id = (string)(await Account(driver))["id"]!;
        var begun = await TestApp.Body(await driver.Registry.Steward.PostAsJsonAsync($"/api/registration/accounts/{id}/change",
            new { reason = "单位更名" }));
        var path = $"/api/registration/account-cases/{begun["id"]}";
        await TestApp.Done(await driver.Registry.Registrar.PostAsJsonAsync($"{path}/pass-review", new { }));
        await driver.App.AdvanceTo("2026-03-09");                                             // the last of five working days
        (await driver.Registry.Facts("registration.account-duty-overdue/1")).ShouldBeEmpty();
        await driver.App.AdvanceTo("2026-03-11");
        (await driver.Registry.Facts("registration.account-duty-overdue/1")).Select(f => ((string?)f["case"], (string?)f["owedBy"],
            (string?)f["dueOn"], (string?)f["basis"])).ShouldBe([((string?)begun["id"], "Registrar", "2026-03-09", "TEST art. 19")]);

        await driver.SignIn();
        async Task<JsonNode> Line() => (await TestApp.Body(await driver.Registry.Registrar
            .GetAsync("/api/registration/supervision/overdue")))["accounts"]!.AsArray().Single()!;
        ((int)(await Line())["daysLate"]!, (string?)(await Line())["doneOn"]).ShouldBe((2, null));
        await TestApp.Done(await driver.Registry.Registrar.PostAsJsonAsync($"{path}/enter", new { }));
        ((int)(await Line())["daysLate"]!, (string?)(await Line())["doneOn"]).ShouldBe((2, "2026-03-11"));
    }
}
