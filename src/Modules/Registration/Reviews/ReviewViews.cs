using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reviews;

/// <summary>审查委托视图 — shows orders to one caller, with what was signed and with the acts that are theirs to take.</summary>
internal sealed class ReviewViews(AppDb db, RegistrationPacks packs, PartyNames parties, HostSettings node, CallerBox box)
{
    public async Task<IReadOnlyList<OrderReview.View>> Of(IReadOnlyList<ReviewOrder> found, CancellationToken ct)
    {
        var names = await parties.Organizations(found.SelectMany(o => new[] { o.BodyId, o.SubjectId }), ct);
        var ids = found.Select(o => o.StatementId).OfType<Guid>().ToList();
        var signed = await db.Set<SignedStatement>().AsNoTracking().Where(s => ids.Contains(s.Id))
            .Select(s => new { s.Id, s.Positive, s.SignedAt, s.Sha256 }).ToDictionaryAsync(s => s.Id, ct);
        string Name(OrganizationId id) => names.GetValueOrDefault(id.Value, "");
        return [.. found.Select(o =>
        {
            var (rules, words) = (Rules(o), CircumstanceWords.Of(o.Kind));
            var statement = o.StatementId is { } id && signed.TryGetValue(id, out var s)
                ? new OrderReview.StatementView(s.Id, s.Positive, s.SignedAt, s.Sha256, $"/api/registration/statements/{s.Id}") : null;
            return new OrderReview.View(
                o.Id, node.Urn("review-order", o.Id), o.Kind, words.Zh, words.En, o.BodyId.Value, Name(o.BodyId), o.SubjectId.Value,
                Name(o.SubjectId), o.ResourceId.Value, o.ResourceTitle, o.FilingId?.Value, o.PackId, o.OrderedOn, o.State, o.Reason,
                statement, rules?.Items.Value ?? [], rules?.SampleRows.Value, rules?.SampleRows.Basis, OpenSteps(o));
        })];
    }

    /// <summary>What the pack says such a statement has to answer; null where it says nothing.</summary>
    ReviewRules? Rules(ReviewOrder order) => packs.For(order.PackId)?.Rules.Reviews is { } rules && rules.Kinds.Value.Contains(order.Kind)
        ? rules : null;

    IReadOnlyList<OpenStep> OpenSteps(ReviewOrder order)
        => box.Known.Is(Role.Reviewer) && order.BodyId.Value == box.Known.OrganizationId && order.State is OrderState.Open
            ? ReviewWork.Steps(order, Rules(order)?.Items.Basis) : [];
}
