using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Json;

namespace Yuanliu.Tests;

public class EcmaNumberTests
{
    /// <summary>RFC 8785, appendix B, and the edges of the five layouts of Number::toString.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    [InlineData(0x3e60000000000000, "2.9802322387695312e-8")]
    [InlineData(0x0410000000000000, "4.1045368012983762e-289")]
    public void A_double_is_printed_as_ecmascript_prints_it(ulong bits, string printed)
    {
        var value = BitConverter.UInt64BitsToDouble(bits);
        Canonical(value).ShouldBe(printed);
        Encoding.ASCII.GetString(CanonicalJson.Utf8(new[] { value })).ShouldBe($"[{printed}]");
    }

    [Theory]
    [InlineData("1e21", "1e+21")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("1E-6", "0.000001")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("4.5e-324", "5e-324")]
    [InlineData("100", "100")]
    [InlineData("123456789012345680000", "123456789012345680000")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("1e-400", "0")]
    [InlineData("9007199254740992", "9007199254740992")]
    public void A_literal_is_rewritten_to_the_one_form_of_its_value(string literal, string printed)
        => Encoding.UTF8.GetString(CanonicalJson.Utf8(CanonicalJson.Parse(Encoding.ASCII.GetBytes(literal)))).ShouldBe(printed);

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("9223372036854775807")]
    [InlineData("1e400")]
    public void A_number_that_a_double_would_change_is_refused(string literal)
        => Should.Throw<JsonException>(() => CanonicalJson.Parse(Encoding.ASCII.GetBytes(literal)));

    [Fact]
    public void A_long_that_a_double_would_change_is_refused_before_it_is_signed()
    {
        Should.Throw<JsonException>(() => CanonicalJson.Utf8(new { Fen = 9_007_199_254_740_993 }));
        CanonicalJson.Utf8(new { Fen = 9_007_199_254_740_991 }).ShouldBe("{\"fen\":9007199254740991}"u8.ToArray());
    }

    [Fact]
    public void What_is_not_finite_is_refused()
    {
        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            Should.Throw<JsonException>(() => CanonicalJson.Utf8(JsonValue.Create(value)));
            Should.Throw<JsonException>(() => CanonicalJson.Utf8(new { Share = value }));
        }
    }

    [Fact]
    public void Every_power_of_two_reads_back_as_itself()
    {
        for (var exponent = -1074; exponent <= 1023; exponent++)
            double.Parse(Canonical(Math.ScaleB(1, exponent)), CultureInfo.InvariantCulture).ShouldBe(Math.ScaleB(1, exponent));
    }

    [Fact]
    public void Every_finite_double_reads_back_as_itself_and_prints_the_same_again()
        => Prop.ForAll(ArbMap.Default.ArbFor<long>(), bits =>
        {
            var value = BitConverter.Int64BitsToDouble(bits * 0x1F3A5C7D9B4E6F01);
            if (!double.IsFinite(value)) return true;

            var printed = Canonical(value);
            var again = CanonicalJson.Parse(Encoding.ASCII.GetBytes(printed));
            return double.Parse(printed, CultureInfo.InvariantCulture).Equals(value)
                && Encoding.ASCII.GetString(CanonicalJson.Utf8(again)) == printed;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    static string Canonical(double value) => Encoding.ASCII.GetString(CanonicalJson.Utf8(JsonValue.Create(value)));
}
