using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Tests.Identifiers;

public sealed class ObjectIdentifierTests
{
    [Fact]
    public void A_UUID_becomes_the_number_that_ITU_T_X_667_gives_as_its_example()
        => ObjectIdentifier.Of("2.25", Guid.Parse("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"))
            .ShouldBe("2.25.329800735698586629295641978511506172918");

    [Fact]
    public void Every_UUID_is_read_back_from_its_identifier_under_every_arc()
        => Prop.ForAll((from bytes in Gen.ArrayOf(Gen.Choose(0, 255), 16)
                        from arc in Gen.Elements("2.25", "1.2.156.3001", "2.999.1", "0.39")
                        select (arc, new Guid([.. bytes.Select(b => (byte)b)]))).ToArbitrary(),
            each => ObjectIdentifier.Read(ObjectIdentifier.Of(each.arc, each.Item2)) == (each.arc, each.Item2)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", "2.25.0")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", "2.25.340282366920938463463374607431768211455")]
    public void The_ends_of_the_range_are_numbers_like_all_others(string id, string oid)
    {
        ObjectIdentifier.Of("2.25", Guid.Parse(id)).ShouldBe(oid);
        ObjectIdentifier.Read(oid).ShouldBe(("2.25", Guid.Parse(id)));
    }

    [Theory]
    [InlineData("2.25", true)]
    [InlineData("1.2.156", true)]
    [InlineData("0.39", true)]
    [InlineData("0.40", false)]
    [InlineData("3.1", false)]
    [InlineData("2", false)]
    [InlineData("2.", false)]
    [InlineData("2.025", false)]
    [InlineData("2.25.", false)]
    [InlineData("2.-5", false)]
    [InlineData("2.25.x", false)]
    [InlineData("2.２５", false)]
    [InlineData("GZSJ-DJ-2026-000001", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Arcs_are_told_from_other_texts(string? text, bool isArc) => ObjectIdentifier.IsArc(text).ShouldBe(isArc);

    [Theory]
    [InlineData("2.25")]
    [InlineData("2.25.340282366920938463463374607431768211456")]
    [InlineData("2.25.0329800735698586629295641978511506172918")]
    [InlineData(" 2.25.1")]
    public void What_names_no_UUID_is_not_read(string text) => ObjectIdentifier.Read(text).ShouldBeNull();

    [Fact]
    public void No_text_makes_it_throw()
        => Prop.ForAll<string?>(text => ObjectIdentifier.Read(text) is null || ObjectIdentifier.IsArc(text)).QuickCheckThrowOnFailure();
}
