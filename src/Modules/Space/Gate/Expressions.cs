namespace Yuanliu.Space.Gate;

/// <summary>The first thing that does not belong ends the reading.</summary>
internal sealed class Denied(Denial denial) : Exception(denial.Refusal.Code)
{
    public Denial Denial => denial;
}

/// <summary>Reads expressions of the parser's tree into typed terms of the closed algebra. What stands for what, heirs decide.</summary>
/// <param name="values">Values of a template's parameters; null where none may stand.</param>
internal abstract class Expressions(IReadOnlyDictionary<string, Term>? values)
{
    const int ListMax = 1_000;

    public static Denied Deny(Denial denial) => new(denial);

    protected abstract Term Column(AstNode node);

    /// <summary>A function that is none of the scalar ones.</summary>
    protected abstract Term Aggregate(AstNode node, string name);

    protected virtual Term Window(AstNode node) => throw Deny(Refusals.Function("窗口函数 / window function"));

    /// <summary>A column or a group key may not be compared in this way.</summary>
    protected virtual void Admit(Comparing way, params IEnumerable<Term> sides) { }

    public virtual Term Read(AstNode node)
    {
        var term = node.Class switch
        {
            "COLUMN_REF" => Column(node),
            "CONSTANT" => Literals.Read(node) ?? throw Deny(Refusals.Syntax("不支持的常量。", "A constant of a kind that is not supported.")),
            "PARAMETER" => Parameter(node),
            "CAST" => Cast(node),
            "FUNCTION" => Call(node),
            "COMPARISON" => Comparison(node),
            "CONJUNCTION" => node.Type == "CONJUNCTION_AND" ? Truths.And(Conditions(node)) : Truths.Or(Conditions(node)),
            "BETWEEN" => Between(node),
            "OPERATOR" => Operator(node),
            "CASE" => Case(node),
            "WINDOW" => Window(node),
            "STAR" => throw Deny(Refusals.RawRows),
            "SUBQUERY" => throw Deny(Refusals.Function("子查询 / subquery")),
            var other => throw Deny(Refusals.Function(other)),
        };
        _ = (node.Type, node.Alias);
        return node.HasMore() ? throw Deny(Refusals.Syntax("含有不支持的写法。", "It holds a construct that is not supported.")) : term;
    }

    protected List<Term> ReadAll(IEnumerable<AstNode> nodes) => [.. nodes.Select(Read)];

    protected Term Child(AstNode node, string name)
        => node.Child(name) is { } child ? Read(child) : throw Deny(Refusals.Syntax("语句不完整。", "The statement is incomplete."));

    public Term Condition(AstNode node)
        => Read(node) is { Kind: ValueKind.Truth or ValueKind.Null } truth ? truth : throw Deny(Refusals.Types("条件", "a condition"));

    List<Term> Conditions(AstNode node) => [.. node.Children("children").Select(Condition)];

    Term Parameter(AstNode node)
    {
        var name = node.Text("identifier");
        return values?.GetValueOrDefault(name) ?? throw Deny(Refusals.Syntax($"没有参数“{name}”。", $"There is no parameter {name}."));
    }

    /// <summary>A cast that fails on a value has no value there: written so whether the text says TRY_CAST or not.</summary>
    Term Cast(AstNode node)
    {
        _ = node.Flag("try_cast");
        var type = node.Child("cast_type")?.Text("id") ?? "";
        if (node.Child("child") is { Class: "CONSTANT" } constant && Literals.Typed(type, constant) is { } literal) return literal;
        var child = Child(node, "child");
        if (type is not ("VARCHAR" or "INTEGER" or "BIGINT" or "DOUBLE" or "DATE" or "TIMESTAMP") || child.Kind is ValueKind.Other)
            throw Deny(Refusals.Function($"CAST … AS {type}"));
        return new($"TRY_CAST({child.Safe} AS {type})", Kinds.Of(type)) { Columns = child.Columns };
    }

