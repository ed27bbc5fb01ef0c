using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

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

    static async Task AllAreDrafts(Visitor visitor) => await visitor.Page.RouteAsync("**/api/public/registers", async route =>
    {
        var registers = JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!.AsArray();
        foreach (var register in registers) (register!["status"], register["drafts"]) = ("Draft", new JsonArray("BJ-PUB-DRAFT"));
        await route.FulfillAsync(new() { ContentType = "application/json", Body = registers.ToJsonString() });
    });
}
