using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Recognition;

/// <summary>互认规则 — what holds for recognition whatever register a certificate comes from.</summary>
internal sealed record RecognitionRules
{
    const string PackId = "status";

    public required string Source { get; init; }
    /// <summary>状态时效 — how old, in hours, the issuer's word on a certificate may be when it is recognized first.</summary>
    public required Ruled<int> StatusHoursMax { get; init; }

    public static RecognitionRules Load(string folder) => RulePacks<RecognitionRules>.Load(folder).For(PackId)?.Rules
        ?? throw new InvalidDataException($"{folder} lacks {PackId}.yaml.");

    /// <summary>Its issuer may have ended the certificate since.</summary>
    public Refusal? Bar(DateTime statusAt, DateTime now) => now - statusAt > TimeSpan.FromHours(StatusHoursMax.Value)
        ? Refusals.StatusListOld(StatusHoursMax.Value, StatusHoursMax.Basis) : null;
}
