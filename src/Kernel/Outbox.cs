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

public sealed record Subscription(string Receiver, Type Fact, Func<IServiceProvider, Guid, JsonElement, CancellationToken, Task> Deliver);

public static class OutboxWiring
{
    public static IServiceCollection AddReceiver<TFact, TReceiver>(this IServiceCollection services)
        where TFact : Fact where TReceiver : class, IReceive<TFact>
        => services.AddScoped<TReceiver>().AddSingleton(new Subscription(
            $"{typeof(TReceiver).FullName}/{typeof(TFact).Name}", typeof(TFact),
            (scope, id, body, ct) => scope.GetRequiredService<TReceiver>()
                .Receive(id, body.Deserialize<TFact>(CanonicalJson.Options)!, ct)));
}

/// <summary>Hands facts to their receivers after commit, oldest first, each in a transaction of its own.</summary>
public sealed class OutboxDispatcher(IServiceScopeFactory scopes, Subscriptions subscriptions, GuardedClock clock)
{
    const int BatchMax = 100;
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Delivers what is due. Returns how many deliveries were tried.</summary>
    public async Task<int> Deliver(CancellationToken ct)
    {
        List<long> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = clock.Now;
            due = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<OutboxDelivery>()
                .Where(d => d.DoneAt == null && d.NextAt <= now).OrderBy(d => d.Id).Select(d => d.Id).Take(BatchMax).ToListAsync(ct);
        }
        foreach (var id in due) await DeliverOne(id, ct);
        return due.Count;
    }

    async Task DeliverOne(long id, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            if (await db.Set<OutboxDelivery>().SingleOrDefaultAsync(d => d.Id == id && d.DoneAt == null, ct) is not { } delivery) return;

            using var work = Instruments.Work($"deliver {delivery.Receiver}");
            using var envelope = JsonDocument.Parse(delivery.Envelope);
            await subscriptions[delivery.Receiver]
                .Deliver(scope.ServiceProvider, delivery.FactId, envelope.RootElement.GetProperty("body"), ct);
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
