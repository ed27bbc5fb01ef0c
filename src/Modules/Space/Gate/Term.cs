namespace Yuanliu.Space.Gate;

/// <summary>算子 — one node of the closed algebra into which queries are read. Only these are ever written as SQL again.</summary>
internal abstract record Term
{
    public abstract string Sql { get; }
}

internal sealed record ColumnTerm(string Name) : Term
{
    public override string Sql => Engines.DuckDb.Sql.Name(Name);
}

/// <summary>A constant, written by us from its typed value.</summary>
internal sealed record LiteralTerm(string Written) : Term
{
    public override string Sql => Written;
}

internal sealed record CallTerm(string Written) : Term
{
    public override string Sql => Written;
}

/// <summary>A group key or an aggregate, seen from outside the grouping.</summary>
internal sealed record ResultTerm(string Name) : Term
{
    public override string Sql => Name;
}

/// <summary>A column of the answer.</summary>
internal sealed record Output(string Name, Term Term);

internal sealed record Ordering(Term Term, bool Descending, string Nulls);

/// <summary>An aggregate over one column, or over all rows.</summary>
/// <param name="Column">Null = rows.</param>
internal sealed record Aggregate(string Function, string? Column, bool Distinct)
{
    public string Sql => Column is { } c ? $"{Function}({(Distinct ? "DISTINCT " : "")}{Engines.DuckDb.Sql.Name(c)})" : "count(*)";
}

/// <summary>查询计划 — what a query asks for, free of how it was written.</summary>
internal sealed record Query(
    IReadOnlyList<Term> Dimensions, IReadOnlyList<Aggregate> Aggregates, Term? Where, Term? Having,
    IReadOnlyList<Output> Outputs, IReadOnlyList<Ordering> Order, long? Limit, long? Offset);

/// <summary>A query, or the denial that stands in its place.</summary>
internal readonly record struct Reading(Query? Query, Denial? Denial)
{
    public static implicit operator Reading(Query query) => new(query, null);
    public static implicit operator Reading(Denial denial) => new(null, denial);
}
