using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Pdf;
using Yuanliu.Compute.Verification;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

public sealed class CertificateTests
{
    static readonly object[] TwoRights =
        [new { kind = "ProductOperation", scope = "以统计产品形式经营", validUntil = "2027-12-31" }, new { kind = "Holding", scope = "全部数据项" }];

    [Fact]
    public async Task The_certificate_states_rights_and_data_in_detail_and_its_fact_holds_the_credentials_hash()
    {
        await using var app = await RegistryApp.Start(today: "2026-03-02");
        var number = await app.Register("充电桩运行数据", TwoRights);
        number.ShouldBe("BJSD-ZS-2026-000001");

        var card = await app.Certificate(number);
        (card["status"]!.GetValue<string>(), card["title"]!.GetValue<string>(), card["holderName"]!.GetValue<string>(),
            card["issuerName"]!.GetValue<string>())
            .ShouldBe(("Valid", "数据资产登记证书", RegistryApp.Company, TestApp.PlatformName));
        (card["issuedOn"]!.GetValue<string>(), card["validUntil"]!.GetValue<string>(), card["publicFrom"]!.GetValue<string>(),
            card["publicUntil"]!.GetValue<string>())
            .ShouldBe(("2026-03-10", "2029-03-09", "2026-03-02", "2026-03-09"));
        card["rights"]!.AsArray().Select(
            r => (r!["kind"]!.GetValue<string>(), r["scope"]!.GetValue<string>(), r["validUntil"]?.GetValue<string>()))
            .ShouldBe([("Holding", "全部数据项", null), ("ProductOperation", "以统计产品形式经营", "2027-12-31")]);
        (card["rows"]!.GetValue<long>(), card["fields"]!.GetValue<int>(), card["level"]!.GetValue<int>()).ShouldBe((12_345L, 2, 2));
        card["fieldList"]!.AsArray().Select(f => f!["title"]!.GetValue<string>()).ShouldBe(["场站", "车主"]);

        var bytes = await app.App.Anyone.GetByteArrayAsync($"/api/public/certificates/{number}/credential.json");
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        card["credentialSha256"]!.GetValue<string>().ShouldBe(hash);
        var fact = (await app.Facts("registration.certificate-issued/1")).Single();
        (fact["credentialSha256"]!.GetValue<string>(), fact["number"]!.GetValue<string>(), fact["packId"]!.GetValue<string>())
            .ShouldBe((hash, number, RegistryApp.Pack));
    }

