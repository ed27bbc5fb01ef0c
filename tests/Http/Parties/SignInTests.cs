using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Parties;

public sealed class SignInTests
{
    [Fact]
    public async Task A_person_signs_in_and_is_told_for_whom_they_act()
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("甲公司", Role.Steward);

        var session = await TestApp.Body(await steward.GetAsync("/api/session"));
        session["organizationName"]!.GetValue<string>().ShouldBe("甲公司");
        session["roles"]!.AsArray().Select(r => r!.GetValue<string>()).ShouldBe(["Steward"]);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_login_are_refused_alike_and_five_wrong_tries_lock_the_login()
    {
        await using var app = await TestApp.Start();
        await app.Administrator();

        await app.Anyone.PostAsJsonAsync("/api/session", new { login = "nobody", password = "x" }).ShouldBeRefused(401, "session.wrong");
        for (var i = 0; i < 5; i++)
            await app.Anyone.PostAsJsonAsync("/api/session", new { login = "admin", password = "wrong" })
                .ShouldBeRefused(401, "session.wrong");
        await app.Anyone.PostAsJsonAsync("/api/session", new { login = "admin", password = TestApp.Password })
            .ShouldBeRefused(429, "session.locked");

        app.Clock.Advance(TimeSpan.FromMinutes(16));
        (await app.Anyone.PostAsJsonAsync("/api/session", new { login = "admin", password = TestApp.Password })).StatusCode.ShouldBe(
            HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_and_when_its_owner_signs_out()
    {
        await using var app = await TestApp.Start();
        var (first, second) = (await app.SignIn("甲公司", Role.Steward), await app.SignIn("甲公司", Role.Steward));
        await TestApp.Done(await second.DeleteAsync("/api/session"));
        await second.GetAsync("/api/session").ShouldBeRefused(401, "session.required");

        app.Clock.Advance(TimeSpan.FromHours(12));
        await first.GetAsync("/api/session").ShouldBeRefused(401, "session.required");
    }

    [Fact]
    public async Task A_cookie_sent_along_by_another_sites_page_is_not_a_sign_in()
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("甲公司", Role.Steward);
        steward.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        await steward.PostAsJsonAsync("/api/parties/tokens", new { name = "x", scopes = new[] { "jobs:read" }, days = 1 })
            .ShouldBeRefused(401, "session.required");
    }

    [Fact]
    public async Task A_token_does_what_its_scopes_allow_until_it_is_revoked()
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("甲公司", Role.Steward);
        var token = await TestApp.Body(
            await steward.PostAsJsonAsync("/api/parties/tokens", new { name = "夜间任务", scopes = new[] { "jobs:read" }, days = 30 }));

        var program = app.Anyone;
        program.DefaultRequestHeaders.Authorization = new("Bearer", token["secret"]!.GetValue<string>());
        (await program.GetAsync("/api/jobs")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await program.GetAsync("/api/parties/tokens").ShouldBeRefused(403, "session.scope");

        await TestApp.Done(await steward.PostAsync($"/api/parties/tokens/{token["id"]}/revoke", null));
        await program.GetAsync("/api/jobs").ShouldBeRefused(401, "session.required");
    }

    [Fact]
    public async Task An_organization_with_a_wrong_credit_code_is_refused_with_the_standard()
    {
        await using var app = await TestApp.Start();
        var admin = await app.Administrator();
        var refusal = await admin.PostAsJsonAsync(
            "/api/parties/organizations", new { name = "乙公司", code = "91110108MA0000000X", kind = "Enterprise" })
            .ShouldBeRefused(400, "parties.bad-code");
        refusal["basis"]!.GetValue<string>().ShouldBe("GB 32100-2015");
    }

    [Fact]
    public async Task Who_is_no_administrator_adds_nobody_and_sees_only_the_own_organization()
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("甲公司", Role.Steward);
        await app.SignIn("乙公司", Role.Steward);

        await steward.PostAsJsonAsync("/api/parties/organizations", new { name = "丙公司", code = TestCodes.Of(99), kind = "Enterprise" })
            .ShouldBeRefused(403, "session.role");
        var seen = await TestApp.Body(await steward.GetAsync("/api/parties/organizations"));
        seen["items"]!.AsArray().Select(o => o!["name"]!.GetValue<string>()).ShouldBe(["甲公司"]);
    }

