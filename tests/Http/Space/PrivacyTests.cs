using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space.Privacy;
using Yuanliu.Space.Workers;

namespace Yuanliu.Tests.Space;

/// <summary>Answers with noise: within their bars, never beyond the budget, the same again for nothing.</summary>
public sealed class PrivacyTests
{
    /// <summary>Three districts of a thousand owners each, and one of a single owner.</summary>
    const string People = "(SELECT CASE WHEN i = 3000 THEN 'hermit' ELSE 'd' || i % 3 END AS district, 1 + i % 4 AS rooms, "
        + "i % 1000 AS price, 50.0 AS area, 'o' || i AS owner FROM range(3001) r(i))";

    static UseControls With(int perMonth, int perUse) => UseControls.Default with
    {
        Modes = [UseMode.Aggregate, UseMode.Private], Privacy = new(perMonth, perUse), RowsPerIdentityMax = 1,
    };

    static Task<SpaceTest> Start(
        int perMonth = 1_000_000, int perUse = 100_000, int uses = 200, Func<WorkOpening, WorkCommand, WorkCommand>? meddle = null,
        Yuanliu.Space.SpaceLimits? limits = null)
        => SpaceTest.Start(uses, People, limits, controls: With(perMonth, perUse), meddle: meddle);

    [Fact]
    public async Task Groups_are_chosen_and_every_function_is_answered_within_its_bar()
    {
        await using var test = await Start();
        var answer = await test.Answer("SELECT district, count(*) AS n, count(DISTINCT owner) AS people, avg(price) AS mean, "
            + "sum(price) AS total, median(price) AS middle, var_pop(price) AS spread, histogram(price, 5) AS h "
            + "FROM data GROUP BY district ORDER BY district", UseMode.Private);
        var rows = answer["rows"]!.AsArray().Select(r => r!.AsArray()).ToList();
        rows.Select(r => r[0]!.GetValue<string>()).ShouldBe(["d0", "d1", "d2"]);
        foreach (var row in rows)
        {
            Number(row[1]).ShouldBe(1000, 100);
            Number(row[2]).ShouldBe(1000, 100);
            Number(row[3]).ShouldBe(500, 250);
            Number(row[4]).ShouldBe(500_000, 400_000);
            Number(row[5]).ShouldBe(500, 500);
            row[7]!.GetValue<string>().Split(", ").Length.ShouldBe(5);
        }
        answer["privacy"]!["microRho"]!.GetValue<long>().ShouldBe(100_000);
        answer["privacy"]!["leftMicroRho"]!.GetValue<long>().ShouldBe(900_000);
        (await test.App.FactKinds()).TakeLast(2).ShouldBe(["space.use-metered/1", "space.privacy-spent/1"], ignoreOrder: true);
        var watched = await (await test.App.SignIn("监管", Role.Regulator)).GetStringAsync("/api/space/uses");
        ((int?)JsonNode.Parse(watched)!["items"]![0]!["microRho"]).ShouldBe(100_000);
    }

    [Fact]
    public async Task Variance_is_that_of_the_population_within_its_bar()
    {
        await using var test = await SpaceTest.Start(10, People, controls: With(2_000_000_000, 2_000_000_000),
            configure: s => s.AddSingleton<Compute.Privacy.IRandomBytes>(new SameBytes()));
        var answer = await test.Answer("SELECT var_pop(price) AS spread, avg(price) AS mean FROM data", UseMode.Private);
        var prices = Enumerable.Range(0, 3001).Select(i => (double)(i % 1000)).ToList();
        var (mean, row) = (prices.Average(), answer["rows"]![0]!.AsArray());
        double Bar(string column) => Number(answer["privacy"]!["bars"]!.AsArray()
            .Single(b => (string?)b!["column"] == column)!["bar"]!.GetValue<string>().TrimStart('±'));
        Number(row[0]).ShouldBe(prices.Sum(p => (p - mean) * (p - mean)) / prices.Count, Bar("spread"));
        Number(row[1]).ShouldBe(mean, Bar("mean"));
        // Bars that say something: of a variance of some 83,000, and of a mean of some 500.
        (Bar("spread"), Bar("mean")).ShouldSatisfyAllConditions(b => b.Item1.ShouldBeLessThan(20_000), b => b.Item2.ShouldBeLessThan(20));
    }

