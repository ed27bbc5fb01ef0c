namespace Yuanliu.Catalog.Resources;

/// <summary>公共目录 — what anyone may know of registered resources: never a value, never a file.</summary>
internal static class PublicCatalog
{
    internal sealed record FieldView(string Title, string Class, int Level);
    internal sealed record View(
        Guid Id, string Title, string Description, string Classification, string? HolderName, long Rows, int Level,
        string CertificateNumber, IReadOnlyList<FieldView> Fields);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/public/resources", Handle).OpenToAnyone().WithName("ListPublicResources").WithSummary("公共目录");

    static async Task<Ok<Page<View>>> Handle(string? q, string? after, int? take, AppDb db, IParties parties, CancellationToken ct)
    {
        var size = Paging.Size(take);
        var rows = db.Set<Resource>().AsNoTracking().Include(r => r.Fields.OrderBy(f => f.Ordinal)).Where(r => r.CertificateNumber != null);
        if (q is { Length: > 0 }) rows = rows.Where(r => r.Title.Contains(q) || r.Description.Contains(q) || r.CertificateNumber == q);
        if (Paging.After<ResourceId>(after) is { } cursor) rows = rows.Where(r => r.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(r => r.Id).Take(size + 1).ToListAsync(ct);
        var names = await parties.OrganizationNames(found.Select(r => r.Holder.Value), ct);
        return TypedResults.Ok(Paging.Cut(found.ConvertAll(r => new View(
            r.Id.Value, r.Title, r.Description, r.Classification, names.GetValueOrDefault(r.Holder.Value), r.Rows, r.Level,
            r.CertificateNumber!,
            [.. r.Fields.Select(f => new FieldView(f.Title, f.Class, f.Level))])), size, v => v.Id.ToString()));
    }
}
