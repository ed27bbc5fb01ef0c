using System.Globalization;

namespace Yuanliu.Space.Gate;

/// <summary>An aggregate as it was read: over all rows of a group, or over those where the flag holds.</summary>
/// <param name="Flag">On tables of units; null for all rows.</param>
/// <param name="Of">What is measured, for answers with noise; null where these cannot measure it.</param>
internal sealed record Measured(string Sql, string? Flag, MeasuredOf? Of = null);

/// <summary>被测项 — an aggregate taken apart.</summary>
/// <param name="Number">The rank of a quantile, the bins of a histogram.</param>
/// <param name="Filter">Only rows of which it holds are measured; null for all.</param>
internal sealed record MeasuredOf(string Function, Column? Column, decimal? Number = null, Term? Filter = null);

/// <summary>聚合 — reads aggregates over rows: only bare columns, clamped to their owner's bounds, never a single value.</summary>
internal sealed class Measures(RowReader rows, Needs needs)
{
    /// <param name="isPerIdentity">Within one row per identity the smallest and largest value may be taken too: nobody sees them.</param>
    public Measured Read(AstNode node, string name, bool isPerIdentity)
    {
        if (needs.IsPrivate && name is "median" or "quantile_disc" or "approx_quantile" or "histogram") return Noisy(node, name);
        var function = Functions.Aggregates.GetValueOrDefault(name)
            ?? (isPerIdentity && name is ("min" or "max") ? name : throw Expressions.Deny(Refusals.Function(name)));
        _ = (node.Class, node.Type, node.Alias, node.Flag("is_operator"));
        var wanted = node.Child("filter") is { Class.Length: > 0 } given ? given : null;
        if (function == "count" && node.Children("children").Count == 0 && wanted is not null && Present(wanted) is { } there
            && Expressions.IsOfNobodyElse(node) && !node.Flag("distinct") && !node.HasMore()) return Over("count", there, false, null);
        var filter = wanted is null ? null : rows.Expressions.Condition(wanted);
        if (!Expressions.IsOfNobodyElse(node)) throw Expressions.Deny(Refusals.Function($"{function}( … ORDER BY … )"));
        var (distinct, children) = (node.Flag("distinct"), node.Children("children"));
        if (node.HasMore()) throw Expressions.Deny(Refusals.Function(function));
        if (children.Count == 0)
            return function == "count" && !distinct ? Of("count(*)", filter, null, new("rows",
                null)) : throw Expressions.Deny(Refusals.Function(function));
        // Only a bare column: arithmetic inside an aggregate can pack single values into a sum.
        if (children is not [{ Class: "COLUMN_REF" } child] || child.Alias.Length > 0)
            throw Expressions.Deny(Refusals.Function($"{function}(…)"));
        return Over(function, rows.Expressions.Find(child), distinct, filter);
    }

    /// <summary><c>count(*) FILTER (WHERE m IS NOT NULL)</c> is <c>count(m)</c>, of a measure that no other condition may name.</summary>
    Column? Present(AstNode condition)
    {
        if (condition is not { Class: "OPERATOR", Type: "OPERATOR_IS_NOT_NULL", Alias.Length: 0 }
            || condition.Children("children") is not [{ Class: "COLUMN_REF", Type: not "", Alias.Length: 0 } child]) return null;
        var column = rows.Expressions.Find(child);
        return column.Use is ColumnUse.Measure && !condition.HasMore() && !child.HasMore() ? column : null;
    }

    Measured Over(string function, Column column, bool distinct, Term? filter)
    {
        var kind = (column.Use, function, distinct);
        if (kind is (ColumnUse.Identity, "count", true)) return Counted(column, filter);
        if (kind.Use is ColumnUse.Identity or ColumnUse.Join) throw Expressions.Deny(Refusals.IdentityOnly(column.Name));
        // How many values there are tells of one that a single row has: only values that many share are counted, see StageExpressions.
        if (kind is (ColumnUse.Dimension, "count", true)) throw Expressions.Deny(Refusals.Function($"count(DISTINCT {column.Name})"));
        if (kind is (ColumnUse.Dimension, "count", false))
        {
            needs.Locate(column);
            return Of($"count({column.Sql})", filter, $"({column.Sql} IS NOT NULL)", new(function, column));
        }
        if (kind.Use is not ColumnUse.Measure) throw Expressions.Deny(Refusals.DimensionOnly(column.Name));
        if (distinct) throw Expressions.Deny(Refusals.Function($"{function}(DISTINCT {column.Name})"));
        needs.Measure(column);
        if (function == "count") return Of($"count({column.Sql})", filter, column.Present, new(function, column));
        if (column.Kind is not ValueKind.Number) throw Expressions.Deny(Refusals.Types(function, function));
        return Moment(function, column, filter);
    }

