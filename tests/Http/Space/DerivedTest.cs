using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Yuanliu.Tests.Space;

/// <summary>Derived tables as their buyers handle them.</summary>
internal static class DerivedTest
{
    public static string Path(Guid agreement) => $"/api/space/agreements/{agreement}/derived";

    public static Task<HttpResponseMessage> Keep(
        this HttpClient client, Guid agreement, string name, string sql, object? tighten = null, object? with = null)
        => client.PostAsJsonAsync(Path(agreement), new { name, sql, tighten, with });

    public static async Task<JsonObject> Kept(this SpaceTest test, string name, string sql, object? tighten = null)
        => await TestApp.Body(await test.Analyst.Keep(test.Agreement, name, sql, tighten));

    public static Task<HttpResponseMessage> Keep(this SpaceTest test, string name, string sql, object? tighten = null)
        => test.Analyst.Keep(test.Agreement, name, sql, tighten);

    public static Task<HttpResponseMessage> Step(this HttpClient client, JsonObject table, string step, object? body = null)
        => client.PostAsJsonAsync(
            (string)table["openSteps"]!.AsArray().Single(s => (string)s!["step"]! == step)!["href"]!, body ?? new { });

    public static async Task<List<JsonObject>> Derived(this HttpClient client, Guid agreement, string query = "") => [..
        (await TestApp.Body(await client.GetAsync(Path(agreement) + query)))["items"]!.AsArray().Select(i => i!.AsObject())];
}
