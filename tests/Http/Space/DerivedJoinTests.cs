using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using static Yuanliu.Tests.Space.TwoHolders;

namespace Yuanliu.Tests.Space;

/// <summary>A derived table over the tables of two holders: each has its say whenever it is used, by whatever name.</summary>
public sealed class DerivedJoinTests
{
    const string Joined = "SELECT data.district, data.price, b.trade FROM data JOIN b ON data.firm = b.firm";

    static async Task<TwoHolders> Keeping(int minGroup = 0)
    {
        var test = await Start();
        (await test.Analyst.Keep(Sales.Value, "pairs", Joined, minGroup == 0 ? null : new { minGroup },
            new[] { new { @as = "b", agreementId = Firms.Value } })).StatusCode.ShouldBe(HttpStatusCode.Created);
        return test;
    }

    [Fact]
    public async Task It_brings_the_other_agreement_along_and_is_counted_and_billed_under_both()
    {
        await using var test = await Keeping();
        const string asked = "SELECT district, count(*), sum(price) FROM pairs GROUP BY district";
        // What is told before is what is billed after.
        var counted = (await Check(test, asked))["counted"]!.AsArray();
        counted.Select(c => ((Guid)c!["agreementId"]!, (long)c["priceFen"]!, (int)c["usesLeft"]!, (int)c["uses"]!))
            .ShouldBe([(Sales.Value, SalesFen, 10, 10), (Firms.Value, FirmsFen, 10, 10)]);
        // 朝阳 has twelve people but two firms: hidden for the sake of the other holder, who is not even named in the question.
        var answer = await TestApp.Body(await test.Ask(Sales, asked));
        Rows.Of(answer).ShouldBe(["海淀 12 12066"]);
        answer["priceFen"]!.GetValue<long>().ShouldBe(SalesFen + FirmsFen);
        (await test.Used()).ShouldBe((1, 1));
        (await test.Owed(Sales), await test.Owed(Firms)).ShouldBe((SalesFen, FirmsFen));
        (await Check(test, asked))["answeredAs"]!.GetValue<int>().ShouldBe(1);
        (await TestApp.Body(await test.Ask(Sales, asked)))["priceFen"]!.GetValue<long>().ShouldBe(0);
        (await test.Owed(Sales) + await test.Owed(Firms)).ShouldBe(counted.Sum(c => (long)c!["priceFen"]!));
        (await Check(test, "SELECT count(*) FROM nothing"))["counted"]!.AsArray().ShouldBeEmpty();
        (await Check(test, "SELECT count(*) FROM data"))["counted"]!.AsArray().Select(c => (int)c!["usesLeft"]!).ShouldBe([9]);
        // Each side's own agreement tells of it.
        (await test.App.Db(db => db.Set<JournalEntry>().Where(e => e.Kind == "space.derived-kept/1").Select(e => e.Subject).ToListAsync()))
            .Select(s => s.Split(':')[^1]).ShouldBe([$"{Sales.Value}", $"{Firms.Value}"], ignoreOrder: true);
        await test.App.ShouldBeWhole();
    }

    static async Task<System.Text.Json.Nodes.JsonObject> Check(TwoHolders test, string sql) => await TestApp.Body(
        await test.Analyst.PostAsJsonAsync($"/api/space/agreements/{Sales.Value}/check", new { sql }));

    [Fact]
    public async Task What_the_question_calls_its_tables_is_nothing_to_the_definition()
    {
        await using var test = await Keeping();
        var named = await TestApp.Body(await test.Analyst.PostAsJsonAsync($"/api/space/agreements/{Sales.Value}/queries", new
        {
            sql = "SELECT count(*) FROM pairs", with = new[] { new { @as = "others", agreementId = Firms.Value } },
        }));
        Rows.Of(named).ShouldBe(["30"]);
        // The table that only the definition needs is no name for the question.
        await test.Ask(Sales, "SELECT trade, count(*) FROM b GROUP BY trade").ShouldBeRefused(403, "space.external");
        await test.Ask(Sales, "WITH x AS (SELECT trade, count(*) n FROM b GROUP BY 1), y AS (SELECT count(*) m FROM pairs) "
            + "SELECT x.n FROM x, y").ShouldBeRefused(403, "space.external");
    }

    [Fact]
    public async Task The_other_agreement_stops_it_ends_it_and_narrows_it()
    {
        await using var test = await Keeping();
        await test.Stop(Firms);
        await test.Ask(Sales, "SELECT count(*) FROM pairs").ShouldBeRefused(409, "space.stopped");
        var lifted = await test.Staff.PostAsJsonAsync($"/api/space/agreements/{Firms.Value}/lift", new { reason = "无误" });
        lifted.EnsureSuccessStatusCode();
        (await test.Ask(Sales, "SELECT count(*) FROM pairs")).StatusCode.ShouldBe(HttpStatusCode.OK);
        test.Agree(Firms, c => c with { Policy = c.Policy with { MinGroup = 12 } });
        await test.Ask(Sales, "SELECT count(*) FROM pairs").ShouldBeRefused(409, "space.derived-policy");
        test.Agree(Firms, c => c with { InForce = false });
        await test.Ask(Sales, "SELECT count(*) FROM pairs").ShouldBeRefused(409, "space.not-in-force");
        (await test.Analyst.Derived(Sales.Value)).Single()["fallen"]!["code"].ShouldBeText("space.not-in-force");
        (await test.Ask(Sales, "SELECT avg(price) FROM data WHERE district = '海淀'")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_largest_smallest_group_of_all_holds_and_may_not_be_undercut()
    {
        await using var test = await Keeping();
        test.Agree(Firms, c => c with { Policy = c.Policy with { MinGroup = 6 } });
        var with = new[] { new { @as = "b", agreementId = Firms.Value } };
        await test.Analyst.Keep(Sales.Value, "five", Joined, new { minGroup = 5 }, with).ShouldBeRefused(403, "space.derived-looser");
        var six = await TestApp.Body(await test.Analyst.Keep(Sales.Value, "six", Joined, null, with));
        six["minGroup"]!.GetValue<int>().ShouldBe(6);
        (await test.Analyst.Keep(Sales.Value, "seven", Joined, new { minGroup = 7 }, with)).StatusCode.ShouldBe(HttpStatusCode.Created);
        Rows.Of(await TestApp.Body(await test.Ask(Sales, "SELECT district, count(*) FROM six GROUP BY district"))).ShouldBe(["海淀 12"]);
        // 海淀 has six firms.
        await test.Ask(Sales, "SELECT district, count(*) FROM seven GROUP BY district").ShouldBeRefused(403, "space.not-released");
    }
}
