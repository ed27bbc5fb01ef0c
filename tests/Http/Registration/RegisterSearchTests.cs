using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Verification;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>登记簿查询、摘录与统计: who may learn what from the register, and what proves it.</summary>
public sealed class RegisterSearchTests
{
    const string Pack = "cn-beijing-social", At = "/api/registration/register";

    static async Task<List<JsonObject>> Lines(HttpClient client, string query, string at = At)
        => [.. (await TestApp.Body(await client.GetAsync($"{at}?{query}")))["items"]!.AsArray().Select(l => l!.AsObject())];

    static IEnumerable<string> Numbers(IEnumerable<JsonObject> lines) => lines.Select(l => (string)l["number"]!);

    [Fact]
    public async Task Who_holds_what_subject_to_what_is_told_to_the_office_and_to_those_who_hold_it()
    {
        await using var journey = await Journey.Start(Pack);
        var units = await journey.Registrations(4);
        await journey.Whole(await journey.Form("Licence"), units[0].Resource, units[0]);
        await journey.Whole(await journey.Form("Pledge"), units[1].Resource, units[1]);
        await journey.Whole(await journey.Form("Cancellation"), units[2].Resource, units[2]);
        await journey.App.Settle();
        var (registrar, cast) = (await journey.Cast.Registrar(), journey.Cast);
        var (holder, other) = (await cast.IdOf(Cast.Holder), await cast.IdOf(Cast.Other));

        Numbers(await Lines(registrar, "register=cn-beijing-social")).ShouldBe(units.Select(u => u.Unit), ignoreOrder: true);
        Numbers(await Lines(registrar, $"holder={other}")).ShouldBe([units[0].Unit]);
        Numbers(await Lines(registrar, "burdened=true")).ShouldBe([units[1].Unit]);
        Numbers(await Lines(registrar, "standing=false")).ShouldBe([units[2].Unit]);
        Numbers(await Lines(registrar, "right=Holding&burdened=false")).ShouldBe([units[3].Unit, units[0].Unit], ignoreOrder: true);
        Numbers(await Lines(registrar, $"term={units[3].Certificate}")).ShouldBe([units[3].Unit]);
        Numbers(await Lines(registrar, $"term={Uri.EscapeDataString("资源2号")}")).ShouldBe([units[1].Unit]);
        Numbers(await Lines(registrar, $"term={Uri.EscapeDataString(Cast.Other)}")).ShouldBe([units[0].Unit]);
        (await Lines(registrar, "register=cn-guangdong")).ShouldBeEmpty();
        var pledged = (await Lines(registrar, $"term={units[1].Unit}")).Single();
        ((bool)pledged["pledged"]!, (bool)pledged["frozen"]!, (bool)pledged["standing"]!, (string?)pledged["holders"])
            .ShouldBe((true, false, true, Cast.Holder));

        Numbers(await Lines(await cast.Steward(Cast.Holder), "")).Count().ShouldBe(4, "what it holds and what it held");
        Numbers(await Lines(await cast.Steward(Cast.Other), "")).ShouldBe([units[0].Unit], "what it holds a licence in");
        Numbers(await Lines(await cast.Steward(Cast.Other), $"holder={holder}")).ShouldBe([units[0].Unit], "a filter opens nothing");
        (await Lines(await cast.Steward(Cast.Stranger), $"term={units[3].Unit}")).ShouldBeEmpty();
        await (await cast.Steward(Cast.Stranger)).GetAsync($"{At}/{units[3].Unit}").ShouldBeRefused(404, "registration.no-such-unit");
        await journey.App.Anyone.GetAsync(At).ShouldBeRefused(401, "session.required");
        await registrar.GetAsync($"{At}?term={Uri.EscapeDataString("资")}").ShouldBeRefused(400, "registration.term-too-short");
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        await using var journey = await Journey.Start(Pack);
        var units = await journey.Registrations(5);
        foreach (var (client, at) in new[] { (await journey.Cast.Registrar(), At), (journey.App.Anyone, "/api/public/register") })
            foreach (var term in new[] { "", $"&term={Uri.EscapeDataString("资源")}" })
            {
                var seen = new List<string>();
                for (var next = ""; next is not null;)
                {
                    var page = await TestApp.Body(await client.GetAsync($"{at}?take=2{term}{next}"));
                    page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(2);
                    seen.AddRange(Numbers(page["items"]!.AsArray().Select(l => l!.AsObject())));
                    next = page["next"] is { } cursor ? $"&after={cursor}" : null;
                }
                seen.ShouldBe(units.Select(u => u.Unit), ignoreOrder: true, $"{at} {term}");
            }
    }

