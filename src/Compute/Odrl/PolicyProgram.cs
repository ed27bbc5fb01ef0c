namespace Yuanliu.Compute.Odrl;

/// <summary>使用策略（编译后） — one policy in the form in which it is decided: within microseconds, without allocating.</summary>
public sealed class PolicyProgram
{
    /// <summary>One step in postfix order: compare a test, or join the results of the last few steps.</summary>
    readonly record struct Step(int Test, OdrlJoin Join, int Arity);

    sealed record Rule(ProfileAction Action, Step[] Steps, IReadOnlyList<OdrlAtom> Settings);

    readonly List<ConstraintTest> tests = [];
    readonly Rule[] permissions, prohibitions;

    public PolicyProgram(OdrlPolicy policy)
    {
        Policy = policy;
        permissions = [.. policy.Permissions.Select(Compile)];
        prohibitions = [.. policy.Prohibitions.Select(Compile)];
    }

    public OdrlPolicy Policy { get; }

    /// <summary>What the space has to keep while it carries out a use under a permission.</summary>
    public IReadOnlyList<OdrlAtom> Settings(int permission) => permissions[permission].Settings;

    internal OdrlAtom Atom(int test) => tests[test].Atom;
    internal ProfileAction Prohibited(int prohibition) => prohibitions[prohibition].Action;

    /// <summary>Denied unless a permission holds and no prohibition does; what the request leaves open speaks against the use.</summary>
    public Decision Decide(in UseRequest request)
    {
        if (Policy.Assignee is { } assignee && !string.Equals(assignee, request.Recipient, StringComparison.Ordinal))
            return new(Ground.NotAssignee, 0, -1, -1);
        var denied = new Decision(Ground.NoPermission, 0, -1, -1);
        for (var i = 0; i < permissions.Length; i++)
        {
            if (!Profile.Includes(permissions[i].Action, request.Action)) continue;
            var (truth, failed) = Run(permissions[i].Steps, request);
            if (truth is Truth.True) return Prohibits(request, i);
            if (denied.Ground is Ground.NoPermission) denied = new(Ground.Constraint, 0, i, failed);
        }
        return denied;
    }

    Decision Prohibits(in UseRequest request, int permission)
    {
        for (var i = 0; i < prohibitions.Length; i++)
            if (Profile.Includes(prohibitions[i].Action, request.Action) && Run(prohibitions[i].Steps, request).Truth is not Truth.False)
                return new(Ground.Prohibition, 0, i, -1);
        return new(Ground.Permitted, 0, permission, -1);
    }

    Rule Compile(OdrlRule rule)
    {
        var steps = new List<Step>();
        var decided = rule.Constraints.Where(c => c is not OdrlAtom { Term.Role: TermRole.Enforced }).ToList();
        foreach (var constraint in decided) Compile(constraint, steps);
        steps.Add(new(-1, OdrlJoin.And, decided.Count));
        return new(rule.Action, [.. steps], [.. rule.Constraints.OfType<OdrlAtom>().Where(a => a.Term.Role is TermRole.Enforced)]);
    }

    void Compile(OdrlConstraint constraint, List<Step> steps)
    {
        if (constraint is OdrlJoined joined)
        {
            foreach (var inner in joined.Constraints) Compile(inner, steps);
            steps.Add(new(-1, joined.Join, joined.Constraints.Count));
            return;
        }
        tests.Add(new((OdrlAtom)constraint));
        steps.Add(new(tests.Count - 1, default, 0));
    }

    /// <returns>Whether the rule's constraints hold, and the first test that speaks against it.</returns>
    (Truth Truth, int Failed) Run(Step[] steps, in UseRequest request)
    {
        Span<Truth> truths = stackalloc Truth[OdrlReader.ConstraintsMax + 1];
        Span<int> failed = stackalloc int[OdrlReader.ConstraintsMax + 1];
        var top = 0;
        foreach (var step in steps)
        {
            if (step.Test >= 0)
            {
                truths[top] = tests[step.Test].Compare(request);
                failed[top++] = step.Test;
                continue;
            }
            top -= step.Arity;
            (truths[top], failed[top]) = Join(step.Join, truths.Slice(top, step.Arity), failed.Slice(top, step.Arity));
            top++;
        }
        return (truths[0], failed[0]);
    }

    static (Truth, int) Join(OdrlJoin join, ReadOnlySpan<Truth> truths, ReadOnlySpan<int> failed) => join switch
    {
        OdrlJoin.And or OdrlJoin.AndSequence => All(truths, failed),
        OdrlJoin.Or => Any(truths, failed),
        OdrlJoin.Xone => One(truths, failed),
    };

    static (Truth, int) All(ReadOnlySpan<Truth> truths, ReadOnlySpan<int> failed)
    {
        var (least, at) = (Truth.True, -1);
        for (var i = 0; i < truths.Length; i++)
            if (truths[i] < least) (least, at) = (truths[i], at < 0 || truths[i] is Truth.False ? failed[i] : at);
        return (least, at);
    }

    static (Truth, int) Any(ReadOnlySpan<Truth> truths, ReadOnlySpan<int> failed)
    {
        var most = Truth.False;
        foreach (var truth in truths)
            if (truth > most) most = truth;
        return (most, failed[0]);
    }

    /// <summary>Exactly one holds. While one is unknown, nobody knows how many do.</summary>
    static (Truth, int) One(ReadOnlySpan<Truth> truths, ReadOnlySpan<int> failed)
    {
        var (holding, unknown, second) = (0, 0, failed[0]);
        for (var i = 0; i < truths.Length; i++)
        {
            if (truths[i] is Truth.Unknown) unknown++;
            if (truths[i] is Truth.True && ++holding == 2) second = failed[i];
        }
        return (holding > 1 ? Truth.False : unknown > 0 ? Truth.Unknown : holding == 1 ? Truth.True : Truth.False, second);
    }
}
