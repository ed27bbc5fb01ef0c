using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>Takes steps of filings under the rules each was filed under, and saves them with their evidence.</summary>
internal sealed class FilingSteps(
    AppDb db, PinnedPacks packs, WorkCalendar calendar, IClock clock, Mint mint, HostSettings node, CallerBox box, Claims claims)
{
    /// <summary>What else must hold, or change, in the step's own transaction.</summary>
    public delegate Task<Refusal?> Along(Filing filing, RegistrationPack pack, FilingAct act);

    /// <summary>A step by the caller. Applicants reach only their own organization's filings.</summary>
    public async Task<Result<FilingStanding>> Take(Guid id, Step step, Actor by, string? reason, CancellationToken ct, Along? along = null)
    {
        if (await Find(id, ct) is not { } filing || by is Actor.Applicant && filing.ApplicantId.Value != box.Known.OrganizationId)
            return Refusals.NoSuchFiling;
        var pack = await packs.Of(filing.PackId, filing.PackSha256, ct);
        if (await Take(filing, step, by, reason, pack, ct, along) is { } refusal) return refusal;
        await db.SaveChangesAsync(ct);
        return new FilingStanding(filing, pack);
    }

    /// <summary>The step without its save: the caller of this method owns the transaction.</summary>
    public async Task<Refusal?> Take(
        Filing filing, Step step, Actor by, string? reason, RegistrationPack pack, CancellationToken ct, Along? along = null)
    {
        var act = new FilingAct
        {
            Id = mint.Id(), Step = step, By = by, At = clock.Now, Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
            PersonId = by is Actor.Time or Actor.Objector || box.Caller is not { } caller ? null : new(caller.PersonId),
        };
        var open = filing.Table.Steps.Find(filing.Stage, step, by).Refusal is null;
        if (open && along is not null && await along(filing, pack, act) is { } bar) return bar;
        if (filing.Take(act, pack, calendar, node).Refusal is { } refusal) return refusal;
        if (Procedure.EndsInNothing(filing.Stage)) await claims.Set(filing.Id, filing.ResourceId, [], ct);
        return null;
    }

    public Task<Filing?> Find(Guid id, CancellationToken ct)
    {
        var wanted = new FilingId(id);
        return db.Set<Filing>().Include(f => f.Acts).Include(f => f.Consents).SingleOrDefaultAsync(f => f.Id == wanted, ct);
    }
}

/// <summary>A filing after a step, with the rules that say what may follow.</summary>
internal sealed record FilingStanding(Filing Filing, RegistrationPack Pack);
