using System.Globalization;
using System.Text;
using Yuanliu.Compute.Finder;

namespace Yuanliu.Engines.DuckDb.Profiling;

/// <summary>What a sample shows of one column: a few values, and identifiers.</summary>
internal sealed class SampleLook(ColumnSummary column, ProfileOptions options)
{
    readonly ColumnFinder finder = new(column.Column.Name);
    readonly HashSet<string> examples = [];

    /// <summary>The column as text, longer than any identifier but not without bound; the example ends with the bound.</summary>
    public string Sql => string.Create(
        CultureInfo.InvariantCulture, $"left({DuckDb.Sql.Name(column.Column.Name)}::VARCHAR, {Math.Max(257, options.ValueCharsMax + 1)})");

    public void Take(Vector values)
    {
        for (var row = 0; row < values.Rows; row++)
        {
            if (!values.IsValid(row)) continue;
            var utf8 = values.Utf8(row);
            if (column.MayIdentify) finder.Look(utf8);
            if (examples.Count < options.ExamplesMax) examples.Add(Shown.Cut(Encoding.UTF8.GetString(utf8), options.ValueCharsMax));
        }
    }

    /// <summary>Adds what was seen; where persons may be recognized, values are masked and what is made of them is left out.</summary>
    public ColumnProfile Complete(ColumnProfile profile)
    {
        var detected = finder.Findings();
        profile = profile with { Examples = [.. examples], Detected = detected };
        return !detected.Any(found => IdentifierKinds.TellsOfPerson(found.Kind)) ? profile : profile with
        {
            IsMasked = true,
            Min = profile.Min is null ? null : Shown.Mask(profile.Min),
            Max = profile.Max is null ? null : Shown.Mask(profile.Max),
            Mean = null,
            StandardDeviation = null,
            Quantiles = [],
            Histogram = [],
            Top = [],
            Examples = [.. examples.Select(Shown.Mask)],
        };
    }
}
