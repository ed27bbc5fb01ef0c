using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Objections;

/// <summary>What one side said.</summary>
internal sealed record HearingView(HearingSide Side, string Text, IReadOnlyList<ActPaper> Papers, DateTime At);

/// <param name="Name">Null, as contact, code and number, for everybody but the registrar.</param>
internal sealed record ObjectionView(
    Guid Id, string? Name, string? Contact, string? Code, string? NumberEnding, string Grounds, IReadOnlyList<ActPaper> Papers, DateTime At,
    DateTime? NotifiedAt, IReadOnlyList<HearingView> Hearings, ObjectionOutcome? Outcome, DateTime? DecidedAt, string? Answer);

/// <summary>Shows a filing's objections; who made them is the registrar's business alone.</summary>
internal sealed class ObjectionViews(AppDb db, CallerBox box)
{
    public async Task<IReadOnlyList<ObjectionView>> Of(FilingId filing, CancellationToken ct)
    {
        var registrar = box.Known.Is(Role.Registrar);
        var found = await db.Set<Objection>().AsNoTracking().Where(o => o.FilingId == filing).OrderBy(o => o.Id).Take(Paging.TakeMax)
            .ToListAsync(ct);
        var heard = await Heard(filing, ct);
        return found.ConvertAll(o => new ObjectionView(
            o.Id.Value, registrar ? o.Name : null, registrar ? o.Contact : null, registrar ? o.Code : null, registrar ? o.NumberEnding
                : null,
            o.Grounds, o.Papers, o.At, o.NotifiedAt, [.. heard[o.Id]], o.Outcome, o.DecidedAt, o.Answer));
    }

    public async Task<ILookup<ObjectionId, HearingView>> Heard(FilingId filing, CancellationToken ct)
        => (await db.Set<Hearing>().AsNoTracking().Where(h => h.FilingId == filing).OrderBy(h => h.At).Take(Paging.TakeMax).ToListAsync(ct))
            .ToLookup(h => h.ObjectionId, h => new HearingView(h.Side, h.Text, h.Papers, h.At));
}
