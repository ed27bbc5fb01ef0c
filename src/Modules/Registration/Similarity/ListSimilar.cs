using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Similarity;

/// <summary>相似资源提示 — tells the registrar that the register has the same data already, before anybody has to compare.</summary>
internal static class ListSimilar
{
    internal sealed record View(
        Guid ResourceId, string HolderName, int Percent, bool SameSchema, string? FilingNumber, Stage? Stage, string? CertificateNumber);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/filings/{id:guid}/similar", Handle).OpenTo("registration:read", Role.Registrar).WithName(nameof(ListSimilar))
        .WithSummary("相似资源提示");

    static async Task<Results<Ok<List<View>>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, Similars similars, PartyNames parties, CancellationToken ct)
    {
        var wanted = new FilingId(id);
        if (await db.Set<Filing>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == wanted, ct) is not { } filing)
            return Refusals.NoSuchFiling.Problem(context);
        var found = await similars.Find(filing.ResourceId, ct);
        var resources = found.Select(s => s.Resource).ToList();
        var filings = await db.Set<Filing>().AsNoTracking().Where(f => resources.Contains(f.ResourceId)).OrderBy(f => f.Id)
            .Select(f => new { f.ResourceId, f.Number, f.Stage, f.CertificateNumber }).Take(Paging.TakeMax).ToListAsync(ct);
        var names = await parties.Organizations(found.Select(s => s.Holder), ct);
        return TypedResults.Ok(found.Select(s =>
        {
            var last = filings.LastOrDefault(f => f.ResourceId == s.Resource);
            return new View(s.Resource.Value, names.GetValueOrDefault(s.Holder.Value, ""), s.Percent, s.SameSchema, last?.Number,
                last?.Stage,
                last?.CertificateNumber);
        }).ToList());
    }
}
