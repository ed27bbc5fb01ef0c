using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Yuanliu.Host.Demo;

/// <summary>办到哪里 — finds what an earlier demo on the very same files has made, as far as it came: nothing is filed, agreed or paid
/// twice.</summary>
internal sealed class Progress(StoryLine line)
{
    static readonly string[] Failed = ["Refused", "Withdrawn", "Lapsed", "Terminated"],
        Living = ["Proposed", "Agreed", "SignedByBuyer", "SignedBySeller", "InForce"];

    /// <returns>The resource that stands registered, or else the newest that can be taken on; null where there is none.</returns>
    public async Task<JsonObject?> Resource(DemoClient steward, CancellationToken ct)
    {
        var (sha256, same) = (await Hash(ct), new List<JsonObject>());
        foreach (var row in await List(steward, $"api/catalog/resources?q={Uri.EscapeDataString(line.Title)}&take=100", ct))
            if (await steward.Get($"api/catalog/resources/{row["id"]}", ct) is var resource && (string?)resource["sha256"] == sha256)
                same.Add(resource);
        foreach (var registered in same.Where(r => r["certificateNumber"] is not null))
            if (await IsValid(steward, (string)registered["certificateNumber"]!, ct)) return registered;
        foreach (var resource in same.Where(r => r["certificateNumber"] is null))
            if (await IsProfiled(steward, resource, ct)) return await steward.Get($"api/catalog/resources/{resource["id"]}", ct);
        return null;
    }

    static async Task<bool> IsValid(DemoClient steward, string certificate, CancellationToken ct)
        => (string?)(await steward.Get($"api/public/certificates/{Uri.EscapeDataString(certificate)}", ct))["status"] == "Valid";

    /// <summary>What was cut off while it was looked into is catalogued anew.</summary>
    static async Task<bool> IsProfiled(DemoClient steward, JsonObject resource, CancellationToken ct)
        => resource["refusal"] is null && ((string?)resource["stage"] is "Proposed" or "Confirmed"
            || (string?)resource["jobId"] is { } job && (string?)(await steward.JobEnd(job, (_, _) => { }, ct))["state"] == "Done");

    public async Task<JsonObject?> Filing(DemoClient steward, string pack, string resource, CancellationToken ct)
    {
        foreach (var row in await List(steward, "api/registration/filings?take=100", ct))
            if ((string?)row["pack"] == pack && (string?)row["resourceTitle"] == line.Title && !Failed.Contains((string?)row["stage"])
                && await steward.Get($"api/registration/filings/{row["id"]}", ct) is var filing
                && ((string?)filing["kind"], (string?)filing["resource"]!["id"]) == ("Initial", resource)) return filing;
        return null;
    }

    /// <param name="name">As this story names its product.</param>
    public static async Task<JsonObject?> Product(
        DemoClient steward, string resource, string name, string certificate, CancellationToken ct)
        => (await List(steward, $"api/products?resource={resource}&take=100", ct)).FirstOrDefault(p
            => ((string?)p["name"], (string?)p["certificateNumber"]) == (name, certificate) && (string?)p["stage"] is "Draft" or "Checked");

    public async Task<JsonObject?> Listing(DemoClient steward, string product, CancellationToken ct)
        => (await List(steward, "api/trading/listings?stage=Open&take=100", ct)).FirstOrDefault(l => (string?)l["productId"] == product
            && (long)l["pricePerUseFen"]! == line.PricePerUseFen);

    /// <summary>One that was paid and proven belongs to a demo that came to its end: the next makes its own.</summary>
    public async Task<JsonObject?> Agreement(DemoClient analyst, DemoClient finance, string listing, string name, CancellationToken ct)
    {
        foreach (var row in await List(analyst, $"api/trading/agreements?q={Uri.EscapeDataString(name)}&take=100", ct))
        {
            if (!Living.Contains((string?)row["stage"]) || (int)row["uses"]! != line.Uses) continue;
            var agreement = await analyst.Get($"api/trading/agreements/{row["id"]}", ct);
            if ((string?)agreement["listingId"] == listing) return await IsOver(finance, agreement, ct) ? null : agreement;
        }
        return null;
    }

    async Task<bool> IsOver(DemoClient finance, JsonObject agreement, CancellationToken ct)
        => await Bill(finance, (string)agreement["id"]!, ct) is { } bill && bill["paidAt"] is not null
            && (line.Proofs is null || await ProofFolder.Proves(line.Proofs, agreement, ct));

    public static async Task<JsonObject?> Bill(DemoClient finance, string agreement, CancellationToken ct)
        => (await List(finance, "api/settlement/bills?take=100", ct)).FirstOrDefault(b => (string?)b["agreementId"] == agreement);

    static async Task<IEnumerable<JsonObject>> List(DemoClient who, string path, CancellationToken ct)
        => (await who.Get(path, ct))["items"]!.AsArray().OfType<JsonObject>();

    /// <summary>As the catalog has it: of one file its own, of several that of their hashes in the order of their names.</summary>
    async Task<string> Hash(CancellationToken ct)
    {
        var hashes = new List<string>();
        foreach (var file in line.Files.OrderBy(Path.GetFileName, StringComparer.Ordinal))
        {
            await using var bytes = File.OpenRead(file);
            hashes.Add(Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, ct)));
        }
        return hashes is [var one] ? one
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes.Select(h => h + "\n")))));
    }
}