    Measured Counted(Column column, Term? filter)
    {
        needs.Measure(column);
        return Of($"count(DISTINCT {column.Sql})", filter, null, new("identities", column));
    }

    /// <summary>
    /// Values beyond the bounds are taken as the bound, and wide or immense ones as reals: no sum and no variance can run over, because
    /// running over would tell of the value that did it.
    /// </summary>
    static Measured Moment(string function, Column column, Term? filter)
    {
        var value = column.IsWide ? $"CAST({column.Sql} AS DOUBLE)" : column.Sql;
        var bare = value;
        if (column.Terms?.High is { } high) value = $"least({value}, {high.ToString(CultureInfo.InvariantCulture)})";
        if (column.Terms?.Low is { } low) value = $"greatest({value}, {low.ToString(CultureInfo.InvariantCulture)})";
        if (function is not ("sum" or "avg" or "min" or "max"))
            value = $"greatest(least(CAST({value} AS DOUBLE), 1e150), -1e150)";
        // The smaller of nothing and a bound is the bound: what is not there must stay out.
        return Of($"{function}({value})", filter, column.Present, new(function, column),
            value == bare ? null : $"({column.Sql} IS NOT NULL)");
    }

    /// <summary>Quantiles and histograms: they show single values, so there are none without noise.</summary>
    Measured Noisy(AstNode node, string name)
    {
        _ = (node.Class, node.Type, node.Alias, node.Flag("is_operator"), node.Flag("distinct"));
        var filter = node.Child("filter") is { Class.Length: > 0 } wanted ? rows.Expressions.Condition(wanted) : null;
        var children = node.Children("children");
        if (!Expressions.IsOfNobodyElse(node) || node.HasMore() || node.Flag("distinct")
            || children.Count is 0 or > 2 || children[0] is not { Class: "COLUMN_REF", Alias.Length: 0 })
            throw Expressions.Deny(Refusals.Function($"{name}(…)"));
        var column = rows.Expressions.Find(children[0]);
        if (column.Use is not ColumnUse.Measure) throw Expressions.Deny(Refusals.DimensionOnly(column.Name));
        var number = children.Count == 2 && Literals.Read(children[1])?.Literal is { } literal
            && decimal.TryParse(literal, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) ? read
            : children.Count == 1 ? name == "histogram" ? 10 : 0.5m : throw Expressions.Deny(Refusals.Function($"{name}(…)"));
        if (name == "histogram" ? number is < 2 or > 100 || number % 1 != 0 : number is <= 0 or >= 1 || number * 1000 % 1 != 0)
            throw Expressions.Deny(Refusals.Function($"{name}({column.Name}, {number.ToString(CultureInfo.InvariantCulture)})"));
        needs.Measure(column);
        var function = name == "histogram" ? name : "quantile";
        return Of(string.Create(CultureInfo.InvariantCulture, $"{function}({column.Sql}, {number})"), filter, null,
            new(function, column, number));
    }

    static Measured Of(string sql, Term? filter, string? present, MeasuredOf? of = null, string? needed = null)
    {
        var flags = new[] { filter?.Safe, present }.OfType<string>().Order(StringComparer.Ordinal).ToList();
        var chosen = string.Join(" AND ", new[] { filter?.Safe, needed }.OfType<string>());
        return new(chosen.Length == 0 ? sql : $"{sql} FILTER (WHERE {chosen})", flags.Count == 0 ? null : string.Join(" AND ", flags),
            of is null || filter is null ? of : of with { Filter = filter });
    }
}
