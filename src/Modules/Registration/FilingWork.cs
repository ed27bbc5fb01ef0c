using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration;

/// <summary>登记待办 — filings that wait for a step by the caller: the registrar's duties, the applicant's corrections.</summary>
internal sealed class FilingWork(AppDb db, FilingViews views, PinnedPacks packs) : IWorkList, ISearchable
{
    const int ItemsMax = 50, HitsMax = 5;
    static readonly Stage[] ForRegistrar = [Stage.Submitted, Stage.UnderReview, Stage.Frozen];

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        var (own, registrar, steward) = (new OrganizationId(caller.OrganizationId), caller.Is(Role.Registrar), caller.Is(Role.Steward));
        var waiting = await db.Set<Filing>().AsNoTracking().Include(f => f.Acts)
            .Where(f => registrar && ForRegistrar.Contains(f.Stage)
                || steward && f.ApplicantId == own && f.Stage == Stage.CorrectionAwaited)
            .OrderBy(f => f.DueOn).ThenBy(f => f.Id).Take(ItemsMax).ToListAsync(ct);
        var items = new List<WorkItem>();
        foreach (var filing in waiting)
        {
            var pack = await packs.Of(filing.PackId, filing.PackSha256, ct);
            items.Add(new("registration", "filing", filing.Id.Value, $"{filing.Number} {filing.ResourceTitle}", filing.Stage.ToString(),
                views.Clock(filing, pack.Rules), views.OpenSteps(new(filing, pack)), $"/console/filings/{filing.Id.Value}"));
        }
        return items;
    }

    public async Task<IReadOnlyList<SearchHit>> Search(string term, Caller caller, CancellationToken ct)
    {
        var (own, staff) = (new OrganizationId(caller.OrganizationId), FilingViews.Staff.Any(caller.Is));
        var filings = await db.Set<Filing>()
            .Where(f => (staff || f.ApplicantId == own) && (f.Number == term || f.ResourceTitle.Contains(term)))
            .OrderByDescending(f => f.Id).Take(HitsMax)
            .Select(f => new SearchHit("filing", f.ResourceTitle, f.Number, $"/console/filings/{f.Id.Value}")).ToListAsync(ct);
        var certificates = await db.Set<Certificate>().Where(c => c.Number == term).Take(1)
            .Select(c => new SearchHit("certificate", c.Number, c.Number, $"/v/{c.Number}")).ToListAsync(ct);
        return [.. certificates.Concat(filings).Take(HitsMax)];
    }
}
