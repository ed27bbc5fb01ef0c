using Yuanliu.Settlement.Accounts;

namespace Yuanliu.Settlement.Deposits;

/// <summary>
/// 入金 — an organization's finance announces a deposit; the platform's finance enters what the bank has advised, which credits it at once.
/// </summary>
internal static class EnterDeposit
{
    const long AmountFenMax = 1_000_000_000_000;

    /// <param name="Reference">The reference on the bank's advice.</param>
    /// <param name="OrganizationId">For whom; only the platform's finance enters deposits of others.</param>
    internal sealed record Request(long AmountFen, string Reference, Guid? OrganizationId);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.AmountFen).InclusiveBetween(1, AmountFenMax);
            RuleFor(r => r.Reference).NotEmpty().MaximumLength(Deposit.ReferenceLengthMax);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/deposits", Handle)
        .OpenTo("settlement:write", Role.Finance)
        .WithName(nameof(EnterDeposit))
        .WithSummary("入金");

    static async Task<Results<Created<DepositView>, Ok<DepositView>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, Sight sight, IParties parties, DepositBook book, Mint mint, IClock clock,
            CancellationToken ct)
    {
        var platform = await sight.IsPlatformFinance(ct);
        var (owner, reference) = (request.OrganizationId is { } other ? new OrganizationId(other) : sight.Own, request.Reference.Trim());
        if (owner != sight.Own && !platform) return Refusals.NotPlatform.Problem(context);
        if (await parties.Find(owner, ct) is null) return Refusals.NoSuchOrganization.Problem(context);

        var deposit = await db.Set<Deposit>().SingleOrDefaultAsync(d => d.Owner == owner && d.Reference == reference, ct);
        if (deposit is not null && deposit.Amount.Value != request.AmountFen) return Refusals.ReferenceUsed.Problem(context);
        var known = deposit is not null;
        if (deposit is null)
        {
            deposit = new() { Id = mint.Id<DepositId>(), Owner = owner, Reference = reference, Amount = new(request.AmountFen),
                At = clock.Now };
            db.Add(deposit);
        }
        if (platform && deposit.Stage is DepositStage.Announced && await book.Credit(deposit, ct) is { } refusal)
            return refusal.Problem(context);
        await db.SaveChangesAsync(ct);

        var view = DepositView.Of(
            deposit, (await parties.OrganizationNames([owner.Value], ct)).GetValueOrDefault(owner.Value, ""), platform);
        return known ? TypedResults.Ok(view) : TypedResults.Created($"/api/settlement/deposits/{view.Id}", view);
    }
}

internal sealed record DepositView(
    Guid Id, Guid OwnerId, string OwnerName, string Reference, long AmountFen, DateTime At, DepositStage Stage, string? Reason,
        IReadOnlyList<OpenStep> OpenSteps)
{
    public static DepositView Of(Deposit d, string ownerName, bool platform)
        => new(d.Id.Value, d.Owner.Value, ownerName, d.Reference, d.Amount.Value, d.At, d.Stage, d.Reason,
            DepositProcedure.OpenTo(d, platform));
}
