using System.Collections;

namespace Yuanliu.Kernel;

/// <summary>In what capacity somebody takes a step. Time is an actor too.</summary>
public enum Actor
{
    Applicant, Registrar, Objector, Time, Steward, Seller, Buyer, Operator, Platform,
    Reviewer, Committee, BusinessDepartment, AssetDepartment, FinanceDepartment, DecisionBody,
}

/// <summary>One row of a procedure: who may take which step from where to where, and what the law starts timing then.</summary>
public sealed record Transition<TStage, TStep, TDeadline>(TStep Step, TStage From, TStage To, Actor By, TDeadline? Starts)
    where TStage : struct, Enum where TStep : struct, Enum where TDeadline : struct, Enum;

/// <summary>A legal procedure as data. It decides nothing but legality: side effects belong to the slice that takes the step.</summary>
public sealed class Workflow<TStage, TStep, TDeadline>(string name) : IEnumerable<Transition<TStage, TStep, TDeadline>>
    where TStage : struct, Enum where TStep : struct, Enum where TDeadline : struct, Enum
{
    readonly List<Transition<TStage, TStep, TDeadline>> rows = [];

    public string Name => name;

    public void Add(TStep step, TStage from, TStage to, Actor by, TDeadline? starts = null)
    {
        if (rows.Any(r => r.From.Equals(from) && r.Step.Equals(step) && r.By == by))
            throw new InvalidOperationException($"{name}: {step} from {from} by {by} stands twice.");
        rows.Add(new(step, from, to, by, starts));
    }

    public Result<Transition<TStage, TStep, TDeadline>> Find(TStage from, TStep step, Actor by)
    {
        var open = rows.Where(r => r.From.Equals(from) && r.Step.Equals(step)).ToList();
        if (open.Count == 0)
            return new Refusal(
                RefusalKind.Conflict, $"{name}.step-not-open", $"当前阶段（{from}）不能办理“{step}”。", $"{step} is not possible while {from}.");
        if (open.FirstOrDefault(r => r.By == by) is not { } row)
            return new Refusal(RefusalKind.Forbidden, $"{name}.wrong-actor",
                $"“{step}”应由 {open[0].By} 办理，而不是 {by}。", $"{step} is taken by {open[0].By}, not {by}.");
        return row;
    }

    /// <summary>The steps open to any of these actors now; the source of every button.</summary>
    public IEnumerable<Transition<TStage, TStep, TDeadline>> OpenTo(TStage stage, params Actor[] actors)
        => rows.Where(r => r.From.Equals(stage) && actors.Contains(r.By));

    public IEnumerator<Transition<TStage, TStep, TDeadline>> GetEnumerator() => rows.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>An action the caller may take now. The web draws one button from each and knows no procedure of its own.</summary>
/// <param name="NeedsReason">The act cannot be undone, or speaks against somebody: a reason is part of it.</param>
/// <param name="Main">The step the procedure expects next.</param>
public sealed record OpenStep(string Step, string Actor, string Href, string? Basis, bool NeedsReason, bool Main);
