using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Space.Uses;

/// <summary>An answered use, and whether it is the repetition of an earlier one.</summary>
internal sealed record Metered(Use Use, int Used, bool IsRepeat);

/// <summary>计量 — counts answered uses and keeps denied ones, each with its fact in the same transaction.</summary>
/// <remarks>
/// Nothing is reserved before a query runs, so a server that is killed leaves nothing to release. A use is counted in the very save that
/// makes its answer known: what loses the race for the last use is not answered.
/// </remarks>
internal sealed class UseBook(AppDb db, CallerBox box, Mint mint, IClock clock, HostSettings node)
{
    const int TriesMax = 5;

    public async Task<int> Used(AgreementId agreement, CancellationToken ct)
        => await db.Set<UseMeter>().AsNoTracking().Where(m => m.Agreement == agreement).Select(m => m.Used).SingleOrDefaultAsync(ct);

    /// <summary>The answer that the same question of the same data was given before.</summary>
    public Task<Use?> Earlier(AgreementId agreement, string planSha256, CancellationToken ct)
        => db.Set<Use>().AsNoTracking().SingleOrDefaultAsync(u => u.Agreement == agreement && u.PlanSha256 == planSha256, ct);

    /// <summary>Counts a use and saves. Another writer's use that slipped in is counted first, and the limit is looked at again.</summary>
    /// <returns>Null when the agreed uses are spent, or too many writers are at it: nothing is saved then.</returns>
    public async Task<(Metered? Metered, Denial? Denial)> Count(
        AgreementCard agreement, string sql, string planSha256, string resultSha256, int groups, CancellationToken ct)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await Earlier(agreement.Id, planSha256, ct) is { } earlier) return (new(earlier, await Used(agreement.Id, ct), true), null);
            var meter = await db.Set<UseMeter>().SingleOrDefaultAsync(m => m.Agreement == agreement.Id, ct);
            if (meter is null) db.Add(meter = new() { Agreement = agreement.Id });
            if (meter.Used >= agreement.Policy.Uses)
            {
                db.ChangeTracker.Clear();
                return (null, Refusals.UsesSpent(agreement.Policy.Uses));
            }
            var use = Of(agreement.Id, UseKind.Answered, sql);
            use.Answer(meter.Count(), planSha256, resultSha256, groups, agreement.PricePerUse, node);
            db.Add(use);
            if (await Saved(ct)) return (new(use, meter.Used, false), null);
        }
        return (null, Refusals.Contended);
    }

    /// <summary>Keeps a denied use and its fact.</summary>
    public async Task<Use> Deny(AgreementId agreement, string sql, Denial denial, CancellationToken ct)
    {
        var use = Of(agreement, UseKind.Denied, sql);
        use.Deny(denial, node);
        db.Add(use);
        await db.SaveChangesAsync(ct);
        return use;
    }

    /// <summary>The id of the fact about a use.</summary>
    public async Task<Guid?> FactOf(Use use, CancellationToken ct)
    {
        var subject = node.Urn("use", use.Id.Value);
        return await db.Set<JournalEntry>().AsNoTracking().Where(e => e.Subject == subject).Select(e => (Guid?)e.FactId)
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>Another writer counted first: what was to be saved is forgotten, and counted anew upon what is there now.</summary>
    async Task<bool> Saved(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || Failures.IsDuplicate(failure))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    Use Of(AgreementId agreement, UseKind kind, string sql) => new()
    {
        Id = mint.Id<UseId>(), Agreement = agreement, Kind = kind, At = clock.Now, Sql = sql,
        Organization = new(box.Known.OrganizationId), Person = new(box.Known.PersonId), QuerySha256 = Sha256(sql),
    };

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
