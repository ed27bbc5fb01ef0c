namespace Yuanliu.Space.Gate;

/// <summary>Reads expressions over rows that nobody may see: only what chooses and groups them, under each column's terms.</summary>
internal sealed class RowExpressions(
    IReadOnlyList<(string Name, RowSource Source)> scope, Needs needs, IReadOnlyDictionary<string, Term>? values) : Expressions(values)
{
    /// <summary>A column stands for itself only where rows are chosen and grouped: there it must be a dimension.</summary>
    protected override Term Column(AstNode node)
    {
        var column = Find(node);
        if (column.Use is ColumnUse.Identity or ColumnUse.Join) throw Deny(Refusals.IdentityOnly(column.Name));
        if (column.Use is not ColumnUse.Dimension) throw Deny(Refusals.MeasureOnly(column.Name));
        if (column.Kind is ValueKind.Other) throw Deny(Refusals.Types(column.Name, column.Name));
        needs.Locate(column);
        return new(column.Sql, column.Kind) { Columns = [column] };
    }

    public Column Find(AstNode node) => Find(node.Texts("column_names"));

    public Column Find(IReadOnlyList<string> names)
    {
        var found = names switch
        {
            [var name] => scope.SelectMany(s => s.Source.Columns.Where(c => Same(c.Name, name))).ToList(),
            [var table, var name]
                => scope.Where(s => Same(s.Name, table)).SelectMany(s => s.Source.Columns.Where(c => Same(c.Name, name))).ToList(),
            _ => [],
        };
        return found.Count switch
        {
            1 => found[0],
            0 => throw Deny(Refusals.NoSuchColumn(string.Join('.', names))),
            _ => throw Deny(Refusals.Syntax($"列“{names[^1]}”在多个表中都有，请写明表名。", $"Several tables have a column {names[^1]}: name the table.")),
        };
    }

    static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    protected override Term Aggregate(AstNode node, string name) => throw Deny(Refusals.Function(name));

    protected override void Admit(Comparing way, params IEnumerable<Term> sides)
    {
        var parts = sides.ToList();
        foreach (var column in Term.Union(parts))
            if (column.Terms is { } terms && !terms.Allows(way)) throw Deny(Refusals.Comparison(column.Name, way));
        if (parts.Count(p => p.Columns.Count > 0) < 2) return;
        foreach (var column in Term.Union(parts))
            if (column.Terms is { } terms
                && !terms.Allows(Comparing.Column)) throw Deny(Refusals.Comparison(column.Name, Comparing.Column));
        if (Term.Union(parts).Select(c => c.Table).Distinct().Count() > 1)
            throw Deny(Refusals.Join("不同的表只能用可连接的列以等号连接。", "Tables are only joined by equality of columns that may be joined on."));
    }
}