    [Fact]
    public async Task The_credential_verifies_with_the_registrys_key_alone_and_not_when_one_word_is_changed()
    {
        await using var app = await RegistryApp.Start();
        var number = await app.Register(rights: TwoRights);
        var bytes = await app.App.Anyone.GetByteArrayAsync($"/api/public/certificates/{number}/credential.json");
        var key = app.App.Services.GetRequiredService<NodeKeys>().Registry.PublicKey;
        var now = app.App.Clock.Now;

        Credential.Verify(bytes, key.Span, now).Code.ShouldBe("credential.valid");
        var document = JsonNode.Parse(bytes)!.AsObject();
        document["issuer"]!["id"]!.GetValue<string>().ShouldBe(VerificationMethods.Did(key.Span));
        document["issuer"]!["name"]!.GetValue<string>().ShouldBe(TestApp.PlatformName);
        document["credentialSubject"]!["holder"]!["unifiedSocialCreditCode"]!.GetValue<string>().Length.ShouldBe(18);
        document["evidence"]![0]!["rulePackSha256"]!.GetValue<string>().Length.ShouldBe(64);
        document["credentialStatus"]!.AsArray().Count.ShouldBe(2);
        var context = new Uri(document["@context"]![1]!.GetValue<string>()).PathAndQuery;
        (await app.App.Anyone.GetFromJsonAsync<JsonObject>(context))!.ContainsKey("@context").ShouldBeTrue();

        foreach (var (from, to) in new[] { (RegistryApp.Company, "乙数据公司"), ("以统计产品形式经营", "不限"), ("2027-12-31", "2037-12-31"),
            ("12345", "12346") })
        {
            var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(from, to, StringComparison.Ordinal));
            forged.ShouldNotBe(bytes);
            Credential.Verify(forged, key.Span, now).Code.ShouldBe("credential.signature-wrong", to);
        }
        Credential.Verify(bytes, key.Span, now.AddYears(3)).Code.ShouldBe("credential.expired");
    }

    [Fact]
    public async Task Suspension_restoration_and_revocation_are_told_by_the_signed_lists_with_their_facts()
    {
        await using var app = await RegistryApp.Start();
        var number = await app.Register();
        var other = await app.Register("另一资源");
        var key = app.App.Services.GetRequiredService<NodeKeys>().Registry.PublicKey;
        async Task<string> Standing(string of)
        {
            var document = JsonNode.Parse(await app.App.Anyone.GetByteArrayAsync(
                $"/api/public/certificates/{of}/credential.json"))!.AsObject();
            var codes = new List<string>();
            foreach (var purpose in new[] { "revocation", "suspension" })
                codes.Add(StatusListCredential.Check(document, await app.App.Anyone.GetByteArrayAsync($"/api/public/status/{purpose}"),
                key.Span, app.App.Clock.Now).Code);
            return string.Join(' ', codes);
        }
        async Task<string> Status() => (string)(await app.Certificate(number))["status"]!;

        (await Standing(number)).ShouldBe("credential.valid credential.valid");
        await app.OfItsOwnAccord("Freeze", number);
        (await Standing(number)).ShouldBe("credential.valid credential.suspended");
        (await app.Certificate(number))["statusReason"]!.GetValue<string>().ShouldStartWith("查封冻结：登记簿");
        await app.OfItsOwnAccord("Unfreeze", number);
        (await Standing(number), await Status()).ShouldBe(("credential.valid credential.valid", "Valid"));
        await app.OfItsOwnAccord("Revocation", number);
        (await Standing(number), await Status()).ShouldBe(("credential.revoked credential.valid", "Revoked"));
        (await Standing(other)).ShouldBe("credential.valid credential.valid");

        (await app.Facts("registration.certificate-status-changed/1")).Select(f => $"{f["from"]}>{f["to"]}")
            .ShouldBe(["Valid>Suspended", "Suspended>Valid", "Valid>Revoked"]);
        await app.App.Anyone.GetAsync("/api/public/status/nonsense").ShouldBeRefused(404, "registration.no-such-list");
    }

    [Fact]
    public async Task The_register_answers_who_holds_which_right_until_the_certificate_or_the_right_ends()
    {
        await using var app = await RegistryApp.Start(today: "2026-03-02");
        var number = await app.Register(rights: TwoRights);
        var resource = new Uri((await app.Certificate(number))["resourceUrn"]!.GetValue<string>()).AbsolutePath.Split(':')[^1];
        var (id, holder) = (new ResourceId(Guid.Parse(resource)), new OrganizationId(app.Holder));
        async Task<CertificateCard?> Holds(RightKind right, OrganizationId? by = null)
        {
            await using var scope = app.App.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<IRegister>().Holds(by ?? holder, id, right, default);
        }

        (await Holds(RightKind.Holding))!.Number.ShouldBe(number);
        (await Holds(RightKind.ProductOperation))!.ValidUntil.ShouldBe(new DateOnly(2027, 12, 31));
        (await Holds(RightKind.ProcessingAndUse)).ShouldBeNull();
        (await Holds(RightKind.Holding, new(Guid.CreateVersion7()))).ShouldBeNull();

        app.App.Clock.Advance(new DateTime(2028, 1, 2, 1, 0, 0, DateTimeKind.Utc) - app.App.Clock.Now);
        (await Holds(RightKind.ProductOperation)).ShouldBeNull("the right ended with 2027");
        (await Holds(RightKind.Holding)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_certificate_expires_after_its_last_day_and_the_right_may_be_registered_anew()
    {
        await using var app = await RegistryApp.Start(today: "2026-03-02");
        var resource = app.Catalog.Add(app.Holder, "x");
        var id = await RegistryApp.Submit(app.Steward, RegistryApp.Form(resource));
        await RegistryApp.Take(app.Registrar, id, "accept");
        await RegistryApp.Take(app.Registrar, id, "pass-review");
        await app.App.AdvanceTo("2026-03-10");
        await app.SignInAgain();
        var number = (await app.Filing(id))["certificateNumber"]!.GetValue<string>();
        await app.Steward.PostAsJsonAsync("/api/registration/filings", RegistryApp.Form(resource))
            .ShouldBeRefused(409, "registration.already-registered");

        app.App.Clock.Advance(DateTime.Parse("2029-03-09T15:00:00Z", CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal) - app.App.Clock.Now);
        await app.App.Settle();
        (await app.Certificate(number))["status"]!.GetValue<string>().ShouldBe("Valid");
        app.App.Clock.Advance(TimeSpan.FromHours(2));                                         // 10 March in Beijing
        await app.App.Settle();
        (await app.Certificate(number))["status"]!.GetValue<string>().ShouldBe("Expired");
        (await app.Facts("registration.certificate-status-changed/1")).Single()["to"]!.GetValue<string>().ShouldBe("Expired");
        await app.SignInAgain();
        (await app.Steward.PostAsJsonAsync("/api/registration/filings", RegistryApp.Form(resource))).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Receipt_and_PDF_are_there_when_the_log_has_sealed_the_issue_and_not_before()
    {
        await using var app = await RegistryApp.Start(configure: RegistryApp.NothingInTheBackground);
        var number = await app.Register();
        var at = $"/api/public/certificates/{number}";
        await app.App.Anyone.GetAsync($"{at}/receipt.tlog-proof").ShouldBeRefused(409, "evidence.sealing");
        await app.App.Anyone.GetAsync($"{at}/certificate.pdf").ShouldBeRefused(409, "evidence.sealing");
        (await app.Certificate(number)).ContainsKey("leafIndex").ShouldBeFalse();

        await app.Seal();
        (await app.App.Anyone.GetStringAsync($"{at}/receipt.tlog-proof")).ShouldStartWith("c2sp.org/tlog-proof@v1\n");
        var pdf = await app.App.Anyone.GetByteArrayAsync($"{at}/certificate.pdf");
        var card = await app.Certificate(number);
        card["pdfSha256"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(pdf)));
        (await app.Facts("registration.certificate-printed/1")).Single()["pdfSha256"]!.GetValue<string>()
            .ShouldBe(card["pdfSha256"]!.GetValue<string>());
        (await app.App.Anyone.GetByteArrayAsync($"{at}/certificate.pdf")).ShouldBe(pdf, "it is made once");
        foreach (var file in new[] { "certificate.pdf", "credential.json", "receipt.tlog-proof" })
            await app.App.Anyone.GetAsync($"/api/public/certificates/none/{file}").ShouldBeRefused(404, "registration.no-such-certificate");
    }

    [Fact]
    public async Task The_PDF_carries_credential_and_receipts_holds_offline_with_the_logs_key_alone_and_finds_every_changed_byte()
    {
        await using var app = await RegistryApp.Start(configure: RegistryApp.NothingInTheBackground);
        var number = await app.Register(rights: TwoRights);
        await app.Seal();
        var pdf = await app.App.Anyone.GetByteArrayAsync($"/api/public/certificates/{number}/certificate.pdf");
        var key = (await app.App.Anyone.GetStringAsync("/log/key")).Trim();

        var report = ProofBundle.Verify([new("certificate.pdf", pdf)], key);
        report.Checks.Where(c => !c.Holds).Select(c => c.En).ShouldBeEmpty();
        report.Facts.ShouldBe(2);
        var carried = PdfVerifier.Verify(pdf);
        carried.Attachments.Select(a => a.Name).ShouldBe(["certificate.tlog-proof", "credential.json", "keys.tlog-proof"],
            ignoreOrder: true);
        var credential = await app.App.Anyone.GetByteArrayAsync($"/api/public/certificates/{number}/credential.json");
        carried.Attachment("credential.json")!.Content.ToArray().ShouldBe(credential);

        for (var at = 100; at < pdf.Length; at += pdf.Length / 40)
        {
            var forged = (byte[])pdf.Clone();
            forged[at] ^= 1;
            ProofBundle.Verify([new("certificate.pdf", forged)], key).Holds.ShouldBeFalse($"byte {at}");
        }
    }

    [Fact]
    public async Task Two_who_ask_for_the_same_new_PDF_get_the_same_one()
    {
        await using var app = await RegistryApp.Start(configure: RegistryApp.NothingInTheBackground);
        var number = await app.Register();
        await app.Seal();
        var pdfs = await Task.WhenAll(Enumerable.Range(0, 3)
            .Select(_ => app.App.Anyone.GetByteArrayAsync($"/api/public/certificates/{number}/certificate.pdf")));
        pdfs.ShouldAllBe(p => p.SequenceEqual(pdfs[0]));
        (await app.Facts("registration.certificate-printed/1")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Fsck_is_clean_and_finds_a_credential_that_was_altered_in_the_database()
    {
        await using var app = await RegistryApp.Start();
        var number = await app.Register();
        async Task<IReadOnlyList<IntegrityFinding>> Check()
        {
            await using var scope = app.App.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetServices<IIntegrity>().Single(c => c.Name == "register").Check(default);
        }

        (await Check()).ShouldBeEmpty();
        await app.App.Db(db => db.Database.ExecuteSqlAsync(
            $"UPDATE registration_certificate SET \"Credential\" = REPLACE(\"Credential\", {RegistryApp.Company}, {"乙数据公司"})"));
        (await Check()).Single().What.ShouldContain(number);
    }

    [Fact]
    public async Task Certificates_of_others_stay_out_of_ones_list()
    {
        await using var app = await RegistryApp.Start();
        await app.Register();
        var other = await app.App.SignIn("乙公司", Role.Steward);
        async Task<int> Listed(HttpClient client)
            => (await TestApp.Body(await client.GetAsync("/api/registration/certificates")))["items"]!.AsArray().Count;
        (await Listed(other), await Listed(app.Steward), await Listed(app.Registrar)).ShouldBe((0, 1, 1));
    }
}
