namespace Yuanliu.Trading.Agreements;

/// <summary>查询合约 — the agreements a caller may see, one of them, its document and its receipt.</summary>
internal static class ReadAgreements
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/trading/agreements", List).OpenToSignedIn("trading:read").WithName("ListAgreements").WithSummary("合约列表");
        routes.MapGet("/trading/agreements/{id:guid}", Get).OpenToSignedIn("trading:read").WithName("GetAgreement").WithSummary("合约详情");
        routes.MapGet("/trading/agreements/{id:guid}/agreement.json", Document).OpenToSignedIn("trading:read")
            .WithName("GetAgreementDocument").WithSummary("合约文本");
        routes.MapGet("/trading/agreements/{id:guid}/receipt.tlog-proof", Receipt).OpenToSignedIn("trading:read")
            .WithName("GetAgreementReceipt").WithSummary("合约存证收据");
    }

    static async Task<Ok<Page<AgreementRow>>> List(
        string? q, Stage? stage, string? after, int? take, AgreementViews views, CallerBox box, CancellationToken ct)
    {
        var (size, rows) = (Paging.Size(take), views.Visible(box.Known).AsNoTracking());
        if (q is { Length: > 0 }) rows = rows.Where(a => a.Number.Contains(q) || a.ProductName.Contains(q));
        if (stage is { } wanted) rows = rows.Where(a => a.Stage == wanted);
        if (Paging.After<AgreementId>(after) is { } cursor) rows = rows.Where(a => a.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(a => a.Id).Take(size + 1)
            .Include(a => a.Rounds).Include(a => a.Signatures).AsSplitQuery().ToListAsync(ct);
        return TypedResults.Ok(Paging.Cut([.. await views.Rows(found, box.Known, ct)], size, row => row.Id.ToString()));
    }

    static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Get(
        Guid id, HttpContext context, AgreementViews views, CallerBox box, CancellationToken ct)
        => await views.Find(id, box.Known, ct) is { } agreement
            ? TypedResults.Ok(await views.Of(agreement, box.Known, ct)) : Refusals.NoSuchAgreement.Problem(context);

    /// <remarks>Before both sides have signed, it is the text they are about to sign.</remarks>
    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Document(
        Guid id, HttpContext context, AgreementViews views, Blobs blobs, CallerBox box, CancellationToken ct)
    {
        if (await views.Find(id, box.Known, ct) is not { } agreement) return Refusals.NoSuchAgreement.Problem(context);
        if ((agreement.DocumentSha256 ?? agreement.TermsSha256) is not { } sha256) return Refusals.NotAgreed.Problem(context);
        var bytes = blobs.Open(sha256) ?? throw new InvalidOperationException($"The document of {agreement.Number} is missing.");
        return TypedResults.File(bytes, "application/json", $"{agreement.Number}.json");
    }

    static async Task<Results<ContentHttpResult, ProblemHttpResult>> Receipt(
        Guid id, HttpContext context, AgreementViews views, Sealed evidence, CallerBox box, CancellationToken ct)
    {
        if (await views.Find(id, box.Known, ct) is not { } agreement) return Refusals.NoSuchAgreement.Problem(context);
        var receipt = await evidence.ReceiptOf(agreement, ct);
        return receipt.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Text(receipt.Value, "text/plain; charset=utf-8");
    }

    /// <summary>Asks the log for the offline proof that the agreement came into force.</summary>
    internal sealed class Sealed(IEvidence evidence, HostSettings node)
    {
        public async Task<Result<string>> ReceiptOf(Agreement agreement, CancellationToken ct)
        {
            if (agreement.DocumentSha256 is null) return Refusals.NotSigned;
            return await evidence.Newest(agreement.Urn(node), SignedKind, ct) is { } fact
                && await evidence.Receipt(fact.Id, ct) is { } receipt ? receipt : EvidenceRefusals.Sealing;
        }

        /// <summary>The proof that the log published the node's keys; null while it is not sealed.</summary>
        public async Task<string?> KeysReceipt(string subject, CancellationToken ct)
            => await evidence.Newest(subject, KeysKind, ct) is { } fact ? await evidence.Receipt(fact.Id, ct) : null;

        const string KeysKind = "evidence.keys-published/1";
        public static readonly string SignedKind = new AgreementSigned(default, "", default, default, default, "", 0, 0, default).Kind;
    }
}
