using System.Diagnostics;
using System.Text;
using Yuanliu.Compute.Finder;
using Yuanliu.Tests.Finder;

namespace Yuanliu.Bench;

/// <summary>
/// What the finder finds among a million generated cells with near misses, and how many bytes a second it reads on one core.
/// </summary>
internal static class FinderBench
{
    const int Cells = 1_000_000, Rounds = 5;

    /// <summary>Running text of an office, in which an identifier stands every few lines.</summary>
    const string Office = "经核实，该申请符合受理条件，请于3个工作日内补充材料并通知申请人。全市新增机动车12.5万辆，同比增长3.2%，其中新能源车占比过半。"
        + "本标准适用于网络设备的测试方法，高级经理负责项目的全面管理工作。The meeting was moved to 10:30 on 2024-05-06, see section 4.2.\n";

    public static Task<IReadOnlyList<Figure>> Run()
    {
        var measure = Measure.Of(seed: 20260601, Cells);
        var (dense, sparse, table) = (Dense(), Sparse(), Table());
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new($"finder: recall on {Cells:N0} generated cells, seed 20260601", $"{measure.Recall:P3}", "≥ 99.5 %"),
            new("finder: precision on the same cells", $"{measure.Precision:P3}", "≥ 99 %"),
            Worst("recall", measure.WorstRecall, measure.WorstRecall.Recall, "≥ 99.5 %"),
            Worst("precision", measure.WorstPrecision, measure.WorstPrecision.Precision, "≥ 99 %"),
            new("finder: office text, an identifier every 1,000 bytes, one core", Rate(sparse), "≥ 150 MB/s"),
            new("finder: those cells as text, an identifier every 55 bytes, one core", Rate(dense), "≥ 150 MB/s"),
            new("finder: a table of measurements as CSV, no identifier, one core", Rate(table), "≥ 150 MB/s"),
        ]);
    }

    /// <summary>A sum hides a kind that is missed: the worst one must reach the goal too.</summary>
    static Figure Worst(string what, Measure.OfKind kind, double share, string goal)
        => new($"finder: the worst of {Enum.GetValues<IdentifierKind>().Length} kinds by {what}", $"{share:P3} ({kind.Kind})", goal);

    static string Rate(byte[] text)
    {
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var found = 0L;
            foreach (var _ in new TextScanner(text)) found++;
            if (round > 0) rates.Add(text.Length / 1e6 / watch.Elapsed.TotalSeconds);
        }
        return $"{Benchmarks.Median(rates):F0} MB/s ({rates.Min():F0} … {rates.Max():F0})";
    }

    static byte[] Dense()
    {
        var (corpus, text) = (new Corpus(1), new List<byte>());
        while (text.Count < 32 << 20)
        {
            text.AddRange(corpus.Next().Utf8);
            text.Add((byte)'\n');
        }
        return [.. text];
    }

    static byte[] Sparse()
    {
        var (dice, text) = (new Dice(2), new StringBuilder());
        var kinds = Enum.GetValues<IdentifierKind>();
        while (text.Length < 12 << 20)
            text.Append(Office).Append(Office).Append("办理人电话").Append(Valid.Of(dice.Of(kinds), dice)).Append('。');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static byte[] Table() => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500_000).Select(i =>
        $"{i},2013,{i % 12},{i % 28},{i % 24},{i * 7L % 500 / 10.0:F1},{i * 13L % 900}.0,{i % 40 / 4.0:F2},NW,Aotizhongxin\n")));
}
