using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Publicity;

/// <summary>注销、撤销公告 — the public is told which certificates are void, where the paper has the registry tell it.</summary>
internal static class ListNotices
{
    /// <param name="Reason">What the register entered.</param>
    internal sealed record View(
        string Number, string Title, string TitleEn, string ResourceTitle, string HolderName, CertificateStatus Status, DateOnly On,
        string? Reason, string Pack, string Basis, bool Open);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/notices", Handle).OpenToAnyone().WithName(nameof(ListNotices)).WithSummary("注销、撤销公告");

    /// <summary>The latest first.</summary>
    /// <param name="after">Day and id of the last that was read.</param>
    static async Task<Ok<Page<View>>> Handle(string? after, int? take, AppDb db, RegistrationPacks packs, CancellationToken ct)
    {
        var size = Paging.Size(take);
        var telling = packs.All.Where(p => p.Rules.EndNotice is { Value: true }).ToDictionary(p => p.Id, p => p.Rules.EndNotice!);
        var ids = telling.Keys.ToList();
        var rows = db.Set<Certificate>().AsNoTracking().Where(c => c.EndedOn != null && ids.Contains(c.PackId));
        if (after?.Split('/') is [var on, var last] && DateOnly.TryParse(on, System.Globalization.CultureInfo.InvariantCulture, out var day)
            && Paging.After<CertificateId>(last) is { } id)
            rows = rows.Where(c => c.EndedOn < day || c.EndedOn == day && c.Id.CompareTo(id) < 0);
        var ordered = rows.OrderByDescending(c => c.EndedOn).ThenByDescending(c => c.Id);
        var found = Paging.Cut(await ordered.Take(size + 1).ToListAsync(ct), size, c => $"{c.EndedOn:yyyy-MM-dd}/{c.Id.Value}");
        return TypedResults.Ok(new Page<View>([.. found.Items.Select(c => new View(
            c.Number, c.Facts.Title, c.Facts.TitleEn, c.Facts.Resource.Title, c.Facts.PublicHolder, c.Status, c.EndedOn!.Value,
            c.StatusReason, c.PackId, telling[c.PackId].Basis, telling[c.PackId].Open))], found.Next));
    }
}
