namespace Yuanliu.Space.Gate;

/// <summary>
/// 规范条件 — conditions in one form each: however a condition was written, it is the same text here, so that the same question is
/// recognized and an answer is not paid for, or noise not averaged out, by writing it anew.
/// </summary>
internal static class Truths
{
    /// <param name="sign">One of = &lt;&gt; &lt; &lt;= IS DISTINCT FROM and so on; greater is less the other way round.</param>
    public static Term Compare(string sign, Term left, Term right)
    {
        if (sign is ">" or ">=") return Compare(sign == ">" ? "<" : "<=", right, left);
        var isEven = sign is not ("<" or "<=");
        if (isEven && (left.Literal is not null && right.Literal is null
            || left.Literal is null == right.Literal is null && string.CompareOrdinal(left.Safe, right.Safe) > 0)) (left, right) = (right,
                left);
        if (sign is "=" or "<>" && right.Literal is not null && left.Literal is null && right.Kind is not ValueKind.Null)
            return OneOf(left, [right], isNegated: sign == "<>");
        return new($"({left.Safe} {sign} {right.Safe})", ValueKind.Truth, Kinds.MayClash(left, right))
        {
            Columns = Term.Union([left, right]), Contrary = () => Compare(Opposite(sign), left, right),
        };
    }

    static string Opposite(string sign) => sign switch
    {
        "=" => "<>", "<>" => "=", "<" => ">=", "<=" => ">", "IS DISTINCT FROM" => "IS NOT DISTINCT FROM", _ => "IS DISTINCT FROM",
    };

    /// <summary>One of some constants: single equalities and lists are the same.</summary>
    public static Term OneOf(Term term, IReadOnlyList<Term> among, bool isNegated)
    {
        var values = among.DistinctBy(v => v.Sql).OrderBy(v => v.Sql, StringComparer.Ordinal).ToList();
        var written = values.Count == 1 ? $"({term.Safe} {(isNegated ? "<>" : "=")} {values[0].Sql})"
            : $"({term.Safe} {(isNegated ? "NOT IN" : "IN")} ({string.Join(", ", values.Select(v => v.Sql))}))";
        return new(written, ValueKind.Truth, Kinds.MayClash([term, .. values]))
        {
            Columns = term.Columns, Choice = isNegated ? null : (term, values), Contrary = () => OneOf(term, values, !isNegated),
        };
    }

    public static Term IsNull(Term term, bool isNegated) => new($"({term.Safe} IS {(isNegated ? "NOT " : "")}NULL)", ValueKind.Truth)
    {
        Columns = term.Columns, Contrary = () => IsNull(term, !isNegated),
    };

    public static Term Not(Term term)
    {
        if (term.Contrary is { } contrary) return contrary();
        if (term.Parts.Count > 0) return term.IsConjunction ? Or(term.Parts.Select(Not)) : And(term.Parts.Select(Not));
        return new($"(NOT {term.Safe})", ValueKind.Truth) { Columns = term.Columns, Contrary = () => term };
    }

    public static Term And(params IEnumerable<Term> terms) => Joined(terms, isConjunction: true);

    public static Term Or(params IEnumerable<Term> terms)
    {
        var parts = Flat(terms, isConjunction: false);
        // Equalities with the same left side are one choice.
        var choices = parts.Where(p => p.Choice is not null).GroupBy(p => p.Choice!.Value.Of.Safe).Where(g => g.Count() > 1).ToList();
        foreach (var same in choices)
        {
            parts.RemoveAll(p => p.Choice is { } c && c.Of.Safe == same.Key);
            parts.Add(OneOf(same.First().Choice!.Value.Of, [.. same.SelectMany(p => p.Choice!.Value.Among)], isNegated: false));
        }
        return Joined(parts, isConjunction: false);
    }

    static List<Term> Flat(IEnumerable<Term> terms, bool isConjunction)
        => [.. terms.SelectMany(t => t.Parts.Count > 0 && t.IsConjunction == isConjunction ? t.Parts : [t])];

    static Term Joined(IEnumerable<Term> terms, bool isConjunction)
    {
        var parts = Flat(terms, isConjunction).DistinctBy(t => t.Safe).OrderBy(t => t.Safe, StringComparer.Ordinal).ToList();
        return parts.Count == 1 ? parts[0]
            : new($"({string.Join(isConjunction ? " AND " : " OR ", parts.Select(p => p.Safe))})", ValueKind.Truth)
            {
                Columns = Term.Union(parts), Parts = parts, IsConjunction = isConjunction,
            };
    }
}
