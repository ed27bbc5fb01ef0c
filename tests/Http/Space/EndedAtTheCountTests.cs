using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Tests.Trading;

namespace Yuanliu.Tests.Space;

/// <summary>终止 — a side ends the agreement in the very moment in which a use is counted: it was counted before that, or not at
/// all.</summary>
public sealed class EndedAtTheCountTests
{
    const string Metered = "space.use-metered/1", Ended = "trading.agreement-terminated/1";

    public enum Way { Question, Rows }

    [Theory]
    [InlineData(Way.Question, false)]
    [InlineData(Way.Question, true)]
    [InlineData(Way.Rows, false)]
    [InlineData(Way.Rows, true)]
    public async Task What_is_ended_just_before_the_count_is_neither_counted_nor_answered(Way way, bool wasUsed)
    {
        await using var signed = await Signed.Start();
        var agreement = await signed.Agree();
        if (wasUsed) await TestApp.Done(await signed.Use(way, agreement, 0));
        signed.Pause.Then = async () => await TestApp.Done(await signed.End(agreement));
        await signed.Use(way, agreement, 1).ShouldBeRefused(409, "space.not-in-force");
        (await signed.Used(agreement)).ShouldBe(wasUsed ? 1 : 0);
        (await signed.App.FactKinds()).Count(k => k == Ended).ShouldBe(1);
        await signed.App.ShouldAgree();
    }

    [Theory]
    [InlineData(Way.Question, false)]
    [InlineData(Way.Question, true)]
    [InlineData(Way.Rows, false)]
    [InlineData(Way.Rows, true)]
    public async Task What_is_counted_just_before_the_end_is_answered_and_the_end_loses_nothing_by_it(Way way, bool wasUsed)
    {
        await using var signed = await Signed.Start();
        var agreement = await signed.Agree();
        if (wasUsed) await TestApp.Done(await signed.Use(way, agreement, 0));
        signed.Pause.Then = async () => await TestApp.Done(await signed.Use(way, agreement, 1));
        await TestApp.Done(await signed.End(agreement));
        (await signed.Used(agreement)).ShouldBe(wasUsed ? 2 : 1);
        var kinds = await signed.App.FactKinds();
        kinds.LastIndexOf(Metered).ShouldBeLessThan(kinds.IndexOf(Ended));
        await signed.Use(way, agreement, 2).ShouldBeRefused(409, "space.not-in-force");
        await signed.App.ShouldAgree();
    }

    /// <summary>Before the first command of the database, and so on to the last; of a question, which takes its time, before every
    /// third.</summary>
    [Theory]
    [InlineData(Way.Question, 3)]
    [InlineData(Way.Rows, 1)]
    public async Task Whenever_in_a_use_the_end_comes_no_use_is_counted_after_it(Way way, int step)
    {
        await using var signed = await Signed.Start();
        var (refused, answered) = (0, 0);
        for (var nth = 1; ; nth += step)
        {
            var agreement = await signed.Agree();
            signed.Second.Before(nth, () => signed.End(agreement));
            using var reply = await signed.Use(way, agreement, nth);
            if (await signed.Second.Done() is not { } end) break;
            end.StatusCode.ShouldBe(HttpStatusCode.OK);
            var isAnswer = reply.StatusCode is HttpStatusCode.OK;
            if (!isAnswer) await Task.FromResult(reply).ShouldBeRefused(409, "space.not-in-force");
            (await signed.Used(agreement)).ShouldBe(isAnswer ? 1 : 0);
            (answered, refused) = isAnswer ? (answered + 1, refused) : (answered, refused + 1);
            var kinds = await signed.App.FactKinds();
            kinds.LastIndexOf(Metered).ShouldBeLessThan(kinds.LastIndexOf(Ended));
        }
        refused.ShouldBeGreaterThan(2);
        answered.ShouldBeGreaterThan(0);
        await signed.App.ShouldAgree();
    }

    /// <summary>A product for questions and pages on the market, and agreements on it that come into force by both signatures.</summary>
    sealed class Signed(Market market, HttpClient analyst, Guid listing) : IAsyncDisposable
    {
        public PauseBeforeFirstUpdate Pause { get; private init; } = null!;
        public SecondWriter Second { get; private init; } = null!;
        public TestApp App => market.App;

        public static async Task<Signed> Start()
        {
            var (pause, second) = (new PauseBeforeFirstUpdate(), new SecondWriter());
            var market = await Market.Open(
                s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause, pause.BeforeTransaction, second)));
            var product = await market.Product(new
            {
                resourceId = market.Resource, name = "空气质量", description = "按站点和年份", minGroup = 20,
                columns = new[] { Market.Column("station", "Dimension"), Market.Column("year", "Dimension") },
                controls = new { modes = new[] { "Aggregate", "Api" } },
            });
            var listing = await TestApp.Body(await market.Steward.PostAsJsonAsync("/api/trading/listings", Deal.ListingOf(product)));
            return new(market, await market.App.SignIn("青禾公司", Role.Analyst), listing["id"]!.GetValue<Guid>())
            {
                Pause = pause, Second = second,
            };
        }

        public async Task<Guid> Agree()
        {
            var id = (await TestApp.Body(await analyst.PostAsJsonAsync("/api/trading/agreements",
                new { listingId = listing, purpose = "城市规划", uses = 5, until = "2026-05-01" })))["id"]!.GetValue<Guid>();
            await Deal.Done(market.Steward, id, "accept");
            await Deal.Done(analyst, id, "sign");
            await Deal.Done(market.Steward, id, "sign");
            return id;
        }

        public Task<HttpResponseMessage> Use(Way way, Guid agreement, int nth) => way is Way.Rows
            ? analyst.GetAsync($"/api/space/agreements/{agreement}/rows?take=1&after={nth}")
            : analyst.PostAsJsonAsync($"/api/space/agreements/{agreement}/queries",
                new { sql = $"SELECT count(*) FROM data WHERE year > {1900 + nth}" });

        public Task<HttpResponseMessage> End(Guid agreement) => Deal.Act(market.Steward, agreement, "terminate", new { reason = "不再提供" });

        public async Task<int> Used(Guid agreement)
        {
            await using var scope = App.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<IUses>().Count(new(agreement), CancellationToken.None);
        }

        public ValueTask DisposeAsync() => market.DisposeAsync();
    }

    /// <summary>Comes before the nth command. Inside somebody's transaction it has to wait for its end.</summary>
    sealed class SecondWriter : DbCommandInterceptor
    {
        Func<Task<HttpResponseMessage>>? act;
        Task<HttpResponseMessage>? done;
        int left;

        public void Before(int nth, Func<Task<HttpResponseMessage>> then) => (left, act, done) = (nth, then, null);

        /// <returns>Null when there was no such command.</returns>
        public async Task<HttpResponseMessage?> Done()
        {
            act = null;
            return done is null ? null : await done;
        }

        async Task Comes(DbCommand command)
        {
            if (act is not { } then || --left > 0) return;
            act = null;
            done = then();
            var isWriting = command.Transaction is not null || !command.CommandText.StartsWith("SELECT", StringComparison.Ordinal);
            if (!isWriting) await done;
        }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            await Comes(command);
            return result;
        }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            await Comes(command);
            return result;
        }
    }
}