    [Fact]
    public async Task A_person_who_acts_for_two_organizations_has_the_roles_of_the_one_that_is_chosen()
    {
        await using var app = await TestApp.Start();
        var admin = await app.Administrator();
        var both = await app.SignIn("甲公司", Role.Steward);
        await app.SignIn("乙公司", Role.Finance);
        var second = (await admin.GetFromJsonAsync<JsonObject>("/api/parties/organizations?q=" + Uri.EscapeDataString("乙公司")))!
            ["items"]![0]!["id"]!.GetValue<Guid>();
        var name = (string)(await both.GetFromJsonAsync<JsonObject>("/api/session"))!["personName"]!;
        var post = new { login = name.Split('·')[1], organizationId = second, roles = new[] { "Finance" } };
        await both.PostAsJsonAsync("/api/parties/memberships", post).ShouldBeRefused(403, "session.role");
        await admin.PostAsJsonAsync(
            "/api/parties/memberships", new { login = "nobody", organizationId = second, roles = new[] { "Finance" } })
            .ShouldBeRefused(404, "parties.no-such-person");
        await both.PostAsJsonAsync("/api/session/organization", new { organizationId = second }).ShouldBeRefused(403, "session.not-member");

        await TestApp.Done(await admin.PostAsJsonAsync("/api/parties/memberships", post));
        await admin.PostAsJsonAsync("/api/parties/memberships", post).ShouldBeRefused(409, "already-there");
        await TestApp.Done(await both.PostAsJsonAsync("/api/session/organization", new { organizationId = second }));
        var session = (await both.GetFromJsonAsync<JsonObject>("/api/session"))!;
        (session["organizations"]!.AsArray().Count, (string?)session["organizationName"]).ShouldBe((2, "乙公司"));
        session["roles"]!.AsArray().Select(r => (string?)r).ShouldBe(["Finance"]);
    }

    [Fact]
    public async Task A_list_is_paged_by_key_without_gap_or_repeat()
    {
        await using var app = await TestApp.Start();
        var admin = await app.Administrator();
        for (var i = 0; i < 5; i++)
            await TestApp.Done(await admin.PostAsJsonAsync(
                "/api/parties/organizations", new { name = $"单位{i}", code = TestCodes.Of(500 + i), kind = "PublicBody" }));

        var names = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await TestApp.Body(await admin.GetAsync($"/api/parties/organizations?take=2&after={next}"));
            names.AddRange(page["items"]!.AsArray().Select(o => o!["name"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
        }
        names.ShouldBe(["单位4", "单位3", "单位2", "单位1", "单位0", TestApp.PlatformName]);
    }

    [Fact]
    public async Task A_write_under_the_same_key_is_done_once_and_answered_alike()
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("甲公司", Role.Steward);
        steward.DefaultRequestHeaders.Add("Idempotency-Key", "k1");
        var request = new { name = "一次", scopes = new[] { "jobs:read" }, days = 1 };

        var first = await TestApp.Body(await steward.PostAsJsonAsync("/api/parties/tokens", request));
        var second = await TestApp.Body(await steward.PostAsJsonAsync("/api/parties/tokens", request));
        JsonNode.DeepEquals(first, second).ShouldBeTrue();
        await steward.PostAsJsonAsync("/api/parties/tokens", new { name = "另一次", scopes = new[] { "jobs:read" }, days = 1 })
            .ShouldBeRefused(409, "idempotency.other-request");
        (await steward.GetFromJsonAsync<JsonArray>("/api/parties/tokens"))!.Count.ShouldBe(1);
    }
}
