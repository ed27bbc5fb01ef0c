using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Settlement.Accounts;
using Yuanliu.Settlement.Bills;

namespace Yuanliu.Tests.Settlement;

public sealed class BillTests
{
    [Fact]
    public async Task Metered_uses_become_a_bill_that_is_paid_out_of_custody_and_split_to_the_last_fen()
    {
        await using var test = await MoneyTest.Start();
        await test.Fund(10_000);
        var bill = await test.Bill(100, 100, 101);
        bill["number"]!.GetValue<string>().ShouldBe("HY-2026-0001-ZD001");
        bill["amountFen"]!.GetValue<long>().ShouldBe(301);
        bill["openSteps"]!.AsArray().ShouldBeEmpty();

        var paid = await TestApp.Body(await MoneyTest.Pay(test.Buyer, bill));
        paid["stage"]!.GetValue<string>().ShouldBe("Settled");
        paid["split"]!.AsArray().Select(s => s!["amountFen"]!.GetValue<long>()).ShouldBe([181, 90, 30]);     // 180.6, 90.3, 30.1
        (await MoneyTest.Balance(test.Buyer)).ShouldBe(10_000 - 301);
        (await MoneyTest.Balance(test.Holder)).ShouldBe(181);
        (await MoneyTest.Balance(test.Seller)).ShouldBe(90);
        paid["postings"]!.AsArray().Sum(p => p!["debitFen"]!.GetValue<long>())
            .ShouldBe(paid["postings"]!.AsArray().Sum(p => p!["creditFen"]!.GetValue<long>()));
        (await test.App.Db(db => db.Set<Posting>().SumAsync(p => p.DebitFen - p.CreditFen))).ShouldBe(0);
    }

    [Fact]
    public async Task Only_what_must_be_owed_and_held_remains_when_all_is_settled()
    {
        await using var test = await MoneyTest.Start();
        await test.Fund(1_000);
        await TestApp.Done(await MoneyTest.Pay(test.Buyer, await test.Bill(400)));

        var accounts = (await TestApp.Body(await test.Platform.GetAsync("/api/settlement/accounts")))["items"]!.AsArray();
        long Sum(string kind) => accounts.Where(a => a!["kind"]!.GetValue<string>() == kind).Sum(a => a!["balanceFen"]!.GetValue<long>());
        Sum("Bank").ShouldBe(1_000);
        Sum("Custody").ShouldBe(1_000);
        Sum("Receivable").ShouldBe(0);
        Sum("Payable").ShouldBe(0);
    }

    [Fact]
    public async Task A_bill_above_the_balance_is_refused_and_changes_nothing()
    {
        await using var test = await MoneyTest.Start();
        await test.Fund(299);
        var bill = await test.Bill(300);
        var facts = await test.App.FactKinds();

        var refusal = await MoneyTest.Pay(test.Buyer, bill).ShouldBeRefused(409, "settlement.insufficient-funds");
        refusal["zh"]!.GetValue<string>().ShouldContain("¥2.99");
        refusal["instead"]!.GetValue<string>().ShouldContain("¥0.01");
        (await test.App.FactKinds()).ShouldBe(facts);
        (await TestApp.Body(await test.Buyer.GetAsync($"/api/settlement/bills/{bill["id"]}")))["stage"]!.GetValue<string>()
            .ShouldBe("Issued");
    }

