namespace Yuanliu.Space.Gate;

/// <summary>Reads sub-queries whose rows stay rows: a choice of columns and rows, or one row for each identity.</summary>
internal sealed class DerivedReader(SelectNode select, RowReader rows, Needs needs)
{
    /// <summary>A column of the sub-query: as others will call it, what it is, and how it is written inside.</summary>
    sealed record Item(string Name, Column Inside, string Sql, string? Present);

    public RowSource Chosen()
    {
        var items = select.Items.Select((item, i) => Bare(item) is { } column
            ? Read(new(select.NameOf(i), column, column.Sql, column.Present))
            : Computed(select.NameOf(i), rows.Expressions.Read(item))).ToList();
        Finish();
        return Source(items, null, [], rows.Scope.Count == 1 ? rows.Scope[0].Source.Base : null);
    }

    /// <summary>Its column is there to be written, whether or not anything is made of it.</summary>
    Item Read(Item item)
    {
        needs.Measure(item.Inside);
        return item;
    }

    /// <summary>Null when the keys do not hold the identity: then it is no table of rows.</summary>
    public RowSource? PerIdentity()
    {
        var keys = select.GroupKeys.Select(k => select.OutputOf(k, _ => false) is { } at ? select.Items[at] : k).ToList();
        if (!keys.Exists(k => Bare(k) is { } column && rows.IsIdentity(column))) return null;
        if (!select.HasOneSet() || select.Having is not null || rows.Scope.Count > 1)
            throw Expressions.Deny(Refusals.Function("GROUP BY … HAVING"));
        var inside = keys.Select(k => Bare(k) is { } c && rows.IsIdentity(c) ? Identity(c) : rows.Expressions.Read(k)).ToList();
        var measures = new Measures(rows, needs);
        var items = select.Items.Select((item, i) => PerIdentity(item, select.NameOf(i), inside, measures)).ToList();
        Finish();
        return Source(items, inside, [.. inside.Select(k => k.Sql)], null);
    }

    Term Identity(Column column)
    {
        needs.Measure(column);
        return new(column.Sql, column.Kind) { Columns = [column] };
    }

    Item PerIdentity(AstNode item, string name, List<Term> keys, Measures measures)
    {
        if (Bare(item) is { } column && rows.IsIdentity(column)) return new(name, column, column.Sql, null);
        if (item.Class == "FUNCTION" && Functions.Find(item.Text("function_name"), item.Flag("is_operator")) is null)
        {
            var measured = measures.Read(item, item.Text("function_name"), isPerIdentity: true);
            return new(name, new(name, measured.Sql, ValueKind.Number, ColumnUse.Measure, rows.Scope[0].Source.Columns[0].Table)
            {
                Terms = needs.IsPrivate && measured.Of is { } of ? Bounds(name, of, rows.RowsPerIdentity) : null,
            }, measured.Sql, measured.Flag);
        }
        var term = rows.Expressions.Read(item);
        return keys.Exists(k => k.Safe == term.Safe) ? Computed(name, term)
            : throw Expressions.Deny(Refusals.Syntax($"“{name}”须出现在 GROUP BY 中。", $"{name} must stand in GROUP BY."));
    }

    /// <summary>Between what a measure of one identity lies, where at most so many of its rows count; null where nobody said.</summary>
    static Policies.ColumnTerms? Bounds(string name, MeasuredOf of, int rows)
    {
        Policies.ColumnTerms Within(string type, decimal low, decimal high)
            => new(name, name, type, ColumnUse.Measure) { Low = low, High = high };
        if (of.Function is "rows") return Within("BIGINT", 0, rows);
        if (of.Column?.Terms is not { Low: { } low, High: { } high } terms) return null;
        return of.Function switch
        {
            "sum" => Within(terms.Type, Math.Min(0, low * rows), Math.Max(0, high * rows)),
            "avg" => Within("DOUBLE", low, high),
            "min" or "max" => Within(terms.Type, low, high),
            _ => null,
        };
    }

