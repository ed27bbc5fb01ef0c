using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>公示栏 — public and searchable, with what each paper lets be shown and nothing else.</summary>
public sealed class PublicityTests
{
    const string At = "/api/public/publicity";

    static async Task<List<JsonObject>> Board(HttpClient anyone, string query = "")
        => [.. (await TestApp.Body(await anyone.GetAsync($"{At}?{query}")))["items"]!.AsArray().Select(i => i!.AsObject())];

    static async Task<List<string>> Found(HttpClient anyone, string query)
        => [.. (await Board(anyone, query)).Select(i => (string)i["id"]!)];

    static string Term(string words) => $"term={Uri.EscapeDataString(words)}";

    /// <summary>A filing of a shipped pack, taken to its publicity and no further.</summary>
    static async Task<string> Publicised(Journey journey, PackForm form, Registered? on, Action<JsonObject>? change = null)
    {
        var (applicant, filled) = await journey.Fill(form, on?.Resource ?? await journey.Resource(), on, change);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        await journey.TakeAll(id, form, applicant);
        await journey.App.Settle();
        return id;
    }

    static Action<JsonObject> Claiming(string right, Action<JsonObject> more) => f =>
    {
        var claim = new JsonObject { ["kind"] = right, ["scope"] = "路侧泊位的时段空余数" };
        more(claim);
        f["rights"] = new JsonArray(claim);
    };

    [Fact]
    public async Task A_grant_of_public_data_is_publicised_with_its_operator_content_scope_and_term()
    {
        await using var journey = await Journey.Start("cn-beijing-public");
        var on = (await journey.Registrations(1))[0];
        var form = await journey.Form("Licence");
        var id = await Publicised(journey, form, on, Claiming(form.Right(derived: true), c =>
        {
            (c["scenarios"], c["territory"], c["validUntil"]) = (new JsonArray("原有场景"), "海淀区", "2027-03-04");
        }));

        var shown = await TestApp.Body(await journey.App.Anyone.GetAsync($"{At}/{id}"));
        ((string?)shown["stage"], (string?)shown["applicantName"], (string?)shown["counterpartyName"])
            .ShouldBe(("Publicised", Cast.Holder, Cast.Other), "授权对象");
        var claim = shown["claims"]!.AsArray().Single()!;
        ((string?)claim["kind"], (string?)claim["scope"], (string?)claim["territory"], (string?)claim["scenarios"]![0],
            (string?)claim["term"]!["until"])
            .ShouldBe((form.Right(derived: true), "路侧泊位的时段空余数", "海淀区", "原有场景", "2027-03-04"), "内容、范围和时限");
        (await Found(journey.App.Anyone, Term(Cast.Other))).ShouldBe([id], "found by the operator it names");
    }

    /// <summary>A pack that names scenarios or shares among what is publicised has them on the board.</summary>
    [Theory]
    [InlineData("std-tjifa-003")]
    [InlineData("cn-guizhou")]
    [InlineData("cn-dali")]
    public async Task Scenarios_stand_on_the_board_as_the_form_states_them(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var form = await journey.Form("Initial");
        var id = await Publicised(journey, form, null, f => f["fields"]!["scenario"] = "城市治理");
        var shown = await TestApp.Body(await journey.App.Anyone.GetAsync($"{At}/{id}"));
        shown["stated"]!.AsArray().Select(s => (string?)s!["words"]).ShouldBe(["城市治理"]);
        shown.ContainsKey("counterpartyName").ShouldBeFalse("there is no other side");
    }

    [Fact]
    public async Task Shares_stand_on_the_board_where_the_paper_registers_them()
    {
        await using var journey = await Journey.Start("cn-guangdong");
        var form = await journey.Form("Initial");
        var id = await Publicised(journey, form, null, Claiming(form.Right(derived: false), c => c["shareBasisPoints"] = 10_000));
        var claim = (await TestApp.Body(await journey.App.Anyone.GetAsync($"{At}/{id}")))["claims"]!.AsArray().Single()!;
        ((int?)claim["shareBasisPoints"], claim["scope"], claim["term"]).ShouldBe((10_000, null, null),
            "and nothing that it does not show");
    }

