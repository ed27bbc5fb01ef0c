using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Certificates;

/// <summary>登记证书列表 — the caller's own, or all of them for the registry's staff.</summary>
internal static class ListCertificates
{
    internal sealed record Line(
        Guid Id, string Number, CertificateStatus Status, string? StatusReason, Guid ResourceId, string ResourceTitle, Guid HolderId,
        string HolderName,
        IReadOnlyList<RightKind> Rights, DateOnly IssuedOn, DateOnly? ValidUntil, Guid FilingId, string Pack);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/certificates", Handle).OpenToSignedIn("registration:read").WithName(nameof(ListCertificates)).WithSummary("登记证书列表");

    static async Task<Ok<Page<Line>>> Handle(
        string? after, int? take, AppDb db, CallerBox box, IClock clock, CancellationToken ct)
    {
        var (size, own, today) = (Paging.Size(take), new OrganizationId(box.Known.OrganizationId), LegalDay.Of(clock.Now));
        var rows = db.Set<Certificate>().AsNoTracking();
        if (!FilingViews.Staff.Any(box.Known.Is)) rows = rows.Where(c => c.HolderId == own);
        if (Paging.After<CertificateId>(after) is { } cursor) rows = rows.Where(c => c.Id.CompareTo(cursor) < 0);
        var found = Paging.Cut(await rows.OrderByDescending(c => c.Id).Take(size + 1).ToListAsync(ct), size, c => c.Id.Value.ToString());
        return TypedResults.Ok(new Page<Line>([.. found.Items.Select(c => new Line(
            c.Id.Value, c.Number, c.On(today), c.StatusReason, c.ResourceId.Value, c.Facts.Resource.Title, c.HolderId.Value,
            c.Facts.HolderName,
            [.. c.Facts.Rights.Select(r => r.Kind)], c.IssuedOn, c.ValidUntil, c.FilingId.Value, c.PackId))], found.Next));
    }
}
