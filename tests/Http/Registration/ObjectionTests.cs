using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

public sealed class ObjectionTests
{
    [Fact]
    public async Task The_board_shows_what_the_pack_allows_and_neither_statements_nor_hashes_of_the_data()
    {
        await using var app = await RegistryApp.Start();
        var hidden = await app.File("尚未公示");
        var id = await app.Publicise("充电桩运行数据");

        var line = (await TestApp.Body(await app.App.Anyone.GetAsync("/api/public/publicity")))["items"]!.AsArray().Single()!.AsObject();
        line["id"]!.GetValue<string>().ShouldBe(id);
        (line["resourceTitle"]!.GetValue<string>(), line["applicantName"]!.GetValue<string>(), line["from"]!.GetValue<string>(),
            line["until"]!.GetValue<string>(),
            line["left"]!.GetValue<int>()).ShouldBe(("充电桩运行数据", RegistryApp.Company, "2026-03-02", "2026-03-09", 5));
        line["rights"]!.AsArray().Select(r => r!.GetValue<string>()).ShouldBe(["Holding"]);
        line.ContainsKey("data").ShouldBeFalse();
        line.ToJsonString(Json.Plain).ShouldNotContain("自有业务系统采集");
        await app.App.Anyone.GetAsync($"/api/public/publicity/{hidden}").ShouldBeRefused(404, "registration.not-publicised");
    }

    [Fact]
    public async Task An_objection_freezes_publicity_and_its_dismissal_starts_the_term_anew()
    {
        await using var app = await RegistryApp.Start(today: "2026-03-02");
        var id = await app.Publicise();
        await app.App.AdvanceTo("2026-03-09");                                                // the last day

        var answer = await TestApp.Body(await app.Object(id));
        (answer["stage"]!.GetValue<string>(), answer["answerDueOn"]!.GetValue<string>()).ShouldBe(("Frozen", "2026-03-23"));
        (await TestApp.Body(await app.Object(id, "我方亦有异议")))["answerDueOn"]!.GetValue<string>()
            .ShouldBe("2026-03-23", "a second one joins");
        await app.App.AdvanceTo("2026-03-12");
        await app.SignInAgain();
        (await app.StageOf(id)).ShouldBe("Frozen");

        await RegistryApp.Try(app.Registrar, id, "dismiss").ShouldBeRefused(400, "registration.reason-required");
        var dismissed = await RegistryApp.Take(app.Registrar, id, "dismiss", "异议人未能证明权属");
        (dismissed["stage"]!.GetValue<string>(), dismissed["clock"]!["dueOn"]!.GetValue<string>()).ShouldBe(("Publicised", "2026-03-19"));
        var board = await TestApp.Body(await app.App.Anyone.GetAsync($"/api/public/publicity/{id}"));
        (board["from"]!.GetValue<string>(), board["until"]!.GetValue<string>()).ShouldBe(("2026-03-02", "2026-03-19"));
        foreach (var objection in (await app.Filing(id))["objections"]!.AsArray())
            (objection!["outcome"]!.GetValue<string>(), objection["answer"]!.GetValue<string>()).ShouldBe(("Dismissed", "异议人未能证明权属"));

        await app.App.AdvanceTo("2026-03-20");
        await app.SignInAgain();
        (await app.StageOf(id)).ShouldBe("Registered");
        await app.Object(id).ShouldBeRefused(409, "registration.step-not-open");
    }

    [Fact]
    public async Task An_upheld_objection_ends_the_filing_and_a_withdrawn_filing_leaves_its_objection_moot()
    {
        await using var app = await RegistryApp.Start();
        var (first, second) = (await app.Publicise("甲"), await app.Publicise("乙"));
        await TestApp.Done(await app.Object(first));
        await TestApp.Done(await app.Object(second));

        (await RegistryApp.Take(app.Registrar, first, "uphold", "权属属于异议人"))["stage"]!.GetValue<string>().ShouldBe("Terminated");
        (await RegistryApp.Take(app.Steward, second, "withdraw", "与异议人协商"))["stage"]!.GetValue<string>().ShouldBe("Withdrawn");
        (await app.Filing(first))["objections"]![0]!["outcome"]!.GetValue<string>().ShouldBe("Upheld");
        (await app.Filing(second))["objections"]![0]!["outcome"]!.GetValue<string>().ShouldBe("Moot");
        (await TestApp.Body(await app.App.Anyone.GetAsync("/api/public/publicity")))["items"]!.AsArray()
            .ShouldAllBe(p => !p!.AsObject().ContainsKey("left"));
    }

    [Fact]
    public async Task Who_objects_is_shown_to_the_registrar_alone_and_stays_out_of_evidence()
    {
        await using var app = await RegistryApp.Start();
        var id = await app.Publicise();
        await TestApp.Done(await app.Object(id, "我方是数据来源者"));

        var seen = (await app.Filing(id))["objections"]![0]!;
        (seen["name"]!.GetValue<string>(), seen["contact"]!.GetValue<string>()).ShouldBe(("丙公司", "zhang@c.example"));
        var applicants = (await app.Filing(id, app.Steward))["objections"]![0]!.AsObject();
        applicants["grounds"]!.GetValue<string>().ShouldBe("我方是数据来源者");
        (applicants.ContainsKey("name"), applicants.ContainsKey("contact")).ShouldBe((false, false));
        (await TestApp.Body(await app.App.Anyone.GetAsync($"/api/public/publicity/{id}"))).ToJsonString(Json.Plain).ShouldNotContain("丙公司");
        foreach (var fact in await app.Facts("registration.step/1")) fact.ToJsonString(Json.Plain).ShouldNotContain("丙公司");
    }

    [Fact]
    public async Task An_applicant_cannot_object_nor_anyone_without_name_contact_and_grounds()
    {
        await using var app = await RegistryApp.Start();
        var id = await app.Publicise();
        var objection = new { name = "甲", contact = "a@a.example", grounds = "拖延" };
        await app.Steward.PostAsJsonAsync($"/api/public/publicity/{id}/object", objection).ShouldBeRefused(403, "registration.own-filing");
        await app.App.Anyone.PostAsJsonAsync($"/api/public/publicity/{id}/object", new { name = "", contact = "", grounds = "" })
            .ShouldBeRefused(400, "shape");
        await app.App.Anyone.PostAsJsonAsync($"/api/public/publicity/{Guid.Empty}/object", objection)
            .ShouldBeRefused(404, "registration.not-publicised");
        (await app.StageOf(id)).ShouldBe("Publicised");
    }

    [Fact]
    public async Task One_address_cannot_flood_the_registrar()
    {
        await using var app = await RegistryApp.Start();
        var id = await app.Publicise();
        for (var i = 0; i < Yuanliu.Registration.Objections.ObjectToFiling.PerAddressMax; i++)
            ((int)(await app.Object(Guid.Empty.ToString())).StatusCode).ShouldBe(404);
        await app.Object(id).ShouldBeRefused(429, "request.too-many");
    }
}
