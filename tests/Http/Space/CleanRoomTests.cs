using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Space;

public sealed class CleanRoomTests
{
    const string ByDistrict = "SELECT district, count(*) AS n, avg(price) AS mean FROM data GROUP BY district ORDER BY n DESC";

    [Fact]
    public async Task Groups_with_enough_identities_are_answered_metered_and_provable()
    {
        await using var test = await SpaceTest.Start();
        var answer = await test.Answer(ByDistrict);

        Rows.Of(answer).ShouldBe(["海淀 10 1004.5", "=西城 6 3002.5"]);      // 朝阳 has twenty rows, but of four owners only
        answer["suppressedGroups"]!.GetValue<bool>().ShouldBeTrue();
        answer["columns"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()).ShouldBe(["district", "n", "mean"]);
        (answer["number"]!.GetValue<int>(), answer["usesLeft"]!.GetValue<int>(), answer["priceFen"]!.GetValue<long>())
            .ShouldBe((1, 9, 100L));

        var fact = await test.App.Db(db => db.Set<JournalEntry>().SingleAsync(e => e.Kind == "space.use-metered/1"));
        fact.FactId.ShouldBe(answer["factId"]!.GetValue<Guid>());
        var body = JsonNode.Parse(fact.Envelope)!["body"]!;
        body["resultSha256"]!.GetValue<string>().ShouldBe(answer["resultSha256"]!.GetValue<string>());
        fact.Envelope.ShouldNotContain("district");
    }

    [Fact]
    public async Task A_mean_of_too_few_values_is_not_released_however_many_rows_stand_around_them()
    {
        await using var test = await SpaceTest.Start();
        Rows.Of(await test.Answer("SELECT district, avg(area) FROM data GROUP BY district")).ShouldBe(["海淀 50.5"]);
    }

    [Fact]
    public async Task Rows_are_counted_where_no_column_tells_identities()
    {
        await using var test = await SpaceTest.Start(withIdentity: false);
        Rows.Of(await test.Answer("SELECT district, count(*) FROM data GROUP BY 1 ORDER BY 1")).ShouldBe(["=西城 6", "朝阳 20", "海淀 10"]);
    }

    [Theory]
    [InlineData("SELECT avg(price) FROM data WHERE district = '朝阳'")]
    [InlineData("SELECT count(*) FROM data WHERE district = '没有'")]
    [InlineData("SELECT district, count(*) FROM data WHERE district = '没有' GROUP BY district")]
    public async Task Where_no_group_is_large_enough_all_is_refused_alike_and_nothing_is_counted(string sql)
    {
        await using var test = await SpaceTest.Start();
        var refusal = await test.Ask(sql).ShouldBeRefused(403, "space.not-released");
        refusal["clause"]!.GetValue<string>().ShouldBe("3");
        (await test.Used()).ShouldBe(0);
        (await test.App.FactKinds()).Last().ShouldBe("space.use-denied/1");
    }

