using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>产品与交易 — a product, its check, its listing, and two parties who agree.</summary>
[Collection(nameof(City))]
public sealed class MarketJourneys(City city)
{
    [Fact]
    public async Task A_seller_makes_a_product_the_exchange_checks_it_and_the_market_offers_it()
    {
        await using var seller = await city.Visit();
        await Draft(seller, "用电量统计查询（分行业）", ("行政区", "Dimension"), ("行业", "Dimension"), ("用电量", "Measure"));
        await seller.ShouldStandAt("待检查");
        await seller.ShouldBeSound("a product not yet checked");

        await using var exchange = await city.Visit();
        await exchange.SignIn("exchange", "/console");
        await exchange.Row("用电量统计查询（分行业）").GetByRole(AriaRole.Link).First.ClickAsync();
        await exchange.Press("检查");
        await exchange.ShouldStandAt("已通过检查");
        await exchange.ShouldBeSound("a product checked item by item");

        await seller.Page.ReloadAsync();
        await seller.Press("挂牌");
        await seller.Fill("单价（元/次）", "12.50");
        await seller.Fill("允许用途", "能源规划\n学术研究");
        await seller.ShouldBeSound("a listing being written");
        await seller.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "挂牌", Exact = true }).ClickAsync();
        await seller.Row("用电量统计查询（分行业）").WaitForAsync();

        await using var anyone = await city.Visit();
        await anyone.Open("/market");
        await Assertions.Expect(anyone.Row("用电量统计查询（分行业）")).ToContainTextAsync("¥12.50");
        await anyone.Follow("用电量统计查询（分行业）");
        await anyone.ShouldSay("能源规划、学术研究");
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_market_names_every_way_to_use_a_product_with_what_it_costs(int width)
    {
        await using var anyone = await city.Visit(width);
        await anyone.Open("/market");
        var row = anyone.Row("企业用电信用");
        await Assertions.Expect(row).ToContainTextAsync("每次 ¥0.50 至 ¥5,000.00");
        await Assertions.Expect(row).ToContainTextAsync("核验，只答一致、不一致或无记录：每次 ¥0.50");
        await anyone.ShouldBeSound($"the market with prices at {width}");
        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        await anyone.ShouldSay("使用方式与价格");
        await anyone.ShouldSay("接口查询，限约定的列：每次 ¥10.00");
        await anyone.ShouldBeSound($"a listing with its ways and prices at {width}");
    }

    [Fact]
    public async Task What_stands_on_the_negative_list_is_refused_with_its_provision()
    {
        await using var seller = await city.Visit();
        await Draft(seller, "涉密区域用电查询", ("行政区", "Dimension"), ("用电量", "Measure"));
        await seller.ShouldStandAt("待检查");
        var path = new Uri(seller.Page.Url).AbsolutePath;

        await using var exchange = await city.Visit();
        await exchange.SignIn("exchange", path);
        await exchange.Press("检查");
        await exchange.ShouldStandAt("未通过检查");
        var item = exchange.Page.Locator("li").Filter(new() { HasText = "涉及国家秘密的数据" }).First;
        await item.Locator(".law-tag").First.ClickAsync();
        await exchange.ShouldSay("依法依规予以保密的公共数据不予开放");       // the provision's own words
        await exchange.ShouldBeSound("a product that may not be traded");
    }

    [Fact]
    public async Task A_buyer_and_a_seller_bargain_and_both_sign_the_same_terms()
    {
        await using var buyer = await city.Visit();
        await buyer.Open("/market");
        await buyer.Follow("空气质量逐时监测（四季度）");
        await buyer.Link("提出合约").ClickAsync();
        await SignInWhereAsked(buyer, "analyst");
        await buyer.Fill("使用次数", "30");
        await buyer.ShouldBeSound("terms being proposed");
        await buyer.Press("提出合约");
        await buyer.ShouldStandAt("需方已提出");
        var path = new Uri(buyer.Page.Url).AbsolutePath;

        await using var seller = await city.Visit();
        await seller.SignIn("steward", path);
        await seller.Press("还价");
        await seller.Page.GetByRole(AriaRole.Dialog).GetByLabel("单价（元/次）").FillAsync("150.00");
        await seller.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "还价", Exact = true }).ClickAsync();
        await seller.ShouldStandAt("议价中");

        await buyer.Page.ReloadAsync();
        await buyer.ShouldSay("¥150.00");
        await buyer.Press("接受条件");
        await buyer.ShouldStandAt("条件已谈妥");
        await buyer.Press("签署");
        await buyer.ShouldStandAt("需方已签");
        await seller.Page.ReloadAsync();
        await seller.Press("签署");
        await seller.ShouldStandAt("生效中");
        await seller.ShouldSay("技术控制");
        (await seller.Page.Locator(".sentences li").CountAsync()).ShouldBeGreaterThan(3);
        await seller.ShouldBeSound("an agreement in force");
    }

    static async Task Draft(Visitor seller, string name, params (string Field, string Use)[] columns)
    {
        await seller.SignIn("utility", "/console/catalog");
        await seller.Row("企业月度用电量（2025）").GetByRole(AriaRole.Link).First.ClickAsync();
        await seller.Follow("创建数据产品");
        await seller.Fill("产品名称", name);
        foreach (var (field, use) in columns)
            await seller.Page.GetByLabel($"“{field}”的用途").SelectOptionAsync(use);
        await seller.ShouldBeSound("a product being made");
        await seller.Press("创建产品");
    }

    static async Task SignInWhereAsked(Visitor visitor, string login)
    {
        await visitor.ShouldSay("此页面需要登录");
        await visitor.Page.Locator("#login").FillAsync(login);
        await visitor.Page.Locator("#password").FillAsync(Yuanliu.Host.Demo.DemoPeople.Password);
        await visitor.Page.Locator("#password").PressAsync("Enter");
        await visitor.Field("使用次数").WaitForAsync();
    }
}
