using System.Globalization;
using System.Text.Json;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Gate;

/// <summary>SQL 关口 — accepts by grammar: one SELECT over the table data, dimensions, allowed aggregates. All else is denied.</summary>
internal sealed class QueryReader(SqlParser parser, SpaceLimits limits)
{
    public const string Table = "data";

    public Reading Read(string sql, CompiledPolicy policy)
    {
        if (sql.Length > limits.SqlLengthMax)
            return Refusals.Syntax($"查询最长 {limits.SqlLengthMax} 个字符。", $"A query has at most {limits.SqlLengthMax} characters.");
        if (sql.Contains('\0')) return Refusals.Syntax("查询含有空字符。", "The query holds a NUL character.");
        var (tree, denial) = parser.Parse(sql);
        if (denial is not null) return denial;
        using (tree) return Statement(tree!.RootElement, policy);
    }

    static Reading Statement(JsonElement root, CompiledPolicy policy)
    {
        var statements = new AstNode(root).Children("statements");
        if (statements is not [var statement]) return Refusals.Syntax("一次只能提交一条语句。", "One statement at a time.");
        if (statement.Child("node") is not { Type: "SELECT_NODE" } select)
            return Refusals.Syntax("不支持集合运算。", "Set operations are not supported.");
        if (statement.Take("named_param_map") is { } p && p.GetArrayLength() > 0)
            return Refusals.Syntax("不支持参数。", "Parameters are not supported.");
        return From(select, out var names) ?? (Reading)new SelectReader(select, policy, names).Read();
    }

    /// <summary>The one table. Whatever else can stand after FROM reaches outside, or beside the thresholds.</summary>
    static Denial? From(AstNode select, out IReadOnlyList<string> names)
    {
        names = [];
        if (select.Child("cte_map")?.Children("map") is { Count: > 0 }) return Refusals.Function("WITH");
        var from = select.Child("from_table");
        if (from is null || from.Type is "EMPTY") return Refusals.Syntax("缺少 FROM data。", "FROM data is missing.");
        if (from.Type is "TABLE_FUNCTION") return Refusals.External(from.Child("function")?.Text("function_name") ?? from.Type);
        if (from.Type is not "BASE_TABLE") return Refusals.Function(from.Type is "JOIN" ? "JOIN" : $"FROM {from.Type}");
        var table = from.Text("table_name");
        if (!table.Equals(Table, StringComparison.OrdinalIgnoreCase) || from.Text("schema_name").Length > 0
            || from.Text("catalog_name").Length > 0)
            return Refusals.External(table);
        names = from.Alias is { Length: > 0 } alias ? [alias] : [Table];
        return from.HasMore() ? Refusals.Function("SAMPLE / AT") : null;
    }
}

/// <summary>Reads one SELECT whose table is the right one.</summary>
internal sealed class SelectReader(AstNode select, CompiledPolicy policy, IReadOnlyList<string> tableNames)
{
    readonly ExpressionReader rows = new(policy, tableNames);
    readonly IReadOnlyList<AstNode> items = select.Children("select_list");
    /// <summary>The names given to outputs, empty where none is: read first, so that a name is nothing unknown later.</summary>
    readonly List<string> aliases = [];
    readonly List<Ordering> order = [];
    long? limit, offset;

    public Reading Read()
    {
        aliases.AddRange(items.Select(i => i.Alias));
        if (items.Any(i => i.Class == "STAR")) return Refusals.RawRows;
        var groups = Groups();
        if (rows.Denial is not null || groups is null) return rows.Denial ?? Refusals.Function("GROUPING SETS / ROLLUP / CUBE");
        var where = select.Child("where_clause") is { } condition ? rows.Read(condition) : null;
        if (rows.Denial is { } filtered) return filtered;

        var outside = new OutputReader(policy, tableNames, groups, groups.Count > 0 || items.Any(HasAggregate));
        var outputs = Outputs(outside);
        if (outside.Denial is { } denied) return denied;
        if (groups.Count == 0 && outside.Aggregates.Count == 0) return Refusals.RawRows;
        foreach (var (alias, output) in aliases.Zip(outputs))
            if (alias.Length > 0) outside.Names[alias] = output.Term;

        var having = select.Child("having") is { } wanted ? outside.Read(wanted) : null;
        if ((outside.Denial ?? Modifiers(outside, outputs)) is { } refused) return refused;
        if (Unread() is { } unknown) return unknown;
        return new Query(groups, outside.Aggregates, where, having, outputs, order, limit, offset);
    }

