using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Forms as the packs have them: what is asked, what is known, what may follow, and when it came too late.</summary>
public sealed class FormTests
{
    [Fact]
    public async Task A_form_is_drawn_from_the_pack_with_both_languages_and_the_basis_of_every_line()
    {
        await using var app = await RegistryApp.Start();
        foreach (var pack in (await app.App.Anyone.GetFromJsonAsync<JsonArray>("/api/registration/packs"))!)
            foreach (var kind in pack!["filings"]!.AsArray())
            {
                var form = await TestApp.Body(await app.App.Anyone.GetAsync($"/api/registration/packs/{pack["id"]}/forms/{kind!["kind"]}"));
                foreach (var part in new[] { "fields", "materials", "events", "circumstances" })
                    foreach (var line in form[part]!.AsArray())
                    {
                        ((string?)(line!["zh"] ?? line["titleZh"])).ShouldNotBeNullOrEmpty();
                        ((string?)(line["en"] ?? line["titleEn"])).ShouldNotBeNullOrEmpty();
                        if (part != "circumstances") ((string?)line["basis"]).ShouldNotBeNullOrEmpty($"{pack["id"]} {kind["kind"]} {part}");
                    }
            }
        await app.App.Anyone.GetAsync($"/api/registration/packs/{RegistryApp.Pack}/forms/Trade")
            .ShouldBeRefused(400, "registration.kind-not-offered");
        await app.App.Anyone.GetAsync("/api/registration/packs/atlantis/forms/Initial").ShouldBeRefused(404, "registration.no-rules");
    }

