using System.Globalization;
using System.Text.RegularExpressions;

namespace Yuanliu.Products.CleanRoom;

/// <summary>概况解读 — what a profile says for a policy: bounds, contributions, categories, keys. Without a profile it says nothing.</summary>
internal sealed partial class ProfileReading(ResourceProfile? profile, int groupMin)
{
    /// <summary>A number with no more values than this is a category.</summary>
    const int CategoryMax = 12;
    /// <summary>A category has this many rows for each of its values at least.</summary>
    const int RowsPerValueMin = 20;

    public static readonly Words BoundsTell = new(
        "界限由探查到的取值范围向外取整得到；界限本身会透露数据的量级，宜按业务常识改定。",
        "Bounds are the observed range, rounded outward. They tell its magnitude by themselves: better set them from what everybody"
        + " knows.");

    readonly Dictionary<string, FieldProfile> fields = profile?.Fields.DistinctBy(f => f.Name).ToDictionary(f => f.Name) ?? [];

    long Rows => profile?.Rows ?? 0;

    FieldProfile? Of(FieldCard field) => Rows > 0 ? fields.GetValueOrDefault(field.Name) : null;

    /// <summary>Whose the rows are where no kind of identifier was found: of the columns that are numbered, the one that says so of the
    /// fewest, as long as those are enough for groups.</summary>
    public FieldCard? Identity(IEnumerable<FieldCard> openable)
        => openable.Where(f => f.Personal is null && IsNumbered(f) && Of(f)?.Distinct >= 10L * groupMin).MinBy(f => Of(f)!.Distinct);

    /// <summary>A numbered column with a value of its own for most rows.</summary>
    public bool IsKey(FieldCard field) => IsNumbered(field) && Of(field) is { } seen && seen.Distinct * 2 > Rows;

    public bool IsCategory(FieldCard field)
        => Of(field) is { Distinct: > 1 and <= CategoryMax } seen && seen.Distinct * RowsPerValueMin <= Rows
            && field.Type.Contains("INT", StringComparison.OrdinalIgnoreCase);

    /// <summary>Text of which a value is shared by fewer rows than a group needs, or that most identities have one of their own of, as
    /// names: however many rows each has, a group is one of them.</summary>
    public bool IsScattered(FieldCard field, FieldCard? identity)
        => field.Type is "VARCHAR" && Of(field) is { } seen && seen.Distinct > CategoryMax
            && (seen.Distinct * groupMin > Rows || identity is not null && Of(identity) is { } whose && seen.Distinct * 2 > whose.Distinct);

    /// <summary>Twice the mean number of rows, up to the next of 1, 2, 5, 10 …: a few with very many do not count for more.</summary>
    public int? RowsPerIdentity(FieldCard identity)
    {
        if (Of(identity) is not { Distinct: > 0 } seen) return null;
        var wanted = seen.Distinct * 10 >= Rows * 9 ? 1 : 2 * ((Rows + seen.Distinct - 1) / seen.Distinct);
        for (var unit = 1; unit <= 1_000_000; unit *= 10)
            foreach (var step in (int[])[1, 2, 5])
                if (wanted <= unit * step) return unit * step;
        return null;
    }

    /// <summary>Null where the range was not seen, or its bounds cannot be written.</summary>
    public ColumnControl? Bounds(FieldCard field)
        => Of(field) is { Min: { } min, Max: { } max } && Number(min) is { } low && Number(max) is { } high && low <= high
            ? Outward(low, high) : null;

    /// <summary>Whole steps of half the leading digit, beyond the smallest and the largest value; nothing is below nothing.</summary>
    internal static ColumnControl Outward(decimal low, decimal high)
    {
        var reach = Math.Max(Math.Abs(low), Math.Abs(high));
        var step = 1m;
        while (step * 10 <= reach) step *= 10;
        while (step > reach && step > 0.0001m) step /= 10;
        step /= 2;
        return new()
        {
            Low = low >= 0 && low < 2 * step ? 0 : (decimal.Ceiling(low / step) - 1) * step,
            High = (decimal.Floor(high / step) + 1) * step,
        };
    }

    /// <summary>Beyond that nobody wants bounds, and sums would not fit.</summary>
    const double ReachMax = 1e15;

    static decimal? Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= ReachMax
            ? (decimal)number : null;

    static bool IsNumbered(FieldCard field) => Numbered().IsMatch(field.Name) || Numbered().IsMatch(field.Title);

    [GeneratedRegex(@"(^|[_\W])(id|no|code|number|uuid)$|(?<=[a-z])(Id|ID|No|Code)$|(编号|号码|代码|标识|户号|单号|流水号|账号)$")]
    private static partial Regex Numbered();
}
