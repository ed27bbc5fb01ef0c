using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Simulation;

/// <param name="Body">The reply, or the refusal.</param>
internal sealed record Answer(int Status, JsonObject Body)
{
    public bool Done => Status is >= 200 and < 300;
    public string Code => (string?)Body["code"] ?? $"http-{Status}";
}

/// <summary>模拟人员 — somebody who acts through the interface as the web client does; without a login, the public.</summary>
internal sealed class Person(HttpClient http, SimulatedClock clock, string? login, string organization, params Role[] roles)
{
    public const string Password = "simulated password";
    static int addresses;

    string? cookie;
    DateOnly signedIn;

    public string? Login => login;
    public string Organization => organization;
    public IReadOnlyList<Role> Roles => roles;
    public Guid OrganizationId { get; set; }
    /// <summary>From where all of it comes; null where each request comes from another address.</summary>
    public string? Address { get; init; }

    public Task<Answer> Get(string path, CancellationToken ct) => Send(HttpMethod.Get, path, null, ct);
    public Task<Answer> Post(string path, JsonNode? body, CancellationToken ct) => Send(HttpMethod.Post, path,
        JsonContent.Create(body ?? new JsonObject()), ct);
    public Task<Answer> Upload(string path, byte[] bytes, CancellationToken ct) => Send(HttpMethod.Post, path,
        new ByteArrayContent(bytes), ct);

    /// <summary>The bytes of a file as it is served.</summary>
    public async Task<byte[]> Download(string path, CancellationToken ct)
    {
        await SignIn(ct);
        using var reply = await Raw(HttpMethod.Get, path, null, ct);
        return reply.IsSuccessStatusCode ? await reply.Content.ReadAsByteArrayAsync(ct)
            : throw new SimulationBroke($"{login}: {path}: {await reply.Content.ReadAsStringAsync(ct)}");
    }

    /// <summary>Hands files in as a browser does, each in its field of the form.</summary>
    public Task<Answer> PostFiles(string path, IReadOnlyList<(string Field, string Name, byte[] Bytes)> files, CancellationToken ct)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, name, bytes) in files) form.Add(new ByteArrayContent(bytes), field, name);
        return Send(HttpMethod.Post, path, form, ct);
    }

    /// <summary>A refusal here is a bug: nothing stands in the way of it.</summary>
    public async Task<JsonObject> Must(Task<Answer> pending)
        => await pending is { Done: true } done ? done.Body : throw new SimulationBroke(
            $"{login}: {pending.Result.Status} {pending.Result.Body.ToJsonString()}");

    /// <summary>Sessions last half a day: on each day one signs in anew.</summary>
    public async Task SignIn(CancellationToken ct)
    {
        if (login is null || cookie is not null && signedIn == clock.Today) return;
        using var reply = await Raw(HttpMethod.Post, "api/session", JsonContent.Create(new { login, password = Password }), ct);
        if (!reply.IsSuccessStatusCode) throw new SimulationBroke($"{login} cannot sign in: {await reply.Content.ReadAsStringAsync(ct)}");
        (cookie, signedIn) = (reply.Headers.GetValues("Set-Cookie").Single().Split(';')[0], clock.Today);
    }

    async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        await SignIn(ct);
        using var reply = await Raw(method, path, content, ct);
        var text = await reply.Content.ReadAsStringAsync(ct);
        if ((int)reply.StatusCode >= 500) throw new SimulationBroke($"{method} {path}: {(int)reply.StatusCode} {text}");
        return new((int)reply.StatusCode, (text.Length == 0 ? null : JsonNode.Parse(text)) switch
        {
            JsonObject o => o,
            null => [],
            var list => new() { ["items"] = list },
        });
    }

    /// <summary>Everybody comes from an address of their own each time, as through a proxy: no limit is raised for it.</summary>
    async Task<HttpResponseMessage> Raw(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        var number = Interlocked.Increment(ref addresses);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-Forwarded-For", Address ?? $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await http.SendAsync(request, ct);
    }
}
