using System.Runtime.CompilerServices;

namespace Yuanliu.Engines.DuckDb;

/// <summary>Up to 2,048 rows, column by column, in DuckDB's memory. Valid until the next chunk is asked for.</summary>
public sealed class Chunk
{
    readonly IReadOnlyList<Column> columns;
    nint handle;

    /// <summary>Where each column lies: asked of DuckDB once for a chunk, not once for a cell.</summary>
    readonly Place[] places;

    internal Chunk(IReadOnlyList<Column> columns) => (this.columns, places) = (columns, new Place[columns.Count]);

    /// <summary>Rows in this chunk.</summary>
    public int Rows { get; private set; }

    /// <summary>The values of one column, not copied.</summary>
    public Vector Column(int index) => new(columns[index].Type, places[index], Rows);

    /// <summary>One value as an object, as in <see cref="Table.Rows"/>.</summary>
    public object? Value(int column, int row) => Values.Read(Column(column), row);

    internal void Take(nint chunk)
    {
        handle = chunk;
        Rows = (int)Native.ChunkSize(chunk);
        for (var i = 0; i < places.Length; i++) places[i] = Place.Of(Native.ChunkVector(handle, (ulong)i));
    }

    internal void Release()
    {
        if (handle != 0) Native.DestroyDataChunk(ref handle);
        Rows = 0;
    }
}

/// <summary>Where a vector's values lie.</summary>
internal readonly unsafe record struct Place(nint Handle, nint Data, nint Validity)
{
    public static Place Of(nint vector) => new(vector, (nint)Native.VectorData(vector), (nint)Native.VectorValidity(vector));
}

/// <summary>The values of one column of a chunk, or the elements of its lists.</summary>
/// <remarks>
/// Invariant behind every span here: the vector's buffers hold <see cref="Rows"/> entries and live as long as the chunk, whose
/// owner hands out no other while this one is in use. The caller keeps no vector beyond the next chunk.
/// </remarks>
public readonly unsafe ref struct Vector
{
    readonly nint handle;
    readonly void* data;
    readonly ulong* validity;

    internal Vector(ColumnType type, nint handle, int rows) : this(type, Place.Of(handle), rows) { }

    internal Vector(ColumnType type, Place place, int rows)
    {
        (Type, handle, Rows) = (type, place.Handle, rows);
        data = (void*)place.Data;
        validity = (ulong*)place.Validity;
    }

    public ColumnType Type { get; }

    public int Rows { get; }

    /// <summary>One bit per row, lowest first, 1 = there is a value; empty = every row has one.</summary>
    public ReadOnlySpan<ulong> Validity => validity == null ? [] : new(validity, (Rows + 63) / 64);

    /// <summary>Whether the row has a value.</summary>
    public bool IsValid(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        return validity == null || (validity[row >> 6] >> (row & 63) & 1) != 0;
    }

    /// <summary>The values as they lie in memory. Where a row has none, the entry is arbitrary.</summary>
    /// <typeparam name="T">
    /// bool for BOOLEAN; sbyte … ulong for the integers; float, double; int (days since 1970-01-01) for DATE; long for TIMESTAMP
    /// (microseconds, or the unit in the type's name) and TIME; Int128 and UInt128 for HUGEINT, UHUGEINT and UUID; for DECIMAL
    /// short, int, long or Int128 up to 4, 9, 18 and 38 digits; for ENUM the unsigned integer that holds its size.
    /// </typeparam>
    /// <exception cref="InvalidOperationException">The type is stored in another width.</exception>
    public ReadOnlySpan<T> Span<T>() where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != Layout.Width(Type)) throw new InvalidOperationException($"{Type} is not stored as {typeof(T).Name}");
        return new(data, Rows);
    }

    /// <summary>The bytes of a VARCHAR (UTF-8), BLOB or BIT value, not copied; empty where the row has none.</summary>
    public ReadOnlySpan<byte> Utf8(int row)
    {
        if (!Layout.IsText(Type.Id)) throw new InvalidOperationException($"{Type} is not stored as text");
        return IsValid(row) ? Text((byte*)data + row * 16) : [];
    }

    /// <summary>Where the elements of a LIST, MAP or ARRAY value lie in <see cref="Elements"/>.</summary>
    public (int Offset, int Length) ElementRange(int row)
    {
        if (Type.Id == TypeId.Array) return (row * Type.Width, Type.Width);
        if (Type.Id is not (TypeId.List or TypeId.Map)) throw new InvalidOperationException($"{Type} has no elements");
        if (!IsValid(row)) return (0, 0);
        var entry = (ulong*)data + row * 2;
        return ((int)entry[0], (int)entry[1]);
    }

    /// <summary>The elements of all rows of a LIST or ARRAY; of a MAP, its entries as STRUCT(key, value).</summary>
    public Vector Elements => Type.Id switch
    {
        TypeId.Array => new(Type.Children[0], Native.ArrayChild(handle), Rows * Type.Width),
        TypeId.List => new(Type.Children[0], Native.ListChild(handle), (int)Native.ListSize(handle)),
        TypeId.Map => new(Type.Entry(), Native.ListChild(handle), (int)Native.ListSize(handle)),
        _ => throw new InvalidOperationException($"{Type} has no elements"),
    };

    /// <summary>A field of a STRUCT, row by row.</summary>
    public Vector Field(int index) => Type.Id == TypeId.Struct
        ? new(Type.Children[index], Native.StructChild(handle, (ulong)index), Rows)
        : throw new InvalidOperationException($"{Type} has no fields");

    /// <summary><c>duckdb_string_t</c>: length, then 12 bytes in place, or 4 bytes of prefix and a pointer.</summary>
    static ReadOnlySpan<byte> Text(byte* entry)
    {
        var length = *(uint*)entry;
        return length <= 12 ? new(entry + 4, (int)length) : new(*(byte**)(entry + 8), (int)length);
    }
}

/// <summary>How wide an entry of a vector is.</summary>
internal static class Layout
{
    public static bool IsText(TypeId id) => id is TypeId.Varchar or TypeId.Blob or TypeId.Bit or TypeId.BigNum;

    /// <summary>Bytes per entry; 0 where entries are not plain values.</summary>
    public static int Width(ColumnType type) => type.Id switch
    {
        TypeId.Boolean or TypeId.TinyInt or TypeId.UTinyInt => 1,
        TypeId.SmallInt or TypeId.USmallInt => 2,
        TypeId.Integer or TypeId.UInteger or TypeId.Float or TypeId.Date => 4,
        TypeId.BigInt or TypeId.UBigInt or TypeId.Double or TypeId.Time or TypeId.TimeNanos or TypeId.TimeTz => 8,
        TypeId.Timestamp or TypeId.TimestampSeconds or TypeId.TimestampMillis or TypeId.TimestampNanos or TypeId.TimestampTz => 8,
        TypeId.HugeInt or TypeId.UHugeInt or TypeId.Uuid or TypeId.Interval => 16,
        TypeId.Decimal => type.Width switch { <= 4 => 2, <= 9 => 4, <= 18 => 8, _ => 16 },
        TypeId.Enum => type.Names.Count switch { <= 256 => 1, <= 65536 => 2, _ => 4 },
        _ => 0,
    };
}
