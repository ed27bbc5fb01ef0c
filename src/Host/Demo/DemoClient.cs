using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Yuanliu.Host.Demo;

/// <summary>A refusal met where the story expected an answer, or the other way round.</summary>
internal sealed class StoryBroke(string message) : Exception(message);

/// <summary>One person at the console, talking to the server as the web client does.</summary>
internal sealed class DemoClient : IDisposable
{
    readonly HttpClient http;

    DemoClient(HttpClient http, string name) => (this.http, Name) = (http, name);

    public string Name { get; }

    public static async Task<DemoClient> SignIn(Uri server, string login, string password, string name, CancellationToken ct)
    {
        var client = new DemoClient(Connect(server), name);
        await client.Post("api/session", new { login, password }, ct);
        return client;
    }

    public static DemoClient Anyone(Uri server) => new(Connect(server), "公众");

    static HttpClient Connect(Uri server) => new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseCookies = true })
    {
        BaseAddress = server, Timeout = TimeSpan.FromMinutes(30),
    };

    public async Task<JsonObject> Get(string path, CancellationToken ct) => await Read(await http.GetAsync(path, ct), ct);

    public async Task<JsonObject> Post(string path, object? body, CancellationToken ct)
        => await Read(await http.PostAsJsonAsync(path, body ?? new { }, ct), ct);

    public async Task<JsonObject> Upload(string path, string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(stream) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.ExpectContinue = true;               // a file that is too large is refused before its bytes are sent
        return await Read(await http.SendAsync(request, ct), ct);
    }

    public async Task<JsonObject> Upload(string path, byte[] bytes, CancellationToken ct)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/octet-stream");
        return await Read(await http.PostAsync(path, content, ct), ct);
    }

    public async Task<byte[]> Download(string path, CancellationToken ct)
    {
        using var reply = await http.GetAsync(path, ct);
        if (!reply.IsSuccessStatusCode) throw new StoryBroke($"{path}: {await reply.Content.ReadAsStringAsync(ct)}");
        return await reply.Content.ReadAsByteArrayAsync(ct);
    }

    /// <summary>Asks again while the fact is still being sealed.</summary>
    public async Task<byte[]> DownloadSealed(string path, CancellationToken ct)
    {
        const int triesMax = 100;
        for (var i = 0; ; i++)
        {
            using var reply = await http.GetAsync(path, ct);
            if (reply.IsSuccessStatusCode) return await reply.Content.ReadAsByteArrayAsync(ct);
            var text = await reply.Content.ReadAsStringAsync(ct);
            if (!text.Contains("evidence.sealing", StringComparison.Ordinal) || i == triesMax) throw new StoryBroke($"{path}: {text}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    /// <summary>Expects a refusal; returns its problem document.</summary>
    public async Task<JsonObject> Refused(string path, object body, string code, CancellationToken ct)
    {
        using var reply = await http.PostAsJsonAsync(path, body, ct);
        var text = await reply.Content.ReadAsStringAsync(ct);
        if (reply.IsSuccessStatusCode) throw new StoryBroke($"{path} should have been refused with {code}: {text}");
        var problem = JsonNode.Parse(text)!.AsObject();
        return (string?)problem["code"] == code ? problem : throw new StoryBroke($"{path} should have been refused with {code}: {text}");
    }

    public async Task<JsonObject> JobEnd(string id, Action<long, long> progress, CancellationToken ct)
    {
        while (true)
        {
            var job = await Get($"api/jobs/{id}", ct);
            progress(Number(job["done"]), Number(job["total"]));
            if ((string?)job["state"] is not ("Waiting" or "Running")) return job;
            await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
        }
    }

    static long Number(JsonNode? node) => node is null ? 0 : Convert.ToInt64(node.ToString(), CultureInfo.InvariantCulture);

    static async Task<JsonObject> Read(HttpResponseMessage reply, CancellationToken ct)
    {
        using (reply)
        {
            var text = await reply.Content.ReadAsStringAsync(ct);
            if (!reply.IsSuccessStatusCode) throw Broke(reply, text);
            return text.Length == 0
                ? []
                : JsonNode.Parse(text) switch { JsonObject o => o, var other => new JsonObject { ["items"] = other } };
        }
    }

    /// <summary>A refusal says what is wrong in both languages; anything else is shown as it came.</summary>
    static StoryBroke Broke(HttpResponseMessage reply, string text)
    {
        var isProblem = reply.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true;
        if (isProblem && JsonNode.Parse(text) is JsonObject problem && (string?)problem["zh"] is { } zh)
            return new($"{zh} / {problem["en"]} ({problem["code"]})");
        return new($"{reply.RequestMessage?.RequestUri?.PathAndQuery}: {(int)reply.StatusCode} {text}");
    }

    public void Dispose() => http.Dispose();
}