    protected Term Call(AstNode node)
    {
        var (name, isOperator) = (node.Text("function_name"), node.Flag("is_operator"));
        if (name == "nullif" && IsPlain(node) && node.Children("children") is [var one, var other]) return NullIf(Read(one), Read(other));
        if (Functions.Find(name, isOperator) is not { } function) return Aggregate(node, name);
        if (!IsPlain(node) || node.Flag("distinct")) throw Deny(Refusals.Function(name));
        var arguments = ReadAll(node.Children("children"));
        if (arguments.Count < function.ArgumentsMin || arguments.Count > function.ArgumentsMax
            || function.Constants.Any(c => c < arguments.Count && arguments[c].Literal is null)
            || !Functions.AllowsConstants(name, arguments)) throw Deny(Refusals.Function(name));
        for (var i = 0; i < arguments.Count; i++)
            if (!Takes(function.Takes[Math.Min(i, function.Takes.Length - 1)], arguments[i].Kind)) throw Deny(Refusals.Types(name, name));
        if (function.IsLengthening) Lengthen(name, arguments);
        if (name is "~~" or "!~~" or "~~*" or "!~~*") Admit(Comparing.Pattern, arguments);
        // What is made of a window is made of reals, which run into infinity and not into an error.
        var isOver = arguments.Exists(a => a.HasWindow);
        IEnumerable<string> written = arguments.Select(a => isOver && a is { Kind: ValueKind.Number, Literal: null }
            ? $"CAST({a.Safe} AS DOUBLE)" : function.IsOperator && function.MayFail ? a.Sql : a.Safe);
        if (function.IsCommutative && arguments.Count == 2) written = written.Order(StringComparer.Ordinal);
        return new(function.Write([.. written]), function.Gives, !isOver && (function.MayFail || !arguments.TrueForAll(a => a.IsPlain)))
        {
            Columns = Term.Union(arguments),
        };
    }

    const int PutTogetherMax = 400;

    /// <summary>A long text put together many times would need memory that tells of its length.</summary>
    static void Lengthen(string name, List<Term> arguments)
    {
        if (arguments.Sum(a => a.Safe.Length) > PutTogetherMax) throw Deny(Refusals.Function(name));
        if (Term.Union(arguments).Select(c => c.Table).Distinct().Count() > 1) throw Deny(Refusals.Join(
            "不同的表只能用可连接的列以等号连接。", "Tables are only joined by equality of columns that may be joined on."));
    }

    static bool Takes(ValueKind wanted, ValueKind given)
        => given is ValueKind.Null || given == wanted || wanted is ValueKind.Instant && given is ValueKind.Day;

    /// <summary>Neither a filter nor an order of its own, nor a function of another schema.</summary>
    protected static bool IsPlain(AstNode function)
        => function.Take("filter") is not { ValueKind: System.Text.Json.JsonValueKind.Object } && IsOfNobodyElse(function);

    public static bool IsOfNobodyElse(AstNode function)
        => function.Child("order_bys")?.Children("orders") is not { Count: > 0 }
        && function.Text("schema") is ("" or "main") && function.Text("catalog").Length == 0;

    Term Comparison(AstNode node)
    {
        var sign = node.Type switch
        {
            "COMPARE_EQUAL" => "=", "COMPARE_NOTEQUAL" => "<>", "COMPARE_LESSTHAN" => "<", "COMPARE_GREATERTHAN" => ">",
            "COMPARE_LESSTHANOREQUALTO" => "<=", "COMPARE_GREATERTHANOREQUALTO" => ">=",
            "COMPARE_DISTINCT_FROM" => "IS DISTINCT FROM", "COMPARE_NOT_DISTINCT_FROM" => "IS NOT DISTINCT FROM",
            _ => throw Deny(Refusals.Function(node.Type)),
        };
        return Compared(sign, Child(node, "left"), Child(node, "right"));
    }

    Term Compared(string sign, Term left, Term right)
    {
        (left, right) = (Beside(right, left), Beside(left, right));
        if (!Kinds.AreLike(left.Kind, right.Kind)) throw Deny(Refusals.Types(sign, sign));
        Admit(sign.Contains('<', StringComparison.Ordinal) && sign != "<>" || sign.Contains('>', StringComparison.Ordinal) && sign != "<>"
            ? Comparing.Range : Comparing.Equality, left, right);
        return Truths.Compare(sign, left, right);
    }

