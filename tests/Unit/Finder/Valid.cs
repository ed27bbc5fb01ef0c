using System.Globalization;
using System.Text;
using Yuanliu.Compute.Finder;
using Yuanliu.Compute.Finder.Tables;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Tests.Finder;

/// <summary>Makes identifiers that are right in every part.</summary>
internal static class Valid
{
    const string CodeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY", VehicleAlphabet = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
    const string PlateLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ", PlateBody = PlateLetters + "0123456789";

    static readonly string[][] Regions = [.. TableFile.Lines("regions.tsv").Select(line => line.Split('\t'))];
    static readonly string[] Counties = [.. Regions.Where(r => r[0][4..] != "00").Select(r => r[0])];
    static readonly (string, string)[] Places = [.. Regions.Where(r => r.Length == 2 && r[0][4..] != "00" && r[1].Length > 2)
        .Select(r => (Regions.First(p => p[0] == r[0][..2] + "0000")[1] + City(r[0]), r[1]))];
    static readonly string[][] Bins = [.. TableFile.Lines("bins.tsv").Select(line => line.Split('\t'))];
    static readonly string[] Areas = [.. TableFile.Lines("area-codes.tsv").Select(line => line.Split('\t')[0])];
    static readonly string[] Segments = [.. TableFile.Lines("mobile-segments.txt").SelectMany(TableFile.Words)];
    static readonly string Surnames = TableFile.Lines("surnames.txt").First();
    static readonly string Rare = TableFile.Lines("surnames.txt").ElementAt(1);
    static readonly string[] LongSurnames = [.. TableFile.Words(TableFile.Lines("surnames.txt").ElementAt(3)).Where(s => s.Length == 2)];
    static readonly string Given = TableFile.Lines("given-names.txt").First();

    static string City(string county) => Regions.FirstOrDefault(r => r[0] == county[..4] + "00")?[1] ?? "";

    public static string Of(IdentifierKind kind, Dice dice) => kind switch
    {
        IdentifierKind.ResidentNumber => dice.Happens(0.05) ? OldResident(dice) : Resident(dice),
        IdentifierKind.UnifiedCreditCode => CreditCode(dice),
        IdentifierKind.OrganizationCode => Organization(dice).Insert(8, dice.Happens(0.5) ? "-" : ""),
        IdentifierKind.MobileNumber => Mobile(dice),
        IdentifierKind.LandlineNumber => Landline(dice),
        IdentifierKind.BankCardNumber => Card(dice),
        IdentifierKind.PlateNumber => Plate(dice),
        IdentifierKind.PassportNumber => dice.Of("E", "G", "E", "EA", "ED", "D", "S", "P") is var head && head.Length == 2
            ? head + dice.Digits(7) : head + dice.Digits(8),
        IdentifierKind.TravelPermit => dice.Of("H", "M", "C", "W", "L") is var head && head is "H" or "M" && dice.Happens(0.5)
            ? head + dice.Digits(10) : head + dice.Digits(8),
        IdentifierKind.EmailAddress => dice.Text("abcdefghijklmnopqrstuvwxyz0123456789", dice.From(3, 10))
            + dice.Of("", ".li", "_88", "-x") + "@" + dice.Of("qq.com", "163.com", "mail.example.cn", "gov.cn", "sina.com.cn"),
        IdentifierKind.IpAddress => dice.Happens(0.15) ? $"2001:db8:{dice.Below(65536):x}:{dice.Below(65536):x}::{dice.Below(65536):x}"
            : $"{dice.From(20, 223)}.{dice.Below(256)}.{dice.Below(256)}.{dice.Below(256)}",
        IdentifierKind.MacAddress => string.Join(dice.Of(":", "-"), Enumerable.Range(0, 6).Select(_ => dice.Text("0123456789ABCDEF", 2))),
        IdentifierKind.Imei => Checked(dice.Of("86", "35") + dice.Digits(12)),
        IdentifierKind.VehicleNumber => Vehicle(dice),
        IdentifierKind.Coordinates => string.Create(CultureInfo.InvariantCulture,
            $"{73 + dice.Share() * 62:F6},{18 + dice.Share() * 35:F6}"),
        IdentifierKind.Address => Address(dice),
        IdentifierKind.PersonName => Name(dice),
    };

