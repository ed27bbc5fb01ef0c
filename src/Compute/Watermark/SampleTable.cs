using System.Globalization;
using System.Text;
using Yuanliu.Compute.Csv;

namespace Yuanliu.Compute.Watermark;

/// <summary>A column of the sample and what its values are like.</summary>
internal sealed class SampleColumn(int index, string name, string[] values)
{
    public int Index => index;
    public string Name => name;
    public string[] Values => values;
    public int Distinct { get; } = values.Distinct().Count();
    public bool IsNumber { get; private set; }
    public bool IsWhole { get; private set; }
    public double Mean { get; private set; }
    public double Spread { get; private set; }

    /// <summary>The smallest difference that its decimals can write.</summary>
    public double Unit { get; private set; } = 1;

    public SampleColumn Measured()
    {
        var numbers = Numbers().Select(number => number.Value).ToList();
        var filled = values.Count(value => value.Length > 0);
        IsNumber = filled > 0 && numbers.Count >= 0.95 * filled;
        if (!IsNumber) return this;
        var places = values.Max(value => value.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? value.Length - 1 - point : 0);
        (IsWhole, Unit, Mean) = (places == 0, Math.Pow(10, -places), numbers.Average());
        Spread = Math.Sqrt(numbers.Sum(number => (number - Mean) * (number - Mean)) / numbers.Count);
        return this;
    }

    public (double Value, byte[] Text)[] SortedNumbers() => [.. Numbers().DistinctBy(number => number.Text).OrderBy(number => number.Value)
        .Select(number => (number.Value, Encoding.UTF8.GetBytes(number.Text)))];

    IEnumerable<(double Value, string Text)> Numbers()
    {
        foreach (var text in values)
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
                yield return (value, text);
    }
}

/// <summary>The head of a file, by columns.</summary>
internal sealed class SampleTable
{
    SampleTable(List<SampleColumn> columns, int rows) => (Columns, Rows) = (columns, rows);

    public IReadOnlyList<SampleColumn> Columns { get; }
    public int Rows { get; }

    public static SampleTable Read(Stream csv, int rowsMax)
    {
        var reader = new CsvReader(csv);
        if (!reader.Next()) return new([], 0);
        var header = Texts(reader);
        var rows = new List<string[]>();
        while (rows.Count < rowsMax && reader.Next()) rows.Add(Texts(reader));
        return new([.. header.Select((name, index) =>
            new SampleColumn(index, name, [.. rows.Select(row => index < row.Length ? row[index] : "")]).Measured())], rows.Count);
    }

    public static string[] Texts(CsvReader row)
    {
        var texts = new string[row.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = Encoding.UTF8.GetString(CellText.Canonical(row[i]));
        return texts;
    }

    /// <summary>Rows that no other equals in these columns, as a part of all.</summary>
    public double UniqueShare(IReadOnlyList<SampleColumn> columns)
        => Rows == 0 ? 0 : (double)Enumerable.Range(0, Rows)
            .GroupBy(row => string.Join('\u001F', columns.Select(column => column.Values[row])))
            .Count(group => group.Count() == 1) / Rows;

    /// <summary>Mutual information of two columns, in nats: how much one tells of the other.</summary>
    public double Information(SampleColumn one, SampleColumn other)
    {
        var (ones, others) = (one.Values.CountBy(value => value).ToDictionary(), other.Values.CountBy(value => value).ToDictionary());
        return one.Values.Zip(other.Values).CountBy(pair => pair).Sum(pair =>
            (double)pair.Value / Rows * Math.Log((double)pair.Value * Rows / ((double)ones[pair.Key.First] * others[pair.Key.Second])));
    }

    /// <summary>The values of a column by those of its companion, save what occurs there only once or twice.</summary>
    public Dictionary<string, byte[][]> Beside(SampleColumn column, SampleColumn? companion) => Enumerable.Range(0, Rows)
        .Where(row => column.Values[row].Length > 0).GroupBy(row => companion?.Values[row] ?? "").ToDictionary(group => group.Key, group =>
            group.GroupBy(row => column.Values[row]).Where(same => same.Count() > 2)
                .SelectMany(same => same.Select(_ => Encoding.UTF8.GetBytes(same.Key))).ToArray());
}
