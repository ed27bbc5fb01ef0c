namespace Yuanliu.Compute.Odrl;

/// <summary>合并策略 — the policies of several owners together. The most restrictive wins: a use is permitted when each of them permits
/// it.</summary>
/// <remarks>
/// Kept as a set ordered by content: merging is idempotent, commutative and associative, and a merger never permits what a part denies.
/// </remarks>
public sealed class PolicySet
{
    /// <summary>Nothing is permitted.</summary>
    public static readonly PolicySet Empty = new([]);

    readonly PolicyProgram[] programs;

    PolicySet(PolicyProgram[] programs) => this.programs = programs;

    public static PolicySet Of(params IEnumerable<PolicyProgram> programs)
        => new([.. programs.DistinctBy(p => p.Policy.Sha256).OrderBy(p => p.Policy.Sha256, StringComparer.Ordinal)]);

    public IReadOnlyList<PolicyProgram> Programs => programs;

    public PolicySet Merge(PolicySet other) => Of(programs.Concat(other.programs));

    public Decision Decide(in UseRequest request)
    {
        if (programs.Length == 0) return new(Ground.NoPermission, -1, -1, -1);
        var first = default(Decision);
        for (var i = 0; i < programs.Length; i++)
        {
            var decision = programs[i].Decide(request) with { Policy = i };
            if (!decision.IsPermitted) return decision;
            if (i == 0) first = decision;
        }
        return first;
    }
}