    [Fact]
    public async Task Counts_of_values_variances_of_a_sample_and_deviations_are_those_of_plain_SQL_within_their_bars()
    {
        const string sparse = "(SELECT 'd0' AS district, i % 3 AS rooms, CASE WHEN i % 5 > 0 THEN i % 1000 END AS price, "
            + "CASE WHEN i % 4 > 0 THEN 50.0 END AS area, 'o' || i AS owner FROM range(3000) r(i))";
        await using var test = await SpaceTest.Start(10, sparse, controls: With(2_000_000_000, 2_000_000_000),
            configure: s => s.AddSingleton<Compute.Privacy.IRandomBytes>(new SameBytes()));
        var answer = await test.Answer("SELECT count(price) AS priced, count(area) AS measured, count(rooms) AS roomed, "
            + "count(price) FILTER (WHERE rooms = 1) AS some, stddev_pop(price) AS whole, var_samp(price) AS v, stddev(price) AS sample "
            + "FROM data", UseMode.Private);
        var prices = Enumerable.Range(0, 3000).Where(i => i % 5 > 0).Select(i => (double)(i % 1000)).ToList();
        var (n, squares) = (prices.Count, prices.Sum(p => Math.Pow(p - prices.Average(), 2)));
        double[] truth = [n, 2250, 3000, Enumerable.Range(0, 3000).Count(i => i % 5 > 0 && i % 3 == 1), Math.Sqrt(squares / n),
            squares / (n - 1), Math.Sqrt(squares / (n - 1))];
        var (row, bars) = (answer["rows"]![0]!.AsArray(), answer["privacy"]!["bars"]!.AsArray());
        for (var i = 0; i < truth.Length; i++)
        {
            var bar = bars.Single(b => (string?)b!["column"] == (string?)answer["columns"]![i]!["name"])!;
            Number(row[i]).ShouldBe(truth[i], Number(((string)bar["bar"]!).TrimStart('±')) + 1e-4, $"{bar["function"]}");
        }
        bars.Select(b => (string?)b!["function"]).ShouldBe(["Present", "Present", "Present", "Present", "Deviation", "SampleVariance",
            "SampleDeviation"], ignoreOrder: true);
        for (var i = 0; i < 4; i++) answer["columns"]![i]!["type"].ShouldBeText("BIGINT");
    }

    [Fact]
    public async Task What_noise_cannot_answer_is_refused_with_what_to_ask_instead()
    {
        await using var test = await Start();
        var refusal = await test.Ask("SELECT count(DISTINCT owner) FILTER (WHERE rooms = 1) FROM data", mode: UseMode.Private)
            .ShouldBeRefused(403, "space.not-private");
        refusal["instead"].ShouldNotBeNull().ToString().ShouldContain("WHERE");
    }

    [Fact]
    public async Task Groups_that_everybody_may_know_are_all_answered_and_no_other_whoever_is_there()
    {
        await using var test = await Start();
        test.Agree(c => c with { Policy = c.Policy with { Columns = [.. c.Policy.Columns.Select(column => column.Name switch
        {
            "district" => column with { Control = new() { PublicValues = ["d0", "d1", "hermit", "nowhere"] } },
            "rooms" => column with { Control = new() { PublicValues = ["1", "2", "02", "x"] } },
            _ => column,
        })] } });
        var answer = await test.Answer("SELECT district, count(*) AS n FROM data GROUP BY district ORDER BY district", UseMode.Private);
        var rows = answer["rows"]!.AsArray().Select(r => r!.AsArray()).ToDictionary(r => (string)r[0]!, r => Number(r[1]));
        rows.Keys.ShouldBe(["d0", "d1", "hermit", "nowhere"]);
        rows["d0"].ShouldBe(1000, 100);
        rows["hermit"].ShouldBe(1, 100);
        rows["nowhere"].ShouldBe(0, 100);
        answer["suppressedGroups"]!.GetValue<bool>().ShouldBeFalse();

        var both = await test.Answer("SELECT district, rooms, count(*) AS n FROM data GROUP BY district, rooms", UseMode.Private);
        both["rows"]!.AsArray().Count.ShouldBe(8);
        // What is made of a column has other values than were listed: there the data names the groups.
        var made = await test.Answer("SELECT upper(district) AS u, count(*) AS n FROM data GROUP BY u ORDER BY u", UseMode.Private);
        made["rows"]!.AsArray().Select(r => (string)r![0]!).ShouldBe(["D0", "D1", "D2"]);
    }

