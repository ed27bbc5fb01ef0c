namespace Yuanliu.Space.Gate;

/// <summary>Reads the rows of a SELECT: joins on keys, conditions, and what becomes of them further up.</summary>
internal sealed class RowReader
{
    readonly From from;
    readonly Needs needs;
    readonly IReadOnlyList<RoomTable> tables;
    readonly List<(Column Left, Column Right)> edges = [];
    readonly List<Term> conditions = [];

    public RowReader(From from, AstNode? where, Needs needs, IReadOnlyList<RoomTable> tables, IReadOnlyDictionary<string, Term>? values)
    {
        (this.from, this.needs, this.tables) = (from, needs, tables);
        Expressions = new(from.Rows, needs, values);
        foreach (var condition in from.On.Concat(where is null ? [] : [where])) Conditions(condition);
        foreach (var (source, column) in from.Using) Edge(Before(source, column), Of(source, column));
        Connect();
        Query = new([.. from.Rows.Select(r => r.Source)], conditions) { Edges = edges };
    }

    public RowExpressions Expressions { get; }
    public RowQuery Query { get; }
    public IReadOnlyList<(string Name, RowSource Source)> Scope => from.Rows;
    public JoinRule? Rule { get; private set; }

    /// <summary>A conjunction falls apart; an equality of columns of two tables joins them.</summary>
    void Conditions(AstNode node)
    {
        if (node.Class == "CONJUNCTION" && node.Type == "CONJUNCTION_AND")
        {
            foreach (var child in node.Children("children")) Conditions(child);
            return;
        }
        if (JoinedBy(node) is { } edge)
        {
            Edge(edge.Left, edge.Right);
            return;
        }
        var condition = Expressions.Condition(node);
        conditions.AddRange(condition.IsConjunction ? condition.Parts : [condition]);
    }

    (Column Left, Column Right)? JoinedBy(AstNode node)
    {
        if (from.Rows.Count < 2 || node.Class != "COMPARISON" || node.Type != "COMPARE_EQUAL"
            || node.Child("left") is not { Class: "COLUMN_REF" } left
                || node.Child("right") is not { Class: "COLUMN_REF" } right) return null;
        var (a, b) = (Expressions.Find(left), Expressions.Find(right));
        return SourceOf(a) == SourceOf(b) ? null : (a, b);
    }

    Column Of(int source, string name) => from.Rows[source].Source.Columns
        .FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw Gate.Expressions.Deny(Refusals.NoSuchColumn(name));

    Column Before(int source, string name)
    {
        var found = Enumerable.Range(0, source).Where(s => from.Rows[s].Source.Columns
            .Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))).ToList();
        return found.Count == 1 ? Of(found[0], name) : throw Gate.Expressions.Deny(Refusals.NoSuchColumn(name));
    }

    int SourceOf(Column column) => from.Rows.FindIndex(r => r.Source.Columns.Contains(column));

    void Edge(Column left, Column right)
    {
        foreach (var column in new[] { left, right })
            if (column.Terms is { IsJoinable: false })
                throw Gate.Expressions.Deny(Refusals.Join($"列“{column.Name}”不可用于连接。", $"Column {column.Name} may not be joined on."));
        if (!Kinds.AreLike(left.Kind, right.Kind)) throw Gate.Expressions.Deny(Refusals.Types("=", "="));
        needs.Locate(left);
        needs.Locate(right);
        edges.Add((left, right));
        var (a, b) = string.CompareOrdinal(left.Sql, right.Sql) <= 0 ? (left, right) : (right, left);
        conditions.Add(new($"({a.Sql} = {b.Sql})", ValueKind.Truth) { Columns = [a, b] });
    }

    /// <summary>Every table hangs on the others by a key, and all but one have each key once.</summary>
    void Connect()
    {
        if (from.Rows.Count < 2) return;
        var reached = new HashSet<int> { 0 };
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var (left, right) in edges)
                if (reached.Contains(SourceOf(left)) != reached.Contains(SourceOf(right)))
                    grown = reached.Add(SourceOf(left)) | reached.Add(SourceOf(right));
        }
        if (reached.Count < from.Rows.Count)
            throw Gate.Expressions.Deny(Refusals.Join("每张表都须用可连接的列相连。", "Every table must be joined by columns that may be joined on."));
        Rule = new([.. Enumerable.Range(0, from.Rows.Count).Select(Side)]);
    }

    (int Table, IReadOnlyList<string> Keys) Side(int index)
    {
        var source = from.Rows[index].Source;
        var keys = edges.SelectMany(e => new[] { e.Left, e.Right }).Where(c => SourceOf(c) == index).Distinct().ToList();
        if (source.Keys is { } unique && unique.All(keys.Contains)) return (source.Tables.First(), []);
        if (source.Base is { } table
            && keys.TrueForAll(k => k.Needs.Count == 1)) return (table, [.. keys.Select(k => k.Needs[0].Name).Order()]);
        throw Gate.Expressions.Deny(Refusals.Join(
            "连接的一方须是表本身或每个主体一行的子查询。", "What is joined must be a table, or a sub-query with one row per identity."));
    }

    /// <summary>So many rows of one identity count, where all who have a say agree on a number.</summary>
    public int RowsPerIdentity => Query.Tables.Select(t => tables[t].Terms?.RowsPerIdentityMax).Min() ?? 1;

    /// <summary>The identity of a provider's table, if it has one and the name is it.</summary>
    public bool IsIdentity(Column column) => column.Use is ColumnUse.Identity && !tables[column.Table].IsOwn;
}
