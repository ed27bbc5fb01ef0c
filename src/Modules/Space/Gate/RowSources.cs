namespace Yuanliu.Space.Gate;

/// <summary>
/// In which form rows are read: as they are, as the units by which it is known whose they are, or as they are with the identity of each.
/// </summary>
internal enum Form { Rows, Units, Owned }

/// <summary>Writes a table of the room: the columns asked for, and truths that tell where a column has a value.</summary>
internal delegate string BaseSql(int table, Form form, IReadOnlyList<string> columns, IReadOnlyList<string> present);

/// <summary>室内的表 — a table that a query in the room may name: a holder's under its terms, or the buyer's own.</summary>
/// <param name="Terms">Null for the buyer's own, of which nothing has to be kept from it.</param>
internal sealed record RoomTable(string Name, Policies.TableTerms? Terms, IReadOnlyList<ProductColumn> Columns)
{
    public bool IsOwn => Terms is null;
}

/// <summary>Which base columns a plan reads: those that choose and group rows, and those whose values are only measured.</summary>
internal sealed class Needs
{
    readonly SortedSet<(int Table, string Name)> located = [], measured = [];
    readonly HashSet<string> derived = [];

    /// <summary>The answer will have noise: more may be measured, and less be combined.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The column takes part in choosing or grouping rows.</summary>
    public void Locate(Column column)
    {
        derived.Add(column.Sql);
        foreach (var need in column.Needs) located.Add((need.Table, need.Name));
    }

    public void Measure(Column column)
    {
        foreach (var need in column.Needs) measured.Add((need.Table, need.Name));
    }

    public bool IsLocated(Column column) => derived.Contains(column.Sql);

    public string Write(BaseSql tables, int table, Form form) => form is Form.Units
        ? tables(table, form, Names(located, table), Names(measured, table))
        : tables(table, form, Names(located.Union(measured), table), []);

    static IReadOnlyList<string> Names(IEnumerable<(int Table, string Name)> columns, int table)
        => [.. columns.Where(c => c.Table == table).Select(c => c.Name)];
}

/// <summary>
/// A table of rows that nobody may see: of the room, or made of such by filter, choice of columns, or one row per identity.
/// </summary>
/// <param name="Alias">As we call it: the same for the same table however the analyst called it.</param>
/// <param name="Tables">Tables of the room in it.</param>
/// <param name="Keys">Columns in which its rows are unique by construction; null when the data decides.</param>
internal sealed record RowSource(
    string Alias, IReadOnlyList<Column> Columns, IReadOnlySet<int> Tables, IReadOnlyList<Column>? Keys, Func<Form, BaseSql, string> Write)
{
    /// <summary>The table of the room that it is, or is a choice of columns and rows of; null for a join or one row per identity.</summary>
    public int? Base { get; init; }
    /// <summary>The rows it is made of; null for a table of the room.</summary>
    public RowQuery? Inner { get; init; }
}

/// <summary>
/// What must hold of tables that are joined: all but one are unique in their keys, or rows would be counted over and over.
/// </summary>
/// <param name="Sides">Each side's table and key columns; a side with no columns is unique by construction.</param>
internal sealed record JoinRule(IReadOnlyList<(int Table, IReadOnlyList<string> Keys)> Sides);

/// <summary>Rows chosen from sources that are joined on keys.</summary>
internal sealed class RowQuery(IReadOnlyList<RowSource> sources, IReadOnlyList<Term> conditions)
{
    public IReadOnlySet<int> Tables { get; } = sources.SelectMany(s => s.Tables).ToHashSet();
    public IReadOnlyList<RowSource> Sources => sources;

    /// <summary>The conditions as one; null when there are none.</summary>
    public string? Where => conditions.Count == 0 ? null
        : string.Join(" AND ", conditions.Select(c => c.Safe).Distinct().Order(StringComparer.Ordinal));
    public IReadOnlyList<Term> Conditions => conditions;
    /// <summary>Columns that must be equal, each of another source.</summary>
    public IReadOnlyList<(Column Left, Column Right)> Edges { get; init; } = [];
    /// <summary>It, and all that its sources are made of.</summary>
    public IEnumerable<RowQuery> Nested => sources.Select(s => s.Inner).OfType<RowQuery>().SelectMany(q => q.Nested).Prepend(this);

    public RowQuery With(Term condition) => new(sources, [.. conditions, condition]) { Edges = Edges };

    /// <summary>What stands after FROM.</summary>
    public string Relation(Form form, BaseSql tables) => string.Join(", ",
        sources.OrderBy(s => s.Alias, StringComparer.Ordinal).Select(s => $"{s.Write(form, tables)} AS {s.Alias}"));

    /// <summary>From FROM on.</summary>
    public string Write(Form form, BaseSql tables)
        => Where is { } where ? $" FROM {Relation(form, tables)} WHERE {where}" : $" FROM {Relation(form, tables)}";

    /// <summary>The columns that carry units of every table, in tables of units.</summary>
    public string Units() => string.Join(", ", sources.OrderBy(s => s.Alias, StringComparer.Ordinal)
        .SelectMany(s => s.Tables.Order().Select(t => $"{s.Alias}.{First(t)} AS {First(t)}, {s.Alias}.{After(t)} AS {After(t)}")));

    /// <summary>The columns that carry the identities of every table.</summary>
    /// <param name="isGrouped">Rows are one for each identity: all of one row have the same.</param>
    public string Identities(bool isGrouped) => string.Join(", ", sources.OrderBy(s => s.Alias, StringComparer.Ordinal)
        .SelectMany(s => s.Tables.Order().Select(t => $"{s.Alias}.{Identity(t)}" is var own
            ? $"{(isGrouped ? $"min({own})" : own)} AS {Identity(t)}" : "")));

    public static string Identity(int table) => $"u{table}_identity";
    public static string First(int table) => $"u{table}_first";
    public static string After(int table) => $"u{table}_after";
}
