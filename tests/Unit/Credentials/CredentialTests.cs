using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Tests;

public class CredentialTests
{
    static readonly Ed25519Key Key = Ed25519Key.FromSeed(Enumerable.Repeat((byte)7, 32).ToArray());
    static readonly Ed25519Key Other = Ed25519Key.FromSeed(Enumerable.Repeat((byte)8, 32).ToArray());
    static readonly DateTime From = new(2026, 3, 17, 1, 2, 3, DateTimeKind.Utc);
    static readonly DateTime Until = From.AddYears(3);

    internal static Credential Certificate => new()
    {
        Id = "urn:yuanliu:dl:certificate:0198a3c1",
        Issuer = VerificationMethods.Did(Key.PublicKey.Span),
        Types = ["DataRegistrationCertificate"],
        Contexts = ["https://www.w3.org/ns/credentials/undefined-terms/v2"],
        Name = "数据资源登记证书",
        ValidFrom = From,
        ValidUntil = Until,
        Subject = new() { ["id"] = "urn:yuanliu:dl:party:91530000", ["holds"] = new JsonArray("持有权", "使用权"), ["rows"] = 420768 },
        Status = [new("https://dl.example/status/1", 94_567, StatusPurpose.Revocation)],
    };

    static readonly byte[] Signed = Certificate.Sign(Key, From);

    static CredentialCheck Verify(byte[] utf8) => Credential.Verify(utf8, Key.PublicKey.Span, From);

    static CredentialCheck VerifyEdited(Action<JsonObject> edit)
    {
        var document = CanonicalJson.Parse(Signed)!.AsObject();
        edit(document);
        return Verify(CanonicalJson.Utf8(document));
    }

    /// <summary>Signed anew after the edit, so that only the structure can be at fault.</summary>
    static CredentialCheck VerifySigned(Action<JsonObject> edit)
    {
        var document = Certificate.ToJson();
        edit(document);
        return Verify(CanonicalJson.Utf8(DataIntegrity.Sign(document, Key, From)));
    }

    [Fact]
    public void A_signed_certificate_verifies_with_nothing_but_the_key()
    {
        var check = Verify(Signed);
        check.Passed.ShouldBeTrue(check.Detail);
        check.Document!["credentialSubject"]!["holds"]![0]!.GetValue<string>().ShouldBe("持有权");
        Verify(Encoding.UTF8.GetBytes(CanonicalJson.Parse(Signed)!.ToJsonString(new() { WriteIndented = true }))).Passed.ShouldBeTrue();
    }

    [Fact]
    public void Signing_the_same_at_the_same_time_gives_the_same_bytes() => Certificate.Sign(Key, From).ShouldBe(Signed);

    [Fact]
    public void A_change_of_any_byte_is_caught()
    {
        for (var at = 0; at < Signed.Length; at++)
        {
            foreach (var flip in new byte[] { 1, 0x20 })
            {
                var changed = Signed.ToArray();
                changed[at] ^= flip;
                Verify(changed).Passed.ShouldBeFalse($"byte {at} ^ {flip}");
            }
        }
    }

    [Fact]
    public void A_missing_or_added_byte_is_caught_unless_it_is_white_space()
    {
        for (var at = 0; at < Signed.Length; at++)
        {
            Verify([.. Signed[..at], .. Signed[(at + 1)..]]).Passed.ShouldBeFalse($"without byte {at}");
            Verify([.. Signed[..at], (byte)'1', .. Signed[at..]]).Passed.ShouldBeFalse($"with a digit before byte {at}");
        }
        Verify([.. Signed, (byte)'\n']).Passed.ShouldBeTrue();
    }

