using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Gateway;

/// <summary>比对账户 — about how many may be asked on one day is the receiver's, whatever it signed and with whomever it belongs.</summary>
public sealed class ProbeTests
{
    const string Spent = "space.probes-spent";

    static Task<GatewayTest> Start() => GatewayTest.Start(uses: 100, controls: GatewayTest.Open with { ProbesPerDayMax = 5 });

    static async Task<Guid> Organization(HttpClient client)
        => (await TestApp.Body(await client.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>();

    static async Task<string> Form(GatewayTest test, HttpClient one, HttpClient other)
        => (string)(await TestApp.Body(await test.Staff.PostAsJsonAsync("/api/space/circles", new
        {
            name = "青禾集团", reason = "同一实际控制人", organizationIds = new[] { await Organization(one), await Organization(other) },
        })))["id"]!;

    [Fact]
    public async Task Two_agreements_on_one_resource_have_one_budget()
    {
        await using var test = await Start();
        var another = await test.Another(test.Developer);
        await TestApp.Done(await GatewayTest.Verify(test.Developer, test.Agreement, 1, 2, 3));
        await GatewayTest.Verify(test.Developer, another, 4, 5, 6).ShouldBeRefused(429, Spent);
        await TestApp.Done(await GatewayTest.Verify(test.Developer, another, 4, 5));
        await GatewayTest.Verify(test.Developer, test.Agreement, 6).ShouldBeRefused(429, Spent);
        (await test.Get("verification-index"))["identitiesLeft"]!.GetValue<int>().ShouldBe(0);
        test.App.Clock.Advance(TimeSpan.FromHours(16));     // after midnight in Beijing
        await TestApp.Done(await GatewayTest.Verify(await test.App.SignIn("买方", Role.Analyst), another, 1, 2, 3, 4, 5));
        await test.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Of_calls_that_race_under_two_agreements_as_many_are_answered_as_may()
    {
        await using var test = await Start();
        Guid[] agreements = [test.Agreement, await test.Another(test.Developer)];
        var replies = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => GatewayTest.Verify(test.Developer, agreements[i % 2], i)));
        replies.GroupBy(r => r.StatusCode).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()))
            .ShouldBe([(HttpStatusCode.OK, 5), (HttpStatusCode.TooManyRequests, 19)]);
        await test.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Receivers_that_belong_together_have_one_budget_also_for_what_was_asked_before_and_after_they_part()
    {
        await using var test = await Start();
        var stranger = await test.App.SignIn("旁人", Role.Analyst);
        var another = await test.Another(stranger);
        await TestApp.Done(await GatewayTest.Verify(test.Developer, test.Agreement, 1, 2));
        await TestApp.Done(await GatewayTest.Verify(stranger, another, 1, 2));
        var circle = await Form(test, test.Developer, stranger);
        await GatewayTest.Verify(stranger, another, 3, 4).ShouldBeRefused(429, Spent);
        await TestApp.Done(await GatewayTest.Verify(stranger, another, 3));
        await GatewayTest.Verify(test.Developer, test.Agreement, 3).ShouldBeRefused(429, Spent);

        var left = await test.Staff.PostAsJsonAsync(
            $"/api/space/circles/{circle}/members/{await Organization(stranger)}/remove", new { reason = "股权已转让" });
        left.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await GatewayTest.Verify(stranger, another, 4).ShouldBeRefused(429, Spent);
        await GatewayTest.Verify(test.Developer, test.Agreement, 4).ShouldBeRefused(429, Spent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_circle_that_is_formed_just_before_the_count_is_seen_by_it(bool hasAsked)
    {
        await using var test = await Start();
        var stranger = await test.App.SignIn("旁人", Role.Analyst);
        var another = await test.Another(stranger);
        await TestApp.Done(await GatewayTest.Verify(test.Developer, test.Agreement, 1, 2, 3));
        if (hasAsked) await TestApp.Done(await GatewayTest.Verify(stranger, another, 1));
        test.Pause.Then = () => Form(test, test.Developer, stranger);
        await GatewayTest.Verify(stranger, another, 4, 5, 6).ShouldBeRefused(429, Spent);
        await test.App.ShouldBeWhole();
    }
}
