namespace Yuanliu.Space.Gate;

/// <summary>值类 — what kind of value a term has. Only like is compared with like, so that no comparison can fail on one value.</summary>
internal enum ValueKind { Null, Text, Number, Day, Instant, Hour, Truth, Other }

/// <summary>算子 — one typed node of the closed algebra, written by us. Of the analyst's text nothing is ever copied.</summary>
/// <param name="MayFail">Computing it may fail on one value: see <see cref="Safe"/>.</param>
/// <param name="Literal">The value of a constant, as text; null when it is none.</param>
internal sealed record Term(string Sql, ValueKind Kind, bool MayFail = false, string? Literal = null)
{
    /// <summary>The columns it is made of.</summary>
    public IReadOnlyList<Column> Columns { get; init; } = [];
    /// <summary>What it joins, in order, where it is a conjunction or a disjunction.</summary>
    public IReadOnlyList<Term> Parts { get; init; } = [];
    public bool IsConjunction { get; init; }
    /// <summary>The constants of which its first column term must be one; null when it is no such choice.</summary>
    public (Term Of, IReadOnlyList<Term> Among)? Choice { get; init; }
    /// <summary>Its contrary, where that is not simply NOT.</summary>
    public Func<Term>? Contrary { get; init; }

    /// <summary>A window or a count of released values is in it: the engine has no TRY around these.</summary>
    public bool HasWindow => Columns.Contains(Column.Window);
    /// <summary>A column as it is, or a constant of ordinary size: comparing and converting these cannot fail.</summary>
    public bool IsPlain => Literal is not null
        ? Kind is not ValueKind.Number || long.TryParse(Literal, System.Globalization.NumberStyles.AllowLeadingSign, null, out var whole)
            && whole is > -1_000_000_000 and < 1_000_000_000
        : !Sql.Contains('(', StringComparison.Ordinal) && !Columns.Any(c => c.IsWide);

    /// <summary>Total: what fails on a value has no value there, so that an error cannot tell of it.</summary>
    public string Safe => MayFail ? $"TRY({Sql})" : Sql;

    public static IReadOnlyList<Column> Union(IEnumerable<Term> terms) => [.. terms.SelectMany(t => t.Columns).Distinct()];
}

/// <summary>A column as a query sees it.</summary>
/// <param name="Name">As the query may call it.</param>
/// <param name="Sql">As we write it, qualified.</param>
/// <param name="Table">The table of the room it comes from; -1 for what was released already.</param>
internal sealed record Column(string Name, string Sql, ValueKind Kind, ColumnUse Use, int Table)
{
    /// <summary>Stands among the columns of a term that has a window in it.</summary>
    public static readonly Column Window = new("", "", ValueKind.Other, ColumnUse.None, -1);

    /// <summary>What its owner allows; null for the buyer's own columns and what was released.</summary>
    public Policies.ColumnTerms? Terms { get; init; }
    /// <summary>A truth that holds where the column has a value, for tables of strata; null when it always has one.</summary>
    public string? Present { get; init; }
    /// <summary>Holds more than a whole number of 64 bits: its sum could run over.</summary>
    public bool IsWide { get; init; }
    /// <summary>The base columns to be read for it.</summary>
    public IReadOnlyList<BaseColumn> Needs { get; init; } = [];
}

/// <param name="Table">The table of the room.</param>
internal readonly record struct BaseColumn(int Table, string Name);

/// <summary>Kinds of DuckDB's types.</summary>
internal static class Kinds
{
    public static ValueKind Of(string type)
    {
        var name = type.Split('(')[0].Trim().ToUpperInvariant();
        return type.EndsWith(']') ? ValueKind.Other : name switch
        {
            "VARCHAR" or "TEXT" or "STRING" or "CHAR" or "UUID" => ValueKind.Text,
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT"
                or "UHUGEINT" or "FLOAT" or "DOUBLE" or "DECIMAL" or "NUMERIC" => ValueKind.Number,
            "DATE" => ValueKind.Day,
            "TIMESTAMP" or "DATETIME" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE"
                => ValueKind.Instant,
            "TIME" => ValueKind.Hour,
            "BOOLEAN" => ValueKind.Truth,
            _ => ValueKind.Other,
        };
    }

    public static bool IsWide(string type) => type.Split('(')[0].Trim().ToUpperInvariant() is "HUGEINT" or "UHUGEINT" or "DECIMAL";

    /// <summary>Whether values of the two kinds can be compared without converting any of them.</summary>
    public static bool AreLike(ValueKind a, ValueKind b)
        => a is ValueKind.Null || b is ValueKind.Null || a == b && a is not ValueKind.Other || IsTime(a) && IsTime(b);

    /// <summary>
    /// Whether bringing the terms to one type could fail on a value: a day beyond the reach of instants, a number that has no room beside
    /// the digits of another.
    /// </summary>
    public static bool MayClash(params IEnumerable<Term> terms)
    {
        var all = terms.Where(t => t.Kind is not ValueKind.Null).ToList();
        if (all.Exists(t => t.HasWindow)) return false;
        return all.Exists(t => t.Kind is ValueKind.Number && !t.IsPlain)
            || all.Exists(t => t.Kind is ValueKind.Day) && all.Exists(t => t.Kind is ValueKind.Instant);
    }

    static bool IsTime(ValueKind kind) => kind is ValueKind.Day or ValueKind.Instant;
}
