using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Space;

/// <summary>查询模板 — agreed questions with values: whoever asks writes no SQL, and nothing but a value can be changed.</summary>
public sealed class TemplateTests
{
    static readonly UseControls Fixed = UseControls.Default with
    {
        Modes = [UseMode.Template],
        Templates =
        [
            new("by_rooms", "某区各居室的套数", "SELECT rooms, count(*) AS n FROM data WHERE district = $district GROUP BY rooms ORDER BY rooms",
                [new("district", "行政区", ParameterKind.Text, ["海淀", "朝阳"])]),
            new("small", "居室不超过几间的套数", "SELECT count(*) AS n FROM data WHERE rooms <= $most",
                [new("most", "居室", ParameterKind.Number)]),
        ],
    };

    static Task<HttpResponseMessage> Ask(SpaceTest test, string name, object values)
        => test.Analyst.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/templates/{name}", new { values });

    [Fact]
    public async Task A_template_is_answered_with_its_values_counted_once_and_replayed_the_same()
    {
        await using var test = await SpaceTest.Start(controls: Fixed);
        var answer = await TestApp.Body(await Ask(test, "by_rooms", new { district = "海淀" }));
        Rows.Of(answer).ShouldBe(["1 5", "2 5"]);
        var again = await TestApp.Body(await Ask(test, "by_rooms", new { district = "海淀" }));
        (again["repeat"]!.GetValue<bool>(), await test.Used()).ShouldBe((true, 1));

        var regulator = await test.App.SignIn("监管", Role.Regulator);
        var replay = await TestApp.Body(await regulator.GetAsync($"/api/space/uses/{answer["useId"]}/replay"));
        ((string?)replay["outcome"]).ShouldBe("Same");
        (await test.Get("uses"))["items"]![0]!["sql"]!.GetValue<string>().ShouldContain("district = '海淀'");
        (await test.Findings()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("by_rooms", "district", "西城", 400, "space.parameter")]
    [InlineData("by_rooms", "district", "海淀' OR '1'='1", 400, "space.parameter")]
    [InlineData("by_rooms", "other", "海淀", 400, "space.parameter")]
    [InlineData("small", "most", "two", 400, "space.parameter")]
    [InlineData("small", "most", "2 OR true", 400, "space.parameter")]
    [InlineData("none", "most", "2", 404, "space.no-such-template")]
    public async Task A_value_is_of_its_kind_and_among_its_choices(string name, string parameter, string value, int status, string code)
    {
        await using var test = await SpaceTest.Start(controls: Fixed);
        await Ask(test, name, new Dictionary<string, string> { [parameter] = value }).ShouldBeRefused(status, code);
    }

    /// <summary>Whoever tries values that are none leaves a fact each time, which holds no value, and is refused once the day's are
    /// spent.</summary>
    [Fact]
    public async Task A_value_that_is_none_is_kept_as_a_refusal_without_the_value()
    {
        await using var test = await SpaceTest.Start(controls: Fixed with { RefusalsPerDayMax = 2 });
        for (var i = 0; i < 2; i++)
            await Ask(test, "by_rooms", new { district = $"110105194912310021{i}" }).ShouldBeRefused(400, "space.parameter");
        await Ask(test, "by_rooms", new { district = "西城" }).ShouldBeRefused(429, "space.refusals-spent");
        (await test.App.FactKinds()).Count(k => k == "space.use-denied/1").ShouldBe(3);
        var kept = await test.Get("uses");
        kept.ToJsonString().ShouldNotContain("110105194912310021");
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        foreach (var (use, code) in (await TestApp.Body(await regulator.GetAsync("/api/space/uses")))["items"]!.AsArray()
            .Zip((string[])["space.refusals-spent", "space.parameter", "space.parameter"]))
        {
            var replay = await TestApp.Body(await regulator.GetAsync($"/api/space/uses/{use!["id"]}/replay"));
            ((string?)replay["outcome"], (string?)replay["refusal"]!["code"]).ShouldBe(("Same", code));
        }
        (await test.Used()).ShouldBe(0);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task Where_only_templates_are_agreed_nobody_writes_sql_and_the_smallest_group_holds()
    {
        await using var test = await SpaceTest.Start(controls: Fixed);
        await test.Ask("SELECT count(*) FROM data").ShouldBeRefused(403, "space.mode");
        await Ask(test, "by_rooms", new { district = "朝阳" }).ShouldBeRefused(403, "space.not-released");
        Rows.Of(await TestApp.Body(await Ask(test, "small", new { most = "2" }))).ShouldBe(["30"]);
    }

    [Fact]
    public async Task A_template_that_is_not_in_every_word_the_signed_one_is_refused_and_the_attempt_is_kept()
    {
        foreach (var change in (Func<QueryTemplate, QueryTemplate>[])
        [
            t => t with { Sql = t.Sql.Replace("rooms <= $most", "price <= $most", StringComparison.Ordinal) },
            t => t with { Parameters = [t.Parameters[0] with { Kind = ParameterKind.Text }] },
            t => t with { Title = "别的说法" },
        ])
        {
            await using var test = await SpaceTest.Start(controls: Fixed);
            test.Tamper(c => c with
            {
                Policy = c.Policy with { Controls = Fixed with { Templates = [Fixed.Templates[0], change(Fixed.Templates[1])] } },
            });
            await Ask(test, "small", new { most = "2" }).ShouldBeRefused(409, "space.template-changed");
            (await test.Used()).ShouldBe(0);
            (await test.App.FactKinds()).Last().ShouldBe("space.use-denied/1");
            var regulator = await test.App.SignIn("监管", Role.Regulator);
            var use = (await TestApp.Body(await regulator.GetAsync("/api/space/uses")))["items"]![0]!["id"];
            var replay = await TestApp.Body(await regulator.GetAsync($"/api/space/uses/{use}/replay"));
            ((string?)replay["outcome"], (string?)replay["refusal"]!["code"]).ShouldBe(("Same", "space.template-changed"));
            await TestApp.Done(await Ask(test, "by_rooms", new { district = "海淀" }));
        }
    }

    [Fact]
    public async Task Where_no_template_is_agreed_there_is_none()
    {
        await using var test = await SpaceTest.Start();
        await Ask(test, "by_rooms", new { district = "海淀" }).ShouldBeRefused(404, "space.no-such-template");
    }
}
