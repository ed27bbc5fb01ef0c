using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Tests.Pdf;

public sealed class PdfSignerTests
{
    static readonly byte[] Signed = PdfSigner.Sign(Samples.Small(), Samples.Signer, Samples.Signing);

    [Fact]
    public void A_stranger_s_checker_finds_the_signature_valid_over_the_whole_document()
    {
        var found = PdfTool.Run(Signed, "pdfsig", "-nocert", "FILE").Printed;
        found.ShouldContain("Signature is Valid.");
        found.ShouldContain("Total document signed");
        found.ShouldContain("Signature Type: ETSI.CAdES.detached");
        found.ShouldContain("Signing Hash Algorithm: SHA-256");
        found.ShouldContain("Signer Certificate Common Name: 示例数据登记中心");
        PdfTool.Run(Signed, "qpdf", "--check", "FILE").Printed.ShouldContain("No syntax or stream encoding errors");
    }

    [Fact]
    public void The_same_document_and_key_give_the_same_bytes()
        => PdfSigner.Sign(Samples.Small(), Samples.Signer, Samples.Signing).ShouldBe(Signed);

    [Fact]
    public void The_unsigned_document_stands_unchanged_at_the_beginning()
        => Signed[..Samples.Small().Length].ShouldBe(Samples.Small());

    [Fact]
    public void The_check_tells_who_signed_when_and_what_the_document_carries()
    {
        var found = PdfVerifier.Verify(Signed, [Samples.Signer]);

        found.Fault.ShouldBeNull(found.Detail);
        found.Signer!.Thumbprint.ShouldBe(Samples.Signer.Thumbprint);
        found.SignedAt.ShouldBe(Samples.At);
        (found.Reason, found.Location).ShouldBe(("数据资产登记", "北京"));
        var carried = found.Attachment("data.json").ShouldNotBeNull();
        carried.Content.ToArray().ShouldBe("{\"a\":1}"u8.ToArray());
        (carried.MimeType, carried.Relationship, carried.Modified, carried.Description)
            .ShouldBe(("application/json", AttachmentRelationship.Data, Samples.At, "凭证"));
    }

    [Fact]
    public void No_byte_can_change_unnoticed()
    {
        // Every byte of the signature and its surroundings, where a digest alone does not watch, and every seventh before.
        var (copy, unsigned) = (Signed.ToArray(), Samples.Small().Length);
        for (var at = 0; at < copy.Length; at += at < unsigned ? 7 : 1)
        {
            // Bit 5 is what tells small letters from capitals, which some parts of the format do not mind.
            var bit = (byte)(at % 2 == 0 ? 0x20 : 1 << at % 8);
            copy[at] ^= bit;
            PdfVerifier.Verify(copy).Holds.ShouldBeFalse($"byte {at}");
            copy[at] ^= bit;
        }
    }

    [Fact]
    public void Nothing_can_be_added_or_taken_away()
    {
        PdfVerifier.Verify(Signed.Append((byte)'\n').ToArray()).Fault.ShouldBe(PdfFault.NotWhollySigned);
        PdfVerifier.Verify(Signed.AsMemory(0, Signed.Length - 1)).Fault.ShouldBe(PdfFault.NotWhollySigned);
        PdfVerifier.Verify(Samples.Small()).Fault.ShouldBe(PdfFault.NotSignedOnce);
    }

    [Fact]
    public void Changed_content_and_a_changed_signature_are_told_apart()
    {
        var changed = Signed.ToArray();
        changed[changed.AsSpan().IndexOf("stream\n"u8) + 20] ^= 1;
        PdfVerifier.Verify(changed).Fault.ShouldBe(PdfFault.Changed);
    }

    [Fact]
    public void A_signer_nobody_trusts_is_named_but_not_accepted()
    {
        using var key = RSA.Create(OrganizationCertificate.KeyBitsMin);
        using var other = OrganizationCertificate.SelfSigned("示例数据登记中心", Samples.At.AddDays(-1), Samples.At.AddYears(1), key);
        var forged = PdfSigner.Sign(Samples.Small(), other, Samples.Signing);

        PdfVerifier.Verify(forged).Holds.ShouldBeTrue();
        PdfVerifier.Verify(forged, [Samples.Signer]).Fault.ShouldBe(PdfFault.UnknownSigner);
    }

    [Fact]
    public void A_signature_outside_the_certificate_s_term_does_not_hold()
    {
        var late = PdfSigner.Sign(Samples.Small(), Samples.Signer, Samples.Signing with { At = Samples.At.AddYears(11) });
        PdfVerifier.Verify(late).Fault.ShouldBe(PdfFault.OutsideTerm);
    }

    [Fact]
    public void What_is_signed_already_or_no_document_or_without_an_rsa_key_is_not_signed()
    {
        Refused(Signed, Samples.Signer).ShouldContain("signed already");
        Refused([1, 2, 3], Samples.Signer).ShouldContain("cannot be signed");

        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=x", curve, HashAlgorithmName.SHA256)
            .CreateSelfSigned(new DateTimeOffset(Samples.At), new DateTimeOffset(Samples.At.AddDays(1)));
        Refused(Samples.Small(), certificate).ShouldContain("RSA");

        static string Refused(byte[] document, X509Certificate2 signer)
            => Should.Throw<ArgumentException>(() => PdfSigner.Sign(document, signer, Samples.Signing)).Message;
    }

    [Fact]
    public void An_organization_s_certificate_is_the_same_for_the_same_key_and_term_and_good_for_documents_only()
    {
        using var again = OrganizationCertificate.SelfSigned("示例数据登记中心", Samples.At.AddDays(-1), Samples.At.AddYears(10), Samples.Key);
        again.RawData.ShouldBe(Samples.Signer.RawData);
        again.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages
            .ShouldBe(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation);
        again.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority.ShouldBeFalse();

        using var small = RSA.Create(2048);
        Should.Throw<ArgumentException>(() => OrganizationCertificate.SelfSigned("甲", Samples.At, Samples.At.AddYears(1), small));
        Should.Throw<ArgumentException>(() => OrganizationCertificate.SelfSigned("甲", Samples.At, Samples.At, Samples.Key));
    }
}
