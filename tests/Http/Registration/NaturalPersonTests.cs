using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Kernel;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>自然人登记主体 — who is let in where the paper names natural persons, and nowhere else; the resident number verifies a person once
/// and is told to nobody.</summary>
public sealed class NaturalPersonTests
{
    internal const string Person = "张三";

    public static TheoryData<string> Packs => [.. RegistrationPacks
        .Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).All.Select(p => p.Id)];

    internal static string Number(string birthday = "19850312", string region = "530102")
        => $"{region}{birthday}001" is var body ? body + ResidentNumber.CheckCharacter(body) : "";

    internal static async Task<HttpResponseMessage> Enter(TestApp app, string number, string name = Person)
        => await (await app.Administrator()).PostAsJsonAsync("/api/parties/organizations",
            new { name, code = number, kind = "NaturalPerson" });

    /// <summary>Which packs let natural persons in, as the articles say it.</summary>
    static readonly Dictionary<string, string> Naming = new()
    {
        ["cn-anhui"] = "AH-REG-2023 art. 3", ["cn-dali"] = "DL-REG-2023 art. 3", ["cn-guizhou"] = "GZ-ELREG-2023 art. 11",
        ["cn-shenzhen"] = "SZ-REG-2023 art. 6, 7",
    };

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task Where_the_paper_names_natural_persons_one_opens_an_account_and_elsewhere_the_article_says_no(string pack)
    {
        await using var registry = await RegistryApp.Start("2024-03-04", account: false);
        await TestApp.Done(await Enter(registry.App, Number()));
        var steward = await registry.App.SignIn(Person, Role.Steward);
        var rules = RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).For(pack)!.Rules;
        if (Naming.TryGetValue(pack, out var article))
        {
            rules.Subjects.Basis.ShouldBe(article);
            var account = await Opening.Open(registry.App, steward, pack);
            ((string?)account["subjectName"], ((string)account["subjectCode"]!)[..2]).ShouldBe((Person, "ZR"));
            return;
        }
        var opening = Opening.Try(registry.App, steward, pack);
        ((string?)(await opening.ShouldBeRefused(403, "registration.subject-not-admitted"))["basis"]).ShouldBe(rules.Subjects.Basis);
        (await TestApp.Body(await steward.GetAsync("/api/registration/accounts")))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cn-anhui")]
    [InlineData("cn-dali")]
    [InlineData("cn-guizhou")]
    [InlineData("cn-shenzhen")]
    public async Task A_natural_person_files_and_holds_a_certificate_with_its_name_and_its_resident_number_is_told_nowhere(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var number = Number();
        await TestApp.Done(await Enter(journey.App, number));
        var certificate = await Certified(journey);

        ((string?)certificate["holderName"], (string?)certificate["status"]).ShouldBe((Person, "Valid"));
        var path = $"/api/public/certificates/{certificate["number"]}";
        await journey.Registry.Seal();
        var steward = await journey.Cast.Steward(Person);
        if (await steward.GetAsync($"{path}/credential.json") is { IsSuccessStatusCode: true } reply)
        {
            var holder = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["credentialSubject"]!["holder"]!.AsObject();
            holder.Select(p => p.Key).ShouldBe(["name", "personNumber"], ignoreOrder: true);
            ((string)holder["personNumber"]!).ShouldStartWith("ZR");
        }
        foreach (var open in new[] { path, "/api/public/publicity", "/api/public/register?q=张三", "/api/public/statistics" })
            if (await journey.App.Anyone.GetAsync(open) is { IsSuccessStatusCode: true } page)
                (await page.Content.ReadAsStringAsync()).ShouldNotContain(number, Case.Insensitive, open);
        var registrar = await journey.Cast.Registrar();
        foreach (var inside in new[] { "/api/parties/organizations?q=张三", "/api/registration/register?take=100",
            "/api/registration/filings" })
            (await registrar.GetStringAsync(inside)).ShouldNotContain(number, Case.Insensitive, inside);
        foreach (var envelope in await journey.App.Db(db => db.Set<JournalEntry>().Select(e => e.Envelope).ToListAsync()))
            new[] { number, Person }.Where(t => envelope.Contains(t, StringComparison.Ordinal)).ShouldBeEmpty(envelope);
        await journey.App.ShouldBeWhole();
    }

    /// <summary>From the account to the certificate, by the form and the steps of the pack alone.</summary>
    internal static async Task<JsonObject> Certified(Journey journey)
    {
        var steward = await journey.Cast.Steward(Person);
        await Opening.Open(journey.App, steward, journey.Pack);
        var form = await journey.Form("Initial");
        var resource = journey.Registry.Catalog.Add(await journey.Cast.IdOf(Person), "街景照片集");
        journey.Registry.Catalog.Print(resource, Enumerable.Range(0, 20), method: "journey/1");
        var (_, filled) = await journey.Fill(form, resource, null, applicant: Person);
        var id = (string)(await TestApp.Body(await journey.Try(form, Person, filled)))["id"]!;
        var filing = await journey.Finish(id, form, Person);
        filing["stage"].ShouldBeText("Registered");
        return (await journey.Certificate((string?)filing["certificateNumber"]))!;
    }

    [Fact]
    public async Task A_number_that_nobody_can_have_is_refused_and_nothing_is_kept()
    {
        await using var app = await TestApp.Start("2026-03-02");
        var (right, admin) = (Number(), await app.Administrator());
        async Task<int> Parties() => (await app.FactKinds()).Count(k => k == "parties.organization-registered/1");
        var before = await Parties();
        foreach (var wrong in new[]
        {
            right[..17] + (right[17] == '1' ? '2' : '1'), Number("19850230"), Number(region: "990102"), Number("20260303"),
            TestCodes.Of(77), right[..^1],
        })
        {
            var refusal = await Enter(app, wrong).ShouldBeRefused(400, "parties.bad-resident-number");
            ((string?)refusal["basis"]).ShouldBe("GB 11643-1999");
            refusal.ToJsonString().ShouldNotContain(wrong);
        }
        (await TestApp.Body(await admin.GetAsync("/api/parties/organizations?q=张三")))["items"]!.AsArray().ShouldBeEmpty();
        (await Parties()).ShouldBe(before);
        await TestApp.Done(await Enter(app, right));
        await Enter(app, right.ToLowerInvariant(), "另一人").ShouldBeRefused(409, "parties.person-known");
        await TestApp.Done(await Enter(app, Number("20260302"), "今日出生"));
    }

    [Fact]
    public async Task Whoever_knows_a_persons_number_here_finds_that_person_and_nobody_finds_one_by_the_resident_number()
    {
        await using var app = await TestApp.Start();
        var entered = await TestApp.Body(await Enter(app, Number()));
        var stranger = await app.SignIn("乙数据公司", Role.Steward);
        async Task<JsonArray> Found(HttpClient by, string q)
            => (await TestApp.Body(await by.GetAsync($"/api/parties/organizations?q={q}")))["items"]!.AsArray();
        (await Found(stranger, (string)entered["code"]!)).Single()!["name"].ShouldBeText(Person);
        (await Found(stranger, Number())).ShouldBeEmpty();
        (await Found(stranger, Person)).ShouldBeEmpty("by name one finds oneself alone");
        (await Found(await app.Administrator(), Number())).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_register_that_names_no_natural_persons_takes_none_as_the_other_side_either()
    {
        await using var journey = await Journey.Start("cn-beijing-social");
        await TestApp.Done(await Enter(journey.App, Number()));
        var on = (await journey.Registrations(1))[0];
        var form = await journey.Form("Transfer");
        var person = await journey.Cast.IdOf(Person);
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f => f["counterparty"] = person.ToString());
        ((string?)(await journey.Try(form, applicant, filled).ShouldBeRefused(403, "registration.subject-not-admitted"))["basis"])
            .ShouldBe("BJ-OPIN-2023 §6（为社会主体提供社会数据资产登记服务）");
    }
}
