using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>机构签名证书 — an X.509 certificate an organization issues to itself, to sign what it hands out.</summary>
public static class OrganizationCertificate
{
    /// <summary>Bits of a key that stays acceptable for as long as certificates are kept (GM/T and NIST SP 800-57 alike).</summary>
    public const int KeyBitsMin = 3072;

    const string DocumentSigning = "1.3.6.1.5.5.7.3.36";

    /// <param name="from">UTC.</param>
    /// <param name="to">UTC.</param>
    /// <returns>The certificate with its private key; the same key, name and term always give the same bytes.</returns>
    /// <exception cref="ArgumentException">The key is too short or the term is none.</exception>
    public static X509Certificate2 SelfSigned(string organizationName, DateTime from, DateTime to, RSA key)
    {
        if (key.KeySize < KeyBitsMin)
            throw new ArgumentException($"An organization's key has at least {KeyBitsMin} bits.", nameof(key));
        if (from.Kind != DateTimeKind.Utc || to.Kind != DateTimeKind.Utc || from >= to)
            throw new ArgumentException("A term runs from an earlier to a later time, both in UTC.", nameof(to));

        // The builder encodes its parts in reverse: the country comes first in the certificate.
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(organizationName);
        name.AddOrganizationName(organizationName);
        name.AddCountryOrRegion("CN");
        var subject = name.Build();

        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(DocumentSigning)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));

        using var bare = request.Create(
            subject, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), from, to, SerialNumber(subject, from, to, key));
        return bare.CopyWithPrivateKey(key);
    }

    /// <summary>Unique because it is a digest of all that makes the certificate, and positive as RFC 5280 wants.</summary>
    static byte[] SerialNumber(X500DistinguishedName subject, DateTime from, DateTime to, RSA key)
    {
        var term = Encoding.ASCII.GetBytes($"{from:yyyyMMddHHmmss}/{to:yyyyMMddHHmmss}");
        var digest = SHA256.HashData([.. subject.RawData, .. key.ExportSubjectPublicKeyInfo(), .. term]);
        var serial = digest[..16];
        serial[0] = (byte)(serial[0] & 0x7F | 0x40);
        return serial;
    }
}
