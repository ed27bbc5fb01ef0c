using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Compute.Json;

namespace Yuanliu.Kernel;

/// <summary>Reacts to another module's fact, after it is durable. Called at least once: what it changes must bear a second call.</summary>
public interface IReceive<in TFact> where TFact : Fact
{
    /// <remarks>The save that follows marks the delivery done in the same transaction; the receiver itself must not save.</remarks>
    Task Receive(Guid factId, TFact fact, CancellationToken ct);
}

/// <summary>发件箱 — one fact that one receiver still has to hear of.</summary>
public sealed class OutboxDelivery
{
    public long Id { get; private init; }
    public required Guid FactId { get; init; }
    public required string Receiver { get; init; }
    public required string Envelope { get; init; }
    public required DateTime NextAt { get; set; }
    public int Attempts { get; set; }
    public string? LastError { get; set; }
    public DateTime? DoneAt { get; set; }
    public int Version { get; set; }

    internal static void Map(EntityTypeBuilder<OutboxDelivery> e)
    {
        e.ToTable("kernel_outbox");
        e.HasKey(x => x.Id);
        e.Property(x => x.Receiver).HasMaxLength(120);
        e.Property(x => x.LastError).HasMaxLength(500);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.FactId, x.Receiver }).IsUnique();
        e.HasIndex(x => new { x.DoneAt, x.NextAt });
    }
}

/// <summary>Who hears of which fact. Filled at start by <see cref="OutboxWiring.AddReceiver{TFact,TReceiver}"/>.</summary>
public sealed class Subscriptions(IEnumerable<Subscription> all)
{
    readonly ILookup<Type, string> byFact = all.ToLookup(s => s.Fact, s => s.Receiver);
    readonly Dictionary<string, Subscription> byName = all.ToDictionary(s => s.Receiver);

    public IEnumerable<string> For(Type fact) => byFact[fact];
    public Subscription this[string receiver] => byName[receiver];
}

/// <param name="IsTogether">It may hear of many facts in one transaction: what it added for one it finds for the next.</param>
public sealed record Subscription(
    string Receiver, Type Fact, Func<IServiceProvider, Guid, JsonElement, CancellationToken, Task> Deliver, bool IsTogether);

public static class OutboxWiring
{
    /// <param name="together">Many facts in one transaction, for what comes by the thousand.</param>
    public static IServiceCollection AddReceiver<TFact, TReceiver>(this IServiceCollection services, bool together = false)
        where TFact : Fact where TReceiver : class, IReceive<TFact>
        => services.AddScoped<TReceiver>().AddSingleton(new Subscription(
            $"{typeof(TReceiver).FullName}/{typeof(TFact).Name}", typeof(TFact),
            (scope, id, body, ct) => scope.GetRequiredService<TReceiver>()
                .Receive(id, body.Deserialize<TFact>(CanonicalJson.Options)!, ct), together));
}

/// <summary>Hands facts to their receivers after commit, oldest first, each in a transaction of its own unless the receiver takes
/// many.</summary>
public sealed class OutboxDispatcher(IServiceScopeFactory scopes, Subscriptions subscriptions, GuardedClock clock)
{
    const int BatchMax = 500;
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Delivers what is due. Returns how many deliveries were tried.</summary>
    public async Task<int> Deliver(CancellationToken ct) => (await DeliverDue(ct)).Count;

    /// <summary>Delivers what is due and what follows from it. Who takes many together is sent what comes meanwhile the next time, so that
    /// it is many.</summary>
    public async Task DeliverAhead(CancellationToken ct)
    {
        while (true)
        {
            var due = await DeliverDue(ct);
            if (due.Count < BatchMax && due.TrueForAll(d => subscriptions[d.Receiver].IsTogether)) return;
        }
    }

    async Task<List<(long Id, string Receiver)>> DeliverDue(CancellationToken ct)
    {
        var due = await Due(ct);
        var many = due.Where(d => subscriptions[d.Receiver].IsTogether).ToLookup(d => d.Receiver, d => d.Id);
        foreach (var receiver in many) await DeliverTogether([.. receiver], ct);
        foreach (var (id, receiver) in due)
            if (!many.Contains(receiver)) await DeliverOne(id, ct);
        return due;
    }

    /// <remarks>In the order of the index: what waits is never sorted as a whole.</remarks>
    async Task<List<(long Id, string Receiver)>> Due(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.Now;
        var due = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<OutboxDelivery>()
            .Where(d => d.DoneAt == null && d.NextAt <= now).OrderBy(d => d.NextAt).ThenBy(d => d.Id)
            .Select(d => new { d.Id, d.Receiver }).Take(BatchMax).ToListAsync(ct);
        return due.ConvertAll(d => (d.Id, d.Receiver));
    }

    /// <summary>All of them, or each on its own where one of them fails.</summary>
    async Task DeliverTogether(List<long> ids, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var deliveries = await db.Set<OutboxDelivery>().AsNoTracking().Where(d => ids.Contains(d.Id) && d.DoneAt == null)
                .OrderBy(d => d.Id).ToListAsync(ct);
            foreach (var delivery in deliveries) await Hand(scope.ServiceProvider, delivery, ct);
            await SaveDone(db, [.. deliveries.Select(d => d.Id)], ct);
            foreach (var delivery in deliveries) Instruments.Delivered(delivery.Receiver, taken: true);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (ids.Count == 1) await Postpone(ids[0], failure, ct);
            else foreach (var id in ids) await DeliverOne(id, ct);
        }
    }

    /// <summary>One statement marks them all: one for each would keep every other writer waiting.</summary>
    async Task SaveDone(AppDb db, List<long> ids, CancellationToken ct)
    {
        var now = clock.Now;
        await using var writing = await Writing.Begin(db, ct);
        await db.SaveChangesAsync(ct);
        var marked = await db.Set<OutboxDelivery>().Where(d => ids.Contains(d.Id) && d.DoneAt == null)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.DoneAt, now).SetProperty(x => x.Version, x => x.Version + 1), ct);
        if (marked != ids.Count) throw new DbUpdateConcurrencyException("Somebody else delivered some of them meanwhile.");
        await writing.Commit(ct);
    }

    async Task Hand(IServiceProvider scope, OutboxDelivery delivery, CancellationToken ct)
    {
        using var work = Instruments.Work($"deliver {delivery.Receiver}");
        using var envelope = JsonDocument.Parse(delivery.Envelope);
        await subscriptions[delivery.Receiver].Deliver(scope, delivery.FactId, envelope.RootElement.GetProperty("body"), ct);
    }

    async Task DeliverOne(long id, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            if (await db.Set<OutboxDelivery>().SingleOrDefaultAsync(d => d.Id == id && d.DoneAt == null, ct) is not { } delivery) return;

            await Hand(scope.ServiceProvider, delivery, ct);
            delivery.DoneAt = clock.Now;
            delivery.Version++;
            await db.SaveChangesAsync(ct);
            Instruments.Delivered(delivery.Receiver, taken: true);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await Postpone(id, failure, ct);
        }
    }

    async Task Postpone(long id, Exception failure, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await db.Set<OutboxDelivery>().SingleOrDefaultAsync(d => d.Id == id && d.DoneAt == null, ct) is not { } delivery) return;
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, delivery.Attempts)));
        delivery.Attempts++;
        delivery.Version++;
        delivery.NextAt = clock.Now + pause;
        delivery.LastError = failure.Message[..Math.Min(failure.Message.Length, 500)];
        await db.SaveChangesAsync(ct);
        Instruments.Delivered(delivery.Receiver, taken: false);
    }
}
