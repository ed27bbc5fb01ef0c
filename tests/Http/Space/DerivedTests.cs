using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space;

namespace Yuanliu.Tests.Space;

/// <summary>派生表 — a named definition is a question of its parents, as narrow as the narrowest of them, and falls with any of
/// them.</summary>
public sealed class DerivedTests
{
    const string Homes = "SELECT district, rooms, price, owner FROM data WHERE rooms < 3";
    const string ByDistrict = "SELECT district, count(*) AS n, sum(price) AS s FROM homes GROUP BY district";

    [Fact]
    public async Task A_question_that_names_it_is_the_question_written_out_and_is_free_where_that_was_answered()
    {
        await using var test = await SpaceTest.Start();
        await test.Kept("homes", Homes);
        var named = await test.Answer(ByDistrict);
        // 朝阳 has twenty rows of four owners: hidden here as it is from whoever asks the table itself.
        Rows.Of(named).ShouldBe(["海淀 10 10045"]);
        var written = await test.Answer($"SELECT district, count(*) AS n, sum(price) AS s FROM ({Homes}) h GROUP BY district");
        (written["repeat"]!.GetValue<bool>(), written["resultSha256"]!.ToString()).ShouldBe((true, named["resultSha256"]!.ToString()));
        (await test.Used()).ShouldBe(1);
        var replay = await TestApp.Body(await test.Analyst.GetAsync($"/api/space/uses/{named["useId"]}/replay"));
        replay["outcome"].ShouldBeText("Same");
        (await test.Check(ByDistrict))["plan"]!["derived"]!.AsArray().Select(d => (string)d!).ShouldBe(["homes"]);
        await test.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Colleagues_use_it_and_nobody_else_sees_its_text()
    {
        await using var test = await SpaceTest.Start();
        var kept = await test.Kept("homes", Homes);
        kept["sql"]!.ToString().ShouldBe(Homes);
        var colleague = await test.App.SignIn("买方", Role.Analyst);
        (await test.Ask(ByDistrict, colleague)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await colleague.Derived(test.Agreement)).Single()["sql"]!.ToString().ShouldBe(Homes);
        foreach (var watcher in new[] { test.Seller, await test.App.SignIn("监管", Role.Regulator) })
        {
            var seen = (await watcher.Derived(test.Agreement)).Single();
            (seen["sql"], seen["openSteps"]!.AsArray().Count).ShouldBe((null, 0));
            seen["definitionSha256"]!.ToString().ShouldBe(Yuanliu.Space.Uses.UseBook.Sha256(Homes));
        }
        await test.Seller.Keep(test.Agreement, "x", Homes).ShouldBeRefused(403, "space.not-buyer");
        await test.Stranger.Keep(test.Agreement, "x", Homes).ShouldBeRefused(404, "space.no-such-agreement");
        await test.Stranger.GetAsync(DerivedTest.Path(test.Agreement)).ShouldBeRefused(404, "space.no-such-agreement");
    }

    [Fact]
    public async Task It_is_read_by_the_gate_when_it_is_kept_and_no_name_is_had_twice()
    {
        await using var test = await SpaceTest.Start();
        await test.Keep("x", "SELECT phone FROM data").ShouldBeRefused(403, "space.column");
        await test.Keep("x", "SELECT * FROM data").ShouldBeRefused(403, "space.raw-rows");
        await test.Keep("x", "SELECT district FROM x").ShouldBeRefused(403, "space.external");
        await test.Keep("x", "SELECT district || '市' FROM data").ShouldBeRefused(400, "space.syntax");
        await test.Keep("x", "SELECT district FROM read_csv('/etc/passwd')").ShouldBeRefused(403, "space.external");
        (await test.Keep("data", Homes)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await test.Keep("a b", Homes)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await test.Kept("homes", Homes);
        await test.Keep("HOMES", "SELECT district FROM data").ShouldBeRefused(409, "space.derived-name-taken");
        (await test.Used()).ShouldBe(0);
        (await test.App.FactKinds()).Count(k => k == "space.derived-kept/1").ShouldBe(1);
    }

    [Fact]
    public async Task It_is_only_ever_tightened()
    {
        await using var test = await SpaceTest.Start();
        await test.Keep("homes", Homes, new { minGroup = 4 }).ShouldBeRefused(403, "space.derived-looser");
        await test.Keep("homes", Homes, new { columns = new[] { "area" } }).ShouldBeRefused(403, "space.derived-looser");
        await test.Keep("homes", Homes, new { modes = new[] { "Private" } }).ShouldBeRefused(403, "space.mode");
        await test.Keep("homes", Homes, new { bounds = new[] { new { column = "price", low = 0, high = 100 } } })
            .ShouldBeRefused(403, "space.derived-bounds");
        var kept = await test.Kept("homes", Homes, new { minGroup = 6 });
        kept["minGroup"]!.GetValue<int>().ShouldBe(6);
        Rows.Of(await test.Answer(ByDistrict)).ShouldBe(["海淀 10 10045"]);

        await test.Analyst.Step(kept, "Tighten", new { minGroup = 5 }).ShouldBeRefused(403, "space.derived-looser");
        await TestApp.Body(await test.Analyst.Step(kept, "Tighten", new { minGroup = 11, columns = new[] { "district", "price" } }));
        await test.Ask(ByDistrict).ShouldBeRefused(403, "space.not-released");
        await test.Ask("SELECT count(DISTINCT owner) FROM homes").ShouldBeRefused(403, "space.column");
        await test.Analyst.Step(kept, "Tighten", new { columns = new[] { "owner" } }).ShouldBeRefused(403, "space.derived-looser");
        (await test.Ask("SELECT district, count(*) FROM data GROUP BY 1")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await test.App.FactKinds()).Count(k => k == "space.derived-step/1").ShouldBe(1);
    }

    [Fact]
    public async Task Bounds_of_ones_own_serve_noise_and_nothing_else()
    {
        await using var test = await SpaceTest.Start(controls: UseControls.Default with
        {
            Modes = [UseMode.Aggregate, UseMode.Private], Privacy = new(200_000, 100_000), RowsPerIdentityMax = 1,
        });
        var bounds = new { modes = new[] { "Private" }, bounds = new[] { new { column = "price", low = 500, high = 1500 } } };
        await test.Keep("near", Homes, bounds with { bounds = [new { column = "price", low = 500, high = 9000 }] })
            .ShouldBeRefused(403, "space.derived-looser");
        var kept = await test.Kept("near", Homes, bounds);
        kept["columns"]!.AsArray().Single(c => (string)c!["name"]! == "price")!["high"]!.GetValue<decimal>().ShouldBe(1500);
        (await test.Ask("SELECT sum(price) FROM near", mode: UseMode.Private)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await test.Ask("SELECT sum(price) FROM near").ShouldBeRefused(403, "space.derived-mode");
        // What stands on it is for noise alone as well.
        (await test.Kept("nearer", "SELECT price FROM near"))["modes"]!.AsArray().Select(m => (string)m!).ShouldBe(["Private"]);
        await test.Ask("SELECT sum(price) FROM nearer").ShouldBeRefused(403, "space.derived-mode");
    }

    [Fact]
    public async Task One_stands_on_another_as_narrow_as_it_and_falls_with_it()
    {
        await using var test = await SpaceTest.Start(limits: new SpaceLimits { DerivedDepthMax = 3 });
        var first = await test.Kept("homes", Homes, new { minGroup = 8 });
        var second = await test.Kept("small", "SELECT district, price FROM homes WHERE rooms = 1");
        (second["minGroup"]!.GetValue<int>(), second["depth"]!.GetValue<int>()).ShouldBe((8, 2));
        await test.Keep("loose", "SELECT district FROM homes", new { minGroup = 7 }).ShouldBeRefused(403, "space.derived-looser");
        await test.Kept("third", "SELECT district FROM small");
        await test.Keep("fourth", "SELECT district FROM third").ShouldBeRefused(409, "space.derived-too-deep");
        // A name in the question is not a name in the definition.
        Rows.Of(await test.Answer("WITH homes AS (SELECT district, rooms, price FROM data WHERE rooms = 3) SELECT count(*) FROM homes"))
            .ShouldBe(["6"]);
        await test.Ask("WITH homes AS (SELECT district, rooms FROM data WHERE rooms > 1) SELECT sum(price) FROM small")
            .ShouldBeRefused(403, "space.not-released");

        await TestApp.Body(await test.Analyst.Step(first, "Drop"));
        await test.Ask("SELECT count(*) FROM small").ShouldBeRefused(409, "space.derived-parent");
        await test.Ask("SELECT count(*) FROM third").ShouldBeRefused(409, "space.derived-parent");
        await test.Ask("SELECT count(*) FROM homes").ShouldBeRefused(403, "space.external");
        (await test.Analyst.Derived(test.Agreement, "?stage=Standing")).Select(d => (string?)d["fallen"]?["code"])
            .ShouldBe(["space.derived-parent", "space.derived-parent"], ignoreOrder: true);
        // The name is free again; what stood on the old one does not stand on the new one.
        await test.Kept("homes", "SELECT district, rooms, price, owner FROM data");
        await test.Ask("SELECT count(*) FROM small").ShouldBeRefused(409, "space.derived-parent");
    }

    [Fact]
    public async Task A_replaced_policy_takes_it_along_and_a_withdrawn_column_is_named()
    {
        await using var test = await SpaceTest.Start();
        await test.Kept("homes", Homes);
        test.Agree(c => c with { Policy = c.Policy with { MinGroup = 6 } });
        await test.Ask(ByDistrict).ShouldBeRefused(409, "space.derived-policy");
        (await test.Analyst.Derived(test.Agreement)).Single()["fallen"]!["code"].ShouldBeText("space.derived-policy");
        test.Agree(c => c with { Policy = c.Policy with { Columns = [.. c.Policy.Columns.Where(p => p.Name != "price")] } });
        var refused = await test.Ask("SELECT count(*) FROM homes").ShouldBeRefused(409, "space.derived-unreadable");
        refused["detail"]!.ToString().ShouldContain("price");
        (await test.Ask("SELECT count(*) FROM data")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_ends_with_the_agreement_and_rests_with_a_stop()
    {
        await using var test = await SpaceTest.Start();
        var kept = await test.Kept("homes", Homes);
        var staff = await test.App.SignIn(TestApp.PlatformName, Role.ExchangeStaff);
        (await staff.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/stop", new { reason = "核查" })).EnsureSuccessStatusCode();
        await test.Ask(ByDistrict).ShouldBeRefused(409, "space.stopped");
        await test.Keep("more", Homes).ShouldBeRefused(409, "space.stopped");
        (await test.Analyst.Derived(test.Agreement)).Single()["fallen"]!["code"].ShouldBeText("space.stopped");
        (await staff.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/lift", new { reason = "无误" })).EnsureSuccessStatusCode();
        (await test.Ask(ByDistrict)).StatusCode.ShouldBe(HttpStatusCode.OK);

        test.Agree(c => c with { InForce = false });
        await test.App.Db(async db =>
        {
            db.Record("urn:test", new AgreementTerminated(test.Agreement, new(2026, 3, 2)));
            return await db.SaveChangesAsync();
        });
        await test.App.Settle();
        await test.Ask(ByDistrict).ShouldBeRefused(409, "space.not-in-force");
        (await test.Analyst.Derived(test.Agreement)).Single()["stage"].ShouldBeText("Ended");
        await test.Analyst.Step(kept, "Tighten", new { minGroup = 9 }).ShouldBeRefused(409, "derived.step-not-open");
        await test.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Of_two_who_keep_the_same_name_at_once_one_is_told_no()
    {
        await using var test = await SpaceTest.Start();
        test.Pause.Then = async () => await test.Kept("homes", "SELECT district FROM data");
        await test.Keep("homes", Homes).ShouldBeRefused(409, "space.derived-name-taken");
        (await test.Analyst.Derived(test.Agreement)).Single()["sql"]!.ToString().ShouldBe("SELECT district FROM data");
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => test.Keep("again", Homes)));
        replies.Select(r => r.StatusCode).Order().ShouldBe([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.Conflict, 5)]);
        (await test.App.FactKinds()).Count(k => k == "space.derived-kept/1").ShouldBe(2);
    }

    [Fact]
    public async Task However_many_keep_at_once_no_more_than_the_limit_stand()
    {
        await using var test = await SpaceTest.Start(limits: new SpaceLimits { DerivedMax = 3 });
        var kept = await test.Kept("first", Homes);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => test.Keep($"t{i}", Homes)));
        (await test.Analyst.Derived(test.Agreement)).Count.ShouldBe(3);
        await test.Keep("more", Homes).ShouldBeRefused(409, "space.derived-too-many");
        (await test.Analyst.Step(kept, "Drop")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await test.Keep("more", Homes)).StatusCode.ShouldBe(HttpStatusCode.Created);
        await test.Analyst.Step(kept, "Drop").ShouldBeRefused(409, "derived.step-not-open");
    }

    [Fact]
    public async Task A_parent_dropped_while_one_is_kept_on_it_is_seen()
    {
        await using var test = await SpaceTest.Start();
        var parent = await test.Kept("homes", Homes);
        test.Pause.Then = async () => await TestApp.Body(await test.Analyst.Step(parent, "Drop"));
        await test.Keep("small", "SELECT district FROM homes").ShouldBeRefused(409, "space.derived-parent");
    }

    [Fact]
    public async Task One_that_is_tightened_while_a_question_of_it_runs_is_not_answered_by_what_it_was()
    {
        Func<Task>? meanwhile = null;
        await using var test = await SpaceTest.Start(meddle: (_, command) =>
        {
            if (Interlocked.Exchange(ref meanwhile, null) is { } then) Task.Run(then).GetAwaiter().GetResult();
            return command;
        });
        var kept = await test.Kept("homes", Homes);
        meanwhile = async () => await TestApp.Body(await test.Analyst.Step(kept, "Tighten", new { minGroup = 6 }));
        await test.Ask(ByDistrict).ShouldBeRefused(409, "space.derived-changed");
        (await test.Used()).ShouldBe(0);
        (await test.Ask(ByDistrict)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_list_is_filtered_and_paged_by_the_server()
    {
        await using var test = await SpaceTest.Start();
        foreach (var name in new[] { "one", "two", "twenty" }) await test.Kept(name, Homes);
        (await test.Analyst.Derived(test.Agreement, "?q=TW")).Select(d => d["name"]!.ToString()).ShouldBe(["twenty", "two"]);
        var page = await TestApp.Body(await test.Analyst.GetAsync(DerivedTest.Path(test.Agreement) + "?take=2"));
        page["items"]!.AsArray().Select(d => d!["name"]!.ToString()).ShouldBe(["twenty", "two"]);
        (await test.Analyst.Derived(test.Agreement, $"?take=2&after={page["next"]}")).Single()["name"].ShouldBeText("one");
        (await test.Analyst.Derived(test.Agreement, "?stage=Dropped")).ShouldBeEmpty();
    }
}
