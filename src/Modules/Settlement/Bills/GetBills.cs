namespace Yuanliu.Settlement.Bills;

/// <summary>查询账单 — the bills in which the caller's organization has a part, and what waits for one.</summary>
internal static class GetBills
{
    internal sealed record BillCard(
        Guid Id, string Number, Guid AgreementId, string AgreementNumber, string BuyerName, string SellerName, string HolderName,
        BillStage Stage, int Uses, long AmountFen, DateTime IssuedAt, DateTime? PaidAt, IReadOnlyList<OpenStep> OpenSteps);
    /// <param name="Uses">Metered uses heard of that stand on no bill.</param>
    internal sealed record Unbilled(Guid AgreementId, string AgreementNumber, int Uses);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/bills", List).OpenToSignedIn("settlement:read").WithName("ListBills").WithSummary("账单列表");
        routes.MapGet("/bills/{id:guid}", Get).OpenToSignedIn("settlement:read").WithName("GetBill").WithSummary("账单详情");
        routes.MapGet("/unbilled", ListUnbilled).OpenTo("settlement:read", Role.Finance, Role.Operator, Role.Regulator)
            .WithName(nameof(ListUnbilled)).WithSummary("未开账单的使用");
    }

    static async Task<Ok<Page<BillCard>>> List(
        string? after, int? take, BillStage? stage, BillViews views, IParties parties, CallerBox box, AppDb db, CancellationToken ct)
    {
        var size = Paging.Size(take);
        var rows = (await views.Visible(ct)).AsNoTracking();
        if (stage is { } wanted) rows = rows.Where(b => b.Stage == wanted);
        if (Paging.After<BillId>(after) is { } cursor) rows = rows.Where(b => b.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(b => b.Id).Take(size + 1)
            .Select(b => new { Bill = b, Uses = db.Set<BillLine>().Count(l => l.BillId == b.Id) }).ToListAsync(ct);
        var names = await parties.OrganizationNames(
            found.SelectMany(f => new[] { f.Bill.Buyer.Value, f.Bill.Seller.Value, f.Bill.Holder.Value }), ct);
        var cards = found.ConvertAll(f => new BillCard(
            f.Bill.Id.Value, f.Bill.Number, f.Bill.Agreement.Value, f.Bill.AgreementNumber,
            names.GetValueOrDefault(f.Bill.Buyer.Value, ""), names.GetValueOrDefault(f.Bill.Seller.Value, ""),
                names.GetValueOrDefault(f.Bill.Holder.Value, ""),
            f.Bill.Stage, f.Uses, f.Bill.Amount.Value, f.Bill.IssuedAt, f.Bill.PaidAt, BillProcedure.OpenTo(f.Bill, box.Known)));
        return TypedResults.Ok(Paging.Cut(cards, size, c => c.Id.ToString()));
    }

    static async Task<Results<Ok<BillView>, ProblemHttpResult>> Get(Guid id, HttpContext context, BillViews views, CancellationToken ct)
        => await views.Find(new(id), ct) is { } bill ? TypedResults.Ok(await views.Of(bill, ct)) : Refusals.NoSuchBill.Problem(context);

    static async Task<Ok<Page<Unbilled>>> ListUnbilled(string? after, int? take, AppDb db, Sight sight, CancellationToken ct)
    {
        var (size, own) = (Paging.Size(take), sight.Own);
        var rows = UnbilledUses.Waiting(db);
        if (!await sight.IsStaff(ct)) rows = rows.Where(r => r.Seller == own);
        if (Paging.After<AgreementId>(after) is { } cursor) rows = rows.Where(r => r.Agreement.CompareTo(cursor) < 0);
        var waiting = await UnbilledUses.Of(db, rows.OrderByDescending(r => r.Agreement).Take(size + 1)).ToListAsync(ct);
        var found = waiting.ConvertAll(u => new Unbilled(u.Agreement.Value, u.AgreementNumber, u.Uses));
        return TypedResults.Ok(Paging.Cut(found, size, u => u.AgreementId.ToString()));
    }
}
