using Yuanliu.Compute.Json;

namespace Yuanliu.Space.Derived;

/// <summary>A table of the room that a definition names.</summary>
/// <param name="Agreement">Of which it is; or</param>
/// <param name="Resource">the buyer's own resource.</param>
internal sealed record GroundTable(string As, Guid? Agreement, Guid? Resource);

/// <summary>The policy of an agreement as it was when a definition was kept.</summary>
internal sealed record GroundPolicy(Guid Agreement, string Sha256);

/// <summary>An earlier derived table that a definition names.</summary>
internal sealed record GroundDerived(string Name, Guid Id);

/// <summary>派生表依据 — what a derived table stands on: it falls with any of it.</summary>
internal sealed record Ground(
    IReadOnlyList<GroundTable> Tables, IReadOnlyList<GroundPolicy> Policies, IReadOnlyList<GroundDerived> Derived);

/// <summary>派生表列 — a column of a definition as it was when it was kept.</summary>
/// <param name="Kind">The kind of its values.</param>
internal sealed record DerivedColumn(string Name, string Kind, ColumnUse Use, decimal? Low, decimal? High);

/// <summary>派生表 — a question's part that a buyer named. Its definition is kept and never a row: what it gives is worked out anew from
/// its parents, under their rules.</summary>
internal sealed class DerivedTable : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required Guid Id { get; init; }
    /// <summary>Under which it is named.</summary>
    public required AgreementId Agreement { get; init; }
    public required OrganizationId Buyer { get; init; }
    public required string Name { get; init; }
    /// <summary>The name while it stands; then another that nobody can give.</summary>
    public string Slot { get; private set; } = "";
    public required string Sql { get; init; }
    public required string DefinitionSha256 { get; init; }
    public required string PlanSha256 { get; init; }
    public required Ground Ground { get; init; }
    public required IReadOnlyList<DerivedColumn> Columns { get; init; }
    public Tightness Tight { get; private set; } = null!;
    /// <summary>1 where it stands on tables alone.</summary>
    public required int Depth { get; init; }
    public required PersonId By { get; init; }
    public required DateTime At { get; init; }
    public DerivedStage Stage { get; private set; } = DerivedStage.Standing;
    public DateTime? EndedAt { get; private set; }
    public int Version { get; private set; }

    public static string SlotOf(string name) => name.ToLowerInvariant();

    /// <summary>Kept from now on.</summary>
    public void Keep(Tightness tight, HostSettings node)
    {
        (Tight, Slot) = (tight, SlotOf(Name));
        facts.AddRange(Ground.Policies.Select(p => new Recorded(node.Urn("agreement", p.Agreement),
            new DerivedKept(Id, p.Agreement, Agreement.Value, DefinitionSha256, PlanSha256, p.Sha256, TightSha256(), Depth))));
    }

    /// <summary>收紧派生表 — narrower than it was, or not at all.</summary>
    public Denial? Tighten(TightenRequest wanted, HostSettings node)
    {
        var (narrowed, denial) = Tight.Narrow(wanted, Columns);
        if (narrowed is null) return denial;
        return Take(DerivedStep.Tighten, Actor.Buyer, narrowed, node);
    }

    public Denial? Drop(DateTime at, HostSettings node) => Leave(DerivedStep.Drop, Actor.Buyer, at, node);

    public Denial? End(DateTime at, HostSettings node) => Leave(DerivedStep.End, Actor.Platform, at, node);

    Denial? Leave(DerivedStep step, Actor by, DateTime at, HostSettings node)
    {
        if (Take(step, by, Tight, node) is { } refused) return refused;
        (Slot, EndedAt) = ($"{SlotOf(Name)}/{Id:N}", at);
        return null;
    }

    /// <summary>The only way the stage changes.</summary>
    Denial? Take(DerivedStep step, Actor by, Tightness tight, HostSettings node)
    {
        var found = DerivedProcedure.Steps.Find(Stage, step, by);
        if (found.Refusal is { } refusal) return new(refusal);
        var from = Stage;
        (Stage, Tight) = (found.Value!.To, tight);
        Version++;
        facts.AddRange(Ground.Policies.Select(p => new Recorded(node.Urn("agreement", p.Agreement),
            new DerivedTaken(Id, p.Agreement, from, step, Stage, by, TightSha256()))));
        return null;
    }

    string TightSha256() => Uses.UseBook.Sha256(System.Text.Encoding.UTF8.GetString(CanonicalJson.Utf8(Tight)));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<DerivedTable> e)
    {
        e.ToTable("space_derived");
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Buyer).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.By).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Name).HasMaxLength(60);
        e.Property(x => x.Slot).HasMaxLength(100);
        e.Property(x => x.Sql).HasMaxLength(20_000);
        e.Property(x => x.DefinitionSha256).HasMaxLength(64);
        e.Property(x => x.PlanSha256).HasMaxLength(64);
        e.Property(x => x.Ground).KeepAsJson().HasMaxLength(20_000);
        e.Property(x => x.Columns).KeepAsJson().HasMaxLength(200_000);
        e.Property(x => x.Tight).KeepAsJson().HasMaxLength(200_000);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.Agreement, x.Slot }).IsUnique();
        e.HasIndex(x => new { x.Agreement, x.Stage, x.Id });
    }
}

/// <summary>派生表架 — one row for each agreement: whoever keeps or drops passes here, one after the other.</summary>
internal sealed class DerivedShelf
{
    public required AgreementId Agreement { get; init; }
    /// <summary>How many stand.</summary>
    public int Standing { get; private set; }
    public int Version { get; private set; }

    public void Change(int by) => (Standing, Version) = (Standing + by, Version + 1);

    public static void Map(EntityTypeBuilder<DerivedShelf> e)
    {
        e.ToTable("space_derived_shelf");
        e.HasKey(x => x.Agreement);
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Version).IsConcurrencyToken();
    }
}
