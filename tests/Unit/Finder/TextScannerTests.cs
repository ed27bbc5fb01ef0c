using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Finder;

namespace Yuanliu.Tests.Finder;

public sealed class TextScannerTests
{
    [Theory]
    [InlineData("身份证11010519491231002X。", IdentifierKind.ResidentNumber, "11010519491231002X")]
    [InlineData("身份证号 110105 19491231 002X", IdentifierKind.ResidentNumber, "110105 19491231 002X")]
    [InlineData("证件号码：110105491231002", IdentifierKind.ResidentNumber, "110105491231002")]
    [InlineData("统一社会信用代码91110108MA01234564", null, null)]
    [InlineData("代码91350100M000100Y43", IdentifierKind.UnifiedCreditCode, "91350100M000100Y43")]    // the example in GB 32100-2015
    [InlineData("组织机构代码：D2143569-X", IdentifierKind.OrganizationCode, "D2143569-X")]           // the example in GB 11714-1997
    [InlineData("联系电话138-0013-8000", IdentifierKind.MobileNumber, "138-0013-8000")]
    [InlineData("tel13800138000", IdentifierKind.MobileNumber, "13800138000")]
    [InlineData("call +86 138 0013 8000 now", IdentifierKind.MobileNumber, "+86 138 0013 8000")]
    [InlineData("订单号13800138000", null, null)]
    [InlineData("0.13800138000", null, null)]
    [InlineData("电话：(010)62345678转801", IdentifierKind.LandlineNumber, "(010)62345678转801")]
    [InlineData("+86-755-82345678", IdentifierKind.LandlineNumber, "+86-755-82345678")]
    [InlineData("2023-12345678", null, null)]
    [InlineData("卡号6222 0200 0000 0000 000", IdentifierKind.BankCardNumber, "6222 0200 0000 0000 000")]
    [InlineData("4111111111111111", null, null)]
    [InlineData("京A·12345停放", IdentifierKind.PlateNumber, "京A·12345")]
    [InlineData("沪AD12345", IdentifierKind.PlateNumber, "沪AD12345")]
    [InlineData("京A1234警", IdentifierKind.PlateNumber, "京A1234警")]
    [InlineData("粤ZF023港", IdentifierKind.PlateNumber, "粤ZF023港")]
    [InlineData("京A12O45", null, null)]
    [InlineData("护照E12345678", IdentifierKind.PassportNumber, "E12345678")]
    [InlineData("港澳通行证H1234567890", IdentifierKind.TravelPermit, "H1234567890")]
    [InlineData("mail zhang.3@mail.example.cn.", IdentifierKind.EmailAddress, "zhang.3@mail.example.cn")]
    [InlineData("from 192.168.10.254:8080", IdentifierKind.IpAddress, "192.168.10.254")]
    [InlineData("fe80::1ff:fe23:4567:890a", IdentifierKind.IpAddress, "fe80::1ff:fe23:4567:890a")]
    [InlineData("version 1.2.3.4", null, null)]
    [InlineData("at 10:20:30", null, null)]
    [InlineData("AA:BB:CC:DD:EE:0F", IdentifierKind.MacAddress, "AA:BB:CC:DD:EE:0F")]
    [InlineData("IMEI 490154203237518", IdentifierKind.Imei, "490154203237518")]                       // the example in 3GPP TS 23.003
    [InlineData("VIN LSVAM4187C2184847", IdentifierKind.VehicleNumber, "LSVAM4187C2184847")]
    [InlineData("位于116.397128,39.916527", IdentifierKind.Coordinates, "116.397128,39.916527")]
    [InlineData("住北京市海淀区中关村大街27号1101室，", IdentifierKind.Address, "北京市海淀区中关村大街27号1101室")]
    [InlineData("北京地铁10号线", null, null)]
    [InlineData("北京市朝阳区", null, null)]
    [InlineData("联系人：欧阳娜娜，", IdentifierKind.PersonName, "欧阳娜娜")]
    [InlineData("患者张伟的电话", IdentifierKind.PersonName, "张伟")]
    [InlineData("张建国先生来电", IdentifierKind.PersonName, "张建国")]
    [InlineData("姓名：阿依古丽·买买提", IdentifierKind.PersonName, "阿依古丽·买买提")]
    [InlineData("负责人高级工程师", null, null)]
    [InlineData("李先生", null, null)]
    public void An_identifier_is_told_from_what_only_looks_like_one(string text, IdentifierKind? kind, string? value)
        => Found(text).ShouldBe(kind is null ? [] : [(kind.Value, value!)]);

    [Fact]
    public void What_stands_together_is_found_apart() => Found("姓名：张伟 手机：13800138000 身份证：11010519491231002X 邮箱 a.b@c.cn").ShouldBe(
    [
        (IdentifierKind.PersonName, "张伟"), (IdentifierKind.MobileNumber, "13800138000"),
        (IdentifierKind.ResidentNumber, "11010519491231002X"), (IdentifierKind.EmailAddress, "a.b@c.cn"),
    ]);

    [Fact]
    public void A_weak_form_counts_where_the_column_says_so_and_less_where_it_says_otherwise()
    {
        Found("H12345678").ShouldBeEmpty();
        Found("H12345678", "通行证号").ShouldBe([(IdentifierKind.TravelPermit, "H12345678")]);
        Found("H12345678", "护照号").ShouldBe([(IdentifierKind.PassportNumber, "H12345678")]);
        Found("13800138000", "运单号").ShouldBeEmpty();
    }

    [Fact]
    public void Of_generated_cells_with_near_misses_hardly_one_is_missed_or_mistaken()
    {
        var measure = Measure.Of(seed: 20260101, cells: 100_000);
        measure.Recall.ShouldBeGreaterThanOrEqualTo(0.995, measure.ToString());
        measure.Precision.ShouldBeGreaterThanOrEqualTo(0.99, measure.ToString());
    }

    /// <summary>Broken UTF-8 and every cut of a text full of identifiers: no exception, and every finding lies within the text.</summary>
    [Fact]
    public void No_bytes_make_the_scanner_throw_or_reach_beyond_the_text()
    {
        Prop.ForAll<byte[]>(Check).QuickCheckThrowOnFailure();
        var corpus = new Corpus(7);
        for (var i = 0; i < 300; i++)
        {
            var cell = corpus.Next().Utf8;
            for (var cut = 0; cut <= cell.Length; cut++)
            {
                Check(cell[cut..]);
                Check(cell[..cut]);
            }
        }
    }

    [Fact]
    public void A_long_run_of_anything_is_read_in_a_time_that_grows_with_its_length()
    {
        foreach (var unit in (string[])["1-", "1.", "1:", "号1", "1@", "a1", "路1号", "姓名", "86 ", "0"])
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(unit, 200_000)));
            foreach (var _ in new TextScanner(text)) ;
        }
    }

    static void Check(byte[] text)
    {
        var end = 0;
        foreach (var found in new TextScanner(text, confidenceMin: 0))
        {
            found.Start.ShouldBeGreaterThanOrEqualTo(end);
            found.Length.ShouldBeGreaterThan(0);
            end = found.Start + found.Length;
            end.ShouldBeLessThanOrEqualTo(text.Length);
        }
    }

    static List<(IdentifierKind, string)> Found(string text, string? column = null)
    {
        var (utf8, found) = (Encoding.UTF8.GetBytes(text), new List<(IdentifierKind, string)>());
        foreach (var each in new TextScanner(utf8, column is null ? default : ColumnHint.Of(column)))
            found.Add((each.Kind, Encoding.UTF8.GetString(utf8, each.Start, each.Length)));
        return found;
    }
}
