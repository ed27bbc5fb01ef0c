using System.Buffers.Binary;
using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>The sRGB colour space (IEC 61966-2-1) as an ICC profile, version 4 (ISO 15076-1), built from its numbers.</summary>
internal static class SrgbProfile
{
    public static byte[] Bytes { get; } = Build();

    static byte[] Build()
    {
        // Primaries and white point adapted to D50 with the Bradford matrix, as ISO 15076-1 wants them.
        var curve = Parametric(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
        (string Name, byte[] Content)[] tags =
        [
            ("desc", Text("sRGB IEC61966-2.1")),
            ("cprt", Text("No copyright, use freely")),
            ("wtpt", Numbers("XYZ ", 0.96420, 1.00000, 0.82491)),
            ("chad", Numbers("sf32", 1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)),
            ("rXYZ", Numbers("XYZ ", 0.43607, 0.22249, 0.01392)),
            ("gXYZ", Numbers("XYZ ", 0.38515, 0.71687, 0.09708)),
            ("bXYZ", Numbers("XYZ ", 0.14307, 0.06061, 0.71410)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];

        var directory = new MemoryStream();
        var data = new MemoryStream();
        var start = 128 + 4 + tags.Length * 12;
        directory.Write(U32((uint)tags.Length));
        foreach (var (name, content) in tags)
        {
            directory.Write(Encoding.ASCII.GetBytes(name));
            directory.Write(U32((uint)(start + data.Length)));
            directory.Write(U32((uint)content.Length));
            data.Write(content);
            data.Write(new byte[-content.Length & 3]);
        }

        return [.. Header(start + (int)data.Length), .. directory.ToArray(), .. data.ToArray()];
    }

    static byte[] Header(int length)
    {
        var header = new byte[128];
        U32((uint)length).CopyTo(header, 0);
        U32(0x04200000).CopyTo(header, 8);
        "mntrRGB XYZ "u8.CopyTo(header.AsSpan(12));
        byte[] created = [0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];
        created.CopyTo(header, 24);
        "acsp"u8.CopyTo(header.AsSpan(36));
        Fixed(0.96420).CopyTo(header, 68);
        Fixed(1.00000).CopyTo(header, 72);
        Fixed(0.82491).CopyTo(header, 76);
        return header;
    }

    static byte[] Text(string value)
    {
        var utf16 = Encoding.BigEndianUnicode.GetBytes(value);
        return [.. "mluc\0\0\0\0"u8, .. U32(1), .. U32(12), .. "enUS"u8, .. U32((uint)utf16.Length), .. U32(28), .. utf16];
    }

    static byte[] Numbers(string type, params double[] values)
        => [.. Encoding.ASCII.GetBytes(type), .. U32(0), .. values.SelectMany(Fixed)];

    /// <summary>Curve type 3: a power above the last value, a straight line below it.</summary>
    static byte[] Parametric(params double[] values)
        => [.. "para\0\0\0\0"u8, 0, 3, 0, 0, .. values.SelectMany(Fixed)];

    static byte[] Fixed(double value) => U32((uint)(int)Math.Round(value * 65536));

    static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
