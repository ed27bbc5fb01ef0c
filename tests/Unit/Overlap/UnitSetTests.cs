using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Overlap;

namespace Yuanliu.Tests.Overlap;

public sealed class UnitSetTests
{
    /// <summary>Sets of every form: scattered, in runs, dense, over several blocks.</summary>
    static readonly Gen<SortedSet<uint>> Sets =
        from runs in Gen.ArrayOf(
            from block in Gen.Choose(0, 2)
            from start in Gen.Choose(0, 65_535)
            from length in Gen.OneOf(Gen.Constant(1), Gen.Choose(1, 40), Gen.Choose(1, 70_000))
            from step in Gen.Elements(1, 1, 2, 3)
            select (Start: (uint)(block << 16 | start), Length: length, Step: step))
        select new SortedSet<uint>(runs.Take(6).SelectMany(r => Enumerable.Range(0, r.Length / r.Step)
            .Select(i => r.Start + (uint)(i * r.Step))));

    [Fact]
    public void Sets_do_what_sets_of_numbers_do() => Prop.ForAll(Sets.Two().ToArbitrary(), pair =>
    {
        var (a, b) = (UnitSet.Of(pair.Item1), UnitSet.Of(pair.Item2));
        a.Count.ShouldBe(pair.Item1.Count);
        a.Units().ShouldBe(pair.Item1);
        a.And(b).Units().ShouldBe(pair.Item1.Intersect(pair.Item2));
        a.Except(b).Units().ShouldBe(pair.Item1.Except(pair.Item2));
        a.Or(b).Units().ShouldBe(pair.Item1.Union(pair.Item2).Order());
        a.Equals(b).ShouldBe(pair.Item1.SetEquals(pair.Item2));
        a.And(b).Or(a.Except(b)).ShouldBe(a);
    }).Check(Quick);

    [Fact]
    public void What_comes_before_a_number_can_be_left_out() => Prop.ForAll(
        Sets.ToArbitrary(), Gen.OneOf(Gen.Choose(0, 300_000), Gen.Choose(0, 4).Select(b => b << 16)).ToArbitrary(), (units, from)
            => UnitSet.Of(units).From((uint)from).Units().ShouldBe(units.Where(u => u >= from))).Check(Quick);

    [Fact]
    public void A_set_survives_being_written_and_read() => Prop.ForAll(Sets.ToArbitrary(), units =>
    {
        var set = UnitSet.Of(units);
        UnitSetCodec.Read(UnitSetCodec.Write([set, UnitSet.Empty]))!.ShouldBe([set, UnitSet.Empty]);
    }).Check(Quick);

    [Fact]
    public void Runs_may_come_in_any_order_and_overlap()
    {
        var builder = new UnitSetBuilder();
        foreach (var (start, end) in new (uint, uint)[] { (90, 100), (1, 5), (3, 9), (9, 12), (100, 70_000), (7, 7) })
            builder.Add(start, end);
        builder.Build().ShouldBe(UnitSet.Range(1, 12).Or(UnitSet.Range(90, 70_000)));
    }

    [Fact]
    public void What_follows_the_order_of_the_table_takes_next_to_no_room()
        => UnitSet.Range(5, 10_000_000).Bytes.ShouldBeLessThan(20_000);

    [Fact]
    public void Bytes_that_no_set_was_written_as_are_refused_and_never_misread()
    {
        var written = UnitSetCodec.Write([UnitSet.Of(1, 5, 9), UnitSet.Range(0, 100_000)]);
        for (var length = 0; length < written.Length; length++) UnitSetCodec.Read(written.AsSpan(0, length)).ShouldBeNull();
        UnitSetCodec.Read([.. written, 0]).ShouldBeNull();
        UnitSetCodec.Read([1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]).ShouldBeNull();
    }

    static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(150);
}
