using System.Numerics;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy.Audit;

/// <summary>Mistakes that were made somewhere, each in one piece of the pipeline.</summary>
internal static class Bugs
{
    /// <summary>Half the standard deviation: σ where σ² was meant, or a budget that two measures took for theirs.</summary>
    public sealed class WrongScale : Pieces
    {
        protected override DpPlan Plan(QueryShape shape) => DpPlan.For(shape.Query, new(shape.Plan.Cost.Rho.Units * 4));
    }

    /// <summary>Δ taken from the middle of the bounds although the sum is not centred.</summary>
    public sealed class HalfSensitivity : Pieces
    {
        protected override Int128 Draw(DpMeasure measure, RandomWords words)
            => Noise.For(measure.Noise!.Kind, (measure.Sensitivity + 1) / 2, 1, measure.Noise.RhoOf(measure.Sensitivity)).Draw(words);
    }

    /// <summary>Values are summed as they come.</summary>
    public sealed class ForgottenClamp : Pieces
    {
        protected override Int128[] Lanes(QueryShape shape, DpPlan plan, Row[] rows)
        {
            // The reference clamps whatever it is given, so the overshoot is put back where sums are kept.
            var lanes = shape.Lanes(plan, rows);
            foreach (var measure in plan.Measures.Where(m => m.Kind is MeasureKind.Sum))
                foreach (var row in rows.Where(r => r.Value is not null))
                    lanes[row.Group * plan.LaneCount + measure.FirstLane] += row.Value!.Value - measure.Column!.Clamp(row.Value.Value);
            return lanes;
        }
    }

    /// <summary>All groups of an identity count.</summary>
    public sealed class NoGroupBound : Pieces
    {
        protected override Int128[] Lanes(QueryShape shape, DpPlan plan, Row[] rows) => shape.Lanes(
            DpPlan.For(plan.Query with { Bounds = new(1000, plan.Query.Bounds.RowsMax) }, new(plan.Cost.Rho.Units)), rows);
    }

    /// <summary>All rows of an identity count.</summary>
    public sealed class NoRowBound : Pieces
    {
        protected override Int128[] Lanes(QueryShape shape, DpPlan plan, Row[] rows) => shape.Lanes(
            DpPlan.For(plan.Query with { Bounds = new(plan.Query.Bounds.GroupsMax, 1000) }, new(plan.Cost.Rho.Units)), rows);
    }

    /// <summary>Each table is bounded and then joined: an identity brings as many rows as the product of its bounds.</summary>
    public sealed class BoundedBeforeJoin : Pieces
    {
        protected override Int128[] Lanes(QueryShape shape, DpPlan plan, Row[] rows) => shape.Lanes(
            DpPlan.For(plan.Query with { Bounds = new(1000, 1000) }, new(plan.Cost.Rho.Units)),
            [.. rows.GroupBy(r => r.Identity).SelectMany(own => own.Take(plan.Query.Bounds.RowsMax))]);
    }

    /// <summary>Tables with identities are joined on another column: one identity's rows multiply those of all others.</summary>
    public sealed class JoinedOnAnotherColumn : Pieces
    {
        protected override Int128[] Lanes(QueryShape shape, DpPlan plan, Row[] rows)
            => RoomShapes.OnAnotherColumn(plan, rows, shape.Groups);
    }

    /// <summary>Noise passes through a float, which keeps 24 bits: the low bits of an answer are those of the data.</summary>
    public sealed class FloatRounding : Pieces
    {
        protected override Int128 Draw(DpMeasure measure, RandomWords words) => (Int128)(float)(double)base.Draw(measure, words);
    }

    /// <summary>One draw serves all measures and lanes of a group.</summary>
    public sealed class NoiseReused : Pieces
    {
        protected override void AddNoise(DpPlan plan, ReadOnlySpan<Int128> exact, Span<Int128> noisy, RandomWords words)
        {
            base.AddNoise(plan, exact, noisy, words);
            var noised = plan.Measures.First(m => m.Noise is not null);
            var drawn = noisy[noised.FirstLane] - exact[noised.FirstLane];
            foreach (var measure in plan.Measures.Where(m => m.Noise is not null))
                for (var i = measure.FirstLane; i < measure.FirstLane + measure.LaneCount; i++) noisy[i] = exact[i] + drawn;
        }
    }

    /// <summary>Every group starts from the seed anew: groups differ by the data alone.</summary>
    public sealed class SeedShared : Pieces
    {
        ulong seed;

        protected override RandomWords WordsFor(int group, RandomWords words)
        {
            if (group == 0) seed = words.Next();
            return SeededBytes.Words(seed);
        }
    }

    /// <summary>Greater than where greater or equal was computed: one identity too few.</summary>
    public sealed class ThresholdOffByOne : Pieces
    {
        protected override BigInteger? Threshold(DpPlan plan) => base.Threshold(plan) - 1;
    }

    /// <summary>δ for each group instead of for all groups of an identity.</summary>
    public sealed class DeltaForEachGroup : Pieces
    {
        readonly Dictionary<DpPlan, BigInteger> known = [];

        protected override BigInteger? Threshold(DpPlan plan)
        {
            if (plan.Threshold is null) return null;
            if (!known.TryGetValue(plan, out var threshold))
                known[plan] = threshold = plan.IdentityCount.Noise!.ReachedWith(plan.Query.Keys.Delta.Exact) + 1;
            return threshold;
        }
    }

    /// <summary>Groups show as soon as somebody is in them.</summary>
    public sealed class DeltaIgnored : Pieces
    {
        protected override BigInteger? Threshold(DpPlan plan) => plan.Threshold is null ? null : -1_000_000;
    }

    /// <summary>A size and a sign, and zero with both signs: twice as likely as it should be.</summary>
    public sealed class ZeroTwice : Pieces
    {
        protected override Int128 Draw(DpMeasure measure, RandomWords words)
        {
            while (true)
                if (base.Draw(measure, words) is var drawn && (drawn == 0 || words.Bit())) return drawn;
        }
    }

    /// <summary>The sign is forgotten: an answer is never below the truth.</summary>
    public sealed class SignForgotten : Pieces
    {
        protected override Int128 Draw(DpMeasure measure, RandomWords words) => Int128.Abs(base.Draw(measure, words));
    }

    /// <summary>Groups of the public list that nobody is in are left out.</summary>
    public sealed class EmptyGroupsDropped : Pieces
    {
        protected override bool IsAnswered(DpPlan plan, ReadOnlySpan<Int128> exact) => exact.ContainsAnyExcept((Int128)0);
    }

    /// <summary>Askers at the same time all see the budget untouched; it is charged when their answers have left.</summary>
    public sealed class ChargedAfter : Pieces
    {
        protected override Int128?[] Session(QueryShape shape, IRandomBytes random, Func<IRandomBytes, IReadOnlyList<DpGroup>> ask)
            => [.. Enumerable.Range(0, shape.Questions).SelectMany(_ => Sessions.Seen(shape, ask(random)))];
    }
}
