using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Odrl;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Tests.Trading;

public sealed class PolicyTextTests
{
    static readonly UsagePolicy Policy = Bounds.Compile(Sample.Opened, Sample.Product, Sample.Today);

    static IReadOnlyList<Sentence> Clauses(UsagePolicy policy) => Sentences.Of(policy, new Fen(80_000), Sample.Split);

    [Fact]
    public void Every_agreement_says_every_clause_once_in_order_in_both_languages_with_its_basis()
    {
        var clauses = Clauses(Policy);
        clauses.Select(c => c.Number).ShouldBe(Enum.GetValues<Clause>());
        clauses.Select(c => (int)c.Number).ShouldBe(Enumerable.Range(1, 12));
        clauses.ShouldAllBe(c => c.Zh.EndsWith('。') && c.En.EndsWith('.'));
        clauses.ShouldAllBe(c => c.Basis.StartsWith("BJ-OPIN-2023 §", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sentences_say_what_the_policy_decides()
    {
        var zh = Clauses(Policy).ToDictionary(c => c.Number, c => c.Zh);
        zh[Clause.Columns].ShouldBe("可按“监测站”、“年”分组，可统计“细颗粒物”、“二氧化氮”。其他列不得使用。");
        zh[Clause.SmallestGroup].ShouldBe("每组不少于 20 个不同主体，不足的组不显示。");
        zh[Clause.Identity].ShouldContain("“巡检员”只用于计数不同主体");
        zh[Clause.Uses].ShouldBe("最多使用 100 次，用完即止；被拒绝的使用不计次。");
        zh[Clause.Term].ShouldBe("使用期限自 2026年3月2日起，至 2026年4月1日止（含当日，北京时间）。");
        zh[Clause.Purpose].ShouldBe("只用于“研究”，不得用于其他目的。");
        zh[Clause.Price].ShouldContain("每次 ¥800.00");
        zh[Clause.Split].ShouldBe("每笔付款按数据持有方 60%、产品经营方 30%、平台 10% 分配。");
    }

    [Fact]
    public void Without_groups_measures_or_identity_the_sentences_say_so()
    {
        var bare = Policy with { Columns = [new("station", "监测站", "VARCHAR", ColumnUse.Dimension)] };
        var clauses = Clauses(bare).ToDictionary(c => c.Number, c => (c.Zh, c.En));
        clauses[Clause.Columns].ShouldBe(("可按“监测站”分组，只计数。其他列不得使用。", "Grouped by 监测站; only counted. No other column may be used."));
        clauses[Clause.SmallestGroup].Zh.ShouldContain("20 条记录");
        clauses[Clause.Identity].Zh.ShouldContain("没有身份列");

        var ungrouped = Policy with { Columns = [new("pm25", "细颗粒物", "DOUBLE", ColumnUse.Measure)] };
        Clauses(ungrouped)[1].Zh.ShouldBe("不分组，可统计“细颗粒物”。其他列不得使用。");
    }

    [Fact]
    public void The_odrl_says_the_same_in_the_words_of_the_profile()
    {
        var odrl = Odrl.Agreement(new("urn:a", "urn:p", "urn:r", "urn:b", "urn:s", "urn:h"), Policy, new Fen(80_000));
        odrl["@type"]!.GetValue<string>().ShouldBe("Agreement");
        (odrl["assigner"]!.GetValue<string>(), odrl["assignee"]!.GetValue<string>(), odrl["target"]!.GetValue<string>())
            .ShouldBe(("urn:s", "urn:b", "urn:p"));

        var permission = odrl["permission"]!.AsArray().Single()!;
        permission["constraint"]!.AsArray().Select(Line).ShouldBe(
        [
            "count lteq \"100\"", "dateTime gteq \"2026-03-02T00:00:00+08:00\"", "dateTime lteq \"2026-04-01T23:59:59+08:00\"",
            "purpose isAnyOf [\"研究\"]", "yl:mode isAnyOf [\"aggregate\"]", "yl:refusalsPerDay lteq \"1000\"", "yl:minGroup gteq \"20\"",
            "yl:column isAnyOf [\"station\",\"year\",\"pm25\",\"no2\"]", "yl:identity eq \"person\"", "yl:rowsMax lteq \"10000\"",
            "yl:cellsMax lteq \"200000\"", "yl:bytesMax lteq \"16777216\"", "yl:probesPerDay lteq \"1000000\"",
        ]);
        Line(permission["duty"]![0]!["constraint"]![0]).ShouldBe("yl:pricePerUseFen eq \"80000\"");
        odrl["prohibition"]![0]!["action"]!.GetValue<string>().ShouldBe("distribute");
    }

    [Fact]
    public void The_odrl_keeps_to_the_subset_that_dataspaces_exchange()
    {
        var odrl = Odrl.Agreement(new("urn:a", "urn:p", "urn:r", "urn:b", "urn:s", "urn:h"), Policy, new Fen(80_000));
        string[] operators = ["eq", "lteq", "gteq", "isAnyOf"];
        foreach (var node in Objects(odrl).Where(o => o.ContainsKey("leftOperand")))
        {
            operators.ShouldContain(node["operator"]!.GetValue<string>());
            (node["rightOperand"] is JsonArray { Count: > 0 } || node["rightOperand"]!.GetValueKind() == JsonValueKind.String)
                .ShouldBeTrue("operands are text or arrays, never numbers");
        }
        Objects(odrl).Where(o => o.ContainsKey("action")).ShouldAllBe(rule => !rule.ContainsKey("target"));
    }

    [Fact]
    public void Every_term_that_a_policy_uses_stands_in_the_published_profile()
    {
        var profile = File.ReadAllText(Path.Combine(Repository, "docs", "odrl-profile.md"));
        var odrl = Odrl.Agreement(new("urn:a", "urn:p", "urn:r", "urn:b", "urn:s", "urn:h"), Policy, new Fen(80_000));
        profile.ShouldContain(Profile.Id);
        var terms = Objects(odrl).Select(o => o["leftOperand"] ?? o["action"]).OfType<JsonValue>().Select(v => v.GetValue<string>());
        foreach (var term in terms.Where(t => t != "use"))
            profile.ShouldContain($"`{term}`");
    }

    static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Yuanliu.slnx"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }

    static string Line(JsonNode? constraint) => string.Join(' ', constraint!["leftOperand"], constraint["operator"],
        constraint["rightOperand"]!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).SelectMany(Objects).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
