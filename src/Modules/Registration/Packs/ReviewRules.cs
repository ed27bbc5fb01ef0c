using Yuanliu.Registration.Accounts;

namespace Yuanliu.Registration.Packs;

/// <summary>实质审查规则 — what a service body has to look at, and how much of the data.</summary>
internal sealed record ReviewRules
{
    /// <summary>The statements that have to answer them.</summary>
    public required Ruled<List<StatementKind>> Kinds { get; init; }
    /// <summary>审查事项 — each has to be answered.</summary>
    public required Ruled<List<ReviewItem>> Items { get; init; }
    /// <summary>样本核验 — rows a sample has at least, or all there are.</summary>
    public required Ruled<int> SampleRows { get; init; }
}

internal sealed record ReviewItem
{
    public required string Key { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }
    public required string Basis { get; init; }
}

/// <summary>合规委员会议事规则 — how many members have to vote, and how many of them in favour.</summary>
internal sealed record CommitteeRules
{
    public required Ruled<int> Quorum { get; init; }
    /// <summary>Percent of the votes cast that a yes needs at least.</summary>
    public required Ruled<int> MajorityPercent { get; init; }
}

/// <summary>开户规则 — an account is applied for with papers and reviewed in form; null where it is opened at once.</summary>
internal sealed record OpeningRules
{
    public required string Basis { get; init; }
    /// <summary>Within which the account is opened once its papers have passed.</summary>
    public required Term Term { get; init; }
    /// <summary>The application states how to reach who applies.</summary>
    public required Ruled<bool> Contact { get; init; }
    public required List<MaterialRule> Materials { get; init; }
}

/// <summary>账户规则 — what an account owes its register, and the register it.</summary>
internal sealed record AccountRules
{
    public OpeningRules? Opening { get; init; }
    /// <summary>账户变更 — within which term a reviewed change is entered; null where the pack knows no such filing.</summary>
    public Term? Change { get; init; }
    /// <summary>The account is shut while a filing to cancel it runs, and for good afterwards.</summary>
    public Ruled<bool>? FrozenByCancellation { get; init; }
    /// <summary>One who cancels the account must have nothing open in the register.</summary>
    public Ruled<bool>? BusinessSettled { get; init; }

    /// <summary>Within which what was reviewed is entered.</summary>
    public Term EntryOf(AccountCaseKind kind) => (kind is AccountCaseKind.Opening ? Opening?.Term : Change)
        ?? throw new InvalidOperationException($"The pack knows no {kind} of an account.");
}

/// <summary>容缺受理规则 — which papers may follow after acceptance, and what happens when they do not.</summary>
internal sealed record GapRules
{
    /// <summary>Keys of the materials that are not main ones.</summary>
    public required Ruled<List<string>> Materials { get; init; }
    /// <summary>超期处理办法, as the applicant is told at once.</summary>
    public required string ConsequenceZh { get; init; }
    public required string ConsequenceEn { get; init; }
}
