using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Contracts;
using Yuanliu.Host;
using Yuanliu.Host.Demo;
using Yuanliu.Host.Verbs;

namespace Yuanliu.Tests.Browser;

/// <summary>How the first administrator gets in, and how somebody acts for two organizations.</summary>
[Collection(nameof(City))]
public sealed class PartyJourneys(City city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_first_administrator_sets_up_an_empty_node_and_lands_where_organizations_are_entered(int width)
    {
        var data = Directory.CreateTempSubdirectory("yuanliu-setup-").FullName;
        await using var app = await Serve.Build(
            new AppSettings("http://127.0.0.1:0", data, "", false, "http://localhost:5080", "fresh.example"), CancellationToken.None);
        await app.StartAsync();
        string code;
        await using (var scope = app.Services.CreateAsyncScope())
            code = (await scope.ServiceProvider.GetRequiredService<IFirstParties>().SetupCode(CancellationToken.None))!;

        await using var visitor = await city.Visit(new Uri(app.Urls.First()), width);
        await visitor.Open("/");
        await visitor.Follow("节点初始化");
        await visitor.ShouldBeSound($"setup at {width}");
        await visitor.Page.Locator("#setup-code").FocusAsync();
        string[] entered = [code, "某市数据局", Code("12110000MA00077"), "首任管理员", "chief", "correct horse battery"];
        foreach (var text in entered)
        {
            await visitor.Page.Keyboard.TypeAsync(text);
            await visitor.Page.Keyboard.PressAsync(text == entered[^1] ? "Enter" : "Tab");
        }
        await visitor.ShouldSay("某市数据局");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/console/parties$"));
        await visitor.Open("/setup");
        await visitor.ShouldSay("本节点已初始化");
        visitor.Errors.ShouldBeEmpty();
        await app.StopAsync();
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_natural_person_is_entered_with_the_keyboard_and_its_resident_number_is_not_shown_again(int width)
    {
        var body = $"530102{1900 + width % 97}0312001";
        var (number, name) = (body + ResidentNumber.CheckCharacter(body), $"张三{width}");
        await using var visitor = await city.Visit(width);
        await visitor.SignIn("admin", "/console/parties");
        var (keys, code) = (visitor.Page.Keyboard, visitor.Page.Locator("#org-code"));
        await visitor.Page.Locator("#org-kind").FocusAsync();
        await keys.PressAsync("End");
        foreach (var text in new[] { name, number[..17] + (number[17] == '1' ? '2' : '1') })
        {
            await keys.PressAsync("Tab");
            await keys.TypeAsync(text);
        }
        await visitor.ShouldSay("公民身份号码");
        await keys.PressAsync("Enter");
        await visitor.ShouldSay("公民身份号码不正确");
        await visitor.ShouldBeSound($"a natural person at {width}", refused: true);
        await code.FillAsync(number);
        await keys.PressAsync("Enter");
        await visitor.ShouldSay("主体已登记");
        await visitor.ShouldSay(name);
        (await visitor.Page.Locator("body").InnerTextAsync()).ShouldNotContain(number);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Somebody_of_two_organizations_changes_between_them_with_the_keyboard(int width)
    {
        var login = $"two{width}";
        await using (var admin = await city.Visit())
        {
            await admin.SignIn("admin", "/console/parties");
            var organizations = (await admin.Get("/api/parties/organizations"))["items"]!.AsArray();
            string Id(string name) => organizations.Single(o => (string?)o!["name"] == name)!["id"]!.GetValue<string>();
            await Post(admin, "/api/parties/people", new JsonObject
            {
                ["login"] = login, ["name"] = "两任", ["password"] = DemoPeople.Password, ["organizationId"] = Id(DemoPeople.Holder),
                ["roles"] = new JsonArray("Finance"),
            });
            await Post(admin, "/api/parties/memberships", new JsonObject
            {
                ["login"] = login, ["organizationId"] = Id(DemoPeople.Buyer), ["roles"] = new JsonArray("Analyst"),
            });
        }

        await using var visitor = await city.Visit(width);
        await visitor.SignIn(login, "/console");
        var choice = visitor.Page.Locator("header select.organization");
        var first = await Chosen(choice);
        var other = first == DemoPeople.Holder ? DemoPeople.Buyer : DemoPeople.Holder;
        await choice.FocusAsync();
        await visitor.Page.Keyboard.PressAsync(other == DemoPeople.Buyer ? "End" : "Home");
        if (await Chosen(choice) == first) await visitor.Page.Keyboard.PressAsync(other == DemoPeople.Buyer ? "Home" : "End");
        await visitor.Settled();
        (await Chosen(choice)).ShouldBe(other);
        ((string?)(await visitor.Get("/api/session"))["organizationName"]).ShouldBe(other);
        await visitor.ShouldBeSound($"two organizations at {width}");
    }

    static Task<string> Chosen(ILocator choice) => choice.EvaluateAsync<string>("s => s.selectedOptions[0].textContent");

    static async Task Post(Visitor visitor, string path, JsonObject body)
    {
        var reply = await visitor.Page.APIRequest.PostAsync(path, new() { DataObject = body });
        reply.Ok.ShouldBeTrue(await reply.TextAsync());
    }

    static string Code(string head) => head + "00" + UnifiedCreditCode.CheckCharacter(head + "00");
}
