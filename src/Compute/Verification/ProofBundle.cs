using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Merkle;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Compute.Verification;

/// <summary>离线核验 — checks certificates, agreements, statements and their receipts with nothing but the files and the log's public
/// key.</summary>
/// <remarks>
/// Trust runs one way: the key signs a checkpoint, the checkpoint holds a commitment, the commitment binds a fact,
/// and the fact names a file by
/// its hash, or the keys that signed it. A file that no fact speaks of is reported, never passed over.
/// </remarks>
public sealed class ProofBundle
{
    public const string KeyFile = "log.vkey";
    public const string KeysFact = "evidence.keys-published/1";
    const string ReceiptSuffix = ".tlog-proof";

    readonly List<BundleCheck> checks = [];
    readonly List<SealedFact> facts = [];
    readonly string vkey;

    ProofBundle(string vkey) => this.vkey = vkey;

    /// <param name="givenVkey">The log's public key from a source the caller trusts;
    /// null = take the one among the files and say so.</param>
    public static BundleReport Verify(IReadOnlyList<BundleFile> files, string? givenVkey)
    {
        var found = files.FirstOrDefault(f => f.Name == KeyFile);
        var vkey = givenVkey?.Trim() ?? (found is null ? null : Encoding.UTF8.GetString(found.Bytes.Span).TrimEnd('\n'));
        if (vkey is null || !NoteKey.TryParse(vkey, out _))
            return new(null, givenVkey is not null, 0, [new(KeyFile, "key.missing", false, "没有可用的日志公钥。", "There is no usable log key.")]);

        var bundle = new ProofBundle(vkey);
        foreach (var file in files.Where(IsReceipt)) bundle.OpenReceipt(file.Name, file.Bytes);
        foreach (var file in files.Where(f => !IsReceipt(f))) bundle.Check(file);
        return new(vkey, givenVkey is not null, bundle.facts.Count, bundle.checks);
    }

    static bool IsReceipt(BundleFile file) => file.Name.EndsWith(ReceiptSuffix, StringComparison.Ordinal);

    void OpenReceipt(string name, ReadOnlyMemory<byte> bytes)
    {
        if (SealedFact.Open(name, bytes.Span, vkey, out var why) is not { } fact)
        {
            var (zh, en) = PlainWords.OfReceipt(why);
            checks.Add(new(name, "receipt.broken", false, $"凭据不成立：{zh}。", $"The receipt does not hold: {en}."));
            return;
        }
        facts.Add(fact);
        var what = PlainWords.OfKind(fact.Kind);
        checks.Add(new(name, "receipt.sealed", true,
            $"{what.Zh}：封存于日志第 {fact.Index} 条（检查点共 {fact.Size} 条，签名有效）。",
            $"{what.En}: sealed as entry {fact.Index} of the log (checkpoint over {fact.Size} entries, signature good)."));
    }

    void Check(BundleFile file)
    {
        if (file.Name == KeyFile) CheckKeyFile(file);
        else if (file.Bytes.Span.StartsWith("%PDF-"u8)) CheckPdf(file);
        else
        {
            CheckBound(file.Name, file.Bytes.Span);
            if (CanonicalJson.TryParse(file.Bytes.Span, out var node) && node is JsonObject document && document.ContainsKey("proof"))
                CheckProof(file, document);
        }
    }

    void CheckKeyFile(BundleFile file)
    {
        var same = file.Bytes.Span.SequenceEqual(Encoding.UTF8.GetBytes(vkey + "\n"));
        checks.Add(new(file.Name, "key.same", same,
            same ? "日志公钥与核验所用公钥一致。" : "日志公钥与核验所用公钥不一致。",
            same ? "The log key is the one used for checking." : "The log key is not the one used for checking."));
    }

    void CheckBound(string name, ReadOnlySpan<byte> bytes)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var by = facts.SelectMany(f => f.Hashes().Where(h => h.Sha256 == sha256).Select(h => (Fact: f, h.Field))).FirstOrDefault();
        checks.Add(by.Fact is not null
            ? new(name, "file.bound", true, $"指纹与封存事实一致（{by.Fact.Receipt}，{by.Field}）。",
                $"Its hash is the sealed one ({by.Fact.Receipt}, {by.Field}).")
            : new(name, "file.unbound", false, "没有任何成立的凭据记载该文件的指纹：文件或其凭据被改动，或两者无关。",
                "No receipt that holds names this file's hash: the file or its receipt was changed, or they do not belong together."));
    }

    IEnumerable<string> Published(string field)
        => facts.Where(f => f.Kind == KeysFact).Select(f => (string?)f.Body[field]).OfType<string>();

    void CheckProof(BundleFile file, JsonObject document)
    {
        var (zh, en) = ("没有成立的凭据公布签名公钥", "no receipt that holds publishes the signing key");
        foreach (var text in Published("registryKey"))
        {
            if (!Multikey.TryDecode(text, out var key)) continue;
            var outcome = DataIntegrity.Verify(document, key, DateTime.UnixEpoch);
            if (outcome is null)
            {
                checks.Add(new(file.Name, "proof.valid", true, "数字签名有效，签名密钥由日志公布（eddsa-jcs-2022）。",
                    "Signed by the key that the log publishes (eddsa-jcs-2022)."));
                return;
            }
            (zh, en) = ("文件被改动，或由别的密钥签署", outcome);
        }
        checks.Add(new(file.Name, "proof.invalid", false, $"数字签名不成立：{zh}。", $"Its signature does not hold: {en.TrimEnd('.')}."));
    }

    void CheckPdf(BundleFile file)
    {
        var outcome = PdfVerifier.Verify(file.Bytes);
        if (!outcome.Holds)
        {
            checks.Add(new(file.Name, "pdf.broken", false, $"PDF 签名不成立：文件被改动或残缺（{outcome.Fault}）。",
                $"Its signature does not hold: the file was changed or is damaged ({outcome.Fault}: {outcome.Detail})."));
            return;
        }
        foreach (var attachment in outcome.Attachments.OrderByDescending(a => a.Name.EndsWith(ReceiptSuffix, StringComparison.Ordinal)))
            CheckAttachment(file.Name, attachment);
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(outcome.Signer!.RawData));
        var known = Published("sealCertificateSha256").Contains(fingerprint);
        checks.Add(new(file.Name, "pdf.signed", known,
            known ? "电子签章有效，覆盖全文，签章证书由日志公布（PAdES）。" : "电子签章证书未由日志公布。",
            known ? "Sealed over the whole file with the certificate that the log publishes (PAdES)."
                : "The log does not publish the certificate it is sealed with."));
    }

    void CheckAttachment(string pdf, PdfAttachment attachment)
    {
        var name = $"{pdf} › {attachment.Name}";
        if (attachment.Name.EndsWith(ReceiptSuffix, StringComparison.Ordinal)) OpenReceipt(name, attachment.Content);
        else CheckBound(name, attachment.Content.Span);
    }
}
