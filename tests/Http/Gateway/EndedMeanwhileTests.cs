using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Gateway;

/// <summary>An agreement that ends after a call was let in and before it is counted: nothing is counted, and nothing leaves.</summary>
public sealed class EndedMeanwhileTests
{
    public enum Way { Rows, Verification, File }
    public enum End { OfTerm, ByASide, Stopped, OtherTerms }

    public static TheoryData<Way, End, string> Ends()
    {
        var all = new TheoryData<Way, End, string>();
        foreach (var way in Enum.GetValues<Way>())
        {
            all.Add(way, End.OfTerm, "space.expired");
            all.Add(way, End.ByASide, "space.not-in-force");
            all.Add(way, End.Stopped, "space.stopped");
            all.Add(way, End.OtherTerms, "space.policy-changed");
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task What_was_let_in_is_neither_counted_nor_answered(Way way, End end, string code)
    {
        await using var test = await GatewayTest.Start(withIndex: way is Way.Verification);
        if (way is Way.Verification) test.PastTheDoor = () => Comes(test, end);
        else test.Source = async _ =>
        {
            await Comes(test, end);
            return test.Housed;
        };
        await (way switch
        {
            Way.Rows => test.Rows(test.Developer),
            Way.Verification => test.Verify(test.Developer, GatewayTest.Item(1)),
            Way.File or _ => test.Make(test.Developer),
        }).ShouldBeRefused(409, code);
        (await test.Used()).ShouldBe(0);
        var kinds = await test.App.FactKinds();
        (kinds.Count(k => k == "space.use-metered/1"), kinds.Count(k => k == "space.use-denied/1")).ShouldBe((0, 1));
        var again = await Replay(test);
        ((string?)again["outcome"], (string?)again["refusal"]!["code"]).ShouldBe(("SameUntilData", code));
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task Who_counts_anew_because_another_was_first_looks_at_the_term_anew_too()
    {
        await using var test = await GatewayTest.Start();
        await TestApp.Done(await test.Verify(test.Developer, GatewayTest.Item(0)));
        test.Pause.Then = async () =>
        {
            await test.App.Db(db => db.Database.ExecuteSqlAsync($"UPDATE space_use_meter SET \"Version\" = \"Version\" + 1"));
            await Comes(test, End.OfTerm);
        };
        await test.Verify(test.Developer, GatewayTest.Item(1)).ShouldBeRefused(409, "space.expired");
        (await test.Used()).ShouldBe(1);
        await test.App.ShouldAgree();
    }

    [Theory]
    [InlineData(End.OfTerm, "space.expired")]
    [InlineData(End.ByASide, "space.not-in-force")]
    [InlineData(End.Stopped, "space.stopped")]
    public async Task A_file_that_was_made_is_given_out_no_more_once_the_agreement_is_over(End end, string code)
    {
        await using var test = await GatewayTest.Start(uses: 1, withIndex: false);
        var href = (string)(await TestApp.Body(await test.Make(test.Developer)))["href"]!;
        (await test.Developer.GetAsync(href)).EnsureSuccessStatusCode();       // all uses are spent, and it is one of them
        await Comes(test, end);
        await (await test.App.SignIn("买方", Role.Analyst)).GetAsync(href).ShouldBeRefused(409, code);
    }

    static async Task Comes(GatewayTest test, End end)
    {
        switch (end)
        {
            case End.OfTerm: test.App.Clock.Advance(TimeSpan.FromDays(30)); break;
            case End.ByASide: test.Agree(c => c with { InForce = false }); break;
            case End.OtherTerms: test.Agree(c => c with { Policy = c.Policy with { Purpose = "反欺诈" } }); break;
            case End.Stopped: await TestApp.Done(await test.Staff.PostAsJsonAsync(
                $"/api/space/agreements/{test.Agreement}/stop", new { reason = "疑似滥用" })); break;
        }
    }

    static async Task<JsonObject> Replay(GatewayTest test)
    {
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        var id = (await TestApp.Body(await regulator.GetAsync("/api/space/uses")))["items"]!.AsArray().ShouldHaveSingleItem()!["id"];
        return await TestApp.Body(await regulator.GetAsync($"/api/space/uses/{id}/replay"));
    }
}
