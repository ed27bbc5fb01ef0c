using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Evidence;

/// <summary>发件箱: one save of any number of facts is the same journal and the same deliveries, and each is heard of once.</summary>
public sealed class OutboxTests
{
    /// <summary>Few go through the tracker, sixteen and more past it, and over five hundred in several messages.</summary>
    [Theory]
    [InlineData(1), InlineData(15), InlineData(16), InlineData(17), InlineData(500), InlineData(501)]
    public async Task A_save_of_so_many_facts_keeps_them_all_in_their_order_with_a_delivery_each(int many)
    {
        await using var app = await Start();
        await app.Db(db => Save(db, 0, many));
        (await app.Db(Bodies)).ShouldBe([.. Enumerable.Range(0, many)]);
        (await app.Db(db => Waiting(db).Select(d => new { d.Receiver, d.Attempts, d.Version, d.LastError }).Distinct().ToListAsync()))
            .Select(d => (d.Receiver.Split('.')[^1], d.Attempts, d.Version, d.LastError))
            .ShouldBe([("OutboxTests+Counter/Told", 0, 0, null)]);
        (await app.Db(db => Waiting(db).CountAsync())).ShouldBe(many);
        await app.ShouldBeWhole();
        app.Services.GetRequiredService<Heard>().Numbers.ShouldBe(Enumerable.Range(0, many));
    }

    [Theory]
    [InlineData(2), InlineData(40)]
    public async Task A_save_that_loses_a_race_writes_none_of_its_facts(int many)
    {
        await using var app = await Start();
        var first = await app.Db(async db => { db.Add(new Setting { Name = "x", Value = "1" }); return await db.SaveChangesAsync(); });
        first.ShouldBe(1);
        await Should.ThrowAsync<DbUpdateException>(() => app.Db(db =>
        {
            db.Add(new Setting { Name = "x", Value = "2" });
            return Save(db, 0, many);
        }));
        (await app.Db(Bodies)).ShouldBeEmpty();
        (await app.Db(db => Waiting(db).CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Who_takes_many_together_is_sent_what_came_meanwhile_the_next_time_and_who_takes_one_at_once()
    {
        await using var together = await Start();
        await using var alone = await Start(together: false);
        foreach (var (app, left) in new[] { (together, 1), (alone, 0) })
        {
            await app.Db(db => Save(db, 0, 3));
            app.Services.GetRequiredService<Heard>().Follow = 3;
            await app.Services.GetRequiredService<OutboxDispatcher>().DeliverAhead(CancellationToken.None);
            (await app.Db(db => Waiting(db).CountAsync())).ShouldBe(left);
            await app.Settle();
            app.Services.GetRequiredService<Heard>().Numbers.ShouldBe([0, 1, 2, 3]);
        }
    }

    [Fact]
    public async Task One_that_cannot_be_taken_keeps_none_of_the_others_back_and_is_tried_again()
    {
        await using var app = await Start();
        var heard = app.Services.GetRequiredService<Heard>();
        heard.Fails = 1;
        await app.Db(db => Save(db, 0, 4));
        await app.Services.GetRequiredService<OutboxDispatcher>().Deliver(CancellationToken.None);
        var late = await app.Db(db => Waiting(db).SingleAsync());
        (late.Attempts, late.LastError, late.NextAt > app.Clock.Now).ShouldBe((1, "It cannot be taken.", true));

        heard.Fails = null;
        app.Clock.Advance(late.NextAt - app.Clock.Now);
        await app.Settle();
        (await app.Db(db => Waiting(db).CountAsync())).ShouldBe(0);
        heard.Numbers.Distinct().Order().ShouldBe([0, 1, 2, 3]);
    }

    static Task<TestApp> Start(bool together = true) => TestApp.Start(
        configure: s => s.AddSingleton<Heard>().AddReceiver<Told, Counter>(together));

    static Task<int> Save(AppDb db, int from, int many)
    {
        for (var i = from; i < from + many; i++) db.Record($"urn:yuanliu:test:told:{i}", new Told(i));
        return db.SaveChangesAsync();
    }

    static IQueryable<OutboxDelivery> Waiting(AppDb db) => db.Set<OutboxDelivery>().Where(d => d.DoneAt == null);

    static async Task<List<int>> Bodies(AppDb db) =>
        [.. (await db.Set<JournalEntry>().Where(e => e.Kind == "test.told/1").OrderBy(e => e.Seq).Select(e => e.Envelope).ToListAsync())
            .Select(e => (int)System.Text.Json.Nodes.JsonNode.Parse(e)!["body"]!["number"]!)];

    sealed record Told(int Number) : Fact
    {
        public override string Kind => "test.told/1";
    }

    /// <summary>What was heard, and what hearing brings about.</summary>
    sealed class Heard
    {
        public List<int> Numbers { get; } = [];
        public int? Follow { get; set; }
        public int? Fails { get; set; }
    }

    sealed class Counter(AppDb db, Heard heard) : IReceive<Told>
    {
        public Task Receive(Guid factId, Told fact, CancellationToken ct)
        {
            if (heard.Fails == fact.Number) throw new InvalidOperationException("It cannot be taken.");
            heard.Numbers.Add(fact.Number);
            if (heard.Follow is { } next)
            {
                db.Record($"urn:yuanliu:test:told:{next}", new Told(next));
                heard.Follow = null;
            }
            return Task.CompletedTask;
        }
    }
}
