using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Space;

/// <summary>策略预览 — the holder learns what its terms would tell before anybody else does.</summary>
public sealed class PreviewTests
{
    static readonly object[] Columns =
    [
        new { name = "district", use = "Dimension" }, new { name = "price", use = "Measure", control = new { low = 500, high = 2500 } },
        new { name = "owner", use = "Identity" },
    ];

    [Fact]
    public async Task A_holder_reads_in_plain_words_what_a_buyer_could_and_could_not_learn()
    {
        await using var test = await Start();
        var view = await Preview(test, sql: null);
        var (may, mayNot) = (Words(view["may"]!), Words(view["mayNot"]!));
        may.ShouldContain("按“行政区”分组，每组有多少个不同的“业主”。");
        may.ShouldContain(w => w.Contains("500～2,500", StringComparison.Ordinal));
        mayNot.ShouldContain(w => w.Contains("不足 5 个不同的“业主”的任何一组", StringComparison.Ordinal));
        mayNot.ShouldContain("“面积”：完全接触不到。");
        view["tried"].ShouldBeNull();
    }

    [Fact]
    public async Task What_the_terms_are_for_is_allowed_and_what_one_would_try_next_is_not()
    {
        await using var test = await Start();
        var examples = (await Preview(test, sql: null))["examples"]!.AsArray();
        examples.Take(3).ShouldAllBe(e => (bool)e!["allowed"]!);
        examples.Where(e => !(bool)e!["allowed"]!).Select(e => (string?)e!["refusal"]!["code"])
            .ShouldBe(["space.raw-rows", "space.column", "space.column", "space.function", "space.column"]);
    }

