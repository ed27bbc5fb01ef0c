using System.Globalization;
using System.Text;
using Yuanliu.Compute.Watermark;
using Yuanliu.Tests.Finder;

namespace Yuanliu.Tests.Watermark;

/// <summary>A generated table of consumers, its copies, and what may be done to them.</summary>
internal static class Tables
{
    static readonly string[] Districts = ["东城", "西城", "朝阳", "海淀", "丰台", "石景山", "通州", "昌平", "大兴", "顺义"];
    static readonly string[] Trades = ["餐饮", "零售", "制造", "软件", "物流", "教育", "医疗", "建筑", "金融", "农业", "酒店", "文化"];

    public const string Header = "id,district,trade,age,kwh,income,area,score,balance,opened";

    public static readonly string[] Recipients = [.. Enumerable.Range(1, 20).Select(i => $"org-{i:D2}")];

    public static MarkKey Key(ulong seed)
        => new([.. Enumerable.Range(0, MarkKey.Bytes).Select(i => (byte)new Dice(seed + (ulong)i * 977).Next())]);

    public static byte[] Make(int rows, ulong seed = 1)
    {
        var (dice, text) = (new Dice(seed), new StringBuilder(Header).Append('\n'));
        for (var i = 0; i < rows; i++)
        {
            var district = dice.Below(Districts.Length);
            // The trade depends on the district, and what is consumed on both.
            var trade = (dice.Below(5) + district * 3) % Trades.Length;
            var size = Math.Exp(Normal(dice) * 0.6 + trade * 0.1);
            var (age, opened) = (Math.Clamp((int)(45 + 12 * Normal(dice)), 18, 90), new DateOnly(2010, 1, 1).AddDays(dice.Below(5000)));
            text.Append(CultureInfo.InvariantCulture, $"{10_000_000 + i * 7},{Districts[district]},{Trades[trade]},{age},{300 * size:F1},")
                .Append(CultureInfo.InvariantCulture, $"{6000 * size + 500 * Math.Abs(Normal(dice)):F2},{40 + 60 * size:F1},")
                .Append(CultureInfo.InvariantCulture, $"{600 + 80 * Normal(dice):F1},{2000 * Normal(dice):F2},{opened:yyyy-MM-dd}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static double Normal(Dice dice) => Math.Sqrt(-2 * Math.Log(1 - dice.Share())) * Math.Cos(2 * Math.PI * dice.Share());

    public static (byte[] Copy, MarkReport Report) Copy(byte[] table, MarkDraft draft, MarkKey key, string recipient)
    {
        var target = new MemoryStream(table.Length + 1024);
        var report = MarkedCsv.Write(new MemoryStream(table), target, draft, key, recipient);
        return (target.ToArray(), report);
    }

    public static string[][] Rows(byte[] table) => [.. Encoding.UTF8.GetString(table).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.TrimEnd('\r').Split(','))];

    public static byte[] Join(IEnumerable<string[]> rows)
        => Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => string.Join(',', row))) + "\n");

    public static string[][] Deleted(string[][] rows, double share, Dice dice)
        => [rows[0], .. rows.Skip(1).Where(_ => !dice.Happens(share))];

    public static string[][] Shuffled(string[][] rows, Dice dice)
    {
        var body = rows[1..];
        for (var i = body.Length - 1; i > 0; i--)
        {
            var other = dice.Below(i + 1);
            (body[i], body[other]) = (body[other], body[i]);
        }
        return [rows[0], .. body];
    }

    /// <summary>Cells, those of the key too, replaced by the value of another row.</summary>
    public static string[][] Flipped(string[][] rows, double share, Dice dice) => [rows[0], .. rows.Skip(1).Select(row =>
        row.Select((cell, column) => dice.Happens(share) ? rows[1 + dice.Below(rows.Length - 1)][column] : cell).ToArray())];

    /// <summary>Copies laid together: where they differ, one of them is chosen.</summary>
    public static string[][] Mixed(string[][][] copies, Func<string[], string> choose)
        => [.. Enumerable.Range(0, copies[0].Length).Select(row =>
        Enumerable.Range(0, copies[0][row].Length).Select(column => choose([.. copies.Select(copy => copy[row][column])])).ToArray())];
}
