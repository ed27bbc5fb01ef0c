using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Settlement;
using Yuanliu.Settlement.Accounts;
using Yuanliu.Settlement.Bills;
using Yuanliu.Settlement.Deposits;

namespace Yuanliu.Tests.Settlement;

public sealed class LedgerEntryTests
{
    static readonly LedgerAccount[] Accounts = [.. Enum.GetValues<AccountKind>().Select((kind, i) => new LedgerAccount
    {
        Id = new(new Guid(i + 1, 0, 0, new byte[8])), Kind = kind, Owner = new(new Guid(9, 0, 0, new byte[8])), OpenedAt = default,
    })];

    [Fact]
    public void An_entry_is_booked_exactly_when_its_debits_equal_its_credits()
        => Prop.ForAll(Lines, lines =>
        {
            var debit = lines.Where(l => l.Side is Side.Debit).Sum(l => l.Amount.Value);
            var credit = lines.Where(l => l.Side is Side.Credit).Sum(l => l.Amount.Value);
            try
            {
                var entry = Of(lines);
                return debit == credit && entry.DebitFen == debit && entry.Postings.Sum(p => p.DebitFen - p.CreditFen) == 0;
            }
            catch (InvalidOperationException)
            {
                return debit != credit || lines.Count == 0;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_of_nothing_or_less_is_a_bug()
    {
        Should.Throw<InvalidOperationException>(() => Of([Line.Debit(Accounts[0], Fen.Zero), Line.Credit(Accounts[1], Fen.Zero)]));
        Should.Throw<InvalidOperationException>(() => Of([Line.Debit(Accounts[0], new(-1)), Line.Credit(Accounts[1], new(-1))]));
    }

    [Fact]
    public void Amounts_that_overflow_are_not_booked()
        => Should.Throw<OverflowException>(()
            => Of([Line.Debit(Accounts[0], new(long.MaxValue)), Line.Debit(Accounts[1], new(1)), Line.Credit(Accounts[2], new(1))]));

    [Fact]
    public void Nothing_of_an_entry_can_be_written_over()
    {
        foreach (var type in new[] { typeof(LedgerEntry), typeof(Posting) })
            foreach (var property in type.GetProperties())
                (property.SetMethod is null || property.SetMethod.ReturnParameter.GetRequiredCustomModifiers()
                    .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))).ShouldBeTrue(
                        $"{type.Name}.{property.Name} can be changed");
    }

    [Fact]
    public void Every_stage_of_both_procedures_is_reached_and_only_final_ones_are_closed()
    {
        BillProcedure.Steps.Select(r => r.To).Append(BillStage.Issued).ShouldBe(Enum.GetValues<BillStage>(), ignoreOrder: true);
        Enum.GetValues<BillStage>().Except(BillProcedure.Steps.Select(r => r.From)).ShouldBe([BillStage.Settled]);
        DepositProcedure.Steps.Select(r => r.To).Append(DepositStage.Announced).ShouldBe(Enum.GetValues<DepositStage>(), ignoreOrder: true);
        Enum.GetValues<DepositStage>().Except(DepositProcedure.Steps.Select(r => r.From))
            .ShouldBe([DepositStage.Declined, DepositStage.Reversed]);
    }

    [Fact]
    public void Every_account_of_the_chart_has_its_number_its_names_and_its_basis()
    {
        var rules = SettlementRules.Load(Path.Combine(AppContext.BaseDirectory, "rules", "settlement"));
        rules.Accounts.Keys.ShouldBe(Enum.GetValues<AccountKind>(), ignoreOrder: true);
        rules.Accounts.Values.Select(a => a.Code).ShouldBeUnique();
        rules.Accounts.Values.ShouldAllBe(a => a.Basis.Length > 0 && (!a.Open || a.Reason != null));
        rules.Tax.Open.ShouldBeTrue("the sources state no tax: none may be invented");
    }

    static LedgerEntry Of(IReadOnlyList<Line> lines) => LedgerEntry.Of(new(Guid.Empty), default, EntryKind.Deposit, Guid.Empty, lines);

    static Arbitrary<IReadOnlyList<Line>> Lines { get; } = Gen.OneOf(
        (from kind in Gen.Elements(Accounts) from amount in Gen.Choose(1, 5) from debit in ArbMap.Default.GeneratorFor<bool>()
         select new Line(kind, debit ? Side.Debit : Side.Credit, new(amount))).ListOf().Select(l => (IReadOnlyList<Line>)l.ToList()),
        (from amount in Gen.Choose(1, 1_000_000) from first in Gen.Choose(1, 9_999)
         let parts = RevenueSplit.Divide(new(amount), [first, 10_000 - first])
         select (IReadOnlyList<Line>)[
             Line.Debit(Accounts[0], new(amount)),
             .. parts.Where(p => p > Fen.Zero).Select(p => Line.Credit(Accounts[1], p))])).ToArbitrary();
}
