namespace Yuanliu.Space.Gate;

/// <summary>Reads expressions over what was released, windows included: whatever is computed of it tells nothing new.</summary>
internal abstract class FreeExpressions(IReadOnlyDictionary<string, Term>? values) : Expressions(values)
{
    static readonly Dictionary<string, int> Ranking = new()
    {
        ["row_number"] = 0, ["rank"] = 0, ["dense_rank"] = 0, ["percent_rank"] = 0, ["cume_dist"] = 0, ["ntile"] = 1,
        ["lag"] = 1, ["lead"] = 1, ["first_value"] = 1, ["last_value"] = 1,
    };

    protected override Term Window(AstNode node)
    {
        var (name, arguments) = (node.Text("function_name"), ReadAll(node.Children("children")));
        name = name is "count_star" ? "count" : Functions.Aggregates.GetValueOrDefault(name) ?? name;
        if (!(Ranking.TryGetValue(name, out var takes) ? arguments.Count == takes : Functions.Free.Contains(name) && arguments.Count < 2))
            throw Deny(Refusals.Function($"{name} OVER"));
        var offset = node.Child("offset_expr") is { } by ? Read(by) : null;
        if (node.Text("schema") is not ("" or "main") || node.Text("exclude_clause") is not ("" or "NO_OTHER")
            || offset is { Literal: null })
            throw Deny(Refusals.Function("OVER"));
        var partitions = ReadAll(node.Children("partitions")).Select(p => p.Safe).Order(StringComparer.Ordinal).ToList();
        var orders = node.Children("orders").Select(o => Ordered(Child(o, "expression"), o)).ToList();
        var frame = Frame(node.Text("start"), node.Text("end"), orders.Count > 0);
        var over = string.Join(' ', new[]
        {
            partitions.Count > 0 ? $"PARTITION BY {string.Join(", ", partitions)}" : "",
            orders.Count > 0 ? $"ORDER BY {string.Join(", ", orders)}" : "", frame,
        }.Where(p => p.Length > 0));
        var inside = arguments.Count == 0 && name == "count" ? "*"
            : string.Join(", ", arguments.Append(offset).OfType<Term>().Select(a => a.Safe));
        return new($"{name}({inside}) OVER ({over})",
            name is "lag" or "lead" or "first_value" or "last_value" or "min" or "max" ? arguments[0].Kind : ValueKind.Number)
        {
            Columns = [Gate.Column.Window],
        };
    }

    static string Frame(string start, string end, bool isOrdered) => (start, end) switch
    {
        ("UNBOUNDED_PRECEDING", "CURRENT_ROW_RANGE") => "",
        ("UNBOUNDED_PRECEDING", "CURRENT_ROW_ROWS") when isOrdered => "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
        ("UNBOUNDED_PRECEDING", "UNBOUNDED_FOLLOWING") => "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
        _ => throw Deny(Refusals.Function($"OVER ({start} … {end})")),
    };

    public static string Ordered(Term term, AstNode order)
    {
        var nulls = order.Text("null_order") switch { "NULLS FIRST" => " NULLS FIRST", "NULLS LAST" => " NULLS LAST", _ => "" };
        return $"{term.Safe}{(order.Type == "DESCENDING" ? " DESC" : "")}{nulls}";
    }
}

