using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Compute.Credentials;

/// <summary>数据完整性证明 — W3C Data Integrity proofs with the cryptosuite eddsa-jcs-2022 (vc-di-eddsa §3.3).</summary>
public static class DataIntegrity
{
    const string ProofType = "DataIntegrityProof";
    const string Suite = "eddsa-jcs-2022";
    const string Purpose = "assertionMethod";

    /// <summary>A copy of the document with a proof by <paramref name="key"/>, whose did:key is the verification method.</summary>
    /// <param name="created">UTC; written to the second.</param>
    /// <exception cref="ArgumentException">The document already has a proof.</exception>
    public static JsonObject Sign(JsonObject document, Ed25519Key key, DateTime created)
    {
        if (document.ContainsKey("proof")) throw new ArgumentException("The document already has a proof.", nameof(document));

        var proof = new JsonObject
        {
            ["type"] = ProofType,
            ["cryptosuite"] = Suite,
            ["created"] = Stamp.Write(created),
            ["verificationMethod"] = VerificationMethods.Of(key.PublicKey.Span),
            ["proofPurpose"] = Purpose,
        };
        if (document["@context"] is { } context) proof["@context"] = context.DeepClone();
        proof["proofValue"] = "z" + Base58.Encode(key.Sign(HashData(proof, document)));

        var signed = document.DeepClone().AsObject();
        signed["proof"] = proof;
        return signed;
    }

    /// <summary>Checks the proof of any strictly parsed document, credential or not, against the one key that is trusted.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="at">UTC; a proof that has expired by then is refused.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Verify(JsonObject document, ReadOnlySpan<byte> publicKey, DateTime at)
        => FaultOf(document, publicKey, at)?.Detail;

    /// <summary>
    /// Checks the one proof of a strictly parsed document against the one key that is trusted. Stricter than the suite in one
    /// point: the document's contexts must be those that were signed, while the suite would let more be appended.
    /// </summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="at">UTC; a proof that has expired by then is refused.</param>
    /// <returns>The fault, or null.</returns>
    internal static (CredentialFault Fault, string Detail)? FaultOf(JsonObject document, ReadOnlySpan<byte> publicKey, DateTime at)
    {
        if (document["proof"] is not JsonObject proof) return (CredentialFault.ProofMissing, "There is not exactly one proof.");
        if (Form(proof, at) is { } fault) return fault;
        if (proof["verificationMethod"].Text() != VerificationMethods.Of(publicKey))
            return (CredentialFault.MethodNotTrusted, "The proof names another key than the one expected.");
        if (!JsonNode.DeepEquals(proof["@context"], document["@context"]))
            return (CredentialFault.ContextChanged, "The contexts are not those that were signed.");
        if (proof["proofValue"].Text() is not ['z', .. var value] || !Base58.TryDecode(value, out var signature))
            return (CredentialFault.ProofMalformed, "proofValue is not base58btc.");

        var unsecured = Without(document, "proof");
        return Ed25519.Verify(publicKey, HashData(Without(proof, "proofValue"), unsecured), signature)
            ? null
            : (CredentialFault.SignatureWrong, "The signature does not belong to this document and key.");
    }

    /// <summary>SHA-256 of the canonical proof options, then SHA-256 of the canonical document: the 64 bytes that are signed.</summary>
    internal static byte[] HashData(JsonObject options, JsonObject document)
        => [.. CanonicalJson.Hash(options), .. CanonicalJson.Hash(document)];

    static JsonObject Without(JsonObject members, string key)
    {
        var rest = members.DeepClone().AsObject();
        rest.Remove(key);
        return rest;
    }

    static (CredentialFault, string)? Form(JsonObject proof, DateTime at)
    {
        if (proof["type"].Text() != ProofType || proof["cryptosuite"].Text() != Suite)
            return (CredentialFault.SuiteUnknown, $"Only {ProofType} with {Suite} is understood.");
        if (proof["proofPurpose"].Text() != Purpose) return (CredentialFault.PurposeWrong, $"The purpose is not {Purpose}.");
        if (proof.ContainsKey("created") && Stamp.Read(proof["created"]) is null)
            return (CredentialFault.ProofMalformed, "created is not a time with its offset.");
        if (!proof.ContainsKey("expires")) return null;
        if (Stamp.Read(proof["expires"]) is not { } expires)
            return (CredentialFault.ProofMalformed, "expires is not a time with its offset.");
        return expires < at ? (CredentialFault.ProofExpired, "The proof has expired.") : null;
    }
}
