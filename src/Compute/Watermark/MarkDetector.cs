using Yuanliu.Compute.Csv;

namespace Yuanliu.Compute.Watermark;

/// <summary>标记检测结论 — what a found file says about one recipient.</summary>
/// <param name="PValueLog10">
/// The logarithm of a bound on the chance that somebody who had no part in the file scores as much, times the number of recipients
/// compared.
/// </param>
public sealed record Accusation(string Recipient, double Score, double PValueLog10)
{
    /// <summary>Nobody is named unless chance is below one in a thousand million.</summary>
    public const double AccusedBelowLog10 = -9;

    public bool IsAccused => PValueLog10 < AccusedBelowLog10;
}

/// <summary>标记检测 — reads marks from a found file without the original, and names whose copy it was.</summary>
/// <remarks>
/// The bound is Chernoff's on the very positions read: the bits of somebody without a part are independent of the file, whatever was done
/// to it, so the moments of a score are known exactly and no normal approximation is needed.
/// </remarks>
public sealed class MarkDetector
{
    readonly MarkPlan plan;
    readonly MarkKey key;
    readonly (ulong Position, double Bias, bool Bit)[] read;

    readonly ScoreBound bound;

    MarkDetector(MarkPlan plan, MarkKey key, (ulong Position, double Bias, bool Bit)[] read)
    {
        (this.plan, this.key, this.read) = (plan, key, read);
        bound = new(read.Select(each => (each.Bias, each.Bit)));
    }

    /// <summary>Positions that could be read.</summary>
    public int Positions => read.Length;

    /// <param name="csv">The found file: UTF-8 with a header; columns in any order, rows too, both perhaps incomplete.</param>
    public static MarkDetector Read(Stream csv, MarkPlan plan, MarkKey key, CancellationToken ct = default)
    {
        var row = new CsvReader(csv);
        if (!row.Next()) return new(plan, key, []);
        var reader = new MarkReader(plan, key, SampleTable.Texts(row));
        var votes = new Dictionary<ulong, (int Sum, double Bias)>();
        for (var rows = 1L; row.Next(); rows++)
        {
            if (rows % 4096 == 0) ct.ThrowIfCancellationRequested();
            for (var set = 0; set < reader.KeyCount; set++)
            {
                if (!reader.TryPlace(row, set, out var place)) continue;
                if (!reader.TryRead(place, row[reader.Columns[place.Column]], out var bit)) continue;
                // A row copied a thousand times is one position all the same.
                var before = votes.TryGetValue(place.Position, out var vote) ? vote : (0, reader.BiasOf(place));
                votes[place.Position] = (before.Item1 + (bit ? 1 : -1), before.Item2);
            }
        }
        return new(plan, key, [.. votes.Where(vote => vote.Value.Sum != 0)
            .Select(vote => (vote.Key, vote.Value.Bias, vote.Value.Sum > 0))]);
    }

    /// <summary>Compares with every recipient the file went to, the likeliest first.</summary>
    public IReadOnlyList<Accusation> Judge(IReadOnlyCollection<string> recipients)
    {
        var correction = Math.Log10(Math.Max(1, recipients.Count));
        return [.. recipients.Select(recipient =>
        {
            var score = ScoreOf(recipient);
            return new Accusation(recipient, score, Math.Min(0, bound.Log10(score) + correction));
        }).OrderBy(each => each.PValueLog10).ThenByDescending(each => each.Score)];
    }

    double ScoreOf(string recipient)
    {
        var (code, score) = (key.For("recipient", $"{plan.File}\n{recipient}"), 0.0);
        foreach (var (position, bias, bit) in read) score += TardosCode.Score(TardosCode.Bit(code.Of(position, 0), bias), bit, bias);
        return score;
    }
}
