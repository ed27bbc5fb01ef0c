using Yuanliu.Catalog.Databases;
using Yuanliu.Catalog.Uploads;

namespace Yuanliu.Catalog.Resources;

/// <summary>查询数据资源 — the holder's own; the platform's staff see all.</summary>
internal static class ReadResources
{
    internal sealed record Row(
        Guid Id, string Title, Stage Stage, long Rows, int Fields, int Level, long SizeBytes, string? HolderName, DateTime At,
        string? CertificateNumber);

    internal sealed record FieldView(
        string Name, string Title, string Type, string Class, int Level, int ProposedLevel, int FloorLevel, string LevelBasis,
        string? Personal, int? PersonalSharePercent, Words Why);

    internal sealed record RefusalView(string Code, string Zh, string En);

    internal sealed record View(
        Guid Id, string Urn, string Title, string Description, string Classification, Stage Stage, Guid HolderId, string? HolderName,
        long Rows, long SizeBytes,
        string Sha256, IReadOnlyList<string> Files, int Level, Guid? JobId, RefusalView? Refusal, IReadOnlyList<FieldView> Fields,
        IReadOnlyList<OpenStep> OpenSteps, string? CertificateNumber, DateTime At, TableView? Table);

    /// <param name="Connection">The holder's name for it; null once it was taken away.</param>
    internal sealed record TableView(string? Connection, string Schema, string Name);

    static readonly Role[] Staff = [Role.Registrar, Role.Reviewer, Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/resources", List).OpenToSignedIn("catalog:read").WithName("ListResources").WithSummary("数据资源列表");
        routes.MapGet("/resources/{id:guid}", Get).OpenToSignedIn("catalog:read").WithName("GetResource").WithSummary("数据资源");
        routes.MapGet("/resources/{id:guid}/profile", Profile).OpenToSignedIn("catalog:read").WithName("GetProfile").WithSummary("数据探查结果")
            .Produces<ProfileView>();
    }

    static async Task<Ok<Page<Row>>> List(
        string? q, Stage? stage, bool? registered, string? after, int? take, AppDb db, CallerBox box, IParties parties,
        CancellationToken ct)
    {
        var size = Paging.Size(take);
        var rows = Visible(db, box);
        if (registered is { } stands) rows = rows.Where(r => r.CertificateNumber != null == stands);
        if (q is { Length: > 0 }) rows = rows.Where(r => r.Title.Contains(q) || r.Description.Contains(q));
        if (stage is { } s) rows = rows.Where(r => r.Stage == s);
        if (Paging.After<ResourceId>(after) is { } cursor) rows = rows.Where(r => r.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(r => r.Id).Take(size + 1).Select(r => new
        {
            r.Id, r.Title, r.Stage, r.Rows, Fields = r.Fields.Count, Level = r.Fields.Max(f => (int?)f.Level) ?? 1,
            r.SizeBytes, r.Holder, r.At, r.CertificateNumber,
        }).ToListAsync(ct);
        var names = await parties.OrganizationNames(found.Select(r => r.Holder.Value), ct);
        return TypedResults.Ok(Paging.Cut(found.ConvertAll(r => new Row(
            r.Id.Value, r.Title, r.Stage, r.Rows, r.Fields, r.Level, r.SizeBytes, names.GetValueOrDefault(r.Holder.Value), r.At,
            r.CertificateNumber)), size, r => r.Id.ToString()));
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Get(
        Guid id, HttpContext context, AppDb db, CallerBox box, IParties parties, CancellationToken ct)
    {
        var wanted = new ResourceId(id);
        if (await Visible(db, box).Include(r => r.Fields.OrderBy(f => f.Ordinal))
            .SingleOrDefaultAsync(r => r.Id == wanted, ct) is not { } r)
            return Refusals.NoSuchResource.Problem(context);
        var files = await db.Set<Upload>().Where(u => u.Resource == wanted).OrderBy(u => u.Name).Select(u => u.Name).ToListAsync(ct);
        var holder = await parties.Find(r.Holder, ct);
        return TypedResults.Ok(new View(
            id, r.Urn, r.Title, r.Description, r.Classification, r.Stage, r.Holder.Value, holder?.Name, r.Rows, r.SizeBytes, r.Sha256,
            files, r.Level, r.JobId,
            r.RefusalCode is { } code ? new(code, r.RefusalZh!, r.RefusalEn!) : null,
            [.. r.Fields.Select(f => new FieldView(f.Name, f.Title, f.Type, f.Class, f.Level, f.ProposedLevel, f.FloorLevel, f.LevelBasis,
                f.Personal, f.PersonalSharePercent, new(f.WhyZh, f.WhyEn)))],
            OpenSteps(r, box.Known), r.CertificateNumber, r.At, await TableOf(wanted, db, ct)));
    }

    static async Task<TableView?> TableOf(ResourceId id, AppDb db, CancellationToken ct)
        => await (from t in db.Set<SourceTable>().AsNoTracking() where t.Id == id
                  join c in db.Set<SourceConnection>() on t.Connection equals c.Id into named from c in named.DefaultIfEmpty()
                  select new TableView(c == null ? null : c.Name, t.Schema, t.Name)).SingleOrDefaultAsync(ct);

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Profile(
        Guid id, HttpContext context, AppDb db, CallerBox box, Blobs blobs, CancellationToken ct)
    {
        var wanted = new ResourceId(id);
        if (await Visible(db, box).Where(r => r.Id == wanted).Select(r => r.ProfileSha256).SingleOrDefaultAsync(ct) is not { } sha256
            || blobs.Open(sha256) is not { } stream) return Refusals.NoProfile.Problem(context);
        return TypedResults.Stream(stream, "application/json");
    }

    internal static IQueryable<Resource> Visible(AppDb db, CallerBox box)
    {
        var holder = new OrganizationId(box.Known.OrganizationId);
        var all = db.Set<Resource>().AsNoTracking();
        return Staff.Any(box.Known.Is) ? all : all.Where(r => r.Holder == holder);
    }

    internal static IReadOnlyList<OpenStep> OpenSteps(Resource r, Caller caller)
    {
        if (r.Holder.Value != caller.OrganizationId || !caller.Is(Role.Steward)) return [];
        return [.. Procedure.Steps.OpenTo(r.Stage, Actor.Steward).Select(s => new OpenStep(
            s.Step.ToString(), s.By.ToString(), $"/api/catalog/resources/{r.Id.Value}/{(s.Step is Step.Confirm ? "confirm" : "profile")}",
            "BJ-OPIN-2023 §6", false, s.Step is Step.Confirm || r.Stage is Stage.ProfileFailed))];
    }
}
