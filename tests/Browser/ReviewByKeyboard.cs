using Microsoft.Playwright;

namespace Yuanliu.Tests.Browser;

/// <summary>A service body's report, written and signed with nothing but the keyboard.</summary>
static class ReviewByKeyboard
{
    /// <summary>From the list of work to the signed statement about this resource.</summary>
    public static async Task Sign(Visitor reviewer, string title)
    {
        await reviewer.Hit(reviewer.Row($"实质审查报告 {title}").GetByRole(AriaRole.Link).First);
        await reviewer.ShouldSay("还有 8 项未答");
        foreach (var met in await reviewer.Page.GetByRole(AriaRole.Radio, new() { Name = "符合", Exact = true }).AllAsync())
            await reviewer.Hit(met, "Space");
        await reviewer.Type("核验行数", "200");
        await reviewer.Type("取样方法（他人可据此重取）", "按行政区分层，每区随机二十行。");
        await reviewer.Hit(reviewer.Page.GetByRole(AriaRole.Radio, new() { Name = "审查通过" }), "Space");
        await reviewer.Type("审查意见", "来源合法，权属清晰，与申请一致。");
        await reviewer.Hit(reviewer.Page.GetByRole(AriaRole.Checkbox, new() { Name = "没有利害关联" }), "Space");
        await reviewer.ShouldBeSound("a statement to sign");
        await reviewer.Hit(reviewer.Button("签署声明"));
        await reviewer.ShouldSay("已签署的声明");
        await reviewer.ShouldBeSound("a signed statement");
    }

    /// <summary>From the statement to the filing, and its substance passed.</summary>
    public static async Task Pass(Visitor reviewer)
    {
        await reviewer.Hit(reviewer.Link("查看申请与材料"));
        await reviewer.Hit(reviewer.Button("实质审查通过"));
        await reviewer.ShouldStandAt("待决定");
    }
}
