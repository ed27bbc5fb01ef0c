using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Trading;

/// <summary>义务 — a product that asks for all four duties, agreed and signed by its sides; then time passes.</summary>
public sealed class DutiesTests
{
    static readonly DutyTerm[] Four =
    [
        new(DutyKind.Delete, Days: 7), new(DutyKind.Report, Days: 3, EveryDays: 20),
        new(DutyKind.Attribute, Days: 5, Source: "数源公司"), new(DutyKind.Pay, Days: 15),
    ];

    [Fact]
    public async Task All_four_stand_in_what_both_sides_sign_in_both_languages_and_as_odrl()
    {
        await using var signed = await Signed();
        var agreement = (await Deal.Document(signed.Buyer, signed.Id))["agreement"]!.AsObject();
        var clauses = agreement["clauses"]!.AsArray()
            .ToDictionary(c => c!["number"]!.ToString(), c => (Zh: $"{c!["zh"]}", En: $"{c["en"]}"));
        foreach (var (number, zh, en) in new[]
        {
            ("8", "账单应在开具后 15 日内付清。", "A bill is paid within 15 days after it was issued."),
            ("10", "买方应在期限届满或合约提前终止后 7 日内删除交付的文件及其副本并确认。", "within 7 days after the term or an earlier end"),
            ("10", "买方应每 20 日报告一次使用情况，于每期结束后 3 日内提交", "The buyer reports on its uses every 20 days, within 3 days"),
            ("11", "对外使用结果时应标注来源“数源公司”。", "Whoever is shown the results is told their source: 数源公司."),
        })
        {
            clauses[number].Zh.ShouldContain(zh);
            clauses[number].En.ShouldContain(en);
        }
        agreement["odrl"]!["obligation"]!.AsArray().Select(d => (string)d!["action"]!)
            .ShouldBe(["delete", "inform", "attribute", "compensate"]);
    }

    [Fact]
    public async Task Each_falls_due_is_late_and_is_done()
    {
        await using var signed = await Signed();
        (await signed.Told()).ShouldBe(["Report 2026-03-24 Owed", "Report 2026-04-13 Owed", "Report 2026-05-03 Owed",
            "Report 2026-05-04 Owed", "Attribute 2026-05-06 Owed"]);
        await signed.Uses();
        var bill = await TestApp.Body(await (await signed.App.SignIn("数源公司", Role.Finance)).PostAsJsonAsync(
            "/api/settlement/bills", new { agreementId = signed.Id }));
        await signed.App.Settle();
        (await signed.Told()).ShouldContain("Pay 2026-03-17 Owed");

        await signed.AdvanceTo("2026-03-25");
        (await signed.Told()).Take(2).ShouldBe(["Pay 2026-03-17 Overdue", "Report 2026-03-24 Overdue"]);
        await signed.Pay(bill);
        await signed.Fulfil("Report 2026-03-24");
        (await signed.Told()).Take(3).ShouldBe(["Pay 2026-03-17 Done", "Report 2026-03-24 Done", "Report 2026-04-13 Owed"]);
        await signed.Fulfil("Report 2026-04-13");

        await signed.AdvanceTo("2026-05-09");                                  // the term ended on the first
        (await signed.Told()).Skip(2).ShouldBe(["Report 2026-04-13 Done", "Report 2026-05-03 Overdue", "Report 2026-05-04 Overdue",
            "Attribute 2026-05-06 Overdue", "Delete 2026-05-08 Overdue"]);
        foreach (var duty in (string[])["Report 2026-05-03", "Report 2026-05-04", "Attribute 2026-05-06"]) await signed.Fulfil(duty);
        (await signed.Told()).Where(d => !d.EndsWith("Done")).ShouldBe(["Delete 2026-05-08 Overdue"]);
        var file = await signed.File();
        (file["deleteBy"]!.ToString(), file["stage"]!.ToString()).ShouldBe(("2026-05-08", "Overdue"));
        (await TestApp.Body(await signed.Buyer.PostAsJsonAsync($"{file["href"]}/confirm-deletion", new { statement = "已删除" })))["stage"]
            .ShouldBeText("Deleted");
        (await signed.Told()).ShouldAllBe(d => d.EndsWith("Done"));
        await signed.App.ShouldBeWhole();
    }

    /// <summary>Terminated on 5 April, within the second period: that period is reported on up to then, and none after it.</summary>
    [Fact]
    public async Task An_agreement_that_ends_early_owes_reports_for_the_time_it_ran_and_one_last()
    {
        await using var signed = await Signed();
        await signed.Uses();
        await signed.AdvanceTo("2026-04-05");
        await Deal.Done(signed.Buyer, signed.Id, "terminate", new { reason = "课题结束" });
        await signed.App.Settle();
        (await signed.Told()).ShouldBe(["Report 2026-03-24 Overdue", "Report 2026-04-08 Owed", "Attribute 2026-04-10 Owed",
            "Delete 2026-04-12 Owed", "Report 2026-05-03 Discharged", "Report 2026-05-04 Discharged"]);
        (await signed.Duties())[1]["until"].ShouldBeText("2026-04-05");
        (await signed.File())["deleteBy"].ShouldBeText("2026-04-12");
        (await signed.Duties()).Where(d => $"{d["stage"]}" is "Discharged").ShouldAllBe(d => d["openSteps"]!.AsArray().Count == 0);
        var facts = await signed.App.FactKinds();
        facts.Count(k => k == "trading.agreement-terminated/1").ShouldBe(1);
        facts.Count(k => k == "space.duty-moved/1").ShouldBe(3);

        await signed.AdvanceTo("2026-04-13");
        (await signed.Told()).Where(d => d.EndsWith("Overdue")).ShouldBe(["Report 2026-03-24 Overdue", "Report 2026-04-08 Overdue",
            "Attribute 2026-04-10 Overdue", "Delete 2026-04-12 Overdue"]);
        (await signed.File())["stage"].ShouldBeText("Overdue");
        await signed.Fulfil("Report 2026-04-08");
        await signed.Refused("Report 2026-05-03", 409, "duty.step-not-open");
        await signed.App.ShouldBeWhole();
    }

