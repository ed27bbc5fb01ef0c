using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>北京数据基础制度先行区政策清单第二条：支持……对数据资产的质量、安全、合规、价值等进行全方位评估，并出具合法的评估报告.</summary>
public sealed class EvaluationTests
{
    const string Pack = "cn-beijing-social";
    static readonly string[] Aspects = ["quality", "security", "compliance", "value"];

    static JsonObject Paper(string aspect, string sha256) => new() { ["key"] = $"evaluation-{aspect}", ["uploadSha256"] = sha256 };

    [Fact]
    public async Task Evaluations_of_quality_security_compliance_and_value_come_with_the_filing_and_are_kept_as_they_were_made()
    {
        await using var journey = await Journey.Start(Pack);
        var form = await journey.Form("Initial");
        form.View["materials"]!.AsArray().Where(m => ((string)m!["basis"]!).StartsWith("BJ-ZONE-2023 art. 2", StringComparison.Ordinal))
            .Select(m => ((string?)m!["key"], (bool)m["required"]!, (bool)m["file"]!))
            .ShouldBe(Aspects.Select(a => ((string?)$"evaluation-{a}", false, true)));
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var (filer, reports) = (await journey.Filer(form, applicant), new Dictionary<string, string>());
        foreach (var aspect in Aspects)
        {
            reports[aspect] = await ProcedureDriver.Upload(filer, $"{aspect} 评估报告.pdf", $"evaluation-{aspect}");
            filled["materials"]!.AsArray().Add(Paper(aspect, reports[aspect]));
        }
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        var registrar = await journey.Cast.Registrar();
        foreach (var material in (await journey.Registry.Filing(id, registrar))["materials"]!.AsArray().Where(IsEvaluation))
        {
            var aspect = ((string)material!["key"]!)["evaluation-".Length..];
            ((string?)material["sha256"], (bool)material["required"]!).ShouldBe((reports[aspect], false));
            (await registrar.GetByteArrayAsync((string)material["href"]!)).ShouldBe(Encoding.UTF8.GetBytes($"{aspect} 评估报告.pdf"));
            reports.Remove(aspect);
        }
        reports.ShouldBeEmpty("whoever decides has all four before them");
        ((string?)(await journey.Finish(id, form, applicant))["stage"]).ShouldBe("Registered");
        await journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task No_sentence_and_no_file_that_is_not_there_stands_for_an_evaluation_and_without_any_the_data_is_registered_too()
    {
        await using var journey = await Journey.Start(Pack);
        var (form, resource) = (await journey.Form("Initial"), await journey.Resource());
        foreach (var aspect in Aspects)
        {
            async Task<JsonObject> Refused(JsonObject paper, string code)
            {
                var (by, filled) = await journey.Fill(form, resource, null, f => f["materials"]!.AsArray().Add(paper));
                return await journey.Try(form, by, filled).ShouldBeRefused(400, code);
            }
            ((string?)(await Refused(new() { ["key"] = $"evaluation-{aspect}", ["text"] = "经评估，质量良好。" },
                "registration.paper-needed"))["basis"])!.ShouldStartWith("BJ-ZONE-2023 art. 2");
            await Refused(Paper(aspect, new('a', 64)), "registration.material-unknown");
        }
        (await journey.Registry.Facts("registration.step/1")).ShouldBeEmpty();
        ((string?)(await journey.Whole(form, resource, null))["stage"]).ShouldBe("Registered");
    }

    /// <summary>Where rights are pledged or transferred, the value is appraised.</summary>
    [Theory]
    [InlineData("Pledge")]
    [InlineData("Transfer")]
    public async Task An_appraisal_of_the_value_comes_with_what_is_done_with_the_asset(string kind)
    {
        await using var journey = await Journey.Start(Pack);
        var (on, form) = ((await journey.Registrations(1))[0], await journey.Form(kind));
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        var appraisal = await ProcedureDriver.Upload(await journey.Filer(form, applicant), "资产评估报告.pdf", "appraisal");
        filled["materials"]!.AsArray().Add(new JsonObject { ["key"] = "appraisal", ["uploadSha256"] = appraisal });
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        var filing = await journey.Finish(id, form, applicant);
        var material = filing["materials"]!.AsArray().Single(m => (string?)m!["key"] == "appraisal")!;
        ((string?)filing["stage"], (string?)material["sha256"]).ShouldBe(("Registered", appraisal));
        ((string)material["basis"]!).ShouldContain("BJ-ZONE-2023 art. 2");
    }

    static bool IsEvaluation(JsonNode? material) => ((string)material!["key"]!).StartsWith("evaluation-", StringComparison.Ordinal);
}
