using System.Security.Cryptography;
using System.Text;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Rooms;

namespace Yuanliu.Space.Uses;

/// <summary>An answered use, and whether it is the repetition of an earlier one.</summary>
internal sealed record Metered(Use Use, int Used, bool IsRepeat);

/// <summary>What is to be counted: one answer, under one agreement or several.</summary>
/// <param name="Judged">The decision under each agreement; the first is the one that was asked under.</param>
/// <param name="Heads">How much had been released of each resource when the answer was audited.</param>
internal sealed record Counting(
    IReadOnlyList<Decided> Judged, UseMode Mode, string Sql, string PlanSha256, string ResultSha256, string Outputs, int Groups,
    Released Released, IReadOnlyDictionary<(ResourceId, Guid), int> Heads)
{
    /// <summary>Of an answer with noise: what was reserved for it.</summary>
    public IReadOnlyList<Privacy.Charge> Charges { get; init; } = [];
    /// <summary>With whom its receiver was audited.</summary>
    public required Guid Circle { get; init; }
    /// <summary>Of the room as it is remembered.</summary>
    public string? RoomSha256 { get; init; }
}

/// <summary>计量 — counts answered uses and keeps denied ones, each with its fact and with what it tells, in one transaction.</summary>
/// <remarks>
/// A use is counted in the very save that makes its answer known: what loses the race for the last use is not answered, and a server that
/// is killed at any moment has either counted and kept the answer, which is then read again for nothing, or neither.
/// </remarks>
internal sealed partial class UseBook(
    AppDb db, DecisionPoint point, CallerBox box, DecisionShelf shelf, Privacy.PrivacyBook privacy, ProbeBook probed, EarlierUse earlier,
    Mint mint, IClock clock, HostSettings node)
{
    const int TriesMax = 8;

    public async Task<int> Used(AgreementId agreement, CancellationToken ct)
        => await db.Set<UseMeter>().AsNoTracking().Where(m => m.Agreement == agreement).Select(m => m.Used).SingleOrDefaultAsync(ct);

    /// <summary>The answer that the same question of the same data was given before.</summary>
    public Task<Use?> Earlier(AgreementId agreement, string planSha256, CancellationToken ct)
        => earlier.Of(db, agreement, planSha256, ct);

    /// <summary>Counts and saves. Another writer's use that slipped in is counted first, and every limit is looked at again.</summary>
    /// <returns>
    /// Neither when something was released meanwhile that the audit has not seen; a denial when uses are spent, stopped or contended for:
    /// nothing is saved then.
    /// </returns>
    public async Task<(Metered? Metered, Denial? Denial)> Count(Counting counting, CancellationToken ct)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            db.ChangeTracker.Clear();
            var first = counting.Judged[0].Policy.Agreement;
            if (await Earlier(first.Id, counting.PlanSha256, ct) is { } known) return (new(known, await Used(first.Id, ct), true),
                null);
            var (uses, denial) = await Uses(counting, ct);
            if (denial is not null) return (null, denial);
            if (!await AuditBook.Hold(db, first.Buyer, counting.Circle, counting.Charges.Count > 0, ct))
                return (null, Refusals.AuditChanged);
            if (!await Heads(counting, ct)) return (null, null);
            Tell(counting, uses![0]);
            await privacy.Commit(counting.Charges, ct);
            foreach (var charge in counting.Charges) uses[0].Spend(charge, node);
            if (await Saved(ct)) return (new(uses[0], uses[0].Number!.Value, false), null);
        }
        return (null, Refusals.Contended);
    }

    async Task<(List<Use>? Uses, Denial? Denial)> Uses(Counting counting, CancellationToken ct)
    {
        var uses = new List<Use>();
        if (await ProbesSpent(counting, ct) is { } tooMany) return (null, tooMany);
        foreach (var judged in counting.Judged)
        {
            var (policy, judgement, agreement) = (judged.Policy, judged.Judgement, judged.Policy.Agreement);
            // The meter first: whatever ends the use of an agreement moves it, and is seen here or at the save.
            var meter = await Meter(agreement.Id, ct);
            if (DecisionPoint.Over(judged, await point.Now(agreement, ct)) is { } over) return (null, over);
            if (await point.IsStopped(agreement.Id, ct)) return (null, Refusals.Stopped);
            if (meter.Used >= agreement.Policy.Uses || IsDaySpent(agreement, meter, 1))
                return (null, Refusals.UsesSpent(agreement.Policy.Uses));
            var use = Of(agreement.Id, UseKind.Answered, counting.Mode, counting.Sql, policy.Sha256, judgement.Input,
                counting.RoomSha256);
            var number = meter.Count(LegalDay.Of(clock.Now));
            use.Answer(new(number, counting.PlanSha256, counting.ResultSha256, counting.Outputs, counting.Groups,
                agreement.Policy.Uses - number, counting.Released.Probes, agreement.PriceOf(counting.Mode)), node);
            db.Add(use);
            uses.Add(use);
        }
        return (uses, null);
    }

    async Task<UseMeter> Meter(AgreementId agreement, CancellationToken ct)
    {
        if (await db.Set<UseMeter>().SingleOrDefaultAsync(m => m.Agreement == agreement, ct) is { } known) return known;
        var made = new UseMeter { Agreement = agreement };
        db.Add(made);
        return made;
    }

    /// <summary>Rows of the buyer's own count for each resource that they were matched with.</summary>
    async Task<Denial?> ProbesSpent(Counting counting, CancellationToken ct)
    {
        if (counting.Released.Probes == 0) return null;
        foreach (var matched in counting.Judged.GroupBy(j => j.Policy.Agreement.Resource))
        {
            var most = matched.Min(j => j.Policy.Terms.ProbesPerDayMax);
            var account = await probed.Of(matched.Key, counting.Judged[0].Policy.Agreement.Buyer, ct);
            if (!probed.TryCount(account, counting.Released.Probes, most)) return Refusals.ProbesSpent(most);
        }
        return null;
    }

    /// <summary>Uses of one day are counted like all uses: the meter's version lets only one at a time look and count.</summary>
    bool IsDaySpent(AgreementCard agreement, UseMeter meter, int more)
        => agreement.Policy.Controls.UsesPerDayMax is { } max && meter.On(LegalDay.Of(clock.Now)) + more > max;

    /// <returns>False when more was released than the audit had seen.</returns>
    async Task<bool> Heads(Counting counting, CancellationToken ct)
    {
        foreach (var ((resource, circle), seen) in counting.Heads)
        {
            var head = await db.Set<AuditHead>().SingleOrDefaultAsync(h => h.Resource == resource && h.Circle == circle, ct);
            if ((head?.Releases ?? 0) != seen) return false;
            if (head is null) db.Add(head = new() { Resource = resource, Circle = circle });
            head.Count();
        }
        return true;
    }

    void Tell(Counting counting, Use use)
    {
        foreach (var told in counting.Released.Told)
            db.Add(new Release
            {
                Id = mint.Id(), Resource = told.Part.Resource.Id, Receiver = use.Organization, Use = use.Id, At = use.At,
                DataSha256 = told.Part.Resource.Sha256, Identity = told.Part.Identity, Columns = string.Join('\n', told.Part.Columns),
                Strata = told.Strata, Sets = told.Sets,
            });
    }

    /// <summary>How much was released so far; the audit that follows has seen at least that.</summary>
    public async Task<int> Head(ResourceId resource, Guid circle, CancellationToken ct) => await db.Set<AuditHead>().AsNoTracking()
        .Where(h => h.Resource == resource && h.Circle == circle).Select(h => h.Releases).SingleOrDefaultAsync(ct);

    /// <summary>Keeps a denied use and its fact.</summary>
    /// <param name="cause">What kept a run from being released; null when it was denied before.</param>
    /// <param name="room">The tables beside the agreement's own.</param>
    public async Task<Use> Deny(
        Decided decided, UseMode mode, string sql, Denial denial, Cause? cause, CancellationToken ct, Remembered? room = null)
    {
        db.ChangeTracker.Clear();
        await shelf.Keep(decided.Policy, ct);
        var use = Of(decided.Policy.Agreement.Id, UseKind.Denied, mode, sql, decided.Policy.Sha256, decided.Judgement.Input,
            await shelf.Keep(room, ct));
        use.Deny(denial, cause, node);
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

    Use Of(AgreementId agreement, UseKind kind, UseMode mode, string sql, string policySha256, DecisionInput input, string? room = null)
        => new()
    {
        Id = mint.Id<UseId>(), Agreement = agreement, Kind = kind, Mode = mode, At = clock.Now, Sql = Kept(sql),
        Organization = new(box.Known.OrganizationId), Person = new(box.Known.PersonId), QuerySha256 = Sha256(Kept(sql)),
        PolicySha256 = policySha256, InputJson = input.ToJson(), RoomSha256 = room,
    };

    /// <summary>As a database can keep it: not every one takes a NUL.</summary>
    static string Kept(string sql) => (sql.Length > 20_000 ? sql[..20_000] : sql).Replace('\0', '\uFFFD');

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
