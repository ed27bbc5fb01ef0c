using System.Text;
using Yuanliu.Compute.Finder;

namespace Yuanliu.Tests.Finder;

/// <summary>What a cell really holds.</summary>
internal readonly record struct Truth(IdentifierKind Kind, int Start, int Length);

/// <param name="Column">The name of the column that the cell lies in; null when it says nothing.</param>
internal sealed record Cell(string? Column, byte[] Utf8, Truth[] Truths);

/// <summary>Generated cells of tables: identifiers alone and in sentences, near misses, and ordinary values.</summary>
internal sealed class Corpus(ulong seed)
{
    static readonly IdentifierKind[] Kinds = Enum.GetValues<IdentifierKind>();

    /// <summary>Kinds that nothing tells from other values but a word or a column's name.</summary>
    static readonly HashSet<IdentifierKind> NeedsWords =
    [
        IdentifierKind.OrganizationCode, IdentifierKind.PassportNumber, IdentifierKind.TravelPermit, IdentifierKind.PersonName,
    ];

    static readonly Dictionary<IdentifierKind, string[]> Columns = new()
    {
        [IdentifierKind.ResidentNumber] = ["身份证号", "公民身份号码", "id_card", "sfzh"],
        [IdentifierKind.UnifiedCreditCode] = ["统一社会信用代码", "uscc", "tyshxydm"],
        [IdentifierKind.OrganizationCode] = ["组织机构代码", "orgCode", "zzjgdm"],
        [IdentifierKind.MobileNumber] = ["手机号", "联系电话", "mobile", "sjh"],
        [IdentifierKind.LandlineNumber] = ["座机", "固定电话", "fax", "办公电话"],
        [IdentifierKind.BankCardNumber] = ["银行卡号", "收款账号", "card_no"],
        [IdentifierKind.PlateNumber] = ["车牌号", "号牌号码", "cphm"],
        [IdentifierKind.PassportNumber] = ["护照号", "passport_no"],
        [IdentifierKind.TravelPermit] = ["港澳通行证", "通行证号"],
        [IdentifierKind.EmailAddress] = ["电子邮箱", "email"],
        [IdentifierKind.IpAddress] = ["登录地址", "client_ip"],
        [IdentifierKind.MacAddress] = ["MAC地址", "mac"],
        [IdentifierKind.Imei] = ["IMEI", "手机串号"],
        [IdentifierKind.VehicleNumber] = ["车架号", "vin"],
        [IdentifierKind.Coordinates] = ["经纬度", "位置坐标"],
        [IdentifierKind.Address] = ["家庭住址", "通讯地址"],
        [IdentifierKind.PersonName] = ["姓名", "xm"],
    };

    static readonly Dictionary<IdentifierKind, string[]> Words = new()
    {
        [IdentifierKind.ResidentNumber] = ["身份证号：", "其身份证为", "证件号码 "],
        [IdentifierKind.UnifiedCreditCode] = ["统一社会信用代码：", "税号"],
        [IdentifierKind.OrganizationCode] = ["组织机构代码：", "机构代码"],
        [IdentifierKind.MobileNumber] = ["手机：", "联系电话", "请拨打手机号 ", "Tel:", "mobile "],
        [IdentifierKind.LandlineNumber] = ["座机：", "电话", "传真 "],
        [IdentifierKind.BankCardNumber] = ["银行卡号：", "汇入账号 ", "卡号为"],
        [IdentifierKind.PlateNumber] = ["车牌：", "驾驶号牌为"],
        [IdentifierKind.PassportNumber] = ["护照号：", "持护照 ", "passport "],
        [IdentifierKind.TravelPermit] = ["港澳通行证：", "通行证号 ", "回乡证"],
        [IdentifierKind.EmailAddress] = ["邮箱：", "发送到电子邮箱", "email: "],
        [IdentifierKind.IpAddress] = ["IP地址：", "来自 ", "ip="],
        [IdentifierKind.MacAddress] = ["MAC地址：", "网卡地址 "],
        [IdentifierKind.Imei] = ["IMEI:", "手机串号：", "imei "],
        [IdentifierKind.VehicleNumber] = ["车架号：", "VIN "],
        [IdentifierKind.Coordinates] = ["坐标：", "位于经纬度 "],
        [IdentifierKind.Address] = ["家住", "收货地址：", "现住址 "],
        [IdentifierKind.PersonName] = ["姓名：", "联系人", "患者 ", "申请人：", "经办人为"],
    };

    static readonly string[] Before = ["", "经核实，", "备注：", "2024-03-05 14:20:31 ", "第3次回访，", "Note: ", "客户来电反映，"];
    static readonly string[] After = ["", "。", "，已处理", "，请尽快回复。", " ok", "（已核验）", "；金额3,250.00元", "，共2次"];

    readonly Dice dice = new(seed);

    public Cell Next() => dice.Below(100) switch
    {
        < 25 => Alone(),
        < 45 => Sentence(),
        < 80 => new(Decoys.Column(dice), Encoding.UTF8.GetBytes(Decoys.NearMiss(dice)), []),
        _ => new(null, Encoding.UTF8.GetBytes(Decoys.Ordinary(dice)), []),
    };

    /// <summary>One value that is an identifier; the column says so half the time, always where nothing else can.</summary>
    Cell Alone()
    {
        var kind = dice.Of(Kinds);
        var value = Encoding.UTF8.GetBytes(Valid.Of(kind, dice));
        // A person's name alone is judged by the column, not by the cell.
        if (kind == IdentifierKind.PersonName) return new(null, value, []);
        var column = NeedsWords.Contains(kind) || dice.Happens(0.5) ? dice.Of(Columns[kind]) : null;
        return new(column, value, [new(kind, 0, value.Length)]);
    }

    /// <summary>Running text with one or two identifiers, each after its word.</summary>
    Cell Sentence()
    {
        var (text, truths) = (new List<byte>(Encoding.UTF8.GetBytes(dice.Of(Before))), new List<Truth>());
        for (var left = dice.From(1, 2); left > 0; left--)
        {
            var kind = dice.Of(Kinds);
            text.AddRange(Encoding.UTF8.GetBytes(dice.Of(Words[kind])));
            var value = Encoding.UTF8.GetBytes(Valid.Of(kind, dice));
            truths.Add(new(kind, text.Count, value.Length));
            text.AddRange(value);
            text.AddRange(Encoding.UTF8.GetBytes(left > 1 ? dice.Of("，", "；", ", ") : dice.Of(After)));
        }
        return new(null, [.. text], [.. truths]);
    }
}
