using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>报告义务 — what the registry or the subject owes to whom, and when.</summary>
internal sealed record ReportRule
{
    public required string Key { get; init; }
    public required string TitleZh { get; init; }
    public required string TitleEn { get; init; }
    public FilingParty By { get; init; } = FilingParty.Registry;
    public required string To { get; init; }
    public required FilingTerm Due { get; init; }
    /// <summary>What it says; the register's own figures of the period go with it and are not asked for.</summary>
    public List<FieldRule> Fields { get; init; } = [];
}

/// <summary>检查公开 — what an authority that supervises the register tells the public of its inspections.</summary>
internal sealed record InspectionRule
{
    public required string Key { get; init; }
    public required string TitleZh { get; init; }
    public required string TitleEn { get; init; }
    /// <summary>The authority that inspects and publishes.</summary>
    public required string By { get; init; }
    /// <summary>Once for each calendar year; else as often as it inspects.</summary>
    public bool Yearly { get; init; }
    /// <summary>The register's own report of the year that it looks at.</summary>
    public string? Report { get; init; }
    public List<FieldRule> Fields { get; init; } = [];
    public required string Basis { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}
