using System.Globalization;
using System.Text;
using Shouldly;
using Xunit;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Tests.Faults;

namespace Yuanliu.Tests.Demo;

/// <summary>The whole story on files that somebody brings: what the README promises.</summary>
public sealed class DemoFilesTests
{
    const int Rows = 4_000;

    [Fact]
    public async Task A_CSV_in_GB18030_lives_through_everything_and_its_proofs_hold()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = new StringBuilder("区县,企业类型,联系电话,用水量\n");
        for (var i = 0; i < Rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{District(i)},{(i % 3 == 0 ? "制造" : "零售")},139{i:D8},{i % 700 / 10.0}\n");
        await Plays("用水量.csv", file => File.WriteAllBytes(file, Encoding.GetEncoding("GB18030").GetBytes(text.ToString())), "MobileNumber");
    }

    [Fact]
    public async Task A_Parquet_file_lives_through_everything_and_its_proofs_hold()
        => await Plays("监测.parquet", file =>
        {
            using var database = Database.Open(new() { ExternalAccess = true }).OrThrow();
            using var connection = database.Connect();
            connection.Execute($"""
                COPY (SELECT CASE i % 4 WHEN 0 THEN '东城区' WHEN 1 THEN '西城区' ELSE '朝阳区' END AS 区县, (i % 12) + 1 AS 月,
                             (i * 7919) % 500 / 10.0 AS "PM2.5", DATE '2025-01-01' + (i % 365)::INTEGER AS 日期
                      FROM range({Rows}) t(i)) TO {Sql.Text(file)} (FORMAT parquet)
                """).OrThrow();
        }, "朝阳区");

    /// <summary>The second run has the very same bytes: no registrar finds that they are other data.</summary>
    [Fact]
    public async Task Run_again_on_the_same_file_the_demo_goes_on_with_what_is_registered_and_files_nothing()
    {
        await using var program = await TheProgram.Prepare();
        var file = Path.Combine(program.Data, "用电.csv");
        var text = new StringBuilder("区县,企业类型,用电量\n");
        for (var i = 0; i < Rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{District(i)},{(i % 3 == 0 ? "制造" : "零售")},{i * 7919 % 100_003 / 10.0}\n");
        await File.WriteAllTextAsync(file, text.ToString());
        var (code, first) = await program.Run("demo", file);
        code.ShouldBe(0, first);
        first.ShouldContain("filed ");
        (code, var second) = await program.Run("demo", file);
        code.ShouldBe(0, second);
        second.ShouldContain("it is not registered twice");
        second.ShouldNotContain("filed ");
        (first + second).ShouldNotContain("重复登记，写明理由");
        Folder(second).ShouldBe(Folder(first), "the same certificate");
        (code, var verified) = await program.Run("verify", Folder(second));
        code.ShouldBe(0, verified);
        await program.ShouldBeWhole("after the second demo");
    }

    static string Folder(string output) => output.TrimEnd().Split('\n')[^1].Trim();

    static async Task Plays(string name, Action<string> write, string told)
    {
        await using var program = await TheProgram.Prepare();
        var file = Path.Combine(program.Data, name);
        write(file);
        var (code, output) = await program.Run("demo", file);
        code.ShouldBe(0, output);
        output.ShouldContain($"{Rows:N0} rows");
        output.ShouldContain(told);
        var folder = Folder(output);
        (code, output) = await program.Run("verify", folder);
        code.ShouldBe(0, output);
        await program.ShouldBeWhole("after the demo");
    }

    static string District(int i) => (i % 4) switch { 0 => "东城区", 1 => "西城区", 2 => "海淀区", _ => "朝阳区" };
}
