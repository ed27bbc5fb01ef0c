using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Gate;

/// <summary>
/// Reads expressions of the parser's tree into the closed algebra. The first thing that does not belong ends the reading.
/// </summary>
/// <param name="tableNames">What columns may be qualified with.</param>
internal class ExpressionReader(CompiledPolicy policy, IReadOnlyList<string> tableNames)
{
    protected CompiledPolicy Policy => policy;

    /// <summary>Why the query does not pass; null while nothing speaks against it.</summary>
    public Denial? Denial { get; private set; }

    protected Term? Deny(Denial denial)
    {
        Denial ??= denial;
        return null;
    }

    /// <returns>Null when the expression is denied: <see cref="Denial"/> says why.</returns>
    public virtual Term? Read(AstNode node)
    {
        if (Denial is not null) return null;
        var term = node.Class switch
        {
            "COLUMN_REF" => Column(node),
            "CONSTANT" => Literals.Read(node) ?? Deny(Refusals.Syntax("不支持的常量。", "A constant of a kind that is not supported.")),
            "CAST" => Cast(node),
            "FUNCTION" => Call(node),
            "COMPARISON" => Comparison(node),
            "CONJUNCTION" => Joined(node.Type == "CONJUNCTION_AND" ? " AND " : " OR ", node.Children("children")),
            "BETWEEN" => Between(node),
            "OPERATOR" => Operator(node),
            "STAR" => Deny(Refusals.RawRows),
            "SUBQUERY" => Deny(Refusals.Function("子查询 / subquery")),
            "WINDOW" => Deny(Refusals.Function("窗口函数 / window function")),
            "CASE" => Deny(Refusals.Function("CASE")),
            var other => Deny(Refusals.Function(other)),
        };
        _ = node.Type;
        if (term is not null && node.HasMore()) return Deny(Refusals.Syntax("含有不支持的写法。", "It holds a construct that is not supported."));
        return term;
    }

    /// <summary>A column stands for itself only where rows are grouped and filtered: there it must be a dimension.</summary>
    protected virtual Term? Column(AstNode node) => Find(node) is not { } column ? null : column.Use switch
    {
        ColumnUse.Dimension => new ColumnTerm(column.Name),
        ColumnUse.Identity => Deny(Refusals.IdentityOnly(column.Name)),
        ColumnUse.Measure or ColumnUse.None => Deny(Refusals.MeasureOnly(column.Name)),
    };

    protected ProductColumn? Find(AstNode node)
    {
        var names = node.Texts("column_names");
        var known = names switch
        {
            [var name] => policy.Column(name),
            [var table, var name] when tableNames.Contains(table, StringComparer.OrdinalIgnoreCase) => policy.Column(name),
            _ => null,
        };
        if (known is null) Deny(Refusals.NoSuchColumn(string.Join('.', names)));
        return known;
    }

    protected virtual Term? Call(AstNode node)
    {
        var (name, isOperator) = (node.Text("function_name"), node.Flag("is_operator"));
        if (!IsPlain(node) || node.Flag("distinct") || Functions.Find(name, isOperator) is not { } function)
            return Deny(Refusals.Function(name));
        if (ReadAll(node.Children("children")) is not { } arguments) return null;
        if (arguments.Count < function.ArgumentsMin || arguments.Count > function.ArgumentsMax
            || !Functions.AllowsFirst(name, arguments[0]))
            return Deny(Refusals.Function(name));
        return new CallTerm(function.Write([.. arguments.Select(a => a.Sql)]));
    }

    /// <summary>Neither a filter nor an order of its own, nor a function of another schema.</summary>
    protected static bool IsPlain(AstNode function)
        => function.Take("filter") is not { ValueKind: System.Text.Json.JsonValueKind.Object }
        && function.Child("order_bys")?.Children("orders") is not { Count: > 0 }
        && function.Text("schema") is ("" or "main") && function.Text("catalog").Length == 0;

    /// <summary>Casts of columns may fail on one value and so betray it: only typed constants pass.</summary>
    Term? Cast(AstNode node)
    {
        _ = node.Flag("try_cast");
        var type = node.Child("cast_type")?.Text("id") ?? "";
        return node.Child("child") is { Class: "CONSTANT" } constant && Literals.Typed(type, constant) is { } literal
            ? literal : Deny(Refusals.Function("CAST"));
    }

    Term? Comparison(AstNode node)
    {
        var sign = node.Type switch
        {
            "COMPARE_EQUAL" => "=", "COMPARE_NOTEQUAL" => "<>", "COMPARE_LESSTHAN" => "<", "COMPARE_GREATERTHAN" => ">",
            "COMPARE_LESSTHANOREQUALTO" => "<=", "COMPARE_GREATERTHANOREQUALTO" => ">=",
            "COMPARE_DISTINCT_FROM" => "IS DISTINCT FROM", "COMPARE_NOT_DISTINCT_FROM" => "IS NOT DISTINCT FROM",
            _ => null,
        };
        if (sign is null) return Deny(Refusals.Function(node.Type));
        return node.Child("left") is { } left && node.Child("right") is { } right && Read(left) is { } a && Read(right) is { } b
            ? new CallTerm($"({a.Sql} {sign} {b.Sql})") : null;
    }

    CallTerm? Between(AstNode node)
        => node.Child("input") is { } input && node.Child("lower") is { } lower && node.Child("upper") is { } upper
            && Read(input) is { } a && Read(lower) is { } b && Read(upper) is { } c
            ? new CallTerm($"({a.Sql} BETWEEN {b.Sql} AND {c.Sql})") : null;

    Term? Operator(AstNode node)
    {
        var (type, children) = (node.Type, node.Children("children"));
        if (type is not ("OPERATOR_NOT" or "OPERATOR_IS_NULL" or "OPERATOR_IS_NOT_NULL" or "OPERATOR_COALESCE"
            or "COMPARE_IN" or "COMPARE_NOT_IN"))
            return Deny(Refusals.Function(type.Replace("OPERATOR_", "", StringComparison.Ordinal)));
        if (ReadAll(children) is not { Count: > 0 } terms) return null;
        var rest = string.Join(", ", terms.Skip(1).Select(t => t.Sql));
        return new CallTerm(type switch
        {
            "OPERATOR_NOT" => $"(NOT {terms[0].Sql})",
            "OPERATOR_IS_NULL" => $"({terms[0].Sql} IS NULL)",
            "OPERATOR_IS_NOT_NULL" => $"({terms[0].Sql} IS NOT NULL)",
            "OPERATOR_COALESCE" => $"coalesce({string.Join(", ", terms.Select(t => t.Sql))})",
            "COMPARE_IN" => $"({terms[0].Sql} IN ({rest}))",
            _ => $"({terms[0].Sql} NOT IN ({rest}))",
        });
    }

    CallTerm? Joined(string word, IReadOnlyList<AstNode> nodes)
        => ReadAll(nodes) is { Count: > 0 } terms ? new CallTerm($"({string.Join(word, terms.Select(t => t.Sql))})") : null;

    List<Term>? ReadAll(IReadOnlyList<AstNode> nodes)
    {
        var terms = new List<Term>(nodes.Count);
        foreach (var node in nodes)
        {
            if (Read(node) is not { } term) return null;
            terms.Add(term);
        }
        return terms;
    }
}