    [Fact]
    public async Task Conditions_on_results_do_not_tell_of_small_groups()
    {
        await using var test = await SpaceTest.Start();
        Rows.Of(await test.Answer("SELECT district, count(*) AS n FROM data GROUP BY district HAVING n > 15")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_question_of_the_same_data_is_answered_again_without_being_counted()
    {
        await using var test = await SpaceTest.Start(uses: 1);
        var first = await test.Answer(ByDistrict);
        var again = await test.Answer(ByDistrict.Replace("SELECT", "select  /* again */", StringComparison.Ordinal));

        again["repeat"]!.GetValue<bool>().ShouldBeTrue();
        again["priceFen"]!.GetValue<long>().ShouldBe(0);
        JsonNode.DeepEquals(first["rows"], again["rows"]).ShouldBeTrue();
        (await test.Used()).ShouldBe(1);

        test.Renew();
        await test.Ask(ByDistrict).ShouldBeRefused(409, "space.uses-spent");
    }

    [Fact]
    public async Task When_the_agreed_uses_are_spent_the_next_is_refused_with_its_clause()
    {
        await using var test = await SpaceTest.Start(uses: 1);
        await test.Answer("SELECT count(*) FROM data");
        var refusal = await test.Ask("SELECT sum(price) FROM data").ShouldBeRefused(409, "space.uses-spent");
        refusal["clause"]!.GetValue<string>().ShouldBe("5");
        refusal["basis"]!.GetValue<string>().ShouldBe("BJ-OPIN-2023 §12");
    }

    [Fact]
    public async Task Of_two_last_uses_at_once_exactly_one_is_answered()
    {
        await using var test = await SpaceTest.Start(uses: 2);
        await test.Answer("SELECT count(*) FROM data");

        var replies = await Task.WhenAll(test.Ask("SELECT sum(price) FROM data"), test.Ask("SELECT avg(price) FROM data"));
        replies.Select(r => r.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        await Task.FromResult(replies.Single(r => r.StatusCode is HttpStatusCode.Conflict)).ShouldBeRefused(409, "space.uses-spent");
        (await test.Used()).ShouldBe(2);
    }

    [Fact]
    public async Task Uses_at_once_are_numbered_without_gap_or_repeat()
    {
        await using var test = await SpaceTest.Start(uses: 10);
        await test.Answer("SELECT count(*) FROM data");
        // Another server counts between this one's look and its save.
        test.Pause.Then = () => test.App
            .Db(db => db.Database.ExecuteSqlRawAsync("UPDATE space_use_meter SET \"Version\" = \"Version\" + 1"));
        (await test.Answer("SELECT avg(price) FROM data"))["number"]!.GetValue<int>().ShouldBe(2);
        await Task.WhenAll(test.Answer("SELECT sum(price) FROM data"), test.Answer("SELECT count(DISTINCT owner) FROM data"));

        var uses = (await test.Get("uses"))["items"]!.AsArray();
        uses.Select(u => u!["number"]!.GetValue<int>()).Order().ShouldBe([1, 2, 3, 4]);
        (await test.Findings()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_day_counts_and_ends_at_midnight_in_Beijing()
    {
        await using var test = await SpaceTest.Start(until: "2026-03-02");
        await test.Answer("SELECT count(*) FROM data");
        test.App.Clock.Advance(TimeSpan.FromHours(10));
        var evening = await test.App.SignIn("买方", Role.Analyst);
        test.App.Clock.Advance(TimeSpan.FromHours(5));      // 16:00 UTC of the same day
        var refusal = await test.Ask("SELECT sum(price) FROM data", evening).ShouldBeRefused(409, "space.expired");
        refusal["clause"]!.GetValue<string>().ShouldBe("6");
    }

    [Fact]
    public async Task Nobody_but_the_buyers_analyst_asks_and_for_no_other_purpose()
    {
        await using var test = await SpaceTest.Start();
        const string sql = "SELECT count(*) FROM data";
        await test.Ask(sql, test.Stranger).ShouldBeRefused(404, "space.no-such-agreement");
        await test.Ask(sql, test.Seller).ShouldBeRefused(403, "space.not-buyer");
        await test.Ask(sql, await test.App.SignIn("买方", Role.Finance)).ShouldBeRefused(403, "session.role");
        await test.Ask(sql, test.App.Anyone).ShouldBeRefused(401, "session.required");
        await test.Ask(sql, purpose: "营销").ShouldBeRefused(403, "space.purpose");
        await test.Ask("", test.Analyst).ShouldBeRefused(400, "shape");
    }

    [Fact]
    public async Task A_check_says_what_would_happen_and_leaves_no_trace()
    {
        await using var test = await SpaceTest.Start();
        var facts = await test.App.FactKinds();
        async Task<JsonObject> Check(string sql)
            => await TestApp.Body(await test.Analyst.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/check", new { sql }));

        var allowed = await Check("SELECT district, avg(price) FROM data GROUP BY district");
        allowed["allowed"]!.GetValue<bool>().ShouldBeTrue();
        allowed["plan"]!["measures"]![0]!.GetValue<string>()
            .ShouldBe("avg(greatest(least(\"price\", 5000), 0)) FILTER (WHERE (\"price\" IS NOT NULL))", "bounded as the agreement says");
        var refused = await Check("SELECT price FROM data");
        refused["allowed"]!.GetValue<bool>().ShouldBeFalse();
        (refused["refusal"]!["code"]!.GetValue<string>(), refused["refusal"]!["clause"]!.GetValue<string>())
            .ShouldBe(("space.column", "2"));
        (await test.App.FactKinds()).ShouldBe(facts);
        (await test.Used()).ShouldBe(0);
    }

    [Fact]
    public async Task Both_sides_see_what_was_asked_and_only_the_asker_sees_the_words()
    {
        await using var test = await SpaceTest.Start();
        await test.Answer(ByDistrict);
        await test.Ask("SELECT * FROM data").ShouldBeRefused(403, "space.raw-rows");

        var own = (await test.Get("uses"))["items"]!.AsArray();
        own.Select(u => u!["kind"]!.GetValue<string>()).ShouldBe(["Denied", "Answered"]);
        own[0]!["code"]!.GetValue<string>().ShouldBe("space.raw-rows");
        own[1]!["sql"]!.GetValue<string>().ShouldBe(ByDistrict);
        own[1]!["factId"].ShouldNotBeNull();
        (await test.Get("uses", test.Seller))["items"]!.AsArray().ShouldAllBe(u => u!["sql"] == null);
        await test.Stranger.GetAsync($"/api/space/agreements/{test.Agreement}/uses").ShouldBeRefused(404, "space.no-such-agreement");
        (await test.Seller.GetAsync($"/api/evidence/facts/{own[1]!["factId"]}/receipt")).StatusCode.ShouldNotBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_schema_tells_columns_threshold_and_what_is_left()
    {
        await using var test = await SpaceTest.Start(uses: 3);
        await test.Answer("SELECT count(*) FROM data");
        var schema = await test.Get("schema", test.Seller);
        schema["columns"]!.AsArray().Select(c => c!["use"]!.GetValue<string>())
            .ShouldBe(["Dimension", "Dimension", "Measure", "Measure", "Identity"]);
        (schema["minGroup"]!.GetValue<int>(), schema["usesLeft"]!.GetValue<int>()).ShouldBe((5, 2));
    }

    [Fact]
    public async Task An_exported_answer_holds_no_formula()
    {
        await using var test = await SpaceTest.Start();
        var answer = await test.Answer(ByDistrict);
        var path = $"/api/space/agreements/{test.Agreement}/uses/{answer["useId"]}/result.csv";
        var csv = await (await TestApp.Done(await test.Analyst.GetAsync(path))).Content.ReadAsByteArrayAsync();
        Encoding.UTF8.GetString(csv).ShouldBe("\uFEFFdistrict,n,mean\r\n海淀,10,1004.5\r\n'=西城,6,3002.5\r\n");
        await test.Seller.GetAsync(path).ShouldBeRefused(404, "space.no-such-use");
    }

    [Fact]
    public async Task Metered_uses_become_the_sellers_bill()
    {
        await using var test = await SpaceTest.Start();
        await test.Answer("SELECT count(*) FROM data");
        await test.Answer("SELECT sum(price) FROM data");
        await test.Ask("SELECT * FROM data").ShouldBeRefused(403, "space.raw-rows");
        await test.App.Settle();

        (await TestApp.Body(await test.Seller.GetAsync("/api/settlement/unbilled")))["items"]![0]!["uses"]!.GetValue<int>().ShouldBe(2);
        var bill = await TestApp.Body(await test.Seller.PostAsJsonAsync("/api/settlement/bills", new { agreementId = test.Agreement }));
        bill["amountFen"]!.GetValue<long>().ShouldBe(200);
    }

    [Fact]
    public async Task A_meter_that_was_tampered_with_is_found()
    {
        await using var test = await SpaceTest.Start();
        await test.Answer("SELECT count(*) FROM data");
        (await test.Findings()).ShouldBeEmpty();

        await test.App.Db(db => db.Database.ExecuteSqlRawAsync("UPDATE space_use_meter SET \"Used\" = 7"));
        (await test.Findings()).Single().ShouldContain("stands at 7; 1 uses");
    }

    [Fact]
    public async Task An_agreement_in_force_waits_for_the_buyers_analyst_while_uses_are_left()
    {
        await using var test = await SpaceTest.Start(uses: 1);
        await test.Signed();
        (await test.Work()).ShouldBe(["HY-2026-0001 · 1/1"]);
        await test.Answer("SELECT count(*) FROM data");
        (await test.Work()).ShouldBeEmpty();
    }
}
