using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using Yuanliu.Host.Demo;

namespace Yuanliu.Tests.Browser;

/// <summary>草案标识 — every screen that shows something of a register whose paper does not bind says so beside it. The demo's own registers
/// are told to the client as drafts, so that no screen can be missed for want of something to show.</summary>
[Collection(nameof(City))]
public sealed class DraftMarkTests(City city)
{
    public static TheoryData<string, string> Screens => new()
    {
        { "", "/publicity" }, { "", "/publicity/{/api/public/publicity}" }, { "", "/register" },
        { "", "/v/{/api/public/resources certificateNumber}" }, { "", "/law/cn-beijing-social" },
        { "steward", "/console/filings" }, { "steward", "/console/registrations" }, { "steward", "/console/ledger" },
        { "steward", "/console/registration-accounts" }, { "registrar", "/console/filings" }, { "registrar", "/console/registrations" },
        { "registrar", "/console/reviews" }, { "registrar", "/console/reviews/{/api/registration/review-orders}" },
        { "registrar", "/console/register" }, { "registrar", "/console/statistics" }, { "registrar", "/console/service-bodies" },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Whatever_a_screen_shows_of_a_register_under_a_draft_is_marked(string login, string place)
    {
        await using var visitor = await city.Visit(390);
        await AllAreDrafts(visitor);
        if (login.Length > 0) await visitor.SignIn(login, "/console");
        await visitor.Open(await Places.Find(visitor, place));
        await Assertions.Expect(visitor.Page.Locator("main .draft-mark, main .draft-note").First).ToBeVisibleAsync();
        await visitor.ShouldBeSound($"draft marks at {place}");
        visitor.Errors.ShouldBeEmpty();
    }

    /// <summary>Each line of the to-do list that waits by the rules of a register, and no other.</summary>
    [Fact]
    public async Task What_waits_for_a_registrar_under_a_draft_is_marked_on_the_to_do_list()
    {
        await using var visitor = await city.Visit(390);
        await AllAreDrafts(visitor);
        await visitor.SignIn("registrar", "/console");
        var lines = visitor.Page.Locator(".work-line").Filter(new() { Has = visitor.Page.Locator("a[href^='/console/filings/']") });
        await Assertions.Expect(lines.Locator(".draft-mark").First).ToBeVisibleAsync();
        (await lines.Filter(new() { Has = visitor.Page.Locator(".draft-mark") }).CountAsync()).ShouldBe(await lines.CountAsync());
        await visitor.ShouldBeSound("draft marks on the to-do list");
        visitor.Errors.ShouldBeEmpty();
    }

    /// <summary>An order of its own, so that something waits whatever was signed before. A register that is in force has no
    /// mark.</summary>
    [Fact]
    public async Task What_waits_for_a_third_party_under_a_draft_is_marked_on_its_to_do_list()
    {
        const string title = "企业用电信用（2025）";
        await Order(title);
        await using var visitor = await city.Visit(390);
        await visitor.SignIn("reviewer", "/console");
        var lines = visitor.Page.Locator(".work-line")
            .Filter(new() { Has = visitor.Page.Locator("a[href^='/console/reviews/'], a[href^='/console/filings/']") });
        await Assertions.Expect(lines.Filter(new() { HasText = title })).ToHaveCountAsync(1);
        await Assertions.Expect(lines.Locator(".draft-mark")).ToHaveCountAsync(0);

        await AllAreDrafts(visitor);
        await visitor.Open("/console");
        await Assertions.Expect(lines.Filter(new() { HasText = title }).Locator(".draft-mark")).ToHaveTextAsync("草案");
        (await lines.Filter(new() { Has = visitor.Page.Locator(".draft-mark") }).CountAsync()).ShouldBe(await lines.CountAsync());
        await visitor.ShouldBeSound("draft marks on the to-do list of a third party");
    }

    /// <summary>A statement about this resource, of the one body that Dali recognizes.</summary>
    async Task Order(string title)
    {
        using var cast = new Cast(city.Url);
        var (steward, reviewer) = (await cast.Is("utility", default), await cast.Is("reviewer", default));
        var found = await steward.Get($"api/catalog/resources?q={Uri.EscapeDataString(title)}", default);
        await steward.Post("api/registration/review-orders", new
        {
            pack = "cn-dali", kind = "Substance", resourceId = (string)found["items"]![0]!["id"]!,
            bodyId = (string)(await reviewer.Get("api/session", default))["organizationId"]!,
        }, default);
    }

    static async Task AllAreDrafts(Visitor visitor) => await visitor.Page.RouteAsync("**/api/public/registers", async route =>
    {
        var registers = JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!.AsArray();
        foreach (var register in registers) (register!["status"], register["drafts"]) = ("Draft", new JsonArray("BJ-PUB-DRAFT"));
        await route.FulfillAsync(new() { ContentType = "application/json", Body = registers.ToJsonString() });
    });
}
