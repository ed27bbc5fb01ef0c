using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Products.CleanRoom;
using Yuanliu.Tests.Trading;

namespace Yuanliu.Tests.Products;

public sealed class ProductTests
{
    [Fact]
    public async Task A_product_on_a_registered_resource_passes_the_list_item_by_item_and_each_step_is_a_fact()
    {
        await using var market = await Market.Open();
        var draft = await TestApp.Body(await market.Steward.PostAsJsonAsync("/api/products", market.Draft()));
        draft["stage"]!.GetValue<string>().ShouldBe("Draft");
        draft["certificateNumber"]!.GetValue<string>().ShouldBe(market.Certificate);
        draft["columns"]!.AsArray().Select(c => $"{c!["name"]}:{c["use"]}").ShouldBe(
            ["station:Dimension", "year:Dimension", "pm25:Measure", "no2:Measure", "phone:None"]);
        draft["openSteps"]!.AsArray().Select(s => s!["step"]!.GetValue<string>()).ShouldBe(["Withdraw"]);

        var seen = await market.Staff.GetFromJsonAsync<JsonObject>($"/api/products/{draft["id"]}");
        var href = seen!["openSteps"]!.AsArray().Single()!["href"]!.GetValue<string>();
        var product = await TestApp.Body(await market.Staff.PostAsync(href, null));

        product["stage"]!.GetValue<string>().ShouldBe("Checked");
        var checks = product["checks"]!.AsArray();
        checks.Count.ShouldBe(7);
        checks.ShouldAllBe(c => c!["passed"]!.GetValue<bool>() && c["basis"]!.GetValue<string>().Length > 5);
        checks.Single(c => c!["restricted"]!.GetValue<bool>())!["item"]!.GetValue<string>().ShouldBe("personal-information");
        (await market.App.FactKinds()).Where(k => k.StartsWith("products.", StringComparison.Ordinal))
            .ShouldBe(["products.drafted/1", "products.step/1", "products.checked/1"]);
    }

    [Fact]
    public async Task Only_a_dimension_has_public_values_and_only_a_list_of_them()
    {
        await using var market = await Market.Open();
        async Task Refused(string use, params string[] values)
        {
            var draft = JsonSerializer.SerializeToNode(market.Draft(), JsonSerializerOptions.Web)!.AsObject();
            draft["columns"] = new JsonArray(new JsonObject
            {
                ["name"] = use == "Dimension" ? "station" : "pm25", ["use"] = use,
                ["control"] = new JsonObject { ["publicValues"] = new JsonArray([.. values.Select(v => (JsonNode)v)]) },
            });
            var reply = await market.Steward.PostAsJsonAsync("/api/products", draft);
            ((int)reply.StatusCode).ShouldBe(400);
        }
        await Refused("Measure", "1", "2");
        await Refused("Dimension");
        await Refused("Dimension", "a", "a");
        await Refused("Dimension", "a\nb");
        await Refused("Dimension", new string('x', 61));
    }

    [Fact]
    public async Task A_listed_item_refuses_the_product_and_the_answer_is_shown_in_the_language_asked_for()
    {
        await using var market = await Market.Open();
        var draft = await TestApp.Body(await market.Steward.PostAsJsonAsync("/api/products", market.Draft(minGroup: 12)));
        market.Staff.DefaultRequestHeaders.Add("Accept-Language", "en");
        var product = await TestApp.Body(await market.Staff.PostAsync($"/api/products/{draft["id"]}/check", null));

        product["stage"]!.GetValue<string>().ShouldBe("Refused");
        var failed = product["checks"]!.AsArray().Single(c => !c!["passed"]!.GetValue<bool>())!;
        failed["item"]!.GetValue<string>().ShouldBe("personal-information");
        failed["note"]!.GetValue<string>().ShouldContain("groups of at least 20");
        await market.Staff.PostAsync($"/api/products/{draft["id"]}/check", null).ShouldBeRefused(409, "products.step-not-open");
    }

    [Fact]
    public async Task Without_a_valid_certificate_of_the_right_to_operate_products_there_is_no_product()
    {
        await using var holding = await Market.Open(right: RightKind.Holding);
        var refusal = await holding.Steward.PostAsJsonAsync("/api/products", holding.Draft())
            .ShouldBeRefused(409, "products.no-certificate");
        refusal["basis"]!.GetValue<string>().ShouldBe("BJ-OPIN-2023 §4");

        await using var market = await Market.Open();
        var draft = await TestApp.Body(await market.Steward.PostAsJsonAsync("/api/products", market.Draft()));
        await market.ChangeCertificate("Revocation");
        await market.Staff.PostAsync($"/api/products/{draft["id"]}/check", null).ShouldBeRefused(409, "products.no-certificate");
    }

    [Fact]
    public async Task What_may_not_be_opened_is_refused_when_drafted()
    {
        await using var market = await Market.Open();
        await Refused(market.Draft(columns: [Market.Column("phone", "Dimension")]), 409, "products.personal-column");
        await Refused(market.Draft(columns: [Market.Column("phone", "Identity")]), 400, "products.nothing-opened");
        await Refused(market.Draft(columns: [Market.Column("nowhere", "Measure")]), 400, "products.no-such-column");
        object[] two = [Market.Column("station", "Identity"), Market.Column("phone", "Identity")];
        await Refused(market.Draft(columns: two), 400, "products.two-identities");
        await Refused(market.Draft(minGroup: 9), 409, "products.group-too-small");
        await Refused(market.Draft(minGroup: 0), 400, "shape");

        Task Refused(object draft, int status, string code)
            => market.Steward.PostAsJsonAsync("/api/products", draft).ShouldBeRefused(status, code);
    }

