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

    /// <summary>A document of its own: the table for the lawyer, the picture for everybody.</summary>
    /// <param name="whenDue">The step that the end of a term takes by itself; null for a duty, whose end is only a fault.</param>
    public static string Markdown<TStage, TStep, TDeadline>(
        string title, Workflow<TStage, TStep, TDeadline> workflow, Func<TDeadline, TStep?> whenDue)
        where TStage : struct, Enum where TStep : struct, Enum where TDeadline : struct, Enum
    {
        var text = new StringBuilder(
            $"# {title}\n\nGenerated from the procedure table `{workflow.Name}`; a test fails when it is stale.\n\n");
        text.Append("| Step | From | To | Taken by | Starts the clock |\n|---|---|---|---|---|\n");
        foreach (var row in workflow)
            text.Append($"| {row.Step} | {row.From} | {row.To} | {row.By} | {row.Starts?.ToString() ?? "–"} |\n");
        text.Append("\n| Clock | When it runs out |\n|---|---|\n");
        foreach (var deadline in workflow.Select(r => r.Starts).OfType<TDeadline>().Distinct())
        {
            var end = whenDue(deadline) is { } step ? $"time takes {step}" : "a duty is overdue; nothing happens by itself";
            text.Append($"| {deadline} | {end} |\n");
        }
        return text.Append($"\n```mermaid\n{Mermaid(workflow)}```\n").ToString();
    }
}
