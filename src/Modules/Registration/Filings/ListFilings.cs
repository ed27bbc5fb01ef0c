using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>登记申请列表 — the caller's own, or all of them for the registry's staff.</summary>
internal static class ListFilings
{
    internal sealed record Line(
        Guid Id, string Number, string ResourceTitle, string ApplicantName, Stage Stage, RunningClock? Clock, DateTime At,
        string? CertificateNumber, string Pack);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/filings", Handle).OpenToSignedIn("registration:read").WithName(nameof(ListFilings)).WithSummary("登记申请列表");

    static async Task<Ok<Page<Line>>> Handle(
        Stage? stage, string? after, int? take, AppDb db, FilingViews views, PinnedPacks packs, PartyNames parties, CancellationToken ct)
    {
        var size = Paging.Size(take);
        var rows = views.Visible(db);
        if (stage is { } wanted) rows = rows.Where(f => f.Stage == wanted);
        if (Paging.After<FilingId>(after) is { } cursor) rows = rows.Where(f => f.Id.CompareTo(cursor) < 0);
        var found = Paging.Cut(await rows.OrderByDescending(f => f.Id).Take(size + 1).Include(f => f.Acts).ToListAsync(ct), size,
            f => f.Id.Value.ToString());

        var names = await parties.Organizations(found.Items.Select(f => f.ApplicantId), ct);
        var lines = new List<Line>();
        foreach (var filing in found.Items)
            lines.Add(new(
                filing.Id.Value, filing.Number, filing.ResourceTitle, names.GetValueOrDefault(filing.ApplicantId.Value, ""), filing.Stage,
                views.Clock(filing, (await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules), filing.Acts.Min(a => a.At),
                filing.CertificateNumber, filing.PackId));
        return TypedResults.Ok(new Page<Line>(lines, found.Next));
    }
}
