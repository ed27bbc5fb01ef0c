namespace Yuanliu.Space.Gate;

/// <summary>A table of what was released: nothing in it has to be hidden any more.</summary>
/// <param name="Alias">As it is called where it stands.</param>
/// <param name="Columns">Names as the query calls them, with the names they have in <paramref name="Sql"/>.</param>
internal sealed record FreeSource(string Alias, IReadOnlyList<(string Name, string Inner, ValueKind Kind)> Columns, string Sql)
{
    public Column Column(int index) => new(
        Columns[index].Name, $"{Alias}.{Columns[index].Inner}", Columns[index].Kind, ColumnUse.Dimension, -1);
}

/// <summary>An output of a SELECT, as it is called and as it is computed.</summary>
internal sealed record Output(string Name, Term Term);

/// <summary>ORDER BY, LIMIT and the like.</summary>
internal sealed record Modifiers(IReadOnlyList<string> Order, long? Limit, long? Offset, bool IsDistinct);

/// <summary>
/// Writes a SELECT over what was released. Outputs stand in the order of their text, so that their order makes no other question.
/// </summary>
internal static class FreeWriter
{
    /// <param name="ties">What the rows are ordered by in the end: the same data gives the same answer.</param>
    /// <returns>The SQL, and which column each output is.</returns>
    public static (string Sql, IReadOnlyList<int> Shown) Write(
        IReadOnlyList<Output> outputs, string from, string having, Modifiers modifiers, IReadOnlyList<string> ties)
    {
        var written = outputs.Select(o => o.Term.Safe).Distinct().Order(StringComparer.Ordinal).ToList();
        var shown = outputs.Select(o => written.IndexOf(o.Term.Safe)).ToList();
        var order = modifiers.Order.Concat(ties.Count > 0 && !modifiers.IsDistinct ? ties : written.Select((_, i) => $"c{i}")).Distinct();
        var items = string.Join(", ", written.Select((w, i) => $"{w} AS c{i}"));
        var sql = $"SELECT {(modifiers.IsDistinct ? "DISTINCT " : "")}{items} FROM {from}{having}"
            + $" ORDER BY {string.Join(", ", order)}"
            + (modifiers.Limit is { } limit ? FormattableString.Invariant($" LIMIT {limit}") : "")
            + (modifiers.Offset is { } offset ? FormattableString.Invariant($" OFFSET {offset}") : "");
        return (sql, shown);
    }
}
