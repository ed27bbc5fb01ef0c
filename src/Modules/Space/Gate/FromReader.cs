namespace Yuanliu.Space.Gate;

/// <summary>What a name after FROM may stand for.</summary>
/// <param name="Rows">Rows that nobody may see; null when <paramref name="Free"/> holds what was released.</param>
internal sealed record Named(RowSource? Rows, FreeSource? Free);

/// <summary>A released table, and how it is joined to those before it.</summary>
internal sealed record FreeJoin(string Name, FreeSource Source)
{
    /// <summary>As SQL writes it: JOIN, LEFT JOIN, CROSS JOIN; empty for the first.</summary>
    public string Kind { get; set; } = "CROSS JOIN";
    /// <summary>The condition after ON, not read yet.</summary>
    public AstNode? On { get; set; }
    public IReadOnlyList<string> Using { get; set; } = [];
}

/// <summary>What was read of FROM: sources with the names they are called by, and the conditions that join them.</summary>
internal sealed class From
{
    public List<(string Name, RowSource Source)> Rows { get; } = [];
    public List<FreeJoin> Free { get; } = [];
    /// <summary>The conditions after ON between rows, not read yet.</summary>
    public List<AstNode> On { get; } = [];
    /// <summary>The columns after USING between rows, and which source they join to those before it.</summary>
    public List<(int Source, string Column)> Using { get; } = [];
}

/// <summary>
/// Reads FROM: names of the room's tables, of WITH, sub-queries, and joins. Whatever else can stand there reaches outside.
/// </summary>
internal sealed class FromReader(Func<AstNode, Named> subquery, Func<string, Named?> find)
{
    const int WrittenMax = 1_000_000;
    readonly From from = new();

    public From Read(AstNode? node)
    {
        if (node is null || node.Type is "EMPTY") throw Expressions.Deny(Refusals.Syntax("缺少 FROM data。", "FROM data is missing."));
        Item(node);
        if (from.Rows.Count > 0 && from.Free.Count > 0)
            throw Expressions.Deny(Refusals.Join("已发布的分组不能再与原始行连接。", "Released groups cannot be joined with rows again."));
        if (from.Rows.Count > 1 && from.Rows.SelectMany(r => r.Source.Tables).GroupBy(t => t).Any(g => g.Count() > 1))
            throw Expressions.Deny(Refusals.Join("同一张表不能与自身连接。", "A table cannot be joined with itself."));
        return from;
    }

    void Item(AstNode node)
    {
        switch (node.Type)
        {
            case "BASE_TABLE": Table(node); break;
            case "SUBQUERY": Subquery(node); break;
            case "JOIN": Join(node); break;
            case "TABLE_FUNCTION": throw Expressions.Deny(Refusals.External(node.Child("function")?.Text("function_name") ?? node.Type));
            default: throw Expressions.Deny(Refusals.Function($"FROM {node.Type}"));
        }
    }

    void Table(AstNode node)
    {
        var (name, alias) = (node.Text("table_name"), node.Alias);
        if (node.Text("schema_name").Length > 0 || node.Text("catalog_name").Length > 0 || find(name) is not { } found)
            throw Expressions.Deny(Refusals.External(name));
        if (node.HasMore()) throw Expressions.Deny(Refusals.Function("SAMPLE / AT"));
        Add(alias.Length > 0 ? alias : name, found);
    }

    void Subquery(AstNode node)
    {
        var alias = node.Alias;
        var found = subquery(node.Child("subquery")?.Child("node") ?? throw Expressions.Deny(Refusals.Function("SUBQUERY")));
        if (node.HasMore()) throw Expressions.Deny(Refusals.Function("SAMPLE / AT"));
        Add(alias, found);
    }

    void Add(string name, Named found)
    {
        if (name.Length > 0 && from.Rows.Select(r => r.Name).Concat(from.Free.Select(f => f.Name))
            .Contains(name, StringComparer.OrdinalIgnoreCase))
            throw Expressions.Deny(Refusals.Syntax($"表名“{name}”重复。", $"The name {name} is used twice."));
        if (found.Rows is { } rows)
        {
            from.Rows.Add((name, rows));
            return;
        }
        // Each of them is written where it stands: one that names another many times, and so on, would have no end.
        if (from.Free.Sum(f => (long)f.Source.Sql.Length) + found.Free!.Sql.Length > WrittenMax)
            throw Expressions.Deny(Refusals.Syntax("子查询相互引用过多。", "Sub-queries name each other too often."));
        from.Free.Add(new(name, found.Free with { Alias = $"f{from.Free.Count}" }));
    }

    void Join(AstNode node)
    {
        var (kind, shape, columns) = (node.Text("join_type"), node.Text("ref_type"), node.Texts("using_columns"));
        if (shape is not ("REGULAR" or "CROSS")) throw Expressions.Deny(Refusals.Function($"{shape} JOIN"));
        Side(node, "left");
        Side(node, "right");
        var condition = node.Child("condition");
        _ = (node.Alias, node.Flag("delim_flipped"));
        if (node.HasMore()) throw Expressions.Deny(Refusals.Function("JOIN"));
        if (from.Rows.Count > 0)
        {
            if (kind != "INNER") throw Expressions.Deny(Refusals.Join(
                "原始行只能内连接：外连接会显示谁不在其中。", "Rows are joined by INNER JOIN alone: an outer join would show who is missing."));
            if (condition is not null) from.On.Add(condition);
            from.Using.AddRange(columns.Select(c => (from.Rows.Count - 1, c)));
            return;
        }
        var joined = from.Free[^1];
        (joined.Kind, joined.On, joined.Using) = (Kind(kind, shape), condition, columns);
    }

    static string Kind(string kind, string shape) => (kind, shape) switch
    {
        ("INNER", "CROSS") => "CROSS JOIN",
        ("INNER", _) => "JOIN",
        ("LEFT", _) => "LEFT JOIN",
        _ => throw Expressions.Deny(Refusals.Function($"{kind} JOIN")),
    };

    void Side(AstNode node, string name)
    {
        var side = node.Child(name) ?? throw Expressions.Deny(Refusals.Function("JOIN"));
        if (name == "right" && side.Type is "JOIN") throw Expressions.Deny(Refusals.Function("JOIN ( … JOIN … )"));
        Item(side);
    }
}
