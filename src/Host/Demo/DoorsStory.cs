using System.Globalization;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Host.Demo;

/// <summary>各种使用方式 — an agreement under which everything may be done: answers with noise, verifications, a file, a key.</summary>
internal sealed class DoorsStory(Cast cast)
{
    const string Code = "统一社会信用代码";

    static readonly string[] Noisy =
    [
        "SELECT 行业, count(*) AS 户数 FROM data GROUP BY 行业 ORDER BY 行业",
        "SELECT 行政区, avg(年用电量) AS 户均用电量 FROM data GROUP BY 行政区 ORDER BY 行政区",
    ];

    public async Task Tell(string agreement, CancellationToken ct)
    {
        var (analyst, steward) = (await cast.Is("analyst", ct), await cast.Is("utility", ct));
        var space = $"api/space/agreements/{agreement}";
        var index = await steward.Post($"{space}/verification-index", null, ct);
        if ((string?)index["jobId"] is { } job
            && await steward.JobEnd(job, (_, _) => { }, ct) is var end && (string?)end["state"] != "Done")
            throw new StoryBroke($"{end["messageZh"]} / {end["messageEn"]}");
        foreach (var sql in Noisy) await analyst.Post($"{space}/queries", new { sql, mode = "Private" }, ct);
        await analyst.Post($"{space}/verifications", new JsonObject
        {
            ["items"] = new JsonArray(Item(0, "制造业"), Item(1, "信息服务"), Item(9_999_999, "制造业")),
        }, ct);
        await analyst.Post($"{space}/files", new { format = "Csv" }, ct);
    }

    static JsonObject Item(int enterprise, string industry)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"91110105MA{enterprise:D7}");
        return new()
        {
            ["keys"] = new JsonObject { [Code] = body + UnifiedCreditCode.CheckCharacter(body) },
            ["values"] = new JsonObject { ["行业"] = industry }, ["consent"] = "SQ-2026-0001",
        };
    }
}
