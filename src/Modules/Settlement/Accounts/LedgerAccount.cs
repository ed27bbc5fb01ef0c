namespace Yuanliu.Settlement.Accounts;

internal readonly record struct AccountId(Guid Value) : ITypedId<AccountId>
{
    public static AccountId From(Guid value) => new(value);
    public int CompareTo(AccountId other) => Value.CompareTo(other.Value);
}

/// <summary>
/// 账户 — one account of the ledger, kept for one organization. Its balance is what its postings add up to and stands nowhere else.
/// </summary>
internal sealed class LedgerAccount
{
    public required AccountId Id { get; init; }
    public required AccountKind Kind { get; init; }
    /// <summary>Whose money it counts; the platform for the bank account.</summary>
    public required OrganizationId Owner { get; init; }
    public required DateTime OpenedAt { get; init; }
    /// <summary>Moves with each withdrawal, so that two at once cannot both spend the same balance. Receipts need no order.</summary>
    public int Version { get; private set; }

    public void Withdraw() => Version++;

    public static void Map(EntityTypeBuilder<LedgerAccount> e)
    {
        e.ToTable("settlement_account");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<AccountId>>();
        e.Property(x => x.Owner).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.Owner, x.Kind }).IsUnique();
    }
}
