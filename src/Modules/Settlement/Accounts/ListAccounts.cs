using System.Globalization;

namespace Yuanliu.Settlement.Accounts;

/// <summary>存管账户 — what an organization holds in custody, and how it came about.</summary>
internal static class ListAccounts
{
    internal sealed record AccountView(
        Guid Id, AccountKind Kind, string Code, string NameZh, string NameEn, Guid OwnerId, string OwnerName, string Currency,
            long BalanceFen, string Basis, bool Open, string? Reason);
    /// <param name="Cause">The bill or deposit behind the entry.</param>
    internal sealed record AccountPosting(
        long Id, DateTime At, EntryKind Kind, Guid Cause, string MemoZh, string MemoEn, long DebitFen, long CreditFen);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/accounts", List).OpenTo("settlement:read", Role.Finance, Role.Regulator).WithName("ListAccounts")
            .WithSummary("存管账户");
        routes.MapGet("/accounts/{id:guid}/postings", Postings).OpenTo("settlement:read", Role.Finance, Role.Regulator)
            .WithName("ListPostings").WithSummary("账户明细");
    }

    static async Task<Ok<Page<AccountView>>> List(
        string? after, int? take, AppDb db, Sight sight, SettlementRules rules, IParties parties, CancellationToken ct)
    {
        var size = Paging.Size(take);
        var rows = await Visible(db, sight, ct);
        if (Paging.After<AccountId>(after) is { } cursor) rows = rows.Where(a => a.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(a => a.Id).Take(size + 1).Select(a => new
        {
            a.Id, a.Kind, a.Owner,
            Debit = db.Set<Posting>().Where(p => p.AccountId == a.Id).Sum(p => p.DebitFen),
            Credit = db.Set<Posting>().Where(p => p.AccountId == a.Id).Sum(p => p.CreditFen),
        }).ToListAsync(ct);
        var names = await parties.OrganizationNames(found.Select(a => a.Owner.Value), ct);
        var views = found.ConvertAll(a =>
        {
            var rule = rules.Accounts[a.Kind];
            return new AccountView(a.Id.Value, a.Kind, rule.Code, rule.Zh, rule.En, a.Owner.Value,
                names.GetValueOrDefault(a.Owner.Value, ""), "CNY",
                rule.Side is Side.Debit ? a.Debit - a.Credit : a.Credit - a.Debit, rule.Basis, rule.Open, rule.Reason);
        });
        return TypedResults.Ok(Paging.Cut(views, size, v => v.Id.ToString()));
    }

    static async Task<Results<Ok<Page<AccountPosting>>, ProblemHttpResult>> Postings(
        Guid id, string? after, int? take, HttpContext context, AppDb db, Sight sight, CancellationToken ct)
    {
        var (size, account) = (Paging.Size(take), new AccountId(id));
        if (!await (await Visible(db, sight, ct)).AnyAsync(a => a.Id == account, ct)) return Refusals.NoSuchAccount.Problem(context);
        var rows = db.Set<Posting>().Where(p => p.AccountId == account);
        if (long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var cursor)) rows = rows.Where(p => p.Id < cursor);
        var found = await rows.OrderByDescending(p => p.Id).Take(size + 1)
            .Join(db.Set<LedgerEntry>(), p => p.EntryId, e => e.Id, (p, e) => new { p.Id, e.At, e.Kind, e.Cause, p.DebitFen, p.CreditFen })
            .OrderByDescending(p => p.Id).ToListAsync(ct);
        var views = found.ConvertAll(p
            => new AccountPosting(p.Id, p.At, p.Kind, p.Cause, p.Kind.Memo().Zh, p.Kind.Memo().En, p.DebitFen, p.CreditFen));
        return TypedResults.Ok(Paging.Cut(views, size, v => v.Id.ToString(CultureInfo.InvariantCulture)));
    }

    static async Task<IQueryable<LedgerAccount>> Visible(AppDb db, Sight sight, CancellationToken ct)
    {
        var (all, own) = (db.Set<LedgerAccount>().AsNoTracking(), sight.Own);
        return await sight.IsStaff(ct) ? all : all.Where(a => a.Owner == own && a.Kind == AccountKind.Custody);
    }
}
