using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space;

namespace Yuanliu.Tests.Gateway;

public sealed class RowsTests
{
    static string[] Lines(JsonObject page) => [.. page["rows"]!.AsArray().Select(r => string.Join(' ', r!.AsArray().Select(c
        => c?.ToString())))];

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat_and_each_is_one_use()
    {
        await using var test = await GatewayTest.Start(uses: 40);
        var (program, _, _) = await test.Key();
        var (seen, after, pages) = (new List<string>(), 0L, 0);
        for (var more = true; more; pages++)
        {
            var page = await TestApp.Body(await test.Rows(program, $"columns=sold,price,trade,district&take=1000&after={after}"));
            seen.AddRange(Lines(page));
            more = page["next"] is { } next && (after = next.GetValue<long>()) > 0;
        }
        (seen.Count, pages).ShouldBe((GatewayTest.People, 8));
        seen.Distinct().Count().ShouldBe(GatewayTest.People);
        (await test.Used()).ShouldBe(8);
        (await test.Prices()).ShouldAllBe(fen => fen == 100);
    }

    [Fact]
    public async Task The_same_page_of_the_same_data_costs_nothing_again_even_when_all_uses_are_spent()
    {
        await using var test = await GatewayTest.Start(uses: 1);
        var first = await test.Rows(test.Developer, "take=5&columns=district,price");
        var again = await test.Rows(test.Developer, "columns=district,price&take=5");
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (first.Headers.GetValues("Yuanliu-Repeat").Single(), again.Headers.GetValues("Yuanliu-Repeat").Single()).ShouldBe(("false",
            "true"));
        again.Headers.GetValues("Yuanliu-Price-Fen").Single().ShouldBe("0");
        await test.Rows(test.Developer, "take=6").ShouldBeRefused(409, "space.uses-spent");
        test.Renew();
        await test.Rows(test.Developer, "take=5&columns=district,price").ShouldBeRefused(409, "space.uses-spent");
    }

    [Fact]
    public async Task Conditions_hold_together_and_values_never_become_statements()
    {
        await using var test = await GatewayTest.Start(uses: 20);
        async Task<string[]> Of(string where) => Lines(await TestApp.Body(await test.Rows(test.Developer,
            $"columns=district,trade&take=9000&{where}")));
        (await Of("where=trade:eq:业3&where=district:in:区3,区1")).ShouldAllBe(l => l == "区3 业3" || l == "区1 业3");
        (await Of("where=district:starts:=海")).Length.ShouldBe(GatewayTest.People / 4);
        (await Of("where=sold:gte:2025-12-01&where=trade:ne:业0")).ShouldAllBe(l => l.EndsWith("业11"));
        (await Of($"where=district:eq:{Uri.EscapeDataString("' OR 1=1 --")}")).ShouldBeEmpty();
        (await Of($"where=district:eq:{Uri.EscapeDataString("区1'; DROP TABLE served; --")}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("columns=id_no", 403, "space.column", "4")]
    [InlineData("columns=name", 403, "space.column", "2")]
    [InlineData("columns=nothing", 403, "space.column", "2")]
    [InlineData("where=id_no:eq:1", 403, "space.column", "4")]
    [InlineData("where=name:eq:1", 403, "space.column", "2")]
    [InlineData("where=area:gt:10", 403, "space.comparison", "2")]
    [InlineData("where=price:gt:abc", 400, "space.types", null)]
    [InlineData("where=price", 400, "space.filter", null)]
    [InlineData("where=price:like:1", 400, "space.filter", null)]
    [InlineData("purpose=营销", 403, "space.purpose", "7")]
    public async Task Columns_and_conditions_outside_the_policy_are_refused_with_their_clause_and_kept(
        string query, int status, string code, string? clause)
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        ((string?)(await test.Rows(test.Developer, query).ShouldBeRefused(status, code))["clause"]).ShouldBe(clause);
        (await test.Used()).ShouldBe(0);
        (await test.App.FactKinds()).Last().ShouldBe("space.use-denied/1");
    }

    [Fact]
    public async Task Values_beyond_the_agreed_bounds_are_the_bound_and_conditions_do_not_look_behind_it()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        test.Agree(c => c with
        {
            Policy = c.Policy with
            {
                Columns = [.. c.Policy.Columns.Select(x => x.Name == "price" ? x with { Control = new() { Low = 0, High = 1_200_000 } }
                    : x)],
            },
        });
        var rows = Lines(await TestApp.Body(await test.Rows(test.Developer, "columns=price&take=9000&where=price:gte:1200000")));
        rows.ShouldNotBeEmpty();
        rows.ShouldAllBe(r => r == "1200000");
        Lines(await TestApp.Body(await test.Rows(test.Developer, "columns=price&where=price:gt:1200000"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_keeps_to_the_agreed_rows_cells_and_bytes()
    {
        await using var test = await GatewayTest.Start(controls: GatewayTest.Open with { RowsMax = 50, CellsMax = 60, BytesMax = 700 },
            withIndex: false);
        Lines(await TestApp.Body(await test.Rows(test.Developer, "columns=price&take=9999"))).Length.ShouldBe(50);
        Lines(await TestApp.Body(await test.Rows(test.Developer, "columns=price,area,sold,trade&take=9"))).Length.ShouldBe(9);
        await test.Rows(test.Developer, "columns=price,trade&take=30").ShouldBeRefused(400, "space.page-too-large");
    }

    [Fact]
    public async Task A_source_that_is_gone_is_refused_then_left_alone_then_tried_again()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        test.Lose();
        for (var i = 0; i < 3; i++) await test.Rows(test.Developer, $"take={i + 1}").ShouldBeRefused(409, "space.no-data");
        await test.Rows(test.Developer).ShouldBeRefused(503, "space.source-resting");
        test.App.Clock.Advance(TimeSpan.FromSeconds(31));
        await test.Rows(test.Developer).ShouldBeRefused(409, "space.no-data");
        await test.Rows(test.Developer).ShouldBeRefused(503, "space.source-resting");
        (await test.Used()).ShouldBe(0);
    }

    [Fact]
    public async Task Calls_that_come_too_fast_are_turned_away_and_one_in_a_second_is_kept()
    {
        await using var test = await GatewayTest.Start(limits: new SpaceLimits { CallsPerSecondMax = 1 }, withIndex: false);
        for (var i = 0; i < 3; i++) await TestApp.Done(await test.Rows(test.Developer, "take=5"));
        for (var i = 0; i < 3; i++) await test.Rows(test.Developer, "take=5").ShouldBeRefused(429, "space.too-fast");
        (await test.App.FactKinds()).Count(k => k == "space.use-denied/1").ShouldBe(1);
        test.App.Clock.Advance(TimeSpan.FromSeconds(1));
        await TestApp.Done(await test.Rows(test.Developer, "take=5"));
    }

    [Fact]
    public async Task A_door_that_the_agreement_does_not_name_is_closed()
    {
        await using var test = await GatewayTest.Start(controls: UseControls.Default, withIndex: false);
        (await test.Rows(test.Developer).ShouldBeRefused(403, "space.mode"))["clause"].ShouldBeText("1");
        (await test.Verify(test.Developer, GatewayTest.Item(1)).ShouldBeRefused(403, "space.mode"))["clause"].ShouldBeText("1");
        (await test.Make(test.Developer).ShouldBeRefused(403, "space.mode"))["clause"].ShouldBeText("1");
    }
}
