namespace Yuanliu.Space.Uses;

/// <summary>使用席位 — an agreement under which a buyer may ask, as the space has heard of it.</summary>
internal sealed class Room
{
    public required AgreementId Agreement { get; init; }
    public required string Number { get; init; }
    public required OrganizationId Buyer { get; init; }
    public required DateOnly Until { get; init; }

    public static void Map(EntityTypeBuilder<Room> e)
    {
        e.ToTable("space_room");
        e.HasKey(x => x.Agreement);
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Buyer).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Number).HasMaxLength(60);
        e.HasIndex(x => new { x.Buyer, x.Until });
    }
}

/// <summary>Hears of agreements that came into force.</summary>
internal sealed class OpenRoom(AppDb db) : IReceive<AgreementSigned>
{
    public async Task Receive(Guid factId, AgreementSigned fact, CancellationToken ct)
    {
        var id = new AgreementId(fact.Agreement);
        if (await db.Set<Room>().AnyAsync(r => r.Agreement == id, ct)) return;
        db.Add(new Room { Agreement = id, Number = fact.Number, Buyer = new(fact.Buyer), Until = fact.Until });
    }
}

/// <summary>空间待办 — the agreements under which an analyst may still ask.</summary>
internal sealed class SpaceWork(AppDb db, IAgreements agreements, UseBook book, IClock clock) : IWorkList
{
    const int ItemsMax = 20;

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.Analyst)) return [];
        var (own, today) = (new OrganizationId(caller.OrganizationId), LegalDay.Of(clock.Now));
        var rooms = await db.Set<Room>().AsNoTracking().Where(r => r.Buyer == own && r.Until >= today)
            .OrderBy(r => r.Until).ThenBy(r => r.Agreement).Take(ItemsMax).ToListAsync(ct);
        var items = new List<WorkItem>();
        foreach (var room in rooms)
            if (await agreements.Find(room.Agreement, ct) is { InForce: true } agreement
                && agreement.Policy.Uses - await book.Used(room.Agreement, ct) is > 0 and var left)
                items.Add(new("space", "room", room.Agreement.Value, $"{room.Number} · {left}/{agreement.Policy.Uses}", "InForce", null, [],
                    $"/console/space/{room.Agreement.Value}"));
        return items;
    }
}
