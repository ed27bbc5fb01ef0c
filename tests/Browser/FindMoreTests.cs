using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>查找更多 — a list too long for one answer is looked through by words that the server understands.</summary>
/// <remarks>The server is asked for one of each list, as if the rest were the hundred and first.</remarks>
[Collection(nameof(City))]
public sealed class FindMoreTests(City city)
{
    public static TheoryData<int> Widths => [1280, 390];

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_data_of_a_found_copy_is_looked_for_by_its_title(int width)
    {
        await using var holder = await city.Visit(width);
        await OneAtATime(holder.Page, "catalog/resources");
        await holder.SignIn("utility", "/console/traces");
        await holder.Fill("查找数据", "信用（2025）");
        await Assertions.Expect(holder.Field("哪一份数据").Locator("option").Filter(new() { HasText = "企业用电信用（2025）" })).ToHaveCountAsync(1);
        await holder.ShouldBeSound($"data looked for at {width}");
        await holder.Fill("查找数据", "没有这样的数据");
        await Assertions.Expect(holder.Field("哪一份数据").Locator("option").Filter(new() { HasText = "请选择" })).ToHaveCountAsync(1);
        await holder.ShouldSay("没有找到“没有这样的数据”");
        await holder.ShouldBeSound($"no data found at {width}");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_table_to_bring_in_is_looked_for_among_agreements_and_own_lists(int width)
    {
        var room = await Together.In(city);
        await using var analyst = await city.Visit(width);
        await OneAtATime(analyst.Page, "catalog/resources");
        await OneAtATime(analyst.Page, "trading/agreements");
        await analyst.SignIn(Together.Login, $"/console/space/{room.Agreement}");
        var options = analyst.Field("带入哪张表").Locator("option");
        await analyst.Fill("查找要带入的表", Together.Power);
        await Assertions.Expect(options.Filter(new() { HasText = Together.Power })).ToHaveCountAsync(1);
        await Assertions.Expect(options.Filter(new() { HasText = Together.List })).ToHaveCountAsync(0);
        await analyst.ShouldBeSound($"a table looked for at {width}");
        await analyst.Fill("查找要带入的表", "没有这样的表");
        await analyst.ShouldSay("没有找到“没有这样的表”");
        await analyst.ShouldBeSound($"no table found at {width}");
        await analyst.Fill("查找要带入的表", Together.List);
        await Assertions.Expect(options.Filter(new() { HasText = Together.List })).ToHaveCountAsync(1);
        await Assertions.Expect(analyst.Main).Not.ToContainTextAsync("没有找到");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task What_a_list_of_files_is_looked_through_by_is_said_whole_in_both_languages(int width)
    {
        await using var holder = await city.Visit(width);
        await holder.SignIn("utility", "/console");
        var agreement = await holder.First("/api/trading/agreements?stage=InForce", a => ((string)a["productName"]!).StartsWith("企业用电信用"));
        await holder.Open($"/console/space/{agreement["id"]}/files");
        await holder.ShouldShowWhole("第几次使用或文件摘要开头");
        await holder.Press("English");
        await holder.ShouldShowWhole("Use number, or how the file's hash begins");
        await holder.ShouldBeSound($"delivered files in English at {width}");
    }

    static Task<IAsyncDisposable> OneAtATime(IPage page, string list) => page.RouteAsync($"**/api/{list}?*take=100*",
        route => route.ContinueAsync(new() { Url = route.Request.Url.Replace("take=100", "take=1", StringComparison.Ordinal) }));
}
