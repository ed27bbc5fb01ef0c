using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Trades;

/// <summary>处理自动登记 — the registrar sees what was signed here and has not been entered, has it tried again, or closes it with a
/// reason.</summary>
internal static class HandleSignedTrade
{
    /// <param name="BarredBy">The code of the refusal that is in the way.</param>
    /// <param name="Bar">What it says.</param>
    /// <param name="Reason">Why the registrar closed it.</param>
    internal sealed record View(
        Guid Agreement, string Register, string Number, string ResourceTitle, string? Unit, DateTime SignedAt, TradeState State,
        string? BarredBy, TradeBar? Bar, string? Reason, DateOnly? TriedOn, Guid? Filing, IReadOnlyList<OpenStep> OpenSteps);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/signed-trades", List).OpenTo("registration:read", Role.Registrar).WithName("ListSignedTrades")
            .WithSummary("平台签署的交易");
        routes.MapPost("/signed-trades/{register}/{agreement:guid}/retry", Retry).OpenTo("registration:write", Role.Registrar)
            .WithName("RetrySignedTrade").WithSummary("重试自动登记");
        routes.MapPost("/signed-trades/{register}/{agreement:guid}/close", Close).OpenTo("registration:write", Role.Registrar)
            .WithName("CloseSignedTrade").WithSummary("终结自动登记");
    }

    /// <summary>The latest first.</summary>
    /// <param name="unit">登记编号.</param>
    static async Task<Ok<Page<View>>> List(
        string? unit, TradeState? state, string? after, int? take, AppDb db, SignedTradeViews views, CancellationToken ct)
    {
        var size = Paging.Size(take);
        var rows = db.Set<SignedTrade>().AsNoTracking().Where(t => state == null || t.State == state);
        if (unit is not null)
            rows = rows.Where(t => db.Set<RegistrationUnit>().Any(u => u.Id == t.UnitId && u.Number == unit));
        if (after?.Split('/') is [var id, var register] && Paging.After<AgreementId>(id) is { } last)
            rows = rows.Where(t => t.Agreement.CompareTo(last) < 0 || t.Agreement == last && t.Register.CompareTo(register) > 0);
        var found = Paging.Cut(await rows.OrderByDescending(t => t.Agreement).ThenBy(t => t.Register).Take(size + 1).ToListAsync(ct), size,
            t => $"{t.Agreement.Value}/{t.Register}");
        return TypedResults.Ok(new Page<View>(await views.Of(found.Items, ct), found.Next));
    }

    /// <remarks>The attempt is the registry's own, as it is every day: the registrar who asks for it takes none of its steps.</remarks>
    static async Task<Results<Ok<View>, ProblemHttpResult>> Retry(
        string register, Guid agreement, HttpContext context, AppDb db, SignedTradeViews views, IServiceScopeFactory scopes,
        HostSettings node, CancellationToken ct)
    {
        var id = new AgreementId(agreement);
        if (await Find(db, id, register, ct) is not { } trade) return Refusals.NoSignedTrade.Problem(context);
        if (!trade.IsOpen) return Refusals.TradeNotOpen(trade.Number).Problem(context);
        trade.Retry(node);
        await db.SaveChangesAsync(ct);
        await using (var scope = scopes.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<RegisterSignedTrade>().Take(id, register, ct);
        var now = await db.Set<SignedTrade>().AsNoTracking().SingleAsync(t => t.Agreement == id && t.Register == register, ct);
        return TypedResults.Ok((await views.Of([now], ct))[0]);
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Close(
        string register, Guid agreement, ReasonRequest request, HttpContext context, AppDb db, SignedTradeViews views, IClock clock,
        HostSettings node, CancellationToken ct)
    {
        if (await Find(db, new(agreement), register, ct) is not { } trade) return Refusals.NoSignedTrade.Problem(context);
        if (!trade.IsOpen) return Refusals.TradeNotOpen(trade.Number).Problem(context);
        if (string.IsNullOrWhiteSpace(request.Reason)) return Refusals.ReasonRequired.Problem(context);
        trade.Close(request.Reason.Trim(), LegalDay.Of(clock.Now), node);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok((await views.Of([trade], ct))[0]);
    }

    static Task<SignedTrade?> Find(AppDb db, AgreementId id, string register, CancellationToken ct)
        => db.Set<SignedTrade>().SingleOrDefaultAsync(t => t.Agreement == id && t.Register == register, ct);
}

/// <summary>Shows signed trades to the registrar, with what may be done about each.</summary>
internal sealed class SignedTradeViews(AppDb db, RegistrationPacks packs, IClock clock)
{
    public async Task<IReadOnlyList<HandleSignedTrade.View>> Of(IReadOnlyList<SignedTrade> trades, CancellationToken ct)
    {
        var ids = trades.Select(t => t.UnitId).Distinct().ToList();
        var numbers = await db.Set<RegistrationUnit>().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Number, ct);
        return [.. trades.Select(t => new HandleSignedTrade.View(
            t.Agreement.Value, t.Register, t.Number, t.ResourceTitle, numbers.GetValueOrDefault(t.UnitId), t.SignedAt, t.State, t.BarredBy,
            t.Bar, t.Reason, t.TriedOn, t.FilingId?.Value, OpenSteps(t)))];
    }

    IReadOnlyList<OpenStep> OpenSteps(SignedTrade trade)
    {
        if (!trade.IsOpen) return [];
        var (path, basis) = ($"/api/registration/signed-trades/{trade.Register}/{trade.Agreement.Value}", packs.InForce(trade.Register,
            LegalDay.Of(clock.Now))?.Rules.Filings.GetValueOrDefault(FilingKind.Trade)?.ByItself?.Basis);
        return [new("Retry", nameof(Actor.Registrar), path + "/retry", basis, false, true),
            new("Close", nameof(Actor.Registrar), path + "/close", basis, true, false)];
    }
}

/// <summary>自动登记待办 — what was signed and could not be entered, with the reason, for the registrar.</summary>
internal sealed class SignedTradeWork(AppDb db, SignedTradeViews views) : IWorkList
{
    const int ItemsMax = 50;

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.Registrar)) return [];
        var barred = await db.Set<SignedTrade>().AsNoTracking().Where(t => t.State == TradeState.Barred).OrderBy(t => t.SignedAt)
            .ThenBy(t => t.Agreement).Take(ItemsMax).ToListAsync(ct);
        return [.. (await views.Of(barred, ct)).Select(t => new WorkItem("registration", "signed-trade", t.Agreement,
            $"{t.Number} {t.ResourceTitle}：{t.Bar?.Why.Zh}", $"{t.State}", null, t.OpenSteps, $"/console/register/{t.Unit}#trades",
            t.Register))];
    }
}
