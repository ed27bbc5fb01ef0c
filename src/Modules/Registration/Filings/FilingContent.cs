using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yuanliu.Compute.Json;

namespace Yuanliu.Registration.Filings;

/// <summary>申请登记的权利 — one right, how far it reaches, and until when the applicant has it.</summary>
/// <param name="ValidUntil">The last legal day; null when the right itself has no term.</param>
internal sealed record ClaimedRight(RightKind Kind, string Scope, DateOnly? ValidUntil);

/// <summary>材料 — a paper as it was handed in: a file by its SHA-256, a text, or both.</summary>
internal sealed record Material(string Key, string? Name, string? Sha256, long? SizeBytes, string? Text);

/// <summary>申请内容 — all that an applicant states, with the resource as it stood then. A correction replaces it whole.</summary>
internal sealed record FilingContent(
    ResourceCard Resource, IReadOnlyList<ClaimedRight> Rights, string Source, string Compliance, string Authorization,
    IReadOnlyList<Material> Materials)
{
    /// <summary>SHA-256 over the canonical JSON, lower-case hex: what the evidence holds of it.</summary>
    public string Hash() => Convert.ToHexStringLower(CanonicalJson.Hash(JsonSerializer.SerializeToNode(this, CanonicalJson.Options)));
}

/// <summary>材料的代码 — the three statements that BJ-OPIN-2023 §6 demands are fields of the form; the pack names them as materials.</summary>
internal static class MaterialKeys
{
    public const string Source = "source", Compliance = "compliance", Authorization = "authorization";
    public static readonly IReadOnlyList<string> Statements = [Source, Compliance, Authorization];
}

/// <summary>Keeps a document of the module as JSON text.</summary>
internal sealed class AsJson<T>() : ValueConverter<T, string>(
    value => JsonSerializer.Serialize(value, CanonicalJson.Options), text => JsonSerializer.Deserialize<T>(text, CanonicalJson.Options)!);
