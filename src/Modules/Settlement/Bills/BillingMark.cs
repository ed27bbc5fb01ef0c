namespace Yuanliu.Settlement.Bills;

/// <summary>开票进度 — how far the uses of one agreement are billed. Two billings at once meet here, and one of them loses.</summary>
internal sealed class BillingMark
{
    public required AgreementId Agreement { get; init; }
    public required string AgreementNumber { get; init; }
    public required OrganizationId Seller { get; init; }
    public int LastBilled { get; private set; }
    /// <summary>The highest use number heard of; deliveries may lag behind the meter.</summary>
    public int LastMetered { get; private set; }
    public int Bills { get; private set; }
    public int Version { get; private set; }

    /// <summary>Moves the mark past a bill's uses and returns the bill's number within the agreement, from 1.</summary>
    public int Bill(int first, int last)
    {
        if (first != LastBilled + 1 || last < first)
            throw new InvalidOperationException($"Uses {first}–{last} of {AgreementNumber} do not follow use {LastBilled}.");
        (LastBilled, LastMetered) = (last, Math.Max(LastMetered, last));
        Version++;
        return ++Bills;
    }

    public void Heard(int useNumber)
    {
        LastMetered = Math.Max(LastMetered, useNumber);
        Version++;
    }

    public static BillingMark Of(AgreementCard agreement)
        => new() { Agreement = agreement.Id, AgreementNumber = agreement.Number, Seller = agreement.Seller };

    public static void Map(EntityTypeBuilder<BillingMark> e)
    {
        e.ToTable("settlement_billing_mark");
        e.HasKey(x => x.Agreement);
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Seller).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.AgreementNumber).HasMaxLength(60);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => x.Seller);
    }
}

/// <summary>Hears of metered uses, so that the seller's finance sees what waits for a bill.</summary>
internal sealed class HearOfUses(AppDb db, IAgreements agreements) : IReceive<UseMetered>
{
    public async Task Receive(Guid factId, UseMetered fact, CancellationToken ct)
    {
        var agreement = new AgreementId(fact.Agreement);
        if (await db.Set<BillingMark>().SingleOrDefaultAsync(m => m.Agreement == agreement, ct) is not { } mark)
        {
            if (await agreements.Find(agreement, ct) is not { } card)
                throw new InvalidOperationException($"Use {fact.Use} is metered under no agreement {fact.Agreement}.");
            mark = BillingMark.Of(card);
            db.Add(mark);
        }
        mark.Heard(fact.Number);
    }
}
