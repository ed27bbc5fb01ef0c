namespace Yuanliu.Registration.Filings;

/// <summary>权利占位 — one right in one resource that a running filing asks for or a standing certificate attests. Its key keeps a second one
/// out.</summary>
internal sealed class Claim
{
    public required ResourceId ResourceId { get; init; }
    public required RightKind Right { get; init; }
    public required FilingId FilingId { get; init; }

    public static void Map(EntityTypeBuilder<Claim> e)
    {
        e.ToTable("registration_claim");
        e.HasKey(x => new { x.ResourceId, x.Right });
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.HasIndex(x => x.FilingId);
    }
}

/// <summary>Takes and frees the rights that a filing occupies, in the caller's transaction.</summary>
internal sealed class Claims(AppDb db)
{
    /// <summary>The number of the filing that already occupies one of these rights; null when all are free.</summary>
    public Task<string?> Occupant(ResourceId resource, IEnumerable<RightKind> rights, FilingId except, CancellationToken ct)
    {
        var wanted = rights.ToList();
        return (from c in db.Set<Claim>()
                where c.ResourceId == resource && wanted.Contains(c.Right) && c.FilingId != except
                join f in db.Set<Filing>() on c.FilingId equals f.Id
                orderby f.Number
                select f.Number).FirstOrDefaultAsync(ct);
    }

    /// <summary>Makes the filing's claims exactly these; none frees it.</summary>
    public async Task Set(FilingId filing, ResourceId resource, IReadOnlyCollection<RightKind> rights, CancellationToken ct)
    {
        var held = await db.Set<Claim>().Where(c => c.FilingId == filing).ToListAsync(ct);
        db.RemoveRange(held.Where(c => !rights.Contains(c.Right)));
        db.AddRange(rights.Except(held.Select(c => c.Right))
            .Select(r => new Claim { ResourceId = resource, Right = r, FilingId = filing }));
    }
}
