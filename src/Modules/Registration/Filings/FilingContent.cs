using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>申请登记的权利 — one right, how far it reaches, and until when the applicant has it.</summary>
/// <param name="ValidUntil">The last legal day; null when the right itself has no term.</param>
internal sealed record ClaimedRight(RightKind Kind, string Scope, DateOnly? ValidUntil)
{
    /// <summary>Nobody else may get the same right in the same resource while it lasts.</summary>
    public bool Exclusive { get; init; }
    /// <summary>Where it may be used; null = wherever its parent may.</summary>
    public string? Territory { get; init; }
    /// <summary>Names of the data items it covers; none = all that its parent covers.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];
    /// <summary>What it may be used for; none = whatever its parent may.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];
    /// <summary>资产权益比例 in hundredths of a percent; null where the register keeps none.</summary>
    public int? ShareBasisPoints { get; init; }
}

/// <summary>材料 — a paper as it was handed in: a file by its SHA-256, a text, or both.</summary>
internal sealed record Material(string Key, string? Name, string? Sha256, long? SizeBytes, string? Text)
{
    /// <summary>The third party's signed statement that it is, where the pack asks for one.</summary>
    public StatedMaterial? Statement { get; init; }
}

/// <summary>第三方声明（材料） — a signed statement as a filing relies on it.</summary>
/// <param name="Sha256">Over the signed statement's bytes.</param>
internal sealed record StatedMaterial(Guid Id, Guid Body, bool Positive, string Sha256, string Basis);

/// <summary>申请内容 — all that an applicant states, with the resource as it stood then. A correction replaces it whole.</summary>
internal sealed record FilingContent(
    ResourceCard Resource, IReadOnlyList<ClaimedRight> Rights, IReadOnlyDictionary<string, string> Fields,
    IReadOnlyList<Circumstance> Circumstances, IReadOnlyList<Material> Materials)
{
    /// <summary>The other side of a licence, a transfer or a pledge.</summary>
    public OrganizationId? Counterparty { get; init; }
    /// <summary>The certificate that the filing acts on.</summary>
    public string? Certificate { get; init; }
    /// <summary>登记编号 of the unit, where no certificate names it.</summary>
    public string? Unit { get; init; }
    /// <summary>The encumbrance that a release, an unfreezing or a change acts on.</summary>
    public Guid? Encumbrance { get; init; }
    /// <summary>The sum that a pledge secures.</summary>
    public long? AmountFen { get; init; }
    /// <summary>The last day of what is asked for, where it is no right: a pledge, a freeze, a trust.</summary>
    public DateOnly? Until { get; init; }
    /// <summary>The days of the events that filing terms count from.</summary>
    public IReadOnlyDictionary<FilingEvent, DateOnly> Events { get; init; } = new Dictionary<FilingEvent, DateOnly>();
    /// <summary>The legal ground it names, by its key in the pack.</summary>
    public string? Ground { get; init; }

    /// <summary>Keys of papers that the applicant promised to hand in after acceptance.</summary>
    public IReadOnlyList<string> Promised { get; init; } = [];

    /// <summary>容缺事项 — papers that are needed, promised, and not there yet.</summary>
    public IReadOnlyList<MaterialRule> Outstanding(KindRules rules) => Promised.Count == 0 ? []
        : rules.Materials.FindAll(m => Promised.Contains(m.Key) && m.IsNeeded(Circumstances) && !Materials.Any(h => h.Key == m.Key));

    /// <summary>SHA-256 over the canonical JSON, lower-case hex: what the evidence holds of it.</summary>
    public string Hash() => Convert.ToHexStringLower(CanonicalJson.Hash(JsonSerializer.SerializeToNode(this, CanonicalJson.Options)));
}
