using System.Globalization;
using Yuanliu.Compute.Privacy;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Privacy;

/// <summary>隐私预算账簿 — reserves before a question reads data, commits in the transaction that counts the use.</summary>
internal sealed class PrivacyBook(AppDb db, Turns turns, IClock clock)
{
    const int TriesMax = 8, ResourcesMax = 10_000;

    /// <summary>Each resource whose identities count pays once, under the strictest of the agreements by which it is read.</summary>
    public IReadOnlyList<Charge> Of(PrivateQuestion question, IReadOnlyList<Part> parts) => [.. question.Owners
        .GroupBy(t => parts[t].Resource.Id).OrderBy(r => r.Key).Select(r => new Charge(r.Key, parts[r.First()].Circle, Month(),
            question.CostOf(r), r.Select(t => PrivateQuestion.Granted(parts[t].Terms!.Privacy!)).MinBy(g => g.Rho.Units)))];

    string Month() => LegalDay.Of(clock.Now).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>All of them, or none.</summary>
    /// <returns>False when not enough is left.</returns>
    public async Task<bool> Reserve(IReadOnlyList<Charge> charges, CancellationToken ct)
    {
        for (var i = 0; i < charges.Count; i++)
        {
            var charge = charges[i];
            if (await Move(charge, balance => balance.Reserve(charge.Cost), ct) is { Verdict: BudgetVerdict.Done }) continue;
            await Release([.. charges.Take(i)], CancellationToken.None);
            return false;
        }
        return true;
    }

    /// <summary>Only where it is certain that no answer left, for a reason that the data does not tell.</summary>
    public async Task Release(IReadOnlyList<Charge> charges, CancellationToken ct)
    {
        foreach (var charge in charges)
            await Move(charge, balance => balance.Release(new(charge.Cost, ReservationState.Open)), ct);
    }

    /// <summary>Takes the moves without saving them: whoever counts the use saves all.</summary>
    public async Task Commit(IReadOnlyList<Charge> charges, CancellationToken ct)
    {
        foreach (var charge in charges) await Commit(charge, ct);
    }

    async Task Commit(Charge charge, CancellationToken ct)
    {
        var account = await Find(charge, ct) ?? throw new InvalidOperationException("Nothing was reserved.");
        account.Take(account.Balance(charge.Granted).Commit(new(charge.Cost, ReservationState.Open)));
    }

    /// <summary>What may still be spent this month, where least is left.</summary>
    public async Task<PrivacyLoss> Left(IReadOnlyList<Charge> charges, CancellationToken ct)
    {
        var left = new List<PrivacyLoss>();
        foreach (var charge in charges) left.Add(await Left(charge, ct));
        return left.MinBy(l => l.Rho.Units);
    }

    async Task<PrivacyLoss> Left(Charge charge, CancellationToken ct)
        => (await db.Set<PrivacyAccount>().AsNoTracking().SingleOrDefaultAsync(
            a => a.Resource == charge.Resource && a.Circle == charge.Circle && a.Month == charge.Month, ct))?.Balance(charge.Granted).Left
            ?? charge.Granted;

    /// <summary>
    /// What was told this month to <paramref name="from"/> counts for <paramref name="into"/> too, from now on: a budget is not had anew by
    /// being audited with others, nor by leaving them. Whoever changes the circle saves it.
    /// </summary>
    public async Task Carry(Guid from, Guid into, bool joins, CancellationToken ct)
    {
        var month = Month();
        foreach (var told in await db.Set<PrivacyAccount>().AsNoTracking().Where(a => a.Circle == from && a.Month == month)
            .OrderBy(a => a.Resource).Take(ResourcesMax).ToListAsync(ct))
        {
            var account = db.Set<PrivacyAccount>().Local.FirstOrDefault(a => a.Resource == told.Resource && a.Circle == into
                && a.Month == month) ?? await db.FindAsync<PrivacyAccount>([told.Resource, into, month], ct);
            if (account is null) db.Add(account = new() { Resource = told.Resource, Circle = into, Month = month });
            if (joins) account.Add(told);
            else account.Rise(told);
        }
    }

    Task<PrivacyAccount?> Find(Charge charge, CancellationToken ct) => db.Set<PrivacyAccount>().SingleOrDefaultAsync(
        a => a.Resource == charge.Resource && a.Circle == charge.Circle && a.Month == charge.Month, ct);

    async Task<BudgetMove?> Move(Charge charge, Func<BudgetBalance, BudgetMove> move, CancellationToken ct)
    {
        using var turn = await turns.Take([$"privacy/{charge.Resource.Value:N}/{charge.Circle:N}"], ct);
        for (var tries = 0; tries < TriesMax; tries++)
        {
            db.ChangeTracker.Clear();
            var account = await Find(charge, ct);
            if (account is null) db.Add(account = new() { Resource = charge.Resource, Circle = charge.Circle, Month = charge.Month });
            var moved = move(account.Balance(charge.Granted));
            if (moved.Verdict is not BudgetVerdict.Done) return moved;
            account.Take(moved);
            try
            {
                await db.SaveChangesAsync(ct);
                return moved;
            }
            catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || Failures.IsDuplicate(failure))
            {
                db.ChangeTracker.Clear();
            }
        }
        return null;
    }
}

/// <summary>取样密钥 — this node's secret, from which every resource has its own. Made once, kept in the holder's domain.</summary>
internal sealed class SamplingSecrets(HostSettings node, Mint mint)
{
    readonly Lock making = new();

    public ContributionKey Of(ResourceId resource)
        => ContributionKey.Derive(System.Security.Cryptography.HMACSHA256.HashData(Secret(), resource.Value.ToByteArray()));

    byte[] Secret()
    {
        var file = Path.Combine(node.Folder("space"), "sampling.key");
        lock (making)
        {
            if (!File.Exists(file))
            {
                File.WriteAllBytes(file + ".new", mint.Bytes(32));
                File.Move(file + ".new", file);
            }
            return File.ReadAllBytes(file);
        }
    }
}
