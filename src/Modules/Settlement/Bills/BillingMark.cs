namespace Yuanliu.Settlement.Bills;

/// <summary>开票进度 — how far the uses of one agreement are billed. Two billings at once meet here, and one of them loses.</summary>
internal sealed class BillingMark
{
    public required AgreementId Agreement { get; init; }
    public int LastBilled { get; private set; }
    public int Bills { get; private set; }
    public int Version { get; private set; }

    /// <summary>Moves the mark past a bill's uses and returns the bill's number within the agreement, from 1.</summary>
    public int Bill(int first, int last)
    {
        if (first != LastBilled + 1 || last < first)
            throw new InvalidOperationException($"Uses {first}–{last} of {Agreement.Value} do not follow use {LastBilled}.");
        LastBilled = last;
        Version++;
        return ++Bills;
    }

    public static void Map(EntityTypeBuilder<BillingMark> e)
    {
        e.ToTable("settlement_billing_mark");
        e.HasKey(x => x.Agreement);
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Version).IsConcurrencyToken();
    }
}

/// <summary>计量读数 — the highest use number that settlement has heard of under an agreement. It may lag behind the meter.</summary>
/// <remarks>Apart from the billing mark, so that hearing of a use never stands in the way of a bill.</remarks>
internal sealed class MeterReading
{
    public required AgreementId Agreement { get; init; }
    public required string AgreementNumber { get; init; }
    public required OrganizationId Seller { get; init; }
    public int LastUse { get; private set; }

    public void Read(int useNumber) => LastUse = Math.Max(LastUse, useNumber);

    public static void Map(EntityTypeBuilder<MeterReading> e)
    {
        e.ToTable("settlement_meter_reading");
        e.HasKey(x => x.Agreement);
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Seller).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.AgreementNumber).HasMaxLength(60);
        e.HasIndex(x => x.Seller);
    }
}

/// <summary>Metered uses of an agreement that stand on no bill yet.</summary>
internal sealed record UnbilledUses(AgreementId Agreement, string AgreementNumber, OrganizationId Seller, int Uses)
{
    /// <summary>Agreements with such uses.</summary>
    public static IQueryable<MeterReading> Waiting(AppDb db) => db.Set<MeterReading>().AsNoTracking()
        .Where(r => r.LastUse > (db.Set<BillingMark>().Where(m => m.Agreement == r.Agreement).Select(m => (int?)m.LastBilled)
            .FirstOrDefault() ?? 0));

    public static IQueryable<UnbilledUses> Of(AppDb db, IQueryable<MeterReading> readings) => readings.Select(r => new UnbilledUses(
        r.Agreement, r.AgreementNumber, r.Seller,
        r.LastUse - (db.Set<BillingMark>().Where(m => m.Agreement == r.Agreement).Select(m => (int?)m.LastBilled).FirstOrDefault() ?? 0)));
}

/// <summary>Hears of metered uses, so that the seller's finance sees what waits for a bill.</summary>
internal sealed class HearOfUses(AppDb db, IAgreements agreements) : IReceive<UseMetered>
{
    public async Task Receive(Guid factId, UseMetered fact, CancellationToken ct)
    {
        var agreement = new AgreementId(fact.Agreement);
        if (await db.Set<MeterReading>().FindAsync([agreement], ct) is not { } reading)
        {
            if (await agreements.Find(agreement, ct) is not { } card)
                throw new InvalidOperationException($"Use {fact.Use} is metered under no agreement {fact.Agreement}.");
            reading = new() { Agreement = card.Id, AgreementNumber = card.Number, Seller = card.Seller };
            db.Add(reading);
        }
        reading.Read(fact.Number);
    }
}
