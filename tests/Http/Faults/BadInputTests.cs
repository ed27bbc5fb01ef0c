using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Tests.Catalog;
using Yuanliu.Tests.Space;

namespace Yuanliu.Tests.Faults;

/// <summary>What the outside may do wrong: each is refused with its code, and afterwards everything is whole.</summary>
public sealed class BadInputTests
{
    [Theory, MemberData(nameof(CatalogTests.BadFiles), MemberType = typeof(CatalogTests))]
    public async Task After_a_file_that_is_no_table_everything_is_whole_and_a_good_one_is_taken(string code, byte[] content)
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("环境监测站", Role.Steward);
        (await CatalogTests.Profiled(steward, content))["refusal"]!["code"].ShouldBeText(code);
        await app.ShouldBeWhole();
        (await CatalogTests.Profiled(steward, "a,b\n1,2\n3,4\n"u8.ToArray()))["stage"].ShouldBeText("Proposed");
        await app.ShouldBeWhole();
    }

    [Theory]
    [InlineData("SELECT count(*) FROM read_csv('/etc/passwd')", "space.external")]
    [InlineData("SELECT count(*) FROM '/etc/passwd'", "space.external")]
    [InlineData("SELECT count(*) FROM read_parquet('https://example.org/a.parquet')", "space.external")]
    [InlineData("ATTACH '/tmp/x.db'", "space.external")]
    [InlineData("COPY data TO '/tmp/x.csv'", "space.external")]
    [InlineData("INSTALL httpfs", "space.external")]
    [InlineData("SELECT count(*) FROM data; ATTACH '/tmp/x.db'", "space.external")]
    [InlineData("SELECT count(*), read_text('/etc/passwd') FROM data", "space.function")]
    public async Task A_query_that_reaches_for_files_is_refused_uses_nothing_and_leaves_everything_whole(string sql, string code)
    {
        await using var test = await SpaceTest.Start();
        var refusal = await test.Ask(sql).ShouldBeRefused(403, code);
        refusal.ToJsonString().ShouldNotContain("root:");
        (await test.Used()).ShouldBe(0);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task While_the_clock_stands_before_the_newest_fact_nothing_is_written_and_everything_can_be_read()
    {
        await using var app = await TestApp.Start();
        var admin = await app.Administrator();
        await TestApp.Done(await Register(admin, 700_001));
        app.Clock.Advance(TimeSpan.FromHours(-1));
        await Register(admin, 700_002).ShouldBeRefused(503, "kernel.clock-moved-back");
        (await admin.GetAsync("/api/parties/organizations")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Names(admin)).ShouldNotContain("单位700002");
        app.Clock.Advance(TimeSpan.FromHours(1));
        await TestApp.Done(await Register(admin, 700_003));
        await app.ShouldBeWhole();
    }

    [Fact]
    public async Task An_act_in_a_session_that_has_expired_is_refused_and_changes_nothing()
    {
        await using var app = await TestApp.Start();
        var admin = await app.SignIn("甲公司", Role.Administrator);
        var before = await app.FactKinds();
        app.Clock.Advance(TimeSpan.FromHours(12));
        await Register(admin, 700_004).ShouldBeRefused(401, "session.required");
        await admin.PostAsync("/api/catalog/uploads?name=a.csv", new StringContent("a\n1\n")).ShouldBeRefused(401, "session.required");
        (await app.FactKinds()).ShouldBe(before);
        await app.ShouldBeWhole();
    }

    static Task<HttpResponseMessage> Register(HttpClient admin, int number) => admin.PostAsJsonAsync(
        "/api/parties/organizations", new { name = $"单位{number}", code = TestCodes.Of(number), kind = "Enterprise" });

    static async Task<List<string?>> Names(HttpClient admin) => [.. (await admin.GetFromJsonAsync<JsonObject>(
        "/api/parties/organizations?take=100"))!["items"]!.AsArray().Select(o => (string?)o!["name"])];
}
