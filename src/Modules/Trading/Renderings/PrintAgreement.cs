using System.Globalization;
using System.Text;
using Yuanliu.Compute.Odrl;
using Yuanliu.Compute.Pdf;
using Yuanliu.Trading.Agreements;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Trading.Renderings;

/// <summary>合约打印件 — an agreement in force as a sealed PDF that carries the signed document and its receipts.</summary>
internal static class PrintAgreement
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/trading/agreements/{id:guid}/agreement.pdf", Handle).OpenToSignedIn("trading:read")
        .WithName(nameof(PrintAgreement)).WithSummary("合约打印件");

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AgreementViews views, AgreementPrinter printer, Blobs blobs, CallerBox box, CancellationToken ct)
    {
        if (await views.Find(id, box.Known, ct) is not { } agreement) return Refusals.NoSuchAgreement.Problem(context);
        var printed = await printer.Print(agreement, ct);
        return printed.Refusal is { } refusal
            ? refusal.Problem(context) : TypedResults.Stream(blobs.Open(printed.Value!)!, "application/pdf", $"{agreement.Number}.pdf");
    }
}

/// <summary>One agreement is set at a time: setting costs a processor, and two prints of one must not meet.</summary>
internal sealed class PrintTurn : IDisposable
{
    readonly SemaphoreSlim turn = new(1, 1);

    public async Task<T> Take<T>(Func<Task<T>> print, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try { return await print(); }
        finally { turn.Release(); }
    }

    public void Dispose() => turn.Dispose();
}

/// <summary>Puts an agreement into words for the sheet, and the node's seal under it; remembers the print.</summary>
internal sealed class AgreementPrinter(
    AppDb db, IParties parties, Blobs blobs, ReadAgreements.Sealed evidence, INodeSeal seal, AgreementFonts fonts, PrintTurn turn,
    HostSettings node)
{
    /// <returns>SHA-256 of the stored PDF.</returns>
    public async Task<Result<string>> Print(Agreement agreement, CancellationToken ct)
        => agreement.PdfSha256 is { } ready ? ready : await turn.Take(() => PrintOnce(agreement, ct), ct);

    async Task<Result<string>> PrintOnce(Agreement agreement, CancellationToken ct)
    {
        await db.Entry(agreement).ReloadAsync(ct);
        if (agreement.PdfSha256 is { } ready) return ready;
        var receipt = await evidence.ReceiptOf(agreement, ct);
        if (receipt.Refusal is { } refusal) return refusal;
        if (await evidence.KeysReceipt(seal.Subject, ct) is not { } keys) return EvidenceRefusals.Sealing;

        var stored = await blobs.Store(await Render(agreement, receipt.Value!, keys, ct), ct);
        agreement.Printed(stored.Sha256, node);
        await db.SaveChangesAsync(ct);
        return stored.Sha256;
    }

    async Task<byte[]> Render(Agreement agreement, string receipt, string keys, CancellationToken ct)
    {
        var at = agreement.Signatures.Max(s => s.At);
        var data = await Words(agreement, ct);
        PdfAttachment[] attachments =
        [
            new("agreement.json", "application/json", await blobs.Read(agreement.DocumentSha256!, ct), AttachmentRelationship.Source, at,
                "已签署的合约文件"),
            Receipt("agreement.tlog-proof", receipt, "合约生效的存证收据"),
            Receipt("keys.tlog-proof", keys, "签章密钥公布的存证收据"),
        ];
        using var certificate = await seal.Certificate(ct);
        return PdfSigner.Sign(
            AgreementSheet.Render(data, fonts, attachments, at), certificate, new(at, $"合约 {agreement.Number}", data.Venue));

        PdfAttachment Receipt(string name, string proof, string what)
            => new(name, "text/plain", Encoding.UTF8.GetBytes(proof), AttachmentRelationship.Supplement, at, what);
    }

    async Task<AgreementSheetData> Words(Agreement agreement, CancellationToken ct)
    {
        var policy = agreement.Policy;
        var sides = new Dictionary<Side, PartyCard>
        {
            [Side.Buyer] = (await parties.Find(agreement.Buyer, ct))!, [Side.Seller] = (await parties.Find(agreement.Seller, ct))!,
        };
        var holder = (await parties.Find(agreement.Holder, ct))!;
        var people = await parties.PersonNames(agreement.Signatures.Select(s => s.Person.Value), ct);
        SheetField[] fields =
        [
            new("买方", "Buyer", Named(sides[Side.Buyer])),
            new("卖方（产品经营方）", "Seller", Named(sides[Side.Seller])),
            new("数据持有方", "Holder", Named(holder)),
            new("数据产品", "Product", agreement.ProductName),
            new("登记证书", "Certificate", agreement.CertificateNumber),
            new("使用期限", "Term", $"{Day(policy.From)} — {Day(policy.Until)}"),
            new("次数与价格", "Uses and price", $"{policy.Uses} 次，每次 {agreement.PricePerUse}"),
        ];
        return new(
            agreement.Number, (await parties.Platform(ct)).Name, fields,
            [.. Sentences.Of(policy, agreement.PricePerUse, agreement.Split).SelectMany(Clauses)],
            [.. agreement.Signatures.OrderBy(s => s.At).Select(s => new SheetSignature(
                s.Side == Side.Buyer ? "买方" : "卖方", Named(sides[s.Side]), people[s.Person.Value], Moment(s.At)))],
            agreement.TermsSha256!, agreement.DocumentSha256!, new Uri(node.PublicUrl + "/verify"));
    }

    /// <summary>A clause, and below it a line for each of its terms.</summary>
    static IEnumerable<SheetClause> Clauses(Sentence sentence)
    {
        var number = ((int)sentence.Number).ToString(CultureInfo.InvariantCulture);
        return sentence.Terms.Select((t, i) => new SheetClause(
                string.Create(CultureInfo.InvariantCulture, $"{number}.{i + 1}"), t.Zh, t.En, Kept(t.Class), ""))
            .Prepend(new(number, sentence.Zh, sentence.En, Kept(sentence.Class), sentence.Basis));
    }

    static string Kept(ClauseClass kept) => kept switch
    {
        ClauseClass.Technical => "技术保障",
        ClauseClass.Metered => "计量保障",
        ClauseClass.Contractual => "合约约束",
    };

    static string Named(PartyCard party) => $"{party.Name}（{party.Code}）";
    static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
    static string Moment(DateTime at) => at.AddHours(8).ToString("yyyy年M月d日 HH:mm:ss（北京时间）", CultureInfo.InvariantCulture);
}