    /// <summary>A text constant takes the kind of what it stands beside.</summary>
    static Term Beside(Term other, Term term)
        => term is { Kind: ValueKind.Text, Literal: not null } && other.Kind is not (ValueKind.Text or ValueKind.Null)
            ? Literals.As(other.Kind, term) ?? throw Deny(Refusals.Types(term.Literal, term.Literal)) : term;

    Term Between(AstNode node)
    {
        var input = Child(node, "input");
        return Truths.And(Compared(">=", input, Child(node, "lower")), Compared("<=", input, Child(node, "upper")));
    }

    Term Operator(AstNode node)
    {
        var (type, children) = (node.Type, node.Children("children"));
        return type switch
        {
            "OPERATOR_NOT" when children is [var one] => Truths.Not(Condition(one)),
            "OPERATOR_IS_NULL" when children is [var one] => Truths.IsNull(Read(one), isNegated: false),
            "OPERATOR_IS_NOT_NULL" when children is [var one] => Truths.IsNull(Read(one), isNegated: true),
            "OPERATOR_COALESCE" => First(ReadAll(children)),
            "COMPARE_IN" or "COMPARE_NOT_IN" when children.Count > 1 => Among(ReadAll(children), type == "COMPARE_NOT_IN"),
            _ => throw Deny(Refusals.Function(type.Replace("OPERATOR_", "", StringComparison.Ordinal))),
        };
    }

    Term Among(List<Term> terms, bool isNegated)
    {
        if (terms.Count > ListMax + 1) throw Deny(Refusals.Syntax($"列表最多 {ListMax} 项。", $"A list has at most {ListMax} items."));
        var (of, among) = (terms[0], terms.Skip(1).Select(t => Beside(terms[0], t)).ToList());
        if (among.Any(t => !Kinds.AreLike(of.Kind, t.Kind))) throw Deny(Refusals.Types("IN", "IN"));
        Admit(Comparing.Equality, [of, .. among]);
        if (among.TrueForAll(t => t.Literal is not null && t.Kind is not ValueKind.Null)) return Truths.OneOf(of, among, isNegated);
        var any = Truths.Or(among.Select(t => Truths.Compare("=", of, t)));
        return isNegated ? Truths.Not(any) : any;
    }

    static Term First(List<Term> terms)
    {
        var like = terms.Find(t => t.Kind is not ValueKind.Null) ?? terms[0];
        var alike = terms.ConvertAll(t => Beside(like, t));
        if (alike.Exists(t => !Kinds.AreLike(like.Kind, t.Kind))) throw Deny(Refusals.Types("coalesce", "coalesce"));
        return new($"coalesce({string.Join(", ", alike.Select(t => t.Safe))})", like.Kind, Kinds.MayClash(alike))
        {
            Columns = Term.Union(alike),
        };
    }

    Term NullIf(Term one, Term other)
    {
        other = Beside(one, other);
        if (!Kinds.AreLike(one.Kind, other.Kind)) throw Deny(Refusals.Types("nullif", "nullif"));
        Admit(Comparing.Equality, one, other);
        return new($"nullif({one.Safe}, {other.Safe})", one.Kind, Kinds.MayClash(one, other)) { Columns = Term.Union([one, other]) };
    }

    Term Case(AstNode node)
    {
        var checks = node.Children("case_checks")
            .Select(c => (When: Condition(c.Child("when_expr")!), Then: Read(c.Child("then_expr")!))).ToList();
        var otherwise = node.Child("else_expr") is { } last ? Read(last) : Literals.Null;
        List<Term> results = [.. checks.Select(c => c.Then), otherwise];
        var like = results.Find(t => t.Kind is not ValueKind.Null) ?? results[0];
        if (results.Exists(t => !Kinds.AreLike(like.Kind, t.Kind))) throw Deny(Refusals.Types("CASE", "CASE"));
        var written = string.Join(" ", checks.Select(c => $"WHEN {c.When.Safe} THEN {c.Then.Safe}"));
        return new($"(CASE {written} ELSE {otherwise.Safe} END)", like.Kind, Kinds.MayClash(results))
        {
            Columns = Term.Union(results.Concat(checks.Select(c => c.When))),
        };
    }
}
