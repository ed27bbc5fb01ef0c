using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Settlement.Accounts;

namespace Yuanliu.Tests.Settlement;

public sealed class DepositTests
{
    [Fact]
    public async Task What_an_organization_announces_is_credited_when_the_platform_has_the_banks_advice()
    {
        await using var test = await MoneyTest.Start();
        var announced = await TestApp.Body(
            await test.Buyer.PostAsJsonAsync("/api/settlement/deposits", new { amountFen = 500, reference = "BK-7" }));
        announced["stage"]!.GetValue<string>().ShouldBe("Announced");
        (await MoneyTest.Balance(test.Buyer)).ShouldBe(0);
        await test.Buyer.PostAsync($"/api/settlement/deposits/{announced["id"]}/credit", null)
            .ShouldBeRefused(403, "settlement.not-platform");

        var credited = await TestApp.Body(await test.Platform.PostAsync($"/api/settlement/deposits/{announced["id"]}/credit", null));
        credited["stage"]!.GetValue<string>().ShouldBe("Credited");
        (await MoneyTest.Balance(test.Buyer)).ShouldBe(500);
        await test.Platform.PostAsync($"/api/settlement/deposits/{announced["id"]}/credit", null)
            .ShouldBeRefused(409, "settlement.deposit.step-not-open");
    }

    [Fact]
    public async Task The_same_advice_entered_twice_is_one_deposit_and_another_amount_is_refused()
    {
        await using var test = await MoneyTest.Start();
        await test.Fund(500, "BK-1");
        var again = await test.Platform.PostAsJsonAsync(
            "/api/settlement/deposits", new { amountFen = 500, reference = "BK-1", organizationId = test.BuyerId });
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await MoneyTest.Balance(test.Buyer)).ShouldBe(500);
        await test.Platform.PostAsJsonAsync(
            "/api/settlement/deposits", new { amountFen = 501, reference = "BK-1", organizationId = test.BuyerId })
            .ShouldBeRefused(409, "settlement.reference-used");
    }

    [Fact]
    public async Task One_advice_is_credited_to_one_organization_only()
    {
        await using var test = await MoneyTest.Start();
        await test.Fund(500, "BK-1");
        var claim = await TestApp.Body(
            await test.Stranger.PostAsJsonAsync("/api/settlement/deposits", new { amountFen = 500, reference = "BK-1" }));
        await test.Platform.PostAsync($"/api/settlement/deposits/{claim["id"]}/credit", null)
            .ShouldBeRefused(409, "settlement.reference-used");

        var declined = await TestApp.Body(
            await test.Platform.PostAsJsonAsync($"/api/settlement/deposits/{claim["id"]}/decline", new { reason = "回单属于他方" }));
        declined["stage"]!.GetValue<string>().ShouldBe("Declined");
        (await MoneyTest.Balance(test.Stranger)).ShouldBe(0);
    }

    [Fact]
    public async Task A_mistake_is_corrected_by_an_entry_the_other_way_unless_the_money_is_spent()
    {
        await using var test = await MoneyTest.Start();
        await test.Fund(500, "BK-1");
        var deposit = (await TestApp.Body(await test.Platform.GetAsync("/api/settlement/deposits")))["items"]![0]!;
        await TestApp.Done(await test.Platform.PostAsJsonAsync(
            $"/api/settlement/deposits/{deposit["id"]}/reverse", new { reason = "金额录错" }));
        (await MoneyTest.Balance(test.Buyer)).ShouldBe(0);
        (await test.App.Db(db => db.Set<LedgerEntry>().OrderBy(e => e.Id).Select(e => e.Kind.ToString()).ToListAsync()))
            .ShouldBe(["Deposit", "DepositReversal"]);

        await test.Fund(500, "BK-2");
        await TestApp.Done(await MoneyTest.Pay(test.Buyer, await test.Bill(100)));
        var spent = (await TestApp.Body(await test.Platform.GetAsync("/api/settlement/deposits")))["items"]![0]!;
        await test.Platform.PostAsJsonAsync($"/api/settlement/deposits/{spent["id"]}/reverse", new { reason = "金额录错" })
            .ShouldBeRefused(409, "settlement.insufficient-funds");
    }

    [Fact]
    public async Task The_slower_of_two_who_credit_the_same_deposit_is_told()
    {
        await using var test = await MoneyTest.Start();
        var deposit = await TestApp.Body(
            await test.Buyer.PostAsJsonAsync("/api/settlement/deposits", new { amountFen = 500, reference = "BK-1" }));
        test.Pause.Then = async ()
            => await TestApp.Done(await test.Platform.PostAsync($"/api/settlement/deposits/{deposit["id"]}/credit", null));
        var slower = await test.Platform.PostAsync($"/api/settlement/deposits/{deposit["id"]}/credit", null);
        slower.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await MoneyTest.Balance(test.Buyer)).ShouldBe(500);
    }

    [Fact]
    public async Task Nobody_enters_deposits_for_others_or_without_amount_and_accounts_are_their_owners_alone()
    {
        await using var test = await MoneyTest.Start();
        await test.Stranger.PostAsJsonAsync(
            "/api/settlement/deposits", new { amountFen = 500, reference = "BK-1", organizationId = test.BuyerId })
            .ShouldBeRefused(403, "settlement.not-platform");
        await test.Buyer.PostAsJsonAsync("/api/settlement/deposits", new { amountFen = 0, reference = "BK-1" })
            .ShouldBeRefused(400, "shape");
        await (await test.App.SignIn("买方", Role.Analyst)).GetAsync("/api/settlement/accounts").ShouldBeRefused(403, "session.role");

        await test.Fund(500);
        var account = (await TestApp.Body(await test.Buyer.GetAsync("/api/settlement/accounts")))["items"]!.AsArray().Single()!;
        account["nameZh"]!.GetValue<string>().ShouldBe("存管账户可用余额");
        (await TestApp.Body(await test.Buyer.GetAsync($"/api/settlement/accounts/{account["id"]}/postings")))["items"]!.AsArray()
            .Select(p => p!["creditFen"]!.GetValue<long>()).ShouldBe([500]);
        await test.Stranger.GetAsync($"/api/settlement/accounts/{account["id"]}/postings")
            .ShouldBeRefused(404, "settlement.no-such-account");
    }

    [Fact]
    public async Task The_sellers_finance_sees_what_waits_for_a_bill_and_the_buyers_what_waits_for_payment()
    {
        await using var test = await MoneyTest.Start();
        test.Use(100, 100);
        await test.App.Db(async db =>
        {
            db.Record("urn:test",
                new UseMetered(test.Market.UseOf(test.Agreement, 2).Value, test.Agreement, 2, "", "", "", "", "", "", 1, 0, 100));
            return await db.SaveChangesAsync();
        });
        await test.App.Settle();
        await test.App.Settle();
        (await TestApp.Body(await test.Seller.GetAsync("/api/settlement/unbilled")))["items"]!.AsArray()
            .Select(u => u!["uses"]!.GetValue<int>()).ShouldBe([2]);
        (await TestApp.Body(await test.Stranger.GetAsync("/api/settlement/unbilled")))["items"]!.AsArray().ShouldBeEmpty();

        await test.Bill();
        (await TestApp.Body(await test.Seller.GetAsync("/api/settlement/unbilled")))["items"]!.AsArray().ShouldBeEmpty();
        (await TestApp.Body(await test.Buyer.GetAsync("/api/settlement/bills")))["items"]![0]!["openSteps"]!.AsArray()
            .Select(s => s!["href"]!.GetValue<string>()).Single().ShouldEndWith("/pay");
    }
}
