using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Tests;

/// <summary>The examples of W3C vc-di-eddsa, appendix B.2 (eddsa-jcs-2022).</summary>
public class W3cVectorTests
{
    const string PublicKey = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    const string SecretKey = "3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
    const string ProofHash = "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db";
    const string DocumentHash = "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19";
    const string ProofValue = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX";

    const string Unsigned = """
        {
          "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
          "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
          "type": ["VerifiableCredential", "AlumniCredential"],
          "name": "Alumni Credential",
          "description": "A minimum viable example of an Alumni Credential.",
          "issuer": "https://vc.example/issuers/5678",
          "validFrom": "2023-01-01T00:00:00Z",
          "credentialSubject": { "id": "did:example:abcdefgh", "alumniOf": "The School of Examples" }
        }
        """;

    static readonly DateTime Created = new(2023, 2, 24, 23, 36, 38, DateTimeKind.Utc);

    static Ed25519Key Key
    {
        get
        {
            Base58.TryDecode(SecretKey, out var bytes).ShouldBeTrue();
            bytes.AsSpan(0, 2).SequenceEqual((ReadOnlySpan<byte>)[0x80, 0x26]).ShouldBeTrue();
            return Ed25519Key.FromSeed(bytes.AsSpan(2));
        }
    }

    static JsonObject Document(string text) => CanonicalJson.Parse(Encoding.UTF8.GetBytes(text))!.AsObject();

    [Fact]
    public void The_key_pair_is_read_as_published() => Multikey.Encode(Key.PublicKey.Span).ShouldBe(PublicKey);

    [Fact]
    public void The_hashes_are_those_published()
    {
        var proof = DataIntegrity.Sign(Document(Unsigned), Key, Created)["proof"]!.AsObject();
        proof.Remove("proofValue");
        Convert.ToHexStringLower(DataIntegrity.HashData(proof, Document(Unsigned))).ShouldBe(ProofHash + DocumentHash);
    }

    [Fact]
    public void The_signature_is_the_one_published()
    {
        var signed = DataIntegrity.Sign(Document(Unsigned), Key, Created);
        signed["proof"]!["proofValue"]!.GetValue<string>().ShouldBe(ProofValue);
        Credential.Verify(CanonicalJson.Utf8(signed), Key.PublicKey.Span, Created).Code.ShouldBe("credential.valid");
    }

    /// <summary>An earlier draft of the example names the key by a URL of the issuer: the signature holds, the name is not ours.</summary>
    [Fact]
    public void A_proof_by_the_right_key_under_another_name_is_not_trusted()
    {
        var signed = Document(Unsigned);
        var options = Document($$"""
            {
              "type": "DataIntegrityProof",
              "cryptosuite": "eddsa-jcs-2022",
              "created": "2023-02-24T23:36:38Z",
              "verificationMethod": "https://vc.example/issuers/5678#{{PublicKey}}",
              "proofPurpose": "assertionMethod",
              "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
            }
            """);
        const string value = "63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4";
        Base58.TryDecode(value, out var signature).ShouldBeTrue();
        Ed25519.Verify(Key.PublicKey.Span, DataIntegrity.HashData(options, signed), signature).ShouldBeTrue();

        options["proofValue"] = "z" + value;
        signed["proof"] = options;
        Credential.Verify(CanonicalJson.Utf8(signed), Key.PublicKey.Span, Created).Fault.ShouldBe(CredentialFault.MethodNotTrusted);
    }
}
