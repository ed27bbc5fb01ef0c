using System.Collections.Frozen;
using System.Globalization;
using System.Xml;
using Yuanliu.Compute.Odrl;

namespace Yuanliu.Space.Policies;

/// <summary>策略设置 — the enforced terms of a policy as they narrow what may be done with a table. They never widen it.</summary>
internal static class Settings
{
    public static TableTerms Narrow(TableTerms terms, OdrlAtom setting) => setting.Term.Name switch
    {
        "yl:minGroup" => terms with { MinGroup = Math.Max(terms.MinGroup, AtLeast(setting)) },
        "yl:column" => Closing(terms, c => c.Use is ColumnUse.Dimension or ColumnUse.Measure && !Names(setting, c.Name)),
        "yl:joinKey" => Each(terms, c => c with { IsJoinable = c.IsJoinable && Names(setting, c.Name) }),
        "yl:comparable" => Each(terms, c => Compared(setting, c)),
        "yl:bounds" => Each(terms, c => Bounded(setting, c)),
        "yl:publicValues" => Each(terms, c => Public(setting, c)),
        "yl:identity" => terms.Meet(terms with { Identity = setting.Values[0] }),
        "yl:rowsPerIdentity" => terms with { RowsPerIdentityMax = Math.Min(terms.RowsPerIdentityMax ?? int.MaxValue, AtMost(setting)) },
        "yl:rowsMax" => terms with { RowsMax = Math.Min(terms.RowsMax, AtMost(setting)) },
        "yl:cellsMax" => terms with { CellsMax = Math.Min(terms.CellsMax, AtMost(setting)) },
        "yl:bytesMax" => terms with { BytesMax = Math.Min(terms.BytesMax, AtMost(setting)) },
        "yl:listMin" => terms with { ListMin = Math.Max(terms.ListMin, AtLeast(setting)) },
        "yl:probesPerDay" => terms with { ProbesPerDayMax = Math.Min(terms.ProbesPerDayMax, AtMost(setting)) },
        "yl:privacyPerMonth" => Private(terms, p => p with { PerMonth = Math.Min(p.PerMonth, AtMost(setting)) }),
        "yl:privacyPerUse" => Private(terms, p => p with { PerUse = Math.Min(p.PerUse, AtMost(setting)) }),
        "yl:groupsPerIdentity" => Private(terms, p => p with { GroupsPerIdentity = Math.Min(p.GroupsPerIdentity, AtMost(setting)) }),
        "yl:verifyKey" => terms with { Verification = terms.Verification is { } v ? Verifying.Meet(v, v with { Keys = setting.Values })
            : null },
        "yl:verified" => terms with { Verification = terms.Verification is { } v ? Verifying.Meet(v, v with { Compared = setting.Values })
            : null },
        "yl:consent" => terms with { Verification = terms.Verification is { } v ? v with { NeedsConsent = true } : null },
        // The door of templates compares what it is asked with what was signed: there is nothing to narrow in a table.
        "yl:template" => terms,
        "yl:releaseSlot" => terms with { SlotSeconds = Math.Max(terms.SlotSeconds, (int)Math.Ceiling(Seconds(setting))) },
        // A setting that nobody keeps would be a promise broken in silence: nothing is left open.
        _ => Closing(terms, _ => true),
    };

    static TableTerms Private(TableTerms terms, Func<PrivacyTerms, PrivacyTerms> change)
        => terms with { Privacy = terms.Privacy is { } privacy ? change(privacy) : null };

    static double Seconds(OdrlAtom setting) => XmlConvert.ToTimeSpan(setting.Values[0]).TotalSeconds;

    static int AtLeast(OdrlAtom setting) => Whole(setting) + (setting.Operator is OdrlOperator.Gt ? 1 : 0);
    static int AtMost(OdrlAtom setting) => Whole(setting) - (setting.Operator is OdrlOperator.Lt ? 1 : 0);
    static int Whole(OdrlAtom setting) => (int)Math.Clamp(long.Parse(setting.Values[0], CultureInfo.InvariantCulture), 0, int.MaxValue - 1);

    static bool Names(OdrlAtom setting, string column) => setting.Values.Contains(column, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a setting such as <c>price:0..100</c> says of a column; null when it says nothing.</summary>
    static string? Said(OdrlAtom setting, string column) => setting.Values
        .Where(v => v.LastIndexOf(':') is > 0 and var at && v[..at].Equals(column, StringComparison.OrdinalIgnoreCase))
        .Select(v => v[(v.LastIndexOf(':') + 1)..]).FirstOrDefault();

    static ColumnTerms Compared(OdrlAtom setting, ColumnTerms column)
    {
        if (Said(setting, column.Name) is not { } said) return column;
        var ways = said.Split('+', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(0, (bits, way) => Enum.TryParse<Comparing>(way, out var one) ? bits | 1 << (int)one : bits);
        return column with { Comparable = column.Comparable & ways };
    }

    /// <summary>Of a column that it does not name it says nothing.</summary>
    static ColumnTerms Public(OdrlAtom setting, ColumnTerms column)
    {
        var values = setting.Values.Where(v => v.Length > column.Name.Length && v[column.Name.Length] == ':'
            && v.StartsWith(column.Name, StringComparison.OrdinalIgnoreCase)).Select(v => v[(column.Name.Length + 1)..]).ToList();
        return values.Count == 0 ? column : column.Meet(column with { PublicText = ColumnTerms.TextOf(values) });
    }

    static ColumnTerms Bounded(OdrlAtom setting, ColumnTerms column)
    {
        if (Said(setting, column.Name)?.Split("..") is not [var low, var high]) return column;
        return column.Meet(column with { Low = Number(low), High = Number(high) });
    }

    static decimal? Number(string text)
        => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n)
            ? n : null;

    static TableTerms Each(TableTerms terms, Func<ColumnTerms, ColumnTerms> change) => terms with
    {
        Columns = terms.Columns.Values.Select(change).Where(c => c.Use is not ColumnUse.None)
            .ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase),
    };

    static TableTerms Closing(TableTerms terms, Func<ColumnTerms, bool> closes)
        => Each(terms, c => closes(c) ? c with { Use = ColumnUse.None } : c);
}
