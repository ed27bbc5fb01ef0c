using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy;

/// <summary>Whatever is asked of a budget, in whatever order and however often: it is never overspent, and nothing is lost.</summary>
public sealed class BudgetLedgerTests
{
    enum Act { Reserve, Commit, Release, Crash }

    readonly record struct Move(Act Act, int Name, PrivacyLoss Cost);

    [Fact]
    public void No_sequence_of_moves_overspends_or_loses_anything()
        => Prop.ForAll(Moves.ListOf().ToArbitrary(), moves =>
        {
            var ledger = BudgetLedger.Granting(new(new(1000), new(100)));
            foreach (var move in moves)
            {
                var before = ledger;
                ledger = Play(ledger, move, out var verdict);
                if (!Sound(ledger) || verdict is not BudgetVerdict.Done && ledger != before) return false;
                if (!before.Balance.Committed.FitsIn(ledger.Balance.Committed)) return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_move_may_be_repeated_without_effect()
        => Prop.ForAll(Moves.ListOf().ToArbitrary(), moves =>
        {
            var (once, twice) = (BudgetLedger.Granting(new(new(1000), new(100))), BudgetLedger.Granting(new(new(1000), new(100))));
            foreach (var move in moves)
            {
                once = Play(once, move, out _);
                twice = Play(Play(twice, move, out _), move, out var again);
                if (again is BudgetVerdict.Done && move.Act is not Act.Crash) return false;
            }
            return once.Balance == twice.Balance && once.Reservations.SequenceEqual(twice.Reservations);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reserving_and_releasing_leaves_the_balance_as_it_was()
        => Prop.ForAll(Moves.ListOf().ToArbitrary(), Losses.ToArbitrary(), (moves, cost) =>
        {
            var ledger = moves.Aggregate(BudgetLedger.Granting(new(new(1000), new(100))), (l, m) => Play(l, m, out _));
            var (verdict, reserved) = ledger.Reserve(Name(99), cost);
            return verdict is BudgetVerdict.Overspent
                ? !cost.FitsIn(ledger.Balance.Left)
                : cost.FitsIn(ledger.Balance.Left) && reserved.Release(Name(99)).Ledger.Balance == ledger.Balance;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Several_budgets_are_charged_together_or_not_at_all()
        => Prop.ForAll(Losses.NonEmptyListOf().ToArbitrary(), Losses.ToArbitrary(), (grants, cost) =>
        {
            var ledgers = grants.Select(BudgetLedger.Granting).ToList();
            var (verdict, after) = BudgetLedger.ReserveInAll(ledgers, Name(1), cost);
            return verdict is BudgetVerdict.Done
                ? grants.All(cost.FitsIn) && after.All(l => l.Balance.Reserved == cost)
                : verdict is BudgetVerdict.Overspent && !grants.All(cost.FitsIn) && after.SequenceEqual(ledgers);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_budget_is_spent_to_the_last_unit_and_not_one_further()
    {
        var ledger = BudgetLedger.Granting(new(new(10), default));
        for (var i = 0; i < 10; i++) ledger = ledger.Reserve(Name(i), new(new(1), default)).Ledger.Commit(Name(i)).Ledger;
        ledger.Balance.Left.ShouldBe(PrivacyLoss.None);
        ledger.Reserve(Name(11), new(new(1), default)).Verdict.ShouldBe(BudgetVerdict.Overspent);
        ledger.Reserve(Name(12), PrivacyLoss.None).Verdict.ShouldBe(BudgetVerdict.Done, "an answer that is shown again costs nothing");
    }

    [Fact]
    public void Rho_and_delta_are_watched_each_for_itself()
    {
        var ledger = BudgetLedger.Granting(new(new(10), new(1)));
        ledger.Reserve(Name(1), new(new(1), new(2))).Verdict.ShouldBe(BudgetVerdict.Overspent);
        ledger.Reserve(Name(1), new(new(11), new(1))).Verdict.ShouldBe(BudgetVerdict.Overspent);
        ledger.Reserve(Name(1), new(new(long.MaxValue), new(1))).Verdict.ShouldBe(BudgetVerdict.Overspent);
        ledger.Reserve(Name(1), new(new(10), new(1))).Verdict.ShouldBe(BudgetVerdict.Done);
    }

    [Fact]
    public void What_a_crash_left_open_counts_as_spent()
    {
        var ledger = BudgetLedger.Granting(new(new(10), default)).Reserve(Name(1), new(new(4), default)).Ledger.CommitOpen();
        ledger.Balance.Committed.Rho.Units.ShouldBe(4);
        ledger.Release(Name(1)).Verdict.ShouldBe(BudgetVerdict.Ended);
    }

    [Fact]
    public void A_name_stands_for_one_cost_and_for_one_end()
    {
        var ledger = BudgetLedger.Granting(new(new(10), default)).Reserve(Name(1), new(new(4), default)).Ledger;
        ledger.Reserve(Name(1), new(new(5), default)).Verdict.ShouldBe(BudgetVerdict.Ended);
        ledger.Reserve(Name(1), new(new(4), default)).Verdict.ShouldBe(BudgetVerdict.Repeated);
        ledger.Commit(Name(2)).Verdict.ShouldBe(BudgetVerdict.Unknown);
        ledger.Release(Name(2)).Verdict.ShouldBe(BudgetVerdict.Unknown);
        var released = ledger.Release(Name(1)).Ledger;
        released.Commit(Name(1)).Verdict.ShouldBe(BudgetVerdict.Ended);
        released.Reserve(Name(1), new(new(4), default)).Verdict.ShouldBe(BudgetVerdict.Ended);
    }

    [Fact]
    public void A_grant_cut_below_what_is_spent_leaves_nothing_and_takes_nothing_back()
    {
        var ledger = BudgetLedger.Granting(new(new(10), default)).Reserve(Name(1), new(new(8), default)).Ledger.Commit(Name(1)).Ledger
            .Regranted(new(new(5), default));
        (ledger.Balance.Left, ledger.Balance.Committed.Rho.Units).ShouldBe((PrivacyLoss.None, 8L));
        ledger.Reserve(Name(2), new(new(1), default)).Verdict.ShouldBe(BudgetVerdict.Overspent);
    }

    static BudgetLedger Play(BudgetLedger ledger, Move move, out BudgetVerdict verdict)
    {
        (verdict, var after) = move.Act switch
        {
            Act.Reserve => ledger.Reserve(Name(move.Name), move.Cost),
            Act.Commit => ledger.Commit(Name(move.Name)),
            Act.Release => ledger.Release(Name(move.Name)),
            Act.Crash => (BudgetVerdict.Done, ledger.CommitOpen()),
        };
        return after;
    }

    /// <summary>The sums are those of the reservations, and together they stay within the grant.</summary>
    static bool Sound(BudgetLedger ledger)
    {
        var (balance, all) = (ledger.Balance, ledger.Reservations.Values);
        PrivacyLoss Of(ReservationState state) => all.Where(r => r.State == state).Aggregate(PrivacyLoss.None, (a, r) => a + r.Cost);
        return balance.Reserved == Of(ReservationState.Open) && balance.Committed == Of(ReservationState.Committed)
            && (balance.Reserved + balance.Committed).FitsIn(balance.Granted)
            && balance.Left + balance.Reserved + balance.Committed == balance.Granted;
    }

    static Gen<PrivacyLoss> Losses { get; } =
        from rho in Gen.Choose(0, 400)
        from delta in Gen.Choose(0, 40)
        select new PrivacyLoss(new(rho), new(delta));

    /// <summary>The cost belongs to the name, so that repeating a move repeats all of it.</summary>
    static Gen<Move> Moves { get; } =
        from act in Gen.Elements(Act.Reserve, Act.Reserve, Act.Reserve, Act.Commit, Act.Commit, Act.Release, Act.Crash)
        from name in Gen.Choose(0, 7)
        select new Move(act, name, new(new(name * 53), new(name * 5)));

    static Guid Name(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
