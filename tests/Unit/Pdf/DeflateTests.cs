using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Tests.Pdf;

public sealed class DeflateTests
{
    [Fact]
    public void Every_input_comes_back_from_the_platform_s_own_reader()
    {
        var repetitive =
            from block in ArbMap.Default.ArbFor<byte[]>().Generator
            from times in Gen.Choose(0, 3000)
            from tail in ArbMap.Default.ArbFor<byte[]>().Generator
            select Enumerable.Repeat(block, times).SelectMany(b => b).Concat(tail).Take(100_000).ToArray();
        Prop.ForAll(repetitive.ToArbitrary(), data => Unpacked(Deflate.Compress(data)).SequenceEqual(data)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Matches_reach_across_the_whole_window_and_no_further()
    {
        var data = new byte[140_000];
        for (var i = 0; i < data.Length; i++)
            data[i] = (byte)(SHA256.HashData(BitConverter.GetBytes(i % 32_768 / 32))[i % 32]);

        var packed = Deflate.Compress(data);

        Unpacked(packed).ShouldBe(data);
        packed.Length.ShouldBeLessThan(40_000);
    }

    [Fact]
    public void The_bytes_are_those_of_the_first_release()
    {
        var text = string.Concat(Enumerable.Repeat("数据资产登记证书 0123456789 ", 200));
        var packed = Deflate.Compress(Encoding.UTF8.GetBytes(text));
        Convert.ToHexStringLower(SHA256.HashData(packed)).ShouldBe("0e53f2d1ea1e8ff5b713f65e2f1b2bb4d01d7485f5f00a39ecde0b81219754b7");
    }

    static byte[] Unpacked(byte[] packed)
    {
        using var reader = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        var output = new MemoryStream();
        reader.CopyTo(output);
        return output.ToArray();
    }
}
