using System.Collections.Frozen;
using static Yuanliu.Space.Gate.ValueKind;

namespace Yuanliu.Space.Gate;

/// <summary>函数清单 — the scalar functions that may stand in a query, with the kinds they take. What is not here does not pass.</summary>
internal static class Functions
{
    /// <param name="Takes">The kind of each argument; further arguments are of the last kind.</param>
    /// <param name="Constants">Places of arguments that must be constants.</param>
    /// <param name="Write">From the written arguments to SQL.</param>
    internal sealed record Scalar(
        int ArgumentsMin, int ArgumentsMax, ValueKind[] Takes, ValueKind Gives, Func<IReadOnlyList<string>, string> Write)
    {
        public bool IsOperator { get; init; }
        public bool MayFail { get; init; }
        public bool IsCommutative { get; init; }
        /// <summary>Its text is longer than any it is made of: only a little may be put together, and of one table.</summary>
        public bool IsLengthening { get; init; }
        public int[] Constants { get; init; } = [];
    }

    static readonly FrozenSet<string> Units = new[] { "year", "quarter", "month", "week", "day", "hour" }.ToFrozenSet();
    static readonly FrozenSet<string> Parts = Units.Concat(["dow", "isodow", "doy", "minute"]).ToFrozenSet();
    const string FormatCharacters = "%YmdHMSjuwbBaAyGV-/. :年月日季周时";

    static readonly FrozenDictionary<string, Scalar> Known = new Dictionary<string, Scalar>
    {
        ["+"] = Arithmetic("+", 1) with { IsCommutative = true }, ["-"] = Arithmetic("-", 1),
        ["*"] = Arithmetic("*", 2) with { IsCommutative = true }, ["/"] = Arithmetic("/", 2), ["//"] = Arithmetic("//", 2),
        ["%"] = Arithmetic("%", 2),
        ["~~"] = Matching("LIKE"), ["!~~"] = Matching("NOT LIKE"), ["~~*"] = Matching("ILIKE"), ["!~~*"] = Matching("NOT ILIKE"),
        ["date_trunc"] = Call("date_trunc", [Text, Instant], Instant, 2) with { Constants = [0] },
        ["date_part"] = Call("date_part", [Text, Instant], Number, 2) with { Constants = [0] },
        ["strftime"] = Call("strftime", [Instant, Text], Text, 2) with { Constants = [1] },
        ["year"] = Part("year"), ["quarter"] = Part("quarter"), ["month"] = Part("month"), ["week"] = Part("week"), ["day"] = Part("day"),
        ["hour"] = Part("hour"), ["dayofweek"] = Part("dayofweek"), ["dayofyear"] = Part("dayofyear"),
        ["last_day"] = Call("last_day", [Instant], Day),
        ["monthname"] = Call("monthname", [Instant], Text), ["dayname"] = Call("dayname", [Instant], Text),
        ["round"] = Call("round", [Number], Number, 1, 2) with { MayFail = true, Constants = [1] },
        ["floor"] = Call("floor", [Number], Number), ["ceil"] = Call("ceil", [Number], Number),
            ["ceiling"] = Call("ceil", [Number], Number),
        ["abs"] = Call("abs", [Number], Number) with { MayFail = true },
        ["lower"] = Call("lower", [Text], Text), ["upper"] = Call("upper", [Text], Text), ["trim"] = Call("trim", [Text], Text),
        ["||"] = new(2, 2, [Text], Text, a => $"({a[0]} || {a[1]})") { IsOperator = true, IsLengthening = true },
        ["concat"] = Call("concat", [Text], Text, 1, 8) with { IsLengthening = true },
        ["length"] = Call("length", [Text], Number), ["left"] = Call("left", [Text, Number], Text, 2) with { Constants = [1] },
        ["right"] = Call("right", [Text, Number], Text, 2) with { Constants = [1] },
        ["substr"] = Call("substr", [Text, Number], Text, 2, 3) with { Constants = [1, 2] },
        ["substring"] = Call("substr", [Text, Number], Text, 2, 3) with { Constants = [1, 2] },
    }.ToFrozenDictionary();

    /// <summary>Aggregates over rows. What shows a single value (min, max, quantiles, lists) is not here.</summary>
    public static readonly FrozenDictionary<string, string> Aggregates = new Dictionary<string, string>
    {
        ["count_star"] = "count", ["count"] = "count", ["sum"] = "sum", ["avg"] = "avg", ["mean"] = "avg",
        ["stddev"] = "stddev_samp", ["stddev_samp"] = "stddev_samp", ["stddev_pop"] = "stddev_pop",
        ["variance"] = "var_samp", ["var_samp"] = "var_samp", ["var_pop"] = "var_pop",
    }.ToFrozenDictionary();

    /// <summary>Aggregates over what was released already, where nothing is left to be hidden.</summary>
    public static readonly FrozenSet<string> Free = new[]
    {
        "count", "sum", "avg", "min", "max", "median", "stddev_samp", "stddev_pop", "var_samp", "var_pop",
    }.ToFrozenSet();

    /// <summary>Those of two numbers.</summary>
    public static readonly FrozenSet<string> Pairs = new[] { "corr", "covar_pop", "covar_samp" }.ToFrozenSet();

    /// <summary>The scalar functions by name, for people.</summary>
    public static string Names { get; } = string.Join(", ",
        Known.Where(f => !f.Value.IsOperator).Select(f => f.Key).Concat(["coalesce", "nullif"]).Order(StringComparer.Ordinal));

    public static Scalar? Find(string name, bool isOperator) => Known.TryGetValue(name, out var f) && f.IsOperator == isOperator ? f : null;

    /// <summary>Some functions take a unit of time or a form first: it must be a constant of the list.</summary>
    public static bool AllowsConstants(string name, IReadOnlyList<Term> arguments) => name switch
    {
        "date_trunc" => arguments[0].Literal is { } unit && Units.Contains(unit),
        "date_part" => arguments[0].Literal is { } part && Parts.Contains(part),
        "strftime" => arguments[1].Literal is { Length: <= 40 } form
            && form.All(c => FormatCharacters.Contains(c, StringComparison.Ordinal)),
        _ => true,
    };

    static Scalar Arithmetic(string sign, int min)
        => new(min, 2, [Number], Number, a
            => a.Count == 1 ? $"({sign} {a[0]})" : $"({a[0]} {sign} {a[1]})") { IsOperator = true, MayFail = true };

    static Scalar Matching(string word)
        => new(2, 2, [Text], Truth, a => $"({a[0]} {word} {a[1]})") { IsOperator = true, Constants = [1] };

    static Scalar Part(string name) => Call(name, [Instant], Number);

    static Scalar Call(string name, ValueKind[] takes, ValueKind gives, int? min = null, int? max = null)
        => new(min ?? 1, max ?? min ?? 1, takes, gives, a => $"{name}({string.Join(", ", a)})");
}
