using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Kernel;
using Yuanliu.Registration.Certificates;

namespace Yuanliu.Tests.Registration;

/// <summary>唯一标识符（OID） — a certificate is an object of its own, and whoever has its identifier finds it.</summary>
public sealed class IdentifierTests
{
    static async Task<string?> OidOf(Journey journey, string? number) => (string?)(await journey.Certificate(number))!["oid"];

    static Task<HttpResponseMessage> Public(Journey journey, string path) => journey.App.Anyone.GetAsync($"/api/public/{path}");

    /// <summary>What the console's quick search finds for a registrar.</summary>
    static async Task<JsonArray> Search(Journey journey, string term)
        => JsonNode.Parse(await (await journey.Cast.Registrar()).GetStringAsync($"/api/search?q={term}"))!.AsArray();

    [Fact]
    public async Task Each_of_guizhous_certificates_is_an_object_of_its_own_and_is_found_by_its_identifier()
    {
        await using var journey = await Journey.Start("cn-guizhou");
        var unit = (await journey.Registrations(1))[0];
        await journey.Whole(await journey.Form("Trade"), unit.Resource, unit);
        var certificates = await journey.App.Db(db => db.Set<Certificate>().AsNoTracking().OrderBy(c => c.Id).ToListAsync());
        certificates.Select(c => c.Form).Distinct().Order(StringComparer.Ordinal).ShouldBe(["registration", "trade", "usufruct"]);
        foreach (var certificate in certificates)
        {
            var named = ObjectIdentifier.Of("2.25", certificate.Id.Value);
            (await OidOf(journey, certificate.Number)).ShouldBe(named, certificate.Form);
            CertificateWords.Of(certificate, 0, [], [], certificate.IssuedOn,
                journey.App.Services.GetRequiredService<HostSettings>()).Fields
                .Count(f => f.Value == named).ShouldBe(1, "its print says so");
        }

        var oid = (await OidOf(journey, unit.Certificate))!;
        ((string?)(await journey.Certificate(oid))!["number"]).ShouldBe(unit.Certificate);
        var credential = JsonNode.Parse(await journey.App.Anyone.GetStringAsync($"/api/public/certificates/{oid}/credential.json"))!;
        ((string?)credential["credentialSubject"]!["certificateIdentifier"]).ShouldBe($"urn:oid:{oid}");
        await journey.Registry.Seal();
        var pdf = await journey.App.Anyone.GetByteArrayAsync($"/api/public/certificates/{oid}/certificate.pdf");
        ((string?)(await journey.Certificate(oid))!["pdfSha256"]).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(pdf)));
        (await Public(journey, $"certificates/{oid}/receipt.tlog-proof")).IsSuccessStatusCode.ShouldBeTrue();

        foreach (var found in new[]
        {
            await TestApp.Body(await Public(journey, $"register?term={oid}")),
            await TestApp.Body(await (await journey.Cast.Registrar()).GetAsync($"/api/registration/register?term={oid}")),
        })
            ((string?)found["items"]!.AsArray().Single()!["number"]).ShouldBe(unit.Unit);
        foreach (var (term, href) in new[] { (oid, $"/v/{unit.Certificate}"), (unit.Unit, $"/console/register/{unit.Unit}") })
            (await Search(journey, term)).Select(h => (string?)h!["href"]).ShouldBe([href], term);
        using var list = new StringContent($"{oid}\n2.25.1\n{unit.Certificate}\n", Encoding.UTF8, "text/csv");
        (await TestApp.Body(await journey.App.Anyone.PostAsync("/api/public/certificates/verify-many", list)))["items"]!.AsArray()
            .Select(i => ((string?)i!["number"], (string?)i["status"]))
            .ShouldBe([(oid, "Valid"), ("2.25.1", null), (unit.Certificate, "Valid")]);
    }

    [Fact]
    public async Task The_same_number_under_another_arc_and_one_where_the_pack_gives_none_find_nothing()
    {
        await using var journey = await Journey.Start("cn-guizhou");
        var unit = (await journey.Registrations(1))[0];
        var other = "2.26" + (await OidOf(journey, unit.Certificate))!["2.25".Length..];
        await Public(journey, $"certificates/{other}").ShouldBeRefused(404, "registration.no-such-certificate");
        (await TestApp.Body(await Public(journey, $"register?term={other}")))["items"]!.AsArray().ShouldBeEmpty();
        (await Search(journey, other)).ShouldBeEmpty();

        await using var beijing = await Journey.Start("cn-beijing-social");
        var plain = (await beijing.Registrations(1))[0];
        (await OidOf(beijing, plain.Certificate)).ShouldBeNull();
        var id = (await beijing.App.Db(db => db.Set<Certificate>().AsNoTracking().SingleAsync(c => c.Number == plain.Certificate))).Id;
        await Public(beijing, $"certificates/{ObjectIdentifier.Of("2.25", id.Value)}")
            .ShouldBeRefused(404, "registration.no-such-certificate");
    }
}
