using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Compute.Credentials;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>Two registries: what one hands out, and how the other takes it in.</summary>
internal static class Foreign
{
    public static string Did(TestApp app) => VerificationMethods.Did(app.Services.GetRequiredService<NodeKeys>().Registry.PublicKey.Span);

    public static Task<byte[]> Credential(TestApp app, string number)
        => app.Anyone.GetByteArrayAsync($"/api/public/certificates/{number}/credential.json");

    public static async Task<byte[][]> Lists(TestApp app) =>
    [
        await app.Anyone.GetByteArrayAsync("/api/public/status/revocation"),
        await app.Anyone.GetByteArrayAsync("/api/public/status/suspension"),
    ];

    public static async Task<JsonObject> Know(TestApp at, string did)
        => await TestApp.Body(await (await at.Administrator()).PostAsJsonAsync(
        "/api/registration/known-nodes",
        new { name = "邻省数据登记中心", did, basis = "两地登记互认协议", limits = "只作持有证明，不作交易凭证" }));

    /// <summary>Both have come to the same day; their people sign in again.</summary>
    public static async Task Meet(string day, params RegistryApp[] nodes)
    {
        foreach (var node in nodes)
        {
            await node.App.AdvanceTo(day);
            await node.SignInAgain();
        }
    }

    public static async Task<HttpResponseMessage> Recognize(HttpClient registrar, byte[] credential, params byte[][] lists)
    {
        using var form = new MultipartFormDataContent { { Part(credential), "credential", "credential.json" } };
        foreach (var list in lists) form.Add(Part(list), "status", "status.json");
        return await registrar.PostAsync("/api/registration/recognized", form);
    }

    static ByteArrayContent Part(byte[] bytes)
        => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/vc") } };

    public static async Task<byte[]> ExportBytes(HttpClient registrar, string register)
    {
        var job = await TestApp.Body(await registrar.PostAsJsonAsync("/api/registration/register-exports", new { register }));
        await TestApp.JobEnd(registrar, (Guid)job["jobId"]!);
        return await registrar.GetByteArrayAsync((string)job["href"]!);
    }

    public static async Task<List<JsonObject>> Export(HttpClient registrar, string register)
        => Lines(await ExportBytes(registrar, register));

    public static List<JsonObject> Lines(byte[] export) => [.. System.Text.Encoding.UTF8.GetString(export).Split('\n',
        StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject())];

    public static Task<HttpResponseMessage> Import(HttpClient registrar, byte[] export)
        => registrar.PostAsync("/api/registration/recognized/import", new ByteArrayContent(export));
}
