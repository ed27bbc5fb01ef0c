using System.Security.Cryptography;
using Yuanliu.Compute.Json;

namespace Yuanliu.Registration.Inspections;

internal readonly record struct InspectionId(Guid Value) : ITypedId<InspectionId>
{
    public static InspectionId From(Guid value) => new(value);
    public int CompareTo(InspectionId other) => Value.CompareTo(other.Value);
}

/// <summary>检查情况 — what the authority that supervises a register found, as it tells the public. It is never rewritten: a correction is
/// a further edition, and the earlier one stays to be read.</summary>
internal sealed class Inspection : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required InspectionId Id { get; init; }
    /// <summary>The register it is about, as packs name it.</summary>
    public required string Register { get; init; }
    /// <summary>Which of the pack's inspections.</summary>
    public required string Key { get; init; }
    /// <summary>The year of a yearly one; spot checks of a register are counted.</summary>
    public required int Number { get; init; }
    public required int Edition { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }
    /// <summary>What the form of the pack asks for, as it is told.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }
    /// <summary>Why an earlier edition was wrong.</summary>
    public string? Reason { get; init; }
    public required string Basis { get; init; }
    public required string PackId { get; init; }
    public required string PackSha256 { get; init; }
    public required PersonId PublishedBy { get; init; }
    public required DateTime PublishedAt { get; init; }
    /// <summary>When a further edition took its place.</summary>
    public DateTime? CorrectedAt { get; private set; }
    public int Version { get; private set; }

    public void Publish(HostSettings node)
    {
        if (Version > 0) throw new InvalidOperationException($"{Id} is published already.");
        Version++;
        var told = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Utf8(new { Fields, Reason })));
        facts.Add(new(node.Urn("inspection", Id.Value),
            new InspectionPublished(Id.Value, Register, Key, Number, Edition, From, Until, told, Basis, PackId, PackSha256)));
    }

    /// <summary>The next edition of the same inspection, which takes this one's place.</summary>
    public Inspection Correct(InspectionId id, IReadOnlyDictionary<string, string> fields, string reason, PersonId by, DateTime at)
    {
        if (CorrectedAt is not null) throw new InvalidOperationException($"{Id} is corrected already.");
        CorrectedAt = at;
        Version++;
        return new()
        {
            Id = id, Register = Register, Key = Key, Number = Number, Edition = Edition + 1, From = From, Until = Until, Fields = fields,
            Reason = reason, Basis = Basis, PackId = PackId, PackSha256 = PackSha256, PublishedBy = by, PublishedAt = at,
        };
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Inspection> e)
    {
        e.ToTable("registration_inspection");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<InspectionId>>();
        e.Property(x => x.PublishedBy).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Register).HasMaxLength(60);
        e.Property(x => x.Key).HasMaxLength(60);
        e.Property(x => x.Fields).KeepAsJson();
        e.Property(x => x.Reason).HasMaxLength(1000);
        e.Property(x => x.Basis).HasMaxLength(200);
        e.Property(x => x.PackId).HasMaxLength(60);
        e.Property(x => x.PackSha256).HasMaxLength(64);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.Register, x.Key, x.Number, x.Edition }).IsUnique();
    }
}

/// <summary>检查情况已公开 — the authority told the public what an inspection of a register found.</summary>
/// <param name="Edition">1, and one more for each correction.</param>
/// <param name="ContentSha256">Over the canonical JSON of what it says, with the reason of a correction.</param>
internal sealed record InspectionPublished(
    Guid Inspection, string Register, string Key, int Number, int Edition, DateOnly From, DateOnly Until, string ContentSha256,
    string Basis, string Pack, string PackSha256) : Fact
{
    public override string Kind => "registration.inspection-published/1";
}
