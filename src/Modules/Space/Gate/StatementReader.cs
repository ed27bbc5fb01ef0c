using System.Text.Json;

namespace Yuanliu.Space.Gate;

/// <summary>Reads one statement: its sub-queries first, then itself.</summary>
internal sealed class StatementReader(
    IReadOnlyList<RoomTable> tables, IReadOnlyDictionary<string, Term>? values, bool isPrivate, SqlParser parser, RoomNames? names)
    : IDisposable
{
    const int SubqueriesMax = 16;
    readonly Needs needs = new() { IsPrivate = isPrivate };
    readonly List<Stage> stages = [];
    readonly List<JoinRule> joins = [];
    readonly List<JsonDocument> trees = [];
    readonly Dictionary<Guid, Named> expanded = [];
    readonly List<KeptTable> kept = [];
    int subqueries;

    public string? Missing { get; private set; }
    public IReadOnlyList<KeptTable> Kept => kept;

    /// <summary>The one SELECT of a text. Trees live as long as the reader.</summary>
    public AstNode Parsed(string sql)
    {
        // A NUL is kept as the other of them, and read again as it.
        if (sql.AsSpan().ContainsAny('\0', '\uFFFD'))
            throw Expressions.Deny(Refusals.Syntax("查询含有空字符或替换符。", "The query holds a NUL or a replacement character."));
        var (tree, denial) = parser.Parse(sql);
        if (tree is null) throw Expressions.Deny(denial!);
        trees.Add(tree);
        var statements = new AstNode(tree.RootElement).Children("statements");
        if (statements is not [var statement]) throw Expressions.Deny(Refusals.Syntax("一次只能提交一条语句。", "One statement at a time."));
        if (statement.Child("node") is not { } node) throw Expressions.Deny(Refusals.Syntax("没有 SELECT。", "There is no SELECT."));
        if (values is null && statement.Take("named_param_map") is { } p && p.GetArrayLength() > 0)
            throw Expressions.Deny(Refusals.Syntax("不支持参数。", "Parameters are not supported."));
        return node;
    }

    public Plan Read(AstNode node, bool mayOverlap)
    {
        var plan = Whole(node, mayOverlap);
        return plan.Used.Any(t => !tables[t].IsOwn) ? plan : throw NoneOfAnAgreement();
    }

    static Denied NoneOfAnAgreement()
        => Expressions.Deny(Refusals.Syntax("查询须用到合约的数据。", "A query must use data of an agreement."));

    Plan Whole(AstNode node, bool mayOverlap)
    {
        if (node.Type is "SET_OPERATION_NODE") return Below(node);
        var (select, from) = Open(node, Room);
        if (from.Free.Count > 0)
        {
            var free = new FreeReader(select, from, values).Read();
            return new(tables, stages, free.Sql, free.Shown, Names(select, free.Outputs), joins);
        }
        var rows = Rows(select, from);
        if (!select.IsGrouped && !select.HasAggregates)
        {
            if (!mayOverlap || !from.Rows.Exists(r => r.Source.Tables.Any(t => tables[t].IsOwn))) throw Unaggregated(select, rows);
            return Overlapping(select, rows);
        }
        var (sql, shown, outputs) = Staged(select, rows);
        return new(tables, stages, sql, shown, Names(select, outputs), joins);
    }

    /// <summary>Answers one below the other (<c>UNION ALL</c>): each was released by itself, and putting them together tells nothing
    /// new.</summary>
    Plan Below(AstNode node)
    {
        var arms = Arms(node).Select(Arm).ToList();
        var first = arms[0].Outputs;
        foreach (var arm in arms)
            if (arm.Outputs.Count != first.Count || arm.Outputs.Zip(first).Any(pair => !Kinds.AreLike(
                pair.First.Term.Kind, pair.Second.Term.Kind))) throw Expressions.Deny(Refusals.Types("UNION ALL", "UNION ALL"));
        var shown = Enumerable.Range(0, first.Count).ToList();
        var sql = arms.Select((arm, place) => FormattableString.Invariant($"SELECT {place} AS arm, row_number() OVER () AS place")
            + string.Concat(shown.Select(i => $", c{arm.Shown[i]} AS o{i}")) + $" FROM ({arm.Sql})");
        var columns = string.Join(", ", shown.Select(i => $"o{i} AS c{i}"));
        return new(tables, stages, $"SELECT {columns} FROM ({string.Join(" UNION ALL ", sql)}) ORDER BY arm, place", shown, arms[0].Names,
            joins);
    }

    IEnumerable<AstNode> Arms(AstNode node)
    {
        if (node.Type is not "SET_OPERATION_NODE") return [node];
        if (node.Text("setop_type") is not "UNION" || !node.Flag("setop_all") || node.Child("left") is not { } left
            || node.Child("right") is not { } right || node.HasMore() || ++subqueries > SubqueriesMax)
            throw Expressions.Deny(Refusals.Syntax("不支持集合运算与递归（UNION ALL 除外）。",
                "Set operations other than UNION ALL, and recursion, are not supported."));
        return Arms(left).Concat(Arms(right));
    }

    (string Sql, IReadOnlyList<int> Shown, IReadOnlyList<Output> Outputs, IReadOnlyList<string> Names) Arm(AstNode node)
    {
        var (select, from) = Open(node, Room);
        if (from.Free.Count > 0)
        {
            var free = new FreeReader(select, from, values).Read();
            return (free.Sql, free.Shown, free.Outputs, Names(select, free.Outputs));
        }
        var rows = Rows(select, from);
        if (!select.IsGrouped && !select.HasAggregates) throw Unaggregated(select, rows);
        var (sql, shown, outputs) = Staged(select, rows);
        return (sql, shown, outputs, Names(select, outputs));
    }

    /// <summary>A column that may not be shown at all says so itself; of the others the rows may not.</summary>
    static Denied Unaggregated(SelectNode select, RowReader rows)
    {
        foreach (var item in select.Items.Where(i => i.Class is "COLUMN_REF")) rows.Expressions.Read(item);
        return Expressions.Deny(Refusals.RawRows);
    }

    static IReadOnlyList<string> Names(SelectNode select, IReadOnlyList<Output> outputs) => [.. outputs.Select(o => o.Name)];

    (SelectNode Select, From From) Open(AstNode node, Func<string, Named?> outer)
    {
        if (node.Type is not "SELECT_NODE") throw Expressions.Deny(Refusals.Syntax("不支持集合运算与递归。",
            "Set operations and recursion are not supported."));
        if (++subqueries > SubqueriesMax) throw Expressions.Deny(Refusals.Syntax("子查询过多。", "There are too many sub-queries."));
        var known = new Dictionary<string, Named>(StringComparer.OrdinalIgnoreCase);
        Named? Find(string name) => known.GetValueOrDefault(name) ?? outer(name);
        foreach (var cte in node.Child("cte_map")?.Children("map") ?? [])
        {
            var value = cte.Child("value") ?? throw Expressions.Deny(Refusals.Function("WITH"));
            if (value.Children("aliases").Count
                + value.Children("key_targets").Count > 0) throw Expressions.Deny(Refusals.Function("WITH t (…)"));
            known[cte.Text("key")] = Derived(value.Child("query")?.Child("node")
                ?? throw Expressions.Deny(Refusals.Function("WITH")), Find);
        }
        var select = new SelectNode(node);
        return (select, new FromReader(inner => Derived(inner, Find), Find).Read(select.From));
    }

    /// <summary>Joined sources and their conditions; what a join asks of the data is noted.</summary>
    RowReader Rows(SelectNode select, From from)
    {
        var rows = new RowReader(from, select.Where, needs, tables, values);
        if (rows.Rule is { } rule) joins.Add(rule);
        return rows;
    }

    /// <summary>A sub-query inherits the strictest of its parents: rows stay rows that nobody sees until a stage releases groups.</summary>
    Named Derived(AstNode node, Func<string, Named?> outer)
    {
        var (select, from) = Open(node, outer);
        if (from.Free.Count > 0)
        {
            var free = new FreeReader(select, from, values).Read();
            return new(null, Table(free.Sql, free.Shown, free.Outputs));
        }
        var rows = Rows(select, from);
        var derived = new DerivedReader(select, rows, needs);
        if (!select.IsGrouped && !select.HasAggregates) return new(derived.Chosen(), null);
        if (derived.PerIdentity() is { } identities) return new(identities, null);
        var (sql, shown, outputs) = Staged(select, rows);
        return new(null, Table(sql, shown, outputs));
    }

    static FreeSource Table(string sql, IReadOnlyList<int> shown, IReadOnlyList<Output> outputs)
        => new("", [.. outputs.Select((o, i) => (o.Name, $"c{shown[i]}", o.Term.Kind))], $"({sql})");

    Named? Room(string name)
    {
        for (var table = 0; table < (names?.Visible ?? tables.Count); table++)
            if (tables[table].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return new(BaseTable(table), null);
        foreach (var derived in names?.Kept ?? [])
            if (derived.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return Expanded(derived);
        Missing = name;
        return null;
    }

    /// <summary>
    /// A derived table is read as the sub-query that it is: names in it stand for what they stood for when it was kept, and never for what
    /// the question calls so.
    /// </summary>
    public Named Expanded(KeptTable derived)
    {
        if (derived.Orphaned is { } orphaned) throw Expressions.Deny(orphaned);
        if (expanded.TryGetValue(derived.Id, out var known)) return known;
        Named? Find(string name) => derived.TableOf(name) is { } table ? new(BaseTable(table), null)
            : derived.DerivedOf(name) is { } earlier ? Expanded(earlier) : null;
        try
        {
            var found = derived.Narrowed(Derived(Parsed(derived.Sql), Find));
            kept.Add(derived);
            return expanded[derived.Id] = found;
        }
        catch (Denied denied) when (denied.Denial.Refusal.Code != Refusals.DerivedUnreadableCode)
        {
            throw Expressions.Deny(Refusals.DerivedUnreadable(derived.Name, denied.Denial));
        }
    }

    /// <summary>What may be asked of a definition, and its text in the form in which it is always the same.</summary>
    public Definition Define(AstNode node)
    {
        string Symbol(int table, Form form, IReadOnlyList<string> columns, IReadOnlyList<string> present)
            => $"[{tables[table].Name}: {string.Join(", ", columns)}]";
        var named = Derived(node, Room);
        IReadOnlySet<int> used = named.Rows?.Tables ?? stages.SelectMany(s => s.Rows.Tables).ToHashSet();
        if (used.All(t => tables[t].IsOwn)) throw NoneOfAnAgreement();
        var text = named.Rows is { } rows ? rows.Write(Form.Rows, Symbol)
            : string.Join('\n', stages.Select(s => s.Canonical(Symbol)).Append(named.Free!.Sql));
        var shown = named.Rows?.Columns.Select(c => $"{c.Name}={c.Sql}") ?? named.Free!.Columns.Select(c => $"{c.Name}={c.Inner}");
        return new(DefinedColumn.Of(named), $"{text}\n{string.Join(", ", shown)}", used);
    }

    public void Dispose() => trees.ForEach(t => t.Dispose());

    RowSource BaseTable(int table)
    {
        var (own, alias) = (tables[table], $"t_{tables[table].Name.ToLowerInvariant()}");
        Column Of(string name, string type, ColumnUse use, Policies.ColumnTerms? terms) => new(
            name, $"{alias}.{Engines.DuckDb.Sql.Name(name)}", Kinds.Of(type), use, table)
        {
            Terms = terms, IsWide = Kinds.IsWide(type), Needs = [new(table, name)],
            Present = use is ColumnUse.Measure ? $"{alias}.{Engines.DuckDb.Sql.Name(name + "?")}" : null,
        };
        IReadOnlyList<Column> columns = own.Terms is { } terms
            ? [.. terms.Columns.Values.Select(c => Of(c.Name, c.Type, c.Use, c))]
            : [.. own.Columns.Select(c => Of(c.Name, c.Type, ColumnUse.Dimension, null))];
        return new(alias, columns, new HashSet<int> { table }, null, (form, write) => needs.Write(write, table, form)) { Base = table };
    }

    /// <summary>Groups and aggregates become a stage; outputs, HAVING and order see what the stage releases.</summary>
    (string Sql, IReadOnlyList<int> Shown, IReadOnlyList<Output> Outputs) Staged(SelectNode select, RowReader rows)
    {
        var stage = new StageReader(select, rows, needs, values, stages.Count).Read();
        stages.AddRange(stage.Stages);
        return (stage.Sql, stage.Shown, stage.Outputs);
    }

    /// <summary>Rows of the buyer's own that have a partner on the other side: nothing of the other side is shown.</summary>
    Plan Overlapping(SelectNode select, RowReader rows)
    {
        var outputs = select.Items.Select((item, i) => new Output(select.NameOf(i), rows.Expressions.Read(item))).ToList();
        if (outputs.Exists(o => o.Term.Columns.Any(c => !tables[c.Table].IsOwn))) throw Expressions.Deny(Refusals.RawRows);
        var modifiers = select.Modifiers(_ => throw Expressions.Deny(Refusals.Function("ORDER BY")), []);
        if (modifiers.Limit is not null || modifiers.Offset is not null || select.Having is not null)
            throw Expressions.Deny(Refusals.Function("LIMIT / HAVING"));
        select.RefuseTheUnread();
        return new(tables, [], "", [.. Enumerable.Range(0, outputs.Count)], [.. outputs.Select(o => o.Name)], joins,
            new(rows.Query, [.. outputs.Select(o => o.Term)]));
    }
}
