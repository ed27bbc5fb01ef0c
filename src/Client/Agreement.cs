using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Yuanliu.Client;

/// <summary>合约客户端 — a program's way to one agreement: verify, query rows, fetch files.</summary>
/// <remarks>
/// <code>
/// using var agreement = new Agreement(new Uri("https://space.example"), agreementId, key);
/// var answer = await agreement.Verify(new(new() { ["id_no"] = "…" }, new() { ["name"] = "…" }, consent: "SQ-2026-001"));
/// await foreach (var row in agreement.Rows(columns: ["district", "price"], where: [Condition.AtLeast("price", 1000)])) …
/// </code>
/// What was counted and whose answer was lost is asked for again under the same key of its own, so that it costs nothing twice.
/// </remarks>
public sealed class Agreement : IDisposable
{
    const int TriesMax = 3;
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    readonly HttpClient http;
    readonly bool isOurs;
    readonly string path;
    /// <summary>Goes with each request: what others send through the same client is none of ours.</summary>
    readonly AuthenticationHeaderValue authorization;

    public Agreement(Uri server, Guid id, string key) : this(new HttpClient { BaseAddress = server }, id, key) => isOurs = true;

    /// <param name="http">With the server as its base address. It stays its owner's to dispose of.</param>
    public Agreement(HttpClient http, Guid id, string key)
    {
        (this.http, path) = (http, $"/api/space/agreements/{id}");
        authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>核验一条.</summary>
    /// <exception cref="RefusedException">It was refused; nothing was charged.</exception>
    public async Task<VerificationAnswer> Verify(VerificationItem item, CancellationToken ct = default)
        => (await VerifyAll([item], ct)).Answers[0];

    /// <summary>核验多条 — each is one use; all of them are counted, or none.</summary>
    /// <exception cref="RefusedException">It was refused; nothing was charged.</exception>
    public async Task<Verifications> VerifyAll(IReadOnlyList<VerificationItem> items, CancellationToken ct = default)
    {
        var key = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        using var reply = await Send(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"{path}/verifications")
            {
                Content = JsonContent.Create(new { items }, options: Options),
            };
            request.Headers.Add("Idempotency-Key", key);
            return request;
        }, ct);
        return (await reply.Content.ReadFromJsonAsync<Verifications>(Options, ct))!;
    }

    /// <summary>一页 — one page of rows. The same page of the same data costs once.</summary>
    /// <exception cref="RefusedException">It was refused; nothing was charged.</exception>
    public async Task<RowPage> Page(
        IReadOnlyList<string>? columns = null, IReadOnlyList<Condition>? where = null, long after = 0, int take = 1000,
        CancellationToken ct = default)
    {
        var query = new List<string> { $"after={after}", $"take={take}" };
        if (columns is not null) query.Add("columns=" + Uri.EscapeDataString(string.Join(',', columns)));
        query.AddRange((where ?? []).Select(c => "where=" + Uri.EscapeDataString(c.Text)));
        using var reply = await Send(() => new(HttpMethod.Get, $"{path}/rows?{string.Join('&', query)}"), ct);
        var page = (await reply.Content.ReadFromJsonAsync<RowPage>(Options, ct))!;
        return page with { UsesLeft = int.Parse(reply.Headers.GetValues("Yuanliu-Uses-Left").Single(), CultureInfo.InvariantCulture) };
    }

    /// <summary>All rows, page by page as they are taken. Each page is one use.</summary>
    public async IAsyncEnumerable<IReadOnlyList<JsonElement>> Rows(
        IReadOnlyList<string>? columns = null, IReadOnlyList<Condition>? where = null, int take = 1000,
        [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (long? after = 0; after is { } from;)
        {
            var page = await Page(columns, where, from, take, ct);
            foreach (var row in page.Rows) yield return row;
            after = page.Next;
        }
    }

    /// <summary>文件 — has the file made, or finds it made, and writes it.</summary>
    /// <exception cref="RefusedException">It was refused; nothing was charged.</exception>
    public async Task<Delivery> Fetch(FileKind format, Stream target, CancellationToken ct = default)
    {
        using var made = await Send(
            () => new(HttpMethod.Post, $"{path}/files") { Content = JsonContent.Create(new { format }, options: Options) }, ct);
        var delivery = (await made.Content.ReadFromJsonAsync<Delivery>(Options, ct))!;
        using var file = await Send(() => new(HttpMethod.Get, delivery.Href), ct);
        await file.Content.CopyToAsync(target, ct);
        return delivery;
    }

    async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = make();
            request.Headers.Authorization = authorization;
            HttpResponseMessage reply;
            try
            {
                reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            }
            catch (HttpRequestException) when (tries < TriesMax)
            {
                continue;
            }
            if (reply.IsSuccessStatusCode) return reply;
            using (reply)
            {
                if (reply.Headers.RetryAfter?.Delta is { } pause && tries < TriesMax) await Task.Delay(pause, ct);
                else throw await RefusedException.Of(reply, ct);
            }
        }
    }

    public void Dispose()
    {
        if (isOurs) http.Dispose();
    }
}
