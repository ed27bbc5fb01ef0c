using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space.Uses;
using Yuanliu.Space.Workers;

namespace Yuanliu.Tests.Space;

/// <summary>The meter under pressure: it is a hard limit, and what dies on the way is counted once or not at all.</summary>
public sealed class MeterTests
{
    const string Count = "SELECT count(*) FROM data";

    [Fact]
    public async Task Of_a_thousand_calls_on_ten_uses_exactly_ten_are_answered()
    {
        await using var test = await SpaceTest.Start(uses: 10);
        var codes = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (i, _) =>
        {
            using var reply = await test.Ask($"SELECT count(*) FROM data WHERE rooms < {100 + i}");
            codes.Add(reply.StatusCode);
        });
        codes.GroupBy(c => c).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()))
            .ShouldBe([(HttpStatusCode.OK, 10), (HttpStatusCode.Conflict, 990)]);
        (await test.Used()).ShouldBe(10);
        (await test.App.Db(db => db.Set<Use>().CountAsync(u => u.Kind == UseKind.Denied))).ShouldBe(990);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_server_that_dies_before_the_count_has_neither_answered_nor_counted()
    {
        await using var test = await SpaceTest.Start();
        test.Pause.Then = () => throw new InvalidOperationException("The server died.");
        (await test.Ask(Count)).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await test.Used()).ShouldBe(0);
        (await test.Answer(Count))["number"]!.GetValue<int>().ShouldBe(1);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_server_that_dies_after_the_count_gives_the_answer_again_for_nothing_and_bills_it_once()
    {
        await using var test = await SpaceTest.Start();
        test.Death.IsNear = true;
        (await test.Ask(Count)).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await test.Used()).ShouldBe(1);
        var again = await test.Answer(Count);
        (again["repeat"]!.GetValue<bool>(), again["number"]!.GetValue<int>(), again["priceFen"]!.GetValue<long>()).ShouldBe((true, 1, 0L));
        await test.App.Settle();
        (await TestApp.Body(await test.Seller.GetAsync("/api/settlement/unbilled")))["items"]![0]!["uses"]!.GetValue<int>().ShouldBe(1);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_policy_that_changes_while_a_question_runs_keeps_its_answer_back()
    {
        SpaceTest? test = null;
        await using var started = test = await SpaceTest.Start(meddle: (opening, command) =>
        {
            if (command.Kind is WorkVerb.Gather) test!.Agree(c => c with { Policy = c.Policy with { MinGroup = 7 } });
            return command;
        });
        await test.Ask(Count).ShouldBeRefused(409, "space.policy-changed");
        (await test.Used()).ShouldBe(0);
        Rows.Of(await test.Answer("SELECT district, count(*) FROM data GROUP BY district")).ShouldBe(["海淀 10"]);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task An_agreement_that_ends_while_a_question_runs_answers_it_no_more()
    {
        SpaceTest? test = null;
        await using var started = test = await SpaceTest.Start(meddle: (opening, command) =>
        {
            if (command.Kind is WorkVerb.Gather) test!.Agree(c => c with { InForce = false });
            return command;
        });
        await test.Ask(Count).ShouldBeRefused(409, "space.not-in-force");
        (await test.Used()).ShouldBe(0);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_file_that_changes_or_goes_under_a_version_changes_no_answer_of_that_version()
    {
        await using var test = await SpaceTest.Start();
        var file = Path.Combine(test.App.DataFolder, "sales.csv");
        Rows.Of(await test.Answer(Count)).ShouldBe(["36"]);
        await File.WriteAllTextAsync(file, "district,rooms,price,area,owner,phone\n海淀,1,1,1,a,1\n");
        Rows.Of(await test.Answer("SELECT count(DISTINCT owner) FROM data")).ShouldBe(["20"]);
        File.Delete(file);
        Rows.Of(await test.Answer("SELECT sum(price) FROM data")).ShouldBe(["68250"]);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_source_that_is_gone_before_it_was_read_is_refused_and_counts_nothing()
    {
        await using var test = await SpaceTest.Start();
        File.Delete(Path.Combine(test.App.DataFolder, "sales.csv"));
        var refusal = await test.Ask(Count).ShouldBeRefused(403, "space.not-released");
        refusal.ToJsonString().ShouldNotContain("sales");
        (await test.Cause()).ShouldBe("Failed");
        (await test.Used()).ShouldBe(0);
        await test.App.ShouldAgree();
    }
}
