using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>开户 — how a party gets its account under any pack: at once, or by the application that the pack asks for.</summary>
internal static class Opening
{
    /// <summary>What the pack asks of an application, each paper uploaded by whoever applies.</summary>
    public static async Task<JsonObject> Form(TestApp app, HttpClient steward, string pack)
    {
        var packs = (await app.Anyone.GetFromJsonAsync<JsonArray>("/api/registration/packs"))!;
        var rules = packs.SingleOrDefault(p => (string?)p!["id"] == pack);
        var (papers, applicant) = (new JsonArray(), await RegistryApp.OrganizationOf(steward));
        foreach (var paper in rules?["opening"]?["materials"]!.AsArray() ?? [])
            if (paper!["known"] is null)
                papers.Add(await ProcedureDriver.Upload(steward, $"{paper["key"]}-{applicant}.pdf", (string)paper["key"]!));
        var form = new JsonObject { ["pack"] = pack };
        if (papers.Count > 0) (form["contact"], form["papers"]) = (new JsonObject { ["phone"] = "0872-1234567" }, papers);
        return form;
    }

    public static async Task<HttpResponseMessage> Try(TestApp app, HttpClient steward, string pack)
        => await steward.PostAsJsonAsync("/api/registration/accounts", await Form(app, steward, pack));

    /// <summary>The account, opened.</summary>
    public static async Task<JsonObject> Open(TestApp app, HttpClient steward, string pack)
    {
        var account = await TestApp.Body(await Try(app, steward, pack));
        if ((string?)account["status"] != "Applied") return account;
        var registrar = await app.SignIn(TestApp.PlatformName, Role.Registrar);
        var path = await CaseOf(registrar, account);
        foreach (var step in new[] { "pass-review", "enter" })
            await TestApp.Done(await registrar.PostAsJsonAsync($"{path}/{step}", new { }));
        return (await Accounts(steward)).Single(a => (string?)a["id"] == (string?)account["id"]);
    }

    public static async Task<string> CaseOf(HttpClient registrar, JsonObject account)
    {
        var cases = (await TestApp.Body(await registrar.GetAsync("/api/registration/account-cases?stage=Requested&take=100")))["items"]!;
        return $"/api/registration/account-cases/{cases.AsArray().Single(c => (string?)c!["accountId"] == (string?)account["id"])!["id"]}";
    }

    public static async Task<List<JsonObject>> Accounts(HttpClient steward)
        => [.. (await TestApp.Body(await steward.GetAsync("/api/registration/accounts")))["items"]!.AsArray().Select(a => a!.AsObject())];
}
