using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>程序检查 — every stage can be reached and left, and every clock does something when it ends or is somebody's duty.</summary>
internal static class ProcedureLint
{
    public static IEnumerable<(string Rule, Words Message)> Faults(Procedure procedure)
    {
        var rows = procedure.Steps.ToList();
        var reached = Reached(rows);
        foreach (var stage in rows.Select(r => r.To).Distinct().Where(s => !Procedure.IsFinal(s) && !rows.Exists(r => r.From == s)))
            yield return ("stage-without-exit", new($"{procedure.Name} 的“{stage}”没有出口。", $"{stage} of {procedure.Name} has no exit."));
        foreach (var stage in rows.Select(r => r.From).Distinct().Where(s => !reached.Contains(s)))
            yield return ("stage-unreachable", new($"{procedure.Name} 的“{stage}”无法到达。", $"{stage} of {procedure.Name} cannot be reached."));
        foreach (var deadline in rows.Where(r => r.Starts is not null && !HasEffect(procedure, rows, r)).Select(r => r.Starts).Distinct())
            yield return ("clock-without-effect", new($"{procedure.Name} 的“{deadline}”期限届满没有后果，也不是任何人的义务。",
                $"The end of {deadline} in {procedure.Name} does nothing, and nobody owes a step meanwhile."));
    }

    static HashSet<Stage> Reached(List<Transition<Stage, Step, Deadline>> rows)
    {
        var reached = new HashSet<Stage> { Stage.Draft };
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(rows.Where(r => reached.Contains(r.From)).Select(r => r.To));
        }
        return reached;
    }

    static bool HasEffect(Procedure procedure, List<Transition<Stage, Step, Deadline>> rows, Transition<Stage, Step, Deadline> starts)
        => procedure.Fires(starts.Starts!.Value) is { } step ? rows.Exists(r => r.From == starts.To && r.Step == step && r.By is Actor.Time)
            : rows.Exists(r => r.From == starts.To && r.By is not Actor.Time && r.Step is not Step.Withdraw);
}
