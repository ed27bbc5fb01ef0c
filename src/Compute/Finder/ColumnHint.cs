using Yuanliu.Compute.Finder.Tables;

namespace Yuanliu.Compute.Finder;

/// <summary>列名提示 — what the name of a column says of its values; made once for a column.</summary>
public readonly record struct ColumnHint
{
    internal uint Kinds { get; private init; }

    /// <param name="column">身份证号, id_card, clientIp …</param>
    public static ColumnHint Of(string column) => new() { Kinds = Lexicon.OfColumn(column) };

    /// <summary>Whether the name says so.</summary>
    public bool Asks(IdentifierKind kind) => (Kinds & Lexicon.Bit(kind)) != 0;
}
