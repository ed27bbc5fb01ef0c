using System.Diagnostics;
using System.Globalization;
using System.Text;
using Yuanliu.Compute.Watermark;
using Yuanliu.Tests.Finder;

namespace Yuanliu.Bench;

/// <summary>
/// Marking a file of a million rows for one recipient against writing the same file without marks, in turns; and finding the recipient.
/// </summary>
internal static class MarkBench
{
    const int Rows = 1_000_000, Rounds = 5;

    public static Task<IReadOnlyList<Figure>> Run() => Benchmarks.InFolder<IReadOnlyList<Figure>>(folder =>
    {
        var (source, target) = (Path.Combine(folder, "source.csv"), Path.Combine(folder, "target.csv"));
        var key = new MarkKey(new byte[MarkKey.Bytes]);
        Make(source);
        var watch = Stopwatch.StartNew();
        MarkDraft draft;
        using (var file = File.OpenRead(source)) draft = MarkDraft.Of("bench/1", file, ["id"], Rows)!;
        var drafted = watch.Elapsed;

        var (plain, marked, changed) = (new List<double>(), new List<double>(), 0L);
        for (var round = 0; round < Rounds; round++)
        {
            plain.Add(Timed(source, target, (from, to) => MarkedCsv.WritePlain(from, to)));
            marked.Add(Timed(source, target, (from, to) => changed = MarkedCsv.Write(from, to, draft, key, "org-01").Changed));
        }
        watch.Restart();
        using var leak = File.OpenRead(target);
        var accused = MarkDetector.Read(leak, draft.Plan, key).Judge([.. Enumerable.Range(1, 20).Select(i => $"org-{i:D2}")]);
        var (write, mark) = (Benchmarks.Median(plain), Benchmarks.Median(marked));
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new($"watermark: marking {Rows:N0} rows × 10 columns {mark:F2} s ({marked.Min():F2} … {marked.Max():F2}) against writing them "
                + $"{write:F2} s", Benchmarks.Ratio(mark / write), "≤ 2 ×"),
            new("watermark: the same with the draft, made once for all recipients",
                Benchmarks.Ratio((mark + drafted.TotalSeconds) / write), ""),
            new("watermark: cells changed", $"{(double)changed / Rows / 10:P3}", "≤ 0.5 %"),
            new("watermark: detection among 20 recipients", Benchmarks.Seconds(watch.Elapsed), ""),
            new("watermark: recipient's p-value, as a power of ten", $"{accused[0].Recipient} {accused[0].PValueLog10:F0}", "< -9"),
        ]);
    });

    static double Timed(string source, string target, Action<Stream, Stream> write)
    {
        using var from = File.OpenRead(source);
        using var to = File.Create(target);
        var watch = Stopwatch.StartNew();
        write(from, to);
        return watch.Elapsed.TotalSeconds;
    }

    static void Make(string path)
    {
        var dice = new Dice(1);
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16);
        text.Write("id,district,trade,age,kwh,income,area,score,balance,opened\n");
        for (var i = 0; i < Rows; i++)
        {
            var trade = dice.Below(12);
            text.Write(string.Create(CultureInfo.InvariantCulture,
                $"{10_000_000 + i},区{trade % 5 + dice.Below(5)},业{trade},{18 + dice.Below(60)},"));
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{dice.Share() * 900:F1},{dice.Share() * 20000:F2},"));
            text.Write(string.Create(CultureInfo.InvariantCulture,
                $"{dice.Share() * 200:F1},{400 + dice.Share() * 400:F1},{dice.Share() * 4000 - 2000:F2},"));
            text.Write(string.Create(CultureInfo.InvariantCulture, $"20{dice.From(10, 24)}-0{dice.From(1, 9)}-1{dice.Below(10)}\n"));
        }
    }
}
