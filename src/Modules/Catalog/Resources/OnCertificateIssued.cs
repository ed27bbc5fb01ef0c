namespace Yuanliu.Catalog.Resources;

/// <summary>登记后公开 — once a certificate is issued, the catalog shows its number and the public may see the entry.</summary>
internal sealed class OnCertificateIssued(AppDb db) : IReceive<CertificateIssued>
{
    public async Task Receive(Guid factId, CertificateIssued fact, CancellationToken ct)
    {
        var id = new ResourceId(fact.Resource);
        if (await db.Set<Resource>().SingleOrDefaultAsync(r => r.Id == id, ct) is { } resource) resource.CertificateNumber = fact.Number;
    }
}
