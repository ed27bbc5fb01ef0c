using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reviews;

/// <summary>第三方审查 — who may review what, and whether a statement carries what rests on it.</summary>
internal sealed class ReviewDesk(AppDb db, ICatalog catalog, PinnedPacks pinned, RegistrationPacks packs, IClock clock)
{
    /// <summary>认定与独立 — whether the register knows the body for this, and nothing ties it to the one it reviews.</summary>
    public async Task<Refusal?> MayReview(
        OrganizationId body, OrganizationId subject, StatementKind kind, FilingKind filing, RegistrationRules rules, CancellationToken ct)
    {
        if (rules.Check(NamedCheck.ReviewerRecognized, filing) is { } recognized && !await IsRecognized(body, kind, rules.Jurisdiction, ct))
            return Refusals.NotRecognized(recognized.Basis);
        var independence = rules.Check(NamedCheck.ReviewerIndependent, filing);
        if (body == subject) return Refusals.NotIndependent(independence?.Basis ?? rules.Separate.Basis);
        return independence is not null && await AreTied(body, subject, ct) ? Refusals.NotIndependent(independence.Basis) : null;
    }

    /// <summary>Nothing ties it to whoever holds the data either, where that is somebody else.</summary>
    public async Task<Refusal?> MayReview(
        OrganizationId body, OrganizationId subject, ResourceCard resource, StatementKind kind, FilingKind filing, RegistrationRules rules,
        CancellationToken ct) => await MayReview(body, subject, kind, filing, rules, ct)
            ?? (resource.Holder == subject ? null : await MayReview(body, resource.Holder, kind, filing, rules, ct));

    async Task<bool> IsRecognized(OrganizationId body, StatementKind kind, string register, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        return (await db.Set<ServiceBody>().AsNoTracking().Where(b => b.OrganizationId == body && b.Jurisdiction == register)
            .OrderBy(b => b.Id)
            .Take(Paging.TakeMax).ToListAsync(ct)).Exists(b => b.StandsFor(kind, today));
    }

    /// <summary>A tie that either side declared.</summary>
    public Task<bool> AreTied(OrganizationId one, OrganizationId other, CancellationToken ct) => db.Set<InterestLink>().AnyAsync(
        l => l.EndedOn == null && (l.OrganizationId == one && l.OtherId == other || l.OrganizationId == other && l.OtherId == one), ct);

    /// <summary>Whether the body may sign now what it says; then the resource as it stands.</summary>
    public async Task<Result<ResourceCard>> MaySign(ReviewOrder order, SignStatement.Request said, CancellationToken ct)
    {
        if (order.State is not OrderState.Open) return Refusals.OrderClosed;
        var (rules, kind) = await Rules(order, ct);
        if (await catalog.Find(order.ResourceId, ct) is not { Confirmed: true } resource) return Refusals.ResourceChanged(rules.Source);
        if (await MayReview(order.BodyId, order.SubjectId, resource, order.Kind, kind, rules, ct) is { } refusal) return refusal;
        if (!said.Independent) return Refusals.NotIndependent(rules.Check(NamedCheck.ReviewerIndependent, kind)?.Basis ?? rules.Source);
        return rules.Reviews is { } reviews && reviews.Kinds.Value.Contains(order.Kind) && Items(said, reviews, resource) is { } gap
            ? gap : resource;
    }

    /// <summary>Every item answered, a sample large enough, and a conclusion that follows from both.</summary>
    static Refusal? Items(SignStatement.Request said, ReviewRules rules, ResourceCard resource)
    {
        var items = rules.Items.Value;
        if (items.Find(i => said.Items?.Any(s => s.Key == i.Key) is not true) is { } missing)
            return Refusals.ItemMissing(missing.Zh, missing.En, missing.Basis);
        if (said.Items!.FirstOrDefault(s => !items.Exists(i => i.Key == s.Key)) is { } unknown)
            return Refusals.ItemUnknown(unknown.Key, rules.Items.Basis);
        if (said.Positive && said.Items!.Any(s => s.Result is ItemResult.Failed)) return Refusals.ConclusionContradicts(rules.Items.Basis);
        var least = Math.Min(rules.SampleRows.Value, resource.Rows);
        return said.Sample is not { } sample || sample.Rows < least || sample.Rows > resource.Rows
            ? Refusals.SampleTooSmall(least, rules.SampleRows.Basis) : null;
    }

    async Task<(RegistrationRules Rules, FilingKind Kind)> Rules(ReviewOrder order, CancellationToken ct)
    {
        if (order.FilingId is { } id)
        {
            var filing = await db.Set<Filing>().AsNoTracking().SingleAsync(f => f.Id == id, ct);
            return ((await pinned.Of(filing.PackId, filing.PackSha256, ct)).Rules, filing.Kind);
        }
        return ((packs.For(order.PackId) ?? throw new InvalidOperationException($"{order.Id} was ordered under {order.PackId}.")).Rules,
            order.FilingKind);
    }

    /// <summary>The step of the service body rests on its statement about this very filing and these very data.</summary>
    public async Task<Refusal?> Stated(Filing filing, bool positive, CancellationToken ct)
    {
        var (id, body) = (filing.Id, filing.ReviewerId);
        var newest = await db.Set<SignedStatement>().AsNoTracking().Where(s => s.FilingId == id && s.BodyId == body
            && s.Kind == StatementKind.Substance)
            .OrderByDescending(s => s.SignedAt).FirstOrDefaultAsync(ct);
        return newest is null || newest.Positive != positive || newest.ResourceSha256 != filing.Content.Resource.Sha256
            ? Refusals.StatementMissing(positive) : null;
    }

    /// <summary>Where a third party has the next word, the registry has named it.</summary>
    public async Task<Refusal?> Ready(Filing filing, RegistrationRules rules, CancellationToken ct)
    {
        if (filing.Stage is not Stage.UnderReview || !filing.Table.HasSubstance) return null;
        return filing.ReviewerId is { } body
            ? await MayReview(body, filing.ApplicantId, StatementKind.Substance, filing.Kind, rules, ct)
            : Refusals.ReviewerMissing(rules.TermOf(filing.Kind, filing.Procedure, Deadline.Substance).Basis);
    }

    /// <summary>A statement that an applicant hands in as a paper.</summary>
    public async Task<Result<StatedMaterial>> AsMaterial(
        Guid id, MaterialRule rule, OrganizationId applicant, ResourceCard resource, FilingKind kind, RegistrationRules rules,
            CancellationToken ct)
    {
        if (await db.Set<SignedStatement>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.SubjectId == applicant,
            ct) is not { } found
            || found.Kind != rule.Statement || found.ResourceId != resource.Id)
            return Refusals.NoSuchStatement;
        if (found.ResourceSha256 != resource.Sha256) return Refusals.StatementOutdated(rule.Basis);
        return await MayReview(found.BodyId, applicant, resource, found.Kind, kind, rules, ct) is { } refusal ? refusal
            : new StatedMaterial(id, found.BodyId.Value, found.Positive, found.Sha256, rule.Basis);
    }
}
