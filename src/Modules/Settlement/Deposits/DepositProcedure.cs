namespace Yuanliu.Settlement.Deposits;

internal enum DepositStage { Announced, Credited, Declined, Reversed }
internal enum DepositStep { Credit, Decline, Reverse }

/// <summary>No law starts a clock in this procedure.</summary>
internal enum NoDeadline { }

/// <summary>入金程序 — an organization announces, the platform credits what the bank's advice confirms.</summary>
internal static class DepositProcedure
{
    public static readonly Workflow<DepositStage, DepositStep, NoDeadline> Steps = new("settlement.deposit")
    {
        // step                 from                    to                      taken by
        { DepositStep.Credit,   DepositStage.Announced, DepositStage.Credited,  Actor.Platform },
        { DepositStep.Decline,  DepositStage.Announced, DepositStage.Declined,  Actor.Platform },
        { DepositStep.Reverse,  DepositStage.Credited,  DepositStage.Reversed,  Actor.Platform },
    };

    public static IReadOnlyList<OpenStep> OpenTo(Deposit deposit, bool platform) => !platform ? [] :
    [
        .. Steps.OpenTo(deposit.Stage, Actor.Platform).Select(r => new OpenStep(r.Step.ToString(), r.By.ToString(),
            $"/api/settlement/deposits/{deposit.Id.Value}/{r.Step.ToString().ToLowerInvariant()}", null,
            NeedsReason: r.Step is not DepositStep.Credit, Main: r.Step is DepositStep.Credit)),
    ];
}
