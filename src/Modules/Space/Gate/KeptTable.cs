using Yuanliu.Space.Derived;

namespace Yuanliu.Space.Gate;

/// <summary>Which names a question may use after FROM.</summary>
/// <param name="Visible">So many of the room's tables: those after them only serve derived ones.</param>
internal sealed record RoomNames(int Visible, IReadOnlyList<KeptTable> Kept);

/// <summary>A derived table as a question finds it: its definition, and what the names in it stand for.</summary>
/// <param name="Tables">Places of tables in the room.</param>
/// <param name="Derived">Earlier ones, of which it is made.</param>
internal sealed record KeptTable(
    Guid Id, string Name, string Sql, Tightness Tight, IReadOnlyDictionary<string, int> Tables,
    IReadOnlyDictionary<string, KeptTable> Derived)
{
    /// <summary>Policies as they were when it was kept.</summary>
    public IReadOnlyList<GroundPolicy> Policies { get; init; } = [];
    /// <summary>Earlier ones of which it is made too, and that were dropped.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <summary>Why it cannot be used though it was not dropped itself; null where all of which it is made stand.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Denial? Orphaned => Derived.Keys.Concat(Gone).Order(StringComparer.Ordinal)
        .Select(name => Derived.TryGetValue(name, out var earlier) ? earlier.Orphaned : Refusals.DerivedParent(Name, name))
        .FirstOrDefault(d => d is not null);

    /// <summary>Of which it is made, and itself last.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<KeptTable> Whole
        => Derived.OrderBy(d => d.Key, StringComparer.Ordinal).SelectMany(d => d.Value.Whole).Append(this);

    /// <summary>Tables of the room that it stands on, by itself or through others.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<int> Ground => Tables.Values.Concat(Derived.Values.SelectMany(d => d.Ground)).Distinct();

    public int? TableOf(string name)
        => Tables.Where(t => Same(t.Key, name)).Select(t => (int?)t.Value).FirstOrDefault();

    public KeptTable? DerivedOf(string name) => Derived.FirstOrDefault(d => Same(d.Key, name)).Value;

    static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>Of what its definition gives, only what whoever keeps it left open.</summary>
    public Named Narrowed(Named named) => named.Rows is { } rows
        ? new(rows with { Columns = [.. rows.Columns.Where(c => Tight.Shows(c.Name)).Select(Bounded)] }, null)
        : new(null, named.Free! with { Columns = [.. named.Free.Columns.Where(c => Tight.Shows(c.Name))] });

    Column Bounded(Column column)
    {
        if (column.Use is not ColumnUse.Measure || Tight.BoundOf(column.Name) is not { } bound) return column;
        var terms = column.Terms ?? new(column.Name, column.Name, "DOUBLE", ColumnUse.Measure);
        return column with { Terms = terms with { Low = bound.Lowest(terms.Low), High = bound.Highest(terms.High) } };
    }
}

/// <summary>A column of a definition.</summary>
internal sealed record DefinedColumn(string Name, ValueKind Kind, ColumnUse Use, decimal? Low, decimal? High)
{
    const int NameMax = 60;

    /// <exception cref="Denied">A column has no name of its own.</exception>
    public static IReadOnlyList<DefinedColumn> Of(Named table)
    {
        List<DefinedColumn> columns = table.Rows is { } rows ? [.. rows.Columns.Select(Of)]
            : [.. table.Free!.Columns.Select(c => new DefinedColumn(c.Name, c.Kind, ColumnUse.Dimension, null, null))];
        return columns.TrueForAll(c => IsName(c.Name)) && columns.DistinctBy(c => c.Name.ToUpperInvariant()).Count() == columns.Count
            ? columns : throw Expressions.Deny(Refusals.Syntax("派生表的列名须以字母开头，只含字母、数字和下划线，互不重复；其他列请用 AS 命名。",
                "Columns of a derived table have different names of letters, digits and _, a letter first: name others with AS."));
    }

    static DefinedColumn Of(Column column) => new(column.Name, column.Kind, column.Use,
        column.Use is ColumnUse.Measure ? column.Terms?.Low : null, column.Use is ColumnUse.Measure ? column.Terms?.High : null);

    static bool IsName(string name) => name.Length is > 0 and <= NameMax && (char.IsLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsLetterOrDigit(c) || c == '_');
}

/// <summary>A text that may be kept as a derived table.</summary>
/// <param name="Canonical">The same however it was written.</param>
/// <param name="Tables">Tables of the room in it.</param>
internal sealed record Definition(IReadOnlyList<DefinedColumn> Columns, string Canonical, IReadOnlySet<int> Tables);

/// <summary>A definition, or the denial that stands in its place.</summary>
internal readonly record struct DefinitionReading(Definition? Definition, Denial? Denial)
{
    public string? Missing { get; init; }
    public IReadOnlyList<KeptTable> Kept { get; init; } = [];
}
