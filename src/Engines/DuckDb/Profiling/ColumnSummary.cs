using System.Globalization;
using Yuanliu.Compute.Finder;

namespace Yuanliu.Engines.DuckDb.Profiling;

/// <summary>The questions about one column, and their answers: first a summary, then the counts whose bins the summary gave.</summary>
internal sealed class ColumnSummary
{
    public static readonly double[] Levels = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>A longer value is no category; to ask for it would make long statements.</summary>
    const int TopCharsMax = 200;

    readonly ProfileOptions options;
    readonly Form form;
    readonly string raw, value;
    object?[] answers = [];
    double[] bins = [];
    string[] top = [];

    /// <summary>What can be asked about a type.</summary>
    enum Form { Number, Time, Text, Other }

    public ColumnSummary(Column column, ProfileOptions options)
    {
        (Column, this.options) = (column, options);
        raw = Sql.Name(column.Name);
        (form, value) = column.Type.Id switch
        {
            TypeId.Float or TypeId.Double => (Form.Number, $"(CASE WHEN abs({raw}) < 1e150 THEN {raw}::DOUBLE END)"),
            TypeId.Decimal or TypeId.HugeInt or TypeId.UHugeInt => (Form.Number, $"{raw}::DOUBLE"),
            _ when column.Type.IsNumeric => (Form.Number, raw),
            TypeId.Date or TypeId.TimestampTz => (Form.Time, $"(CASE WHEN isfinite({raw}) THEN {raw} END)"),
            _ when column.Type.IsTemporal => (Form.Time, $"(CASE WHEN isfinite({raw}::TIMESTAMP) THEN {raw}::TIMESTAMP END)"),
            TypeId.Varchar => (Form.Text, raw),
            TypeId.Enum or TypeId.Boolean => (Form.Text, $"{raw}::VARCHAR"),
            _ => (Form.Other, raw),
        };
        MayIdentify = column.Type.Id is TypeId.Varchar or TypeId.BigInt or TypeId.UBigInt or TypeId.HugeInt or TypeId.Decimal
            || column.Type.Id is TypeId.Double or TypeId.Float && ColumnHint.Of(column.Name).Asks(IdentifierKind.Coordinates);
    }

    public Column Column { get; }

    /// <summary>Whether its values can be identifiers: text and numbers of many digits; of others only places on the earth.</summary>
    public bool MayIdentify { get; }

    /// <summary>What to select; <see cref="TakeSummary"/> takes the values in this order.</summary>
    public IEnumerable<string> SummarySql() =>
        new[] { $"count({raw})", $"approx_count_distinct({raw})" }.Concat(form switch
        {
            Form.Number =>
            [
                $"min({value})", $"max({value})", $"avg({value})", $"stddev_samp({value})",
                $"approx_quantile({value}, {List(Levels)}::FLOAT[])",
            ],
            Form.Time => [$"min({value})", $"max({value})", $"approx_quantile({value}, {List(Levels)}::FLOAT[])"],
            Form.Text =>
            [
                Cut($"min({value})"), Cut($"max({value})"), $"min(length({value}))", $"max(length({value}))",
                $"approx_top_k({value}, {options.BinsMax})",
            ],
            Form.Other => Array.Empty<string>(),
        });

    public void TakeSummary(Queue<object?> row)
    {
        answers = [.. SummarySql().Select(_ => row.Dequeue())];
        if (form is Form.Number or Form.Time && answers[2] is not (null or string) && answers[3] is not (null or string))
            bins = Bins(Number(answers[2]!), Number(answers[3]!));
        if (form == Form.Text && answers[6] is object?[] values)
            top = [.. values.OfType<string>().Where(text => text.Length <= TopCharsMax && !text.Contains('\0')).Distinct()];
    }

    /// <summary>What to select once the bins are known; nothing for a column without values.</summary>
    public IEnumerable<string> CountsSql()
    {
        var number = form == Form.Time ? $"epoch({value})" : $"{value}::DOUBLE";
        if (bins.Length > 0) yield return $"histogram({number}, {List(bins)}::DOUBLE[])";
        if (top.Length > 0) yield return $"histogram_exact({value}, {Sql.Texts(top)})";
    }

