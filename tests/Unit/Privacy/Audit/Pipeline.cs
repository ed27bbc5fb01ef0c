using System.Numerics;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy.Audit;

/// <summary>From rows to answers by way of the code that ships; what an auditor is shown.</summary>
internal interface IPipeline
{
    /// <summary>Prepares one data set; the result answers a run with everything its asker sees, null for what does not show.</summary>
    Func<ulong, Int128?[]> Prepare(QueryShape shape, Row[] rows);
}

/// <summary>What ships, as it ships.</summary>
internal sealed class Shipped : IPipeline
{
    public Func<ulong, Int128?[]> Prepare(QueryShape shape, Row[] rows)
    {
        var lanes = shape.Lanes(shape.Plan, rows);
        return seed => Sessions.Ask(shape, new SeededBytes(seed), random => DpRelease.Release(shape.Plan, lanes, random));
    }
}

/// <summary>
/// The same in pieces, so that a bug can be put into one of them. A test holds the pieces without bugs to what ships: same
/// bytes, same answers.
/// </summary>
internal class Pieces : IPipeline
{
    public Func<ulong, Int128?[]> Prepare(QueryShape shape, Row[] rows)
    {
        var plan = Plan(shape);
        var lanes = Lanes(shape, plan, rows);
        return seed => Session(shape, new SeededBytes(seed), random => Release(plan, lanes, random));
    }

    protected virtual DpPlan Plan(QueryShape shape) => shape.Plan;

    protected virtual Int128[] Lanes(QueryShape shape, DpPlan plan, Row[] rows) => shape.Lanes(plan, rows);

    protected virtual Int128?[] Session(QueryShape shape, IRandomBytes random, Func<IRandomBytes, IReadOnlyList<DpGroup>> ask)
        => Sessions.Ask(shape, random, ask);

    protected virtual RandomWords WordsFor(int group, RandomWords words) => words;

    protected virtual bool IsAnswered(DpPlan plan, ReadOnlySpan<Int128> exact)
        => plan.Threshold is null || exact[plan.IdentityCount.FirstLane] > 0;

    protected virtual BigInteger? Threshold(DpPlan plan) => plan.Threshold;

    protected virtual Int128 Draw(DpMeasure measure, RandomWords words) => measure.Noise!.Draw(words);

    protected virtual void AddNoise(DpPlan plan, ReadOnlySpan<Int128> exact, Span<Int128> noisy, RandomWords words)
    {
        foreach (var measure in plan.Measures)
        {
            var (at, count) = (measure.FirstLane, measure.LaneCount);
            if (measure.Choice is { } choice)
            {
                noisy.Slice(at, count).Clear();
                noisy[at] = choice.Choose(exact.Slice(at, count), words);
            }
            else
                for (var i = at; i < at + count; i++) noisy[i] = exact[i] + Draw(measure, words);
        }
    }

    List<DpGroup> Release(DpPlan plan, Int128[] lanes, IRandomBytes random)
    {
        using var words = new RandomWords(random);
        var (noisy, shown) = (new Int128[plan.LaneCount], new List<DpGroup>());
        for (var group = 0; group < lanes.Length / plan.LaneCount; group++)
        {
            var exact = lanes.AsSpan(group * plan.LaneCount, plan.LaneCount);
            if (!IsAnswered(plan, exact)) continue;
            AddNoise(plan, exact, noisy, WordsFor(group, words));
            if (Threshold(plan) is not { } threshold || noisy[plan.IdentityCount.FirstLane] >= threshold)
                shown.Add(new(group, DpRelease.Answers(plan, noisy)));
        }
        return shown;
    }
}

/// <summary>An asker who asks as often as the shape says, against a budget for one answer.</summary>
internal static class Sessions
{
    public static Int128?[] Ask(QueryShape shape, IRandomBytes random, Func<IRandomBytes, IReadOnlyList<DpGroup>> ask)
    {
        var seen = new List<Int128?>();
        var ledger = BudgetLedger.Granting(shape.Budget);
        for (var question = 0; question < shape.Questions; question++)
        {
            var id = new Guid(question, 0, 0, new byte[8]);
            (var verdict, ledger) = ledger.Reserve(id, shape.Plan.Cost);
            seen.AddRange(verdict is BudgetVerdict.Done ? Seen(shape, ask(random)) : new Int128?[Width(shape)]);
            if (verdict is BudgetVerdict.Done) ledger = ledger.Commit(id).Ledger;
        }
        return [.. seen];
    }

    /// <summary>Every number of every group in its place.</summary>
    public static Int128?[] Seen(QueryShape shape, IReadOnlyList<DpGroup> groups)
    {
        var (seen, width) = (new Int128?[Width(shape)], Width(shape) / shape.Groups);
        foreach (var group in groups)
        {
            var at = group.Group * width;
            foreach (var answer in group.Answers)
                foreach (var unit in answer.Units) seen[at++] = (Int128)unit;
        }
        return seen;
    }

    public static int Width(QueryShape shape)
        => shape.Groups * shape.Query.Aggregates.Sum(a => a.Function is DpFunction.Histogram ? a.Bins!.Count : 1);
}
