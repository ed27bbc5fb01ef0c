using Microsoft.Playwright;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>条件 — what is proposed and shown to a holder before anything is offered, and what both sides see of it in use.</summary>
[Collection(nameof(City))]
public sealed class TermsJourneys(City city)
{
    const string Credit = "企业用电信用（2025）";

    public static TheoryData<int> Widths => [1280, 390];

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_holder_is_proposed_doors_and_quotas_with_the_reason_and_sees_examples_run(int width)
    {
        await using var holder = await city.Visit(width);
        await holder.SignIn("utility", "/console");
        var resource = await holder.First("/api/catalog/resources", r => (string?)r["title"] == Credit);
        await holder.Open($"/console/products/new?resource={resource["id"]}");
        await holder.ShouldSay("级别越高，建议的方式越少、额度越小");
        await holder.ShouldSay("界限本身会透露数据的量级");
        await Assertions.Expect(holder.Field("每次结果最多单元格数")).Not.ToHaveValueAsync("");
        await holder.ShouldSay("允许的用途、最长期限和每约最多次数在挂牌时写明");
        await Assertions.Expect(holder.Page.Locator(".examples .result td").First).ToBeVisibleAsync();
        await holder.ShouldBeSound($"a product as it is proposed at {width}", refused: true);
    }

    [Theory]
    [InlineData("analyst", 1280), InlineData("analyst", 390), InlineData("utility", 390)]
    public async Task Each_side_sees_the_days_the_budgets_and_the_terms_of_its_own_agreement(string login, int width)
    {
        await using var side = await city.Visit(width);
        await side.SignIn(login, "/console/agreements");
        await side.Row(Credit).GetByRole(AriaRole.Link).First.ClickAsync();
        await side.ShouldSay("本月隐私预算（本合约）");
        await Assertions.Expect(side.Page.Locator(".chart svg").First).ToBeVisibleAsync();
        await Assertions.Expect(side.Page.Locator(".burns .burn").First).ToBeVisibleAsync();
        await side.ShouldSay("每日最多比对 2,000 条买方自己提出的记录");
        await side.ShouldSay("隐私预算每个自然月为 ρ 1");
        await side.ShouldBeSound($"the use of an agreement for {login} at {width}");
    }
}
