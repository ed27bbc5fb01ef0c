using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Evidence.Sealing;

/// <summary>密钥公布 — the node's signing keys as a fact in its own log: with the log's key alone, whoever verifies knows all others.</summary>
/// <param name="RegistryKey">Ed25519 as W3C Multikey.</param>
/// <param name="SealCertificateSha256">Over the X.509 certificate (DER) that PDF renderings are sealed with.</param>
internal sealed record KeysPublished(string RegistryKey, string SealCertificateSha256) : Fact
{
    public const string FactKind = "evidence.keys-published/1";
    public override string Kind => FactKind;
}

/// <summary>签章 — the certificate of the node's seal, made once for the platform's name,
/// and published in the log before it is used.</summary>
internal sealed class PublishedKeys(AppDb db, NodeKeys keys, HostSettings node, IParties parties, IClock clock) : INodeSeal
{
    const int YearsValid = 20;

    public string Subject => node.Urn("node", Guid.Empty);

    public async Task<X509Certificate2> Certificate(CancellationToken ct)
    {
        var path = Path.Combine(node.Folder("keys"), "seal.crt");
        if (!File.Exists(path))
        {
            var from = clock.Now.Date;
            using var made =
                OrganizationCertificate.SelfSigned((await parties.Platform(ct)).Name, from, from.AddYears(YearsValid), keys.Seal);
            await File.WriteAllBytesAsync(path + ".new", made.Export(X509ContentType.Cert), ct);
            File.Move(path + ".new", path, overwrite: true);
        }
        return X509CertificateLoader.LoadCertificateFromFile(path).CopyWithPrivateKey(keys.Seal);
    }

    /// <returns>False while the node has no platform organization yet.</returns>
    public async Task<bool> Publish(CancellationToken ct)
    {
        if (!await parties.HasPlatform(ct)) return false;
        using var certificate = await Certificate(ct);
        var fact = new KeysPublished(
            Multikey.Encode(keys.Registry.PublicKey.Span), Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));
        var newest = await db.Set<JournalEntry>().Where(e => e.Subject == Subject && e.Kind == KeysPublished.FactKind)
            .OrderByDescending(e => e.Seq).Select(e => e.Envelope).FirstOrDefaultAsync(ct);
        if (newest is not null && newest.Contains(fact.RegistryKey, StringComparison.Ordinal)
            && newest.Contains(fact.SealCertificateSha256, StringComparison.Ordinal)) return true;
        db.Record(Subject, fact);
        await db.SaveChangesAsync(ct);
        return true;
    }
}
