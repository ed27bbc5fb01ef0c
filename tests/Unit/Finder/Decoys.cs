using System.Globalization;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Tests.Finder;

/// <summary>Values that are almost identifiers, and values that are plainly none.</summary>
internal static class Decoys
{
    static readonly string[] Columns = ["订单号", "流水号", "remark", "备注", "合同编号", "批次", "内容"];

    static readonly string[] Sentences =
    [
        "请于3个工作日内办结，逾期将按规定处理。", "全市新增机动车12.5万辆，同比增长3.2%。", "本标准适用于5G网络设备的测试方法。", "地铁10号线早高峰客流下降，2号文件已转发。",
        "高级经理负责项目的全面管理。", "The meeting was moved to 10:30 on 2024-05-06.", "联系人数量统计见附表，患者平均年龄45岁。", "经理办公室位于大楼东侧。",
        "该批货物于2023年12月31日到港，共计20箱。", "姓名：", "负责人签字并盖章后有效。", "天气预报：明天小雨，气温12至18度。", "房屋建筑面积89.5平方米，共3层楼。",
        "李先生来电咨询办理进度。", "车牌限行尾号为1和6。", "申请人应当提交下列材料。", "价格区间113.50,39.90元。", "第3号令自2020年1月1日起施行。", "学生人数比去年增加8%。",
        "北京市朝阳区共有43个街乡。", "会议室在5楼，请提前10分钟到场。", "请登录系统查看详情，版本 v2.10.3.4。",
    ];

    public static string? Column(Dice dice) => dice.Happens(0.4) ? dice.Of(Columns) : null;

    public static string NearMiss(Dice dice) => dice.Below(26) switch
    {
        0 => Spoiled(Valid.Resident(dice), dice, "0123456789"),
        1 => WithCheck($"{dice.Of("110105", "440305")}{dice.From(1950, 2010)}{dice.Of("0231", "1305", "0431", "0000")}{dice.Digits(3)}"),
        2 => Valid.Resident(dice)[..17],
        3 => Valid.Resident(dice) + dice.From(1, 9),
        4 => Spoiled(Valid.CreditCode(dice), dice, "0123456789ABCDEFGHJKLMNPQRTUWXY"),
        5 => "组织机构代码：" + Spoiled(dice.Digits(8) + "9", dice, "0123456789"),
        6 => "1" + dice.Of("0", "1", "2") + dice.Digits(9),
        7 => "1" + dice.From(3, 9) + dice.Digits(dice.Of(8, 10, 12)),
        8 => dice.Of("订单号", "流水号：", "运单号 ", "订单编号:") + "1" + dice.From(3, 9) + dice.Digits(9),
        9 => Spoiled("622202" + dice.Digits(13), dice, "0123456789", keepLuhnWrong: true),
        10 => Valid.Checked(dice.Of("38", "71", "82", "19") + dice.Digits(13)),
        11 => dice.Of("京", "沪", "粤") + "A" + dice.Digits(2) + dice.Of("I", "O") + dice.Digits(2),
        12 => dice.Text("ABCDEFGH", 1) + dice.Digits(5),
        13 => dice.Text("ABFJNQRUVXYZ", 1) + dice.Digits(8),
        14 => dice.Of("0300", "0101", "0260", "0605") + "-" + dice.Digits(8),
        15 => dice.Of("a@b", "@user_12", "x..y@mail.cn", "user@-bad.com", "a@b.1"),
        16 => $"{dice.From(256, 999)}.{dice.Below(256)}.{dice.Below(256)}.{dice.Below(256)}",
        17 => $"{dice.Of("v", "V", "版本", "")}{dice.Below(9)}.{dice.Below(19)}.{dice.Below(19)}.{dice.Below(19)}",
        18 => string.Join(':', Enumerable.Range(0, dice.Of(5, 7)).Select(_ => dice.Text("0123456789ABCDEF", 2))),
        19 => "手机串号：" + Spoiled(Valid.Checked("86" + dice.Digits(12)), dice, "0123456789"),
        20 => "L" + dice.Text("ABCDEFGH", 6) + dice.Of("I", "O", "Q") + dice.Digits(9),
        21 => string.Create(CultureInfo.InvariantCulture, $"{dice.Share() * 60:F4},{dice.Share() * 60:F4}"),
        22 => $"0.{1}{dice.From(3, 9)}{dice.Digits(9)}",
        23 => Valid.Place(dice),
        24 => dice.Of("联系人", "经办人", "负责人：") + dice.Of("数量", "签字", "高级工程师", "变更说明", "名单见附件", "管理办法"),
        _ => $"{dice.From(1990, 2029)}{dice.From(10, 12)}{dice.From(10, 28)}{dice.Digits(6)}",
    };

    public static string Ordinary(Dice dice) => dice.Below(10) switch
    {
        0 => $"{dice.From(2000, 2029)}-{dice.From(10, 12)}-{dice.From(10, 28)} {dice.From(10, 23)}:{dice.From(10, 59)}:{dice.From(10, 59)}",
        1 => string.Create(CultureInfo.InvariantCulture, $"{dice.Below(1_000_000) / 100.0:F2}"),
        2 => $"{Hex(dice, 8)}-{Hex(dice, 4)}-4{Hex(dice, 3)}-a{Hex(dice, 3)}-{Hex(dice, 12)}",
        3 => Hex(dice, 64),
        4 => dice.Below(10_000).ToString(CultureInfo.InvariantCulture),
        5 => dice.Of("已完成", "处理中", "待审核", "北京", "男", "女", "是", "否", "本科", "N/A"),
        6 => $"{dice.From(1, 12)}月{dice.From(1, 28)}日",
        7 => $"GB/T {dice.From(1000, 49999)}-{dice.From(1990, 2024)}",
        _ => dice.Of(Sentences),
    };

    static string Hex(Dice dice, int count) => dice.Text("0123456789abcdef", count);

    static string WithCheck(string body) => body + ResidentNumber.CheckCharacter(body);

    /// <summary>One character changed; such a change always breaks the check.</summary>
    static string Spoiled(string text, Dice dice, string alphabet, bool keepLuhnWrong = false)
    {
        if (keepLuhnWrong)
            return text[^1] == BankCardNumber.CheckDigit(text.AsSpan()[..^1]) ? text[..^1] + (char)('0' + (text[^1] - '0' + 1) % 10) : text;
        var at = dice.From(1, text.Length - 2);
        char other;
        do other = dice.Of(alphabet.ToCharArray()); while (other == text[at] || !char.IsAsciiDigit(other));
        var spoiled = $"{text[..at]}{other}{text[(at + 1)..]}";
        var isRight = text.Length == 9 && OrganizationCode.IsValid(System.Text.Encoding.ASCII.GetBytes(spoiled));
        return isRight ? Spoiled(text, dice, alphabet) : spoiled;
    }
}
