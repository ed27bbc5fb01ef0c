using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Privacy;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>重复与改写 — asking again, a thousand times or in fifty other words, is the same question: one answer, one use.</summary>
[Trait("Keeps", "state")]
public sealed class RepetitionTests(Arena arena) : IClassFixture<Arena>, IDisposable
{
    const int RewritesEach = 50, Times = 1000;
    readonly SqlParser parser = new();

    public void Dispose() => parser.Dispose();

    /// <summary>Conditions that say the same, each in several ways.</summary>
    static readonly string[][] Conditions =
    [
        ["age < 40", "40 > age", "NOT age >= 40", "NOT (40 <= age)"],
        ["age BETWEEN 20 AND 39", "age >= 20 AND age <= 39", "20 <= age AND 39 >= age", "NOT (age < 20 OR age > 39)"],
        ["district IN ('东城', '西城')", "district = '西城' OR district = '东城'", "'东城' = district OR district IN ('西城')",
            "NOT (district NOT IN ('西城', '东城', '东城'))"],
        ["gender = '女'", "'女' = gender", "gender IN ('女')", "NOT gender <> '女'"],
        ["visited >= DATE '2026-02-01'", "visited >= '2026-02-01'", "DATE '2026-02-01' <= visited", "NOT (visited < '2026-02-01')"],
        ["age + 1 > 21", "1 + age > 21", "21 < age + 1", "NOT (age + 1 <= 21)"],
        ["diagnosis LIKE '流%'", "diagnosis LIKE '流%' AND diagnosis LIKE '流%'", "NOT NOT diagnosis LIKE '流%'", "(diagnosis LIKE '流%')"],
    ];

