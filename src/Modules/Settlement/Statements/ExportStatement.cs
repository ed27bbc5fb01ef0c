using Yuanliu.Compute.Json;
using Yuanliu.Settlement.Bills;

namespace Yuanliu.Settlement.Statements;

/// <summary>导出对账单 — the statement of a bill as xlsx, csv or canonical JSON, and the receipt of its newest fact.</summary>
internal static class ExportStatement
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/bills/{id:guid}/statement.{format}", Export).OpenToSignedIn("settlement:read").WithName(nameof(ExportStatement))
            .WithSummary("导出对账单");
        routes.MapGet("/bills/{id:guid}/receipt.tlog-proof", Receipt).OpenToSignedIn("settlement:read").WithName("GetBillReceipt")
            .WithSummary("账单存证回执");
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(
        Guid id, string format, HttpContext context, BillViews views, StatementText statements, CancellationToken ct)
    {
        if (format is not ("xlsx" or "csv" or "json")) return Refusals.NoSuchFormat.Problem(context);
        if (await views.Find(new(id), ct) is not { } bill) return Refusals.NoSuchBill.Problem(context);
        var statement = await statements.Read(bill, ct);
        var name = $"{bill.Number}.{format}";
        return format switch
        {
            "xlsx" => TypedResults.File(
                StatementSheet.Write(statement), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name),
            "csv" => TypedResults.File(StatementCsv.Write(statement), "text/csv; charset=utf-8", name),
            _ => TypedResults.File(CanonicalJson.Utf8(statement), "application/json", name),
        };
    }

    static async Task<Results<ContentHttpResult, ProblemHttpResult>> Receipt(
        Guid id, HttpContext context, BillViews views, BillReceipts receipts, CancellationToken ct)
    {
        if (await views.Find(new(id), ct) is not { } bill) return Refusals.NoSuchBill.Problem(context);
        return await receipts.Of(bill, ct) is { } receipt
            ? TypedResults.Text(receipt, "text/plain; charset=utf-8") : EvidenceRefusals.Sealing.Problem(context);
    }
}

/// <summary>账单存证回执 — the offline proof that a bill's newest fact is in the log.</summary>
internal sealed class BillReceipts(IEvidence evidence, HostSettings node)
{
    public async Task<string?> Of(Bill bill, CancellationToken ct)
    {
        var kind = bill.Stage is BillStage.Settled ? "settlement.bill-settled/1" : "settlement.bill-issued/1";
        return await evidence.Newest(node.Urn("bill", bill.Id.Value), kind, ct) is { } fact ? await evidence.Receipt(fact.Id, ct) : null;
    }
}