    [Fact]
    public async Task Fields_are_required_of_their_type_and_among_their_choices_and_what_is_known_is_filled_in()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Simple, rules: WithFields);
        var resource = driver.Registry.Catalog.Add(driver.Registry.Holder, "水质监测");
        async Task Refused(string code, params (string Key, string Value)[] fields)
            => await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings", Form(driver, resource, fields))
                .ShouldBeRefused(400, code);

        await Refused("registration.field-missing");
        await Refused("registration.field-missing", ("industry", " "));
        await Refused("registration.field-wrong", ("industry", "farming"));
        await Refused("registration.field-unknown", ("industry", "water"), ("colour", "blue"));
        await Refused("registration.field-wrong", ("industry", "water"), ("since", "2026-02-30"));
        await Refused("registration.field-wrong", ("industry", "water"), ("share", "101"));
        await Refused("registration.field-wrong", ("industry", "water"), ("scenes", "a,a"));

        var id = await RegistryApp.Submit(driver.Registry.Steward,
            Form(driver, resource, ("industry", "water"), ("since", "2026-02-28"), ("share", "33.5"), ("scenes", "b,a"),
                ("holder", "冒用的名称")));
        var fields = (await driver.Registry.Filing(id))["fields"]!;
        ((string?)fields["title"], (string?)fields["holder"], (string?)fields["scenes"]).ShouldBe(("水质监测", RegistryApp.Company, "b,a"));
    }

    [Fact]
    public async Task Only_what_the_pack_depends_on_can_be_declared()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Simple);
        var form = Form(driver, driver.Registry.Catalog.Add(driver.Registry.Holder, "x"));
        form["circumstances"] = new JsonArray("CrossBorder");
        await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings", form)
            .ShouldBeRefused(400, "registration.circumstance-unknown");
        form["circumstances"] = new JsonArray("PersonalInformation");
        await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings", form)
            .ShouldBeRefused(400, "registration.material-missing");
    }

    [Fact]
    public async Task A_late_filing_is_taken_with_its_delay_in_evidence_or_refused_where_the_paper_bars_it()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Simple, "2026-02-27", rules: r => Within(r, bars: false));
        var resource = driver.Registry.Catalog.Add(driver.Registry.Holder, "x");
        await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings", Form(driver, resource))
            .ShouldBeRefused(400, "registration.event-missing");
        await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings", On(driver, resource, "2026-02-28"))
            .ShouldBeRefused(400, "registration.event-ahead");
        // Five working days after Wednesday the 11th: 12, 13, Saturday 14 (worked), 24, 25.
        var id = await RegistryApp.Submit(driver.Registry.Steward, On(driver, resource, "2026-02-11"));
        var late = (await driver.Registry.Filing(id))["late"]!.AsArray().Single()!;
        ((string?)late["lastDay"], (int)late["late"]!, (string?)late["basis"]).ShouldBe(("2026-02-25", 2, "TEST art. 18"));
        var fact = (await driver.Registry.Facts("registration.filed-late/1")).Single();
        ((string?)fact["filing"], (string?)fact["lastDay"], (string?)fact["filedOn"], (int)fact["late"]!)
            .ShouldBe((id, "2026-02-25", "2026-02-27", 2));
        // The 13th: 14, 24, 25, 26, 27 — today is the last day.
        var other = driver.Registry.Catalog.Add(driver.Registry.Holder, "y");
        id = await RegistryApp.Submit(driver.Registry.Steward, On(driver, other, "2026-02-13"));
        (await driver.Registry.Filing(id))["late"]!.AsArray().ShouldBeEmpty();

        await using var strict = await ProcedureDriver.Start(ProcedureName.Simple, "2026-02-27", rules: r => Within(r, bars: true));
        resource = strict.Registry.Catalog.Add(strict.Registry.Holder, "x");
        ((string?)(await strict.Registry.Steward.PostAsJsonAsync("/api/registration/filings", On(strict, resource, "2026-02-12"))
            .ShouldBeRefused(409, "registration.filed-late"))["basis"]).ShouldBe("TEST art. 18");
        await RegistryApp.Submit(strict.Registry.Steward, On(strict, resource, "2026-02-13"));
    }

    [Fact]
    public async Task What_may_follow_is_promised_named_once_with_its_term_and_what_happens_else_and_lapses_when_it_does_not_come()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled);
        var steward = driver.Registry.Steward;
        var resource = driver.Registry.Catalog.Add(driver.Registry.Holder, "x");
        var main = System.Text.Json.JsonSerializer.SerializeToNode(driver.Form(resource))!.AsObject();
        main["materials"]!.AsArray().RemoveAt(0);
        main["promised"] = new JsonArray("source");
        await steward.PostAsJsonAsync("/api/registration/filings", main).ShouldBeRefused(400, "registration.not-deferrable");

        var id = await RegistryApp.Submit(steward, driver.Form(resource, gaps: true));
        await driver.Try(id, driver.Row(Step.Accept)).ShouldBeRefused(400, "registration.material-missing");
        (await driver.Registry.Filing(id))["openSteps"]!.AsArray().Select(s => (string?)s!["step"]).ShouldBe(["AcceptWithGaps", "Reject"]);
        await driver.Take(id, driver.Row(Step.AcceptWithGaps));
        var filing = await driver.Registry.Filing(id, steward);
        (filing["gaps"]!["materials"]!.AsArray().Select(m => (string?)m).Single(), (string?)filing["gaps"]!["zh"],
            (string?)filing["gaps"]!["basis"],
            (string?)filing["clock"]!["deadline"], (string?)filing["clock"]!["dueOn"])
            .ShouldBe(("authorization", "逾期未补交的，申请失效。", "TEST art. 20", "Supplement", "2026-03-16"));

        await steward.PostAsJsonAsync($"/api/registration/filings/{id}/supplement",
            new { materials = new[] { new { key = "source", text = "另一份" } } })
            .ShouldBeRefused(400, "registration.material-unknown");
        await driver.Take(id, driver.Row(Step.Supplement));
        (await driver.Registry.StageOf(id)).ShouldBe("UnderReview");
        (await driver.Registry.Filing(id)).ContainsKey("gaps").ShouldBeFalse();
    }

    [Fact]
    public async Task Where_the_paper_says_so_a_correction_is_asked_for_once()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.ThirdParty, rules: r
            => r with { CorrectionOnce = Regimes.Ruled(true, "TEST art. 19") });
        var id = await driver.At(Stage.CorrectionAwaited);
        await driver.Take(id, driver.Row(Step.Correct));
        ((string?)(await driver.Try(id, driver.Row(Step.RequestCorrection)).ShouldBeRefused(409, "registration.correction-once"))["basis"])
            .ShouldBe("TEST art. 19");
    }

    [Fact]
    public async Task What_the_other_side_has_to_consent_to_is_not_taken_on_before_it_has_and_another_content_needs_another_consent()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary, rules: WithConsent);
        var other = await driver.App.SignIn(ProcedureDriver.OtherCompany, Role.Steward);
        var otherId = await RegistryApp.OrganizationOf(other);
        var form = Form(driver, driver.Registry.Catalog.Add(driver.Registry.Holder, "x"));
        await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings", form)
            .ShouldBeRefused(400, "registration.counterparty-missing");
        form["counterparty"] = driver.Registry.Holder.ToString();
        await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings", form).ShouldBeRefused(404, "registration.no-such-party");
        form["counterparty"] = otherId.ToString();
        var id = await RegistryApp.Submit(driver.Registry.Steward, form);

        await driver.Try(id, driver.Row(Step.Accept)).ShouldBeRefused(409, "registration.consent-missing");
        await driver.Registry.Steward.PostAsync($"/api/registration/filings/{id}/consent", null)
            .ShouldBeRefused(404, "registration.no-such-filing");
        await TestApp.Done(await other.PostAsync($"/api/registration/filings/{id}/consent", null));
        await driver.Take(id, driver.Row(Step.RequestCorrection));
        form["rights"]![0]!["scope"] = "部分数据项";
        await TestApp.Done(await driver.Registry.Steward.PostAsJsonAsync($"/api/registration/filings/{id}/correct", form));
        await driver.Try(id, driver.Row(Step.Accept)).ShouldBeRefused(409, "registration.consent-missing");
        await TestApp.Done(await other.PostAsync($"/api/registration/filings/{id}/consent", null));
        await driver.Take(id, driver.Row(Step.Accept));
    }

    static JsonObject Form(ProcedureDriver driver, Guid resource, params (string Key, string Value)[] fields)
    {
        var form = System.Text.Json.JsonSerializer.SerializeToNode(driver.Form(resource))!.AsObject();
        form["fields"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value)));
        return form;
    }

    static JsonObject On(ProcedureDriver driver, Guid resource, string day)
    {
        var form = Form(driver, resource);
        form["events"] = new JsonObject { ["Occurrence"] = day };
        return form;
    }

    static RegistrationRules Initial(RegistrationRules rules, Func<KindRules, KindRules> change) => rules with
    {
        Filings = new(rules.Filings) { [FilingKind.Initial] = change(rules.Of(FilingKind.Initial)) },
    };

    static RegistrationRules WithConsent(RegistrationRules rules)
        => Initial(rules, k => k with { CounterpartyConsents = Regimes.Ruled(true, "TEST art. 28") });

    static RegistrationRules Within(RegistrationRules rules, bool bars) => Initial(rules, k => k with
    {
        Within = [new() { Length = 5, Unit = TermUnit.WorkingDays, From = FilingEvent.Occurrence, Basis = "TEST art. 18", Bars = bars }],
    });

    static RegistrationRules WithFields(RegistrationRules rules) => Initial(rules, k => k with
    {
        Fields =
        [
            Field("title", FieldType.Text) with { Known = KnownFact.ResourceTitle },
                Field("holder", FieldType.Text) with { Known = KnownFact.HolderName },
            Field("industry", FieldType.Choice, "water", "air"), Field("scenes", FieldType.Choices, "a", "b") with { Optional = true },
            Field("since", FieldType.Date) with { Optional = true }, Field("share", FieldType.Percent) with { Optional = true },
        ],
    });

    static FieldRule Field(string key, FieldType type, params string[] choices) => new()
    {
        Key = key, TitleZh = key, TitleEn = key, Basis = "TEST art. 13", Type = type,
        Choices = [.. choices.Select(c => new ChoiceRule { Key = c, Zh = c, En = c })],
    };
}
