using Yuanliu.Settlement.Accounts;

namespace Yuanliu.Settlement.Deposits;

/// <summary>Takes a deposit's steps together with their entries in the ledger.</summary>
internal sealed class DepositBook(AppDb db, Ledger ledger, Sight sight, HostSettings node)
{
    /// <summary>Bank deposits up, custody up: the organization may spend it.</summary>
    public async Task<Refusal?> Credit(Deposit deposit, CancellationToken ct)
    {
        if (await db.Set<Deposit>().AnyAsync(d => d.CreditedReference == deposit.Reference && d.Id != deposit.Id, ct))
            return Refusals.ReferenceUsed;
        if (deposit.Take(DepositStep.Credit, Actor.Platform, node).Refusal is { } refusal) return refusal;
        var (bank, custody) = await Accounts(deposit, ct);
        ledger.Book(EntryKind.Deposit, deposit.Id.Value, Line.Debit(bank, deposit.Amount), Line.Credit(custody, deposit.Amount));
        return null;
    }

    /// <summary>The entry the other way; refused when the money is already spent.</summary>
    public async Task<Refusal?> Reverse(Deposit deposit, string reason, CancellationToken ct)
    {
        if (deposit.Take(DepositStep.Reverse, Actor.Platform, node, reason).Refusal is { } refusal) return refusal;
        var (bank, custody) = await Accounts(deposit, ct);
        if (await ledger.Available(custody, ct) is var available && available < deposit.Amount)
            return Refusals.InsufficientFunds(available, deposit.Amount);
        ledger.Book(EntryKind.DepositReversal, deposit.Id.Value, Line.Debit(custody, deposit.Amount), Line.Credit(bank, deposit.Amount));
        return null;
    }

    async Task<(LedgerAccount Bank, LedgerAccount Custody)> Accounts(Deposit deposit, CancellationToken ct)
        => (await ledger.Account(AccountKind.Bank, (await sight.Platform(ct)).Id, ct),
            await ledger.Account(AccountKind.Custody, deposit.Owner, ct));
}
