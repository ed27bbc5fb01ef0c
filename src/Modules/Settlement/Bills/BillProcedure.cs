using Yuanliu.Settlement.Deposits;

namespace Yuanliu.Settlement.Bills;

internal enum BillStage { Issued, Paid, Settled }
internal enum BillStep { Pay, Settle }

/// <summary>账单程序 — a bill is paid out of custody, and settled when everybody has the own share.</summary>
internal static class BillProcedure
{
    /// <remarks>No term of payment is stated in the sources: no clock runs.</remarks>
    public static readonly Workflow<BillStage, BillStep, NoDeadline> Steps = new("settlement")
    {
        // step              from               to                  taken by
        { BillStep.Pay,      BillStage.Issued,  BillStage.Paid,     Actor.Buyer },
        { BillStep.Settle,   BillStage.Paid,    BillStage.Settled,  Actor.Platform },
    };

    /// <summary>Settling follows paying in the same transaction: only paying is ever somebody's button.</summary>
    public static IReadOnlyList<OpenStep> OpenTo(Bill bill, Caller caller)
        => bill.Buyer.Value != caller.OrganizationId || !caller.Is(Role.Finance) ? [] :
        [
            .. Steps.OpenTo(bill.Stage, Actor.Buyer).Select(r => new OpenStep(
                r.Step.ToString(), r.By.ToString(), $"/api/settlement/bills/{bill.Id.Value}/pay", "BJ-OPIN-2023 §12", NeedsReason: false,
                    Main: true)),
        ];
}