    [Fact]
    public async Task The_public_sees_what_the_pack_lets_be_shown_and_nothing_else()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary, rules: r => r with
        {
            PublicityFields = Regimes.Ruled<List<PublicityField>>([PublicityField.ResourceTitle], "TEST art. 19"),
        });
        await driver.CertificateNumber();
        var shown = (await Lines(driver.App.Anyone, "", "/api/public/register")).Single();
        ((string?)shown["title"], shown.ContainsKey("holders"), shown.ContainsKey("rights"), shown.ContainsKey("resourceId"))
            .ShouldBe(("资源1", false, false, false));
        string[] subset =
        [
            "register", "number", "title", "registeredOn", "standing", "burdened", "certificateNumber", "pack", "packTitle", "packTitleEn",
            "draft",
        ];
        shown.Select(p => p.Key).ShouldBe(subset, ignoreOrder: true);
        (await Lines(driver.App.Anyone, $"term={Uri.EscapeDataString(RegistryApp.Company)}", "/api/public/register"))
            .ShouldBeEmpty("what is not shown is not found by either");
    }

    [Fact]
    public async Task One_resource_in_two_registers_is_two_units_each_with_its_own_certificate()
    {
        await using var journey = await Journey.Start("cn-guangdong");
        var first = (await journey.Registrations(1))[0];
        foreach (var party in new[] { Cast.Holder, Cast.Other, Cast.Stranger })
            await TestApp.Done(await (await journey.Cast.Steward(party)).PostAsJsonAsync("/api/registration/accounts",
                new { pack = Pack }));
        var form = await PackForm.Of(journey.App.Anyone, Pack, "Initial");
        var filing = await journey.Whole(form, first.Resource, null);
        await journey.App.Settle();

        var registrar = await journey.Cast.Registrar();
        var lines = (await Lines(registrar, "")).ToDictionary(l => (string)l["register"]!, l => (string)l["certificateNumber"]!);
        lines.ShouldBe(new Dictionary<string, string>
        {
            ["cn-guangdong"] = first.Certificate!, [Pack] = (string)filing["certificateNumber"]!,
        }, ignoreOrder: true);
        foreach (var (register, certificate) in lines)
            (await Foreign.Export(registrar, register)).Where(l => (string?)l["type"] == "certificate").Select(l => (string?)l["number"])
                .ShouldBe([certificate], register);
    }

    [Fact]
    public async Task An_extract_says_what_the_register_says_is_signed_and_its_receipt_holds_with_the_logs_key_alone()
    {
        await using var journey = await Journey.Start(Pack);
        var unit = (await journey.Registrations(1))[0];
        var (holder, stranger) = (await journey.Cast.Steward(Cast.Holder), await journey.Cast.Steward(Cast.Stranger));
        await holder.PostAsJsonAsync($"{At}/{unit.Unit}/extract", new { purpose = " " }).ShouldBeRefused(400, "shape");
        await stranger.PostAsJsonAsync($"{At}/{unit.Unit}/extract", new { purpose = "好奇" })
            .ShouldBeRefused(404, "registration.no-such-unit");
        var made = await TestApp.Body(await holder.PostAsJsonAsync($"{At}/{unit.Unit}/extract", new { purpose = "办理贷款" }));
        var bytes = await holder.GetByteArrayAsync((string)made["href"]!);
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)).ShouldBe((string?)made["sha256"]);

        var (key, now) = (journey.App.Services.GetRequiredService<NodeKeys>().Registry.PublicKey, journey.App.Clock.Now);
        Credential.Verify(bytes, key.Span, now).Code.ShouldBe("credential.valid");
        var subject = JsonNode.Parse(bytes)!["credentialSubject"]!;
        ((string?)subject["number"], (string?)subject["purpose"], (string?)subject["rights"]![0]!["holderName"])
            .ShouldBe((unit.Unit, "办理贷款", Cast.Holder));
        subject["entries"]!.AsArray().Select(e => (string?)e!["sha256"])
            .ShouldBe((await journey.Unit(unit.Unit))["entries"]!.AsArray().Select(e => (string?)e!["sha256"]));
        var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(Cast.Holder, Cast.Other, StringComparison.Ordinal));
        Credential.Verify(forged, key.Span, now).Code.ShouldBe("credential.signature-wrong");
        Credential.Verify(bytes, new byte[32], now).Passed.ShouldBeFalse("another's key");

        await journey.Registry.Seal();
        var receipt = await holder.GetByteArrayAsync((string)made["receiptHref"]!);
        var log = await journey.App.Anyone.GetStringAsync("/log/key");
        ProofBundle.Verify([new("extract.tlog-proof", receipt)], log).Holds.ShouldBeTrue();
        await using var elsewhere = await TestApp.Start();
        ProofBundle.Verify([new("extract.tlog-proof", receipt)], await elsewhere.Anyone.GetStringAsync("/log/key")).Holds
            .ShouldBeFalse("another log's key");
        receipt[receipt.Length / 2] ^= 1;
        ProofBundle.Verify([new("extract.tlog-proof", receipt)], log).Holds.ShouldBeFalse("one byte changed");

        await stranger.GetAsync((string)made["href"]!).ShouldBeRefused(404, "registration.no-such-unit");
        await stranger.GetAsync((string)made["receiptHref"]!).ShouldBeRefused(404, "registration.no-such-unit");
        ((string?)(await journey.Registry.Facts("registration.extract-issued/1")).Single()["sha256"]).ShouldBe((string?)made["sha256"]);
    }

    [Fact]
    public async Task A_registry_reports_what_was_filed_how_long_it_took_and_what_stands()
    {
        await using var journey = await Journey.Start(Pack);
        var units = await journey.Registrations(3);                 // 4 March 2024, five working days of publicity: until the 11th
        await journey.Whole(await journey.Form("Pledge"), units[0].Resource, units[0]);
        await journey.Whole(await journey.Form("Revocation"), units[1].Resource, units[1]);
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var refused = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        await RegistryApp.Take(await journey.Cast.Registrar(), refused, "reject", "来源不明");
        (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        await TestApp.Done(await journey.Try(form, applicant, filled));
        await journey.LetPass(8);                                   // 20 March; acceptance was due on the 19th
        var regulator = await journey.Cast.As(TestApp.PlatformName, Role.Regulator);
        async Task<JsonObject> Of(string query) => await TestApp.Body(await regulator.GetAsync($"/api/registration/statistics?{query}"));

        var year = await Of("register=cn-beijing-social");
        JsonNode Row(JsonObject view, string kind) => view["filings"]!.AsArray().Single(f => (string?)f!["kind"] == kind)!;
        string Outcome(JsonNode row) => string.Join(' ',
            new[] { "filed", "registered", "refused", "withdrawn", "open" }.Select(k => (int)row[k]!));
        (Outcome(Row(year, "Initial")), Outcome(Row(year, "Pledge")), Outcome(Row(year, "Revocation"))).ShouldBe(("5 3 1 0 1", "1 1 0 0 0",
            "1 1 0 0 0"));
        ((int)year["registeredInPeriod"]!, (int)year["leadDaysMax"]!, (double)year["leadDaysMean"]!, (int)year["overdue"]!)
            .ShouldBe((5, 8, 4.8, 1), "three of 8 days, two of none");
        var late = await Of("from=2024-03-11&until=2024-12-31");
        ((int)late["registeredInPeriod"]!, (int)late["leadDaysMax"]!).ShouldBe((5, 8), "whenever they were filed");
        string Count(string part, string name)
            => $"{year[part]!.AsArray().SingleOrDefault(c => (string?)c!["name"] == name)?["count"] ?? 0}";
        (Count("rights", "Holding"), Count("encumbrances", "Pledge"), Count("certificates", "Revoked")).ShouldBe(("2", "1", "1"));
        (await Of("register=cn-guangdong"))["filings"]!.AsArray().ShouldBeEmpty();
        (await Of("from=2024-03-13&until=2024-12-31"))["filings"]!.AsArray().ShouldBeEmpty("nothing was filed after the 12th");

        await regulator.GetAsync("/api/registration/statistics?from=2024-02-01&until=2024-01-01")
            .ShouldBeRefused(400, "registration.period");
        await (await journey.Cast.Steward(Cast.Holder)).GetAsync("/api/registration/statistics").ShouldBeRefused(403, "session.role");
        var reports = (await regulator.GetFromJsonAsync<JsonArray>("/api/registration/reports"))!;
        var annual = reports.Single(r => (string?)r!["register"] == "cn-guangdong")!;
        ((string?)annual["periodUntil"], (string?)annual["dueOn"], (string?)annual["basis"])
            .ShouldBe(("2023-12-31", "2024-01-29", "GD-REG-2023 art. 30（每一年度终了后 20 个工作日内）"), "2, 3–5, 8–12, 15–19, 22–26, 29 January");
    }
}