    /// <summary>A column by itself keeps what it is, whatever it may be used for.</summary>
    Column? Bare(AstNode node)
    {
        if (node.Class != "COLUMN_REF") return null;
        _ = (node.Type, node.Alias);
        return rows.Expressions.Find(node);
    }

    /// <summary>What is computed of dimensions is one, and may be compared in no way in which one of them may not.</summary>
    static Item Computed(string name, Term term)
    {
        var terms = term.Columns.Select(c => c.Terms).OfType<Policies.ColumnTerms>().ToList();
        var comparable = terms.Aggregate(Policies.ColumnTerms.EveryComparison, (bits, t) => bits & t.Comparable);
        return new(name, new(name, term.Safe, term.Kind, ColumnUse.Dimension, term.Columns.Count > 0 ? term.Columns[0].Table : -1)
        {
            Terms = terms.Count == 0 ? null : terms[0] with { Comparable = comparable, IsJoinable = false, PublicText = "" },
            Needs = [.. term.Columns.SelectMany(c => c.Needs)],
        }, term.Safe, null);
    }

    void Finish()
    {
        var modifiers = select.Modifiers(_ => throw Expressions.Deny(Refusals.Function("ORDER BY")), []);
        if (modifiers.Limit is not null || modifiers.Offset is not null || modifiers.IsDistinct)
            throw Expressions.Deny(Refusals.Function("LIMIT / DISTINCT"));
        select.RefuseTheUnread();
    }

    RowSource Source(List<Item> items, List<Term>? keys, IReadOnlyList<string> by, int? table)
    {
        var ordered = items.DistinctBy(i => i.Sql).OrderBy(i => i.Sql, StringComparer.Ordinal).ToList();
        var inner = rows.Query.Write(Form.Rows, Symbols);
        var alias = $"q_{Plan.Short($"{string.Join(',', ordered.Select(i => i.Sql))}|{string.Join(',', by)}|{inner}")}";
        var columns = items.ConvertAll(i => Outside(i, alias, ordered.FindIndex(o => o.Sql == i.Sql)));
        var unique = keys is null ? null : (IReadOnlyList<Column>)[.. columns.Where(c => items.Exists(
            i => i.Name == c.Name && keys.Exists(k => k.Safe == i.Sql)))];
        return new(alias, columns, rows.Query.Tables, keys is not null && unique!.Count < keys.Count ? null : unique,
            (form, tables) => Write(ordered, by, alias, form, tables)) { Base = table, Inner = rows.Query };
    }

    static string Symbols(int table, Form form, IReadOnlyList<string> columns, IReadOnlyList<string> present) => $"[{table}]";

    static Column Outside(Item item, string alias, int at) => item.Inside with
    {
        Name = item.Name, Sql = $"{alias}.c{at}", Present = item.Present is null ? null
            : $"{alias}.\"c{at}?\"", IsWide = item.Inside.IsWide,
        Terms = item.Inside.Terms is { } terms && item.Inside.Use is ColumnUse.Measure ? terms : item.Inside.Terms,
    };

    string Write(List<Item> items, IReadOnlyList<string> by, string alias, Form form, BaseSql tables)
    {
        var from = rows.Query.Write(form, tables);
        if (form is not Form.Units)
            return $"(SELECT {string.Join(", ", items.Select((i, at) => $"{i.Sql} AS c{at}"))}"
                + $"{(form is Form.Owned ? ", " + rows.Query.Identities(by.Count > 0) : "")}{from}"
                + $"{(by.Count == 0 ? "" : $" GROUP BY {string.Join(", ", by)}")})";
        var parts = items.Select((i, at) => (i, at)).Where(x => needs.IsLocated(Outside(x.i, alias, x.at)))
            .Select(x => $"{x.i.Sql} AS c{x.at}")
            .Concat(items.Select((i, at) => i.Present is { } present ? $"({present}) AS \"c{at}?\"" : null).OfType<string>())
            .Append(rows.Query.Units());
        return $"(SELECT {string.Join(", ", parts)}{from})";
    }
}
