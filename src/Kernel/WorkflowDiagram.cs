using System.Text;

namespace Yuanliu.Kernel;

/// <summary>流程图 — a procedure table drawn as text, for the law pages and the generated documents.</summary>
public static class WorkflowDiagram
{
    /// <summary>A Mermaid state diagram: one arrow for each row, in the table's order, with who takes the step and which clock it
    /// starts.</summary>
    public static string Mermaid<TStage, TStep, TDeadline>(Workflow<TStage, TStep, TDeadline> workflow)
        where TStage : struct, Enum where TStep : struct, Enum where TDeadline : struct, Enum
    {
        var rows = workflow.ToList();
        var text = new StringBuilder("stateDiagram-v2\n");
        text.Append($"    [*] --> {rows[0].From}\n");
        foreach (var row in rows)
        {
            var clock = row.Starts is { } deadline ? $" / starts {deadline}" : "";
            text.Append($"    {row.From} --> {row.To}: {row.Step} / {row.By}{clock}\n");
        }
        foreach (var last in rows.Select(r => r.To).Distinct().Except(rows.Select(r => r.From)))
            text.Append($"    {last} --> [*]\n");
        return text.ToString();
    }

    /// <summary>A document of its own: the table for the lawyer, what happens when a clock runs out, the picture for everybody.</summary>
    public static string Markdown<TStage, TStep, TDeadline>(string title, Workflow<TStage, TStep, TDeadline> workflow)
        where TStage : struct, Enum where TStep : struct, Enum where TDeadline : struct, Enum
    {
        var text = new StringBuilder(
            $"# {title}\n\nWritten from the procedure table `{workflow.Name}`; a test fails when it is stale.\n\n");
        text.Append("| Step | From | To | Taken by | Starts the clock |\n|---|---|---|---|---|\n");
        foreach (var row in workflow)
            text.Append($"| {row.Step} | {row.From} | {row.To} | {row.By} | {row.Starts?.ToString() ?? "–"} |\n");
        var clocks = workflow.Where(r => r.Starts is not null).GroupBy(r => r.Starts!.Value).ToList();
        if (clocks.Count > 0) text.Append("\n| Clock | When it runs out |\n|---|---|\n");
        foreach (var clock in clocks) text.Append($"| {clock.Key} | {WhenDue(workflow, [.. clock.Select(r => r.To)])} |\n");
        return text.Append($"\n```mermaid\n{Mermaid(workflow)}```\n").ToString();
    }

    static string WhenDue<TStage, TStep, TDeadline>(Workflow<TStage, TStep, TDeadline> workflow, List<TStage> running)
        where TStage : struct, Enum where TStep : struct, Enum where TDeadline : struct, Enum
    {
        var steps = workflow.Where(r => r.By is Actor.Time && running.Contains(r.From)).Select(r => r.Step).Distinct().ToList();
        return steps.Count == 0 ? "a duty is overdue; nothing happens by itself" : $"time takes {string.Join(" or ", steps)}";
    }
}
