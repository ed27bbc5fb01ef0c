using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Registers;

namespace Yuanliu.Registration;

/// <summary>登记待办 — filings that wait for a step by the caller: the registrar's duties, the applicant's corrections.</summary>
internal sealed class FilingWork(AppDb db, FilingViews views, PinnedPacks packs, CertificateRecords records, UnitReader units)
    : IWorkList, ISearchable
{
    const int ItemsMax = 50, HitsMax = 5;

    /// <summary>The stages that wait for each actor; whoever may only withdraw is not waited for.</summary>
    static readonly ILookup<Actor, Stage> Waiting = Procedures.All.SelectMany(p => p.Steps)
        .Where(r => r.Step is not (Step.Withdraw or Step.ReportSuit) && r.From is not Stage.Draft).Select(r => (r.By, r.From)).Distinct()
        .ToLookup(x => x.By, x => x.From);

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        var own = new OrganizationId(caller.OrganizationId);
        var waiting = new List<Filing>();
        foreach (var actor in Waiting.Select(w => w.Key).Where(a => Capacities.RoleOf(a) is { } role && caller.Is(role)))
            waiting.AddRange(await Of(actor, own).Include(f => f.Acts).OrderBy(f => f.DueOn).ThenBy(f => f.Id).Take(ItemsMax)
                .ToListAsync(ct));
        var items = new List<WorkItem>();
        foreach (var filing in waiting.DistinctBy(f => f.Id).OrderBy(f => f.DueOn).ThenBy(f => f.Id).Take(ItemsMax))
        {
            var standing = new FilingStanding(filing, await packs.Of(filing.PackId, filing.PackSha256, ct));
            if (views.OpenSteps(standing) is { } open && open.Any(s => s.Step != nameof(Step.Withdraw)))
                items.Add(new("registration", "filing", filing.Id.Value, $"{filing.Number} {filing.ResourceTitle}", filing.Stage.ToString(),
                    views.Clock(filing, standing.Pack.Rules),
                    caller.Is(Role.Registrar) && FilingViews.WaitsForReviewer(filing) ? [SideActs.Naming(standing), .. open] : open,
                    $"/console/filings/{filing.Id.Value}", standing.Pack.Rules.Jurisdiction));
        }
        return items;
    }

    /// <summary>Registrars are waited for by all filings, a service body by those given to it, others by their organization's.</summary>
    IQueryable<Filing> Of(Actor actor, OrganizationId own)
    {
        var stages = Waiting[actor].ToList();
        var rows = db.Set<Filing>().AsNoTracking().Where(f => stages.Contains(f.Stage));
        return actor switch
        {
            Actor.Registrar => rows,
            Actor.Committee => rows.Where(f => f.ApplicantId != own),
            Actor.Reviewer => rows.Where(f => f.ReviewerId == own),
            _ => rows.Where(f => f.ApplicantId == own),
        };
    }

    public async Task<IReadOnlyList<SearchHit>> Search(string term, Caller caller, CancellationToken ct)
    {
        var (own, staff) = (new OrganizationId(caller.OrganizationId), FilingViews.Staff.Any(caller.Is));
        var filings = await db.Set<Filing>()
            .Where(f => (staff || f.ApplicantId == own) && (f.Number == term || f.ResourceTitle.Contains(term)))
            .OrderByDescending(f => f.Id).Take(HitsMax)
            .Select(f => new SearchHit("filing", f.ResourceTitle, f.Number, $"/console/filings/{f.Id.Value}")).ToListAsync(ct);
        SearchHit[] certificate = await records.Find(term, ct) is { } found
            ? [new("certificate", found.Facts.Resource.Title, found.Number, $"/v/{found.Number}")] : [];
        SearchHit[] unit = await units.Find(term, ct) is { Number: { } number }
            ? [new("unit", number, number, $"/console/register/{number}")] : [];
        return [.. certificate.Concat(unit).Concat(filings).Take(HitsMax)];
    }
}
