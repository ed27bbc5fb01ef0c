namespace Yuanliu.Settlement.Deposits;

/// <summary>入金办理 — the platform's finance credits, declines or corrects a deposit; everyone sees the own ones.</summary>
internal static class DecideDeposit
{
    internal sealed record Request(string Reason);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(Deposit.ReasonLengthMax);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/deposits", List).OpenTo("settlement:read", Role.Finance, Role.Regulator).WithName("ListDeposits")
            .WithSummary("入金列表");
        routes.MapPost("/deposits/{id:guid}/credit", Credit).OpenTo("settlement:write", Role.Finance).WithName("CreditDeposit")
            .WithSummary("入金入账");
        routes.MapPost("/deposits/{id:guid}/decline", Decline).OpenTo("settlement:write", Role.Finance).WithName("DeclineDeposit")
            .WithSummary("入金退回");
        routes.MapPost("/deposits/{id:guid}/reverse", Reverse).OpenTo("settlement:write", Role.Finance).WithName("ReverseDeposit")
            .WithSummary("入金冲正");
    }

    static async Task<Ok<Page<DepositView>>> List(string? after, int? take, AppDb db, Sight sight, IParties parties, CancellationToken ct)
    {
        var (size, own, platform) = (Paging.Size(take), sight.Own, await sight.IsPlatformFinance(ct));
        var rows = db.Set<Deposit>().AsNoTracking();
        if (!await sight.IsStaff(ct)) rows = rows.Where(d => d.Owner == own);
        if (Paging.After<DepositId>(after) is { } cursor) rows = rows.Where(d => d.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(d => d.Id).Take(size + 1).ToListAsync(ct);
        var names = await parties.OrganizationNames(found.Select(d => d.Owner.Value), ct);
        return TypedResults.Ok(Paging.Cut(
            found.ConvertAll(d => DepositView.Of(d, names.GetValueOrDefault(d.Owner.Value, ""), platform)), size, v => v.Id.ToString()));
    }

    static Task<Results<Ok<DepositView>, ProblemHttpResult>> Credit(
        Guid id, HttpContext context, AppDb db, Sight sight, IParties parties, DepositBook book, CancellationToken ct)
        => Decide(id, context, db, sight, parties, d => book.Credit(d, ct), ct);

    static Task<Results<Ok<DepositView>, ProblemHttpResult>> Decline(
        Guid id, Request request, HttpContext context, AppDb db, Sight sight, IParties parties, HostSettings node, CancellationToken ct)
        => Decide(id, context, db, sight, parties, d
            => Task.FromResult(d.Take(DepositStep.Decline, Actor.Platform, node, request.Reason).Refusal), ct);

    static Task<Results<Ok<DepositView>, ProblemHttpResult>> Reverse(
        Guid id, Request request, HttpContext context, AppDb db, Sight sight, IParties parties, DepositBook book, CancellationToken ct)
        => Decide(id, context, db, sight, parties, d => book.Reverse(d, request.Reason, ct), ct);

    static async Task<Results<Ok<DepositView>, ProblemHttpResult>> Decide(
        Guid id, HttpContext context, AppDb db, Sight sight, IParties parties, Func<Deposit, Task<Refusal?>> step, CancellationToken ct)
    {
        var (wanted, own, platform) = (new DepositId(id), sight.Own, await sight.IsPlatformFinance(ct));
        if (await db.Set<Deposit>().SingleOrDefaultAsync(d => d.Id == wanted && (platform || d.Owner == own), ct) is not { } deposit)
            return Refusals.NoSuchDeposit.Problem(context);
        if (!platform) return Refusals.NotPlatform.Problem(context);
        if (await step(deposit) is { } refusal) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(DepositView.Of(
            deposit, (await parties.OrganizationNames([deposit.Owner.Value], ct)).GetValueOrDefault(deposit.Owner.Value, ""), platform));
    }
}
