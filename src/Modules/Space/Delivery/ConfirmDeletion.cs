using Yuanliu.Space.Duties;
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
        Guid id, Guid useId, Request request, HttpContext context, AppDb db, IAgreements agreements, CallerBox box, IClock clock,
        HostSettings node, CancellationToken ct)
    {
        var (agreement, use, own) = (new AgreementId(id), new UseId(useId), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<Delivered>().SingleOrDefaultAsync(d => d.Id == use && d.Agreement == agreement && d.Recipient == own, ct)
            is not { } delivery || await agreements.Find(agreement, ct) is not { } card) return Refusals.NoSuchDelivery.Problem(context);
        var counted = await db.Set<Use>().AsNoTracking().SingleAsync(u => u.Id == use, ct);
        var task = await db.Set<DutyTask>().SingleOrDefaultAsync(d => d.Id == useId, ct)
            ?? Unasked(db, DutyTask.Deletion(card, counted, LegalDay.Of(clock.Now)), node);
        if (task.Fulfil(request.Statement, new(box.Known.PersonId), clock.Now, node).Refusal is { } refusal)
            return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(DeliverFile.View(delivery, counted, task, isRepeat: true));
    }

    /// <summary>Who deletes what nobody demanded may say so all the same.</summary>
    static DutyTask Unasked(AppDb db, DutyTask task, HostSettings node)
    {
        task.Arise(node);
        db.Add(task);
        return task;
    }
}
