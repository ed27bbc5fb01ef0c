using System.Collections.Frozen;

namespace Yuanliu.Space.Gate;

/// <summary>函数清单 — the scalar functions that may stand in a query. What is not here does not pass.</summary>
internal static class Functions
{
    /// <param name="Write">From the written arguments to SQL.</param>
    internal sealed record Scalar(int ArgumentsMin, int ArgumentsMax, Func<IReadOnlyList<string>, string> Write, bool IsOperator = false);

    static readonly FrozenSet<string> Units = new[] { "year", "quarter", "month", "week", "day", "hour" }.ToFrozenSet();
    static readonly FrozenSet<string> Parts = Units.Concat(["dow", "isodow", "doy", "minute"]).ToFrozenSet();

    static readonly FrozenDictionary<string, Scalar> Known = new Dictionary<string, Scalar>
    {
        ["+"] = new(1, 2, a => Infix("+", a), true), ["-"] = new(1, 2, a => Infix("-", a), true),
            ["*"] = new(2, 2, a => Infix("*", a), true),
        ["/"] = new(2, 2, a => Infix("/", a), true), ["//"] = new(2, 2, a => Infix("//", a), true),
            ["%"] = new(2, 2, a => Infix("%", a), true),
        ["~~"] = new(2, 2, a => Infix("LIKE", a), true), ["!~~"] = new(2, 2, a => Infix("NOT LIKE", a), true),
        ["date_trunc"] = Call("date_trunc", 2), ["date_part"] = Call("date_part", 2),
        ["year"] = Call("year", 1), ["quarter"] = Call("quarter", 1), ["month"] = Call("month", 1), ["week"] = Call("week", 1),
        ["day"] = Call("day", 1), ["hour"] = Call("hour", 1), ["dayofweek"] = Call("dayofweek", 1),
        ["round"] = Call("round", 1, 2), ["floor"] = Call("floor", 1), ["ceil"] = Call("ceil", 1), ["ceiling"] = Call("ceil", 1),
            ["abs"] = Call("abs", 1),
        ["lower"] = Call("lower", 1), ["upper"] = Call("upper", 1), ["trim"] = Call("trim", 1), ["left"] = Call("left", 2),
        ["substr"] = Call("substr", 2, 3), ["substring"] = Call("substr", 2, 3),
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, string> Aggregates = new Dictionary<string, string>
    {
        ["count_star"] = "count", ["count"] = "count", ["sum"] = "sum", ["avg"] = "avg", ["mean"] = "avg",
    }.ToFrozenDictionary();

    /// <summary>The scalar functions by name, for people.</summary>
    public static string Names { get; } =
        string.Join(", ", Known.Where(f => !f.Value.IsOperator).Select(f => f.Key).Append("coalesce").Order(StringComparer.Ordinal));

    public static Scalar? Find(string name, bool isOperator) => Known.TryGetValue(name, out var f) && f.IsOperator == isOperator ? f : null;

    /// <summary>Some functions take a unit of time first: it must be a constant of the list.</summary>
    public static bool AllowsFirst(string name, Term first) => name switch
    {
        "date_trunc" => first is LiteralTerm literal && Units.Contains(literal.Written.Trim('\'')),
        "date_part" => first is LiteralTerm literal && Parts.Contains(literal.Written.Trim('\'')),
        _ => true,
    };

    static Scalar Call(string name, int min, int? max = null) => new(min, max ?? min, a => $"{name}({string.Join(", ", a)})");

    static string Infix(string sign, IReadOnlyList<string> a) => a.Count == 1 ? $"({sign} {a[0]})" : $"({a[0]} {sign} {a[1]})";
}
