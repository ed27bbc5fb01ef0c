using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>证书互认与登记簿导出、导入: what another registry says counts by its key and its status alone, and as far as was agreed.</summary>
public sealed partial class RecognitionTests
{
    const string Agreed = "TJIFA-003-2022 §6.4.1.4; AH-REG-2023 art. 6";

    [Fact]
    public async Task Another_registrys_certificate_is_recognized_once_with_its_limits_when_key_and_status_hold()
    {
        await using var there = await RegistryApp.Start();
        await using var here = await RegistryApp.Start();
        var credential = await Foreign.Credential(there.App, await there.Register());
        var lists = await Foreign.Lists(there.App);
        await here.App.AdvanceTo("2026-03-10");
        await here.SignInAgain();

        await Foreign.Recognize(here.Registrar, credential, lists).ShouldBeRefused(403, "registration.unknown-issuer");
        var node = await Foreign.Know(here.App, Foreign.Did(there.App));
        await Foreign.Recognize(here.Registrar, credential).ShouldBeRefused(400, "registration.status-list-missing");
        await Foreign.Recognize(here.Registrar, credential, lists[0], lists[0]).ShouldBeRefused(400, "registration.status-list-missing");
        var others = await Foreign.Recognize(here.Registrar, credential, await Foreign.Lists(here.App)).ShouldBeRefused(409,
            "registration.foreign-credential");
        var forged = await Foreign.Recognize(here.Registrar, Changed(credential), lists).ShouldBeRefused(409,
            "registration.foreign-credential");
        ((string?)others["basis"], (string?)forged["basis"]).ShouldBe((Agreed, Agreed));
        await Foreign.Recognize(here.Registrar, credential, lists[0], Changed(lists[1])).ShouldBeRefused(409,
            "registration.foreign-credential");
        await Foreign.Recognize(here.Steward, credential, lists).ShouldBeRefused(403, "session.role");
        (await Recognized(here)).ShouldBeEmpty();
        (await here.Facts("registration.attempt-refused/1")).Select(f => (string?)f["code"]).Distinct().ShouldBe(
            ["registration.unknown-issuer", "registration.foreign-credential", "session.role"], ignoreOrder: true);

        await TestApp.Done(await Foreign.Recognize(here.Registrar, credential, lists));
        var recognized = (await Recognized(here)).Single();
        ((string?)recognized["nodeName"], (string?)recognized["limits"], (string?)recognized["holderName"], (string?)recognized["sha256"])
            .ShouldBe(("邻省数据登记中心", "只作持有证明，不作交易凭证", RegistryApp.Company, Hash(credential)));
        var again = await TestApp.Body(await Foreign.Recognize(here.Registrar, credential, lists));
        ((string?)again["id"], (await Recognized(here)).Count).ShouldBe(((string?)recognized["id"], 1), "it is looked at again");
        ((string?)(await here.Facts("registration.certificate-recognized/1")).Single()["credentialSha256"]).ShouldBe(Hash(credential));

        var administrator = await here.App.Administrator();
        var end = $"/api/registration/known-nodes/{node["id"]}/end";
        await here.Registrar.PostAsJsonAsync(end, new { }).ShouldBeRefused(403, "session.role");
        await TestApp.Done(await administrator.PostAsJsonAsync(end, new { }));
        var other = await Foreign.Credential(there.App, await there.Register("另一资源"));
        await Foreign.Recognize(here.Registrar, other, lists).ShouldBeRefused(403, "registration.unknown-issuer");
    }

