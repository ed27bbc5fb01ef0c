using Yuanliu.Settlement.Bills;

namespace Yuanliu.Settlement.Accounts;

/// <summary>账簿核对 — every entry balances and is made of its own lines, no custody is overdrawn,
/// and every settled bill has its statement.</summary>
/// <summary>
/// 账簿核对 — every entry balances and is made of its own lines, no custody is overdrawn, and every settled bill has its statement.
/// </summary>
internal sealed class LedgerCheck(AppDb db, Blobs blobs) : IIntegrity
{
    const int FindingsMax = 1000;

    public string Name => "ledger";

    public async Task<IReadOnlyList<IntegrityFinding>> Check(CancellationToken ct)
    {
        var uneven = await db.Set<Posting>().GroupBy(p => p.EntryId)
            .Select(g => new { Entry = g.Key, Debit = g.Sum(p => p.DebitFen), Credit = g.Sum(p => p.CreditFen) })
            .Join(db.Set<LedgerEntry>(), s => s.Entry, e => e.Id, (s, e) => new { e.Id, s.Debit, s.Credit, e.DebitFen, e.CreditFen })
            .Where(x => x.Debit != x.Credit || x.Debit != x.DebitFen || x.Credit != x.CreditFen).OrderBy(x => x.Id)
            .Take(FindingsMax).ToListAsync(ct);
        var overdrawn = await db.Set<LedgerAccount>().Where(a => a.Kind == AccountKind.Custody)
            .Select(a => new { a.Id, Balance = db.Set<Posting>().Where(p => p.AccountId == a.Id).Sum(p => p.CreditFen - p.DebitFen) })
            .Where(a => a.Balance < 0).OrderBy(a => a.Id).Take(FindingsMax).ToListAsync(ct);
        var statements = await db.Set<Bill>().Where(b => b.Stage == BillStage.Settled).OrderByDescending(b => b.Id).Take(10_000)
            .Select(b => new { b.Number, b.StatementSha256 }).ToListAsync(ct);
        return
        [
            .. uneven.Select(e => new IntegrityFinding(
                Name, $"Entry {e.Id.Value} has lines of {e.Debit} and {e.Credit} fen, not {e.DebitFen} and {e.CreditFen}.")),
            .. overdrawn.Select(a => new IntegrityFinding(Name, $"Account {a.Id.Value} is overdrawn: {a.Balance} fen.")),
            .. statements.Where(s => s.StatementSha256 is not { } sha256 || !File.Exists(blobs.PathOf(sha256)))
                .Select(s => new IntegrityFinding(Name, $"The statement of bill {s.Number} is missing.")).Take(FindingsMax),
        ];
    }
}
