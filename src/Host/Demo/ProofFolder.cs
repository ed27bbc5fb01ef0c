namespace Yuanliu.Host.Demo;

/// <summary>证据文件夹 — everything a party takes home: certificate, agreement, statement, and a receipt for each.</summary>
internal static class ProofFolder
{
    public static async Task<string> Write(string folder, Cast cast, StoryOutcome outcome, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
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
        await Save("log.vkey", await anyone.Download("log/key", ct));
        return folder;
    }
}
