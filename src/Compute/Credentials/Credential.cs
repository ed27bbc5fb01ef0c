using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Compute.Credentials;

/// <summary>可验证凭证 — a W3C Verifiable Credential 2.0 before it is signed, and the verification of signed ones.</summary>
public sealed record Credential
{
    /// <summary>A longer document is refused unread.</summary>
    public const int BytesMax = 8 << 20;

    /// <summary>A URL or URN of its own.</summary>
    public required string Id { get; init; }
    /// <summary>A URL, URN or DID.</summary>
    public required string Issuer { get; init; }
    /// <summary>UTC; written to the second, as <see cref="ValidUntil"/>.</summary>
    public required DateTime ValidFrom { get; init; }
    public DateTime? ValidUntil { get; init; }
    /// <summary>What is certified, with the <c>id</c> of whom or what it is about.</summary>
    public required JsonObject Subject { get; init; }
    /// <summary>Types besides VerifiableCredential.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];
    /// <summary>Contexts after the base context, which define the terms of <see cref="Types"/> and <see cref="Subject"/>.</summary>
    public IReadOnlyList<string> Contexts { get; init; } = [];
    public string? Name { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<StatusEntry> Status { get; init; } = [];

    /// <summary>The document without a proof.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["@context"] = new JsonArray([CredentialShape.BaseContext, .. Contexts.Select(c => (JsonNode)c)]),
            ["id"] = Id,
            ["type"] = new JsonArray([CredentialShape.BaseType, .. Types.Select(t => (JsonNode)t)]),
            ["issuer"] = Issuer,
            ["validFrom"] = Stamp.Write(ValidFrom),
        };
        if (Name is not null) json["name"] = Name;
        if (Description is not null) json["description"] = Description;
        if (ValidUntil is { } until) json["validUntil"] = Stamp.Write(until);
        if (Status.Count > 0) json["credentialStatus"] = new JsonArray([.. Status.Select(s => s.ToJson())]);
        json["credentialSubject"] = Subject.DeepClone();
        return json;
    }

    /// <summary>The signed credential as canonical UTF-8: the bytes to store and to hand out.</summary>
    /// <param name="created">UTC; when the proof is made.</param>
    /// <exception cref="ArgumentException">What would be signed is not a valid credential; the message names the fault.</exception>
    public byte[] Sign(Ed25519Key key, DateTime created)
    {
        var json = ToJson();
        if (CredentialShape.FaultOf(json) is { } fault) throw new ArgumentException(fault.Detail);
        return CanonicalJson.Utf8(DataIntegrity.Sign(json, key, created));
    }

    /// <summary>
    /// Verifies a credential from anywhere: strict JSON, structure, proof by exactly this key, validity at that moment.
    /// Trust rests on the key alone; the status is a second question (<see cref="StatusListCredential.Check"/>).
    /// </summary>
    /// <param name="publicKey">The 32 bytes of the key the issuer is known to use.</param>
    /// <param name="at">UTC.</param>
    public static CredentialCheck Verify(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> publicKey, DateTime at)
    {
        if (utf8.Length > BytesMax || !CanonicalJson.TryParse(utf8, out var node) || node is not JsonObject document)
            return new(CredentialFault.NotJson, "The document is not one strict JSON object.", null);

        var fault = CredentialShape.FaultOf(document) ?? DataIntegrity.FaultOf(document, publicKey, at) ?? Window(document, at);
        return fault is { } found ? new(found.Fault, found.Detail, document) : CredentialCheck.Valid(document);
    }

    static (CredentialFault Fault, string Detail)? Window(JsonObject document, DateTime at)
    {
        if (Stamp.Read(document["validFrom"]) is { } from && at < from) return (CredentialFault.NotYetValid, $"Valid from {from:O}.");
        if (Stamp.Read(document["validUntil"]) is { } until && at > until) return (CredentialFault.Expired, $"Valid until {until:O}.");
        return null;
    }
}