    static readonly string[] Outputs = ["count(*)", "avg(cost)", "sum(days)", "count(DISTINCT patient)"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Repetition)]
    public async Task Fifty_rewritings_are_one_question(int seed)
    {
        var random = new Dice((ulong)seed);
        var (a, b) = (seed % Conditions.Length, (seed * 3 + 1) % Conditions.Length);
        var (key, output) = (new[] { "district", "gender", "diagnosis" }[seed % 3], Outputs[seed % Outputs.Length]);
        var texts = Enumerable.Range(0, RewritesEach).Select(_ => Written(random, key, output, a == b ? [a] : [a, b])).ToList();
        texts.Distinct().Count().ShouldBeGreaterThan(RewritesEach / 2);
        texts.Select(Canonical).Distinct().Count().ShouldBe(1, string.Join('\n', texts.Take(5)));

        var attacker = arena.Enter(World.First);
        foreach (var text in texts.Take(4)) await attacker.Ask(text);
        attacker.Seen.ShouldAllBe(r => r.IsAnswer);
        attacker.Seen.Select(r => r.Body["number"]!.ToString()).ShouldAllBe(n => n == "1");
        attacker.Seen.Skip(1).ShouldAllBe(r => r.Body["repeat"]!.GetValue<bool>() && r.Body["priceFen"]!.GetValue<long>() == 0);
        Proof.Tried();
        await arena.ShouldAnswer($"SELECT {key}, {output} FROM data GROUP BY {key}");
    }

    [Fact]
    [Cases(AttackClass.Repetition)]
    public async Task A_thousand_times_the_same_is_one_answer_and_one_use()
    {
        var attacker = arena.Enter(World.First, new(Uses: 1));
        const string sql = "SELECT district, avg(cost), count(*) FROM data GROUP BY district";
        for (var i = 0; i < Times; i++) await attacker.Ask(i % 2 == 0 ? sql : sql.ToLowerInvariant());
        attacker.Seen.Select(r => string.Join('|', r.Cells) + r.Body["resultSha256"]).Distinct().Count().ShouldBe(1);
        attacker.Seen.Select(r => r.Body["usesLeft"]!.ToString()).Distinct().ShouldBe(["0"]);
        await attacker.ShouldBeRefused("SELECT sum(cost) FROM data", "space.uses-spent");
        await arena.ShouldAnswer("SELECT sum(cost) FROM data");
    }

    [Fact]
    [Cases(AttackClass.Repetition)]
    public async Task A_hundred_at_once_are_one_answer_and_one_use()
    {
        var attacker = arena.Enter(World.First, new(Uses: 2));
        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => attacker.Client.PostAsync(
            $"/api/space/agreements/{attacker.Agreement.Value}/queries",
            System.Net.Http.Json.JsonContent.Create(new { sql = "SELECT gender, count(*) FROM data GROUP BY gender" }))));
        replies.Select(r => (int)r.StatusCode).Where(s => s is not (200 or 409)).ShouldBeEmpty();
        replies.ShouldContain(r => r.IsSuccessStatusCode);
        Proof.Tried();
        (await attacker.ShouldStillAnswer("SELECT count(*) FROM data")).Body["number"]!.GetValue<int>().ShouldBe(2);
    }

    static readonly Terms Noisy = new()
    {
        Controls = new() { RefusalsPerDayMax = 1_000_000, Modes = [UseMode.Private], Privacy = new(1_000_000, 250_000, 2) },
        Columns = [.. Patients.Columns.Select(c => c.Name == "cost" ? c with { Control = new() { Low = 0, High = 10_000 } } : c)],
    };

    /// <summary>Noise that is drawn anew for each asking is averaged away.</summary>
    [Theory]
    [InlineData("count(*)")]
    [InlineData("sum(cost)")]
    [InlineData("avg(cost)")]
    [InlineData("count(DISTINCT patient)")]
    [Cases(AttackClass.Repetition)]
    public async Task Noise_is_drawn_once_however_often_and_in_whatever_words_it_is_asked_for(string output)
    {
        var (random, attacker) = (new Dice((ulong)output.Length), arena.Enter(World.First, Noisy));
        for (var i = 0; i < RewritesEach; i++)
            await attacker.Ask($"SELECT {output} FROM {random.Of("data", "data AS d", "DATA")} WHERE {random.Of(Conditions[i % 2 * 3])}"
                + random.Of("", " ", ";"), UseMode.Private);
        attacker.Seen.ShouldAllBe(r => r.IsAnswer);
        attacker.Seen.Select(r => string.Join('|', r.Cells)).Distinct().Count().ShouldBe(2, "two questions, two answers");
        var account = await arena.App.Db(db => db.Set<PrivacyAccount>().SingleAsync(a => a.Circle == attacker.Buyer.Value));
        (account.ReservedRho, account.CommittedRho).ShouldBe((0, 500_000_000_000), "two questions are paid for");
        Proof.Tried();
        await attacker.ShouldStillAnswer("SELECT count(*) FROM data WHERE age < 39", UseMode.Private);
    }

    static string Written(Dice random, string key, string output, int[] conditions)
    {
        var source = random.Of("data", "data AS d", "\"data\"", "DATA", "(data)");
        if (source == "(data)") source = "data x";
        string[] outputs = random.Below(2) == 0 ? [key, output] : [output, key];
        var where = conditions.OrderBy(_ => random.Below(100)).Select(c => $"({random.Of(Conditions[c])})").ToList();
        if (random.Below(3) == 0) where.Add(where[0]);
        var by = random.Of(key, key.ToUpperInvariant(), $"\"{key}\"", $"{Array.IndexOf(outputs, key) + 1}", "ALL");
        var alias = random.Of("", " AS a", " b", " \"数\"");
        if (output.Contains('(')) outputs[Array.IndexOf(outputs, output)] = output + alias;
        string[] words = [random.Of("SELECT", "select", "Select"), string.Join(", ", outputs), random.Of("FROM", "from"), source,
            random.Of("WHERE", "where"), string.Join(random.Of(" AND ", " and "), where), random.Of("GROUP BY", "group  by"), by];
        return string.Join(random.Of(" ", "\n", " /* again */ ", "\t", " -- x\n"), words) + random.Of("", ";", " ");
    }

    string Canonical(string sql)
    {
        var reading = new QueryReader(parser, new SpaceLimits()).Read(sql,
            [new("data", TableTerms.Of(Patients.Columns, 5, new()), Patients.Columns)]);
        reading.Denial.ShouldBeNull(sql);
        return reading.Plan!.Canonical;
    }
}
