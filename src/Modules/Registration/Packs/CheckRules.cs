using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>法定事由 — a reason the law gives for a revocation, a refusal or a cancellation.</summary>
internal sealed record GroundRule
{
    /// <summary>Who may name it; anybody where nobody is said.</summary>
    public List<FilingParty> By { get; init; } = [];
    public required string Key { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }
    public required string Basis { get; init; }
}

/// <summary>核查规则 — a named check that runs before a filing is taken.</summary>
internal sealed record CheckRule
{
    public required NamedCheck Check { get; init; }
    public required string Basis { get; init; }
    public List<FilingKind> Kinds { get; init; } = [];
    /// <summary>人工核查: who makes it, where the platform cannot decide it from its data; null where the platform does.</summary>
    public Actor? By { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>承继规则 — how long the register waits for the side that is declared to be no more, or to have been divided.</summary>
internal sealed record SuccessionRules
{
    public required Term Notice { get; init; }
}
