using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Objections;

/// <summary>异议处理 — what the steps of a filing mean for the objections to it.</summary>
internal sealed class ObjectionDesk(AppDb db, Mint mint, HostSettings node)
{
    /// <summary>In the step's own transaction, after it was taken.</summary>
    public async Task Follow(Filing filing, FilingAct act, CancellationToken ct)
    {
        if (act.Step is Step.Notify) (await Open(filing.Id, ct)).ForEach(o => o.Notify(act.At));
        if (act.Step is Step.Answer)
            foreach (var objection in await Open(filing.Id, ct)) Hear(objection, HearingSide.Applicant, act.Reason!, act.Papers,
                act.PersonId, act.At);
        if (OutcomeOf(filing, act) is { } outcome)
            (await Open(filing.Id, ct)).ForEach(o => o.Settle(outcome, act.Reason, act.At, node));
    }

    public void Hear(
        Objection objection, HearingSide side, string text, IReadOnlyList<ActPaper> papers, PersonId? person, DateTime at)
    {
        var hearing = new Hearing
        {
            Id = mint.Id(), ObjectionId = objection.Id, FilingId = objection.FilingId, Side = side, Text = text, Papers = papers,
                PersonId = person,
            At = at,
        };
        hearing.Hear(node);
        db.Add(hearing);
    }

    static ObjectionOutcome? OutcomeOf(Filing filing, FilingAct act) => act.Step switch
    {
        Step.Dismiss => ObjectionOutcome.Dismissed,
        Step.Uphold => ObjectionOutcome.Upheld,
        Step.Republicise => ObjectionOutcome.Republicised,
        Step.Lapse when filing.Stage is Stage.Terminated
            => act.From is Stage.AnswerAwaited ? ObjectionOutcome.Deemed : ObjectionOutcome.Unsettled,
        _ => Procedure.EndsInNothing(filing.Stage) ? ObjectionOutcome.Moot : null,
    };

    async Task<List<Objection>> Open(FilingId filing, CancellationToken ct)
        => await db.Set<Objection>().Where(o => o.FilingId == filing && o.Outcome == null).OrderBy(o => o.Id).ToListAsync(ct);

    /// <summary>Who objected does not decide.</summary>
    public async Task<Refusal?> Impartial(Filing filing, PersonId? person, RegistrationRules rules, CancellationToken ct)
    {
        var id = filing.Id;
        return person is not null && await db.Set<Objection>().AnyAsync(o => o.FilingId == id && o.PersonId == person, ct)
            ? Refusals.SamePerson(rules.Separate.Basis) : null;
    }

    /// <summary>SZ-REG-2023 art. 20: who disposes of what is objected to says in writing that they know of it and bear the risk.</summary>
    public async Task<Refusal?> Acknowledged(Filing filing, RegistrationRules rules, CancellationToken ct)
    {
        if (!IsDisposal(filing.Kind) || await Mark(filing, ct) is null) return null;
        if (rules.Objections.DisposalByCommitment is not { Value: true } ruled)
            return Refusals.ObjectionStands(rules.BasisOf(NamedCheck.NoDispute, filing.Kind));
        var id = filing.Id;
        return await db.Set<Commitment>().AnyAsync(c => c.FilingId == id, ct) ? null : Refusals.CommitmentMissing(ruled.Basis);
    }

    /// <summary>SZ-REG-2023 art. 20: what lapsed for want of a suit is not taken again from the same side on the same ground.</summary>
    public async Task<Refusal?> IsFinal(OrganizationId applicant, ResourceId resource, FilingContent content, RegistrationRules rules,
        CancellationToken ct)
    {
        if (rules.Objections.LapsedIsFinal is not { Value: true } ruled) return null;
        var lapsed = await db.Set<Filing>().AsNoTracking()
            .Where(f => f.ApplicantId == applicant && f.ResourceId == resource && f.Kind == FilingKind.Objection && f.Stage == Stage.Lapsed)
            .OrderByDescending(f => f.Id).Take(Paging.TakeMax).Select(f => f.Content).ToListAsync(ct);
        return lapsed.Exists(c => c.Ground == content.Ground && c.Certificate == content.Certificate
            && SameFields(c.Fields, content.Fields))
            ? Refusals.ObjectionLapsed(ruled.Basis) : null;
    }

    static bool SameFields(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other)
        => one.Count == other.Count && one.All(p => other.GetValueOrDefault(p.Key)?.Trim() == p.Value.Trim());

    public static bool IsDisposal(FilingKind kind)
        => kind is FilingKind.Transfer or FilingKind.Trade or FilingKind.Licence or FilingKind.Pledge
            or FilingKind.Trust or FilingKind.Encumbrance;

    /// <summary>The objection to what stands registered that is noted on this resource; null when there is none.</summary>
    public async Task<Filing?> Mark(Filing filing, CancellationToken ct)
    {
        var (resource, id) = (filing.ResourceId, filing.Id);
        return await db.Set<Filing>().AsNoTracking().Include(f => f.Acts)
            .Where(f => f.ResourceId == resource && f.Id != id && f.Kind == FilingKind.Objection
            && (f.Stage == Stage.Marked || f.Stage == Stage.InLitigation)).OrderBy(f => f.Id).FirstOrDefaultAsync(ct);
    }
}