    public static string Resident(Dice dice, string? region = null)
    {
        var birthday = new DateOnly(1930, 1, 1).AddDays(dice.Below(34_000)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var body = (region ?? dice.Of(Counties)) + birthday + dice.Digits(3);
        return body + ResidentNumber.CheckCharacter(body);
    }

    static string OldResident(Dice dice)
        => dice.Of(Counties) + new DateOnly(1930, 1, 1).AddDays(dice.Below(25_000)).ToString("yyMMdd", CultureInfo.InvariantCulture)
            + dice.Digits(3);

    public static string Organization(Dice dice)
    {
        var body = dice.Happens(0.5) ? dice.Digits(8) : "MA" + dice.Digits(1) + dice.Text(CodeAlphabet, 5);
        return body + (char)OrganizationCode.CheckCharacter(Encoding.ASCII.GetBytes(body))!.Value;
    }

    public static string CreditCode(Dice dice)
    {
        var body = dice.Of("91", "92", "12", "51", "93") + dice.Of(Counties) + Organization(dice);
        return body + UnifiedCreditCode.CheckCharacter(body) is var code && code.AsSpan().IndexOfAny("IOSVZ") < 0 ? code : CreditCode(dice);
    }

    public static string Mobile(Dice dice)
    {
        var number = dice.Of(Segments) + dice.Digits(8);
        return dice.Below(10) switch
        {
            0 => $"{number[..3]}-{number[3..7]}-{number[7..]}", 1 => $"{number[..3]} {number[3..7]} {number[7..]}",
            2 => "+86" + number, 3 => "+86 " + number, 4 => "0086" + number, _ => number,
        };
    }

    public static string Landline(Dice dice)
    {
        var area = dice.Of(Areas);
        var local = $"{dice.From(2, 8)}{dice.Digits(area.Length == 3 ? 7 : dice.From(6, 7))}";
        return dice.Below(5) switch
        {
            0 => $"({area}){local}", 1 => $"{area} {local}", 2 => $"{area}-{local}-{dice.From(1, 9999)}", 3 => $"+86-{area[1..]}-{local}",
            _ => $"{area}-{local}",
        };
    }

    public static string Card(Dice dice)
    {
        var bin = dice.Of(Bins);
        var length = int.Parse(bin[1], CultureInfo.InvariantCulture);
        if (length > 19) return Card(dice);
        var card = Checked(bin[0] + dice.Digits(length - 1 - bin[0].Length));
        return length is 16 or 19 && dice.Happens(0.2) ? string.Join(' ', card.Chunk(4).Select(group => new string(group))) : card;
    }

    public static string Checked(string body) => body + BankCardNumber.CheckDigit(body);

    static string Plate(Dice dice)
    {
        var head = $"{dice.Of("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼".ToCharArray())}{dice.Text(PlateLetters, 1)}";
        return dice.Below(8) switch
        {
            0 => $"{head}{dice.Of("D", "F")}{dice.Text(PlateBody, 1)}{dice.Digits(4)}", 1 => $"{head}{dice.Digits(5)}D",
            2 => $"{head}{dice.Digits(4)}{dice.Of("警", "学", "挂", "领")}",
            3 => $"粤Z{dice.Text(PlateLetters, 1)}{dice.Digits(3)}{dice.Of("港", "澳")}",
            4 => $"{head}·{dice.Digits(4)}{dice.Text(PlateLetters, 1)}",
            5 => $"{head}{dice.Text(PlateLetters, 1)}{dice.Digits(3)}{dice.Text(PlateLetters, 1)}",
            _ => head + dice.Digits(5),
        };
    }

    static string Vehicle(Dice dice)
    {
        var text = Encoding.ASCII.GetBytes("L" + dice.Text(VehicleAlphabet, 12) + dice.Digits(4));
        text[8] = VehicleNumber.CheckCharacter(text);
        return Encoding.ASCII.GetString(text);
    }

    public static string Place(Dice dice)
    {
        var (city, county) = dice.Of(Places);
        return dice.Happens(0.8) ? city + county : county;
    }

    static string Address(Dice dice)
        => Place(dice) + dice.Of("中山", "解放", "人民", "建设", "学院", "长江", "和平", "文化")
            + dice.Of("路", "街", "大道", "北路", "巷") + $"{dice.From(1, 999)}号"
            + dice.Below(4) switch
            {
                0 => "", 1 => $"{dice.From(1, 30)}栋{dice.From(101, 2905)}室",
                2 => $"院{dice.From(1, 30)}号楼{dice.From(1, 9)}单元{dice.From(101, 2905)}",
                _ => $"{dice.Of("阳光", "锦绣", "幸福")}小区{dice.From(1, 30)}号楼{dice.From(101, 2905)}室",
            };

    public static string Name(Dice dice)
    {
        var surname = dice.Below(40) switch { 0 => dice.Of(LongSurnames), < 6 => dice.Text(Rare, 1), _ => dice.Text(Surnames, 1) };
        return surname + dice.Text(Given, dice.Happens(0.25) ? 1 : 2);
    }
}
