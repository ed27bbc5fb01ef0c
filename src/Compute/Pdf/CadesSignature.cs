using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Yuanliu.Compute.Pdf;

/// <summary>A detached CMS signature as PAdES asks for it (ETSI EN 319 142-1, level B-B; ETSI EN 319 122-1; RFC 5652, RFC 5035).</summary>
/// <remarks>
/// There is exactly one spelling: SHA-256, RSA with PKCS #1 v1.5, which needs no random numbers, and the three signed attributes
/// content-type, message-digest and signing-certificate-v2. So the same document and key always give the same bytes, and
/// the reader can demand that very spelling: no byte of a signature can be altered unnoticed, not even one that CMS leaves unsigned.
/// The signing time is not an attribute; it stands in the signature dictionary, where the signature covers it.
/// </remarks>
internal static class CadesSignature
{
    const string Data = "1.2.840.113549.1.7.1";
    const string SignedData = "1.2.840.113549.1.7.2";
    const string Sha256 = "2.16.840.1.101.3.4.2.1";
    const string Rsa = "1.2.840.113549.1.1.1";
    const string ContentType = "1.2.840.113549.1.9.3";
    const string MessageDigest = "1.2.840.113549.1.9.4";
    const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    /// <summary>A forged key of enormous size would keep the reader busy for minutes.</summary>
    const int KeyBitsMax = 8192;

    static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    static readonly Asn1Tag Context4 = new(TagClass.ContextSpecific, 4, isConstructed: true);

    public static byte[] Sign(ReadOnlySpan<byte> digest, X509Certificate2 signer, RSA key)
    {
        var attributes = SignedAttributes(digest, signer).Encode();
        return Spell(signer, digest, key.SignData(attributes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <returns>The signer, or the reason why the signature does not stand.</returns>
    public static (X509Certificate2? Signer, PdfFault? Fault) Check(byte[] signature, byte[] content)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.Decode(signature);
        if (cms is not { Certificates: [var signer], SignerInfos.Count: 1 }
            || signer.GetRSAPublicKey() is not { KeySize: <= KeyBitsMax } key)
            return (null, PdfFault.BadSignature);

        var digest = SHA256.HashData(content);
        var given = cms.SignerInfos[0].GetSignature();
        var attributes = SignedAttributes(digest, signer).Encode();
        if (!signature.AsSpan().SequenceEqual(Spell(signer, digest, given)))
        {
            var stated = cms.SignerInfos[0].SignedAttributes.Cast<CryptographicAttributeObject>()
                .FirstOrDefault(a => a.Oid.Value == MessageDigest)?.Values is [Pkcs9MessageDigest d] ? d.MessageDigest : [];
            return (null, stated.AsSpan().SequenceEqual(digest) ? PdfFault.BadSignature : PdfFault.Changed);
        }

        return key.VerifyData(attributes, given, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ? (signer, null)
            : (null, PdfFault.BadSignature);
    }

    static AsnWriter SignedAttributes(ReadOnlySpan<byte> digest, X509Certificate2 signer)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        WriteAttributes(writer, Asn1Tag.SetOf, digest, signer);
        return writer;
    }

    /// <summary>Signed as a SET, sent under a context tag (RFC 5652, 5.4).</summary>
    static void WriteAttributes(AsnWriter writer, Asn1Tag tag, ReadOnlySpan<byte> digest, X509Certificate2 signer)
    {
        using (writer.PushSetOf(tag))
        {
            using (Attribute(writer, ContentType))
            using (writer.PushSetOf())
                writer.WriteObjectIdentifier(Data);

            using (Attribute(writer, MessageDigest))
            using (writer.PushSetOf())
                writer.WriteOctetString(digest);

            // ESSCertIDv2 with its default, SHA-256, and the issuer and serial number.
            using (Attribute(writer, SigningCertificateV2))
            using (writer.PushSetOf())
            using (writer.PushSequence())
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteOctetString(SHA256.HashData(signer.RawDataMemory.Span));
                using (writer.PushSequence())
                {
                    using (writer.PushSequence())
                    using (writer.PushSequence(Context4))
                        writer.WriteEncodedValue(signer.IssuerName.RawData);
                    writer.WriteInteger(signer.SerialNumberBytes.Span);
                }
            }
        }
    }

    static AsnWriter.Scope Attribute(AsnWriter writer, string type)
    {
        var scope = writer.PushSequence();
        writer.WriteObjectIdentifier(type);
        return scope;
    }

    static byte[] Spell(X509Certificate2 signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedData);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                    Algorithm(writer, Sha256);
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier(Data);
                using (writer.PushSetOf(Context0))
                    writer.WriteEncodedValue(signer.RawDataMemory.Span);
                using (writer.PushSetOf())
                    WriteSigner(writer, signer, digest, signature);
            }
        }

        return writer.Encode();
    }

    static void WriteSigner(AsnWriter writer, X509Certificate2 signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(signer.IssuerName.RawData);
                writer.WriteInteger(signer.SerialNumberBytes.Span);
            }

            Algorithm(writer, Sha256);
            WriteAttributes(writer, Context0, digest, signer);
            Algorithm(writer, Rsa);
            writer.WriteOctetString(signature);
        }
    }

    static void Algorithm(AsnWriter writer, string identifier)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(identifier);
            writer.WriteNull();
        }
    }
}
