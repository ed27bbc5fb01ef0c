using System.Globalization;
using Yuanliu.Compute.Privacy;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Privacy;

/// <summary>隐私预算账簿 — reserves before a question reads data, commits in the transaction that counts the use.</summary>
internal sealed class PrivacyBook(AppDb db, Turns turns, IClock clock)
{
    const int TriesMax = 8, ResourcesMax = 10_000;

    public Charge Of(PrivateQuestion question, Part part)
        => new(part.Resource.Id, part.Circle, Month(), question.Cost, question.Granted);

    string Month() => LegalDay.Of(clock.Now).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <returns>False when not enough is left.</returns>
    public async Task<bool> Reserve(Charge charge, CancellationToken ct)
        => await Move(charge, balance => balance.Reserve(charge.Cost), ct) is { Verdict: BudgetVerdict.Done };

    /// <summary>Only where it is certain that no answer left, for a reason that the data does not tell.</summary>
    public Task Release(Charge charge, CancellationToken ct)
        => Move(charge, balance => balance.Release(new(charge.Cost, ReservationState.Open)), ct);

    /// <summary>Takes the move without saving it: whoever counts the use saves both.</summary>
    public async Task Commit(Charge charge, CancellationToken ct)
    {
        var account = await Find(charge, ct) ?? throw new InvalidOperationException("Nothing was reserved.");
        account.Take(account.Balance(charge.Granted).Commit(new(charge.Cost, ReservationState.Open)));
    }

    /// <summary>What may still be spent this month.</summary>
    public async Task<PrivacyLoss> Left(Charge charge, CancellationToken ct)
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
