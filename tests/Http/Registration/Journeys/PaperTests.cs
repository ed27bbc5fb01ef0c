using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>须提交原件的材料 — where a shipped pack asks for a paper of its own, a sentence about it is refused by the article that asks, and
/// what the filer may state stays a statement.</summary>
public sealed class PaperTests
{
    public static TheoryData<string> Packs => JourneyTests.Packs;

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task A_sentence_where_a_paper_is_due_is_refused_by_its_article_for_every_kind_and_nothing_is_filed(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        var (kinds, refused) = (await Kinds(journey), 0);
        foreach (var form in kinds.Where(f => !Sides.ByRegistry(f)))
            foreach (var paper in form.Materials.Where(m => (bool)m["file"]! && m["statement"] is null))
            {
                var key = (string)paper["key"]!;
                var resource = form.Kind == "Initial" ? await journey.Resource() : on.Resource;
                var (applicant, filled) = await journey.Fill(form, resource, form.Kind == "Initial" ? null : on, f =>
                {
                    var material = f["materials"]!.AsArray().Single(m => (string?)m!["key"] == key)!.AsObject();
                    material.Remove("uploadSha256");
                    material["text"] = "原件已核对，内容真实。";
                });
                var before = await Filings(journey);
                var refusal = await journey.Try(form, applicant, filled).ShouldBeRefused(400, "registration.paper-needed");
                ((string?)refusal["basis"]).ShouldBe((string?)paper["basis"], $"{pack} {form.Kind} {key}");
                (await Filings(journey)).ShouldBe(before);
                refused++;
            }
        if (pack != "std-zj-1329") refused.ShouldBePositive("its papers come at later steps");
        await journey.App.ShouldBeWhole();
    }

    static async Task<int> Filings(Journey journey) => (await TestApp.Body(await (await journey.Cast.Registrar())
        .GetAsync("/api/registration/filings?take=100")))["items"]!.AsArray().Count;

    static async Task<List<PackForm>> Kinds(Journey journey)
    {
        var packs = await journey.App.Anyone.GetFromJsonAsync<JsonArray>("/api/registration/packs");
        var forms = new List<PackForm>();
        foreach (var kind in packs!.Single(p => (string?)p!["id"] == journey.Pack)!["filings"]!.AsArray())
            forms.Add(await journey.Form((string)kind!["kind"]!));
        return forms;
    }

    [Fact]
    public async Task A_form_cannot_claim_that_the_platform_holds_the_signed_paper()
    {
        await using var journey = await Journey.Start("cn-anhui");
        var on = (await journey.Registrations(1))[0];
        var form = await journey.Form("Licence");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f => f["materials"] = new JsonArray(new JsonObject
        {
            ["key"] = "contract", ["text"] = "平台签署的电子合约", ["signedHere"] = true,
        }));
        await journey.Try(form, applicant, filled).ShouldBeRefused(400, "registration.paper-needed");
    }

    /// <summary>Contracts, judgments, certificates, approvals and proofs are papers; declarations and explanations are the filer's
    /// words.</summary>
    [Fact]
    public void What_is_called_a_contract_a_judgment_an_original_or_an_approval_is_a_paper_in_every_pack()
    {
        string[] papers = ["合同", "文书", "判决", "原件", "批准", "原登记凭证", "交易凭证", "委托书", "证明文件", "审批"];
        foreach (var pack in RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).All)
            foreach (var material in pack.Rules.Filings.Values.SelectMany(f => f.Materials)
                .Where(m => m is { Known: null, Statement: null }))
                if (papers.Any(material.TitleZh.Contains)) material.File.ShouldBeTrue($"{pack.Id} {material.Key} {material.TitleZh}");
    }
}
