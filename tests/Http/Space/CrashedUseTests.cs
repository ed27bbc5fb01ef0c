using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Tests.Gateway;

namespace Yuanliu.Tests.Space;

/// <summary>Whatever command of the database fails while a use is made: an answer has one line on the bill, and no line is without its
/// answer.</summary>
public sealed class CrashedUseTests
{
    [Theory]
    [InlineData(UseMode.Aggregate)]
    [InlineData(UseMode.Private)]
    public async Task A_question(UseMode mode)
    {
        var fault = new FailOn();
        await using var test = await SpaceTest.Start(uses: 1000, controls: UseControls.Default with
        {
            Modes = [UseMode.Aggregate, UseMode.Private], Privacy = new(1_000_000, 1_000), RowsPerIdentityMax = 1,
        }, configure: Failing(fault));
        await test.Answer("SELECT sum(price) FROM data", mode);
        await Whatever_fails(fault, test.App, test.Used,
            nth => test.Ask($"SELECT count(*) FROM data WHERE rooms < {100 + nth}", mode: mode));
    }

    public enum Way { Rows, Verification, File }

    [Theory]
    [InlineData(Way.Rows)]
    [InlineData(Way.Verification)]
    [InlineData(Way.File)]
    public async Task A_call_of_the_gateway(Way way)
    {
        var fault = new FailOn();
        await using var test = await GatewayTest.Start(uses: 1000, withIndex: way is Way.Verification, configure: Failing(fault));
        await TestApp.Done(await test.Rows(test.Developer, "take=1"));
        await Whatever_fails(fault, test.App, test.Used, nth =>
        {
            if (way is Way.Rows) return test.Rows(test.Developer, $"take=1&after={nth}");
            if (way is Way.Verification) return Verify(test, nth);
            test.Agree(c => c with { Policy = c.Policy with { Purpose = $"信用评估{nth}" } });      // another file than before
            return test.Make(test.Developer);
        });
    }

    /// <summary>Under a key of its own: to ask again is the same verification.</summary>
    static async Task<HttpResponseMessage> Verify(GatewayTest test, int nth)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/space/agreements/{test.Agreement}/verifications")
        {
            Content = JsonContent.Create(new { items = new[] { GatewayTest.Item(nth) } }), Headers = { { "Idempotency-Key", $"n{nth}" } },
        };
        return await test.Developer.SendAsync(request);
    }

    static Action<IServiceCollection> Failing(FailOn fault) => s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(fault));

    static async Task Whatever_fails(FailOn fault, TestApp app, Func<Task<int>> used, Func<int, Task<HttpResponseMessage>> ask)
    {
        var first = await used();
        for (var nth = 1; ; nth++)
        {
            fault.Arm(nth);
            using var reply = await ask(nth);
            var failed = fault.Disarm();
            var counted = await used() - first - (nth - 1);
            if (reply.IsSuccessStatusCode) counted.ShouldBe(1);
            else counted.ShouldBeInRange(0, 1);
            if (!failed) break;
            using var again = await TestApp.Done(await ask(nth));
            (await used()).ShouldBe(first + nth, "asked again it is answered, and counted once in all");
        }
        await app.ShouldAgree();
    }
}
