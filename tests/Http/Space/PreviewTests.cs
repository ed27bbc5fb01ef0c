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
        may.ShouldContain(w => w.Contains("500～2500", StringComparison.Ordinal));
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

    static Task<HttpResponseMessage> Post(HttpClient client, string? sql)
        => client.PostAsJsonAsync("/api/space/previews", new { resourceId = Guid.Empty, minGroup = 5, columns = Columns, sql });

    static List<string> Words(JsonNode list) => [.. list.AsArray().Select(w => (string)w!["zh"]!)];
}
