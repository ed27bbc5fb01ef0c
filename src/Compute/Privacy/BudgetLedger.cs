using System.Collections.Immutable;

namespace Yuanliu.Compute.Privacy;

/// <summary>预留状态.</summary>
public enum ReservationState { Open, Committed, Released }

/// <summary>预算预留 — loss set aside for one answer before it is computed.</summary>
public readonly record struct Reservation(PrivacyLoss Cost, ReservationState State);

/// <summary>How a move on a budget ended. Repeating a move that is done changes nothing, so a caller that died may ask again.</summary>
public enum BudgetVerdict
{
    Done,
    Repeated,
    /// <summary>Not enough is left.</summary>
    Overspent,
    /// <summary>Nothing was reserved under this name.</summary>
    Unknown,
    /// <summary>The reservation ended another way, or was for another cost.</summary>
    Ended,
}

/// <summary>What a move leaves behind.</summary>
public readonly record struct BudgetMove(BudgetVerdict Verdict, BudgetBalance Balance, Reservation Reservation);

/// <summary>预算余额 — three sums that a row of a table can hold; all rules of a budget are rules about them.</summary>
public readonly record struct BudgetBalance(PrivacyLoss Granted, PrivacyLoss Reserved = default, PrivacyLoss Committed = default)
{
    /// <summary>What may still be reserved. A grant that was cut below what is spent leaves nothing, and takes nothing back.</summary>
    public PrivacyLoss Left
    {
        get
        {
            var (used, granted) = (Reserved + Committed, Granted);
            return new(used.Rho < granted.Rho ? granted.Rho - used.Rho : default,
                used.Delta < granted.Delta ? granted.Delta - used.Delta : default);
        }
    }

    public BudgetMove Reserve(PrivacyLoss cost) => cost.FitsIn(Left)
        ? new(BudgetVerdict.Done, this with { Reserved = Reserved + cost }, new(cost, ReservationState.Open))
        : new(BudgetVerdict.Overspent, this, default);

    /// <summary>Before the first noisy number leaves.</summary>
    public BudgetMove Commit(Reservation reservation) => reservation.State switch
    {
        ReservationState.Open => new(BudgetVerdict.Done,
            this with { Reserved = Reserved - reservation.Cost, Committed = Committed + reservation.Cost },
            reservation with { State = ReservationState.Committed }),
        ReservationState.Committed => new(BudgetVerdict.Repeated, this, reservation),
        ReservationState.Released => new(BudgetVerdict.Ended, this, reservation),
    };

    /// <summary>Only where it is certain that no answer left, and for a reason that does not depend on the data.</summary>
    public BudgetMove Release(Reservation reservation) => reservation.State switch
    {
        ReservationState.Open => new(BudgetVerdict.Done, this with { Reserved = Reserved - reservation.Cost },
            reservation with { State = ReservationState.Released }),
        ReservationState.Released => new(BudgetVerdict.Repeated, this, reservation),
        ReservationState.Committed => new(BudgetVerdict.Ended, this, reservation),
    };
}

/// <summary>
/// 隐私预算账 — the balance of one budget with its reservations: a state machine without storage or clock. Reserve, run, commit, and only then
/// answer. A budget of ρ holds for questions that depend on earlier answers too, so the sum is all there is to watch.
/// </summary>
public sealed record BudgetLedger(BudgetBalance Balance)
{
    public ImmutableSortedDictionary<Guid, Reservation> Reservations { get; init; } = ImmutableSortedDictionary<Guid, Reservation>.Empty;

    public static BudgetLedger Granting(PrivacyLoss loss) => new(new BudgetBalance(loss));

    public (BudgetVerdict Verdict, BudgetLedger Ledger) Reserve(Guid id, PrivacyLoss cost)
    {
        if (Reservations.TryGetValue(id, out var known))
            return (known.Cost == cost && known.State is not ReservationState.Released
                ? BudgetVerdict.Repeated : BudgetVerdict.Ended, this);
        return After(id, Balance.Reserve(cost));
    }

    public (BudgetVerdict Verdict, BudgetLedger Ledger) Commit(Guid id)
        => Reservations.TryGetValue(id, out var known) ? After(id, Balance.Commit(known)) : (BudgetVerdict.Unknown, this);

    public (BudgetVerdict Verdict, BudgetLedger Ledger) Release(Guid id)
        => Reservations.TryGetValue(id, out var known) ? After(id, Balance.Release(known)) : (BudgetVerdict.Unknown, this);

    /// <summary>After a crash nobody knows what left: what was open counts as spent.</summary>
    public BudgetLedger CommitOpen()
    {
        var ledger = this;
        foreach (var (id, reservation) in Reservations)
            if (reservation.State is ReservationState.Open) ledger = ledger.Commit(id).Ledger;
        return ledger;
    }

    /// <summary>A new grant, larger or smaller; what is spent stays spent.</summary>
    public BudgetLedger Regranted(PrivacyLoss loss) => this with { Balance = Balance with { Granted = loss } };

    /// <summary>Reserves in all of several budgets (the dataset's, the receiver's, that of receivers acting together) or in none.</summary>
    public static (BudgetVerdict Verdict, IReadOnlyList<BudgetLedger> Ledgers) ReserveInAll(
        IReadOnlyList<BudgetLedger> ledgers, Guid id, PrivacyLoss cost)
    {
        var after = new List<BudgetLedger>(ledgers.Count);
        var verdict = BudgetVerdict.Repeated;
        foreach (var ledger in ledgers)
        {
            var (own, next) = ledger.Reserve(id, cost);
            if (own is not (BudgetVerdict.Done or BudgetVerdict.Repeated)) return (own, ledgers);
            if (own is BudgetVerdict.Done) verdict = own;
            after.Add(next);
        }
        return (verdict, after);
    }

    (BudgetVerdict, BudgetLedger) After(Guid id, BudgetMove move)
        => move.Verdict is BudgetVerdict.Done
            ? (move.Verdict, this with { Balance = move.Balance, Reservations = Reservations.SetItem(id, move.Reservation) })
            : (move.Verdict, this);
}
