using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Similarity;

/// <summary>申请前相似性自查 — a holder learns before filing that the register has much the same data already: how alike, and which
/// certificate stands on it. Whose filing is still running is nobody else's business.</summary>
internal static class CheckSimilar
{
    /// <param name="Own">The caller's organization holds it too.</param>
    internal sealed record View(
        int Percent, bool SameSchema, bool Own, string? Title, string? HolderName, string? CertificateNumber, Stage? Stage);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/similar/{resource:guid}", Handle).OpenTo("registration:read", Role.Steward).WithName(nameof(CheckSimilar))
        .WithSummary("申请前相似性自查");

    static async Task<Results<Ok<List<View>>, ProblemHttpResult>> Handle(
        Guid resource, HttpContext context, AppDb db, ICatalog catalog, Similars similars, PartyNames parties, CallerBox box,
        CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        if (await catalog.Find(new(resource), ct) is not { } card || card.Holder != own) return Refusals.SubjectMissing.Problem(context);
        var found = await similars.Find(card.Id, ct);
        var ids = found.Select(s => s.Resource).ToList();
        var certificates = (await db.Set<Certificate>().AsNoTracking().Where(c => ids.Contains(c.ResourceId)
            && (c.Status == CertificateStatus.Valid || c.Status == CertificateStatus.Suspended)).OrderBy(c => c.Id).Take(Paging.TakeMax)
            .ToListAsync(ct)).ToLookup(c => c.ResourceId);
        var filings = (await db.Set<Filing>().AsNoTracking().Where(f => ids.Contains(f.ResourceId) && f.ApplicantId == own)
            .OrderBy(f => f.Id).Take(Paging.TakeMax).Select(f => new { f.ResourceId, f.Stage, f.ResourceTitle }).ToListAsync(ct))
            .ToLookup(f => f.ResourceId);
        return TypedResults.Ok(found.Select(s =>
        {
            var (certificate, mine) = (certificates[s.Resource].LastOrDefault(), filings[s.Resource].LastOrDefault());
            return new View(s.Percent, s.SameSchema, s.Holder == own, certificate?.Facts.Resource.Title ?? mine?.ResourceTitle,
                certificate?.Facts.HolderName, certificate?.Number, mine?.Stage);
        }).ToList());
    }
}
