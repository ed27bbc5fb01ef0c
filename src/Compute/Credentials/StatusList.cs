using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;

namespace Yuanliu.Compute.Credentials;

/// <summary>状态位串 — one bit for each credential, so many that asking for the list does not tell which one is meant.</summary>
public sealed class StatusList
{
    /// <summary>The fewest bits the standard allows (16 KiB): the crowd a credential hides in.</summary>
    public const int LengthMin = 131_072;
    public const int LengthMax = 1 << 24;

    readonly byte[] bits;

    /// <param name="length">Number of entries: a multiple of 8 from <see cref="LengthMin"/> to <see cref="LengthMax"/>.</param>
    public StatusList(int length = LengthMin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, LengthMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LengthMax);
        ArgumentOutOfRangeException.ThrowIfNotEqual(length % 8, 0);
        bits = new byte[length / 8];
    }

    StatusList(byte[] bits) => this.bits = bits;

    public int Length => bits.Length * 8;

    /// <summary>Entry 0 is the left-most bit of the first byte.</summary>
    public bool this[int index]
    {
        get => (bits[At(index)] & Mask(index)) != 0;
        set => bits[At(index)] = (byte)(value ? bits[At(index)] | Mask(index) : bits[At(index)] & ~Mask(index));
    }

    /// <summary>Multibase base64url (u) over gzip. The same list gives the same text on every machine and runtime.</summary>
    public string Encode() => "u" + Base64Url.EncodeToString(RunGzip.Compress(bits));

    /// <summary>False for anything that is not such a text or unpacks to a length out of bounds.</summary>
    public static bool TryDecode(string? text, out StatusList list)
    {
        list = null!;
        if (text is not ['u', .. var encoded] || !Base64Url.IsValid(encoded) || encoded.Contains('=')) return false;
        if (Unpacked(Base64Url.DecodeFromChars(encoded)) is not { } bytes || bytes.Length < LengthMin / 8) return false;

        list = new(bytes);
        return true;
    }

    int At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
        return index >> 3;
    }

    static byte Mask(int index) => (byte)(0x80 >> (index & 7));

    // Reads one byte more than the limit, so that a small text cannot unpack into all of memory.
    static byte[]? Unpacked(byte[] packed)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            var buffer = new byte[LengthMax / 8 + 1];
            var read = gzip.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return read < buffer.Length && EndsWith(packed, read) ? buffer[..read] : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // The platform takes a text cut short for a complete one; the length in the trailer tells.
    static bool EndsWith(ReadOnlySpan<byte> packed, int length)
        => packed.Length >= 4 && BinaryPrimitives.ReadInt32LittleEndian(packed[^4..]) == length;
}
