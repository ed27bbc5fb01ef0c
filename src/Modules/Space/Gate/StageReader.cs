namespace Yuanliu.Space.Gate;

/// <summary>What was read of a grouped SELECT: the stage that releases groups, and the SELECT over them.</summary>
internal sealed record StageReading(IReadOnlyList<Stage> Stages, string Sql, IReadOnlyList<int> Shown, IReadOnlyList<Output> Outputs);

/// <summary>Reads a SELECT that groups rows, or measures all of them.</summary>
internal sealed class StageReader(
    SelectNode select, RowReader rows, Needs needs, IReadOnlyDictionary<string, Term>? values, int number)
{
    public StageReading Read()
    {
        var keys = Keys();
        var expressions = new StageExpressions(rows, new(rows, needs), keys, keys.Count > 0 || select.HasAggregates, number, values);
        var outputs = select.Items.Select((item, i) => new Output(select.NameOf(i), expressions.Read(item))).ToList();
        if (keys.Count == 0 && expressions.Aggregates.Count == 0 && expressions.Sides.Count == 0) throw Expressions.Deny(Refusals.RawRows);
        for (var i = 0; i < outputs.Count; i++)
            if (select.Aliases[i].Length > 0) expressions.Names[select.Aliases[i]] = outputs[i].Term;
        var having = select.Having is { } wanted ? $" WHERE {expressions.Condition(wanted).Safe}" : "";
        var modifiers = select.Modifiers(node => select.OutputOf(node, IsColumn) is { } at ? outputs[at].Term : expressions.Read(node),
            outputs);
        if (modifiers.IsDistinct) throw Expressions.Deny(Refusals.RawRows);
        select.RefuseTheUnread();

        var flags = expressions.Aggregates.Select(a => a.Flag).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var stage = new Stage(number, rows.Query, keys,
            [.. expressions.Aggregates.Select(a => new StageAggregate(a.Sql, a.Flag is { } flag ? flags.IndexOf(flag) : null, a.Of))],
            flags);
        var (sql, shown) = FreeWriter.Write(outputs, stage.Released, having, modifiers, [.. keys.Select((_, i) => $"d{i}")]);
        return new([stage, .. expressions.Sides], sql, shown, outputs);
    }

    /// <summary>In the order of their text: the order in which they were written makes no other question.</summary>
    List<Term> Keys()
    {
        if (!select.HasOneSet()) throw Expressions.Deny(Refusals.Function("GROUPING SETS / ROLLUP / CUBE"));
        var nodes = select.IsGroupedByAll ? select.Items.Where(i => !SelectNode.HasAggregate(i)) : select.GroupKeys.Select(Named);
        var keys = nodes.Select(rows.Expressions.Read).DistinctBy(k => k.Safe).OrderBy(k => k.Safe, StringComparer.Ordinal).ToList();
        return keys.Exists(k => k.Literal is not null)
            ? throw Expressions.Deny(Refusals.Function("GROUP BY …")) : keys;
    }

    AstNode Named(AstNode key) => select.OutputOf(key, IsColumn) is { } at ? select.Items[at] : key;

    bool IsColumn(string name)
        => rows.Scope.Any(s => s.Source.Columns.Any(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
}