    [Fact]
    public async Task A_use_stands_on_one_bill_only()
    {
        await using var test = await MoneyTest.Start();
        await test.Bill(100, 100);
        await test.Seller.PostAsJsonAsync("/api/settlement/bills", new { agreementId = test.Agreement })
            .ShouldBeRefused(409, "settlement.nothing-to-bill");

        var second = await test.Bill(100);
        second["number"]!.GetValue<string>().ShouldBe("HY-2026-0001-ZD002");
        second["lines"]!.AsArray().Select(l => l!["useNumber"]!.GetValue<int>()).ShouldBe([3]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_billings_at_once_one_bills_and_the_other_is_told(bool hasBilledBefore)
    {
        await using var test = await MoneyTest.Start();
        if (hasBilledBefore) await test.Bill(100);
        test.Use(100, 100);

        test.Pause.Then = async ()
            => await TestApp.Done(await test.Platform.PostAsJsonAsync("/api/settlement/bills", new { agreementId = test.Agreement }));
        (await test.Seller.PostAsJsonAsync("/api/settlement/bills", new { agreementId = test.Agreement }))
            .StatusCode.ShouldBe(HttpStatusCode.Conflict);

        var lines = await test.App.Db(db => db.Set<BillLine>().Select(l => l.UseNumber).ToListAsync());
        lines.ShouldBe(Enumerable.Range(1, hasBilledBefore ? 3 : 2), ignoreOrder: true);
    }

    [Fact]
    public async Task Two_payments_at_once_never_spend_the_same_balance_twice()
    {
        await using var test = await MoneyTest.Start();
        await test.Fund(300);
        var (first, second) = (await test.Bill(200), await test.Bill(200));

        test.Pause.Then = async () => await TestApp.Done(await MoneyTest.Pay(test.Buyer, second));
        await MoneyTest.Pay(test.Buyer, first).ShouldBeRefused(409, "changed-meanwhile");

        (await MoneyTest.Balance(test.Buyer)).ShouldBe(100);
        await MoneyTest.Pay(test.Buyer, first).ShouldBeRefused(409, "settlement.insufficient-funds");
    }

    [Fact]
    public async Task A_bill_is_paid_once()
    {
        await using var test = await MoneyTest.Start();
        await test.Fund(1_000);
        var bill = await test.Bill(100);
        test.Pause.Then = async () => await TestApp.Done(await MoneyTest.Pay(test.Buyer, bill));
        await MoneyTest.Pay(test.Buyer, bill).ShouldBeRefused(409, "changed-meanwhile");
        await MoneyTest.Pay(test.Buyer, bill).ShouldBeRefused(409, "settlement.step-not-open");
        (await MoneyTest.Balance(test.Buyer)).ShouldBe(900);
    }

    [Fact]
    public async Task Only_the_seller_and_the_platform_bill_and_only_the_buyer_pays()
    {
        await using var test = await MoneyTest.Start();
        test.Use(100);
        var request = new { agreementId = test.Agreement };
        await test.Buyer.PostAsJsonAsync("/api/settlement/bills", request).ShouldBeRefused(403, "settlement.not-seller");
        await test.Stranger.PostAsJsonAsync("/api/settlement/bills", request).ShouldBeRefused(404, "settlement.no-such-agreement");
        await (await test.App.SignIn("卖方", Role.Analyst)).PostAsJsonAsync("/api/settlement/bills", request)
            .ShouldBeRefused(403, "session.role");

        var bill = await test.Bill(100);
        await MoneyTest.Pay(test.Seller, bill).ShouldBeRefused(403, "settlement.not-buyer");
        await MoneyTest.Pay(test.Stranger, bill).ShouldBeRefused(404, "settlement.no-such-bill");
        await MoneyTest.Pay(test.App.Anyone, bill).ShouldBeRefused(401, "session.required");
    }

    [Fact]
    public async Task A_bill_is_seen_by_its_parties_and_the_platform_alone()
    {
        await using var test = await MoneyTest.Start();
        var bill = await test.Bill(100);
        foreach (var party in new[] { test.Buyer, test.Seller, test.Holder, test.Platform })
            (await TestApp.Body(await party.GetAsync("/api/settlement/bills")))["items"]!.AsArray().Count.ShouldBe(1);
        (await TestApp.Body(await test.Stranger.GetAsync("/api/settlement/bills")))["items"]!.AsArray().ShouldBeEmpty();
        await test.Stranger.GetAsync($"/api/settlement/bills/{bill["id"]}").ShouldBeRefused(404, "settlement.no-such-bill");
        await test.Stranger.GetAsync($"/api/settlement/bills/{bill["id"]}/statement.csv").ShouldBeRefused(404, "settlement.no-such-bill");
    }

    [Fact]
    public async Task The_final_statement_is_what_the_log_holds_the_hash_of()
    {
        await using var test = await MoneyTest.Start();
        await test.Fund(1_000);
        var bill = await test.Bill(123);
        await TestApp.Done(await MoneyTest.Pay(test.Buyer, bill));

        var statement = await (await TestApp.Done(await test.Buyer.GetAsync($"/api/settlement/bills/{bill["id"]}/statement.json")))
            .Content.ReadAsByteArrayAsync();
        var fact = await test.App.Db(db
            => db.Set<JournalEntry>().Where(e => e.Kind == "settlement.bill-settled/1").Select(e => e.Envelope).SingleAsync());
        JsonNode.Parse(fact)!["body"]!["statementSha256"]!.GetValue<string>()
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(statement)));
        JsonNode.Parse(statement)!["postings"]!.AsArray().Count.ShouldBe(2 + 2 + 4);
        foreach (var format in new[] { "xlsx", "csv" })
        {
            async Task<byte[]> Export()
                => await (await TestApp.Done(await test.Seller.GetAsync($"/api/settlement/bills/{bill["id"]}/statement.{format}")))
                .Content.ReadAsByteArrayAsync();
            (await Export()).ShouldBe(await Export());
        }
        await test.Buyer.GetAsync($"/api/settlement/bills/{bill["id"]}/statement.pdf").ShouldBeRefused(404, "settlement.no-such-format");
    }

    [Fact]
    public async Task The_receipt_of_a_bill_is_the_logs_own_proof()
    {
        await using var test = await MoneyTest.Start();
        var bill = await test.Bill(100);
        await test.App.Seal();
        var receipt = await (await TestApp.Done(await test.Buyer.GetAsync($"/api/settlement/bills/{bill["id"]}/receipt.tlog-proof")))
            .Content.ReadAsStringAsync();
        receipt.ShouldStartWith("c2sp.org/tlog-proof@v1\n");
        await test.Stranger.GetAsync($"/api/settlement/bills/{bill["id"]}/receipt.tlog-proof")
            .ShouldBeRefused(404, "settlement.no-such-bill");
    }

    [Fact]
    public async Task Free_uses_make_a_bill_of_nothing_that_books_nothing()
    {
        await using var test = await MoneyTest.Start();
        var bill = await test.Bill(0, 0);
        var paid = await TestApp.Body(await MoneyTest.Pay(test.Buyer, bill));
        paid["stage"]!.GetValue<string>().ShouldBe("Settled");
        paid["postings"]!.AsArray().ShouldBeEmpty();
    }
}
