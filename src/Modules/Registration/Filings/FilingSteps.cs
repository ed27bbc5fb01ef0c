using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Trades;

namespace Yuanliu.Registration.Filings;

/// <summary>Takes steps of filings under the rules each was filed under, and saves them with their evidence.</summary>
internal sealed class FilingSteps(
    AppDb db, PinnedPacks packs, WorkCalendar calendar, IClock clock, Mint mint, HostSettings node, CallerBox box,
    Capacities capacities, FilingGuards guards, ObjectionDesk objections, TradesByHand trades, Entering entering)
{
    static readonly Dictionary<string, string> Nothing = [];

    /// <summary>What else must hold, or change, in the step's own transaction.</summary>
    public delegate Task<Refusal?> Along(Filing filing, RegistrationPack pack, FilingAct act);

    /// <summary>A step by the caller, in the capacity the procedure gives them.</summary>
    public async Task<Result<FilingStanding>> Take(Guid id, Step step, ActRequest? request, CancellationToken ct, Along? along = null)
    {
        if (await Find(id, ct) is not { } filing || !capacities.Sees(filing)) return Refusals.NoSuchFiling;
        var pack = await packs.Of(filing.PackId, filing.PackSha256, ct);
        var act = Act(step, capacities.For(filing, step), request?.Reason, request?.Ground);
        if (filing.Table.Takers(step) is { Count: > 0 } takers && !takers.Contains(act.By)) 
            return Refusals.WrongActor(step, act.By, filing.BasisOf(step, pack.Rules));
        var papers = await Papers(request?.Papers ?? [], ct);
        if (papers.Refusal is { } missing) return missing;
        act.Papers = papers.Value!;
        if (filing.Table.Steps.Find(filing.Stage, step, act.By).Refusal is null
            && FormCheck.AtStep(filing, step, request?.Fields ?? Nothing, act.Papers, pack.Rules.Of(filing.Kind)) is { } incomplete)
            return incomplete;
        if (await Take(filing, act, pack, ct, along) is { } refusal) return refusal;
        await Keep(filing, pack, ct);
        return new FilingStanding(filing, pack);
    }

    /// <summary>The step without its save: the caller of this method goes on with <see cref="Keep"/>, or saves by itself.</summary>
    public async Task<Refusal?> Take(Filing filing, FilingAct act, RegistrationPack pack, CancellationToken ct, Along? along = null)
    {
        var open = filing.Table.Steps.Find(filing.Stage, act.Step, act.By).Refusal is null;
        if (open && await guards.Before(filing, pack, act, ct) is { } bar) return bar;
        if (open && along is not null && await along(filing, pack, act) is { } further) return further;
        if (filing.Take(act, pack, calendar, node).Refusal is { } refusal) return refusal;
        await objections.Follow(filing, act, ct);
        await trades.Follow(filing, ct);
        return null;
    }

    /// <summary>Saves a step. Where it registers, entry and certificates follow in the same transaction; where it is noted on the
    /// register, or not any more, the note does.</summary>
    /// <remarks>The filing's row is locked before a number is taken: whoever comes second fails at the first save, and takes
    /// none.</remarks>
    public async Task Keep(Filing filing, RegistrationPack pack, CancellationToken ct)
    {
        var act = filing.Acts[^1];
        var notes = act.To is Stage.Marked && act.From is not Stage.Marked;
        var strikes = act.From is Stage.Marked or Stage.InLitigation && Procedure.EndsInNothing(act.To);
        if (act.To is not Stage.Registered && !notes && !strikes)
        {
            await db.SaveChangesAsync(ct);
            return;
        }
        await using var own = db.Database.CurrentTransaction is null ? await Writing.Begin(db, ct) : null;
        await db.SaveChangesAsync(ct);
        if (act.To is Stage.Registered) await entering.Enter(filing, pack, ct);
        else await entering.Note(filing, pack, notes, ct);
        await db.SaveChangesAsync(ct);
        if (own is not null) await own.Commit(ct);
    }

    public FilingAct Act(Step step, Actor by, string? reason = null, string? ground = null) => new()
    {
        Id = mint.Id(), Step = step, By = by, At = clock.Now, Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
        Ground = ground, PersonId = by is Actor.Time or Actor.Objector || box.Caller is not { } caller ? null : new(caller.PersonId),
    };

    public Task<Filing?> Find(Guid id, CancellationToken ct)
    {
        var wanted = new FilingId(id);
        return db.Set<Filing>().Include(f => f.Acts).Include(f => f.Consents).SingleOrDefaultAsync(f => f.Id == wanted, ct);
    }

    /// <summary>Nobody gets at another's file by its hash.</summary>
    public async Task<Result<List<ActPaper>>> Papers(IReadOnlyList<string> hashes, CancellationToken ct)
    {
        var found = new List<ActPaper>();
        var own = hashes.Count == 0 ? default : new OrganizationId(box.Known.OrganizationId);
        foreach (var sha256 in hashes)
        {
            if (await db.Set<MaterialUpload>().AsNoTracking().Where(u => u.Sha256 == sha256 && u.OrganizationId == own)
                .OrderByDescending(u => u.At).FirstOrDefaultAsync(ct) is not { } file)
                return Refusals.MaterialUnknown(sha256);
            found.Add(new(file.Name, file.Sha256, file.SizeBytes, file.Key));
        }
        return found;
    }
}

/// <summary>A filing after a step, with the rules that say what may follow.</summary>
internal sealed record FilingStanding(Filing Filing, RegistrationPack Pack);
