using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Gateway;

/// <summary>The number of uses is a hard limit, whoever calls at once; every answer and every refusal is counted once.</summary>
public sealed class MeterTests
{
    const int Calls = 1000, Left = 10;

    static async Task Exactly_ten_are_answered(GatewayTest test, Func<HttpClient, int, Task<HttpResponseMessage>> call)
    {
        var (program, _, _) = await test.Key();
        var before = await test.Used();
        var replies = await Task.WhenAll(Enumerable.Range(0, Calls).Select(i => call(program, i)));

        replies.Count(r => r.StatusCode is HttpStatusCode.OK).ShouldBe(Left);
        replies.Count(r => r.StatusCode is HttpStatusCode.Conflict).ShouldBe(Calls - Left);
        (await test.Used() - before).ShouldBe(Left);
        (await test.Prices()).Count.ShouldBe(before + Left);
        var kinds = await test.App.FactKinds();
        (kinds.Count(k => k == "space.use-metered/1"), kinds.Count(k => k == "space.use-denied/1")).ShouldBe((before + Left, Calls - Left));
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task Of_a_thousand_verifications_at_once_with_ten_uses_left_exactly_ten_are_answered()
    {
        await using var test = await GatewayTest.Start(uses: Left);
        await Exactly_ten_are_answered(test, (program, i) => test.Verify(program, GatewayTest.Item(i)));
    }

    [Fact]
    public async Task Of_a_thousand_pages_at_once_with_ten_uses_left_exactly_ten_are_answered()
    {
        await using var test = await GatewayTest.Start(uses: Left, withIndex: false);
        await Exactly_ten_are_answered(test, (program, i) => test.Rows(program, $"take=1&after={i}"));
    }

    [Fact]
    public async Task Of_a_thousand_who_ask_for_a_file_at_once_it_is_counted_once_for_each_format()
    {
        await using var test = await GatewayTest.Start(uses: Left, withIndex: false);
        var (program, _, _) = await test.Key();
        var replies = await Task.WhenAll(Enumerable.Range(0, Calls).Select(i => test.Make(program, i % 2 == 0 ? "Csv" : "Parquet")));
        replies.ShouldAllBe(r => r.StatusCode == HttpStatusCode.OK);
        (await test.Prices()).ShouldBe([50_000, 50_000]);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_stop_that_comes_between_the_answer_and_its_count_keeps_the_answer_back()
    {
        await using var test = await GatewayTest.Start(uses: 10);
        await TestApp.Done(await test.Verify(test.Developer, GatewayTest.Item(0)));
        test.Pause.Then = async () => await TestApp.Done(
            await test.Staff.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/stop", new { reason = "疑似滥用" }));
        await test.Verify(test.Developer, GatewayTest.Item(1)).ShouldBeRefused(409, "space.stopped");
        (await test.Used()).ShouldBe(1);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task What_breaks_before_the_count_leaves_nothing_and_what_breaks_after_it_is_read_again_for_nothing()
    {
        await using var test = await GatewayTest.Start(uses: 10);
        async Task<HttpResponseMessage> Sent()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/space/agreements/{test.Agreement}/verifications")
            {
                Content = JsonContent.Create(new { items = new[] { GatewayTest.Item(1) } }),
            };
            request.Headers.Add("Idempotency-Key", "lost");
            return await test.Developer.SendAsync(request);
        }
        test.Pause.Then = () => throw new TimeoutException("the power is gone");
        (await Sent()).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await test.Used()).ShouldBe(0);

        (await TestApp.Body(await Sent()))["repeat"]!.GetValue<bool>().ShouldBeFalse();
        var again = await TestApp.Body(await Sent());       // its first answer never arrived
        (again["repeat"]!.GetValue<bool>(), again["answers"]![0]!["outcome"]!.GetValue<string>()).ShouldBe((true, "Matched"));
        (await test.Prices()).ShouldBe([20]);
        await test.App.ShouldAgree();
    }
}
