namespace Yuanliu.Registration.Units;

internal readonly record struct UnitId(Guid Value) : ITypedId<UnitId>
{
    public static UnitId From(Guid value) => new(value);
    public int CompareTo(UnitId other) => Value.CompareTo(other.Value);
}

/// <summary>登记单位 — one resource or product in one register. Whatever changes rights in it takes this row with its version: of two who
/// act at once, one is refused.</summary>
internal sealed class RegistrationUnit
{
    public required UnitId Id { get; init; }
    /// <summary>The register, as packs name it.</summary>
    public required string Register { get; init; }
    public required ResourceId ResourceId { get; init; }
    /// <summary>登记编号, given with the first entry; null while nothing has been entered.</summary>
    public string? Number { get; private set; }
    public DateOnly? RegisteredOn { get; private set; }
    /// <summary>How many entries it has.</summary>
    public int Entries { get; private set; }
    /// <summary>The hash of its newest entry, which the next one builds on.</summary>
    public string? EntrySha256 { get; private set; }
    public int Version { get; private set; }

    /// <summary>Makes the save fail for whoever looked at the unit before this act.</summary>
    public void Take() => Version++;

    public void Name(string number, DateOnly day) => (Number, RegisteredOn) = (number, day);

    /// <summary>One entry more.</summary>
    public void Append(string entrySha256)
    {
        (Entries, EntrySha256) = (Entries + 1, entrySha256);
        Take();
    }

    public static void Map(EntityTypeBuilder<RegistrationUnit> e)
    {
        e.ToTable("registration_unit");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<UnitId>>();
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Register).HasMaxLength(60);
        e.Property(x => x.Number).HasMaxLength(60);
        e.Property(x => x.EntrySha256).HasMaxLength(64);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.Register, x.ResourceId }).IsUnique();
        e.HasIndex(x => x.Number).IsUnique();
        e.HasIndex(x => x.ResourceId);
    }
}
