using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Parties;

public sealed class SetupTests
{
    [Fact]
    public async Task Whoever_knows_the_code_founds_an_empty_node_once_and_signs_in()
    {
        await using var app = await TestApp.Start();
        var code = (await Code(app))!;
        (await IsOpen(app)).ShouldBeTrue();
        await app.Anyone.PostAsJsonAsync("/api/setup", Request("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE")).ShouldBeRefused(403, "parties.setup-code");
        await app.Anyone.PostAsJsonAsync("/api/setup", Request(code, organizationCode: "91110108MA0000000X"))
            .ShouldBeRefused(400, "parties.bad-code");
        await app.Anyone.PostAsJsonAsync("/api/setup", Request(code, password: "short")).ShouldBeRefused(400, "shape");
        (await app.FactKinds()).ShouldBeEmpty();

        await TestApp.Done(await app.Anyone.PostAsJsonAsync("/api/setup", Request($" {code.ToLowerInvariant()} ")));
        var session = await (await app.SignInAs("chief")).GetFromJsonAsync<JsonObject>("/api/session");
        ((string?)session!["organizationName"], (string?)session["personName"]).ShouldBe(("某市数据局", "首任管理员"));
        session["roles"]!.AsArray().Select(r => (string?)r).ShouldBe(["Administrator"]);
        (await app.FactKinds()).ShouldBe(["parties.organization-registered/1", "parties.node-founded/1"]);

        (await IsOpen(app)).ShouldBeFalse();
        await app.Anyone.PostAsJsonAsync("/api/setup", Request(code, login: "second")).ShouldBeRefused(409, "parties.setup-closed");
        (await Code(app)).ShouldBeNull();
        await app.ShouldBeWhole();
    }

    [Fact]
    public async Task Of_two_who_set_up_at_once_one_wins()
    {
        await using var app = await TestApp.Start();
        var code = (await Code(app))!;
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            app.Anyone.PostAsJsonAsync("/api/setup", Request(code, TestCodes.Of(700 + i), login: $"chief{i}"))));

        replies.Count(r => r.IsSuccessStatusCode).ShouldBe(1);
        foreach (var late in replies.Where(r => !r.IsSuccessStatusCode))
            await Task.FromResult(late).ShouldBeRefused(409, "parties.setup-closed");
        (await app.FactKinds()).ShouldBe(["parties.organization-registered/1", "parties.node-founded/1"]);
    }

    [Fact]
    public async Task Two_processes_cannot_both_found_one_node()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var app = await TestApp.Start(configure: s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause)));
        var code = (await Code(app))!;
        pause.Then = () => app.Administrator();              // the other process does not share our turn
        await app.Anyone.PostAsJsonAsync("/api/setup", Request(code)).ShouldBeRefused(409, "already-there");
        (await app.FactKinds()).Count(k => k == "parties.node-founded/1").ShouldBe(1);
        await app.Anyone.PostAsJsonAsync("/api/setup", Request(code)).ShouldBeRefused(409, "parties.setup-closed");
    }

    [Fact]
    public async Task The_code_stays_the_same_until_it_is_used_and_nobody_else_may_read_its_file()
    {
        await using var app = await TestApp.Start();
        var code = await Code(app);
        (await Code(app)).ShouldBe(code);
        var file = Path.Combine(app.DataFolder, "setup-code");
        File.ReadAllText(file).ShouldBe(code);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await app.Administrator();
        (await Code(app)).ShouldBeNull();
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task A_node_that_offers_no_code_cannot_be_set_up()
    {
        await using var app = await TestApp.Start();
        (await IsOpen(app)).ShouldBeFalse();
        await app.Anyone.PostAsJsonAsync("/api/setup", Request("anything")).ShouldBeRefused(409, "parties.setup-closed");
    }

    static object Request(string code, string? organizationCode = null, string login = "chief", string password = TestApp.Password)
        => new
        {
            code, organizationName = "某市数据局", organizationCode = organizationCode ?? TestCodes.Of(600), login, name = "首任管理员", password,
        };

    static async Task<bool> IsOpen(TestApp app)
        => (await app.Anyone.GetFromJsonAsync<JsonObject>("/api/setup"))!["open"]!.GetValue<bool>();

    /// <summary>What the server prints when it starts.</summary>
    static async Task<string?> Code(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IFirstParties>().SetupCode(CancellationToken.None);
    }
}
