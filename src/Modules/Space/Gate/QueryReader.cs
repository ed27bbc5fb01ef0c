namespace Yuanliu.Space.Gate;

/// <summary>A plan, or the denial that stands in its place.</summary>
internal readonly record struct Reading(Plan? Plan, Denial? Denial)
{
    /// <summary>The name after FROM that stands for nothing in the room; null when that is not why it was denied.</summary>
    public string? Missing { get; init; }
    /// <summary>The derived tables that it stands on, each once, with those that these stand on.</summary>
    public IReadOnlyList<KeptTable> Kept { get; init; } = [];

}

/// <summary>SQL 关口 — accepts by grammar: rows of the room's tables, joined on keys, grouped and measured. All else is denied.</summary>
internal sealed class QueryReader(SqlParser parser, SpaceLimits limits)
{
    /// <summary>The table of the agreement under which is asked.</summary>
    public const string Table = "data";

    /// <param name="tables">The tables of the room; the first is <see cref="Table"/>.</param>
    /// <param name="values">Values of a template's parameters.</param>
    /// <param name="mayOverlap">Whether rows of the buyer's own that the other side has too may be shown.</param>
    /// <param name="isPrivate">The answer will have noise.</param>
    /// <param name="names">Which of the tables it may name, and which derived ones; null: all, and none.</param>
    public Reading Read(
        string sql, IReadOnlyList<RoomTable> tables, IReadOnlyDictionary<string, Term>? values = null, bool mayOverlap = false,
        bool isPrivate = false, RoomNames? names = null)
    {
        using var reader = new StatementReader(tables, values, isPrivate, parser, names);
        try
        {
            return new Reading(reader.Read(Statement(sql, reader), mayOverlap), null) { Kept = reader.Kept };
        }
        catch (Denied denied)
        {
            return new Reading(null, denied.Denial) { Missing = reader.Missing, Kept = reader.Kept };
        }
    }

    /// <summary>Reads a text that is to be kept as a derived table: rows that nobody sees, or groups that would be released.</summary>
    public DefinitionReading Define(string sql, IReadOnlyList<RoomTable> tables, bool isPrivate, RoomNames names)
    {
        using var reader = new StatementReader(tables, null, isPrivate, parser, names);
        try
        {
            return new(reader.Define(Statement(sql, reader)), null) { Kept = reader.Kept };
        }
        catch (Denied denied)
        {
            return new(null, denied.Denial) { Missing = reader.Missing, Kept = reader.Kept };
        }
    }

    /// <summary>Why the definition of a derived table is not allowed by these tables; null when it is.</summary>
    public Denial? Unreadable(KeptTable derived, IReadOnlyList<RoomTable> tables, bool isPrivate)
    {
        using var reader = new StatementReader(tables, null, isPrivate, parser, new(0, []));
        try
        {
            _ = reader.Expanded(derived);
            return null;
        }
        catch (Denied denied)
        {
            return denied.Denial;
        }
    }

    AstNode Statement(string sql, StatementReader reader)
    {
        if (sql.Length > limits.SqlLengthMax) throw Expressions.Deny(
            Refusals.Syntax($"查询最长 {limits.SqlLengthMax} 个字符。", $"A query has at most {limits.SqlLengthMax} characters."));
        return reader.Parsed(sql);
    }
}