    [Fact]
    public async Task A_status_list_counts_for_24_hours_at_the_first_recognition_and_later_lists_are_taken_as_they_come()
    {
        await using var there = await RegistryApp.Start();
        await using var here = await RegistryApp.Start();
        await Foreign.Know(here.App, Foreign.Did(there.App));
        var (first, second) = (await there.Register(), await there.Register("另一资源"));
        byte[][] of = [await Foreign.Credential(there.App, first), await Foreign.Credential(there.App, second)];
        var lists = await Foreign.Lists(there.App);
        async Task At(TimeSpan after)
        {
            here.App.Clock.Advance(there.App.Clock.Now + after - here.App.Clock.Now);
            await here.SignInAgain();
        }
        await At(TimeSpan.FromHours(24));
        await TestApp.Done(await Foreign.Recognize(here.Registrar, of[0], lists));
        await At(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        ((string)(await Foreign.Recognize(here.Registrar, of[1], lists).ShouldBeRefused(400, "registration.status-list-old"))["basis"]!)
            .ShouldStartWith("TJIFA-003-2022 §6.4.1.4");
        await TestApp.Done(await Foreign.Recognize(here.Registrar, of[0], lists));
        (await Recognized(here)).Count.ShouldBe(1, "what is recognized already is only looked at again");
        (await here.Facts("registration.certificate-recognized/1")).Count.ShouldBe(1);
        there.App.Clock.Advance(here.App.Clock.Now - there.App.Clock.Now);
        var fresh = await Foreign.Lists(there.App);
        await Foreign.Recognize(here.Registrar, of[1], lists[0], fresh[1]).ShouldBeRefused(400, "registration.status-list-old");
        await TestApp.Done(await Foreign.Recognize(here.Registrar, of[1], fresh));
    }

    [Fact]
    public async Task What_its_issuer_has_suspended_or_revoked_is_not_recognized()
    {
        await using var there = await RegistryApp.Start();
        await using var here = await RegistryApp.Start();
        await Foreign.Know(here.App, Foreign.Did(there.App));
        var number = await there.Register();
        var credential = await Foreign.Credential(there.App, number);
        await here.App.AdvanceTo("2026-03-10");
        await here.SignInAgain();
        foreach (var kind in new[] { "Freeze", "Revocation" })
        {
            await there.OfItsOwnAccord(kind, number);
            var refused = await Foreign.Recognize(here.Registrar, credential, await Foreign.Lists(there.App))
                .ShouldBeRefused(409, "registration.foreign-credential");
            ((string?)refused["zh"])!.ShouldContain(kind == "Freeze" ? "suspended" : "revoked");
        }
        (await Recognized(here)).ShouldBeEmpty();
    }

    /// <summary>GZ-ELREG-2023 art. 27 lets a product name the certificates of its parts.</summary>
    [Fact]
    public async Task What_was_recognized_counts_until_its_issuer_ends_it_or_recognition_itself_ends()
    {
        await using var there = await Journey.Start("cn-beijing-social");
        await using var here = await Journey.Start("cn-guizhou");
        var units = await there.Registrations(3);
        var node = await Foreign.Know(here.App, Foreign.Did(there.App));
        async Task Follow() => await here.LetPass(1 + (int)(there.App.Clock.Now - here.App.Clock.Now).TotalDays);
        async Task<HttpResponseMessage> HandIn(Registered unit, byte[][] lists) => await Foreign.Recognize(
            await here.Cast.Registrar(), await Foreign.Credential(there.App, unit.Certificate!), lists);
        await Follow();
        var early = await Foreign.Lists(there.App);
        foreach (var unit in units) await TestApp.Done(await HandIn(unit, early));
        Task<HttpResponseMessage> Name(Registered unit) => MadeOf(here, unit);
        Task Refused(Registered unit) => Name(unit).ShouldBeRefused(409, "registration.component-not-certified");
        await TestApp.Done(await Name(units[0]));

        await there.LetPass(1);
        foreach (var unit in units.Take(2)) await there.Whole(await there.Form("Revocation"), unit.Resource, unit);
        await Follow();
        await HandIn(units[0], await Foreign.Lists(there.App)).ShouldBeRefused(409, "registration.foreign-credential");
        await Refused(units[0]);
        await HandIn(units[0], early).ShouldBeRefused(409, "registration.foreign-credential");
        await Refused(units[0]);

        await TestApp.Done(await Name(units[1]));
        var export = await Foreign.ExportBytes(await there.Cast.Registrar(), "cn-beijing-social");
        var taken = await TestApp.Body(await Foreign.Import(await here.Cast.Registrar(), export));
        ((int)taken["recognized"]!, (int)taken["alreadyKnown"]!, (int)taken["ended"]!).ShouldBe((0, 1, 2));
        await Refused(units[1]);
        (await here.Registry.Facts("registration.recognized-status/1")).Select(f => (string?)f["status"]).ShouldBe(["Revoked", "Revoked"]);

        await TestApp.Done(await Name(units[2]));
        await TestApp.Done(await (await here.App.Administrator()).PostAsJsonAsync(
            $"/api/registration/known-nodes/{node["id"]}/end", new { }));
        await Refused(units[2]);
    }

    static async Task<HttpResponseMessage> MadeOf(Journey here, Registered part)
    {
        var form = await here.Form("Initial", "ProductObject", "ComponentsRegistered");
        var (applicant, filled) = await here.Fill(form, await here.Resource(), null);
        filled["fields"]!["components"] = part.Certificate;
        return await here.Try(form, applicant, filled);
    }

    [Theory]
    [InlineData("did:key:zNonsense")]
    [InlineData("did:web:registry.example")]
    public async Task A_registry_is_listed_by_a_key_it_can_be_known_by_and_once(string did)
    {
        await using var here = await RegistryApp.Start();
        var administrator = await here.App.Administrator();
        await administrator.PostAsJsonAsync("/api/registration/known-nodes", new { name = "某中心", did, basis = "协议", limits = "无" })
            .ShouldBeRefused(400, "registration.did");
        await Foreign.Know(here.App, Foreign.Did(here.App));
        await administrator.PostAsJsonAsync("/api/registration/known-nodes",
            new { name = "某中心", did = Foreign.Did(here.App), basis = "协议", limits = "无" }).ShouldBeRefused(409, "registration.node-known");
    }

    [Fact]
    public async Task An_export_holds_the_whole_register_and_what_is_imported_is_what_was_exported()
    {
        await using var there = await Journey.Start("cn-beijing-social");
        await using var here = await Journey.Start("cn-guangdong");
        var units = await there.Registrations(3);
        await there.Whole(await there.Form("Licence"), units[0].Resource, units[0]);
        await there.Whole(await there.Form("Transfer"), units[1].Resource, units[1]);
        await there.Whole(await there.Form("Revocation"), units[2].Resource, units[2]);
        await here.LetPass((int)(there.App.Clock.Now - here.App.Clock.Now).TotalDays);
        var export = await Foreign.ExportBytes(await there.Cast.Registrar(), "cn-beijing-social");
        var lines = Foreign.Lines(export);
        await Holds(there, units, lines);

        var registrar = await here.Cast.Registrar();
        await Foreign.Import(registrar, export).ShouldBeRefused(403, "registration.unknown-issuer");
        await Foreign.Know(here.App, Foreign.Did(there.App));
        var valid = lines.Where(l => (string?)l["type"] == "certificate" && (string?)l["status"] == "Valid").ToList();
        var (entries, all) = (await here.App.Db(db => Count(db)), lines.Count(l => (string?)l["type"] == "certificate"));
        var taken = await TestApp.Body(await Foreign.Import(registrar, export));
        ((string?)taken["register"], (long)taken["lines"]!, (int)taken["recognized"]!, (int)taken["alreadyKnown"]!,
            (int)taken["notStanding"]!).ShouldBe(("cn-beijing-social", lines.Count, valid.Count, 0, all - valid.Count));
        (await TestApp.Body(await registrar.GetAsync("/api/registration/recognized?take=100")))["items"]!.AsArray()
            .Select(r => (string?)r!["sha256"]).ShouldBe(valid.Select(c => Hash(Yuanliu.Compute.Json.CanonicalJson.Utf8(c["credential"]!))),
                ignoreOrder: true);
        (await here.App.Db(db => Count(db))).ShouldBe(entries, "nothing of it becomes an entry of ours");
        ((int)(await TestApp.Body(await Foreign.Import(registrar, export)))["alreadyKnown"]!).ShouldBe(valid.Count);
    }

    [Fact]
    public async Task A_broken_export_is_not_taken_in_however_it_was_broken()
    {
        await using var there = await RegistryApp.Start();
        await using var here = await RegistryApp.Start();
        await there.Register();
        await there.Register("另一资源");
        await Foreign.Know(here.App, Foreign.Did(there.App));
        var old = await Foreign.ExportBytes(there.Registrar, RegistryApp.Pack);
        await Foreign.Meet("2026-03-20", there, here);
        await Foreign.Import(here.Registrar, old).ShouldBeRefused(400, "registration.status-list-old");
        var export = await Foreign.ExportBytes(there.Registrar, RegistryApp.Pack);
        var lines = Encoding.UTF8.GetString(export).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        byte[] Of(IEnumerable<string> kept) => Encoding.UTF8.GetBytes(string.Join('\n', kept) + "\n");

        await Foreign.Import(here.Registrar, Changed(export)).ShouldBeRefused(400, "registration.export-broken");
        await Foreign.Import(here.Registrar, Of(lines.SkipLast(1))).ShouldBeRefused(400, "registration.export-broken");
        await Foreign.Import(here.Registrar, Of(lines.Take(2).Concat(lines.Skip(3)))).ShouldBeRefused(400, "registration.export-broken");
        await Foreign.Import(here.Registrar, Of(lines.Append(lines[1]))).ShouldBeRefused(400, "registration.export-broken");
        await Foreign.Import(here.Registrar, "不是登记簿"u8.ToArray()).ShouldBeRefused(400, "registration.export-broken");
        await Foreign.Import(here.Steward, export).ShouldBeRefused(403, "session.role");
        await there.Steward.PostAsJsonAsync("/api/registration/register-exports", new { register = RegistryApp.Pack })
            .ShouldBeRefused(403, "session.role");
        (await Recognized(here)).ShouldBeEmpty();
        ((int)(await TestApp.Body(await Foreign.Import(here.Registrar, export)))["recognized"]!).ShouldBe(2);
    }

    /// <summary>Units, entries with their chain, rights and certificates: all that the register shows is in the file.</summary>
    static async Task Holds(Journey journey, IReadOnlyList<Registered> units, List<JsonObject> lines)
    {
        lines.Where(l => (string?)l["type"] == "unit").Select(l => (string)l["number"]!)
            .ShouldBe(units.Select(u => u.Unit), ignoreOrder: true);
        foreach (var unit in units)
        {
            var shown = await journey.Unit(unit.Unit);
            var id = lines.Single(l => (string?)l["number"] == unit.Unit && (string?)l["type"] == "unit")["id"]!.ToString();
            List<JsonObject> Of(string type) => lines.FindAll(l => (string?)l["type"] == type && (string?)l["unit"] == id);
            Of("entry").Select(e => (string?)e["sha256"]).ShouldBe(shown["entries"]!.AsArray().Select(e => (string?)e!["sha256"]));
            Of("right").Select(r => ((string?)r["state"]!["id"], (string?)r["status"])).ShouldBe(shown["rights"]!.AsArray()
                .Select(r => ((string?)r!["id"], (string?)r["status"])));
            foreach (var certificate in Of("certificate"))
                (await journey.Certificate((string)certificate["number"]!))!["credentialSha256"]!.ToString()
                    .ShouldBe(Hash(Yuanliu.Compute.Json.CanonicalJson.Utf8(certificate["credential"]!)));
        }
    }

    static Task<int> Count(AppDb db) => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions
        .CountAsync(db.Set<Yuanliu.Registration.Entries.Entry>());

    static async Task<List<JsonObject>> Recognized(RegistryApp app)
        => [.. (await TestApp.Body(await app.Registrar.GetAsync("/api/registration/recognized")))["items"]!.AsArray()
            .Select(r => r!.AsObject())];

    static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>One letter of what is stated is another.</summary>
    /// <summary>One digit of the first time in it: a key or a signature may end in Z too, and changed there says another thing.</summary>
    static byte[] Changed(byte[] bytes)
    {
        var (changed, at) = (bytes.ToArray(), Time().Match(Encoding.Latin1.GetString(bytes)).Index);
        changed[at] = changed[at] == (byte)'1' ? (byte)'2' : (byte)'1';
        return changed;
    }

    [GeneratedRegex("""(?<=\d:\d)\d(?=(\.\d+)?Z")""")]
    private static partial Regex Time();
}
