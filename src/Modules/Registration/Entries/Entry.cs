using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Entries;

internal readonly record struct EntryId(Guid Value) : ITypedId<EntryId>
{
    public static EntryId From(Guid value) => new(value);
    public int CompareTo(EntryId other) => Value.CompareTo(other.Value);
}

/// <summary>记载内容 — one right or one encumbrance as it is from this entry on.</summary>
internal sealed record EntryLine(RightState? Right, EncumbranceState? Encumbrance);

/// <summary>登记簿记载 — what one registration changed in one unit. The register is the sum of its entries.</summary>
internal sealed class Entry : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required EntryId Id { get; init; }
    public required UnitId UnitId { get; init; }
    /// <summary>Its place among the entries of the unit, from 1.</summary>
    public required int Ordinal { get; init; }
    public required FilingKind Kind { get; init; }
    /// <summary>Null for what time ends (期满注销): nobody files that.</summary>
    public required FilingId? FilingId { get; init; }
    public required string PackId { get; init; }
    public required string PackSha256 { get; init; }
    public required DateTime At { get; init; }
    public required IReadOnlyList<EntryLine> Lines { get; init; }
    /// <summary>Of the unit's entry before this one; null for its first.</summary>
    public required string? PreviousSha256 { get; init; }
    /// <summary>Over the canonical JSON of all the above.</summary>
    public string Sha256 { get; private set; } = "";

    public string Hash() => Convert.ToHexStringLower(CanonicalJson.Hash(JsonSerializer.SerializeToNode(new
    {
        Id = Id.Value, Unit = UnitId.Value, Ordinal, Kind, Filing = FilingId?.Value, PackId, PackSha256, At, Lines, PreviousSha256,
    }, CanonicalJson.Options)));

    public void Seal(string unitNumber, HostSettings node)
    {
        Sha256 = Hash();
        facts.Add(new(node.Urn("unit", UnitId.Value), new RegisterEntered(
            Id.Value, UnitId.Value, unitNumber, Ordinal, Kind.ToString(), FilingId?.Value, Lines.Count(l => l.Right is not null),
            Lines.Count(l => l.Encumbrance is not null), Sha256, PreviousSha256, PackId, PackSha256)));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Entry> e)
    {
        e.ToTable("registration_entry");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<EntryId>>();
        e.Property(x => x.UnitId).HasConversion<TypedIdConverter<UnitId>>();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.PackId).HasMaxLength(60);
        e.Property(x => x.PackSha256).HasMaxLength(64);
        e.Property(x => x.PreviousSha256).HasMaxLength(64);
        e.Property(x => x.Sha256).HasMaxLength(64);
        e.Property(x => x.Lines).KeepAsJson();
        e.HasIndex(x => new { x.UnitId, x.Ordinal }).IsUnique();
        e.HasIndex(x => x.FilingId);
    }
}

/// <summary>登记簿已记载 — a registration was entered in a unit.</summary>
/// <param name="Rights">How many rights it made, changed or ended; <paramref name="Encumbrances"/> likewise.</param>
/// <param name="EntrySha256">Over the canonical entry, which names the one before it.</param>
internal sealed record RegisterEntered(
    Guid Entry, Guid Unit, string Number, int Ordinal, string EntryKind, Guid? Filing, int Rights, int Encumbrances, string EntrySha256,
    string? PreviousSha256, string Pack, string PackSha256) : Fact
{
    public override string Kind => "registration.entered/1";
}
