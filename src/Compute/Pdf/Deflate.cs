using System.Buffers.Binary;

namespace Yuanliu.Compute.Pdf;

/// <summary>Compresses to the zlib format (RFC 1950, RFC 1951) with bytes that depend on the input alone.</summary>
/// <remarks>
/// The platform's own compressor may answer with other bytes after an update or on another processor; a certificate must
/// come out the same for ever. One block, fixed Huffman codes, hash chains of bounded length: the price is some percent of size.
/// </remarks>
internal static class Deflate
{
    const int Window = 32768;
    const int MatchMin = 3;
    const int MatchMax = 258;
    const int ChainMax = 48;
    const int HashBits = 15;
    const int EndOfBlock = 256;

    static readonly int[] LengthBases =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    static readonly int[] LengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    static readonly int[] DistanceBases =
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769,
        1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ];

    public static byte[] Compress(ReadOnlySpan<byte> data)
    {
        var output = new BitWriter(data.Length / 2 + 64);
        output.Bits(0x78, 8);
        output.Bits(0x9C, 8);
        output.Bits(0b011, 3);
        Body(data, output);
        Symbol(output, EndOfBlock);

        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Adler32(data));
        return output.Finish(checksum);
    }

    static void Body(ReadOnlySpan<byte> data, BitWriter output)
    {
        var heads = new int[1 << HashBits];
        Array.Fill(heads, -1);
        var previous = new int[data.Length];

        for (var at = 0; at < data.Length;)
        {
            var (length, distance) = LongestMatch(data, at, heads, previous);
            if (length < MatchMin)
            {
                Symbol(output, data[at]);
                length = 1;
            }
            else
            {
                Match(output, length, distance);
            }

            for (var end = at + length; at < end; at++)
                Remember(data, at, heads, previous);
        }
    }

    static int Hash(ReadOnlySpan<byte> data, int at)
        => (int)((uint)(data[at] << 16 | data[at + 1] << 8 | data[at + 2]) * 2654435761u >> (32 - HashBits));

    static void Remember(ReadOnlySpan<byte> data, int at, int[] heads, int[] previous)
    {
        if (at + MatchMin > data.Length)
            return;

        var hash = Hash(data, at);
        previous[at] = heads[hash];
        heads[hash] = at;
    }

    static (int Length, int Distance) LongestMatch(ReadOnlySpan<byte> data, int at, int[] heads, int[] previous)
    {
        if (at + MatchMin > data.Length)
            return default;

        var best = (Length: 0, Distance: 0);
        var limit = Math.Min(MatchMax, data.Length - at);
        var candidate = heads[Hash(data, at)];
        for (var tries = 0; candidate >= 0 && at - candidate <= Window && tries < ChainMax; tries++)
        {
            var length = data.Slice(candidate, limit).CommonPrefixLength(data.Slice(at, limit));
            if (length > best.Length)
                best = (length, at - candidate);
            candidate = previous[candidate];
        }

        return best;
    }

    static void Match(BitWriter output, int length, int distance)
    {
        var l = Array.FindLastIndex(LengthBases, start => start <= length);
        Symbol(output, 257 + l);
        output.Bits(length - LengthBases[l], LengthBits[l]);

        var d = Array.FindLastIndex(DistanceBases, start => start <= distance);
        output.Code(d, 5);
        output.Bits(distance - DistanceBases[d], Math.Max(0, d / 2 - 1));
    }

    /// <summary>The fixed code of RFC 1951, 3.2.6.</summary>
    static void Symbol(BitWriter output, int symbol)
    {
        if (symbol < 144)
            output.Code(0x30 + symbol, 8);
        else if (symbol < 256)
            output.Code(0x190 + symbol - 144, 9);
        else if (symbol < 280)
            output.Code(symbol - 256, 7);
        else
            output.Code(0xC0 + symbol - 280, 8);
    }

    static uint Adler32(ReadOnlySpan<byte> data)
    {
        uint a = 1, b = 0;
        foreach (var value in data)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        return b << 16 | a;
    }

    sealed class BitWriter(int capacity)
    {
        readonly List<byte> bytes = new(capacity);
        ulong pending;
        int count;

        public void Bits(int value, int width)
        {
            pending |= (ulong)(uint)value << count;
            for (count += width; count >= 8; count -= 8)
            {
                bytes.Add((byte)pending);
                pending >>= 8;
            }
        }

        /// <summary>Huffman codes go out highest bit first, all other numbers lowest bit first.</summary>
        public void Code(int code, int width)
        {
            var reversed = 0;
            for (var bit = 0; bit < width; bit++)
                reversed = reversed << 1 | (code >> bit & 1);
            Bits(reversed, width);
        }

        public byte[] Finish(ReadOnlySpan<byte> trailer)
        {
            if (count > 0)
                Bits(0, 8 - count);
            return [.. bytes, .. trailer];
        }
    }
}
