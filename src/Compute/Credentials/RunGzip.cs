using System.Buffers.Binary;

namespace Yuanliu.Compute.Credentials;

/// <summary>
/// gzip (RFC 1952) that finds runs of one byte and nothing else: all a sparse bit string needs, and unlike the platform's
/// encoder it writes the same bytes on every machine and version, so that a list can be rebuilt and compared.
/// </summary>
static class RunGzip
{
    const int RunMin = 3;
    const int RunMax = 258;

    // Magic, deflate, no flags, no time, no hint, unknown system.
    static ReadOnlySpan<byte> Header => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

    // RFC 1951 §3.2.5: first length of each length code from 257, and its extra bits.
    static ReadOnlySpan<short> LengthFrom =>
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    static ReadOnlySpan<byte> LengthExtra => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    public static byte[] Compress(ReadOnlySpan<byte> data)
    {
        var output = new MemoryStream();
        output.Write(Header);
        Deflate(data, new BitWriter(output));

        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32(data));
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)data.Length);
        output.Write(trailer);
        return output.ToArray();
    }

    // One final block with the fixed Huffman codes (§3.2.6).
    static void Deflate(ReadOnlySpan<byte> data, BitWriter bits)
    {
        bits.Low(0b011, 3);
        for (var at = 0; at < data.Length;)
        {
            var run = at == 0 ? 0 : Run(data[at..], data[at - 1]);
            if (run < RunMin)
            {
                Literal(bits, data[at++]);
                continue;
            }
            Length(bits, run);
            bits.Low(0, 5);
            at += run;
        }
        Literal(bits, 256);
        bits.Flush();
    }

    static int Run(ReadOnlySpan<byte> data, byte last)
    {
        var other = data[..Math.Min(data.Length, RunMax)].IndexOfAnyExcept(last);
        return other < 0 ? Math.Min(data.Length, RunMax) : other;
    }

    static void Length(BitWriter bits, int run)
    {
        var code = LengthFrom.Length - 1;
        while (LengthFrom[code] > run) code--;
        Literal(bits, 257 + code);
        bits.Low(run - LengthFrom[code], LengthExtra[code]);
    }

    static void Literal(BitWriter bits, int symbol)
    {
        switch (symbol)
        {
            case < 144: bits.High(0b0011_0000 + symbol, 8); break;
            case < 256: bits.High(0b1_1001_0000 + symbol - 144, 9); break;
            case < 280: bits.High(symbol - 256, 7); break;
            default: bits.High(0b1100_0000 + symbol - 280, 8); break;
        }
    }

    static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = ~0u;
        foreach (var b in data)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }

    sealed class BitWriter(Stream output)
    {
        uint pending;
        int count;

        public void Low(int value, int width)
        {
            pending |= (uint)value << count;
            for (count += width; count >= 8; count -= 8, pending >>= 8) output.WriteByte((byte)pending);
        }

        /// <summary>Huffman codes go out from their highest bit.</summary>
        public void High(int code, int width)
        {
            while (--width >= 0) Low((code >> width) & 1, 1);
        }

        public void Flush() => Low(0, (8 - count) & 7);
    }
}