    [Fact]
    public async Task A_question_is_tried_on_the_holders_own_data_and_nothing_is_counted()
    {
        await using var test = await Start();
        var tried = (await Preview(test, "SELECT district, count(*) AS n FROM data GROUP BY district"))["tried"]!;
        tried["rows"]!.AsArray().Select(r => (string?)r![0]).Order(StringComparer.Ordinal).ShouldBe(["=西城", "海淀"]);
        ((bool?)tried["suppressedGroups"]).ShouldBe(true);
        ((string?)(await Preview(test, "SELECT count(*) FROM data WHERE district = '朝阳'"))["tried"]!["cause"]).ShouldBe("GroupsTooSmall");
        ((string?)(await Preview(test, "SELECT * FROM data"))["tried"]!["refusal"]!["code"]).ShouldBe("space.raw-rows");
        (await test.Used()).ShouldBe(0);
        (await test.App.FactKinds()).ShouldNotContain(k => k.StartsWith("space.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_door_is_told_for_what_it_gives_and_rows_are_never_denied_where_they_leave()
    {
        await using var test = await Start();
        var steward = await test.App.SignIn("卖方", Role.Steward);
        async Task<(List<string> May, List<string> MayNot)> Told(object controls)
        {
            var view = await TestApp.Body(await steward.PostAsJsonAsync("/api/space/previews",
                new { resourceId = Guid.Empty, minGroup = 5, columns = Columns, controls }));
            return (Words(view["may"]!), Words(view["mayNot"]!));
        }
        var (may, mayNot) = await Told(new { modes = new[] { "File" } });
        may.ShouldBe(["通过带标记的文件，逐行得到“成交价”“行政区”的原值，每一行都看得到。"]);
        mayNot.ShouldNotContain("任何一行原始数据。");

        (may, mayNot) = await Told(new
        {
            modes = new[] { "Verification" },
            verification = new { keys = new[] { "owner" }, compared = new[] { "area" }, needsConsent = true },
        });
        may.ShouldBe(["对说得出“业主”的人或单位，所说的“面积”与记录一致、不一致，还是没有记录。"]);
        mayNot.ShouldContain("任何一行原始数据。");
        mayNot.ShouldNotContain("“面积”：完全接触不到。");

        (may, _) = await Told(new
        {
            modes = new[] { "Private" }, privacy = new { perMonth = 1_000_000, perUse = 100_000 }, rowsPerIdentityMax = 1,
            receivers = new[] { new { id = Guid.Empty, name = "青禾公司" } },
        });
        may.ShouldContain("以上都加了噪声：只是近似值，且用去隐私预算。");
        may.ShouldContain("只有“青禾公司”可以订立合约，取得以上内容。");
    }

    [Fact]
    public async Task Where_grouped_questions_are_not_open_no_example_says_that_they_are()
    {
        await using var test = await Start();
        object[] templates = [new
        {
            name = "t1", title = "各区成交", sql = "SELECT district, count(*) AS n FROM data GROUP BY district",
            parameters = Array.Empty<object>(),
        }];
        var fixedOnly = await Preview(test, new { modes = new[] { "Template" }, templates }, sql: "SELECT count(*) FROM data", run: true);
        var refused = fixedOnly["examples"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)refused["mode"], (bool?)refused["allowed"], (string?)refused["refusal"]!["code"], (string?)refused["refusal"]!["clause"])
            .ShouldBe(("Aggregate", false, "space.mode", "1"));
        ((string?)fixedOnly["tried"]!["refusal"]!["code"]).ShouldBe("space.mode");
        var template = fixedOnly["templates"]!.AsArray().ShouldHaveSingleItem()!;
        ((bool?)template["allowed"]).ShouldBe(true);
        Firsts(template).ShouldBe(["=西城", "海淀"]);

        var verified = await Preview(test, new
        {
            modes = new[] { "Verification" },
            verification = new { keys = new[] { "owner" }, compared = new[] { "area" }, needsConsent = true },
        });
        verified["examples"]!.AsArray().ShouldAllBe(e => !(bool)e!["allowed"]!);
    }

    [Fact]
    public async Task Examples_are_run_on_the_holders_data_only_where_that_is_asked_for()
    {
        await using var test = await Start();
        (await Preview(test, sql: null))["examples"]!.AsArray().ShouldAllBe(e => e!["tried"] == null);
        var examples = (await Preview(test, new { modes = new[] { "Aggregate" } }, run: true))["examples"]!.AsArray();
        Firsts(examples[0]!).ShouldBe(["=西城", "海淀"]);
        examples.Where(e => !(bool)e!["allowed"]!).ShouldAllBe(e => e!["tried"] == null);
        (await test.Used()).ShouldBe(0);
    }

    [Fact]
    public async Task Noise_is_shown_with_its_bars_and_nothing_is_charged()
    {
        await using var test = await Start();
        var privacy = new { perMonth = 1_000_000, perUse = 100_000 };
        var controls = new { modes = new[] { "Private" }, privacy, rowsPerIdentityMax = 1 };
        var view = await Preview(test, controls, run: true);
        var noisy = view["examples"]!.AsArray().Where(e => (string?)e!["mode"] == "Private" && (bool)e["allowed"]!).ToList();
        noisy.ShouldNotBeEmpty();
        foreach (var e in noisy)
        {
            ((long?)e!["tried"]!["privacy"]!["microRho"]).ShouldBe(100_000);
            ((string?)e["tried"]!["privacy"]!["bars"]![0]!["bar"])!.ShouldStartWith("±");
        }
        view["examples"]!.AsArray().Where(e => (string?)e!["mode"] == "Aggregate").ShouldAllBe(e => !(bool)e!["allowed"]!);
        (await test.App.FactKinds()).ShouldNotContain(k => k.StartsWith("space.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_is_matched_only_on_what_may_be_joined()
    {
        await using var test = await Start();
        foreach (var joinable in new[] { true, false })
        {
            var list = ListOf(await ListedBy(test, new { name = "owner", use = "Identity", control = new { joinable } }));
            ((bool)list["allowed"]!).ShouldBe(joinable);
            (list["tried"] is not null).ShouldBe(joinable);
        }
    }

    /// <summary>Twenty owners are here; a list has at least fifty names, and is filled with names of nobody.</summary>
    [Fact]
    public async Task A_list_drawn_from_the_table_and_of_nobody_shows_what_a_buyer_would_see_of_its_own()
    {
        await using var test = await Start();
        var tried = ListOf(await ListedBy(test, new { name = "owner", use = "Identity", control = new { joinable = true } }))["tried"]!;
        (tried["list"]!["rows"]!.GetValue<long>(), tried["list"]!["own"]!.GetValue<long>(), tried["list"]!["found"]!.GetValue<int>())
            .ShouldBe((70, 20, 20));
        tried["columns"]!.AsArray().ShouldHaveSingleItem()!["name"].ShouldBeText("owner");
        var shown = tried["rows"]!.AsArray().Select(r => (string)r![0]!).ToList();
        shown.Count.ShouldBe(6);
        shown.ShouldAllBe(name => "hcx".Contains(name[0]));
        (await test.Used()).ShouldBe(0);
        (await test.App.FactKinds()).ShouldNotContain(k => k.StartsWith("space.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_is_held_to_the_smallest_group_and_to_the_rows_of_a_day()
    {
        await using var test = await Start();
        object owner = new { name = "owner", use = "Identity", control = new { joinable = true } };
        ((string?)ListOf(await Listed(test, [owner], minGroup: 21))["tried"]!["cause"]).ShouldBe("GroupsTooSmall");
        var few = await Listed(test, [owner], new { modes = new[] { "ListOverlap" }, probesPerDayMax = 69 });
        ((string?)ListOf(few)["tried"]!["refusal"]!["code"]).ShouldBe("space.probes-spent");
    }

    [Fact]
    public async Task A_list_is_drawn_by_numbers_as_well_and_asked_in_words_of_ones_own()
    {
        await using var test = await Start();
        object owner = new { name = "owner", use = "Identity" };
        object area = new { name = "area", use = "Dimension", control = new { joinable = true } };
        var tried = ListOf(await ListedBy(test, area, owner))["tried"]!;
        var list = tried["list"].ShouldNotBeNull(tried.ToJsonString());
        (list["own"]!.GetValue<long>(), list["found"]!.GetValue<int>()).ShouldBe((3, 3));

        owner = new { name = "owner", use = "Identity", control = new { joinable = true } };
        object district = new { name = "district", use = "Dimension" };
        const string grouped = "SELECT data.district, count(*) AS n FROM data JOIN list ON data.owner = list.owner GROUP BY data.district";
        var view = await Listed(test, [owner, district], sql: grouped);
        var rows = view["tried"]!["rows"].ShouldNotBeNull(view["tried"]!.ToJsonString()).AsArray();
        rows.Select(r => $"{r![0]} {r[1]}").Order(StringComparer.Ordinal).ShouldBe(["=西城 6", "海淀 10"]);
        view = await Listed(test, [owner, district], sql: "SELECT list.owner FROM data JOIN list ON data.district = list.district");
        ((string?)view["tried"]!["refusal"]!["code"]).ShouldBe("space.join");
    }

    static JsonNode ListOf(JsonObject view) => view["examples"]!.AsArray().Single(e => (string?)e!["mode"] == "ListOverlap")!;

    static Task<JsonObject> ListedBy(SpaceTest test, params object[] columns) => Listed(test, columns);

    static async Task<JsonObject> Listed(
        SpaceTest test, object[] columns, object? controls = null, int minGroup = 5, string? sql = null)
        => await TestApp.Body(await (await test.App.SignIn("卖方", Role.Steward)).PostAsJsonAsync("/api/space/previews", new
        {
            resourceId = Guid.Empty, minGroup, columns, controls = controls ?? new { modes = new[] { "ListOverlap" } }, sql,
            mode = "ListOverlap", run = true,
        }));

    [Fact]
    public async Task Nobody_previews_another_holders_data()
    {
        await using var test = await Start();
        var stranger = await test.App.SignIn("旁人", Role.Steward);
        await Post(stranger, "SELECT count(*) FROM data").ShouldBeRefused(404, "space.no-such-resource");
    }

    static Task<SpaceTest> Start() => SpaceTest.Start(fields:
    [
        new("district", "行政区", "VARCHAR", "一般", 1, null), new("price", "成交价", "BIGINT", "一般", 2, null),
        new("area", "面积", "DOUBLE", "一般", 2, null), new("owner", "业主", "VARCHAR", "个人", 3, "Name"),
    ]);

    static async Task<JsonObject> Preview(SpaceTest test, string? sql)
        => await TestApp.Body(await Post(await test.App.SignIn("卖方", Role.Steward), sql));

    static async Task<JsonObject> Preview(
        SpaceTest test, object controls, string? sql = null, bool run = false, object[]? columns = null)
        => await TestApp.Body(await (await test.App.SignIn("卖方", Role.Steward)).PostAsJsonAsync("/api/space/previews",
            new { resourceId = Guid.Empty, minGroup = 5, columns = columns ?? Columns, controls, sql, run }));

    static IEnumerable<string?> Firsts(JsonNode example)
        => example["tried"]!["rows"]!.AsArray().Select(r => (string?)r![0]).Order(StringComparer.Ordinal);

    static Task<HttpResponseMessage> Post(HttpClient client, string? sql)
        => client.PostAsJsonAsync("/api/space/previews", new { resourceId = Guid.Empty, minGroup = 5, columns = Columns, sql });

    static List<string> Words(JsonNode list) => [.. list.AsArray().Select(w => (string)w!["zh"]!)];
}
