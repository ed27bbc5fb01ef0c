namespace Yuanliu.Space.Gate;

/// <summary>Reads a SELECT over what was released.</summary>
internal sealed class FreeReader(SelectNode select, From from, IReadOnlyDictionary<string, Term>? values)
{
    readonly TableExpressions expressions = new(from.Free, values);

    public (string Sql, IReadOnlyList<int> Shown, IReadOnlyList<Output> Outputs) Read()
    {
        var tables = Tables();
        var where = select.Where is { } condition ? $" WHERE {expressions.Condition(condition).Safe}" : "";
        if (!select.HasOneSet()) throw Expressions.Deny(Refusals.Function("GROUPING SETS / ROLLUP / CUBE"));
        var keys = (select.IsGroupedByAll ? select.Items.Where(i => !SelectNode.HasAggregate(i)) : select.GroupKeys.Select(Named))
            .Select(expressions.Read).Select(k => k.Safe).Distinct().Order(StringComparer.Ordinal).ToList();
        var outputs = select.Items
            .SelectMany((item, i) => item.Class == "STAR" ? Star(item) : [new(select.NameOf(i), expressions.Read(item))]).ToList();
        for (var i = 0; i < select.Items.Count && outputs.Count == select.Items.Count; i++)
            if (select.Aliases[i].Length > 0) expressions.Names[select.Aliases[i]] = outputs[i].Term;
        var by = keys.Count > 0 ? $" GROUP BY {string.Join(", ", keys)}" : "";
        var having = select.Having is { } wanted ? $" HAVING {expressions.Condition(wanted).Safe}" : "";
        var modifiers = select.Modifiers(node => Output(node) is { } at && at < outputs.Count ? outputs[at].Term : expressions.Read(node),
            outputs);
        select.RefuseTheUnread();
        var (sql, shown) = FreeWriter.Write(outputs, tables + where + by, having, modifiers, []);
        return (sql, shown, outputs);
    }

    string Tables()
    {
        var sql = "";
        for (var i = 0; i < from.Free.Count; i++)
        {
            var joined = from.Free[i];
            var on = joined.On is { } condition ? $" ON {expressions.Condition(condition).Safe}" : "";
            if (joined.Using.Count > 0) on = $" ON {string.Join(" AND ", joined.Using.Select(c => Both(i, c)))}";
            sql += i == 0 ? $"{joined.Source.Sql} AS {joined.Source.Alias}"
                : on.Length == 0 ? $" CROSS JOIN {joined.Source.Sql} AS {joined.Source.Alias}"
                : $" {joined.Kind} {joined.Source.Sql} AS {joined.Source.Alias}{on}";
        }
        return sql;
    }

    string Both(int at, string name)
    {
        Column Of(int table)
        {
            var source = from.Free[table].Source;
            for (var i = 0; i < source.Columns.Count; i++)
                if (source.Columns[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return source.Column(i);
            throw Expressions.Deny(Refusals.NoSuchColumn(name));
        }
        return $"({Of(at - 1).Sql} = {Of(at).Sql})";
    }

    IEnumerable<Output> Star(AstNode star)
    {
        var of = star.Text("relation_name");
        _ = (star.Type, star.Alias);
        if (star.HasMore()) throw Expressions.Deny(Refusals.Function("* EXCLUDE / REPLACE / COLUMNS"));
        return from.Free.Where(f => of.Length == 0 || f.Name.Equals(of, StringComparison.OrdinalIgnoreCase))
            .SelectMany(f => Enumerable.Range(0, f.Source.Columns.Count).Select(f.Source.Column))
            .Select(c => new Output(c.Name, new(c.Sql, c.Kind)));
    }

    AstNode Named(AstNode key) => Output(key) is { } at ? select.Items[at] : key;

    int? Output(AstNode node) => select.OutputOf(node, name =>
        from.Free.Exists(f => f.Source.Columns.Any(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))));
}
