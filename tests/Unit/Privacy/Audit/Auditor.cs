using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy.Audit;

/// <summary>What an audit found worst: the event, its chances on either data set, and the promise that it breaks.</summary>
internal sealed record Finding(string Shape, string Event, double AtLeast, double AtMost, double Epsilon, double Delta)
{
    public override string ToString() => FormattableString.Invariant(
        $"{Shape}: {Event} has at least {AtLeast:F4} against at most {AtMost:F4}, more than ε {Epsilon:F3} and δ {Delta:F5} allow");
}

/// <summary>
/// Tests a promise from outside: runs a query many times on two neighbouring data sets and looks for an event that is likelier on one than
/// e^ε times the other plus δ. Half of the runs choose the events (likelihood ratios in histograms of many views of an answer), the other
/// half test them, so that choosing costs no confidence. Bounds on chances are Chernoff's and hold for any number of runs: code that keeps
/// its promise is rejected with a chance below one in a thousand for each shape.
/// </summary>
internal static class Auditor
{
    const int EventsTested = 8;
    /// <summary>ln(2·8/0.001): two bounds for each of eight events.</summary>
    static readonly double LogConfidence = Math.Log(2 * EventsTested / 0.001);

    static readonly double[] Epsilons = [0, 0.1, 0.3, 0.6, 1, 1.5, 2.2, 3, 4.5, 6, 9];

    readonly record struct Candidate(View View, bool Reversed, bool[] Cells, double Epsilon, double Delta, double Gain);

    /// <summary>Null when nothing speaks against the promise.</summary>
    public static Finding? Audit(QueryShape shape, IPipeline pipeline, int runs, ulong seed = 1)
        => Audit(shape, pipeline, [.. Epsilons.Select(e => (e, DeltaAt(shape, e))).Where(p => p.Item2 < 1)], runs, seed);

    /// <param name="promises">Pairs of ε and δ, all of which are said to hold.</param>
    public static Finding? Audit(
        QueryShape shape, IPipeline pipeline, IReadOnlyList<(double Epsilon, double Delta)> promises, int runs, ulong seed)
    {
        var (with, without) = (pipeline.Prepare(shape, shape.With), pipeline.Prepare(shape, shape.Without));
        var (chooseWith, chooseWithout) = (Run(with, runs, seed * 4), Run(without, runs, seed * 4 + 1));
        var chosen = Views.Of(chooseWith, chooseWithout).SelectMany(view => Candidates(view, promises, chooseWith, chooseWithout))
            .OrderByDescending(c => c.Gain).Take(EventsTested).ToList();
        var (testWith, testWithout) = (Run(with, runs, seed * 4 + 2), Run(without, runs, seed * 4 + 3));
        return chosen.Select(c => c.Reversed ? Test(shape, c, testWithout, testWith) : Test(shape, c, testWith, testWithout))
            .FirstOrDefault(f => f is not null);
    }

    /// <summary>For each promise the cells that are likelier than it allows, and by how many standard deviations all of them are.</summary>
    static IEnumerable<Candidate> Candidates(
        View view, IReadOnlyList<(double Epsilon, double Delta)> promises, Int128?[][] with, Int128?[][] without)
    {
        var (a, b, runs) = (view.Histogram(with), view.Histogram(without), (double)with.Length);
        foreach (var reversed in (bool[])[false, true])
        {
            if (reversed) (a, b) = (b, a);
            foreach (var (epsilon, delta) in promises)
            {
                var factor = Math.Exp(epsilon);
                var cells = new bool[a.Length];
                var (p, q) = (0.0, 0.0);
                for (var i = 0; i < a.Length; i++)
                    if (cells[i] = a[i] > factor * b[i]) (p, q) = (p + a[i] / runs, q + b[i] / runs);
                var spread = Math.Sqrt((p * (1 - p) + factor * factor * q * (1 - q) + (1 + factor * factor) / runs) / runs);
                yield return new(view, reversed, cells, epsilon, delta, (p - factor * q - delta) / spread);
            }
        }
    }

    static Finding? Test(QueryShape shape, Candidate candidate, Int128?[][] likely, Int128?[][] unlikely)
    {
        var atLeast = 1 - UpperBound(likely.Length - Hits(candidate, likely), likely.Length);
        var atMost = UpperBound(Hits(candidate, unlikely), unlikely.Length);
        return atLeast > Math.Exp(candidate.Epsilon) * atMost + candidate.Delta
            ? new(shape.Name, candidate.View.Name, atLeast, atMost, candidate.Epsilon, candidate.Delta)
            : null;
    }

    static int Hits(Candidate candidate, Int128?[][] outcomes) => outcomes.Count(o => candidate.Cells[candidate.View.CellOf(o)]);

    /// <summary>The largest chance under which so few hits are not yet too unlikely: runs·KL(share‖p) ≤ ln(1/α).</summary>
    static double UpperBound(int hits, int runs)
    {
        var share = (double)hits / runs;
        var (low, high) = (share, 1.0);
        for (var i = 0; i < 50; i++)
        {
            var p = (low + high) / 2;
            var divergence = (share > 0 ? share * Math.Log(share / p) : 0)
                + (share < 1 ? (1 - share) * Math.Log((1 - share) / (1 - p)) : 0);
            if (runs * divergence <= LogConfidence) low = p; else high = p;
        }
        return high;
    }

    static double DeltaAt(QueryShape shape, double epsilon)
        => (double)Accountant.DeltaAt(shape.Budget, new((long)(epsilon * Epsilon.UnitsPerOne))).Units / Delta.UnitsPerOne;

    static Int128?[][] Run(Func<ulong, Int128?[]> ask, int runs, ulong seed)
    {
        var outcomes = new Int128?[runs][];
        for (var i = 0; i < runs; i++) outcomes[i] = ask(seed * 0x1000000 + (ulong)i);
        return outcomes;
    }
}
