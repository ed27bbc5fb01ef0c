using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
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
        var keys = JsonNode.Parse(await test.Developer.GetStringAsync($"/api/space/agreements/{test.Agreement}/keys"))!.AsArray();
        keys.Single()!["revokedAt"].ShouldNotBeNull();
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
}
