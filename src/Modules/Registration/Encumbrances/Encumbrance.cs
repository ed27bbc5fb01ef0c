using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Encumbrances;

internal readonly record struct EncumbranceId(Guid Value) : ITypedId<EncumbranceId>
{
    public static EncumbranceId From(Guid value) => new(value);
    public int CompareTo(EncumbranceId other) => Value.CompareTo(other.Value);
}

/// <summary>他项类型 — what may burden a right.</summary>
internal enum EncumbranceKind { Pledge, Freeze, Objection, Trust, Other }

/// <summary>他项状态 — standing, ended by an entry, or lapsed with its term.</summary>
internal enum EncumbranceStatus { Standing, Ended, Lapsed }

/// <summary>他项 — a pledge, a freeze, a mark of objection, a trust or another burden on a right of a unit, or on the whole unit.</summary>
internal sealed class Encumbrance
{
    public const int GroundMax = 500;

    public required EncumbranceId Id { get; init; }
    public required UnitId UnitId { get; init; }
    /// <summary>Null when it burdens every right of the unit.</summary>
    public required RightId? RightId { get; init; }
    public required EncumbranceKind Kind { get; init; }
    /// <summary>Pledgee, trustee or who else has it; null for a court's freeze and for an objection.</summary>
    public OrganizationId? InFavourOf { get; private set; }
    /// <summary>顺位 — among the pledges of one right, from 1. The rank of a released pledge is not given again: later ones move
    /// up.</summary>
    public int? Rank { get; private set; }
    public Fen? Amount { get; private set; }
    /// <summary>The document it rests on: a court's ruling, a contract.</summary>
    public required string Ground { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; private set; }
    public required EntryId MadeBy { get; init; }
    public EntryId? EndedBy { get; private set; }
    public EncumbranceStatus Status { get; private set; }
    public int Version { get; private set; }

    public bool StandsOn(DateOnly day) => Status is EncumbranceStatus.Standing && !(day > Until);

    public bool Burdens(RightId right) => RightId is null || RightId == right;

    public void Set(OrganizationId? inFavourOf, int? rank, Fen? amount, DateOnly? until)
    {
        (InFavourOf, Rank, Amount, Until) = (inFavourOf, rank, amount, until);
        Version++;
    }

    public void End(EntryId by)
    {
        (Status, EndedBy) = (EncumbranceStatus.Ended, by);
        Version++;
    }

    public void Lapse()
    {
        Status = EncumbranceStatus.Lapsed;
        Version++;
    }

    public EncumbranceState State => new(
        Id.Value, RightId?.Value, Kind, InFavourOf?.Value, Rank, Amount?.Value, Ground, From, Until, Status is EncumbranceStatus.Ended);

    public static void Map(EntityTypeBuilder<Encumbrance> e)
    {
        e.ToTable("registration_encumbrance");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<EncumbranceId>>();
        e.Property(x => x.UnitId).HasConversion<TypedIdConverter<UnitId>>();
        e.Property(x => x.RightId).HasConversion<TypedIdConverter<RightId>>();
        e.Property(x => x.InFavourOf).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.MadeBy).HasConversion<TypedIdConverter<EntryId>>();
        e.Property(x => x.EndedBy).HasConversion<TypedIdConverter<EntryId>>();
        e.Property(x => x.Ground).HasMaxLength(GroundMax);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.Ignore(x => x.State);
        e.HasIndex(x => new { x.UnitId, x.Status });
        e.HasIndex(x => new { x.InFavourOf, x.Status });
        e.HasIndex(x => new { x.Status, x.Until });
    }
}

/// <summary>他项记载 — an encumbrance as an entry states it.</summary>
internal sealed record EncumbranceState(
    Guid Id, Guid? Right, EncumbranceKind Kind, Guid? InFavourOf, int? Rank, long? AmountFen, string Ground, DateOnly From, DateOnly? Until,
    bool Ended);
