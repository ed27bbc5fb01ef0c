using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Watch;

/// <summary>后置拒绝 — what refuses a use though policy and question are in order: its pace, the source, the data, the release, the meter.
/// Each code stands at the station of the way that says it.</summary>
internal static class LateRefusals
{
    static readonly Dictionary<string, (PathStep Step, Func<CompiledPolicy, Denial> Words)> all = new()
    {
        ["space.too-fast"] = (PathStep.Requested, _ => Refusals.TooFast),
        ["space.no-data"] = (PathStep.Run, _ => Refusals.NoData),
        ["space.source-slow"] = (PathStep.Run, _ => Refusals.SourceSlow),
        ["space.source-resting"] = (PathStep.Run, _ => Refusals.SourceResting),
        ["space.index-missing"] = (PathStep.Run, _ => Refusals.IndexMissing),
        ["space.not-an-identity"] = (PathStep.Run, _ => Refusals.NotAnIdentity),
        ["space.unmarkable"] = (PathStep.Run, _ => Refusals.Unmarkable),
        ["space.file-cancelled"] = (PathStep.Run, _ => Refusals.FileCancelled),
        ["space.list-too-small"] = (PathStep.Run, p => Refusals.ListTooSmall(p.Terms.ListMin)),
        ["space.list-not-unique"] = (PathStep.Run, _ => Refusals.ListNotUnique),
        ["space.page-too-large"] = (PathStep.Held, _ => Refusals.PageTooLarge),
        ["space.not-released"] = (PathStep.Held, _ => Refusals.NotReleased),
        ["space.uses-spent"] = (PathStep.Metered, p => Refusals.UsesSpent(p.Agreement.Policy.Uses)),
        ["space.probes-spent"] = (PathStep.Metered, p => Refusals.ProbesSpent(p.Terms.ProbesPerDayMax)),
        ["space.budget-spent"] = (PathStep.Metered, _ => Refusals.BudgetSpent),
        ["space.contended"] = (PathStep.Metered, _ => Refusals.Contended),
        ["space.expired"] = (PathStep.Metered, p => Refusals.Expired(p.Agreement.Policy.Until)),
        ["space.not-in-force"] = (PathStep.Metered, _ => Refusals.NotInForce),
        ["space.stopped"] = (PathStep.Metered, _ => Refusals.Stopped),
        ["space.policy-changed"] = (PathStep.Metered, _ => Refusals.PolicyChanged),
        ["space.derived-changed"] = (PathStep.Metered, _ => Refusals.DerivedChanged),
        ["space.audit-changed"] = (PathStep.Metered, _ => Refusals.AuditChanged),
    };

    /// <summary>The station that says it; null where policy or question are what refuses. A holder's source has words of its own.</summary>
    public static PathStep? StepOf(string code)
        => all.TryGetValue(code, out var late) ? late.Step : code.StartsWith("space.", StringComparison.Ordinal) ? null : PathStep.Run;

    /// <summary>What was said, with its basis; null for the words of a holder's source, which are not ours.</summary>
    public static Denial? Of(string code, CompiledPolicy policy) => all.TryGetValue(code, out var late) ? late.Words(policy) : null;
}
