using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reviews;

/// <summary>审查待办 — orders that wait for a service body to look at the data and sign.</summary>
internal sealed class ReviewWork(AppDb db) : IWorkList
{
    const int ItemsMax = 50;

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.Reviewer)) return [];
        var own = new OrganizationId(caller.OrganizationId);
        var open = await db.Set<ReviewOrder>().AsNoTracking().Where(o => o.BodyId == own && o.State == OrderState.Open).OrderBy(o => o.Id)
            .Take(ItemsMax).ToListAsync(ct);
        return open.ConvertAll(o => new WorkItem(
            "registration", "review-order", o.Id, $"{CircumstanceWords.Of(o.Kind).Zh} {o.ResourceTitle}", o.State.ToString(), null,
            Steps(o, null), $"/console/reviews/{o.Id}", o.PackId));
    }

    /// <summary>What the body that was asked may do: sign, or say why it will not.</summary>
    public static IReadOnlyList<OpenStep> Steps(ReviewOrder order, string? basis) =>
    [
        new(nameof(SignStatement), nameof(Actor.Reviewer), $"/api/registration/review-orders/{order.Id}/sign", basis, true, true),
        new("DeclineReview", nameof(Actor.Reviewer), $"/api/registration/review-orders/{order.Id}/decline", null, true, false),
    ];
}