    /// <returns>Null when the keys are not one plain set.</returns>
    List<Term>? Groups()
    {
        var keys = select.Children("group_expressions");
        if (select.Text("aggregate_handling") == "FORCE_AGGREGATES")
            return keys.Count > 0 ? null : [.. items.Where(i => !HasAggregate(i)).Select(rows.Read).OfType<Term>()];
        var sets = select.Take("group_sets") is { ValueKind: JsonValueKind.Array } s ? s.GetArrayLength() : 0;
        if (sets > 1 || sets == 1 && select.Take("group_sets")!.Value[0].GetArrayLength() != keys.Count) return null;
        var terms = new List<Term>();
        foreach (var key in keys)
            if (rows.Read(Named(key)) is { } term && terms.All(t => t.Sql != term.Sql)) terms.Add(term);
        return terms.Any(t => t is LiteralTerm) ? null : terms;
    }

    /// <summary>A group key may be an output's place or name.</summary>
    AstNode Named(AstNode key)
    {
        if (Place(key) is { } number) return number <= items.Count ? items[number - 1] : key;
        return key.Texts("column_names") is [var name] && policy.Column(name) is null
            && aliases.FindIndex(a => a.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? items[place] : key;
    }

    static int? Place(AstNode node) => node.Class == "CONSTANT" && Literals.Read(node) is { } literal
        && int.TryParse(literal.Written, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place > 0 ? place : null;

    static bool HasAggregate(AstNode node) => node.Class == "FUNCTION" && Functions.Aggregates.ContainsKey(node.Text("function_name"))
        || node.Children("children").Any(HasAggregate);

    List<Output> Outputs(OutputReader outside)
    {
        var outputs = new List<Output>();
        foreach (var (item, alias) in items.Zip(aliases))
            if (outside.Read(item) is { } term) outputs.Add(new(alias.Length > 0 ? alias : NameOf(item), term));
        return outputs;
    }

    static string NameOf(AstNode item) => item.Class switch
    {
        "COLUMN_REF" => item.Texts("column_names")[^1],
        "FUNCTION" when item.Text("function_name") == "count_star" => "count(*)",
        "FUNCTION" => $"{item.Text("function_name")}({(item.Flag("distinct") ? "distinct " : "")}{string.Join(
            ", ", item.Children("children").Select(NameOf))})",
        "CONSTANT" => Literals.Read(item)?.Written ?? "",
        _ => item.Class.ToLowerInvariant(),
    };

    Denial? Modifiers(OutputReader outside, List<Output> outputs)
    {
        foreach (var modifier in select.Children("modifiers"))
        {
            var denial = modifier.Type switch
            {
                "ORDER_MODIFIER" => Orders(modifier, outside, outputs),
                "LIMIT_MODIFIER" => Limits(modifier),
                "DISTINCT_MODIFIER" => Refusals.RawRows,
                var other => Refusals.Function(other),
            };
            if (denial is not null) return denial;
        }
        return null;
    }

    Denial? Orders(AstNode modifier, OutputReader outside, List<Output> outputs)
    {
        foreach (var by in modifier.Children("orders"))
        {
            if (by.Child("expression") is not { } expression) return Refusals.Function("ORDER BY");
            var term = Place(expression) is { } place && place <= outputs.Count ? outputs[place - 1].Term : outside.Read(expression);
            if (term is null) return outside.Denial ?? Refusals.Function("ORDER BY");
            var nulls = by.Text("null_order") switch { "NULLS FIRST" => " NULLS FIRST", "NULLS LAST" => " NULLS LAST", _ => "" };
            if (term is not LiteralTerm) order.Add(new(term, by.Type == "DESCENDING", nulls));
        }
        return modifier.HasMore() ? Refusals.Function("ORDER BY") : null;
    }

    Denial? Limits(AstNode modifier)
    {
        (limit, offset) = (Whole(modifier.Child("limit")), Whole(modifier.Child("offset")));
        return limit is < 0 || offset is < 0 || modifier.HasMore() ? Refusals.Syntax("LIMIT 须为非负整数。", "LIMIT takes a whole number.") : null;
    }

    /// <returns>-1 for anything but a whole number.</returns>
    static long? Whole(AstNode? node) => node is null ? null
        : node.Class == "CONSTANT" && Literals.Read(node) is { } literal
            && long.TryParse(literal.Written, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : -1;

    /// <summary>Whatever else the statement holds was not understood, and so it is not run.</summary>
    Denial? Unread()
    {
        _ = (select.Type, select.Child("cte_map"), select.Child("from_table"));
        return select.HasMore() ? Refusals.Function("QUALIFY / SAMPLE") : null;
    }
}