    [Fact]
    public void Whatever_is_sent_verification_answers_and_does_not_throw()
        => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<ushort>(), (noise, where) =>
        {
            var at = where % Signed.Length;
            var end = Math.Min(Signed.Length, at + noise.Length);
            return !Verify(noise).Passed && (noise.Length == 0 || !Verify([.. Signed[..at], .. noise, 0, .. Signed[end..]]).Passed);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_value_of_the_wrong_kind_anywhere_is_refused_and_does_not_throw()
    {
        JsonNode?[] values = [null, true, 3, "x", new JsonArray(), new JsonArray(1, null), new JsonObject(), new JsonObject { ["id"] = 1 }];
        foreach (var (key, _) in CanonicalJson.Parse(Signed)!.AsObject())
            foreach (var value in values)
                VerifyEdited(d => d[key] = value?.DeepClone()).Passed.ShouldBeFalse($"{key} = {value?.ToJsonString()}");
        foreach (var (key, _) in CanonicalJson.Parse(Signed)!["proof"]!.AsObject())
            foreach (var value in values)
                VerifyEdited(d => d["proof"]![key] = value?.DeepClone()).Passed.ShouldBeFalse($"proof.{key} = {value?.ToJsonString()}");
    }

    [Fact]
    public void Each_fault_of_the_proof_has_its_code()
    {
        VerifyEdited(d => d.Remove("proof")).Code.ShouldBe("credential.proof-missing");
        VerifyEdited(d => d["proof"]!["cryptosuite"] = "eddsa-rdfc-2022").Code.ShouldBe("credential.suite-unknown");
        VerifyEdited(d => d["proof"]!["proofPurpose"] = "authentication").Code.ShouldBe("credential.purpose-wrong");
        VerifyEdited(d => d["proof"]!["created"] = "2026-03-17").Code.ShouldBe("credential.proof-malformed");
        VerifyEdited(d => d["proof"]!["proofValue"] = "u123").Code.ShouldBe("credential.proof-malformed");
        VerifyEdited(d => d["proof"]!["expires"] = "2026-03-17T01:02:02Z").Code.ShouldBe("credential.proof-expired");
        VerifyEdited(d => d["proof"]!["note"] = "added").Code.ShouldBe("credential.signature-wrong");
        VerifyEdited(d => d["@context"]!.AsArray().Add("https://evil.example/v1")).Code.ShouldBe("credential.context-changed");
        VerifyEdited(d => d["credentialSubject"]!["rows"] = 420769).Code.ShouldBe("credential.signature-wrong");
    }

    [Fact]
    public void Only_the_expected_key_is_trusted()
    {
        Credential.Verify(Certificate.Sign(Other, From), Key.PublicKey.Span, From).Fault.ShouldBe(CredentialFault.MethodNotTrusted);
        var renamed = CanonicalJson.Parse(Certificate.Sign(Other, From))!;
        renamed["proof"]!["verificationMethod"] = VerificationMethods.Of(Key.PublicKey.Span);
        Verify(CanonicalJson.Utf8(renamed)).Fault.ShouldBe(CredentialFault.SignatureWrong);
    }

    [Fact]
    public void Each_fault_of_the_structure_has_its_code()
    {
        VerifySigned(d => d["@context"]!.AsArray().RemoveAt(0)).Code.ShouldBe("credential.context-wrong");
        VerifySigned(d => d["@context"] = "https://www.w3.org/ns/credentials/v2").Code.ShouldBe("credential.context-wrong");
        VerifySigned(d => d["type"] = "DataRegistrationCertificate").Code.ShouldBe("credential.type-wrong");
        VerifySigned(d => d["id"] = "0198a3c1").Code.ShouldBe("credential.id-wrong");
        VerifySigned(d => d.Remove("issuer")).Code.ShouldBe("credential.issuer-wrong");
        VerifySigned(d => d["issuer"] = "大理登记机构").Code.ShouldBe("credential.issuer-wrong");
        VerifySigned(d => d["credentialSubject"] = new JsonObject()).Code.ShouldBe("credential.subject-wrong");
        VerifySigned(d => d["validFrom"] = "2026-03-17T01:02:03").Code.ShouldBe("credential.validity-wrong");
        VerifySigned(d => d["validUntil"] = "2026-02-30T00:00:00Z").Code.ShouldBe("credential.validity-wrong");
        VerifySigned(d => d["validUntil"] = "2026-03-17T01:02:02Z").Code.ShouldBe("credential.validity-wrong");
        VerifySigned(d => d["credentialStatus"] = new JsonObject { ["id"] = "urn:x" }).Code.ShouldBe("credential.status-wrong");
        VerifySigned(d => d["credentialStatus"]![0]!["statusListIndex"] = 94_567).Code.ShouldBe("credential.status-wrong");
        VerifySigned(d => d["credentialStatus"]![0]!["statusListIndex"] = "-1").Code.ShouldBe("credential.status-wrong");
        VerifySigned(d => d["credentialStatus"]![0]!["statusPurpose"] = "refresh").Code.ShouldBe("credential.status-wrong");
    }

    [Fact]
    public void The_forms_the_standard_leaves_free_are_accepted()
    {
        VerifySigned(d => d["type"] = "VerifiableCredential").Passed.ShouldBeTrue();
        VerifySigned(d => d["issuer"] = new JsonObject { ["id"] = "https://dl.example", ["name"] = "大理州" }).Passed.ShouldBeTrue();
        VerifySigned(d => d["credentialSubject"] = new JsonArray(new JsonObject { ["a"] = 1 }, new JsonObject { ["b"] = 2 }))
            .Passed.ShouldBeTrue();
        VerifySigned(d => d["validFrom"] = "2026-03-17T09:02:03.5+09:00").Passed.ShouldBeTrue();
        VerifySigned(d => d["credentialStatus"] = new JsonObject { ["type"] = "OtherStatus" }).Passed.ShouldBeTrue();
        VerifySigned(d => { foreach (var key in new[] { "id", "name", "validFrom", "validUntil", "credentialStatus" }) d.Remove(key); })
            .Passed.ShouldBeTrue();
    }

    [Fact]
    public void A_certificate_holds_from_its_first_to_its_last_second()
    {
        CredentialCheck At(DateTime at) => Credential.Verify(Signed, Key.PublicKey.Span, at);

        At(From.AddSeconds(-1)).Fault.ShouldBe(CredentialFault.NotYetValid);
        At(From).Passed.ShouldBeTrue();
        At(Until).Passed.ShouldBeTrue();
        At(Until.AddSeconds(1)).Fault.ShouldBe(CredentialFault.Expired);
    }

    [Fact]
    public void What_would_not_verify_is_not_signed()
    {
        Should.Throw<ArgumentException>(() => (Certificate with { Issuer = "nobody" }).Sign(Key, From));
        Should.Throw<ArgumentException>(() => (Certificate with { ValidUntil = From.AddDays(-1) }).Sign(Key, From));
        Should.Throw<ArgumentException>(() => (Certificate with { ValidFrom = new(2026, 3, 17) }).Sign(Key, From));
        Should.Throw<ArgumentException>(() => DataIntegrity.Sign(CanonicalJson.Parse(Signed)!.AsObject(), Key, From));
    }

    /// <summary>Codes reach users and evidence: renaming one is a migration, not a refactoring.</summary>
    [Fact]
    public void The_codes_are_pinned()
        => Enum.GetValues<CredentialFault>().Select(f => new CredentialCheck(f, "", null).Code["credential.".Length..]).ShouldBe(
        [
            "not-json", "context-wrong", "type-wrong", "id-wrong", "issuer-wrong", "subject-wrong", "validity-wrong", "status-wrong",
            "proof-missing", "proof-malformed", "suite-unknown", "purpose-wrong", "proof-expired", "method-not-trusted",
            "context-changed", "signature-wrong", "not-yet-valid", "expired", "status-list-wrong", "revoked", "suspended",
        ]);
}
