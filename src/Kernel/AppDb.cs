using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Yuanliu.Kernel;

/// <summary>The one database context, composed from the modules: state, journal and outbox share every transaction.</summary>
/// <remarks>Contexts come from a pool, because making one costs as much as an act's own work: each scope lends it its journal.</remarks>
public sealed class AppDb(DbContextOptions<AppDb> options, IEnumerable<IModule> modules, Subscriptions subscriptions) : DbContext(options)
{
    readonly List<Recorded> loose = [];
    Journal? journal;

    /// <summary>Begins a scope: what an earlier one recorded and never saved is forgotten with it.</summary>
    public AppDb For(Journal ofScope)
    {
        loose.Clear();
        journal = ofScope;
        return this;
    }

    /// <summary>Records a fact that belongs to no tracked entity, such as a refusal. It becomes durable with the next save.</summary>
    public void Record(string subject, Fact fact) => loose.Add(new(subject, fact));

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var recorded = ChangeTracker.Entries<IWitnessed>().SelectMany(e => e.Entity.TakeFacts()).Concat(loose).ToList();
        loose.Clear();
        foreach (var fact in recorded)
        {
            var entry = journal!.Write(fact);
            Add(entry);
            foreach (var receiver in subscriptions.For(fact.Fact.GetType()))
                Add(new OutboxDelivery { FactId = entry.FactId, Receiver = receiver, Envelope = entry.Envelope, NextAt = entry.At });
        }
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        foreach (var fact in recorded) Instruments.Saved(fact.Fact.Kind);
        return saved;
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