    [Theory]
    [InlineData("2026-03-21", "Report 2026-03-24 Owed")]        // the last day of a period: it ends as it would have, and is the last
    [InlineData("2026-03-22", "Report 2026-03-24 Owed", "Report 2026-03-25 Owed")]
    [InlineData("2026-03-02", "Report 2026-03-05 Owed")]
    public async Task The_last_report_is_on_the_period_that_ran(string day, params string[] reports)
    {
        await using var signed = await Signed();
        await signed.AdvanceTo(day);
        await Deal.Done(signed.Buyer, signed.Id, "terminate", new { reason = "课题结束" });
        await signed.App.Settle();
        (await signed.Told()).Where(d => d.StartsWith("Report") && !d.EndsWith("Discharged")).ShouldBe(reports);
    }

    static async Task<SignedDeal> Signed()
    {
        var market = await Market.Open(rows: 2_000);
        var draft = JsonSerializer.SerializeToNode(market.Draft(), JsonSerializerOptions.Web)!.AsObject();
        draft["controls"] = JsonSerializer.SerializeToNode(new
        {
            modes = new[] { "Aggregate", "File" },
            duties = Four.Select(d => new { kind = d.Kind.ToString(), days = d.Days, everyDays = d.EveryDays, source = d.Source }),
        }, JsonSerializerOptions.Web);
        var product = await market.Product(draft);
        var listing = await TestApp.Body(await market.Steward.PostAsJsonAsync("/api/trading/listings", Deal.ListingOf(product)));
        var buyer = await market.App.SignIn("青禾公司", Role.Analyst, Role.Finance);
        var id = (await TestApp.Body(await buyer.PostAsJsonAsync("/api/trading/agreements", new
        {
            listingId = listing["id"]!.GetValue<Guid>(), purpose = "空气质量研究", uses = 10, until = "2026-05-01",
        })))["id"]!.GetValue<Guid>();
        await Deal.Done(market.Steward, id, "accept");
        await Deal.Done(buyer, id, "sign");
        await Deal.Done(market.Steward, id, "sign");
        await market.App.Settle();
        return new(market, buyer, id);
    }

    sealed class SignedDeal(Market market, HttpClient buyer, Guid id) : IAsyncDisposable
    {
        public TestApp App => market.App;
        public HttpClient Buyer { get; private set; } = buyer;
        public Guid Id => id;
        string At => $"/api/space/agreements/{id}";

        public async Task AdvanceTo(string day)
        {
            await App.AdvanceTo(day);
            Buyer = await App.SignIn("青禾公司", Role.Analyst, Role.Finance);
        }

        /// <summary>One question of the clean room and one file.</summary>
        public async Task Uses()
        {
            await TestApp.Done(await Buyer.PostAsJsonAsync($"{At}/queries",
                new { sql = "SELECT station, avg(pm25) FROM data GROUP BY station" }));
            await TestApp.Done(await Buyer.PostAsJsonAsync($"{At}/files", new { format = "Csv" }));
        }

        public async Task<List<JsonObject>> Duties()
            => [.. (await Buyer.GetFromJsonAsync<JsonArray>($"{At}/duties"))!.Select(d => d!.AsObject())];

        public async Task<List<string>> Told()
            => [.. (await Duties()).OrderBy(d => (string)d["dueOn"]!, StringComparer.Ordinal).ThenBy(d => (string)d["kind"]!)
                .Select(d => $"{d["kind"]} {d["dueOn"]} {d["stage"]}")];

        public async Task<JsonObject> File()
            => (await TestApp.Body(await Buyer.GetAsync($"{At}/files")))["items"]!.AsArray().Single()!.AsObject();

        public async Task Fulfil(string duty) => await TestApp.Done(await Act(duty));

        public Task<JsonObject> Refused(string duty, int status, string code) => Act(duty).ShouldBeRefused(status, code);

        async Task<HttpResponseMessage> Act(string duty) => await Buyer.PostAsJsonAsync(
            $"{At}/duties/{(await Duties()).Single(d => $"{d["kind"]} {d["dueOn"]}" == duty)["id"]}/fulfil", new { reason = "已报送。" });

        /// <summary>Money comes in and the bill is paid out of it.</summary>
        public async Task Pay(JsonObject bill)
        {
            await TestApp.Done(await (await App.SignIn(TestApp.PlatformName, Role.Finance)).PostAsJsonAsync("/api/settlement/deposits",
                new { amountFen = 1_000_000, reference = "BK-1", organizationId = await Market.Organization(Buyer) }));
            await TestApp.Done(await Buyer.PostAsync($"/api/settlement/bills/{bill["id"]}/pay", null));
            await App.Settle();
        }

        public ValueTask DisposeAsync() => market.DisposeAsync();
    }
}
