using Yuanliu.Space.Rooms;

namespace Yuanliu.Space.Uses;

/// <summary>
/// 比对账户 — about how many one receiver asked of one resource on a legal day: verifications, and rows of its own that it joined with. Two
/// agreements on the same resource count here together, and so does a circle.
/// </summary>
internal sealed class ProbeAccount
{
    public required ResourceId Resource { get; init; }
    /// <summary>The receiver, or the circle in which it is looked at with others.</summary>
    public required Guid Circle { get; init; }
    /// <summary>The legal day of the last one.</summary>
    public DateOnly Day { get; private set; }
    public int Probes { get; private set; }
    public int Version { get; private set; }

    /// <summary>What was counted on that day. To a server whose clock is behind that of another, the later day is today: what was spent
    /// there is not had again.</summary>
    public int On(DateOnly day) => Day >= day ? Probes : 0;

    public void Count(DateOnly day, int probes) => Set(day, On(day) + probes);

    /// <summary>What another asked besides, this one knows too.</summary>
    public void Add(ProbeAccount other, DateOnly day) => Set(day, On(day) + other.On(day));

    /// <summary>Knows at least what the other asked.</summary>
    public void Rise(ProbeAccount other, DateOnly day) => Set(day, Math.Max(On(day), other.On(day)));

    /// <summary>Makes whoever is about to count look again.</summary>
    public void Touch() => Version++;

    void Set(DateOnly day, int probes)
    {
        (Day, Probes) = (Day > day ? Day : day, probes);
        Version++;
    }

    public static void Map(EntityTypeBuilder<ProbeAccount> e)
    {
        e.ToTable("space_probe_account");
        e.HasKey(x => new { x.Resource, x.Circle });
        e.Property(x => x.Resource).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => x.Circle);
    }
}

/// <summary>比对账簿 — looks up and carries along what was asked; whoever counts the use saves it.</summary>
internal sealed class ProbeBook(AppDb db, IClock clock)
{
    const int ResourcesMax = 10_000;

    DateOnly Today => LegalDay.Of(clock.Now);

    /// <summary>The account on which a use by the receiver is counted, tracked.</summary>
    /// <remarks>
    /// Who changes the circle touches its accounts. One that is only made now nobody could have touched: the receiver itself is held.
    /// </remarks>
    public async Task<ProbeAccount> Of(ResourceId resource, OrganizationId receiver, CancellationToken ct)
    {
        var circle = await AuditBook.CircleOf(db, receiver, ct);
        if (await db.FindAsync<ProbeAccount>([resource, circle], ct) is { } found) return found;
        await AuditBook.Hold(db, receiver, circle, spends: true, ct);
        var account = new ProbeAccount { Resource = resource, Circle = circle };
        db.Add(account);
        return account;
    }

    /// <returns>False when the day's are spent; nothing is counted then.</returns>
    public bool TryCount(ProbeAccount account, int probes, int most)
    {
        if (account.On(Today) + probes > most) return false;
        account.Count(Today, probes);
        return true;
    }

    /// <summary>What the receiver, or its circle, asked of the resource on this legal day.</summary>
    public async Task<int> Asked(ResourceId resource, OrganizationId receiver, CancellationToken ct)
    {
        var circle = await AuditBook.CircleOf(db, receiver, ct);
        var account = await db.Set<ProbeAccount>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.Resource == resource && a.Circle == circle, ct);
        return account?.On(Today) ?? 0;
    }

    /// <summary>
    /// What was asked today by <paramref name="from"/> counts for <paramref name="into"/> too, from now on, as a privacy budget does.
    /// Whoever changes the circle saves it.
    /// </summary>
    public async Task Carry(Guid from, Guid into, bool joins, CancellationToken ct)
    {
        foreach (var asked in await db.Set<ProbeAccount>().Where(a => a.Circle == from).OrderBy(a => a.Resource).Take(ResourcesMax)
            .ToListAsync(ct))
        {
            asked.Touch();
            if (asked.On(Today) == 0) continue;
            var account = await db.FindAsync<ProbeAccount>([asked.Resource, into], ct);
            if (account is null) db.Add(account = new() { Resource = asked.Resource, Circle = into });
            if (joins) account.Add(asked, Today);
            else account.Rise(asked, Today);
        }
    }
}
