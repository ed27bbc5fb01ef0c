using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Reviews;

namespace Yuanliu.Registration.Filings;

/// <summary>随附事项 — what one may do about a filing that moves no stage: consent, vote, name a reviewer, answer an objector, take the
/// risk of an objection upon oneself. Offered as the steps are.</summary>
internal sealed class SideActs(AppDb db, CallerBox box, Capacities capacities, ReviewDesk desk, ObjectionDesk objections,
    Entries.TransferStatements statements, Kinds.SuccessionNotice succession,
    Similarity.Distinctions distinctions)
{
    public async Task<IReadOnlyList<OpenStep>> Open(FilingStanding standing, CancellationToken ct)
    {
        var filing = standing.Filing;
        return Procedure.IsFinal(filing.Stage) ? [.. new[] { await State(standing, ct) }.OfType<OpenStep>()]
            : [.. new[] { Assign(standing), await Vote(standing, ct), await Consent(standing, ct), await Contest(standing, ct),
                await Commit(standing, ct), await Respond(standing, ct), await Distinguish(standing, ct) }.OfType<OpenStep>()];
    }

    /// <summary>The registry names the service body until that has signed.</summary>
    OpenStep? Assign(FilingStanding standing)
        => box.Known.Is(Role.Registrar) && standing.Filing.Table.Actors.Contains(Actor.Reviewer)
            && (standing.Filing.Stage is Stage.DeterminationAwaited
                || standing.Filing.Table.HasSubstance && standing.Filing.Stage is Stage.UnderReview or Stage.SubstantiveReview)
            ? Naming(standing) : null;

    /// <summary>指定审查机构 — the main step of a registrar while nobody is named.</summary>
    public static OpenStep Naming(FilingStanding standing)
        => Act(standing, "AssignReviewer", Actor.Registrar, "assign-reviewer",
            standing.Pack.Rules.TermOf(standing.Filing.Kind, standing.Filing.Procedure,
                standing.Filing.Table.HasSubstance ? Deadline.Substance : Deadline.Determination).Basis,
            standing.Filing.ReviewerId is null);

    /// <summary>Before it is taken on: what the register has and that is much like it.</summary>
    async Task<OpenStep?> Distinguish(FilingStanding standing, CancellationToken ct)
        => box.Known.Is(Role.Registrar) && standing.Filing.Stage is Stage.Submitted or Stage.UnderReview
            && (await distinctions.Open(standing.Filing, standing.Pack.Rules, ct)).Count > 0
            ? new("Distinguish", nameof(Actor.Registrar), $"/api/registration/filings/{standing.Filing.Id.Value}/distinguish",
                distinctions.Rule(standing.Filing, standing.Pack.Rules)!.Basis, true, true) : null;

    async Task<OpenStep?> Vote(FilingStanding standing, CancellationToken ct)
    {
        var (filing, person) = (standing.Filing, new PersonId(box.Known.PersonId));
        if (filing.Stage is not Stage.CommitteeReview || !capacities.Of(filing).Contains(Actor.Committee)
            || await desk.AreTied(new(box.Known.OrganizationId), filing.ApplicantId, ct)) return null;
        var id = filing.Id;
        return await db.Set<CommitteeVote>().AnyAsync(v => v.FilingId == id && v.PersonId == person, ct) ? null
            : Act(standing, nameof(CastVote), Actor.Committee, "vote", standing.Pack.Rules.Committee?.Quorum.Basis, true);
    }

    async Task<OpenStep?> Consent(FilingStanding standing, CancellationToken ct)
    {
        var (filing, own) = (standing.Filing, new OrganizationId(box.Known.OrganizationId));
        if (!box.Known.Is(Role.Steward) || !await Consents.MayGive(filing, own, db, ct)) return null;
        var hash = filing.Content.Hash();
        return filing.Consents.Any(c => c.OrganizationId == own && c.ContentSha256 == hash) ? null
            : Act(standing, "Consent", Actor.Applicant, "consent",
                standing.Pack.Rules.Of(filing.Kind).CounterpartyConsents?.Basis ?? standing.Pack.Rules.Of(filing.Kind).Basis, true);
    }

    /// <summary>Whoever is declared to be succeeded, and was not asked.</summary>
    async Task<OpenStep?> Contest(FilingStanding standing, CancellationToken ct)
        => box.Known.Is(Role.Steward) && standing.Filing.CounterpartyId?.Value == box.Known.OrganizationId
            && await succession.Of(standing.Filing, standing.Pack.Rules, ct) is { Contested: null, Consented: false } view
            ? new("ContestSuccession", nameof(Actor.Applicant), $"/api/registration/filings/{standing.Filing.Id.Value}/contest", view.Basis,
                true, false) : null;

    async Task<OpenStep?> Commit(FilingStanding standing, CancellationToken ct)
    {
        var filing = standing.Filing;
        if (!box.Known.Is(Role.Steward) || filing.ApplicantId.Value != box.Known.OrganizationId || !ObjectionDesk.IsDisposal(filing.Kind)
            || standing.Pack.Rules.Objections.DisposalByCommitment is not { Value: true } ruled
            || await objections.Mark(filing, ct) is null) return null;
        var id = filing.Id;
        return await db.Set<Commitment>().AnyAsync(c => c.FilingId == id, ct) ? null
            : Act(standing, "Commit", Actor.Applicant, "commit", ruled.Basis, true);
    }

    /// <summary>After the end: what the former holder still owes.</summary>
    async Task<OpenStep?> State(FilingStanding standing, CancellationToken ct)
        => box.Known.Is(Role.Steward) && await statements.Of(standing.Filing.Id, ct) is { StatedOn: null } owed
            && owed.OwedBy == box.Known.OrganizationId
            ? Act(standing, nameof(Entries.StateTransfer), Actor.Applicant, "state-transfer", owed.Basis, true) : null;

    /// <summary>Each objection that is not settled: both sides are heard.</summary>
    async Task<OpenStep?> Respond(FilingStanding standing, CancellationToken ct)
    {
        var id = standing.Filing.Id;
        return capacities.Of(standing.Filing).Contains(Actor.Applicant)
            && await db.Set<Objection>().AnyAsync(o => o.FilingId == id && o.Outcome == null, ct)
            ? Act(standing, "Respond", Actor.Applicant, "objections", standing.Pack.Rules.Objections.DuringPublicity.Basis, false) : null;
    }

    static OpenStep Act(FilingStanding standing, string name, Actor by, string path, string? basis, bool main)
        => new(name, by.ToString(), $"/api/registration/filings/{standing.Filing.Id.Value}/{path}", basis, false, main);
}