    [Fact]
    public async Task The_board_is_searched_by_words_number_register_and_stage()
    {
        await using var journey = await Journey.Start("cn-beijing-social");
        var (anyone, form) = (journey.App.Anyone, await journey.Form("Initial"));
        var first = await Publicised(journey, form, null);
        await journey.LetPass(20);
        var second = await Publicised(journey, form, null);
        var number = (string)(await TestApp.Body(await anyone.GetAsync($"{At}/{first}")))["number"]!;

        (await Found(anyone, "")).ShouldBe([second, first], "newest first");
        (await Found(anyone, Term("资源2号"))).ShouldBe([second]);
        (await Found(anyone, Term("资源"))).ShouldBe([second, first]);
        (await Found(anyone, Term(Cast.Holder))).ShouldBe([second, first], "by the applicant");
        (await Found(anyone, Term(number))).ShouldBe([first]);
        (await Found(anyone, Term("没有这样的"))).ShouldBeEmpty();
        (await Found(anyone, "register=cn-beijing-social")).ShouldBe([second, first]);
        (await Found(anyone, "register=cn-guangdong")).ShouldBeEmpty();
        (await Found(anyone, "stage=Publicised")).ShouldBe([second]);
        (await Found(anyone, $"stage=Registered&register=cn-beijing-social&{Term("资源")}")).ShouldBe([first]);
        await anyone.GetAsync($"{At}?{Term("资")}").ShouldBeRefused(400, "registration.term-too-short");
        var page = await TestApp.Body(await anyone.GetAsync($"{At}?take=1&{Term("资源")}"));
        (await Found(anyone, $"take=1&{Term("资源")}&after={page["next"]}")).ShouldBe([first], "page after page");
    }

    /// <summary>GZ-ELREG-2023 art. 28: whom 匿名化公示 hides, no name finds, whole or in part; by its number and title the filing is.</summary>
    [Fact]
    public async Task A_filing_that_is_publicised_without_names_is_found_by_nobodys_name()
    {
        await using var journey = await Journey.Start("cn-guizhou");
        var (anyone, on) = (journey.App.Anyone, await journey.Registrations(2));
        var form = await journey.Form("Trade");
        var before = (await Board(anyone, "take=100")).Select(i => (string)i["id"]!).ToList();
        var hidden = await Publicised(journey, form, on[0], f => f["fields"]!["anonymous"] = "yes");
        var named = await Publicised(journey, form, on[1], f => f["fields"]!["anonymous"] = "no");
        foreach (var name in new[] { Cast.Holder, Cast.Holder[..3], "甲数" })
            (await Found(anyone, $"take=100&{Term(name)}")).Except(before).ShouldBe([named], name);
        var title = (string)(await Board(anyone, "take=100")).Single(i => (string?)i["id"] == hidden)["resourceTitle"]!;
        (await Found(anyone, $"take=100&{Term(title)}")).ShouldContain(hidden);
        (await Found(anyone, Term((string)(await TestApp.Body(await anyone.GetAsync($"{At}/{hidden}")))["number"]!))).ShouldBe([hidden]);
    }

    [Fact]
    public async Task What_is_not_shown_is_not_found_by_either()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary, rules: r => r with
        {
            PublicityFields = Regimes.Ruled<List<PublicityField>>([PublicityField.ResourceTitle], "TEST art. 19"),
        });
        var id = await driver.At(Stage.Publicised);
        await driver.App.Settle();
        (await Found(driver.App.Anyone, Term("资源1"))).ShouldBe([id]);
        (await Found(driver.App.Anyone, Term(RegistryApp.Company))).ShouldBeEmpty();
        (await Board(driver.App.Anyone)).Single().Select(p => p.Key).ShouldBe(
            ["id", "number", "resourceTitle", "stated", "from", "until", "left", "stage", "pack", "basis", "open"], ignoreOrder: true);
    }
}
