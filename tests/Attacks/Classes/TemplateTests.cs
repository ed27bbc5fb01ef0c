using Shouldly;
using Xunit;
using Yuanliu.Space.Gate;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>模板参数注入 — a value is one constant, whatever is written in it, and the plan is read again with it.</summary>
public sealed class TemplateTests(Arena arena) : IClassFixture<Arena>
{
    const string Template = "SELECT diagnosis, count(*) FROM data WHERE district = $d AND age < 40 GROUP BY diagnosis";

    public static TheoryData<string> Values =>
    [
        "' OR '1'='1", "' OR 1=1 --", "x'; DROP TABLE data; --", "' UNION SELECT patient FROM data --", "'; COPY data TO '/tmp/x' --",
        "' OR patient = 'v7", "\\' OR 1=1 --", "'' OR ''=''",
        "$$ OR 1=1 $$", "\u2019 OR 1=1", "\u02BC OR 1=1 --", "x\n' OR 1=1 --", "/* ' */ OR 1=1", "%' OR district LIKE '%", "$d", "$e",
        "?", "E'\\x27'", "x' AND (SELECT max(cost) FROM data) > 0 --",
        "\uFF07 OR 1=1", "x' || 'y", "x'::BLOB", "x' COLLATE nocase OR 'a'='a", "\u202E' OR 1=1", "ORDER BY cost", "{}; SELECT", "'}",
        "`", "\"", "\";\"",
    ];

    [Theory]
    [MemberData(nameof(Values))]
    [Cases(AttackClass.TemplateInjection)]
    public async Task A_value_stays_a_value(string value)
    {
        using var gate = new Gate();
        var (told, plain) = (Canonical(gate, value), Canonical(gate, "海淀"));
        told.Replace(Engines.DuckDb.Sql.Text(value), "?", StringComparison.Ordinal)
            .ShouldBe(plain.Replace("'海淀'", "?", StringComparison.Ordinal));
        foreach (var spliced in (string[])[Template.Replace("$d", $"'{value}'", StringComparison.Ordinal)])
            await arena.ShouldLookTheSame([spliced], World.First, World.Second);
        await arena.ShouldAnswer("SELECT diagnosis, count(*) FROM data WHERE district = '海淀' AND age < 40 GROUP BY diagnosis");
    }

    [Fact]
    public void A_null_character_is_no_value() => Literals.Text("x\0y").ShouldBeNull();

    [Theory]
    [InlineData("SELECT $d, count(*) FROM data GROUP BY $d")]
    [InlineData("SELECT count(*) FROM $d")]
    [InlineData("SELECT sum($d) FROM data")]
    [InlineData("SELECT count(*) FROM data LIMIT $d")]
    [InlineData("SELECT count(*) FROM data WHERE patient = $d")]
    [InlineData("SELECT count(*) FROM data WHERE age = $d")]
    [Cases(AttackClass.TemplateInjection)]
    public async Task A_value_stands_for_no_column_and_no_table(string template)
    {
        using (var gate = new Gate())
            gate.Read(template, new Dictionary<string, Term> { ["d"] = Literals.Text("cost")! }).Denial.ShouldNotBeNull();
        Proof.Tried();
        await arena.ShouldAnswer("SELECT diagnosis, count(*) FROM data WHERE district = '海淀' AND age < 40 GROUP BY diagnosis");
    }

    static string Canonical(Gate gate, string value)
        => gate.Read(Template, new Dictionary<string, Term> { ["d"] = Literals.Text(value)! }).Plan!.Canonical;
}
