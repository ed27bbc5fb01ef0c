using System.Globalization;
using Yuanliu.Space.Duties;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Delivery;

/// <summary>交付文件列表 — what was delivered under an agreement, newest first, and how the duty to delete each file stands.</summary>
internal static class ListFiles
{
    static readonly Role[] Readers = [Role.Analyst, Role.Steward, Role.Operator, Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/agreements/{id:guid}/files", Handle).OpenTo("space:read", Readers).WithName(nameof(ListFiles)).WithSummary("交付文件列表");

    /// <param name="q">The number of the use that made the file, or the beginning of the file's SHA-256.</param>
    static async Task<Results<Ok<Page<DeliverFile.DeliveryView>>, ProblemHttpResult>> Handle(
        Guid id, string? q, DeliveryStage? stage, string? after, int? take, HttpContext context, AppDb db, CallerBox box,
        Decisions.DecisionPoint point, CancellationToken ct)
    {
        var caller = box.Known;
        var isStaff = caller.Is(Role.ExchangeStaff) || caller.Is(Role.Regulator);
        if (await point.Policy(id, new(caller.OrganizationId), isStaff, ct) is null) return Refusals.NoSuchAgreement.Problem(context);
        var (agreement, size) = (new AgreementId(id), Paging.Size(take));
        var delivered = db.Set<Delivered>().AsNoTracking().Where(d => d.Agreement == agreement);
        if (stage is { } wanted) delivered = At(delivered, db.Set<DutyTask>(), wanted);
        if (Paging.After<UseId>(after) is { } cursor) delivered = delivered.Where(d => d.Id.CompareTo(cursor) < 0);
        var rows = from d in delivered join u in db.Set<Use>() on d.Id equals u.Id select new { d, u };
        if (q?.Trim().ToLowerInvariant() is { Length: > 0 } sought)
        {
            var number = int.TryParse(sought, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
            rows = rows.Where(r => r.u.Number == number || r.d.FileSha256.StartsWith(sought));
        }
        var found = await rows.OrderByDescending(r => r.d.Id).Take(size + 1).ToListAsync(ct);
        var ids = found.ConvertAll(f => f.d.Id.Value);
        var owed = await db.Set<DutyTask>().AsNoTracking().Where(t => ids.Contains(t.Id)).OrderBy(t => t.Id).Take(ids.Count)
            .ToDictionaryAsync(t => t.Id, ct);
        var views = found.ConvertAll(f => DeliverFile.View(f.d, f.u, owed.GetValueOrDefault(f.d.Id.Value), isRepeat: false));
        return TypedResults.Ok(Paging.Cut(views, size, v => v.UseId.ToString()));
    }

    /// <remarks>As <see cref="DeliverFile.View"/> says it of one.</remarks>
    static IQueryable<Delivered> At(IQueryable<Delivered> rows, IQueryable<DutyTask> duties, DeliveryStage stage) => stage switch
    {
        DeliveryStage.Deleted => rows.Where(d => duties.Any(t => t.Id == (Guid)(object)d.Id && t.Stage == DutyStage.Done)),
        DeliveryStage.Overdue => rows.Where(d => duties.Any(t => t.Id == (Guid)(object)d.Id && t.Stage == DutyStage.Overdue)),
        DeliveryStage.Delivered => rows.Where(d => !duties.Any(t => t.Id == (Guid)(object)d.Id
            && (t.Stage == DutyStage.Done || t.Stage == DutyStage.Overdue))),
    };
}
