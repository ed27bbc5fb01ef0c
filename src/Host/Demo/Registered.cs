using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Yuanliu.Host.Demo;

/// <summary>已登记的同一数据 — finds the very files among what a holder has registered: one datum is registered once.</summary>
internal static class Registered
{
    /// <returns>The resource with its certificate's number; null where nothing of the kind stands.</returns>
    public static async Task<JsonObject?> Find(DemoClient steward, StoryLine line, CancellationToken ct)
    {
        var sha256 = await Hash(line.Files, ct);
        var own = (await steward.Get($"api/catalog/resources?q={Uri.EscapeDataString(line.Title)}&take=100", ct))["items"]!.AsArray();
        foreach (var row in own.Where(r => r!["certificateNumber"] is not null))
        {
            var resource = await steward.Get($"api/catalog/resources/{row!["id"]}", ct);
            if ((string?)resource["sha256"] != sha256) continue;
            if (await IsValid(steward, (string)resource["certificateNumber"]!, ct)) return resource;
        }
        return null;
    }

    static async Task<bool> IsValid(DemoClient steward, string certificate, CancellationToken ct)
        => (string?)(await steward.Get($"api/public/certificates/{Uri.EscapeDataString(certificate)}", ct))["status"] == "Valid";

    /// <summary>As the catalog has it: of one file its own, of several that of their hashes in the order of their names.</summary>
    static async Task<string> Hash(IReadOnlyList<string> files, CancellationToken ct)
    {
        var hashes = new List<string>();
        foreach (var file in files.OrderBy(Path.GetFileName, StringComparer.Ordinal))
        {
            await using var bytes = File.OpenRead(file);
            hashes.Add(Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, ct)));
        }
        return hashes is [var one] ? one
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes.Select(h => h + "\n")))));
    }
}
