namespace Yuanliu.Settlement.Accounts;

/// <summary>总账 — opens accounts, books balanced entries and answers what an account holds. Saving is the slice's business.</summary>
internal sealed class Ledger(AppDb db, Mint mint, IClock clock)
{
    readonly Dictionary<(OrganizationId, AccountKind), LedgerAccount> opened = [];

    /// <summary>The account of that kind kept for the organization; opened on first use.</summary>
    public async Task<LedgerAccount> Account(AccountKind kind, OrganizationId owner, CancellationToken ct)
    {
        if (opened.TryGetValue((owner, kind), out var known)) return known;
        var account = await db.Set<LedgerAccount>().SingleOrDefaultAsync(a => a.Owner == owner && a.Kind == kind, ct);
        if (account is null)
        {
            account = new() { Id = mint.Id<AccountId>(), Kind = kind, Owner = owner, OpenedAt = clock.Now };
            db.Add(account);
        }
        return opened[(owner, kind)] = account;
    }

    /// <summary>What a custody account may spend now.</summary>
    public async Task<Fen> Available(LedgerAccount custody, CancellationToken ct) => new(await db.Set<Posting>()
        .Where(p => p.AccountId == custody.Id).SumAsync(p => p.CreditFen - p.DebitFen, ct));

    /// <summary>Books an entry into the running transaction. Lines of nothing are left out; an entry of nothing is not booked.</summary>
    public void Book(EntryKind kind, Guid cause, params IEnumerable<Line> lines)
    {
        var real = lines.Where(l => l.Amount != Fen.Zero).ToList();
        if (real.Count == 0) return;
        foreach (var line in real)
            if (line is { Side: Side.Debit, Account.Kind: AccountKind.Custody }) line.Account.Withdraw();
        db.Add(LedgerEntry.Of(mint.Id<EntryId>(), clock.Now, kind, cause, real));
    }
}
