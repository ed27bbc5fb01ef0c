using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>停止查询 — whoever waits for an answer sees how long, may stop by mouse or keyboard, and may ask again.</summary>
[Collection(nameof(City))]
public sealed class StopWaitingTests(City city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_question_that_runs_is_stopped_and_not_counted_and_asked_again_it_is_answered(int width)
    {
        var room = await Together.In(city);
        await using var analyst = await city.Visit(width);
        await analyst.SignIn(Together.Login, $"/console/space/{room.Agreement}");
        // What was answered before is free: each width asks for something else.
        await RoomJourneys.Write(analyst, $"select 行政区, {(width > 400 ? "sum" : "avg")}(年用电量) as 用电 from data group by 行政区");
        await analyst.ShouldSay("策略允许此查询");
        await analyst.Settled();
        var before = await RoomJourneys.Left(analyst, room.Agreement);

        await Stopped(analyst, width);
        (await RoomJourneys.Left(analyst, room.Agreement)).ShouldBe(before);

        await analyst.Press("运行查询");
        await Assertions.Expect(analyst.Page.Locator(".result td").First).ToBeVisibleAsync();
        (await RoomJourneys.Left(analyst, room.Agreement)).ShouldBe(before - 1);
    }

    /// <summary>The question is on its way for as long as this takes, and never arrives.</summary>
    static async Task Stopped(Visitor analyst, int width)
    {
        var (isOnItsWay, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await analyst.Page.RouteAsync("**/queries", async route =>
        {
            isOnItsWay.TrySetResult();
            await goOn.Task;
            await route.AbortAsync();
        });
        try
        {
            await analyst.Button("运行查询").ClickAsync();
            await isOnItsWay.Task.WaitAsync(TimeSpan.FromMinutes(1));
            await Assertions.Expect(analyst.Page.GetByRole(AriaRole.Progressbar, new() { Name = "正在运行" })).ToBeVisibleAsync();
            await Assertions.Expect(analyst.Main).ToContainTextAsync("已运行");
            await analyst.ShouldBeSound($"a question that runs at {width}");
            var size = (await analyst.Button("停止").BoundingBoxAsync())!;
            Math.Min(size.Width, size.Height).ShouldBeGreaterThanOrEqualTo(24, "large enough for a finger");
            await (width > 400 ? analyst.Hit(analyst.Button("停止")) : analyst.Press("停止"));
            await Assertions.Expect(analyst.Main).ToContainTextAsync("已停止。尚未产生的答复不计次");
            await analyst.ShouldBeSound($"a question that was stopped at {width}");
        }
        finally
        {
            goOn.SetResult();
            await analyst.Page.UnrouteAsync("**/queries");
        }
    }
}
