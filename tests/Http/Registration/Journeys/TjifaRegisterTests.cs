using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Json;
using Yuanliu.Kernel;
using Yuanliu.Registration.Certificates;

namespace Yuanliu.Tests.Registration;

/// <summary>T/TJIFA 003—2022 as it is shipped, clause by clause, through the register.</summary>
public sealed class TjifaRegisterTests
{
    const string Pack = "std-tjifa-003";

    static async Task<JsonObject> Credential(Journey journey, string number) => CanonicalJson.Parse(
        await journey.App.Anyone.GetByteArrayAsync($"/api/public/certificates/{number}/credential.json"))!.AsObject();

    /// <summary>What the certificate's sheet prints, line by line.</summary>
    static Task<List<string>> Printed(Journey journey, string number) => journey.App.Db(async db =>
    {
        await using var scope = journey.App.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<CertificateRecords>();
        var certificate = await db.Set<Certificate>().AsNoTracking().SingleAsync(c => c.Number == number);
        return CertificateWords.Of(certificate, 0, await records.Burdens(certificate, default), await records.Grants(certificate, default),
            certificate.IssuedOn, journey.App.Services.GetRequiredService<HostSettings>()).Fields.Select(f => $"{f.Label}：{f.Value}")
            .ToList();
    });

    static IEnumerable<(string?, string?)> Stated(JsonNode certificate)
        => certificate["stated"]!.AsArray().Select(s => ((string?)s!["content"], (string?)s["words"]));

