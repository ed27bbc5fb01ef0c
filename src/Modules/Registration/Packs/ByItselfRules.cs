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
    /// <summary>What the agreement does not say.</summary>
    public Dictionary<string, string> Answers { get; init; } = [];
    public bool Open { get; init; }
    public string? Reason { get; init; }
}
