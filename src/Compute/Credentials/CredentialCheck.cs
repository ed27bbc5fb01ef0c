using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yuanliu.Compute.Credentials;

/// <summary>Why a credential is not accepted. The names reach users and evidence: renaming one is a migration.</summary>
public enum CredentialFault
{
    NotJson, ContextWrong, TypeWrong, IdWrong, IssuerWrong, SubjectWrong, ValidityWrong, StatusWrong,
    ProofMissing, ProofMalformed, SuiteUnknown, PurposeWrong, ProofExpired, MethodNotTrusted, ContextChanged, SignatureWrong,
    NotYetValid, Expired, StatusListWrong, Revoked, Suspended,
}

/// <summary>验证结果 — what verification found; nothing a sender writes makes it throw.</summary>
/// <param name="Fault">The first fault found; null when there is none.</param>
/// <param name="Detail">One English sentence on the fault; empty when there is none.</param>
/// <param name="Document">The parsed document, whenever it was a JSON object at all. Untrusted unless <see cref="Passed"/>.</param>
public sealed record CredentialCheck(CredentialFault? Fault, string Detail, JsonObject? Document)
{
    public bool Passed => Fault is null;

    /// <summary>Stable code for refusals: <c>credential.signature-wrong</c>; <c>credential.valid</c> when it passed.</summary>
    public string Code => "credential." + (Fault is { } fault ? JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString()) : "valid");

    internal static CredentialCheck Valid(JsonObject document) => new(null, "", document);
}
