namespace Yuanliu.Registration.Packs;

/// <summary>自动登记 — how an agreement that both sides signed here answers what the kind asks.</summary>
internal sealed record ByItselfRules
{
    /// <summary>What the buyer's use is registered as.</summary>
    public required RightKind Right { get; init; }
    public required string Basis { get; init; }
    /// <summary>The paper that the agreement stands for.</summary>
    public required string Paper { get; init; }
    /// <summary>The field that names the agreement: by it a filing by hand and the agreement are known to be the same trade.</summary>
    public required string Number { get; init; }
    /// <summary>The field that takes what all agreed uses cost, in yuan.</summary>
    public string? Amount { get; init; }
    /// <summary>Without the applicant's word nothing is entered by itself; null where the paper does not ask for it.</summary>
    public AuthorizationRule? Authorization { get; init; }
    /// <summary>What the agreement does not say.</summary>
    public Dictionary<string, string> Answers { get; init; } = [];
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>申请人授权 — in which field of a form the holder of the data gives it, and by which choice; what was said last counts.</summary>
internal sealed record AuthorizationRule
{
    public required string Field { get; init; }
    public required string Choice { get; init; }
    public required string Basis { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}
