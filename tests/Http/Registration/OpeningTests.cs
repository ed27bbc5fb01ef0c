using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>DL-REG-2023 art. 9, 10: an account is applied for with papers, reviewed, and opened in time; elsewhere it is opened at
/// once.</summary>
public sealed class OpeningTests
{
    const string Pack = "cn-dali", Accounts = "/api/registration/accounts";

    static async Task<string> Steps(RegistryApp app)
        => string.Join(' ', (await app.Facts("registration.account-step/1")).Select(f => (string)f["step"]!));

    static async Task<JsonNode> File(RegistryApp app)
    {
        var resource = app.Catalog.Add(app.Holder, "洱海水质");
        return new JsonObject { ["pack"] = Pack, ["kind"] = "Initial", ["resourceId"] = resource, ["rights"] = new JsonArray(
            new JsonObject { ["kind"] = "Holding", ["scope"] = "全部数据项" }) };
    }

    [Fact]
    public async Task An_account_is_applied_for_with_its_papers_and_nothing_is_filed_before_it_is_opened()
    {
        await using var app = await RegistryApp.Start("2024-03-04", account: false);
        var form = await File(app);
        ((string?)(await app.Steward.PostAsJsonAsync("/api/registration/filings", form)
            .ShouldBeRefused(409, "registration.no-account"))["basis"]).ShouldBe("DL-REG-2023 art. 8; DL-REG-2023 art. 9");

        var account = await TestApp.Body(await Opening.Try(app.App, app.Steward, Pack));
        ((string?)account["status"], account["openedOn"], (string)account["number"]!).ShouldBe(("Applied", null, "DLZJ-SQ-2024-000001"));
        async Task NotOpened() => ((string?)(await app.Steward.PostAsJsonAsync("/api/registration/filings", form)
            .ShouldBeRefused(409, "registration.account-not-opened"))["basis"]).ShouldBe("DL-REG-2023 art. 10（材料审核通过后5个工作日内完成账户开立）");
        await NotOpened();
        await Opening.Try(app.App, app.Steward, Pack).ShouldBeRefused(409, "registration.account-case-runs");
        (await app.Facts("registration.account-opened/1")).ShouldBeEmpty();

        var path = await Opening.CaseOf(app.Registrar, account);
        await app.Registrar.PostAsJsonAsync($"{path}/enter", new { }).ShouldBeRefused(409, "account.step-not-open");
        await app.Steward.PostAsJsonAsync($"{path}/pass-review", new { }).ShouldBeRefused(403, "session.role");
        await TestApp.Done(await app.Registrar.PostAsJsonAsync($"{path}/pass-review", new { }));
        await NotOpened();
        await TestApp.Done(await app.Registrar.PostAsJsonAsync($"{path}/enter", new { }));
        var opened = (await Opening.Accounts(app.Steward)).Single();
        ((string?)opened["status"], (string?)opened["openedOn"], (string?)opened["number"]).ShouldBe(
            ("Open", "2024-03-04", "DLZJ-ZH-2024-000001"));
        ((string?)(await app.Facts("registration.account-opened/1")).Single()["number"]).ShouldBe("DLZJ-ZH-2024-000001");
        ((string?)(await app.Steward.PostAsJsonAsync("/api/registration/filings", form).ShouldBeRefused(400, "registration.field-missing"))
            ["basis"]).ShouldNotBeNull("it is looked at now");
        await Opening.Try(app.App, app.Steward, Pack).ShouldBeRefused(409, "registration.account-exists");
        await app.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Each_paper_of_an_application_for_an_account_is_a_file_of_the_applicants_own()
    {
        await using var app = await RegistryApp.Start("2024-03-04", account: false);
        var form = await Opening.Form(app.App, app.Steward, Pack);
        async Task<JsonObject> Refused(Action<JsonObject> change, string code)
        {
            var wrong = form.DeepClone().AsObject();
            change(wrong);
            return await app.Steward.PostAsJsonAsync(Accounts, wrong).ShouldBeRefused(400, code);
        }
        foreach (var i in new[] { 0, 1 })
            ((string?)(await Refused(f => f["papers"]!.AsArray().RemoveAt(i), "registration.material-missing"))["basis"])
                .ShouldBe("DL-REG-2023 art. 9");
        await Refused(f => f.Remove("papers"), "registration.material-missing");
        ((string?)(await Refused(f => f.Remove("contact"), "registration.field-missing"))["basis"]).ShouldBe("DL-REG-2023 art. 9");
        await Refused(f => f["contact"] = new JsonObject { ["person"] = "张三" }, "registration.field-missing");
        await Refused(f => f["contact"]!["email"] = "no address", "shape");
        var stray = await ProcedureDriver.Upload(app.Steward, "stray.pdf", "act");
        await Refused(f => f["papers"]!.AsArray().Add(stray), "registration.material-unknown");
        var other = await app.App.SignIn(ProcedureDriver.OtherCompany, Role.Steward);
        await other.PostAsJsonAsync(Accounts, form).ShouldBeRefused(400, "registration.material-unknown");
        (await Opening.Accounts(app.Steward)).ShouldBeEmpty();
        (await Opening.Accounts(other)).ShouldBeEmpty();
        (await app.Facts("registration.account-step/1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_that_passed_is_opened_by_the_fifth_working_day_and_overdue_on_the_sixth()
    {
        await using var app = await RegistryApp.Start("2024-02-07", account: false);
        var account = await TestApp.Body(await Opening.Try(app.App, app.Steward, Pack));
        var path = await Opening.CaseOf(app.Registrar, account);
        var passed = await TestApp.Body(await app.Registrar.PostAsJsonAsync($"{path}/pass-review", new { }));
        ((string?)passed["clock"]!["dueOn"], (string?)passed["kind"]).ShouldBe(("2024-02-20", "Opening"), "8, 9, 18 (worked), 19, 20");
        foreach (var day in new[] { "2024-02-19", "2024-02-20" })
        {
            await app.App.AdvanceTo(day);
            (await app.Facts("registration.account-duty-overdue/1")).ShouldBeEmpty(day);
        }
        await app.App.AdvanceTo("2024-02-21");
        var late = (await app.Facts("registration.account-duty-overdue/1")).Single();
        ((string?)late["dueOn"], ((string)late["basis"]!)[..19]).ShouldBe(("2024-02-20", "DL-REG-2023 art. 10"));
        await app.SignInAgain();
        await TestApp.Done(await app.Registrar.PostAsJsonAsync($"{path}/enter", new { }));
        var overdue = await TestApp.Body(await app.Registrar.GetAsync("/api/registration/supervision/overdue"));
        var line = overdue["accounts"]!.AsArray().Single()!;
        ((int)line["daysLate"]!, (string?)line["kind"], (string?)line["doneOn"]).ShouldBe((1, "Opening", "2024-02-21"));
        ((string?)(await Opening.Accounts(app.Steward)).Single()["openedOn"]).ShouldBe("2024-02-21");
    }

    [Fact]
    public async Task An_application_for_an_account_is_refused_with_its_reason_and_made_anew()
    {
        await using var app = await RegistryApp.Start("2024-03-04", account: false);
        var account = await TestApp.Body(await Opening.Try(app.App, app.Steward, Pack));
        var path = await Opening.CaseOf(app.Registrar, account);
        await app.Registrar.PostAsJsonAsync($"{path}/fail-review", new { reason = " " })
            .ShouldBeRefused(400, "registration.reason-required");
        await TestApp.Done(await app.Registrar.PostAsJsonAsync($"{path}/fail-review", new { reason = "信用证明已过期" }));
        ((string?)(await Opening.Accounts(app.Steward)).Single()["status"]).ShouldBe("NotOpened");
        var told = (await TestApp.Body(await app.Steward.GetAsync("/api/registration/account-cases")))["items"]![0]!;
        ((string?)told["answer"], (string?)told["stage"]).ShouldBe(("信用证明已过期", "Refused"));
        await app.Steward.PostAsJsonAsync("/api/registration/filings", await File(app))
            .ShouldBeRefused(409, "registration.account-not-opened");
        await app.Registrar.PostAsJsonAsync($"{path}/enter", new { }).ShouldBeRefused(409, "account.step-not-open");

        ((string?)(await Opening.Open(app.App, app.Steward, Pack))["status"]).ShouldBe("Open");
        (await Steps(app)).ShouldBe("Request FailReview Request PassReview Enter");
        (await app.Facts("registration.account-opened/1")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_withdraws_its_application_has_no_account_and_who_applied_does_not_review_it()
    {
        await using var app = await RegistryApp.Start("2024-03-04", account: false);
        var both = await app.App.SignIn(RegistryApp.Company, Role.Steward, Role.Registrar);
        var account = await TestApp.Body(await Opening.Try(app.App, both, Pack));
        var path = await Opening.CaseOf(app.Registrar, account);
        await both.PostAsJsonAsync($"{path}/pass-review", new { }).ShouldBeRefused(403, "registration.separation");
        await TestApp.Done(await both.PostAsJsonAsync($"{path}/withdraw", new { }));
        ((string?)(await Opening.Accounts(both)).Single()["status"]).ShouldBe("NotOpened");
        (await app.Facts("registration.account-opened/1")).ShouldBeEmpty();
    }

    /// <summary>The rules are edited after two applications came to nothing: one was refused, one withdrawn.</summary>
    [Fact]
    public async Task Who_was_not_let_in_and_enters_when_nobody_reviews_that_any_more_has_an_account_with_a_number_of_its_own()
    {
        var packs = RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration"));
        var now = packs;
        await using var app = await RegistryApp.Start("2024-03-04", account: false, configure: s => s.AddTransient(_ => now));
        var refused = await TestApp.Body(await Opening.Try(app.App, app.Steward, Pack));
        var other = await app.App.SignIn(ProcedureDriver.OtherCompany, Role.Steward);
        var withdrawn = await TestApp.Body(await Opening.Try(app.App, other, Pack));
        await TestApp.Done(await app.Registrar.PostAsJsonAsync($"{await Opening.CaseOf(app.Registrar, refused)}/fail-review",
            new { reason = "信用证明已过期" }));
        await TestApp.Done(await other.PostAsJsonAsync($"{await Opening.CaseOf(app.Registrar, withdrawn)}/withdraw", new { }));

        var dali = packs.For(Pack)!;
        now = new(new(new Dictionary<string, Pack<RegistrationRules>>
        {
            [Pack] = dali with
            {
                Sha256 = new('e', 64), Rules = dali.Rules with { Accounts = dali.Rules.Accounts! with { Opening = null } },
            },
        }));
        await app.App.AdvanceTo("2024-03-06");
        await app.SignInAgain();
        other = await app.App.SignIn(ProcedureDriver.OtherCompany, Role.Steward);
        foreach (var (steward, before, number) in new[]
            { (app.Steward, refused, "DLZJ-ZH-2024-000001"), (other, withdrawn, "DLZJ-ZH-2024-000002") })
        {
            var opened = await TestApp.Body(await Opening.Try(app.App, steward, Pack));
            ((string?)opened["id"], (string?)opened["status"], (string?)opened["number"], (string?)opened["openedOn"]).ShouldBe(
                ((string?)before["id"], "Open", number, "2024-03-06"));
            await Opening.Try(app.App, steward, Pack).ShouldBeRefused(409, "registration.account-exists");
        }
        (await app.Facts("registration.account-opened/1")).Select(f => (string?)f["number"])
            .ShouldBe(["DLZJ-ZH-2024-000001", "DLZJ-ZH-2024-000002"]);
        await app.Steward.PostAsJsonAsync("/api/registration/filings", await File(app)).ShouldBeRefused(400, "registration.field-missing");
        await app.App.ShouldBeWhole();
    }
}
