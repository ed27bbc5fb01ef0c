namespace Yuanliu.Settlement.Accounts;

internal readonly record struct EntryId(Guid Value) : ITypedId<EntryId>
{
    public static EntryId From(Guid value) => new(value);
    public int CompareTo(EntryId other) => Value.CompareTo(other.Value);
}

/// <summary>What made an entry. Part of statements: renaming one is a migration.</summary>
internal enum EntryKind { Deposit, DepositReversal, BillIssued, BillPaid, BillSplit }

/// <summary>会计分录 — one balanced entry. Entries are only ever added: a mistake is corrected by an entry the other way.</summary>
internal sealed class LedgerEntry
{
    readonly List<Posting> postings = [];

    LedgerEntry() { }

    public EntryId Id { get; private init; }
    public DateTime At { get; private init; }
    public EntryKind Kind { get; private init; }
    /// <summary>The bill or deposit it stems from.</summary>
    public Guid Cause { get; private init; }
    public long DebitFen { get; private init; }
    public long CreditFen { get; private init; }
    public IReadOnlyList<Posting> Postings => postings;

    /// <exception cref="InvalidOperationException">Debits and credits differ, a line has an amount on both sides or on none, or there is
    /// no line.</exception>
    public static LedgerEntry Of(EntryId id, DateTime at, EntryKind kind, Guid cause, IReadOnlyList<Line> lines)
    {
        long debit = 0, credit = 0;
        foreach (var line in lines)
        {
            if (line.Amount <= Fen.Zero) throw new InvalidOperationException($"A posting of {line.Amount} is none.");
            if (line.Side is Side.Debit) debit = checked(debit + line.Amount.Value);
            else credit = checked(credit + line.Amount.Value);
        }
        if (debit != credit || debit == 0)
            throw new InvalidOperationException($"Entry {kind} of {cause} does not balance: {debit} ≠ {credit}.");

        var entry = new LedgerEntry { Id = id, At = at, Kind = kind, Cause = cause, DebitFen = debit, CreditFen = credit };
        entry.postings.AddRange(lines.Select((line, i) => new Posting(id, i + 1, line)));
        return entry;
    }

    public static void Map(EntityTypeBuilder<LedgerEntry> e)
    {
        e.ToTable("settlement_entry", t => t.HasCheckConstraint(
            "ck_settlement_entry_balanced", """ "DebitFen" = "CreditFen" AND "DebitFen" > 0 """.Trim()));
        e.Property(x => x.Id).HasConversion<TypedIdConverter<EntryId>>();
        e.HasMany(x => x.Postings).WithOne().HasForeignKey(p => p.EntryId);
        e.Navigation(x => x.Postings).HasField("postings").UsePropertyAccessMode(PropertyAccessMode.Field);
        e.HasIndex(x => x.Cause);
    }
}

/// <summary>One line of an entry before it is booked.</summary>
internal readonly record struct Line(LedgerAccount Account, Side Side, Fen Amount)
{
    public static Line Debit(LedgerAccount account, Fen amount) => new(account, Side.Debit, amount);
    public static Line Credit(LedgerAccount account, Fen amount) => new(account, Side.Credit, amount);
}

/// <summary>记账行 — one line of an entry: an amount on one side of one account.</summary>
internal sealed class Posting
{
    Posting() { }

    internal Posting(EntryId entry, int number, Line line)
    {
        (EntryId, Number, AccountId) = (entry, number, line.Account.Id);
        (DebitFen, CreditFen) = line.Side is Side.Debit ? (line.Amount.Value, 0L) : (0L, line.Amount.Value);
    }

    public long Id { get; private init; }
    public EntryId EntryId { get; private init; }
    public int Number { get; private init; }
    public AccountId AccountId { get; private init; }
    public long DebitFen { get; private init; }
    public long CreditFen { get; private init; }

    public static void Map(EntityTypeBuilder<Posting> e)
    {
        e.ToTable("settlement_posting", t => t.HasCheckConstraint("ck_settlement_posting_one_side",
            """ ("DebitFen" > 0 AND "CreditFen" = 0) OR ("DebitFen" = 0 AND "CreditFen" > 0) """.Trim()));
        e.HasKey(x => x.Id);
        e.Property(x => x.Id).ValueGeneratedOnAdd();
        e.Property(x => x.EntryId).HasConversion<TypedIdConverter<EntryId>>();
        e.Property(x => x.AccountId).HasConversion<TypedIdConverter<AccountId>>();
        e.HasIndex(x => new { x.EntryId, x.Number }).IsUnique();
        e.HasIndex(x => new { x.AccountId, x.Id });
        e.HasOne<LedgerAccount>().WithMany().HasForeignKey(x => x.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
