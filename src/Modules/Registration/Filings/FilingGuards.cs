using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Reviews;
using Yuanliu.Registration.Similarity;

namespace Yuanliu.Registration.Filings;

/// <summary>办理前核查 — what must hold before a step, beyond the procedure's table: each with the provision it rests on.</summary>
internal sealed class FilingGuards(FilingChecks checks, ReviewDesk reviews, CommitteeDesk committee, ObjectionDesk objections,
    Entering entering, SuccessionNotice succession, Distinctions distinctions)
{
    public async Task<Refusal?> Before(Filing filing, RegistrationPack pack, FilingAct act, CancellationToken ct)
    {
        var rules = pack.Rules;
        if (act.Ground is { } ground && !rules.RefusalGrounds.Concat(rules.Of(filing.Kind).Grounds).Any(g => g.Key == ground))
            return Refusals.GroundUnknown(ground, rules.Source);
        return act.Step switch
        {
            Step.Accept or Step.AcceptWithGaps => Gaps(filing, act.Step, rules) ?? await TakeOn(filing, pack, ct),
            Step.RequestCorrection => Once(filing, rules),
            Step.PassReview => await Positive(filing, pack, ct),
            Step.Approve or Step.Enter => await Positive(filing, pack, ct),
            Step.PassSubstance or Step.FailSubstance => await reviews.Stated(filing, act.Step is Step.PassSubstance, ct),
            Step.PassCommittee or Step.FailCommittee => await committee.Decided(filing, act.Step is Step.PassCommittee, pack.Rules, ct),
            Step.Determine or Step.Dismiss or Step.Uphold or Step.Republicise
                => await objections.Impartial(filing, act.PersonId, rules, ct),
            Step.Submit or Step.Supplement or Step.Correct or Step.Reject or Step.FailReview or Step.Disapprove or Step.Object
                or Step.Notify or Step.Answer or Step.CloseWindow or Step.Withdraw or Step.Lapse or Step.ReportSuit or Step.Propose
                or Step.Apply or Step.Start or Step.GiveEvidence or Step.VerifyControl or Step.VerifyMeasurement => null,
        };
    }

    /// <summary>AH-REG-2023 art. 20: what may follow is named when the filing is taken on, and only then.</summary>
    static Refusal? Gaps(Filing filing, Step step, RegistrationRules rules)
    {
        var missing = filing.Content.Outstanding(rules.Of(filing.Kind));
        if (step is Step.AcceptWithGaps) return missing.Count == 0 ? Refusals.NothingOutstanding : null;
        return missing.Count == 0 ? null : Refusals.MaterialMissing(missing[0].TitleZh, missing[0].TitleEn, missing[0].Basis);
    }

    /// <summary>What the registry takes on is what was filed, and the other side stands by it.</summary>
    async Task<Refusal?> TakeOn(Filing filing, RegistrationPack pack, CancellationToken ct)
    {
        var rules = pack.Rules;
        return await checks.IsUnchanged(filing, rules, ct) ?? await checks.AreFilesIntact(filing, rules, ct)
            ?? await distinctions.Missing(filing, rules, ct)
            ?? Consents.Stands(filing, rules) ?? await objections.Acknowledged(filing, rules, ct)
            ?? await entering.Check(filing, pack, Phase.TakenOn, ct);
    }

    /// <summary>DL-REG-2023 §19: what is to be mended is told once, all of it.</summary>
    static Refusal? Once(Filing filing, RegistrationRules rules)
        => rules.CorrectionOnce is { Value: true } once && filing.Acts.Any(a => a.Step is Step.RequestCorrection)
            ? Refusals.CorrectionOnce(once.Basis) : null;

    /// <summary>Where nobody has taken the filing on by a step of its own, the first yes does; where a third party judges next, there is
    /// one.</summary>
    async Task<Refusal?> Positive(Filing filing, RegistrationPack pack, CancellationToken ct)
    {
        var rules = pack.Rules;
        if (!filing.Acts.Any(a => a.Step is Step.Accept or Step.AcceptWithGaps or Step.Propose)
            && await TakeOn(filing, pack, ct) is { } refusal) return refusal;
        return await checks.AreFilesIntact(filing, rules, ct) ?? await succession.Heard(filing, rules, ct)
            ?? await reviews.Ready(filing, rules, ct);
    }
}
