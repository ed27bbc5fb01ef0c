using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Publicity;

/// <summary>公示栏 — what the public may see of filings that are or were publicised; the pack says which fields.</summary>
internal static class PublicityBoard
{
    internal sealed record DataView(long Rows, int Fields, int Level, long SizeBytes, string Sha256);
    /// <param name="Left">Days left after today in the unit of the publicity term; null when it is not running.</param>
    internal sealed record View(
        Guid Id, string Number, string? ResourceTitle, string? ApplicantName, IReadOnlyList<RightKind>? Rights, DateOnly From,
        DateOnly Until, int? Left, Stage Stage, string? Summary, DataView? Data, string Pack, string Basis, bool Open);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/publicity", List).OpenToAnyone().WithName("ListPublicity").WithSummary("公示栏");
        routes.MapGet("/publicity/{id:guid}", Get).OpenToAnyone().WithName("GetPublicity").WithSummary("公示详情");
    }

    static async Task<Ok<Page<View>>> List(
        string? after, int? take, AppDb db, PinnedPacks packs, PartyNames parties, WorkCalendar calendar, IClock clock,
        CancellationToken ct)
    {
        var size = Paging.Size(take);
        var rows = Publicised(db);
        if (Paging.After<FilingId>(after) is { } cursor) rows = rows.Where(f => f.Id.CompareTo(cursor) < 0);
        var found = Paging.Cut(await rows.OrderByDescending(f => f.Id).Take(size + 1).ToListAsync(ct), size, f => f.Id.Value.ToString());
        var names = await parties.Organizations(found.Items.Select(f => f.ApplicantId), ct);
        var views = new List<View>();
        foreach (var filing in found.Items)
            views.Add(Of(filing, await packs.Of(filing.PackId, filing.PackSha256, ct),
                names.GetValueOrDefault(filing.ApplicantId.Value, ""), calendar, clock));
        return TypedResults.Ok(new Page<View>(views, found.Next));
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Get(
        Guid id, HttpContext context, AppDb db, PinnedPacks packs, PartyNames parties, WorkCalendar calendar, IClock clock,
        CancellationToken ct)
    {
        var wanted = new FilingId(id);
        if (await Publicised(db).SingleOrDefaultAsync(f => f.Id == wanted, ct) is not { } filing)
            return Refusals.NotPublicised.Problem(context);
        var pack = await packs.Of(filing.PackId, filing.PackSha256, ct);
        return TypedResults.Ok(Of(filing, pack, await parties.Organization(filing.ApplicantId, ct), calendar, clock));
    }

    static IQueryable<Filing> Publicised(AppDb db) => db.Set<Filing>().AsNoTracking().Where(f => f.PublicisedOn != null);

    static View Of(Filing filing, RegistrationPack pack, string applicant, WorkCalendar calendar, IClock clock)
    {
        var (fields, term, resource) = (pack.Rules.PublicityFields.Value,
            pack.Rules.TermOf(filing.Kind, filing.Procedure, Deadline.Publicity),
            filing.Content.Resource);
        bool Shown(PublicityField field) => fields.Contains(field);
        return new(
            filing.Id.Value, filing.Number, Shown(PublicityField.ResourceTitle) ? filing.ResourceTitle : null,
            Shown(PublicityField.Applicant) && !pack.Rules.Of(filing.Kind).HidesParties(filing.Content.Fields) ? applicant : null,
            Shown(PublicityField.Rights) ? [.. filing.Content.Rights.Select(r => r.Kind)] : null,
            filing.PublicisedOn!.Value, filing.PublicUntil!.Value,
            filing.Stage is Stage.Publicised ? calendar.Between(LegalDay.Of(clock.Now), filing.DueOn!.Value, term.Unit) : null,
            filing.Stage, Shown(PublicityField.Summary) ? resource.Description : null,
            Shown(PublicityField.DataState) ? new(resource.Rows, resource.Fields.Count, resource.Level, resource.SizeBytes, resource.Sha256)
            : null, pack.Id, term.Basis, term.Open);
    }
}
