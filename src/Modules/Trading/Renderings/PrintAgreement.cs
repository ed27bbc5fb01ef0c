using System.Globalization;
using System.Text;
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

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AgreementViews views, AgreementPrinter printer, CallerBox box, CancellationToken ct)
    {
        if (await views.Find(id, box.Known, ct) is not { } agreement) return Refusals.NoSuchAgreement.Problem(context);
        var printed = await printer.Print(agreement, ct);
        return printed.Refusal is { } refusal
            ? refusal.Problem(context) : TypedResults.File(printed.Value!, "application/pdf", $"{agreement.Number}.pdf");
    }
}

/// <summary>Puts an agreement into words for the sheet, and the node's seal under it.</summary>
internal sealed class AgreementPrinter(
    IParties parties, Blobs blobs, ReadAgreements.Sealed evidence, INodeSeal seal, AgreementFonts fonts, HostSettings node)
{
    public async Task<Result<byte[]>> Print(Agreement agreement, CancellationToken ct)
    {
        var receipt = await evidence.ReceiptOf(agreement, ct);
        if (receipt.Refusal is { } refusal) return refusal;
        if (await evidence.KeysReceipt(seal.Subject, ct) is not { } keys) return EvidenceRefusals.Sealing;

        var at = agreement.Signatures.Max(s => s.At);
        var data = await Words(agreement, ct);
        PdfAttachment[] attachments =
        [
            new("agreement.json", "application/json", await blobs.Read(agreement.DocumentSha256!, ct), AttachmentRelationship.Source, at,
                "已签署的合约文件"),
            Receipt("agreement.tlog-proof", receipt.Value!, "合约生效的存证收据"),
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
            [.. Sentences.Of(policy, agreement.PricePerUse, agreement.Split).Select(Clause)],
            [.. agreement.Signatures.OrderBy(s => s.At).Select(s => new SheetSignature(
                s.Side == Side.Buyer ? "买方" : "卖方", Named(sides[s.Side]), people[s.Person.Value], Moment(s.At)))],
            agreement.TermsSha256!, agreement.DocumentSha256!, new Uri(node.PublicUrl + "/verify"));
    }

    static SheetClause Clause(Sentence sentence) => new(
        ((int)sentence.Number).ToString(CultureInfo.InvariantCulture), sentence.Zh, sentence.En, Kept(sentence.Class), sentence.Basis);

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
