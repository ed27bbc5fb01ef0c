using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Yuanliu.Contracts;

namespace Yuanliu.Tests.Attacks;

/// <summary>What came back: an answer, or a refusal.</summary>
public sealed record Reply(int Status, string Code, JsonObject Body)
{
    public bool IsAnswer => Status == 200;

    public IReadOnlyList<JsonArray> Rows => Body["rows"] is JsonArray rows ? [.. rows.Select(r => r!.AsArray())] : [];

    /// <summary>Everything but the values: whether, how much, and in which form something was answered.</summary>
    public string Shape => IsAnswer
        ? $"{Rows.Count} rows of {Body["columns"]?.ToJsonString()}, suppressed {Body["suppressedGroups"]}, repeat {Body["repeat"]}"
        : $"{Status} {Body["title"]} {Body["detail"]} {Code} {Body["clause"]}";

    /// <summary>What stood in the heads of the answer about the use.</summary>
    public IReadOnlyDictionary<string, string> Heads { get; init; } = new Dictionary<string, string>();

    /// <summary>What each of several verifications found.</summary>
    public IReadOnlyList<string> Outcomes => Body["answers"] is JsonArray all ? [.. all.Select(a => a!["outcome"]!.ToString())] : [];

    /// <summary>All that was said, but for names that are drawn anew for every call.</summary>
    public string Said
    {
        get
        {
            var body = Body.DeepClone().AsObject();
            foreach (var drawn in (string[])["traceId", "instance", "useId", "factId", "elapsedMs"]) body.Remove(drawn);
            foreach (var answer in body["answers"] as JsonArray ?? []) answer!.AsObject().Remove("useId");
            return $"{Status} {body.ToJsonString()}";
        }
    }

    public IReadOnlyList<string> Cells => [.. Rows.SelectMany(r => r.Select(c => c?.ToString() ?? ""))];

    public IReadOnlyList<decimal> Numbers => [.. Rows.SelectMany(r => r).Select(Number).OfType<decimal>()];

    public decimal? First => Numbers.Count > 0 ? Numbers[0] : null;

    public static decimal? Number(JsonNode? cell) => cell is not null && decimal.TryParse(
        cell.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A table besides the agreement's own that a question brings along.</summary>
public sealed record With(string As, Guid? ResourceId = null, Guid? AgreementId = null);

/// <summary>Somebody who asks under an agreement and remembers all that came back.</summary>
public sealed class Attacker(Arena arena, AgreementId agreement, OrganizationId buyer, HttpClient client)
{
    /// <summary>Several may ask at once.</summary>
    readonly ConcurrentQueue<Reply> seen = new();

    public Arena Arena => arena;
    public AgreementId Agreement => agreement;
    public OrganizationId Buyer => buyer;
    public IReadOnlyList<Reply> Seen => [.. seen];
    public HttpClient Client => client;

    public async Task<Reply> Ask(string sql, UseMode? mode = null, params With[] with)
        => await Send(HttpMethod.Post, "queries", new { sql, mode = mode?.ToString(), with = with.Length == 0 ? null : with });

    /// <summary>A page of rows.</summary>
    public Task<Reply> Page(params (string Name, string Value)[] query) => Send(HttpMethod.Get,
        $"rows?{string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"))}");

    /// <summary>Verifications, in one call.</summary>
    /// <param name="key">Under which it is sent again.</param>
    public Task<Reply> Verify(IEnumerable<object?> items, string? key = null) => Send(HttpMethod.Post, "verifications", new { items }, key);

    /// <summary>An agreed template with values.</summary>
    public Task<Reply> Put(string template, object? values) => Send(HttpMethod.Post, $"templates/{template}", new { values });

    public Task<Reply> Deliver(string format = "Csv", string? purpose = null) => Send(HttpMethod.Post, "files", new { format, purpose });

    /// <summary>The bytes of a file that was made.</summary>
    public async Task<byte[]> Fetch(Reply delivery)
        => await (await TestApp.Done(await client.GetAsync(delivery.Body["href"]!.ToString()))).Content.ReadAsByteArrayAsync();

    /// <summary>What is kept of all that was tried under the agreement.</summary>
    public async Task<JsonArray> Uses() => (await TestApp.Body(await client.GetAsync(
        $"/api/space/agreements/{agreement.Value}/uses")))["items"]!.AsArray();

    /// <param name="body">JSON, or a text that is to be sent as it is.</param>
    public async Task<Reply> Send(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/space/agreements/{agreement.Value}/{path}");
        if (body is not null) request.Content = body is string text
            ? new StringContent(text, Encoding.UTF8, "application/json") : JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var reply = await client.SendAsync(request);
        var told = await reply.Content.ReadAsStringAsync();
        var read = told.Length == 0 ? [] : JsonNode.Parse(told)!.AsObject();
        var all = new Reply((int)reply.StatusCode, read["code"]?.ToString() ?? "", read)
        {
            Heads = reply.Headers.Where(h => h.Key.StartsWith("Yuanliu-", StringComparison.Ordinal))
                .ToDictionary(h => h.Key["Yuanliu-".Length..], h => string.Join(',', h.Value)),
        };
        seen.Enqueue(all);
        return all;
    }
}