    [Fact]
    public async Task A_holder_may_name_an_operator_who_holds_the_right_and_a_stranger_learns_nothing()
    {
        var entry = new AlsoRegistered.Entry();
        await using var market = await Market.Open(services => AlsoRegistered.AddTo(services, entry));
        var (other, stranger) = (await market.App.SignIn("运营公司", Role.Steward), await market.App.SignIn("路人公司", Role.Steward));
        var operatorId = await Market.Organization(other);
        await market.Steward.PostAsJsonAsync("/api/products", market.Draft(operatorId: operatorId))
            .ShouldBeRefused(409, "products.no-certificate");
        await stranger.PostAsJsonAsync("/api/products", market.Draft()).ShouldBeRefused(404, "products.no-such-resource");
        await stranger.PostAsJsonAsync("/api/products", market.Draft(operatorId: await Market.Organization(market.Steward)))
            .ShouldBeRefused(404, "products.no-such-resource");

        entry.Card = AlsoRegistered.Of(operatorId, market.Resource);
        var product = await TestApp.Body(await market.Steward.PostAsJsonAsync("/api/products", market.Draft(operatorId: operatorId)));
        product["operatorName"]!.GetValue<string>().ShouldBe("运营公司");
        product["certificateNumber"]!.GetValue<string>().ShouldBe(AlsoRegistered.Number);

        (await other.GetFromJsonAsync<JsonObject>($"/api/products/{product["id"]}"))!["openSteps"]!.AsArray().Count.ShouldBe(1);
        await stranger.GetAsync($"/api/products/{product["id"]}").ShouldBeRefused(404, "products.no-such-product");
        await stranger.PostAsync($"/api/products/{product["id"]}/withdraw", null).ShouldBeRefused(404, "products.no-such-product");
        (await stranger.GetFromJsonAsync<JsonObject>("/api/products"))!["items"]!.AsArray().ShouldBeEmpty();
        (await other.GetFromJsonAsync<JsonObject>("/api/products"))!["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_stewards_draft_and_withdraw_and_only_the_venue_checks_and_never_its_own_draft()
    {
        await using var market = await Market.Open();
        var analyst = await market.App.SignIn("数源公司", Role.Analyst);
        await analyst.PostAsJsonAsync("/api/products", market.Draft()).ShouldBeRefused(403, "session.role");
        await market.App.Anyone.GetAsync("/api/products").ShouldBeRefused(401, "session.required");

        var both = await market.App.SignIn("数源公司", Role.Steward, Role.ExchangeStaff);
        var own = await TestApp.Body(await both.PostAsJsonAsync("/api/products", market.Draft()));
        own["openSteps"]!.AsArray().Select(s => s!["step"]!.GetValue<string>()).ShouldBe(["Withdraw"]);
        await both.PostAsync($"/api/products/{own["id"]}/check", null).ShouldBeRefused(403, "products.same-person");
        await market.Steward.PostAsync($"/api/products/{own["id"]}/check", null).ShouldBeRefused(403, "session.role");
        await market.Staff.PostAsync($"/api/products/{own["id"]}/withdraw", null).ShouldBeRefused(403, "session.role");
    }

    [Fact]
    public async Task A_withdrawn_product_is_at_its_end_and_others_hear_of_it()
    {
        await using var market = await Market.Open();
        var id = await market.Product();
        var product = await TestApp.Body(await market.Steward.PostAsync($"/api/products/{id}/withdraw", null));
        product["stage"]!.GetValue<string>().ShouldBe("Withdrawn");
        product["openSteps"]!.AsArray().ShouldBeEmpty();
        (await market.App.FactKinds()).ShouldContain("products.withdrawn/1");
        await market.Steward.PostAsync($"/api/products/{id}/withdraw", null).ShouldBeRefused(409, "products.step-not-open");
    }

    [Fact]
    public async Task Of_two_who_act_at_once_the_slower_is_told_and_nothing_happens_twice()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var market = await Market.Open(configure: s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause)));
        var draft = await TestApp.Body(await market.Steward.PostAsJsonAsync("/api/products", market.Draft()));

        pause.Then = async () => await TestApp.Done(await market.Staff.PostAsync($"/api/products/{draft["id"]}/check", null));
        await market.Staff.PostAsync($"/api/products/{draft["id"]}/check", null).ShouldBeRefused(409, "changed-meanwhile");
        (await market.App.FactKinds()).Count(k => k == "products.checked/1").ShouldBe(1);

        pause.Then = async () => await TestApp.Done(await market.Steward.PostAsync($"/api/products/{draft["id"]}/withdraw", null));
        await market.Steward.PostAsync($"/api/products/{draft["id"]}/withdraw", null).ShouldBeRefused(409, "changed-meanwhile");
        (await market.App.FactKinds()).Count(k => k == "products.withdrawn/1").ShouldBe(1);
    }

    [Fact]
    public async Task The_venues_work_list_and_search_know_products_and_the_list_itself_is_public()
    {
        await using var market = await Market.Open();
        await TestApp.Done(await market.Steward.PostAsJsonAsync("/api/products", market.Draft()));
        var caller = await Market.Caller(market.Staff);
        await using var scope = market.App.Services.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<ProductWork>();
        var waiting = await work.For(caller, default);
        waiting.Single().OpenSteps.Single().Step.ShouldBe("Check");
        var hits = await work.Search("分区", caller, default);
        hits.Single().Title.ShouldBe("空气质量分区统计");

        var list = await market.App.Anyone.GetFromJsonAsync<JsonObject>("/api/public/negative-list");
        list!["items"]!.AsArray().Count.ShouldBe(7);
    }
}