    [Fact]
    public async Task Derived_tables_and_several_groupings_are_answered_within_one_budget()
    {
        await using var test = await Start();
        var mean = await test.Answer("SELECT avg(total) AS m FROM (SELECT owner, sum(price) AS total FROM data GROUP BY owner) t",
            UseMode.Private);
        Number(mean["rows"]![0]![0]).ShouldBe(500, 200);
        var chosen = await test.Answer("SELECT count(*) AS n FROM (SELECT district, rooms FROM data WHERE rooms <> 4) t "
            + "WHERE district = 'd1'", UseMode.Private);
        Number(chosen["rows"]![0]![0]).ShouldBe(750, 100);
        const string shares = "WITH a AS (SELECT district, count(*) AS n FROM data GROUP BY district), "
            + "b AS (SELECT count(*) AS n FROM data) SELECT a.district, a.n * 1.0 / b.n AS share FROM a, b ORDER BY 1";
        var both = await test.Answer(shares, UseMode.Private);
        both["rows"]!.AsArray().Count.ShouldBe(3);
        Number(both["rows"]![0]![1]).ShouldBe(0.33, 0.1);
        both["privacy"]!["leftMicroRho"]!.GetValue<long>().ShouldBe(700_000, "two groupings share what one answer may cost");
        (await test.Answer(shares, UseMode.Private))["repeat"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_question_has_the_same_noise_and_costs_nothing_again()
    {
        await using var test = await Start();
        const string sql = "SELECT count(*) AS n FROM data WHERE rooms = 2 AND district <> 'd1'";
        var first = await test.Answer(sql, UseMode.Private);
        foreach (var again in new[] { sql, "select count(*) n from data d where district != 'd1' and 2 = rooms" })
        {
            var repeated = await test.Answer(again, UseMode.Private);
            repeated["repeat"]!.GetValue<bool>().ShouldBeTrue();
            JsonNode.DeepEquals(repeated["rows"], first["rows"]).ShouldBeTrue();
            repeated["privacy"]!["leftMicroRho"]!.GetValue<long>().ShouldBe(900_000);
        }
    }

    [Fact]
    public async Task A_budget_raced_by_a_hundred_callers_is_not_overspent_by_one()
    {
        await using var test = await Start(perMonth: 500_000);
        var codes = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 100), new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (i, _) =>
        {
            using var reply = await test.Ask($"SELECT count(*) FROM data WHERE rooms < {100 + i}", mode: UseMode.Private);
            codes.Add(reply.StatusCode);
        });
        codes.Count(c => c is HttpStatusCode.OK).ShouldBe(5);
        codes.Count(c => c is HttpStatusCode.TooManyRequests).ShouldBe(95);
        var account = await test.App.Db(db => db.Set<PrivacyAccount>().SingleAsync());
        (account.ReservedRho, account.CommittedRho).ShouldBe((0, 500_000_000_000));
        (await test.Used()).ShouldBe(5);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_new_month_has_its_own_budget()
    {
        await using var test = await Start(perMonth: 100_000);
        await test.Answer("SELECT count(*) FROM data", UseMode.Private);
        var refusal = await test.Ask("SELECT sum(price) FROM data", mode: UseMode.Private).ShouldBeRefused(429, "space.budget-spent");
        refusal["clause"]!.GetValue<string>().ShouldBe("5");
        (await test.App.Db(db => db.Set<PrivacyAccount>().SingleAsync())).Month.ShouldBe("2026-03");
    }

    [Fact]
    public async Task A_run_that_died_has_spent_what_was_reserved_and_is_not_counted()
    {
        var endless = 1;
        await using var test = await Start(limits: new() { TimeMax = TimeSpan.FromMilliseconds(500) }, meddle: (opening, command) =>
            opening.Folder is null && Interlocked.Exchange(ref endless, 0) == 1
                ? command with { Sql = "CREATE TEMP TABLE endless AS SELECT count(*) FROM range(1000000000000)",
                    Parameter = null } : command);
        await test.Ask("SELECT count(*) FROM data", mode: UseMode.Private).ShouldBeRefused(403, "space.not-released");
        (await test.Used()).ShouldBe(0);
        var check = await test.Check("SELECT count(*) FROM data", UseMode.Private);
        check["privacy"]!["leftMicroRho"]!.GetValue<long>().ShouldBe(900_000);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_preview_tells_cost_and_bars_and_spends_nothing()
    {
        await using var test = await Start();
        var check = await test.Check("SELECT district, count(*), avg(price) FROM data GROUP BY district", UseMode.Private);
        check["allowed"]!.GetValue<bool>().ShouldBeTrue();
        var privacy = check["privacy"]!;
        privacy["bars"]!.AsArray().Select(b => b!["function"]!.GetValue<string>()).ShouldBe(["Count", "Mean"]);
        privacy["bars"]![0]!["bar"]!.GetValue<string>().ShouldStartWith("±");
        int.Parse(privacy["identitiesToShow"]!.GetValue<string>(), CultureInfo.InvariantCulture).ShouldBeInRange(10, 1000);
        privacy["leftMicroRho"]!.GetValue<long>().ShouldBe(1_000_000);
        (await test.App.Db(db => db.Set<PrivacyAccount>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_month_is_told_as_it_burns_down_with_what_it_comes_to()
    {
        await using var test = await Start(perMonth: 300_000);
        await test.Answer("SELECT district, count(*) AS n, avg(price) + 1 AS more FROM data GROUP BY district", UseMode.Private);
        await test.Answer("SELECT count(*) FROM data", UseMode.Private);
        foreach (var who in new[] { test.Analyst, test.Seller })
        {
            var view = await test.Get("privacy", who);
            (view["perMonthMicroRho"]!.GetValue<long>(), view["perUseMicroRho"]!.GetValue<long>()).ShouldBe((300_000, 100_000));
            view["months"]!.AsArray().Select(m => $"{m!["month"]} {m["spentMicroRho"]}").ShouldBe(["2026-03 200000"]);
            view["uses"]!.AsArray().Select(u => u!["number"]!.GetValue<int>()).ShouldBe([1, 2]);
            (view["from"]!.ToString(), view["until"]!.ToString()).ShouldBe(("2026-03-01", "2026-03-31"));
            Number(view["epsilonSpent"]).ShouldBeInRange(0.1, Number(view["epsilonGranted"]) - 0.001);
            // What was told of the terms before anybody agreed to them is what the room tells.
            var before = await TestApp.Body(await who.GetAsync("/api/space/privacy-loss?perMonth=300000&perUse=100000"));
            (before["answers"]!.GetValue<int>(), (string?)before["epsilon"], (string?)before["delta"])
                .ShouldBe((3, (string?)view["epsilonGranted"], (string?)view["delta"]));
        }
        await test.Stranger.GetAsync($"/api/space/agreements/{test.Agreement}/privacy").ShouldBeRefused(404, "space.no-such-agreement");
    }

    [Fact]
    public async Task A_bar_names_the_output_that_shows_the_number_as_it_is()
    {
        await using var test = await Start();
        var check = await test.Check(
            "SELECT avg(price) / 2 AS half, count(*) AS n, district FROM data GROUP BY district ORDER BY n", UseMode.Private);
        check["privacy"]!["bars"]!.AsArray().Select(b => $"{b!["function"]} {b["column"]}").ShouldBe(["Mean ", "Count n"]);
    }

    [Theory]
    [InlineData("SELECT avg(area) FROM data", "space.no-bounds")]
    [InlineData("SELECT max(price) FROM data", "space.function")]
    [InlineData("SELECT stddev(area) FROM data", "space.no-bounds")]
    [InlineData("SELECT count(DISTINCT owner) FILTER (WHERE rooms = 1) FROM data", "space.not-private")]
    [InlineData("SELECT count(*) FROM (SELECT district FROM data WHERE rooms = 1 LIMIT 5) t", "space.function")]
    [InlineData("SELECT quantile_disc(price, 1.5) FROM data", "space.function")]
    [InlineData("SELECT histogram(price, 1000000) FROM data", "space.function")]
    public async Task What_noise_cannot_hide_is_refused_before_anything_is_spent(string sql, string code)
    {
        await using var test = await Start();
        (await test.Check(sql, UseMode.Private))["refusal"]!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task Without_noise_nobody_asks_for_a_median_and_where_noise_was_not_agreed_there_is_none()
    {
        await using var test = await SpaceTest.Start();
        (await test.Check("SELECT median(price) FROM data"))["refusal"]!["code"]!.GetValue<string>().ShouldBe("space.function");
        (await test.Check("SELECT count(*) FROM data", UseMode.Private))["refusal"]!["code"]!.GetValue<string>().ShouldBe("space.mode");
        await test.Analyst.GetAsync($"/api/space/agreements/{test.Agreement}/privacy").ShouldBeRefused(403, "space.mode");
    }

    static double Number(JsonNode? cell) => double.Parse(cell!.ToString(), CultureInfo.InvariantCulture);
}

/// <summary>Bytes that look random and are the same in every run.</summary>
internal sealed class SameBytes : Compute.Privacy.IRandomBytes
{
    ulong drawn;

    public void Fill(Span<byte> bytes)
    {
        for (; bytes.Length > 0; drawn++)
        {
            var block = System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(drawn));
            var length = Math.Min(block.Length, bytes.Length);
            block.AsSpan(0, length).CopyTo(bytes);
            bytes = bytes[length..];
        }
    }
}
