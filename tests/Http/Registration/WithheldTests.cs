using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>不公开事项 — what a pack marks as private is certified, and shown to whoever holds the certificate; the public page and the
/// credential keep it from everybody else, and say that they do.</summary>
public sealed class WithheldTests
{
    const string Secret = "受某医院委托采集";

    /// <summary>The shipped pack, and a field that its certificate states and the public does not see.</summary>
    static void WithPrivateField(IServiceCollection services)
    {
        var pack = RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).For(RegistryApp.Pack)!;
        var (initial, certificate) = (pack.Rules.Of(FilingKind.Initial), pack.Rules.Certificates["registration"]);
        FieldRule Stating(string key, CertificateContent content, bool hidden) => new()
        {
            Key = key, TitleZh = key, TitleEn = key, Basis = "TEST art. 1", States = content,
            Private = Regimes.Ruled(hidden, "TEST art. 1"),
        };
        var rules = pack.Rules with
        {
            Filings = new(pack.Rules.Filings)
            {
                [FilingKind.Initial] = initial with
                {
                    Fields = [.. initial.Fields, Stating("origin", CertificateContent.Source, true),
                        Stating("purpose", CertificateContent.Purpose, false)],
                },
            },
            Certificates = new(pack.Rules.Certificates)
            {
                ["registration"] = certificate with
                {
                    Contents = Regimes.Ruled<List<CertificateContent>>(
                        [.. certificate.Contents.Value, CertificateContent.Source, CertificateContent.Purpose], "TEST art. 1"),
                },
            },
        };
        services.AddSingleton(new RegistrationPacks(new(new Dictionary<string, Pack<RegistrationRules>>
        {
            [pack.Id] = new(pack.Id, new('d', 64), rules),
        })));
    }

    static async Task<(RegistryApp App, string Number)> Registered()
    {
        var app = await RegistryApp.Start(configure: WithPrivateField);
        var form = JsonSerializer.SerializeToNode(RegistryApp.Form(app.Catalog.Add(app.Holder, "充电桩运行数据")))!.AsObject();
        form["fields"] = new JsonObject { ["origin"] = Secret, ["purpose"] = "选址分析" };
        var id = await RegistryApp.Submit(app.Steward, form);
        foreach (var step in new[] { "accept", "pass-review" }) await RegistryApp.Take(app.Registrar, id, step);
        await app.App.AdvanceTo("2026-03-10");
        await app.SignInAgain();
        return (app, (string)(await app.Filing(id))["certificateNumber"]!);
    }

    static async Task<(IEnumerable<string?> Stated, bool Withheld)> Seen(HttpClient by, string path)
    {
        var page = await TestApp.Body(await by.GetAsync(path));
        return (page["stated"]!.AsArray().Select(s => (string?)s!["words"]), (bool)page["withheld"]!);
    }

    [Fact]
    public async Task The_public_page_withholds_it_and_says_so_and_who_presents_the_certificate_sees_it()
    {
        var (app, number) = await Registered();
        await using var _ = app;
        var path = $"/api/public/certificates/{number}";
        var token = ((string)(await app.Certificate(number))["credentialSha256"]!)[..16];
        var stranger = await app.App.SignIn("乙数据公司", Role.Steward);

        foreach (var outsider in new[] { app.App.Anyone, stranger })
        {
            var (stated, withheld) = await Seen(outsider, path);
            (string.Join(',', stated), withheld).ShouldBe(("选址分析", true));
            (await outsider.GetStringAsync(path)).ShouldNotContain(Secret);
            (await Seen(outsider, $"{path}?h={new string('0', 16)}")).Withheld.ShouldBeTrue("another token opens nothing");
        }
        foreach (var (insider, at) in new[] { (app.App.Anyone, $"{path}?h={token}"), (app.Steward, path), (app.Registrar, path) })
        {
            var (stated, withheld) = await Seen(insider, at);
            (string.Join(',', stated), withheld).ShouldBe(($"{Secret},选址分析", false));
        }
    }

    [Fact]
    public async Task Nothing_else_that_the_public_may_fetch_tells_it()
    {
        var (app, number) = await Registered();
        await using var _ = app;
        await app.Seal();
        var path = $"/api/public/certificates/{number}";
        foreach (var file in new[] { "credential.json", "certificate.pdf" })
        {
            await app.App.Anyone.GetAsync($"{path}/{file}").ShouldBeRefused(403, "registration.certificate-withheld");
            (await app.Steward.GetAsync($"{path}/{file}")).IsSuccessStatusCode.ShouldBeTrue(file);
        }
        foreach (var open in new[] { "/api/public/publicity", "/api/public/register?q=充电桩" })
            (await app.App.Anyone.GetStringAsync(open)).ShouldNotContain(Secret, Case.Sensitive, open);
        var many = await app.App.Anyone.PostAsync("/api/public/certificates/verify-many", new StringContent(number));
        (await many.Content.ReadAsStringAsync()).ShouldContain(number);
        (await many.Content.ReadAsStringAsync()).ShouldNotContain(Secret);
        (await app.Facts("registration.certificate-issued/1")).Single().ToJsonString(Json.Plain).ShouldNotContain(Secret);
    }

    /// <summary>SZ-REG-2023 art. 12, 27 and DL-REG-2023 art. 32, on the packs as they are shipped.</summary>
    [Theory]
    [InlineData("cn-shenzhen", "source", "SZ-REG-2023 art. 12, 27（负有保密义务）")]
    [InlineData("cn-dali", "acquisition", "DL-REG-2023 art. 32（对登记信息保密）")]
    public async Task What_a_shipped_pack_keeps_secret_stands_on_the_certificate_and_on_no_public_page(
        string pack, string key, string basis)
    {
        RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).For(pack)!.Rules
            .Of(FilingKind.Initial).Fields.Single(f => f.Key == key).Private!.Basis.ShouldBe(basis);
        await using var journey = await Journey.Start(pack);
        var (form, resource) = (await journey.Form("Initial"), await journey.Resource());
        var filing = await journey.Whole(form, resource, null, change: f => f["fields"]!.AsObject()[key] = Secret);
        filing["stage"].ShouldBeText("Registered");
        var path = $"/api/public/certificates/{filing["certificateNumber"]}";
        var steward = await journey.Cast.Steward(Cast.Holder);
        (await steward.GetStringAsync(path)).ShouldContain(Secret, Case.Sensitive, "its holder sees what it states");

        await journey.Registry.Seal();
        ((bool)(await TestApp.Body(await journey.App.Anyone.GetAsync(path)))["withheld"]!).ShouldBeTrue();
        foreach (var open in new[] { path, "/api/public/publicity", "/api/public/register?q=资源" })
            (await journey.App.Anyone.GetStringAsync(open)).ShouldNotContain(Secret, Case.Sensitive, open);
        await journey.App.Anyone.GetAsync($"{path}/credential.json").ShouldBeRefused(403, "registration.certificate-withheld");
    }

    /// <summary>What the papers are silent about: contact data, identity and bank data, what may be a secret of trade. The form says so,
    /// and no page that anybody may open shows it.</summary>
    [Theory]
    [InlineData("std-tjifa-003", "Initial", "TJIFA-003-2022 §8.1.1", "address,bank")]
    [InlineData("cn-beijing-ip", "Initial", "BJ-IP-2023 art. 5", "rule")]
    [InlineData("cn-anhui", "Licence", "AH-REG-2023 art. 28(2)", "confidentiality")]
    [InlineData("cn-guizhou", "Trade", "GZ-ELREG-2023 art. 28", "amount")]
    [InlineData("cn-guangdong", "Initial", "", "")]
    public async Task What_a_paper_does_not_make_public_stands_on_no_page_that_anybody_opens(
        string pack, string kind, string basis, string fields)
    {
        const string Kept = "98765432", Phone = "0851-87654321", Address = "保密路九十八号";
        var keys = fields.Split(',', StringSplitOptions.RemoveEmptyEntries);
        await using var journey = await Journey.Start(pack);
        foreach (var party in new[] { Cast.Holder, Cast.Other })
        {
            var steward = await journey.Cast.Steward(party);
            var account = (await Opening.Accounts(steward))[0]["id"];
            await TestApp.Done(await steward.PostAsJsonAsync($"/api/registration/accounts/{account}/contact",
                new { phone = Phone, address = Address }));
        }
        var on = kind == "Initial" ? null : (await journey.Registrations(1))[0];
        var form = await journey.Form(kind);
        foreach (var told in keys.Select(k => form.View["fields"]!.AsArray().Single(f => (string?)f!["key"] == k)!["private"]!))
            (((string)told["basis"]!)[..basis.Length], (bool)told["open"]!, (string?)told["reason"] is { Length: > 0 })
                .ShouldBe((basis, true, true));
        var filing = await journey.Whole(form, on?.Resource ?? await journey.Resource(), on, change: f =>
        {
            foreach (var key in keys) f["fields"]!.AsObject()[key] = Kept;
        });
        await journey.Registry.Seal();
        var certificate = $"/api/public/certificates/{filing["certificateNumber"]}";
        (await journey.App.Anyone.GetStringAsync(certificate)).ShouldContain((string)filing["certificateNumber"]!);
        string[] secrets = [Phone, Address, .. keys.Length > 0 ? [Kept] : Array.Empty<string>()];
        foreach (var open in new[] { certificate, $"{certificate}/credential.json", "/api/public/publicity?take=100",
            "/api/public/register?q=资源", "/api/public/notices" })
            if (await journey.App.Anyone.GetAsync(open) is var page && await page.Content.ReadAsStringAsync() is var text)
                secrets.Where(s => text.Contains(s, StringComparison.Ordinal)).ShouldBeEmpty(open);
        if (keys.Length > 0)
            (await (await journey.Cast.Registrar()).GetStringAsync($"/api/registration/filings/{filing["id"]}")).ShouldContain(Kept);
    }
}
