using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

public sealed class FilingTests
{
    [Fact]
    public async Task A_filing_made_on_Friday_must_be_accepted_by_the_next_Friday_and_says_that_this_term_is_ours()
    {
        await using var app = await RegistryApp.Start(today: "2026-03-06");
        var resource = app.Catalog.Add(app.Holder, "充电桩运行数据");

        var reply = await app.Steward.PostAsJsonAsync("/api/registration/filings", RegistryApp.Form(resource));

        reply.StatusCode.ShouldBe(HttpStatusCode.Created);
        var body = await TestApp.Body(reply);
        body["number"]!.GetValue<string>().ShouldBe("BJSD-SQ-2026-000001");
        body["stage"]!.GetValue<string>().ShouldBe("Submitted");
        var clock = body["clock"]!;
        (clock["dueOn"]!.GetValue<string>(), clock["left"]!.GetValue<int>(), clock["basis"]!.GetValue<string>(),
            clock["open"]!.GetValue<bool>())
            .ShouldBe(("2026-03-13", 5, "BJ-OPIN-2023 §6", true));
        clock["reason"]!.GetValue<string>().ShouldContain("来源未规定");
        (await app.Steps()).ShouldBe(["Draft>Submit>Submitted by Applicant"]);
    }

    [Fact]
    public async Task A_filing_made_after_midnight_in_Beijing_belongs_to_the_new_day()
    {
        await using var app = await RegistryApp.Start(today: "2026-03-05");
        app.App.Clock.Advance(TimeSpan.FromHours(15.5));                                      // Thursday 16:30 UTC, Friday 00:30 in Beijing
        await app.SignInAgain();
        (await app.Filing(await app.File()))["clock"]!["dueOn"]!.GetValue<string>().ShouldBe("2026-03-13");
    }

