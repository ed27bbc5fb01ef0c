using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Gateway;

public sealed class KeysTests
{
    [Fact]
    public async Task A_key_opens_its_agreement_and_nothing_else()
    {
        await using var test = await GatewayTest.Start();
        var (program, _, _) = await test.Key();
        await TestApp.Done(await test.Verify(program, GatewayTest.Item(1)));
        await TestApp.Done(await program.GetAsync($"/api/space/agreements/{test.Agreement}/openapi.json"));
        await program.GetAsync($"/api/space/agreements/{Guid.Empty}/rows").ShouldBeRefused(403, "session.bound");
        await program.GetAsync("/api/session").ShouldBeRefused(403, "session.scope");
        await program.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/queries", new { sql = "SELECT 1" }).ShouldBeRefused(403,
            "session.bound");
        await program.PostAsJsonAsync("/api/parties/tokens", new { name = "x", scopes = new[] { "space:use" }, days = 1 })
            .ShouldBeRefused(403, "session.scope");
    }

    [Fact]
    public async Task A_revoked_key_is_dead_and_the_evidence_tells_of_both()
    {
        await using var test = await GatewayTest.Start();
        var (program, key, _) = await test.Key();
        await TestApp.Done(await test.Developer.PostAsync($"/api/space/agreements/{test.Agreement}/keys/{key}/revoke", null));
        await test.Rows(program).ShouldBeRefused(401, "session.required");
        (await test.App.FactKinds()).Where(k => k.StartsWith("space.key")).ShouldBe(["space.key-issued/1", "space.key-revoked/1"]);
        var listed = (await test.Keys()).Items.Single();
        listed["revokedAt"].ShouldNotBeNull();
        listed["stage"].ShouldBeText("Revoked");
        await test.Developer.PostAsync($"/api/space/agreements/{test.Agreement}/keys/{Guid.Empty}/revoke", null).ShouldBeRefused(404,
            "space.no-such-key");
    }

    [Fact]
    public async Task A_stop_kills_the_keys_and_lifting_it_does_not_bring_them_back()
    {
        await using var test = await GatewayTest.Start();
        var (program, _, _) = await test.Key();
        Task<HttpResponseMessage> Take(string act) => test.Staff.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/{act}",
            new { reason = "疑似滥用" });
        await TestApp.Done(await Take("stop"));
        await test.Rows(program).ShouldBeRefused(401, "session.required");
        await test.Rows(test.Developer).ShouldBeRefused(409, "space.stopped");
        await test.Developer.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/keys", new { name = "新", days = 1 })
            .ShouldBeRefused(409, "space.stopped");
        await TestApp.Done(await Take("lift"));
        await test.Rows(program).ShouldBeRefused(401, "session.required");
        await TestApp.Done(await test.Rows((await test.Key()).Program));
    }

    [Fact]
    public async Task Only_the_buyers_developer_makes_keys()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var path = $"/api/space/agreements/{test.Agreement}/keys";
        await (await test.App.SignIn("卖方", Role.Analyst)).PostAsJsonAsync(path, new { name = "x", days = 1 }).ShouldBeRefused(404,
            "space.no-such-agreement");
        await (await test.App.SignIn("买方", Role.Finance)).PostAsJsonAsync(path, new { name = "x", days = 1 }).ShouldBeRefused(403,
            "session.role");
        await test.Developer.PostAsJsonAsync(path, new { name = "x", days = 999 }).ShouldBeRefused(400, "shape");
    }

    [Fact]
    public async Task Keys_come_page_after_page_the_newest_first_and_a_cursor_that_is_none_is_the_beginning()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        foreach (var name in new[] { "甲", "乙", "丙" }) await test.Key(name: name);
        var (first, next) = await test.Keys("take=2");
        first.Select(k => (string?)k["name"]).ShouldBe(["丙", "乙"]);
        var (last, end) = await test.Keys($"take=2&after={next}");
        (last.Single()["name"]!.ToString(), end).ShouldBe(("甲", null));
        (await test.Keys($"after={last.Single()["id"]}")).Items.ShouldBeEmpty();
        (await test.Keys("take=3")).Next.ShouldBeNull("a full page after which there is nothing is the last one");
        (await test.Keys("after=nonsense")).Items.Count.ShouldBe(3);
        (await test.Keys("take=0")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_are_found_by_part_of_their_name_and_by_their_state()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        await test.Key(days: 2, name: "旧风控程序");
        await test.Key(name: "新风控程序");
        var (_, gone, _) = await test.Key(days: 2, name: "报表");
        await TestApp.Done(await test.Developer.PostAsync($"/api/space/agreements/{test.Agreement}/keys/{gone}/revoke", null));
        await test.AdvanceTo("2026-03-05");
        async Task<List<string>> Named(string query) => [.. (await test.Keys(query)).Items.Select(k => $"{k["name"]} {k["stage"]}")];
        (await Named($"q={Uri.EscapeDataString("风控")}")).ShouldBe(["新风控程序 Alive", "旧风控程序 Expired"]);
        (await Named("stage=Alive")).ShouldBe(["新风控程序 Alive"]);
        (await Named("stage=Expired")).ShouldBe(["旧风控程序 Expired"]);
        (await Named("stage=Revoked")).ShouldBe(["报表 Revoked"]);
        (await Named($"stage=Revoked&q={Uri.EscapeDataString("风控")}")).ShouldBeEmpty();
        (await Named("q=%25")).ShouldBeEmpty("it is looked for as it stands");
        (await test.Developer.GetAsync($"/api/space/agreements/{test.Agreement}/keys?stage=Nonsense")).StatusCode
            .ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>However many were revoked since, or have run out.</summary>
    [Fact]
    public async Task An_agreement_has_fifty_keys_that_open_it_and_no_more()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        await test.Key(days: 1, name: "一日");
        await test.AdvanceTo("2026-03-04");
        var oldest = (await test.Key()).Key;
        for (var i = 0; i < 49; i++) await test.Key();
        Task<HttpResponseMessage> Make() => test.Developer.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/keys",
            new { name = "又一个", days = 1 });
        await Make().ShouldBeRefused(409, "space.too-many-keys");
        (await test.Keys("stage=Alive&take=100")).Items.Count.ShouldBe(50);
        await TestApp.Done(await test.Developer.PostAsync($"/api/space/agreements/{test.Agreement}/keys/{oldest}/revoke", null));
        await TestApp.Done(await Make());
    }
}
