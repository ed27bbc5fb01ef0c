using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>回避 — which steps one person may not take on one filing, and which results bar a later step.</summary>
internal static class Separation
{
    /// <summary>Why this person may not take this step; null when they may.</summary>
    public static Refusal? Bar(Filing filing, Step step, Actor by, PersonId? person, RegistrationRules rules)
    {
        if (Result(filing, step) is { } result) return result;
        if (person is null) return null;
        var own = filing.Acts.Where(a => a.PersonId == person).ToList();
        // Decision, execution and supervision are apart: whoever acted for one side acts for no other.
        if (own.Exists(a => a.By != by)) return Refusals.OwnApplication(rules.Separate.Basis);
        if (by is not Actor.Committee && filing.Voters.Contains(person.Value.Value)) return Refusals.SamePerson(rules.Separate.Basis);
        return rules.Separate.Value.Exists(pair => pair.Contains(step) && own.Exists(a => a.Step != step && pair.Contains(a.Step)))
            ? Refusals.SamePerson(rules.Separate.Basis) : null;
    }

    /// <summary>A negative statement of the service body, as material or as a step, bars a yes.</summary>
    static Refusal? Result(Filing filing, Step step)
    {
        if (step is not (Step.PassReview or Step.Approve or Step.Enter)) return null;
        if (filing.Content.Materials.FirstOrDefault(m => m.Statement is { Positive: false }) is { Statement: { } negative })
            return Refusals.StatementNegative(negative.Basis);
        return filing.Acts.Where(a => a.Step is Step.PassSubstance or Step.FailSubstance).MaxBy(a => a.At)?.Step is Step.FailSubstance
            ? Refusals.StatementNegative(null) : null;
    }
}
