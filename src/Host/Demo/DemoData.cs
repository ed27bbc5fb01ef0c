using System.Globalization;
using System.Text;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Host.Demo;

/// <summary>演示数据 — made by arithmetic from a seed: the same on every machine, about nobody.</summary>
internal static class DemoData
{
    static readonly string[] Districts = ["东城区", "西城区", "朝阳区", "海淀区", "丰台区", "通州区", "昌平区", "延庆区"];
    static readonly string[] Industries = ["制造业", "批发零售", "信息服务", "住宿餐饮", "交通物流", "科学研究"];
    static readonly string[] Stations = ["奥体中心", "昌平镇", "定陵", "东四", "官园", "古城", "怀柔镇", "农展馆", "顺义新城", "天坛", "万柳", "万寿西宫"];

    /// <summary>用电 — enterprises' monthly power use: holds credit codes and contacts' mobile numbers,
    /// so that grading has something to find.</summary>
    public static void WritePower(string path, int enterprises, ulong seed)
    {
        var random = new Sequence(seed);
        using var file = new StreamWriter(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        file.WriteLine("统一社会信用代码,单位名称,联系电话,行政区,行业,月份,用电量,金额");
        for (var i = 0; i < enterprises; i++)
        {
            var body = string.Create(CultureInfo.InvariantCulture, $"91110105MA{i:D7}");
            var code = body + UnifiedCreditCode.CheckCharacter(body);
            // One district holds a single logistics firm: the group that must never be answered for.
            var district = i == 0 ? Districts[^1] : Districts[random.Next(Districts.Length - 1)];
            var industry = i == 0 ? "交通物流" : Industries[random.Next(Industries.Length)];
            var phone = string.Create(CultureInfo.InvariantCulture, $"139{random.Next(100_000_000):D8}");
            var usual = 2_000 + random.Next(60_000);
            for (var month = 1; month <= 12; month++)
            {
                var kwh = usual + random.Next(usual / 3 + 1) - usual / 6;
                file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{code},演示企业{i:D5},{phone},{district},{industry},2025-{month:D2},{kwh},{kwh * 83 / 100}.{kwh * 83 % 100:D2}"));
            }
        }
    }

    /// <summary>用电信用 — one line for each enterprise and year: what can be verified, told with noise, and handed out.</summary>
    public static void WriteCredit(string path, int enterprises, ulong seed)
    {
        var random = new Sequence(seed);
        using var file = new StreamWriter(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        file.WriteLine("统一社会信用代码,单位名称,行政区,行业,年用电量,年电费,欠费次数");
        for (var i = 0; i < enterprises; i++)
        {
            var body = string.Create(CultureInfo.InvariantCulture, $"91110105MA{i:D7}");
            var (district, industry) = (Districts[random.Next(Districts.Length)], Industries[random.Next(Industries.Length)]);
            var kwh = 24_000 + random.Next(720_000);
            file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{body}{UnifiedCreditCode.CheckCharacter(body)},演示企业{i:D5},{district},{industry},{kwh},{kwh * 83 / 100},"
                + $"{Math.Max(0, random.Next(14) - 9)}"));
        }
    }

    /// <summary>空气质量 — hourly readings of twelve stations.</summary>
    public static void WriteAir(string path, int days, ulong seed)
    {
        var random = new Sequence(seed);
        using var file = new StreamWriter(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        file.WriteLine("station,date,month,hour,PM2.5,PM10,NO2,TEMP,wd");
        string[] winds = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
        for (var day = 0; day < days; day++)
        {
            var date = new DateOnly(2025, 1, 1).AddDays(day);
            for (var hour = 0; hour < 24; hour++)
                foreach (var station in Stations)
                {
                    var fine = 15 + random.Next(90) + (date.Month is 11 or 12 or 1 or 2 ? 30 : 0);
                    var missing = random.Next(60) == 0;
                    file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{station},{date:yyyy-MM-dd},{date.Month},{hour},{(missing ? "NA" : fine)},{fine + 20 + random.Next(40)},"
                        + $"{10 + random.Next(70)},{15 - Math.Abs(date.Month - 7) * 4 + random.Next(10)}.{random.Next(10)},"
                        + $"{winds[random.Next(8)]}"));
                }
        }
    }

    /// <summary>SplitMix64: small, and the same everywhere.</summary>
    sealed class Sequence(ulong state)
    {
        public int Next(int below)
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            return (int)((z ^ z >> 31) % (ulong)below);
        }
    }
}
