using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Rights;

internal readonly record struct RightId(Guid Value) : ITypedId<RightId>
{
    public static RightId From(Guid value) => new(value);
    public int CompareTo(RightId other) => Value.CompareTo(other.Value);
}

/// <summary>权利状态 — ended by an entry, or lapsed with a term; either way it is over.</summary>
internal enum RightStatus { Standing, Ended, Lapsed }

/// <summary>登记簿上的权利 — who holds which right in a unit, how far it reaches, from which right it derives and which entry made it.</summary>
internal sealed class RegisteredRight
{
    public required RightId Id { get; init; }
    public required UnitId UnitId { get; init; }
    public OrganizationId HolderId { get; private set; }
    public required RightKind Kind { get; init; }
    /// <summary>The right it derives from; null for one that the source itself gives.</summary>
    public required RightId? ParentId { get; init; }
    /// <summary>In words, as registered.</summary>
    public string Scope { get; private set; } = "";
    public Reach Reach { get; private set; } = Reach.Whole;
    public required DateOnly From { get; init; }
    /// <summary>The same as in <see cref="Reach"/>, for the daily sweep.</summary>
    public DateOnly? Until { get; private set; }
    public required EntryId MadeBy { get; init; }
    public EntryId? EndedBy { get; private set; }
    public RightStatus Status { get; private set; }
    public int Version { get; private set; }

    public bool StandsOn(DateOnly day) => Status is RightStatus.Standing && !(day > Until);

    /// <summary>What it is from now on.</summary>
    public void Set(OrganizationId holder, string scope, Reach reach)
    {
        (HolderId, Scope, Reach, Until) = (holder, scope, reach, reach.Until);
        Version++;
    }

    public void End(EntryId by)
    {
        (Status, EndedBy) = (RightStatus.Ended, by);
        Version++;
    }

    /// <summary>Its term, or that of the certificate it rests on, is over.</summary>
    public void Lapse()
    {
        Status = RightStatus.Lapsed;
        Version++;
    }

    /// <summary>What a revocation or a wrong entry had ended stands again.</summary>
    public void Restore()
    {
        (Status, EndedBy) = (RightStatus.Standing, null);
        Version++;
    }

    /// <summary>As an entry states it.</summary>
    public RightState State => new(Id.Value, HolderId.Value, Kind, ParentId?.Value, Scope, Reach, From, Status is RightStatus.Ended);

    /// <summary>As a form and a certificate name it.</summary>
    public ClaimedRight Claimed => new(Kind, Scope, Until)
    {
        Exclusive = Reach.Exclusive, Territory = Reach.Territory, Scenarios = Reach.Scenarios, Items = Reach.Items,
        ShareBasisPoints = Reach.ShareBasisPoints,
    };

    public static void Map(EntityTypeBuilder<RegisteredRight> e)
    {
        e.ToTable("registration_right");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<RightId>>();
        e.Property(x => x.UnitId).HasConversion<TypedIdConverter<UnitId>>();
        e.Property(x => x.HolderId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.ParentId).HasConversion<TypedIdConverter<RightId>>();
        e.Property(x => x.MadeBy).HasConversion<TypedIdConverter<EntryId>>();
        e.Property(x => x.EndedBy).HasConversion<TypedIdConverter<EntryId>>();
        e.Property(x => x.Scope).HasMaxLength(500);
        e.Property(x => x.Reach).KeepAsJson();
        e.Property(x => x.Version).IsConcurrencyToken();
        e.Ignore(x => x.State);
        e.Ignore(x => x.Claimed);
        e.HasIndex(x => new { x.UnitId, x.Status });
        e.HasIndex(x => new { x.HolderId, x.Status });
        e.HasIndex(x => new { x.Kind, x.Status, x.UnitId, x.Id });
        e.HasIndex(x => new { x.Status, x.Until });
    }
}

/// <summary>权利记载 — a right as an entry states it.</summary>
/// <param name="Ended">By this entry or an earlier one. That a term is over is no entry: it follows from the term.</param>
internal sealed record RightState(
    Guid Id, Guid Holder, RightKind Kind, Guid? Parent, string Scope, Reach Reach, DateOnly From, bool Ended);
