using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Merkle;

namespace Yuanliu.Tests;

public sealed class TilePathTests
{
    [Theory]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(63, 999, 1, "tile/63/999.p/1")]
    [InlineData(2, 1000, 255, "tile/2/x001/000.p/255")]
    [InlineData(null, 273, 112, "tile/entries/273.p/112")]
    public void Tiles_lie_where_the_specification_says(int? level, long index, int width, string text)
    {
        new TilePath(level, index, width).ToString().ShouldBe(text);
        TilePath.TryParse(text, out var path).ShouldBeTrue();
        path.ShouldBe(new TilePath(level, index, width));
    }

    [Theory]
    [InlineData("")]
    [InlineData("checkpoint")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/x/000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/234")]
    [InlineData("tile/0/x001/x234")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/1/")]
    [InlineData("tile/0/x001.p/1")]
    [InlineData("tile/0/../../checkpoint")]
    [InlineData("/tile/0/000")]
    [InlineData("tiles/0/000")]
    [InlineData("tile/entries/")]
    [InlineData("tile/Entries/000")]
    [InlineData("tile/0/x009/x223/x372/x036/x854/x775/808")]
    public void Every_other_spelling_is_refused(string text) => TilePath.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Any_path_is_read_back_from_its_text()
    {
        var paths =
            from level in Gen.Choose(-1, 63)
            from index in Gen.Frequency((3, Gen.Choose(0, 5_000_000).Select(i => (long)i)), (1, Gen.Constant(long.MaxValue)))
            from width in Gen.Choose(1, 256)
            select new TilePath(level < 0 ? null : level, index, width);
        Prop.ForAll(paths.ToArbitrary(), path =>
        {
            TilePath.TryParse(path.ToString(), out var read).ShouldBeTrue();
            read.ShouldBe(path);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Widths_follow_the_size_of_the_log()
    {
        // The specification's example.
        TilePath.Tile(0, 272).WidthAt(70_000).ShouldBe(256);
        TilePath.Tile(0, 273).WidthAt(70_000).ShouldBe(112);
        TilePath.Tile(0, 274).WidthAt(70_000).ShouldBe(0);
        TilePath.Tile(1, 0).WidthAt(70_000).ShouldBe(256);
        TilePath.Tile(1, 1).WidthAt(70_000).ShouldBe(17);
        TilePath.Tile(2, 0).WidthAt(70_000).ShouldBe(1);
        TilePath.Tile(3, 0).WidthAt(70_000).ShouldBe(0);
        TilePath.Entries(273).WidthAt(70_000).ShouldBe(112);
        TilePath.Tile(1, 0).WidthAt(256).ShouldBe(1);
        TilePath.Tile(0, 1).WidthAt(256).ShouldBe(0);
        TilePath.Tile(7, 0).WidthAt(long.MaxValue).ShouldBe(127);
        TilePath.Tile(8, 0).WidthAt(long.MaxValue).ShouldBe(0);
    }

    [Fact]
    public void Entries_of_any_length_come_back_from_their_bundle()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[][]>(), written =>
        {
            var bundle = new ArrayBufferWriter<byte>();
            foreach (var entry in written) EntryBundle.Append(bundle, entry);
            EntryBundle.TryRead(bundle.WrittenMemory, out var read).ShouldBeTrue();
            read!.Select(e => e.ToArray()).ShouldBe(written);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Bytes_that_are_not_whole_entries_are_not_a_bundle()
    {
        EntryBundle.TryRead(new byte[] { 0, 1, 7 }, out _).ShouldBeTrue();
        EntryBundle.TryRead(new byte[] { 0 }, out _).ShouldBeFalse();
        EntryBundle.TryRead(new byte[] { 0, 2, 7 }, out _).ShouldBeFalse();
        EntryBundle.TryRead(new byte[] { 0, 1, 7, 0 }, out _).ShouldBeFalse();
        EntryBundle.TryRead(new byte[2 * 256], out var full).ShouldBeTrue();
        full!.Count.ShouldBe(256);
        EntryBundle.TryRead(new byte[2 * 257], out _).ShouldBeFalse("a bundle holds 256 entries");
        Should.Throw<ArgumentOutOfRangeException>(() => EntryBundle.Append(new ArrayBufferWriter<byte>(), new byte[65_536]));
    }
}
