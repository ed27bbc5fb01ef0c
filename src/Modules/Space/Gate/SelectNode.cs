using System.Globalization;

namespace Yuanliu.Space.Gate;

/// <summary>What all SELECTs have in common: outputs, names, ORDER BY and LIMIT.</summary>
internal sealed class SelectNode
{
    readonly AstNode node;

    public SelectNode(AstNode node)
    {
        this.node = node;
        Items = node.Children("select_list");
        // Read first, so that a name is nothing unknown later.
        Aliases = [.. Items.Select(i => i.Alias)];
        IsGroupedByAll = node.Text("aggregate_handling") == "FORCE_AGGREGATES";
        _ = (node.Type, node.Child("cte_map"));
    }

    public IReadOnlyList<AstNode> Items { get; }
    public IReadOnlyList<string> Aliases { get; }
    public AstNode? From => node.Child("from_table");
    public AstNode? Where => node.Child("where_clause");
    public AstNode? Having => node.Child("having");
    public bool IsGrouped => GroupKeys.Count > 0 || IsGroupedByAll;
    public bool IsGroupedByAll { get; }
    public IReadOnlyList<AstNode> GroupKeys => node.Children("group_expressions");

    /// <summary>One plain set of keys: neither ROLLUP nor CUBE nor sets of sets.</summary>
    public bool HasOneSet()
    {
        var sets = node.Take("group_sets") is { ValueKind: System.Text.Json.JsonValueKind.Array } s ? s : default;
        var count = sets.ValueKind is System.Text.Json.JsonValueKind.Array ? sets.GetArrayLength() : 0;
        return count == 0 || count == 1 && sets[0].GetArrayLength() == GroupKeys.Count;
    }

    /// <summary>A group key or an order may be an output's place or name.</summary>
    public int? OutputOf(AstNode key, Func<string, bool> isColumn)
    {
        if (Place(key) is { } number) return number <= Items.Count ? number - 1 : null;
        if (key.Texts("column_names") is not [var name] || isColumn(name)) return null;
        for (var i = 0; i < Aliases.Count; i++)
            if (Aliases[i].Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        return null;
    }

    static int? Place(AstNode node) => node.Class == "CONSTANT" && Literals.Read(node) is { Literal: { } literal }
        && int.TryParse(literal, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place > 0 ? place : null;

    /// <summary>Looked for in nodes of their own: to have been looked at is not to have been read.</summary>
    public bool HasAggregates => node.Children("select_list").Any(HasAggregate);

    public static bool HasAggregate(AstNode node) => node.Class == "FUNCTION" && !node.Flag("is_operator")
            && Functions.Find(node.Text("function_name"), isOperator: false) is null
            && node.Text("function_name") is not "nullif"
        || node.Children("children").Any(HasAggregate) || node.Class == "WINDOW" && node.Children("children").Any(HasAggregate)
        || node.Child("left") is { } left && HasAggregate(left) || node.Child("right") is { } right && HasAggregate(right)
        || node.Child("child") is { } child && HasAggregate(child)
        || node.Children("case_checks").Any(c => HasAggregate(c.Child("when_expr")!) || HasAggregate(c.Child("then_expr")!))
        || node.Child("else_expr") is { } other && HasAggregate(other);

    public string NameOf(int item) => Aliases[item].Length > 0 ? Aliases[item] : NameOf(Items[item]);

    static string NameOf(AstNode item) => item.Class switch
    {
        "COLUMN_REF" => item.Texts("column_names")[^1],
        "FUNCTION" when item.Text("function_name") == "count_star" => "count(*)",
        "FUNCTION" => $"{item.Text("function_name")}({(item.Flag("distinct") ? "distinct " : "")}{string.Join(
            ", ", item.Children("children").Select(NameOf))})",
        "CONSTANT" => Literals.Read(item)?.Literal ?? "",
        _ => item.Class.ToLowerInvariant(),
    };

    /// <param name="term">The output at a place, or an expression.</param>
    /// <param name="outputs">What <c>ORDER BY ALL</c> means, one after the other.</param>
    public Modifiers Modifiers(Func<AstNode, Term> term, IReadOnlyList<Output> outputs)
    {
        var (order, distinct, limit, offset) = (new List<string>(), false, (long?)null, (long?)null);
        foreach (var modifier in node.Children("modifiers"))
        {
            switch (modifier.Type)
            {
                case "ORDER_MODIFIER":
                    order.AddRange(modifier.Children("orders").SelectMany(o => Orderings(o, term, outputs)));
                    break;
                case "LIMIT_MODIFIER":
                    (limit, offset) = (Whole(modifier.Child("limit")), Whole(modifier.Child("offset")));
                    break;
                case "DISTINCT_MODIFIER" when modifier.Children("distinct_on_targets").Count == 0:
                    distinct = true;
                    break;
                default:
                    throw Expressions.Deny(Refusals.Function(modifier.Type));
            }
            if (modifier.HasMore()) throw Expressions.Deny(Refusals.Function(modifier.Type));
        }
        return new(order, limit, offset, distinct);
    }

    static IEnumerable<string> Orderings(AstNode order, Func<AstNode, Term> term, IReadOnlyList<Output> outputs)
    {
        var by = order.Child("expression") ?? throw Expressions.Deny(Refusals.Function("ORDER BY"));
        return (IsAll(by) ? outputs.Select(o => o.Term) : [term(by)]).Where(t => t.Literal is null)
            .Select(t => FreeExpressions.Ordered(t, order));
    }

    static bool IsAll(AstNode by)
    {
        if (by.Class != "STAR" || !by.Flag("columns")) return false;
        _ = (by.Type, by.Alias);
        return by.HasMore() ? throw Expressions.Deny(Refusals.Function("ORDER BY …")) : true;
    }

    static long? Whole(AstNode? node) => node is null ? null
        : node.Class == "CONSTANT" && Literals.Read(node) is { Literal: { } literal }
            && long.TryParse(literal, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole
            : throw Expressions.Deny(Refusals.Syntax("LIMIT 须为非负整数。", "LIMIT takes a whole number."));

    /// <summary>Whatever else the statement holds was not understood, and so it is not run.</summary>
    public void RefuseTheUnread()
    {
        if (node.HasMore()) throw Expressions.Deny(Refusals.Function("QUALIFY / SAMPLE"));
    }
}