    public ColumnProfile TakeCounts(Queue<object?> row, long rows)
    {
        var values = (long)answers[0]!;
        var profile = new ColumnProfile
        {
            Name = Column.Name,
            Type = Column.Type.ToString(),
            Nulls = rows - values,
            DistinctEstimate = Math.Min((long)answers[1]!, values),
        };
        if (form == Form.Other) return profile;
        profile = profile with { Min = Show(answers[2]), Max = Show(answers[3]) };
        return form switch
        {
            Form.Number => profile with
            {
                Mean = (double?)answers[4],
                StandardDeviation = (double?)answers[5],
                Quantiles = Quantiles(answers[6]),
                Histogram = bins.Length > 0 ? Histogram(row.Dequeue()) : [],
            },
            Form.Time => profile with
            {
                Quantiles = Quantiles(answers[4]),
                Histogram = bins.Length > 0 ? Histogram(row.Dequeue()) : [],
            },
            Form.Text or Form.Other => profile with
            {
                LengthMin = (long?)answers[4],
                LengthMax = (long?)answers[5],
                Top = top.Length > 0 ? TopOf(row.Dequeue()) : [],
            },
        };
    }

    /// <summary>Upper ends of bins that reach exactly to the largest value; whole numbers of a small range get one bin each.</summary>
    double[] Bins(double min, double max)
    {
        if (min >= max) return [max];
        var isWhole = form == Form.Number && Column.Type.Id is not (TypeId.Float or TypeId.Double or TypeId.Decimal);
        var isByDay = Column.Type.Id == TypeId.Date;
        var unit = isByDay ? 86_400 : isWhole ? 1 : 0.0;
        if (unit > 0 && (max - min) / unit < options.BinsMax)
            return [.. Enumerable.Range(0, (int)Math.Round((max - min) / unit) + 1).Select(i => min + i * unit)];

        var width = (max - min) / options.BinsMax;
        if (unit > 0) width = Math.Ceiling(width / unit) * unit;
        var ends = Enumerable.Range(1, options.BinsMax).Select(i => min + i * width).TakeWhile(end => end < max);
        return [.. ends.Append(max).Distinct()];
    }

    List<Bin> Histogram(object? map)
    {
        var counts = new long[bins.Length];
        foreach (var entry in ((object?[])map!).Cast<Dictionary<string, object?>>())
        {
            // Rounding may put the largest value above the last end; DuckDB counts such values under infinity.
            var at = Array.BinarySearch(bins, (double)entry["key"]!);
            counts[at >= 0 ? at : ^1] += Count(entry["value"]);
        }
        var least = Number(answers[2]!);
        return [.. bins.Select((to, i) => new Bin(End(i == 0 ? least : bins[i - 1]), End(to), counts[i]))];
    }

    List<ValueCount> TopOf(object? map)
    {
        var asked = top.ToHashSet();
        return [.. ((object?[])map!).Cast<Dictionary<string, object?>>()
            .Select(entry => new ValueCount((string)entry["key"]!, Count(entry["value"])))
            .Where(entry => entry.Count > 0 && asked.Contains(entry.Value))
            .OrderByDescending(entry => entry.Count).ThenBy(entry => entry.Value, StringComparer.Ordinal)
            .Select(entry => entry with { Value = Shown.Cut(entry.Value, options.ValueCharsMax) })];
    }

    List<Quantile> Quantiles(object? list)
        => list is object?[] values ? [.. Levels.Zip(values, (level, at) => new Quantile(level, Show(at)!))] : [];

    string? Show(object? answer) => answer is null ? null : Shown.Cut(Shown.Text(answer), options.ValueCharsMax);

    /// <summary>A bin's end in the unit of the column.</summary>
    string End(double end)
    {
        if (form == Form.Number) return end.ToString("R", CultureInfo.InvariantCulture);
        var time = DateTime.UnixEpoch.AddSeconds(end);
        return Column.Type.Id switch
        {
            TypeId.Date => Shown.Text(DateOnly.FromDateTime(time)),
            TypeId.TimestampTz => Shown.Text(time),
            _ => Shown.Text(DateTime.SpecifyKind(time, DateTimeKind.Unspecified)),
        };
    }

    static double Number(object answer) => answer switch
    {
        DateOnly day => (day.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).TotalSeconds,
        DateTime time => (time - DateTime.UnixEpoch).TotalSeconds,
        _ => Convert.ToDouble(answer, CultureInfo.InvariantCulture),
    };

    static long Count(object? count) => Convert.ToInt64(count, CultureInfo.InvariantCulture);

    string Cut(string sql) => string.Create(CultureInfo.InvariantCulture, $"left({sql}, {options.ValueCharsMax + 1})");

    static string List(double[] numbers)
        => $"[{string.Join(", ", numbers.Select(number => number.ToString("E16", CultureInfo.InvariantCulture)))}]";
}
