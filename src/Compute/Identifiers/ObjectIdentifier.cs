using System.Buffers.Binary;
using System.Globalization;

namespace Yuanliu.Compute.Identifiers;

/// <summary>对象标识符（OID） — numbers joined by dots, each naming a branch of the tree of ISO/IEC 9834. Under an arc the last number is a
/// UUID read as one unsigned number: ITU-T X.667 gives everybody the arc 2.25 for that, and an arc of one's own takes it alike.</summary>
public static class ObjectIdentifier
{
    const int LengthMax = 128;

    /// <param name="arc">The branch it stands under, for example 2.25.</param>
    public static string Of(string arc, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{arc}.{Number(id)}");

    /// <summary>At least two numbers without leading zeros; the first is 0, 1 or 2, and below 0 and 1 there are forty.</summary>
    public static bool IsArc(string? text)
    {
        if (text is not { Length: > 0 and <= LengthMax } || text.Split('.') is not [var root, var second, ..] parts) return false;
        return Array.TrueForAll(parts, IsNumber) && root is "0" or "1" or "2" && (root is "2" || UInt128.Parse(second,
            CultureInfo.InvariantCulture) < 40);
    }

    /// <summary>The arc and the UUID that an identifier made by <see cref="Of"/> stands for; null for everything else.</summary>
    public static (string Arc, Guid Id)? Read(string? text)
    {
        if (!IsArc(text) || text!.LastIndexOf('.') is var dot && !IsArc(text[..dot])) return null;
        return (text[..dot], Uuid(UInt128.Parse(text[(dot + 1)..], CultureInfo.InvariantCulture)));
    }

    static bool IsNumber(string part) => part.All(char.IsAsciiDigit) && (part is "0" || !part.StartsWith('0'))
        && UInt128.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    static UInt128 Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    static Guid Uuid(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new(bytes, bigEndian: true);
    }
}