    /// <summary>§8.2.1: 数据资产名称，涉及版本更新的，应同时注明版本号.</summary>
    [Fact]
    public async Task A_certificate_after_an_update_says_which_version_it_is_of_and_the_one_before_is_void()
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        Stated((await journey.Certificate(on.Certificate))!).ShouldNotContain(s => s.Item1 == "Version", "nothing was updated yet");
        var form = await journey.Form("Change", "ObjectChanged");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f => f["fields"]!["version"] = "V2.1");
        var without = filled.DeepClone().AsObject();
        without["fields"]!.AsObject().Remove("version");
        ((string?)(await journey.Try(form, applicant, without).ShouldBeRefused(400, "registration.field-missing"))["basis"])
            .ShouldNotBeNull().ShouldStartWith("TJIFA-003-2022 §8.2.1");

        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        var number = (string)(await journey.Finish(id, form, applicant))["certificateNumber"]!;
        (await journey.Certificate(on.Certificate))!["status"].ShouldBeText("Superseded");
        Stated((await journey.Certificate(number))!).ShouldContain(("Version", "V2.1"));
        Stated((await Credential(journey, number))["credentialSubject"]!).ShouldContain(("Version", "V2.1"));
        (await Printed(journey, number)).ShouldContain("版本号：V2.1");

        await journey.LetPass(3 * 365 - 10);                        // within the last month
        var renewal = await journey.Whole(await journey.Form("Renewal"), on.Resource, on with { Certificate = number });
        Stated((await journey.Certificate((string?)renewal["certificateNumber"]))!).ShouldContain(("Version", "V2.1"));
    }

    /// <summary>§8.2.1: what a certificate states besides, each as the form was answered.</summary>
    [Fact]
    public async Task The_certificate_states_type_acquisition_cycle_and_scenarios_as_the_form_was_answered()
    {
        await using var journey = await Journey.Start(Pack);
        var form = await journey.Form("Initial");
        var filing = await journey.Whole(form, await journey.Resource(), null, change: f =>
        {
            var fields = f["fields"]!;
            (fields["form"], fields["acquisition"], fields["cycle"], fields["scenario"]) = ("interface", "traded", "daily", "城市治理");
        });
        var certificate = (await journey.Certificate((string?)filing["certificateNumber"]))!;
        Stated(certificate).ShouldBe([("AssetType", "数据接口"), ("Acquisition", "交易取得"), ("UpdateCycle", "日"), ("Scenarios", "城市治理")]);
        ((string?)certificate["title"], (string?)certificate["resourceTitle"], (string?)certificate["holderName"])
            .ShouldBe(("数据资产确权证书", "资源1号", Cast.Holder));
        ((string?)certificate["unitNumber"]).ShouldNotBeNull().ShouldStartWith("TJIFA-DJ-", Case.Sensitive, "登记号");
    }

    /// <summary>§6.4.3.2, 8.2.2: 授权他人使用 is another's right, noted on the holder's certificate; it confirms no right of its own.</summary>
    [Fact]
    public async Task A_licence_is_noted_on_the_holders_certificate_and_gives_none_to_whoever_may_use_it()
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        var before = (await journey.Certificate(on.Certificate))!;
        before["grants"]!.AsArray().ShouldBeEmpty();
        var form = await journey.Form("Licence");
        var filing = await journey.Whole(form, on.Resource, on);
        ((string?)filing["stage"], (string?)filing["certificateNumber"]).ShouldBe(("Registered", null));
        (await journey.Registry.Facts("registration.certificate-annotated/1")).Single()["number"].ShouldBeText(on.Certificate!);

        var noted = (await journey.Certificate(on.Certificate))!;
        ((string?)noted["status"], (string?)noted["grants"]!.AsArray().Single()!["kind"]).ShouldBe(("Valid", form.Right(derived: true)));
        (await Printed(journey, on.Certificate!)).Single(l => l.StartsWith("他项权益：", StringComparison.Ordinal))
            .ShouldContain("授权他人使用（数据加工使用权，自 2024年");
        (await TestApp.Body(await (await journey.Cast.Steward(Cast.Other)).GetAsync("/api/registration/ledger")))["certificates"]!
            .AsArray().ShouldBeEmpty("who is let use it holds no certificate of the asset");
        await journey.App.ShouldBeWhole();
    }

    /// <summary>§6.3.1: accounts by type of asset in one ledger; what derives from an asset stands with it.</summary>
    [Fact]
    public async Task The_ledger_of_a_holder_keeps_its_assets_by_the_type_that_was_registered()
    {
        await using var journey = await Journey.Start(Pack);
        var form = await journey.Form("Initial");
        var resources = new List<Guid>();
        foreach (var type in new[] { "dataset", "interface" })
        {
            resources.Add(await journey.Resource());
            await journey.Whole(form, resources[^1], null, change: f => f["fields"]!["form"] = type);
        }
        await journey.App.Settle();
        var on = await Registered.Of(journey, resources[1], null);
        await journey.Whole(await journey.Form("Licence"), on.Resource, on);
        async Task<IEnumerable<(Guid, string?, string?)>> Types(string of) => (await TestApp.Body(await (await journey.Cast.Steward(of))
            .GetAsync("/api/registration/ledger")))["rights"]!.AsArray()
            .Select(r => ((Guid)r!["resourceId"]!, (string?)r["asset"]?["key"], (string?)r["asset"]?["zh"]));
        (await Types(Cast.Holder)).ShouldBe([(resources[0], "dataset", "数据集"), (resources[1], "interface", "数据接口")], ignoreOrder: true);
        (await Types(Cast.Other)).ShouldBe([(resources[1], "interface", "数据接口")], "a use of it is of its type");
    }

    /// <summary>§6.4.1.1: everything that a holder and an asset are described by is asked for, and nothing is registered without.</summary>
    [Fact]
    public async Task What_a_holder_and_an_asset_are_described_by_is_asked_for_item_by_item()
    {
        await using var journey = await Journey.Start(Pack);
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var asked = form.Fields.Where(f => ((string)f["basis"]!).Contains("§6.4.1.1", StringComparison.Ordinal)).ToList();
        asked.Select(f => (string)f["key"]!).ShouldBe(["medium", "scenario", "capital", "address", "business", "bank"], ignoreOrder: true);
        foreach (var field in asked)
        {
            var without = filled.DeepClone().AsObject();
            without["fields"]!.AsObject().Remove((string)field["key"]!);
            ((string?)(await journey.Try(form, applicant, without).ShouldBeRefused(400, "registration.field-missing"))["basis"])
                .ShouldBe((string?)field["basis"], $"{field["key"]}");
        }
        await TestApp.Done(await journey.Try(form, applicant, filled));
    }

    /// <summary>§6.4.2.1: 未能通过数据资产登记的……可申请补充登记: nothing has to be registered before.</summary>
    [Fact]
    public async Task What_failed_to_be_registered_is_registered_in_supplement()
    {
        await using var journey = await Journey.Start(Pack);
        var (form, resource) = (await journey.Form("Initial"), await journey.Resource());
        var (applicant, filled) = await journey.Fill(form, resource, null);
        var failed = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        await RegistryApp.Take(await journey.Cast.Registrar(), failed, "accept");
        await RegistryApp.Take(await journey.Cast.Registrar(1), failed, "fail-review", "凭证不全");
        var again = await journey.Form("Supplementary");
        var (who, supplemented) = await journey.Fill(again, resource, null, f => f["rights"] = new JsonArray(
            Sides.Claim("Supplementary", again.Right(derived: false))));
        var id = (string)(await TestApp.Body(await journey.Try(again, who, supplemented)))["id"]!;
        var filing = await journey.Finish(id, again, who);
        ((string?)filing["stage"], (string?)(await journey.Certificate((string?)filing["certificateNumber"]))!["status"])
            .ShouldBe(("Registered", "Valid"), "a certificate as at first (§6.4.2.3)");
    }

    /// <summary>§6.4.1.4: 数据资产已在符合互认标准的数据资产登记平台进行过登记的，经提供确权证书，可免除相关审核.</summary>
    [Fact]
    public async Task Only_a_certificate_of_ones_own_that_was_recognized_here_spares_the_vouchers()
    {
        await using var there = await RegistryApp.Start();
        var number = await there.Register();
        await using var journey = await Journey.Start(Pack, today: LegalDay.Of(there.App.Clock.Now).ToString("yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture));
        await TestApp.Done(await (await journey.App.Administrator()).PostAsJsonAsync("/api/parties/organizations",
            new { name = Same, code = (string?)(await there.Certificate(number))["holderCode"], kind = "Enterprise" }));
        var steward = await journey.Cast.Steward(Same);
        await TestApp.Done(await steward.PostAsJsonAsync("/api/registration/accounts", new { pack = Pack }));
        var form = await journey.Form("Initial", "RecognizedPlatform");
        async Task<HttpResponseMessage> File(string applicant)
        {
            var resource = journey.Registry.Catalog.Add(await journey.Cast.IdOf(applicant), $"{applicant}的资源");
            var (_, filled) = await journey.Fill(form, resource, null, f => f["fields"]!["recognized"] = number);
            filled["materials"]!.AsArray().Select(m => (string?)m!["key"]).ShouldBe(["application", "declaration"]);
            return await journey.Try(form, applicant, filled);
        }
        ((string?)(await File(Same).ShouldBeRefused(409, "registration.not-recognized"))["basis"])
            .ShouldBe("TJIFA-003-2022 §6.4.1.4", "no word of the applicant spares anything");

        await Foreign.Know(journey.App, Foreign.Did(there.App));
        await TestApp.Done(await Foreign.Recognize(await journey.Cast.Registrar(), await Foreign.Credential(there.App, number),
            await Foreign.Lists(there.App)));
        await File(Cast.Holder).ShouldBeRefused(409, "registration.not-recognized");
        await TestApp.Done(await File(Same));
    }

    /// <summary>The same company at both nodes.</summary>
    const string Same = "丁数据公司";
}
