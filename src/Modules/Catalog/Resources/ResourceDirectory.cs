using System.Text.Json;
using Yuanliu.Catalog.Databases;
using Yuanliu.Catalog.Uploads;
using Yuanliu.Compute.Json;

namespace Yuanliu.Catalog.Resources;

/// <summary>目录 — answers other modules, the search box, the work list and whoever asks what happened to a resource.</summary>
internal sealed class ResourceDirectory(AppDb db, HolderFiles files, TableReader tables, Blobs blobs)
    : ICatalog, IProfiles, IWorkList, ISearchable, ISubjectReaders
{
    public string SubjectKind => "resource";

    public async Task<ResourceCard?> Find(ResourceId id, CancellationToken ct)
        => await db.Set<Resource>().AsNoTracking().Include(r => r.Fields.OrderBy(f => f.Ordinal))
            .SingleOrDefaultAsync(r => r.Id == id, ct) is not { } r ? null
            : new(r.Id, r.Holder, r.Title, r.Description, r.Stage is Stage.Confirmed, r.Rows, r.SizeBytes, r.Sha256, r.Level,
                [.. r.Fields.Select(f => new FieldCard(f.Name, f.Title, f.Type, f.Class, f.Level, f.Personal))]);

    public async Task<Result<ResourceData>> Data(ResourceId id, CancellationToken ct)
    {
        if (await db.Set<Resource>().AsNoTracking().Include(r => r.Fields)
                .SingleOrDefaultAsync(r => r.Id == id && r.Stage == Stage.Confirmed, ct) is not { } resource)
            return Refusals.NoSuchResource;
        return await db.Set<SourceTable>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is { } table
            ? await tables.Data(table, resource, ct) : JsonSerializer.Deserialize<StoredSource>(resource.SourceJson!)!.Resolve(files);
    }

    public async Task<ResourceProfile?> Of(ResourceId id, CancellationToken ct)
    {
        var sha256 = await db.Set<Resource>().Where(r => r.Id == id).Select(r => r.ProfileSha256).SingleOrDefaultAsync(ct);
        if (sha256 is null) return null;
        var view = JsonSerializer.Deserialize<ProfileView>(await blobs.Read(sha256, ct), CanonicalJson.Options)!;
        return new(view.Rows, [.. view.Columns.Select(c => new FieldProfile(
            c.Name, c.Nulls, c.Distinct, c.Masked ? null : c.Min, c.Masked ? null : c.Max))]);
    }

    public async Task<ResourceFingerprint?> Fingerprint(ResourceId id, CancellationToken ct)
        => await db.Set<Resource>().Where(r => r.Id == id && r.FingerprintMethod != null)
            .Select(r => new ResourceFingerprint(r.FingerprintMethod!, r.FingerprintRows!, r.FingerprintFilled, r.FingerprintSchema!))
            .SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.Steward)) return [];
        var holder = new OrganizationId(caller.OrganizationId);
        var waiting = await db.Set<Resource>().AsNoTracking()
            .Where(r => r.Holder == holder && (r.Stage == Stage.Proposed || r.Stage == Stage.ProfileFailed))
            .OrderByDescending(r => r.Id).Take(50).ToListAsync(ct);
        return waiting.ConvertAll(r => new WorkItem("Catalog", "resource", r.Id.Value, r.Title, r.Stage.ToString(), null,
            ReadResources.OpenSteps(r, caller), $"/console/catalog/{r.Id.Value}"));
    }

    public async Task<IReadOnlyList<SearchHit>> Search(string term, Caller caller, CancellationToken ct)
        => await ReadResources.Visible(db, new() { Caller = caller }).Where(r => r.Title.Contains(term) || r.Sha256 == term)
            .OrderByDescending(r => r.Id).Take(5)
            .Select(r => new SearchHit("resource", r.Title, r.CertificateNumber ?? "", "/console/catalog/" + r.Id.Value.ToString()))
            .ToListAsync(ct);

    public async Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (id, holder) = (new ResourceId(subject), new OrganizationId(caller.OrganizationId));
        return await db.Set<Resource>().AnyAsync(r => r.Id == id && r.Holder == holder, ct);
    }
}
