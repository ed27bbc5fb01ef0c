using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Yuanliu.Kernel;

/// <summary>The one database context, composed from the modules: state, journal and outbox share every transaction.</summary>
/// <remarks>Contexts come from a pool, because making one costs as much as an act's own work: each scope lends it its journal.</remarks>
public sealed class AppDb(DbContextOptions<AppDb> options, IEnumerable<IModule> modules, Subscriptions subscriptions) : DbContext(options)
{
    /// <summary>So many facts in one save are written past the tracker.</summary>
    /// <remarks>Measured with facts alone, on both databases: with sixteen the two ways take the same time; two dozen take a fifth to a
    /// third less past the tracker, and a hundred a third to a half.</remarks>
    const int Many = 16;

    readonly List<Recorded> loose = [];
    readonly List<IWitnessed> appended = [];
    Journal? journal;

    /// <summary>Begins a scope: what an earlier one recorded and never saved is forgotten with it.</summary>
    public AppDb For(Journal ofScope)
    {
        loose.Clear();
        appended.Clear();
        journal = ofScope;
        return this;
    }

    /// <summary>Records a fact that belongs to no tracked entity, such as a refusal. It becomes durable with the next save.</summary>
    public void Record(string subject, Fact fact) => loose.Add(new(subject, fact));

    /// <summary>Adds a row that is written once and never changed: where many come in one save they need no tracking.</summary>
    public void Append(IWitnessed row) => appended.Add(row);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var rows = appended.ToList();
        // Entries are told what changed; nothing that is added after that has changed since, and is not looked through again.
        var recorded = ChangeTracker.Entries<IWitnessed>().Select(e => e.Entity).Concat(rows).SelectMany(e => e.TakeFacts()).Concat(loose)
            .ToList();
        loose.Clear();
        appended.Clear();
        var entries = recorded.ConvertAll(r => journal!.Write(r));
        var deliveries = recorded.Zip(entries).SelectMany(r => subscriptions.For(r.First.Fact.GetType()).Select(receiver =>
            new OutboxDelivery
            {
                FactId = r.Second.FactId, Receiver = receiver, Envelope = r.Second.Envelope, NextAt = r.Second.At,
            })).ToList();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var saved = await (recorded.Count < Many
                ? SaveTracked([.. rows, .. entries, .. deliveries], acceptAllChangesOnSuccess, cancellationToken)
                : SaveMany(rows, entries, deliveries, acceptAllChangesOnSuccess, cancellationToken));
            foreach (var fact in recorded) Instruments.Saved(fact.Fact.Kind);
            return saved;
        }
        finally { ChangeTracker.AutoDetectChangesEnabled = true; }
    }

    Task<int> SaveTracked(List<object> rows, bool acceptAllChangesOnSuccess, CancellationToken ct)
    {
        if (rows.Count > 0) AddRange(rows);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
    }

    /// <summary>What is tracked goes first: whoever lost a race writes nothing more.</summary>
    async Task<int> SaveMany(List<IWitnessed> rows, List<JournalEntry> entries, List<OutboxDelivery> deliveries,
        bool acceptAllChangesOnSuccess, CancellationToken ct)
    {
        await using var writing = Database.CurrentTransaction is null ? await Writing.Begin(this, ct) : null;
        var (saved, many) = (await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct), new NewRows(this));
        foreach (var of in rows.GroupBy(row => row.GetType())) await many.Insert(of.Key, [.. of], ct);
        await many.Insert(typeof(JournalEntry), entries, ct);
        await many.Insert(typeof(OutboxDelivery), deliveries, ct);
        if (writing is not null) await writing.Commit(ct);
        return saved + rows.Count + entries.Count + deliveries.Count;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        JournalEntry.Map(modelBuilder.Entity<JournalEntry>());
        OutboxDelivery.Map(modelBuilder.Entity<OutboxDelivery>());
        IdempotencyRecord.Map(modelBuilder.Entity<IdempotencyRecord>());
        Job.Map(modelBuilder.Entity<Job>());
        Setting.Map(modelBuilder.Entity<Setting>());
        foreach (var module in modules) module.MapStorage(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcMicroseconds>();
        configurationBuilder.Properties<Fen>().HaveConversion<FenConverter>();
    }

    sealed class UtcMicroseconds() : ValueConverter<DateTime, DateTime>(v => v, v => DateTime.SpecifyKind(v, DateTimeKind.Utc));
    sealed class FenConverter() : ValueConverter<Fen, long>(v => v.Value, v => new(v));
}

/// <summary>Stores a typed id as the uuid that it is.</summary>
public sealed class TypedIdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => FromGuid(value))
    where TId : struct, ITypedId<TId>
{
    static TId FromGuid(Guid value) => TId.From(value);
}

/// <summary>A value of the node itself, such as how far the demo clock was moved.</summary>
public sealed class Setting
{
    public required string Name { get; init; }
    public required string Value { get; set; }

    internal static void Map(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Setting> e)
    {
        e.ToTable("kernel_setting");
        e.HasKey(x => x.Name);
        e.Property(x => x.Name).HasMaxLength(80);
        e.Property(x => x.Value).HasMaxLength(400);
    }
}