    [Fact]
    public async Task What_the_fact_holds_are_hashes_and_never_the_words()
    {
        await using var app = await RegistryApp.Start();
        var id = await app.File();
        await RegistryApp.Take(app.Registrar, id, "reject", "来源说明与合同不符");

        var facts = await app.Facts("registration.step/1");
        facts.ShouldAllBe(f => f["packSha256"]!.GetValue<string>().Length == 64 && f["filing"]!.GetValue<string>() == id);
        facts[0]["contentSha256"]!.GetValue<string>().Length.ShouldBe(64);
        facts[0]["calendarVersion"]!.GetValue<string>().Length.ShouldBe(64);
        facts[1]["reasonSha256"]!.GetValue<string>().ShouldBe(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("来源说明与合同不符"))));
        facts.ShouldAllBe(f => !f.ToJsonString(Json.Plain).Contains("来源", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_condition_on_content_is_refused_by_name_with_its_basis()
    {
        await using var app = await RegistryApp.Start();
        async Task Refused(object form, int status, string code, string? basis)
        {
            var refusal = await app.Steward.PostAsJsonAsync("/api/registration/filings", form).ShouldBeRefused(status, code);
            refusal["basis"]?.GetValue<string>().ShouldBe(basis);
        }

        var good = app.Catalog.Add(app.Holder, "公交刷卡数据");
        await Refused(RegistryApp.Form(good, pack: "atlantis"), 404, "registration.no-rules", null);
        await Refused(RegistryApp.Form(Guid.CreateVersion7()), 404, "registration.no-such-resource", null);
        await Refused(RegistryApp.Form(app.Catalog.Add(Guid.CreateVersion7(), "他人的数据")), 404, "registration.no-such-resource", null);
        await Refused(RegistryApp.Form(app.Catalog.Add(app.Holder, "未确认", confirmed: false)), 409, "registration.resource-not-confirmed",
            "BJ-OPIN-2023 §6（详细载明权利类型和数据状况）");
        await Refused(RegistryApp.Form(app.Catalog.Add(app.Holder, "核心", level: 4)), 409, "registration.level", "BJ-OPIN-2023 §19");
        await Refused(RegistryApp.Form(good, source: " "), 400, "registration.material-missing", "BJ-OPIN-2023 §6（来源合法）");
        await Refused(RegistryApp.Form(app.Catalog.Add(app.Holder, "车主", personal: "Name")), 400, "registration.material-missing",
            "BJ-OPIN-2023 §4（个人授权范围）");
        await Refused(RegistryApp.Form(good, [new { kind = "Holding", scope = "全部", validUntil = "2026-03-01" }]), 400,
            "registration.right-expired", null);
        await Refused(RegistryApp.Form(good, materials: [new { key = "nonsense", text = "x" }]), 400, "registration.material-unknown",
            null);
        await Refused(RegistryApp.Form(good, materials: [new { key = "supporting", uploadSha256 = new string('a', 64) }]), 400,
            "registration.material-unknown", null);
        (await app.Steps()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Personal_data_is_registered_when_the_grounds_for_processing_it_are_handed_in()
    {
        await using var app = await RegistryApp.Start();
        var resource = app.Catalog.Add(app.Holder, "车主", personal: "Name");
        var reply = await app.Steward.PostAsJsonAsync("/api/registration/filings",
            RegistryApp.Form(resource, materials: [new { key = "personal-data", text = "注册时取得单独同意，附同意书样本" }]));
        reply.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_form_without_rights_or_with_a_right_twice_is_refused_and_names_the_field()
    {
        await using var app = await RegistryApp.Start();
        var resource = app.Catalog.Add(app.Holder, "x");
        await app.Steward.PostAsJsonAsync("/api/registration/filings", RegistryApp.Form(resource, []))
            .ShouldBeRefused(400, "registration.rights-required");
        object[] twice = [new { kind = "Holding", scope = "a" }, new { kind = "Holding", scope = "b" }];
        var reply = await app.Steward.PostAsJsonAsync("/api/registration/filings", RegistryApp.Form(resource, twice))
            .ShouldBeRefused(400, "shape");
        reply["errors"]!.AsObject().Select(e => e.Key).ShouldContain("Rights");
    }

    [Fact]
    public async Task Without_an_account_nothing_is_filed_and_an_account_is_opened_once()
    {
        await using var app = await RegistryApp.Start(account: false);
        var resource = app.Catalog.Add(app.Holder, "x");
        await app.Steward.PostAsJsonAsync("/api/registration/filings", RegistryApp.Form(resource))
            .ShouldBeRefused(409, "registration.no-account");

        var opened = await TestApp.Body(await app.Steward.PostAsJsonAsync("/api/registration/accounts", new { pack = RegistryApp.Pack }));
        opened["number"]!.GetValue<string>().ShouldBe("BJSD-ZH-2026-000001");
        await app.Steward.PostAsJsonAsync("/api/registration/accounts", new { pack = RegistryApp.Pack })
            .ShouldBeRefused(409, "registration.account-exists");
        var own = await TestApp.Body(await app.Steward.GetAsync("/api/registration/accounts"));
        own["items"]!.AsArray().Select(a => a!["number"]!.GetValue<string>()).ShouldBe(["BJSD-ZH-2026-000001"]);
    }

    [Fact]
    public async Task The_same_right_is_filed_once_and_is_free_again_when_the_filing_ends_in_nothing()
    {
        await using var app = await RegistryApp.Start();
        var resource = app.Catalog.Add(app.Holder, "x");
        var first = await RegistryApp.Submit(app.Steward, RegistryApp.Form(resource));

        var refusal = await app.Steward.PostAsJsonAsync("/api/registration/filings", RegistryApp.Form(resource))
            .ShouldBeRefused(409, "registration.already-registered");
        refusal["zh"]!.GetValue<string>().ShouldContain("BJSD-SQ-2026-000001");
        (await app.Steward.PostAsJsonAsync("/api/registration/filings",
            RegistryApp.Form(resource, [new { kind = "ProductOperation", scope = "全部" }])))
            .StatusCode.ShouldBe(HttpStatusCode.Created);

        await RegistryApp.Take(app.Steward, first, "withdraw", "材料需重新整理");
        (await app.Steward.PostAsJsonAsync("/api/registration/filings", RegistryApp.Form(resource)))
            .StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_two_who_file_for_the_same_right_at_once_one_is_refused_and_leaves_no_trace()
    {
        await using var app = await RegistryApp.Start();
        var form = RegistryApp.Form(app.Catalog.Add(app.Holder, "x"));
        var replies = await Task.WhenAll(Enumerable.Range(0, 3)
            .Select(_ => Task.Run(() => app.Steward.PostAsJsonAsync("/api/registration/filings", form))));
        replies.Select(r => (int)r.StatusCode).Order().ShouldBe([201, 409, 409]);
        (await app.Steps()).Count.ShouldBe(1);
        var next = await TestApp.Body(await app.Steward.PostAsJsonAsync(
            "/api/registration/filings", RegistryApp.Form(app.Catalog.Add(app.Holder, "y"))));
        next["number"]!.GetValue<string>().ShouldBe("BJSD-SQ-2026-000002");
    }

    [Fact]
    public async Task A_material_is_uploaded_named_by_the_filing_and_read_by_the_registrar_alone_among_others()
    {
        await using var app = await RegistryApp.Start();
        var bytes = Encoding.UTF8.GetBytes("数据采集协议");
        var stored = await TestApp.Body(await app.Steward.PostAsync(
            "/api/registration/materials?key=supporting&name=" + Uri.EscapeDataString("协议.pdf"), new ByteArrayContent(bytes)));
        var sha256 = stored["sha256"]!.GetValue<string>();
        await app.Steward.PostAsync("/api/registration/materials?key=supporting&name=..%2Fx", new ByteArrayContent(bytes))
            .ShouldBeRefused(400, "registration.material-name");

        var resource = app.Catalog.Add(app.Holder, "x");
        var id = (await TestApp.Body(await app.Steward.PostAsJsonAsync("/api/registration/filings",
            RegistryApp.Form(resource, materials: [new { key = "supporting", uploadSha256 = sha256 }]))))["id"]!.GetValue<string>();
        var href = (await app.Filing(id))["materials"]!.AsArray().Single(m => m!["sha256"] is not null)!["href"]!.GetValue<string>();
        (await app.Registrar.GetByteArrayAsync(href)).ShouldBe(bytes);

        var other = await app.App.SignIn("乙公司", Role.Steward);
        await other.GetAsync(href).ShouldBeRefused(404, "registration.no-such-material");
    }

    [Fact]
    public async Task An_organization_sees_its_own_filings_and_the_registrar_all_of_them()
    {
        await using var app = await RegistryApp.Start();
        var id = await app.File("甲的数据");
        var other = await app.App.SignIn("乙公司", Role.Steward);

        await other.GetAsync($"/api/registration/filings/{id}").ShouldBeRefused(404, "registration.no-such-filing");
        await RegistryApp.Try(other, id, "withdraw", "x").ShouldBeRefused(404, "registration.no-such-filing");
        (await TestApp.Body(await other.GetAsync("/api/registration/filings")))["items"]!.AsArray().ShouldBeEmpty();
        (await TestApp.Body(await app.Registrar.GetAsync("/api/registration/filings?stage=Submitted")))["items"]!.AsArray()
            .Select(f => (f!["resourceTitle"]!.GetValue<string>(), f["applicantName"]!.GetValue<string>()))
            .ShouldBe([("甲的数据", RegistryApp.Company)]);
        (await TestApp.Body(await app.Registrar.GetAsync("/api/registration/filings?stage=Frozen")))["items"]!.AsArray().ShouldBeEmpty();
        await app.App.Anyone.GetAsync($"/api/registration/filings/{id}").ShouldBeRefused(401, "session.required");
    }

    [Fact]
    public async Task The_law_view_gives_every_row_its_clock_and_says_where_the_source_is_silent()
    {
        await using var app = await RegistryApp.Start();
        var law = await TestApp.Body(await app.App.Anyone.GetAsync($"/api/registration/procedure/{RegistryApp.Pack}"));
        var initial = law["kinds"]!.AsArray().Single(k => k!["kind"]!.GetValue<string>() == "Initial")!;
        var accept = initial["rows"]!.AsArray().Single(r => r!["step"]!.GetValue<string>() == "Accept")!;
        (accept["deadline"]!.GetValue<string>(), accept["term"]!["length"]!.GetValue<int>(), accept["open"]!.GetValue<bool>())
            .ShouldBe(("Review", 20, true));
        initial["mermaid"]!.GetValue<string>().ShouldContain("Publicised --> Registered: CloseWindow / Time");
        law["sources"]!.AsArray().Select(s => (s!["id"]!.GetValue<string>(), s["provisions"]!.AsArray().Count))
            .ShouldBe([("BJ-OPIN-2023", 2), ("BJ-ZONE-2023", 1), ("BJ-IP-2023", 1)]);
        law["values"]!.AsArray().ShouldContain(v =>
            v!["name"]!.GetValue<string>() == "certificate-contents/registration" && !v["open"]!.GetValue<bool>());
        await app.App.Anyone.GetAsync("/api/registration/procedure/atlantis").ShouldBeRefused(404, "registration.no-rules");
        (await app.App.Anyone.GetFromJsonAsync<JsonArray>("/api/registration/packs"))!
            .Single(p => p!["id"]!.GetValue<string>() == RegistryApp.Pack)!["clocks"]!.AsObject().Count.ShouldBe(6);
    }
}

/// <summary>JSON as people read it.</summary>
static class Json
{
    public static readonly System.Text.Json.JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
