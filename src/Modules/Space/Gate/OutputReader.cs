using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Gate;

/// <summary>
/// Reads what stands outside the grouping: outputs, HAVING and ORDER BY. Leaves are group keys and aggregates, never columns.
/// </summary>
/// <param name="groups">The group keys as they were read.</param>
/// <param name="isGrouped">Whether there are keys or aggregates: a column by itself is a mistake then, and a raw row otherwise.</param>
internal sealed class OutputReader(CompiledPolicy policy, IReadOnlyList<string> tableNames, IReadOnlyList<Term> groups, bool isGrouped)
    : ExpressionReader(policy, tableNames)
{
    readonly CompiledPolicy policy = policy;
    readonly IReadOnlyList<string> tableNames = tableNames;
    readonly List<Aggregate> aggregates = [];

    public IReadOnlyList<Aggregate> Aggregates => aggregates;

    /// <summary>Names that the outputs were given; ORDER BY and HAVING may use them.</summary>
    public Dictionary<string, Term> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    public override Term? Read(AstNode node) => Denial is not null ? null : GroupKey(node) ?? base.Read(node);

    /// <summary>An expression that is one of the group keys stands for that key.</summary>
    ResultTerm? GroupKey(AstNode node)
    {
        if (node.Class is not ("COLUMN_REF" or "FUNCTION" or "OPERATOR")) return null;
        var inside = new ExpressionReader(policy, tableNames);
        if (inside.Read(node) is not { } term) return null;
        for (var i = 0; i < groups.Count; i++)
            if (groups[i].Sql == term.Sql) return new($"d{i}");
        return null;
    }

    protected override Term? Column(AstNode node)
    {
        if (node.Texts("column_names") is [var name] && Names.TryGetValue(name, out var output)) return output;
        if (Find(node) is not { } column) return null;
        return Deny(column.Use switch
        {
            ColumnUse.Identity => Refusals.IdentityOnly(column.Name),
            ColumnUse.Measure or ColumnUse.None => Refusals.MeasureOnly(column.Name),
            ColumnUse.Dimension => !isGrouped ? Refusals.RawRows
                : Refusals.Syntax($"列“{column.Name}”须出现在 GROUP BY 中。", $"Column {column.Name} must stand in GROUP BY."),
        });
    }

    protected override Term? Call(AstNode node)
    {
        if (!Functions.Aggregates.TryGetValue(node.Text("function_name"), out var function)) return base.Call(node);
        _ = node.Flag("is_operator");
        if (!IsPlain(node)) return Deny(Refusals.Function($"{function} … FILTER / ORDER BY"));
        var (distinct, children) = (node.Flag("distinct"), node.Children("children"));
        if (children.Count == 0) return function == "count" && !distinct ? Add(new("count", null, false))
            : Deny(Refusals.Function(function));
        // Only a bare column: arithmetic inside an aggregate can pack single values into a sum.
        if (children is not [{ Class: "COLUMN_REF" } child] || child.Alias.Length > 0) return Deny(Refusals.Function($"{function}(…)"));
        return Find(child) is { } column ? Over(function, column, distinct) : null;
    }

    Term? Over(string function, ProductColumn column, bool distinct) => (column.Use, function, distinct) switch
    {
        (ColumnUse.Identity, "count", true) => Add(new("count", column.Name, true)),
        (ColumnUse.Identity, _, _) => Deny(Refusals.IdentityOnly(column.Name)),
        (ColumnUse.Dimension, "count", _) => Add(new("count", column.Name, distinct)),
        (ColumnUse.Dimension, _, _) => Deny(Refusals.DimensionOnly(column.Name)),
        (ColumnUse.Measure, _, false) => Add(new(function, column.Name, false)),
        (_, _, _) => Deny(Refusals.Function($"{function}(DISTINCT {column.Name})")),
    };

    ResultTerm Add(Aggregate aggregate)
    {
        var at = aggregates.IndexOf(aggregate);
        if (at < 0)
        {
            at = aggregates.Count;
            aggregates.Add(aggregate);
        }
        return new($"a{at}");
    }
}
