using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

public sealed class WholeWayTests
{
    [Fact]
    public async Task A_holders_file_is_profiled_confirmed_filed_publicised_and_certified_as_what_it_is()
    {
        await using var app = await TestApp.Start(today: "2026-03-02");
        var steward = await app.SignIn("充电公司", Role.Steward);
        var resource = await Confirmed(steward);
        await TestApp.Done(await steward.PostAsJsonAsync("/api/registration/accounts", new { pack = RegistryApp.Pack }));
        var id = await RegistryApp.Submit(steward, RegistryApp.Form(resource["id"]!.GetValue<Guid>()));
        var registrar = await app.SignIn(TestApp.PlatformName, Role.Registrar);
        await RegistryApp.Take(registrar, id, "accept");
        await RegistryApp.Take(registrar, id, "pass-review");
        await app.AdvanceTo("2026-03-10");

        steward = await app.SignIn("充电公司", Role.Steward);
        var number = (await TestApp.Body(await steward.GetAsync($"/api/registration/filings/{id}")))["certificateNumber"]!.GetValue<string>(
            );
        var card = await TestApp.Body(await app.Anyone.GetAsync($"/api/public/certificates/{number}"));
        (card["resourceTitle"]!.GetValue<string>(), card["rows"]!.GetValue<long>(), card["fields"]!.GetValue<int>())
            .ShouldBe(("充电量", 40L, 3));
        card["dataSha256"]!.GetValue<string>().ShouldBe(resource["sha256"]!.GetValue<string>());
        var facts = await app.FactKinds();
        facts.IndexOf("catalog.resource-confirmed/1").ShouldBeLessThan(facts.IndexOf("registration.step/1"));
        facts.ShouldContain("registration.certificate-issued/1");

        await using var scope = app.Services.CreateAsyncScope();
        var holder = new OrganizationId(await RegistryApp.OrganizationOf(steward));
        (await scope.ServiceProvider.GetRequiredService<IRegister>()
            .Holds(holder, new(resource["id"]!.GetValue<Guid>()), RightKind.Holding, default))!.Number.ShouldBe(number);
    }

    static async Task<JsonObject> Confirmed(HttpClient steward)
    {
        var csv = "场站,行政区,充电量\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"站{i % 7},朝阳区,{100 + i}\n"));
        var upload = await TestApp.Body(await steward.PostAsync(
            "/api/catalog/uploads?name=charging.csv", new ByteArrayContent(Encoding.UTF8.GetBytes(csv))));
        var added = await TestApp.Body(await steward.PostAsJsonAsync("/api/catalog/resources",
            new { title = "充电量", description = "按场站", uploadIds = new[] { upload["id"]!.GetValue<Guid>() } }));
        await TestApp.JobEnd(steward, added["jobId"]!.GetValue<Guid>());
        var at = $"/api/catalog/resources/{added["id"]}";
        var resource = await TestApp.Body(await steward.GetAsync(at));
        var fields = resource["fields"]!.AsArray().Select(f => new
        {
            name = (string)f!["name"]!, title = (string)f["title"]!, @class = (string)f["class"]!, level = (int)f["level"]!,
        });
        await TestApp.Done(await steward.PostAsJsonAsync($"{at}/confirm",
            new { title = "充电量", description = "按场站", classification = "交通·充电", fields }));
        return await TestApp.Body(await steward.GetAsync(at));
    }
}