/// <summary>Leaves are the group keys and aggregates of a stage.</summary>
/// <param name="rows">Reads what stands for a key.</param>
/// <param name="isGrouped">There are keys or aggregates: a column by itself is a mistake then, and a raw row otherwise.</param>
internal sealed class StageExpressions(
    RowReader rows, Measures measures, IReadOnlyList<Term> keys, bool isGrouped, int number, IReadOnlyDictionary<string, Term>? values)
    : FreeExpressions(values)
{
    readonly List<Measured> aggregates = [];
    readonly List<Stage> sides = [];

    public IReadOnlyList<Measured> Aggregates => aggregates;
    /// <summary>Stages that only release which values there are.</summary>
    public IReadOnlyList<Stage> Sides => sides;

    /// <summary>Names that the outputs were given; ORDER BY and HAVING may use them.</summary>
    public Dictionary<string, Term> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    public override Term Read(AstNode node) => Key(node) ?? base.Read(node);

    /// <summary>An expression that is one of the group keys stands for that key.</summary>
    Term? Key(AstNode node)
    {
        if (keys.Count == 0 || node.Class is "CONSTANT" or "WINDOW" or "STAR" or "SUBQUERY") return null;
        Term read;
        try { read = rows.Expressions.Read(node); }
        catch (Denied)
        {
            return null;
        }
        for (var i = 0; i < keys.Count; i++)
            if (keys[i].Safe == read.Safe) return new($"d{i}", keys[i].Kind);
        return null;
    }

    protected override Term Column(AstNode node)
    {
        if (node.Texts("column_names") is [var name] && Names.TryGetValue(name, out var output)) return output;
        var column = rows.Expressions.Find(node);
        throw Deny(column.Use switch
        {
            ColumnUse.Identity or ColumnUse.Join => Refusals.IdentityOnly(column.Name),
            ColumnUse.Measure or ColumnUse.None => Refusals.MeasureOnly(column.Name),
            ColumnUse.Dimension => !isGrouped ? Refusals.RawRows
                : Refusals.Syntax($"列“{column.Name}”须出现在 GROUP BY 中。", $"Column {column.Name} must stand in GROUP BY."),
        });
    }

    protected override Term Aggregate(AstNode node, string name)
    {
        if (name == "count" && node.Flag("distinct") && node.Children("children") is [{ Class: "COLUMN_REF" } child]
            && rows.Expressions.Find(child).Use is ColumnUse.Dimension) return Values(node, rows.Expressions.Read(child));
        var measured = measures.Read(node, name, isPerIdentity: false);
        var at = aggregates.IndexOf(measured);
        if (at < 0)
        {
            at = aggregates.Count;
            aggregates.Add(measured);
        }
        return new($"a{at}", measured.Of?.Function is "histogram" ? ValueKind.Text : ValueKind.Number);
    }

    /// <summary>
    /// How many values a dimension has in each group: those that may be released are counted, as if it had been grouped by the value first.
    /// </summary>
    Term Values(AstNode node, Term value)
    {
        _ = (node.Class, node.Type, node.Alias, node.Flag("is_operator"));
        if (node.Child("filter") is { Class.Length: > 0 } || !IsOfNobodyElse(node) || node.HasMore())
            throw Deny(Refusals.Function("count(DISTINCT …)"));
        var all = keys.Append(value).DistinctBy(k => k.Safe).OrderBy(k => k.Safe, StringComparer.Ordinal).ToList();
        var side = sides.Find(s => s.Keys.Select(k => k.Safe).SequenceEqual(all.Select(k => k.Safe)))
            ?? new Stage(number + 1 + sides.Count, rows.Query.With(Truths.IsNull(value, isNegated: true)), all, [], []);
        if (!sides.Contains(side)) sides.Add(side);
        // All rows are one group, and that is said of them at least.
        if (keys.Count == 0 && aggregates.Count == 0) aggregates.Add(new("count(*)", null));
        int At(Term key) => all.FindIndex(a => a.Safe == key.Safe);
        var own = string.Concat(keys.Select((k, i) => $" AND s.d{At(k)} IS NOT DISTINCT FROM r{number}.d{i}"));
        return new($"(SELECT count(*) FROM {side.Released} s WHERE true{own})", ValueKind.Number) { Columns = [Gate.Column.Window] };
    }
}

/// <summary>Leaves are the columns of released tables.</summary>
internal sealed class TableExpressions(
    IReadOnlyList<FreeJoin> scope, IReadOnlyDictionary<string, Term>? values) : FreeExpressions(values)
{
    public Dictionary<string, Term> Names { get; } = new(StringComparer.OrdinalIgnoreCase);
    public bool HasAggregates { get; private set; }

    protected override Term Column(AstNode node)
    {
        var names = node.Texts("column_names");
        var found = scope.Where(s => names.Count == 1 || string.Equals(s.Name, names[0], StringComparison.OrdinalIgnoreCase))
            .SelectMany(s => Enumerable.Range(0, s.Source.Columns.Count).Select(s.Source.Column))
            .Where(c => names.Count <= 2 && string.Equals(c.Name, names[^1], StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0 && names is [var name] && Names.TryGetValue(name, out var output)) return output;
        if (found.Count != 1) throw Deny(Refusals.NoSuchColumn(string.Join('.', names)));
        return new(found[0].Sql, found[0].Kind) { Columns = [found[0]] };
    }

    protected override Term Aggregate(AstNode node, string name)
    {
        if (Functions.Pairs.Contains(name)) return Pair(node, name);
        var function = Functions.Aggregates.GetValueOrDefault(name) ?? name;
        if (!Functions.Free.Contains(function)) throw Deny(Refusals.Function(name));
        _ = node.Flag("is_operator");
        var filter = node.Child("filter") is { Class.Length: > 0 } wanted ? $" FILTER (WHERE {Condition(wanted).Safe})" : "";
        if (!IsOfNobodyElse(node)) throw Deny(Refusals.Function($"{function}( … ORDER BY … )"));
        var (distinct, arguments) = (node.Flag("distinct"), ReadAll(node.Children("children")));
        if (arguments.Count > 1 || arguments.Count == 0 && function != "count") throw Deny(Refusals.Function(name));
        HasAggregates = true;
        var inside = arguments.Count == 0 ? "*" : (distinct ? "DISTINCT " : "") + arguments[0].Safe;
        return new($"{function}({inside}){filter}", function is "min" or "max" or "median" ? arguments[0].Kind : ValueKind.Number)
        {
            Columns = arguments.Count == 0 ? [] : arguments[0].Columns,
        };
    }

    /// <summary>Of two numbers, drawn in so far that no square of them runs over.</summary>
    Term Pair(AstNode node, string name)
    {
        _ = node.Flag("is_operator");
        var arguments = ReadAll(node.Children("children"));
        if (!IsPlain(node) || node.Flag("distinct") || arguments.Count != 2) throw Deny(Refusals.Function(name));
        if (arguments.Exists(a => a.Kind is not (ValueKind.Number or ValueKind.Null))) throw Deny(Refusals.Types(name, name));
        HasAggregates = true;
        var inside = string.Join(", ", arguments.Select(a => $"greatest(least(CAST({a.Safe} AS DOUBLE), 1e100), -1e100)"));
        return new($"{name}({inside})", ValueKind.Number) { Columns = Term.Union(arguments) };
    }
}
