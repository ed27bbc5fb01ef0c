using System.Globalization;
using System.Text;

namespace Yuanliu.Engines.DuckDb;

/// <summary>Single values as objects, for results that are small.</summary>
internal static class Values
{
    static readonly long EpochTicks = DateTime.UnixEpoch.Ticks;
    static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Whether <see cref="Read"/> knows the type.</summary>
    public static bool Knows(ColumnType type)
        => type.Id is not (TypeId.Union or TypeId.Bit or TypeId.BigNum or TypeId.TimeTz or TypeId.Invalid or TypeId.Any or TypeId.Geometry)
            && type.Children.All(Knows);

    /// <summary>The value of one row, null where there is none.</summary>
    public static object? Read(Vector vector, int row) => vector.Type.Id switch
    {
        _ when !vector.IsValid(row) => null,
        TypeId.Boolean => vector.Span<bool>()[row],
        TypeId.TinyInt => vector.Span<sbyte>()[row],
        TypeId.SmallInt => vector.Span<short>()[row],
        TypeId.Integer => vector.Span<int>()[row],
        TypeId.BigInt => vector.Span<long>()[row],
        TypeId.UTinyInt => vector.Span<byte>()[row],
        TypeId.USmallInt => vector.Span<ushort>()[row],
        TypeId.UInteger => vector.Span<uint>()[row],
        TypeId.UBigInt => vector.Span<ulong>()[row],
        TypeId.HugeInt => vector.Span<Int128>()[row],
        TypeId.UHugeInt => vector.Span<UInt128>()[row],
        TypeId.Float => vector.Span<float>()[row],
        TypeId.Double => vector.Span<double>()[row],
        TypeId.Decimal => Decimal(Unscaled(vector, row), vector.Type.Scale),
        TypeId.Varchar => Encoding.UTF8.GetString(vector.Utf8(row)),
        TypeId.Enum => vector.Type.Names[EnumIndex(vector, row)],
        TypeId.Blob => vector.Utf8(row).ToArray(),
        TypeId.Uuid => Uuid(vector.Span<UInt128>()[row]),
        TypeId.Interval => Interval(vector.Span<UInt128>()[row]),
        TypeId.List or TypeId.Array or TypeId.Map => List(vector, row),
        TypeId.Struct => Struct(vector, row),
        _ => Temporal(vector, row),
    };

    static object Temporal(Vector vector, int row) => vector.Type.Id switch
    {
        TypeId.Date => Date(vector.Span<int>()[row]),
        TypeId.Time => Time(vector.Span<long>()[row] * 10),
        TypeId.TimeNanos => Time(vector.Span<long>()[row] / 100),
        TypeId.Timestamp => Instant(vector.Span<long>()[row], 10, 1, DateTimeKind.Unspecified),
        TypeId.TimestampTz => Instant(vector.Span<long>()[row], 10, 1, DateTimeKind.Utc),
        TypeId.TimestampMillis => Instant(vector.Span<long>()[row], TimeSpan.TicksPerMillisecond, 1, DateTimeKind.Unspecified),
        TypeId.TimestampSeconds => Instant(vector.Span<long>()[row], TimeSpan.TicksPerSecond, 1, DateTimeKind.Unspecified),
        TypeId.TimestampNanos => Instant(vector.Span<long>()[row], 1, 100, DateTimeKind.Unspecified),
        _ => throw new InvalidOperationException($"{vector.Type} has no object form"),
    };

    /// <summary>What the calendar of .NET cannot hold, such as infinity and the year 20000, is given as text.</summary>
    static object Date(int days)
    {
        var number = (long)days + EpochDay;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : Beyond(days, "days");
    }

    static object Instant(long count, long times, long per, DateTimeKind kind)
    {
        var ticks = (Int128)count * times / per + EpochTicks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, kind) : Beyond(count, "units");
    }

    static string Beyond(long count, string unit)
        => string.Create(CultureInfo.InvariantCulture, $"beyond the calendar: {count} {unit} from 1970-01-01");

    /// <summary>DuckDB has 24:00:00, .NET does not.</summary>
    static object Time(long ticks) => ticks < TimeSpan.TicksPerDay ? new TimeOnly(ticks) : "24:00:00";

    static Int128 Unscaled(Vector vector, int row) => Layout.Width(vector.Type) switch
    {
        2 => vector.Span<short>()[row],
        4 => vector.Span<int>()[row],
        8 => vector.Span<long>()[row],
        _ => vector.Span<Int128>()[row],
    };

    /// <summary>A decimal when its 96 bits hold the digits, else exact text.</summary>
    static object Decimal(Int128 unscaled, int scale)
    {
        var size = (UInt128)(unscaled < 0 ? -unscaled : unscaled);
        if (size >> 96 == 0 && scale <= 28)
            return new decimal((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), unscaled < 0, (byte)scale);
        var digits = size.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{(unscaled < 0 ? "-" : "")}{digits[..^scale]}{(scale > 0 ? "." : "")}{digits[^scale..]}";
    }

    static int EnumIndex(Vector vector, int row) => Layout.Width(vector.Type) switch
    {
        1 => vector.Span<byte>()[row],
        2 => vector.Span<ushort>()[row],
        _ => (int)vector.Span<uint>()[row],
    };

    /// <summary>DuckDB flips the first bit so that UUIDs sort as signed numbers.</summary>
    static Guid Uuid(UInt128 bits)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, bits ^ UInt128.One << 127);
        return new(bytes, bigEndian: true);
    }

    /// <summary><c>duckdb_interval</c>: months, days and microseconds do not convert into one another.</summary>
    static string Interval(UInt128 bits) => string.Create(
        CultureInfo.InvariantCulture, $"{(int)(uint)bits} months {(int)(uint)(bits >> 32)} days {(long)(ulong)(bits >> 64)} us");

    static object?[] List(Vector vector, int row)
    {
        var (offset, length) = vector.ElementRange(row);
        var elements = vector.Elements;
        var list = new object?[length];
        for (var i = 0; i < length; i++) list[i] = Read(elements, offset + i);
        return list;
    }

    static Dictionary<string, object?> Struct(Vector vector, int row)
    {
        var fields = new Dictionary<string, object?>();
        for (var i = 0; i < vector.Type.Children.Count; i++) fields[vector.Type.Names[i]] = Read(vector.Field(i), row);
        return fields;
    }
}
