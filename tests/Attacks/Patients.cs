using System.Globalization;
using System.Text;
using Yuanliu.Contracts;

namespace Yuanliu.Tests.Attacks;

/// <summary>
/// Worlds that differ in one thing only. An attack has learnt a secret when it tells two worlds apart, whatever it says in either.
/// </summary>
public enum World
{
    /// <summary>Every victim has the first diagnosis and the first cost.</summary>
    First,
    /// <summary>Every victim has the second diagnosis and the second cost.</summary>
    Second,
    /// <summary>No victim is there.</summary>
    Without,
}

/// <summary>Somebody of whom the attacker knows everything but what was planted: nobody else has this age.</summary>
public sealed record Victim(int Number)
{
    public const int Count = 30;
    public const string FirstDiagnosis = "肝炎", SecondDiagnosis = "流感";

    public static Victim Of(int number) => new(number % Count);

    public string Id => $"v{Number}";
    public int Age => 70 + Number;
    public string District => Patients.Districts[Number % 6];
    public string Gender => Number / 6 % 2 == 0 ? "女" : "男";

    /// <summary>A number that no sum of others makes by chance.</summary>
    public long Cost(World world) => world is World.First ? 734_211 + 9_973L * Number : 918_457 + 10_007L * Number;

    public string Row(World world) => string.Create(CultureInfo.InvariantCulture,
        $"{District},{Age},{Gender},{(world is World.First ? FirstDiagnosis : SecondDiagnosis)},2026-01-15,{Cost(world)},3,{Id},x\n");
}

/// <summary>A hospital's visits: a crowd in which every question about many is answered, and victims in it.</summary>
public static class Patients
{
    public static readonly string[] Districts = ["东城", "西城", "朝阳", "海淀", "丰台", "昌平"];
    public static readonly string[] Diagnoses = ["肝炎", "流感", "骨折", "糖尿病"];
    public const string Header = "district,age,gender,diagnosis,visited,cost,days,patient,phone\n";
    public const int CrowdSize = 360;

    public static readonly ProductColumn[] Columns =
    [
        new("district", "行政区", "VARCHAR", ColumnUse.Dimension), new("age", "年龄", "BIGINT", ColumnUse.Dimension),
        new("gender", "性别", "VARCHAR", ColumnUse.Dimension), new("diagnosis", "诊断", "VARCHAR", ColumnUse.Dimension),
        new("visited", "就诊日", "DATE", ColumnUse.Dimension), new("cost", "费用", "BIGINT", ColumnUse.Measure),
        new("days", "住院天数", "BIGINT", ColumnUse.Measure),
        new("patient", "患者", "VARCHAR", ColumnUse.Identity, new() { Joinable = true }),
        new("phone", "电话", "VARCHAR", ColumnUse.None),
    ];

    /// <summary>Every third visit has no days.</summary>
    public static string Crowd()
    {
        var csv = new StringBuilder();
        for (var i = 0; i < CrowdSize; i++)
            for (var visit = 0; visit <= i % 2; visit++)
            {
                var (n, days) = (i * 2 + visit, (i + visit) % 3 == 0 ? "" : $"{1 + i % 9}");
                csv.Append(CultureInfo.InvariantCulture, $"{Districts[i % 6]},{20 + i / 6 % 20},{(i / 7 % 2 == 0 ? "女" : "男")},");
                csv.Append(CultureInfo.InvariantCulture, $"{Diagnoses[n / 5 % 4]},2026-0{1 + i / 12 % 3}-{10 + i % 4 * 5},");
                csv.Append(CultureInfo.InvariantCulture, $"{1000 + n * 37 % 4001},{days},p{i},1380000{i:D4}\n");
            }
        return csv.ToString();
    }

    public static string Csv(World world, Func<Victim, bool>? isThere = null) => Header + Crowd() + (world is World.Without ? ""
        : string.Concat(Enumerable.Range(0,
            Victim.Count).Select(Victim.Of).Where(v => isThere?.Invoke(v) ?? true).Select(v => v.Row(world))));
}
