using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Stops;

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

/// <summary>One of several answers of the gateway that are counted together.</summary>
/// <param name="Text">What is kept of the question: it holds no identity.</param>
/// <param name="Probes">Whom it asked about.</param>
/// <param name="IsFirst">Its plan is like no other: it was not asked before.</param>
internal sealed record OneAnswer(string Text, string PlanSha256, string ResultSha256, int Rows, int Probes = 0, bool IsFirst = false);

/// <summary>计量 — counts answered uses and keeps denied ones, each with its fact and with what it tells, in one transaction.</summary>
/// <remarks>
/// A use is counted in the very save that makes its answer known: what loses the race for the last use is not answered, and a server that
/// is killed at any moment has either counted and kept the answer, which is then read again for nothing, or neither.
/// </remarks>
internal sealed class UseBook(
    AppDb db, CallerBox box, DecisionShelf shelf, Privacy.PrivacyBook privacy, ProbeBook probed, EarlierUse earlier, Mint mint,
    IClock clock, HostSettings node)
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

    /// <summary>Counts several answers under one agreement in one save: all of them, or none.</summary>
    /// <param name="beside">What else is to be saved with a use.</param>
    /// <returns>The uses in the order of the answers: those of an earlier time where the same was asked before.</returns>
    public async Task<(Batch? Batch, Denial? Denial)> CountEach(
        Decided decided, UseMode mode, IReadOnlyList<OneAnswer> answers, Action<Use>? beside, CancellationToken ct)
    {
        var only = new ToCount(decided, mode, answers) { Beside = beside };
        await CountAll([only], null, ct);
        return only.Counted!.Value;
    }

    /// <summary>Counts under one agreement, in one save, what several calls of one caller have ready: each of them whole or not at
    /// all.</summary>
    /// <param name="kept">Meters as they were last saved by whoever has the turn; null where nobody takes turns.</param>
    /// <remarks>One that asks what another of them asks is left as it was, for the next save.</remarks>
    public async Task CountAll(IReadOnlyList<ToCount> all, ConcurrentDictionary<AgreementId, KeptMeter>? kept, CancellationToken ct)
    {
        var agreement = all[0].Decided.Policy.Agreement;
        for (var tries = 0; tries < TriesMax; tries++)
        {
            db.ChangeTracker.Clear();
            foreach (var one in all)
                one.Counted = (tries > 0 || !one.IsFirst) && await Earlier(agreement.Id, one.Answers, ct) is { } known
                    ? (new(known, await Used(agreement.Id, ct), true), null) : null;
            var left = all.Where(one => one.Counted is null).DistinctBy(one => one.Answers[0].PlanSha256).ToList();
            if (left.Count == 0) return;
            if (await Meter(agreement.Id, kept, ct) is not { Meter: var meter } last)
            {
                left.ForEach(one => one.Counted = (null, Refusals.Stopped));
                return;
            }
            var account = last.Account ?? (left.Exists(one => one.Probes > 0)
                ? await probed.Of(agreement.Resource, agreement.Buyer, ct) : null);
            foreach (var one in left) one.Counted = Count(one, meter, account);
            if (left.TrueForAll(one => one.Counted!.Value.Denial is not null)) return;
            if (await Saved(ct))
            {
                kept?.TryAdd(agreement.Id, new(meter, account));
                return;
            }
            // What stands in the way of one must not stand in the way of all: the others count for themselves.
            foreach (var other in all.Skip(1)) other.Counted = null;
            all = [all[0]];
        }
        foreach (var one in all) one.Counted = (null, Refusals.Contended);
    }

    /// <summary>The meter as the last save left it, or as the database has it.</summary>
    /// <returns>Null when the agreement's use is stopped.</returns>
    /// <remarks>A stop moves the meter, and a circle its accounts: who counts upon one from before it loses the save, and looks
    /// again.</remarks>
    async Task<KeptMeter?> Meter(AgreementId agreement, ConcurrentDictionary<AgreementId, KeptMeter>? kept, CancellationToken ct)
    {
        if (kept is not null && kept.TryRemove(agreement, out var last))
        {
            db.Attach(last.Meter);
            if (last.Account is not null) db.Attach(last.Account);
            return last;
        }
        if (await db.Set<UseStop>().AsNoTracking().AnyAsync(s => s.Agreement == agreement && s.Stage == Stage.Stopped, ct)) return null;
        var meter = await db.Set<UseMeter>().SingleOrDefaultAsync(m => m.Agreement == agreement, ct);
        if (meter is null) db.Add(meter = new() { Agreement = agreement });
        return new(meter, null);
    }

    (Batch?, Denial?) Count(ToCount one, UseMeter meter, ProbeAccount? account)
    {
        var (agreement, terms) = (one.Decided.Policy.Agreement, one.Decided.Policy.Terms);
        if (meter.Used + one.Answers.Count > agreement.Policy.Uses || IsDaySpent(agreement, meter, one.Answers.Count))
            return (null, Refusals.UsesSpent(agreement.Policy.Uses));
        if (one.Probes > 0 && !probed.TryCount(account!, one.Probes, terms.ProbesPerDayMax))
            return (null, Refusals.ProbesSpent(terms.ProbesPerDayMax));
        var uses = one.Answers.Select(a => Counted(one.Decided, one.Mode, a, meter)).ToList();
        uses.ForEach(use => one.Beside?.Invoke(use));
        return (new(uses, meter.Used, false), null);
    }

    Use Counted(Decided decided, UseMode mode, OneAnswer answer, UseMeter meter)
    {
        var (agreement, number) = (decided.Policy.Agreement, meter.Count(LegalDay.Of(clock.Now)));
        var use = Of(agreement.Id, UseKind.Answered, mode, answer.Text, decided.Policy.Sha256,
            decided.Judgement.Input with { Count = number });
        use.Answer(new(number, answer.PlanSha256, answer.ResultSha256, "", answer.Rows, agreement.Policy.Uses - number, answer.Probes,
            agreement.PriceOf(mode)), node);
        db.Append(use);
        return use;
    }

    /// <returns>Null unless all of them were answered before.</returns>
    async Task<IReadOnlyList<Use>?> Earlier(AgreementId agreement, IReadOnlyList<OneAnswer> answers, CancellationToken ct)
    {
        var plans = answers.Select(a => a.PlanSha256).ToList();
        var found = await db.Set<Use>().AsNoTracking().Where(u => u.Agreement == agreement && plans.Contains(u.PlanSha256!))
            .ToListAsync(ct);
        var uses = plans.Select(plan => found.Find(u => u.PlanSha256 == plan)).OfType<Use>().ToList();
        return uses.Count == plans.Count ? uses : null;
    }

    async Task<(List<Use>? Uses, Denial? Denial)> Uses(Counting counting, CancellationToken ct)
    {
        var uses = new List<Use>();
        if (await ProbesSpent(counting, ct) is { } tooMany) return (null, tooMany);
        foreach (var (policy, judgement, _, _) in counting.Judged)
        {
            var agreement = policy.Agreement;
            if (await db.Set<UseStop>().AsNoTracking().AnyAsync(s => s.Agreement == agreement.Id && s.Stage == Stage.Stopped, ct))
                return (null, Refusals.Stopped);
            var meter = await db.Set<UseMeter>().SingleOrDefaultAsync(m => m.Agreement == agreement.Id, ct);
            if (meter is null) db.Add(meter = new() { Agreement = agreement.Id });
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
