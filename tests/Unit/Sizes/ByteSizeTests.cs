using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Sizes;

namespace Yuanliu.Tests.Sizes;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 字节", "0 bytes"), InlineData(1, "1 字节", "1 byte"), InlineData(1023, "1,023 字节", "1,023 bytes")]
    [InlineData(1024, "1 KB", "1 KB"), InlineData(1025, "1,025 字节", "1,025 bytes"), InlineData(1536, "1.5 KB", "1.5 KB")]
    [InlineData(1_000_000, "1,000,000 字节", "1,000,000 bytes"), InlineData(256 << 10, "256 KB", "256 KB")]
    [InlineData(16_777_216, "16 MB", "16 MB"), InlineData(16_777_217, "16,777,217 字节", "16,777,217 bytes")]
    [InlineData((1 << 30) + (1 << 20), "1,025 MB", "1,025 MB"), InlineData(int.MaxValue, "2,147,483,647 字节", "2,147,483,647 bytes")]
    [InlineData(64L << 30, "64 GB", "64 GB"), InlineData(5L << 39, "2.5 TB", "2.5 TB"), InlineData(2048L << 40, "2,048 TB", "2,048 TB")]
    public void A_size_is_told_in_the_largest_unit_that_tells_it_exactly(long bytes, string zh, string en)
        => (ByteSize.Zh(bytes), ByteSize.En(bytes)).ShouldBe((zh, en));

    /// <summary>Sizes are drawn so that whole and half units are as common as odd bytes.</summary>
    [Fact]
    public void Whatever_is_told_is_the_very_size()
        => Prop.ForAll(Sizes().ToArbitrary(), bytes =>
        {
            Read(ByteSize.Zh(bytes)).ShouldBe(bytes);
            Read(ByteSize.En(bytes)).ShouldBe(bytes);
        }).QuickCheckThrowOnFailure();

    static Gen<long> Sizes() =>
        from count in Gen.Choose(0, 5_000)
        from shift in Gen.Choose(0, 42)
        from odd in Gen.Choose(0, 2)
        select ((long)count << shift) + odd;

    static long Read(string told)
    {
        var parts = told.Split(' ');
        var unit = parts[1] switch { "KB" => 1L << 10, "MB" => 1L << 20, "GB" => 1L << 30, "TB" => 1L << 40, _ => 1 };
        return (long)(decimal.Parse(parts[0], CultureInfo.InvariantCulture) * unit);
    }
}
