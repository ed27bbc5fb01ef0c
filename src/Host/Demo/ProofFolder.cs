using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Yuanliu.Host.Demo;

/// <summary>证据文件夹 — everything a party takes home: certificate, agreement, statement, and a receipt for each.</summary>
internal static class ProofFolder
{
    const string Last = "log.vkey";

    static string Of(string proofs, string certificate) => Path.Combine(proofs, certificate);

    /// <summary>Whether the proof of this very agreement lies there, to its last file.</summary>
    public static async Task<bool> Proves(string proofs, JsonObject agreement, CancellationToken ct)
    {
        var folder = Of(proofs, (string)agreement["certificateNumber"]!);
        return File.Exists(Path.Combine(folder, Last)) && File.Exists(Path.Combine(folder, "agreement.json"))
            && Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "agreement.json"), ct)))
                == (string?)agreement["documentSha256"];
    }

    public static async Task<string> Write(string proofs, Cast cast, StoryOutcome outcome, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Of(proofs, outcome.CertificateNumber!)).FullName;
        File.Delete(Path.Combine(folder, Last));
        var (anyone, analyst, buyer) = (cast.Anyone, await cast.Is("analyst", ct), await cast.Is("buyer-finance", ct));
        var (certificate, agreement, statement) = (
            $"api/public/certificates/{Uri.EscapeDataString(outcome.CertificateNumber!)}", $"api/trading/agreements/{outcome.AgreementId}",
            $"api/settlement/bills/{outcome.BillId}");

        Task Save(string name, byte[] bytes) => File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, ct);
        await Save("certificate.tlog-proof", await anyone.DownloadSealed($"{certificate}/receipt.tlog-proof", ct));
        await Save("certificate.json", await anyone.Download($"{certificate}/credential.json", ct));
        await Save("certificate.pdf", await anyone.DownloadSealed($"{certificate}/certificate.pdf", ct));
        await Save("agreement.tlog-proof", await analyst.DownloadSealed($"{agreement}/receipt.tlog-proof", ct));
        await Save("agreement.json", await analyst.Download($"{agreement}/agreement.json", ct));
        await Save("statement.tlog-proof", await buyer.DownloadSealed($"{statement}/receipt.tlog-proof", ct));
        foreach (var form in new[] { "xlsx", "csv", "json" })
            await Save($"statement.{form}", await buyer.Download($"{statement}/statement.{form}", ct));
        await Save("keys.tlog-proof", await anyone.DownloadSealed("api/public/log/keys.tlog-proof", ct));
        await Save(Last, await anyone.Download("log/key", ct));
        return folder;
    }
}
