using System.Globalization;
using System.Runtime.InteropServices;

namespace Yuanliu.Engines.DuckDb;

/// <summary>DuckDB's physical types (<c>duckdb_type</c>), with its numbers.</summary>
public enum TypeId
{
    Invalid = 0, Boolean = 1, TinyInt = 2, SmallInt = 3, Integer = 4, BigInt = 5, UTinyInt = 6, USmallInt = 7, UInteger = 8,
    UBigInt = 9, Float = 10, Double = 11, Timestamp = 12, Date = 13, Time = 14, Interval = 15, HugeInt = 16, Varchar = 17, Blob = 18,
    Decimal = 19, TimestampSeconds = 20, TimestampMillis = 21, TimestampNanos = 22, Enum = 23, List = 24, Struct = 25, Map = 26,
    Uuid = 27, Union = 28, Bit = 29, TimeTz = 30, TimestampTz = 31, UHugeInt = 32, Array = 33, Any = 34, BigNum = 35, SqlNull = 36,
    StringLiteral = 37, IntegerLiteral = 38, TimeNanos = 39, Geometry = 40,
}

/// <summary>The type of a column, with what its kind needs.</summary>
public sealed record ColumnType(TypeId Id)
{
    /// <summary>Digits in all, of <see cref="TypeId.Decimal"/>; elements, of <see cref="TypeId.Array"/>.</summary>
    public int Width { get; private init; }

    /// <summary>Digits after the point, of <see cref="TypeId.Decimal"/>.</summary>
    public int Scale { get; private init; }

    /// <summary>Element of a list or array, key and value of a map, fields of a struct; else empty.</summary>
    public IReadOnlyList<ColumnType> Children { get; private init; } = [];

    /// <summary>Field names of a struct, values of an enum; else empty.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>Whether values have an order and a distance: integers, decimals, floating point.</summary>
    public bool IsNumeric => Id is >= TypeId.TinyInt and <= TypeId.Double or TypeId.HugeInt or TypeId.UHugeInt or TypeId.Decimal;

    /// <summary>Whether it is a date or a point in time.</summary>
    public bool IsTemporal => Id is TypeId.Date or TypeId.Timestamp or TypeId.TimestampSeconds or TypeId.TimestampMillis
        or TypeId.TimestampNanos or TypeId.TimestampTz;

    /// <summary>The name as SQL writes it: <c>DECIMAL(18,3)</c>, <c>INTEGER[]</c>, <c>STRUCT(a VARCHAR)</c>.</summary>
    public override string ToString() => Id switch
    {
        TypeId.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Width},{Scale})"),
        TypeId.List => $"{Children[0]}[]",
        TypeId.Array => string.Create(CultureInfo.InvariantCulture, $"{Children[0]}[{Width}]"),
        TypeId.Map => $"MAP({Children[0]}, {Children[1]})",
        TypeId.Struct => $"STRUCT({string.Join(", ", Names.Zip(Children, (name, type) => $"{Sql.Name(name)} {type}"))})",
        TypeId.TimestampSeconds => "TIMESTAMP_S",
        TypeId.TimestampMillis => "TIMESTAMP_MS",
        TypeId.TimestampNanos => "TIMESTAMP_NS",
        TypeId.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        TypeId.TimeTz => "TIME WITH TIME ZONE",
        TypeId.TimeNanos => "TIME_NS",
        TypeId.SqlNull => "NULL",
        _ => Id.ToString().ToUpperInvariant(),
    };

    public bool Equals(ColumnType? other) => other is not null && ToString() == other.ToString() && Names.SequenceEqual(other.Names);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The type of an entry of a map.</summary>
    internal ColumnType Entry() => new(TypeId.Struct) { Children = Children, Names = ["key", "value"] };

    /// <summary>Reads a <c>duckdb_logical_type</c> and destroys it.</summary>
    internal static ColumnType Take(nint type)
    {
        try
        {
            var id = Native.GetTypeId(type);
            return new ColumnType(id)
            {
                Width = id switch
                {
                    TypeId.Decimal => Native.DecimalWidth(type),
                    TypeId.Array => (int)Native.ArraySize(type),
                    _ => 0,
                },
                Scale = id == TypeId.Decimal ? Native.DecimalScale(type) : 0,
                Children = ChildrenOf(type, id),
                Names = NamesOf(type, id),
            };
        }
        finally
        {
            Native.DestroyLogicalType(ref type);
        }
    }

    static ColumnType[] ChildrenOf(nint type, TypeId id) => id switch
    {
        TypeId.List => [Take(Native.ListChildType(type))],
        TypeId.Array => [Take(Native.ArrayChildType(type))],
        TypeId.Map => [Take(Native.MapKeyType(type)), Take(Native.MapValueType(type))],
        TypeId.Struct => [.. Each(Native.StructChildCount(type)).Select(i => Take(Native.StructChildType(type, i)))],
        _ => [],
    };

    static string[] NamesOf(nint type, TypeId id) => id switch
    {
        TypeId.Struct => [.. Each(Native.StructChildCount(type)).Select(i => TakeText(Native.StructChildName(type, i)))],
        TypeId.Enum => [.. Each(Native.EnumSize(type)).Select(i => TakeText(Native.EnumValue(type, i)))],
        _ => [],
    };

    static IEnumerable<ulong> Each(ulong count) => Enumerable.Range(0, (int)count).Select(i => (ulong)i);

    static string TakeText(nint text)
    {
        var copy = Marshal.PtrToStringUTF8(text) ?? "";
        Native.Free(text);
        return copy;
    }
}

/// <summary>A column of a result.</summary>
public sealed record Column(string Name, ColumnType Type);
