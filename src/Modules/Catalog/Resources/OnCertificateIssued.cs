namespace Yuanliu.Catalog.Resources;

/// <summary>登记后公开 — once a certificate is issued, the catalog shows its number and the public may see the entry.</summary>
internal sealed class OnCertificateIssued(AppDb db, IRegister register) : IReceive<CertificateIssued>
{
    public async Task Receive(Guid factId, CertificateIssued fact, CancellationToken ct)
    {
        var (id, holder) = (new ResourceId(fact.Resource), new OrganizationId(fact.Holder));
        if (await db.Set<Resource>().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } resource) return;
        if (resource.CertificateNumber is { } shown && !await Succeeds(shown, fact, holder == resource.Holder, ct)) return;
        resource.CertificateNumber = fact.Number;
    }

    /// <summary>Proofs of a pledge and licences to others are issued too: what is shown is the certificate of the holder's own right, and
    /// another's only where that stands no more.</summary>
    async Task<bool> Succeeds(string shown, CertificateIssued fact, bool own, CancellationToken ct)
        => fact.Rights is [var right, ..]
            && (await register.Holds(new(fact.Holder), new(fact.Resource), right, ct))?.Number == fact.Number
            && (own || await register.Find(shown, ct) is not { Status: CertificateStatus.Valid });
}
