using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>编目 — a holder's steward brings files in and stands by what they are.</summary>
[Collection(nameof(City))]
public sealed class CatalogJourneys(City city)
{
    [Fact]
    public async Task A_steward_brings_a_file_sees_its_profile_and_confirms_what_was_proposed()
    {
        await using var steward = await city.Visit();
        await steward.SignIn("utility", "/console/catalog");
        await steward.Follow("接收数据");
        await Bring(steward, "充电桩月度用量.csv", Csv());
        await steward.ShouldSay("已接收");
        await steward.Fill("说明", "各行政区充电桩逐月用电量与运维联系电话。");
        await steward.Press("建立资源并开始画像");

        await steward.ShouldSay("疑似手机号码");
        await steward.Page.GetByRole(AriaRole.Figure).First.WaitForAsync();       // a histogram of the numbers
        await steward.Fill("资源名称", "充电桩月度用量（2025）");
        await steward.Fill("分类", "能源·电力");
        await steward.ShouldBeSound("a proposal to confirm");
        await steward.Press("确认并负责");

        await steward.ShouldStandAt("已确认");
        await steward.Link("申请登记").WaitForAsync();
        await Assertions.Expect(steward.Page.Locator(".timeline .evidence.sealed").First).ToBeVisibleAsync();
        await steward.ShouldBeSound("a confirmed resource");
    }

    [Fact]
    public async Task A_level_below_the_proposal_asks_for_its_reason_and_one_below_the_floor_is_not_offered()
    {
        await using var steward = await city.Visit();
        await steward.SignIn("utility", "/console/catalog");
        await steward.Row("企业月度用电量（新到）").GetByRole(AriaRole.Link).ClickAsync();
        var phone = steward.Page.Locator(".field-row").Filter(new() { HasText = "联系电话" });
        await Assertions.Expect(phone.GetByRole(AriaRole.Option)).ToHaveCountAsync(2);                  // 3 and 4, no less
        await phone.GetByRole(AriaRole.Combobox).Last.SelectOptionAsync("4");
        await Assertions.Expect(steward.Page.GetByLabel("降低下列数据项级别的理由")).ToHaveCountAsync(0);
        await steward.ShouldSay("依规则不得低于 3 级");
    }

    [Fact]
    public async Task A_file_that_is_no_table_is_refused_in_words_and_with_a_code()
    {
        await using var steward = await city.Visit();
        await steward.SignIn("utility", "/console/catalog/new");
        await Bring(steward, "照片.csv", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, 0x4A, 0x46, 0, 1, 2, 0, 3, 0, 0, 7]);
        await steward.ShouldSay("已接收");
        await steward.Press("建立资源并开始画像");
        await steward.ShouldStandAt("画像失败");
        await steward.ShouldSay("catalog.");
        await steward.ShouldBeSound("a file that could not be read", refused: true);
    }

    static Task Bring(Visitor visitor, string name, byte[] bytes) => visitor.Page.Locator("input[type=file]").First
        .SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = bytes });

    static byte[] Csv()
    {
        string[] districts = ["东城区", "西城区", "朝阳区", "海淀区"];
        var text = new StringBuilder("行政区,月份,用电量,联系电话\n");
        for (var i = 0; i < 240; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"{districts[i % 4]},2025-{i % 12 + 1:D2},{900 + i * 37 % 4000},1390000{i:D4}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
