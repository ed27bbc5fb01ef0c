using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Delivery;

/// <summary>确认删除 — the buyer states that a delivered file and its copies are deleted: the duty is done, late or in time.</summary>
internal static class ConfirmDeletion
{
    internal sealed record Request(string Statement);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Statement).NotEmpty().MaximumLength(1000);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/files/{useId:guid}/confirm-deletion", Handle).OpenTo("space:use", Role.Analyst)
        .WithName(nameof(ConfirmDeletion)).WithSummary("确认删除交付文件");

    static async Task<Results<Ok<DeliverFile.DeliveryView>, ProblemHttpResult>> Handle(
        Guid id, Guid useId, Request request, HttpContext context, AppDb db, CallerBox box, IClock clock, HostSettings node,
        CancellationToken ct)
    {
        var (agreement, use, own) = (new AgreementId(id), new UseId(useId), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<Delivered>().SingleOrDefaultAsync(d => d.Id == use && d.Agreement == agreement && d.Recipient == own, ct)
            is not { } delivery) return Refusals.NoSuchDelivery.Problem(context);
        if (delivery.Confirm(request.Statement, new(box.Known.PersonId), clock.Now, node).Refusal is { } refusal)
            return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        var counted = await db.Set<Use>().AsNoTracking().SingleAsync(u => u.Id == use, ct);
        return TypedResults.Ok(DeliverFile.View(delivery, counted, isRepeat: true));
    }
}

/// <summary>删除待办 — files whose deletion the buyer has yet to confirm, by their day.</summary>
internal sealed class DeletionWork(AppDb db) : IWorkList
{
    const int ItemsMax = 20;

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.Analyst)) return [];
        var own = new OrganizationId(caller.OrganizationId);
        var owed = await db.Set<Delivered>().AsNoTracking()
            .Where(d => d.Recipient == own && d.DeleteBy != null && d.Stage != DeliveryStage.Deleted)
            .OrderBy(d => d.DeleteBy).ThenBy(d => d.Id).Take(ItemsMax).ToListAsync(ct);
        return owed.ConvertAll(d => new WorkItem(
            "space", "deletion", d.Id.Value, $"确认删除交付文件 · {d.DeleteBy:yyyy-MM-dd}", d.Stage.ToString(), null,
            [new("Confirm", "Buyer", $"/api/space/agreements/{d.Agreement.Value}/files/{d.Id.Value}/confirm-deletion", null,
                NeedsReason: true, Main: true)],
            $"/console/space/{d.Agreement.Value}/files"));
    }
}
