using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Space;

/// <summary>关联接收方 — receivers that are known to belong together are one asker, from the first answer that any of them had.</summary>
public sealed class CircleTests
{
    const string Ten = "SELECT count(*) FROM data WHERE district = '海淀'";
    /// <summary>The ten, and four others: fewer than the smallest group stand between the two answers.</summary>
    const string Fourteen = "SELECT count(*) FROM data WHERE district IN ('海淀', '朝阳')";
    const string Path = "/api/space/circles";

    static async Task<Guid> Organization(HttpClient client)
        => (await TestApp.Body(await client.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>();

    static async Task<JsonObject> Form(HttpClient by, params Guid[] organizations)
        => await TestApp.Body(await Post(by, organizations));

    static Task<HttpResponseMessage> Post(HttpClient by, params Guid[] organizations)
        => by.PostAsJsonAsync(Path, new { name = "青禾集团", reason = "同一实际控制人", organizationIds = organizations });

    static async Task<(Guid One, Guid Other)> Two(SpaceTest test) => (await Organization(test.Analyst), await Organization(test.Stranger));

    /// <summary>The stranger buys under the same agreement from now on.</summary>
    static async Task Sell(SpaceTest test, HttpClient to)
    {
        var buyer = new OrganizationId(await Organization(to));
        test.Agree(c => c with { Buyer = buyer });
    }

    static async Task<HttpResponseMessage> Remove(HttpClient by, JsonObject circle, Guid organization)
        => await by.PostAsJsonAsync($"{Path}/{circle["id"]}/members/{organization}/remove", new { reason = "股权已转让" });

    [Fact]
    public async Task Strangers_may_each_ask_what_one_may_not_ask_twice()
    {
        await using var test = await SpaceTest.Start();
        await test.Answer(Ten);
        await Sell(test, test.Stranger);
        (await test.Ask(Fourteen, test.Stranger)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_one_was_told_all_of_a_circle_know_also_from_before_until_one_has_left()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        await test.Answer(Ten);
        var (one, other) = await Two(test);
        var circle = await Form(regulator, one, other);
        circle["members"]!.AsArray().Select(m => (string)m!["name"]!).ShouldBe(["买方", "旁人"], ignoreOrder: true);

        await Sell(test, test.Stranger);
        await test.Ask(Fourteen, test.Stranger).ShouldBeRefused(403, "space.not-released");
        (await test.Ask("SELECT count(*) FROM data", test.Stranger)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Remove(regulator, circle, other)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        JsonNode.Parse(await regulator.GetStringAsync(Path))!.AsArray().ShouldBeEmpty("the last two leave together");
        (await test.Ask(Fourteen, test.Stranger)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await test.App.FactKinds()).Count(k => k.StartsWith("space.circle-", StringComparison.Ordinal)).ShouldBe(4);
        (await test.Findings()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_privacy_budget_is_not_had_anew_by_joining_a_circle_nor_by_leaving_it()
    {
        await using var test = await SpaceTest.Start(controls: UseControls.Default with
        {
            Modes = [UseMode.Private], Privacy = new(100_000, 100_000), RowsPerIdentityMax = 1,
        });
        var staff = await test.App.SignIn(TestApp.PlatformName, Role.ExchangeStaff);
        await test.Answer("SELECT count(*) FROM data", UseMode.Private);
        var (one, other) = await Two(test);
        var circle = await Form(staff, one, other);

        await Sell(test, test.Stranger);
        const string more = "SELECT count(*) FROM data WHERE rooms = 2";
        (await test.Get("privacy", test.Stranger))["months"]![0]!["spentMicroRho"]!.GetValue<long>().ShouldBe(100_000);
        await test.Ask(more, test.Stranger, mode: UseMode.Private).ShouldBeRefused(429, "space.budget-spent");
        (await Remove(staff, circle, other)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await test.Ask(more, test.Stranger, mode: UseMode.Private).ShouldBeRefused(429, "space.budget-spent");
        await Sell(test, test.Analyst);
        await test.Ask(more, mode: UseMode.Private).ShouldBeRefused(429, "space.budget-spent");
    }

    [Fact]
    public async Task Only_the_venue_and_the_regulator_say_who_belongs_together()
    {
        await using var test = await SpaceTest.Start();
        var (one, other) = await Two(test);
        foreach (var client in new[] { test.Analyst, test.Seller, await test.App.SignIn("持有方", Role.Steward) })
        {
            await Post(client, one, other).ShouldBeRefused(403, "session.role");
            await client.GetAsync(Path).ShouldBeRefused(403, "session.role");
        }
    }

    [Fact]
    public async Task A_circle_is_of_known_organizations_each_in_no_other()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        var (one, other) = await Two(test);
        var third = await Organization(test.Seller);
        (await Post(regulator, one)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Post(regulator, one, one)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await Post(regulator, one, new Guid(7, 7, 7, new byte[8])).ShouldBeRefused(404, "space.no-such-receiver");
        JsonNode.Parse(await regulator.GetStringAsync(Path))!.AsArray().ShouldBeEmpty("all of them, or none");

        var circle = await Form(regulator, one, other);
        await Post(regulator, third, other).ShouldBeRefused(409, "space.in-circle");
        await Remove(regulator, circle, third).ShouldBeRefused(404, "space.not-in-circle");
        await regulator.PostAsJsonAsync($"{Path}/{new Guid(7, 7, 7, new byte[8])}/members", new { organizationId = third, reason = "同上" })
            .ShouldBeRefused(404, "space.no-such-circle");
        var joined = await TestApp.Body(
            await regulator.PostAsJsonAsync($"{Path}/{circle["id"]}/members", new { organizationId = third, reason = "同上" }));
        joined["members"]!.AsArray().Count.ShouldBe(3);
        (await Remove(regulator, circle, third)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        JsonNode.Parse(await regulator.GetStringAsync(Path))![0]!["members"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_who_form_circles_of_one_receiver_at_once_one_is_told_no()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        var (one, other) = await Two(test);
        var third = await Organization(test.Seller);
        var replies = await Task.WhenAll(Post(regulator, one, other), Post(regulator, other, third));
        replies.Select(r => r.StatusCode).ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict], ignoreOrder: true);
        JsonNode.Parse(await regulator.GetStringAsync(Path))!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_circle_formed_between_the_audit_and_the_count_is_seen_and_nothing_is_answered()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        await test.Answer(Ten);
        var (one, other) = await Two(test);
        await Sell(test, test.Stranger);
        // The stranger's question passed the audit when what the other one knows becomes its own knowledge too.
        test.Pause.Then = () => Form(regulator, one, other);
        await test.Ask(Fourteen, test.Stranger).ShouldBeRefused(409, "space.audit-changed");
        await test.Ask(Fourteen, test.Stranger).ShouldBeRefused(403, "space.not-released");
        (await test.Used()).ShouldBe(1);
        (await test.Findings()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_told_while_a_circle_is_formed_is_known_to_it_or_was_not_told()
    {
        await using var test = await SpaceTest.Start(controls: UseControls.Default with
        {
            Modes = [UseMode.Private], Privacy = new(100_000, 100_000), RowsPerIdentityMax = 1,
        });
        var staff = await test.App.SignIn(TestApp.PlatformName, Role.ExchangeStaff);
        var (one, other) = await Two(test);
        // Just before the circle is saved one of them is answered with noise, for all of its month's budget.
        HttpResponseMessage? told = null;
        test.Pause.Then = async () => told = await test.Ask("SELECT count(*) FROM data", mode: UseMode.Private);
        await Form(staff, one, other);
        told!.StatusCode.ShouldBe(HttpStatusCode.OK);

        await Sell(test, test.Stranger);
        await test.Ask("SELECT count(*) FROM data WHERE rooms = 2", test.Stranger, mode: UseMode.Private)
            .ShouldBeRefused(429, "space.budget-spent");
    }

    [Fact]
    public async Task A_list_of_circles_is_read_by_name_and_page_by_page()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        var (one, other) = await Two(test);
        await Form(regulator, one, other);
        var third = await Organization(await test.App.SignIn("丙公司", Role.Analyst));
        await Form(regulator, await Organization(test.Seller), third);
        async Task<List<string>> Ids(string query)
            => [.. JsonNode.Parse(await regulator.GetStringAsync(Path + query))!.AsArray().Select(c => (string)c!["id"]!)];
        var all = await Ids("");
        all.Count.ShouldBe(2);
        (await Ids("?take=1")).ShouldBe(all[..1]);
        (await Ids($"?take=1&after={all[0]}")).ShouldBe(all[1..]);
        (await Ids("?q=丙公")).Count.ShouldBe(1);
        (await Ids("?q=青禾")).ShouldBe(all);
        (await Ids("?q=没有")).ShouldBeEmpty();
    }
}
