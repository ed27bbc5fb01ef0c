using Microsoft.Playwright;
using Xunit;
using Yuanliu.Host.Demo;

namespace Yuanliu.Tests.Browser;

/// <summary>Nothing but the keyboard: from the first page to an act that takes effect.</summary>
[Collection(nameof(City))]
public sealed class KeyboardTests(City city)
{
    [Fact]
    public async Task A_registrar_signs_in_and_accepts_a_filing_with_tab_and_enter_alone()
    {
        await using var registrar = await city.Visit();
        await registrar.Open("/");
        await registrar.TabTo(registrar.Page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "登录", Exact = true }));
        await registrar.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(registrar.Page.Locator("#login")).ToBeFocusedAsync();
        await registrar.Page.Keyboard.TypeAsync("registrar");
        await registrar.Page.Keyboard.PressAsync("Tab");
        await registrar.Page.Keyboard.TypeAsync(DemoPeople.Password);
        await registrar.Page.Keyboard.PressAsync("Enter");
        await registrar.Row("企业月度用电量（下半年）").WaitForAsync();

        await registrar.TabTo(registrar.Row("企业月度用电量（下半年）").GetByRole(AriaRole.Link).First);
        await registrar.Page.Keyboard.PressAsync("Enter");
        await registrar.ShouldStandAt("待受理");
        await registrar.TabTo(registrar.Button("受理"));
        await registrar.Page.Keyboard.PressAsync("Enter");
        await registrar.ShouldStandAt("审查中");
    }

    [Fact]
    public async Task A_citation_opens_and_closes_by_keyboard_and_a_skip_link_leads_past_the_menu()
    {
        await using var visitor = await city.Visit();
        await visitor.Open("/law");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visitor.Link("跳到正文")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Main).ToBeFocusedAsync();
        var tag = visitor.Main.Locator(".law-tag").First;
        await visitor.TabTo(tag);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator(".popover:popover-open")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.Locator(".popover:popover-open")).ToHaveCountAsync(0);
        await Assertions.Expect(tag).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_tie_is_declared_and_ended_with_the_keyboard_alone()
    {
        await using var reviewer = await city.Visit(390);
        await reviewer.SignIn("reviewer", "/console/interests");
        await reviewer.Type("关联单位", "12110000MA0000100C");
        await reviewer.Hit(reviewer.Main.Locator(".found button").First);
        await reviewer.ShouldSay("源流市环境监测站");
        await reviewer.TabTo(reviewer.Field("关联性质"));
        await reviewer.Page.Keyboard.PressAsync("ArrowDown");
        await reviewer.Hit(reviewer.Main.GetByRole(AriaRole.Button, new() { Name = "申报关联" }));
        await reviewer.ShouldSay("已申报的关联");
        await reviewer.ShouldBeSound("a declared tie, on a phone");
        await reviewer.Hit(reviewer.Main.Locator(".short-list button").First);
        await reviewer.ShouldSay("解除于");
    }
}
