using System.Globalization;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Gateway;

/// <summary>查询条件 — a query over the agreed columns, read from its parts and written anew by us.</summary>
/// <param name="Canonical">The same question has the same text.</param>
internal sealed record RowQuery(IReadOnlyList<ColumnTerms> Columns, string Canonical, string Sql, int Take)
{
    public const int FiltersMax = 20;
    const int TakeDefault = 100, ValuesMax = 200, TextMax = 500;

    /// <param name="columns">Comma-separated; all that are agreed when absent.</param>
    /// <param name="where">Conditions of the form <c>column:comparison:value</c>; all must hold.</param>
    /// <param name="after">The number of the last row of the page before.</param>
    public static (RowQuery? Query, Denial? Denial) Read(
        CompiledPolicy policy, SpaceLimits limits, string? columns, IReadOnlyList<string?> where, long after, int? take)
    {
        var shown = new List<ColumnTerms>();
        foreach (var name in columns?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [.. policy.Columns.Where(IsShown).Select(c => c.Name)])
        {
            if (policy.Terms.Columns.GetValueOrDefault(name) is not { } column) return (null, Refusals.NoSuchColumn(name));
            if (!IsShown(column)) return (null, Refusals.IdentityOnly(name));
            if (!shown.Contains(column)) shown.Add(column);
        }
        if (shown.Count == 0) return (null, Refusals.NoSuchColumn(columns ?? ""));
        if (where.Count > FiltersMax) return (null, Refusals.Filter(where[FiltersMax] ?? ""));
        var (conditions, texts) = (new List<string> { $"{Engines.DuckDb.Sql.Name(Source.Number)} > {after}" }, new List<string>());
        foreach (var text in where)
        {
            var (condition, denial) = Condition(policy.Terms, text ?? "");
            if (denial is not null) return (null, denial);
            conditions.Add(condition!);
            texts.Add(text!);
        }
        var most = Math.Min(Math.Min(policy.Terms.RowsMax, policy.Terms.CellsMax / shown.Count), limits.PageRowsMax);
        var size = Math.Clamp(take ?? TakeDefault, 1, Math.Max(1, most));
        // Rows come in the order in which they were written; the numbers let the engine pass over what lies before the page.
        var sql = $"SELECT {Engines.DuckDb.Sql.Name(Source.Number)}, {string.Join(", ", shown.Select(Written))} FROM {Source.Table} "
            + $"WHERE {string.Join(" AND ", conditions)} LIMIT {size + 1}";
        var canonical = $"rows {string.Join(',', shown.Select(c => c.Name))} where "
            + $"{string.Join(" and ", texts.Order(StringComparer.Ordinal))} after {after} take {size}";
        return (new(shown, canonical, sql, size), null);
    }

    public static bool IsShown(ColumnTerms column) => column.Use is ColumnUse.Dimension or ColumnUse.Measure;

    /// <summary>A column as it may be shown: what lies beyond its bounds is the bound.</summary>
    public static string Written(ColumnTerms column)
    {
        var name = Engines.DuckDb.Sql.Name(column.Name);
        return $"{Bounded(column)} AS {name}";
    }

    /// <summary>Compared as it is shown: a condition must not look behind the bound.</summary>
    static string Bounded(ColumnTerms column)
    {
        var (name, sql) = (Engines.DuckDb.Sql.Name(column.Name), Engines.DuckDb.Sql.Name(column.Name));
        if (column.Low is { } low) sql = $"greatest({sql}, {low.ToString(CultureInfo.InvariantCulture)})";
        if (column.High is { } high) sql = $"least({sql}, {high.ToString(CultureInfo.InvariantCulture)})";
        return sql == name ? name : $"if({name} IS NULL, NULL, {sql})";
    }

    /// <summary>Column, comparison and value; null where it is no condition.</summary>
    public static string[]? Parts(string text)
        => text.Length <= TextMax && !text.Contains('\0') && text.Split(':', 3) is { Length: 3 } parts ? parts : null;

    static (string? Sql, Denial? Denial) Condition(TableTerms terms, string text)
    {
        if (Parts(text) is not [var name, var comparison, var value]) return (null, Refusals.Filter(text.Length > 80 ? text[..80] : text));
        if (terms.Columns.GetValueOrDefault(name) is not { } column) return (null, Refusals.NoSuchColumn(name));
        if (!IsShown(column)) return (null, Refusals.IdentityOnly(name));
        (Comparing? Way, string Sign) how = comparison switch
        {
            "eq" => (Comparing.Equality, "="), "ne" => (Comparing.Equality, "<>"), "in" => (Comparing.Equality, "IN"),
            "lt" => (Comparing.Range, "<"), "lte" => (Comparing.Range, "<="), "gt" => (Comparing.Range, ">"),
            "gte" => (Comparing.Range, ">="),
            "starts" => (Comparing.Pattern, ""), _ => (null, ""),
        };
        if (how.Way is not { } way) return (null, Refusals.Filter(text));
        if (!column.Allows(way)) return (null, Refusals.Comparison(name, way));
        var (kind, sql) = (Kinds.Of(column.Type), Bounded(column));
        if (comparison is "starts")
            return kind is ValueKind.Text
                ? ($"starts_with({sql}, {Engines.DuckDb.Sql.Text(value)})", null) : (null, Refusals.Types(name, name));
        var literals = (comparison is "in" ? value.Split(',') : [value]).Select(v => Literal(kind, v)).ToList();
        if (literals.Count > ValuesMax || literals.Contains(null)) return (null, Refusals.Types(name, name));
        return (comparison is "in" ? $"{sql} IN ({string.Join(", ", literals)})" : $"{sql} {how.Sign} {literals[0]}", null);
    }

    static string? Literal(ValueKind kind, string value)
    {
        if (Literals.Text(value) is not { } text) return null;
        return kind switch
        {
            ValueKind.Text => text.Sql,
            ValueKind.Truth => value is "true" or "false" ? value : null,
            ValueKind.Number or ValueKind.Day or ValueKind.Instant => Literals.As(kind, text)?.Sql,
            ValueKind.Null or ValueKind.Hour or ValueKind.Other => null,
        };
    }
}
