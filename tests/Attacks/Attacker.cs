using System.Globalization;
using System.Net.Http.Json;
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
        ? $"{Rows.Count} rows of {Body["columns"]!.ToJsonString()}, suppressed {Body["suppressedGroups"]}, repeat {Body["repeat"]}"
        : $"{Status} {Body["title"]} {Body["detail"]} {Code} {Body["clause"]}";

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
    readonly List<Reply> seen = [];

    public Arena Arena => arena;
    public AgreementId Agreement => agreement;
    public OrganizationId Buyer => buyer;
    public IReadOnlyList<Reply> Seen => seen;
    public HttpClient Client => client;

    public async Task<Reply> Ask(string sql, UseMode? mode = null, params With[] with)
    {
        using var reply = await client.PostAsJsonAsync($"/api/space/agreements/{agreement.Value}/queries",
            new { sql, mode = mode?.ToString(), with = with.Length == 0 ? null : with });
        var body = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!.AsObject();
        var read = new Reply((int)reply.StatusCode, body["code"]?.ToString() ?? "", body);
        seen.Add(read);
        return read;
    }
}
