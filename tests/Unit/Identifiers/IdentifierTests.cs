using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Tests.Identifiers;

public sealed class IdentifierTests
{
    const string CodeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    static readonly string[] Regions = ["110101", "310115", "440305", "522401", "650102", "810000", "830000"];

    static readonly Gen<string> Residents =
        from region in Gen.Elements(Regions)
        from day in Gen.Choose(0, 89_000)
        from sequence in Gen.Choose(0, 999)
        let birthday = new DateOnly(1850, 1, 1).AddDays(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture)
        let body = string.Create(CultureInfo.InvariantCulture, $"{region}{birthday}{sequence:D3}")
        select body + ResidentNumber.CheckCharacter(body);

    static readonly Gen<string> Cards =
        from length in Gen.Choose(13, 19)
        from first in Gen.Choose(1, 9)
        from rest in Gen.ArrayOf(Gen.Choose(0, 9), length - 2)
        let body = first + string.Concat(rest)
        select body + BankCardNumber.CheckDigit(body);

    static readonly Gen<string> Codes =
        from body in Gen.ArrayOf(Gen.Elements(CodeAlphabet.ToCharArray()), 17)
        select new string(body) + UnifiedCreditCode.CheckCharacter(body);

    [Fact]
    public void A_resident_number_with_its_check_character_is_valid_and_with_one_digit_changed_is_not()
        => Holds(Residents, "0123456789", text => ResidentNumber.IsValid(text));

    [Fact]
    public void A_card_number_with_its_check_digit_is_valid_and_with_one_digit_changed_is_not()
        => Holds(Cards, "0123456789", text => BankCardNumber.IsValid(text));

    [Fact]
    public void A_credit_code_with_its_check_character_is_valid_and_with_one_character_changed_is_not()
        => Holds(Codes, CodeAlphabet, text => UnifiedCreditCode.IsValid(text));

    [Theory]
    [InlineData("11010519491231002X", true)]        // the example in GB 11643-1999
    [InlineData("11010519491231002x", true)]
    [InlineData("440524188001010014", true)]        // the standard's example of a person over a hundred years old
    [InlineData("110105194912310021", false)]
    [InlineData("11010519491331002X", false)]
    [InlineData("1101051949123100２X", false)]
    [InlineData("", false)]
    public void Resident_numbers_are_told_from_others(string text, bool isValid) => ResidentNumber.IsValid(text).ShouldBe(isValid);

    [Fact]
    public void A_birthday_that_no_calendar_has_makes_a_resident_number_invalid()
    {
        foreach (var birthday in (string[])["19000229", "20230431", "20231301", "20230100", "18491231", "21000101"])
        {
            var body = $"110105{birthday}002";
            ResidentNumber.IsValid(body + ResidentNumber.CheckCharacter(body)).ShouldBeFalse(birthday);
        }
        ResidentNumber.Birthday("11010519491231002X").ShouldBe(new DateOnly(1949, 12, 31));
    }

    [Fact]
    public void A_province_that_does_not_exist_makes_a_resident_number_invalid()
        => ResidentNumber.IsValid("99010519491231002" + ResidentNumber.CheckCharacter("99010519491231002")).ShouldBeFalse();

    [Theory]
    [InlineData("13800138000", true)]
    [InlineData("+8619912345678", true)]
    [InlineData("+86 199-1234-5678", false)]
    [InlineData("+86 13800138000", true)]
    [InlineData("8613800138000", true)]
    [InlineData("12800138000", false)]
    [InlineData("1380013800", false)]
    [InlineData("138001380001", false)]
    [InlineData("１3800138000", false)]
    public void Mobile_numbers_are_told_from_others(string text, bool isValid) => MobileNumber.IsValid(text).ShouldBe(isValid);

    [Theory]
    [InlineData("4111 1111 1111 1111", true)]
    [InlineData("4111111111111111", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("41111 11111111111", false)]
    [InlineData("4111 1111 1111 1111 ", false)]
    [InlineData("0000000000000000", false)]
    [InlineData("411111111111", false)]
    public void Card_numbers_are_told_from_others(string text, bool isValid) => BankCardNumber.IsValid(text).ShouldBe(isValid);

    [Theory]
    [InlineData("zhang.san+1@mail.example.cn", true)]
    [InlineData("a@b.co", true)]
    [InlineData("a@b", false)]
    [InlineData("a.@b.co", false)]
    [InlineData("a..b@c.co", false)]
    [InlineData("@b.co", false)]
    [InlineData("a@-b.co", false)]
    [InlineData("a@b.1", false)]
    [InlineData("a@b.12", false)]
    [InlineData("a b@c.co", false)]
    [InlineData("a@b@c.co", false)]
    [InlineData("a@", false)]
    public void Mail_addresses_are_told_from_others(string text, bool isValid) => EmailAddress.IsValid(text).ShouldBe(isValid);

    [Fact]
    public void No_text_makes_a_recognizer_throw()
        => Prop.ForAll<string?>(text =>
        {
            var any = text.AsSpan();
            _ = ResidentNumber.IsValid(any) | MobileNumber.IsValid(any) | BankCardNumber.IsValid(any)
                | UnifiedCreditCode.IsValid(any) | EmailAddress.IsValid(any);
        }).QuickCheckThrowOnFailure();

    static void Holds(Gen<string> valid, string alphabet, Func<string, bool> isValid)
    {
        var changed =
            from text in valid
            from at in Gen.Choose(0, text.Length - 1)
            from other in Gen.Elements(alphabet.ToCharArray())
            where other != text[at]
            select (text, Changed: $"{text[..at]}{other}{text[(at + 1)..]}");

        Prop.ForAll(changed.ToArbitrary(), each => isValid(each.text) && !isValid(each.Changed)).QuickCheckThrowOnFailure();
    }
}
