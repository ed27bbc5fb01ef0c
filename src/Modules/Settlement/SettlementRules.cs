namespace Yuanliu.Settlement;

/// <summary>Which account of the chart; the rest of it is in <c>rules/settlement</c>.</summary>
internal enum AccountKind { Bank, Receivable, Payable, Custody }

/// <summary>The side on which an account grows.</summary>
internal enum Side { Debit, Credit }

internal enum TaxTreatment { Inclusive }

/// <summary>结算规则 — the chart of accounts and the treatment of tax, each with its basis.</summary>
internal sealed record SettlementRules
{
    public const string PackId = "accounts";

    public required string Source { get; init; }
    public required Dictionary<AccountKind, AccountRule> Accounts { get; init; }
    public required TaxRule Tax { get; init; }

    /// <exception cref="InvalidDataException">An account of the chart is missing: the host must not start on half a ledger.</exception>
    public static SettlementRules Load(string folder)
    {
        var rules = RulePacks<SettlementRules>.Load(folder).For(PackId)?.Rules
            ?? throw new InvalidDataException($"{folder} lacks {PackId}.yaml.");
        if (Enum.GetValues<AccountKind>().Except(rules.Accounts.Keys).ToList() is [var missing, ..])
            throw new InvalidDataException($"{PackId}.yaml lacks the account {missing}.");
        return rules;
    }
}

/// <summary>会计科目 — one account of the chart.</summary>
internal sealed record AccountRule
{
    public required string Code { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }
    public required Side Side { get; init; }
    public required string Basis { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>税 — whether the amounts hold tax.</summary>
internal sealed record TaxRule
{
    public required TaxTreatment Treatment { get; init; }
    public required string Basis { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}
