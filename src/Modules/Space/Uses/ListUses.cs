using Yuanliu.Space.Decisions;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Uses;

/// <summary>使用记录 — what may be asked under an agreement, what was asked, and the answers to take away.</summary>
internal static class ListUses
{
    /// <param name="PublicValues">Groups that everybody may know; absent where the data names them.</param>
    internal sealed record ColumnView(
        string Name, string Title, string Type, ColumnUse Use, decimal? Low, decimal? High, bool Joinable,
            IReadOnlyList<Comparing> Comparisons, IReadOnlyList<string>? PublicValues);
    internal sealed record SchemaView(
        Guid AgreementId, string AgreementNumber, string Table, IReadOnlyList<ColumnView> Columns, int MinGroup, string Purpose, int Uses,
        int UsesLeft, DateOnly From, DateOnly Until, bool InForce, bool Stopped, long PricePerUseFen, UseControls Controls);
    /// <param name="Sql">Shown to the organization that asked, and to nobody else.</param>
    /// <param name="Cause">Why a run released nothing: told to the seller, the holder, the venue and the regulator.</param>
    internal sealed record UseView(
        Guid Id, DateTime At, UseKind Kind, UseMode Mode, int? Number, string? Code, string? Clause, Rooms.Cause? Cause, string? Sql,
        int? Groups, long? PriceFen, string QuerySha256, string? ResultSha256, Guid? FactId);

    static readonly Role[] Readers = [Role.Analyst, Role.Steward, Role.Operator, Role.Finance, Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/agreements/{id:guid}/schema", Schema).OpenTo("space:read", Readers).WithName("GetSpaceSchema")
            .WithSummary("可用列与限额");
        routes.MapGet("/agreements/{id:guid}/uses", List).OpenTo("space:read", Readers).WithName(nameof(ListUses)).WithSummary("使用记录");
        routes.MapGet("/agreements/{id:guid}/uses/{useId:guid}/result.csv", Export).OpenTo("space:use", Role.Analyst)
            .WithName("ExportResult").WithSummary("导出结果");
    }

    static async Task<Results<Ok<SchemaView>, ProblemHttpResult>> Schema(
        Guid id, HttpContext context, CallerBox box, DecisionPoint point, UseBook book, CancellationToken ct)
    {
        if (await Policy(id, box.Known, point, ct) is not { } policy) return Refusals.NoSuchAgreement.Problem(context);
        var (agreement, terms) = (policy.Agreement, policy.Agreement.Policy);
        return TypedResults.Ok(new SchemaView(
            agreement.Id.Value, agreement.Number, Gate.QueryReader.Table, [.. policy.Columns.Select(View)], policy.MinGroup, terms.Purpose,
            terms.Uses, terms.Uses - await book.Used(agreement.Id, ct), terms.From, terms.Until, agreement.InForce,
            await point.IsStopped(agreement.Id, ct), agreement.PricePerUse.Value, terms.Controls));
    }

    static ColumnView View(ColumnTerms c) => new(c.Name, c.Title, c.Type, c.Use, c.Low, c.High, c.IsJoinable,
        [.. Enum.GetValues<Comparing>().Where(w => c.Use is ColumnUse.Dimension && c.Allows(w))],
        c.PublicValues.Count == 0 ? null : c.PublicValues);

    static async Task<Results<Ok<Page<UseView>>, ProblemHttpResult>> List(
        Guid id, string? after, int? take, HttpContext context, AppDb db, CallerBox box, DecisionPoint point, UseViews views,
        CancellationToken ct)
    {
        if (await Policy(id, box.Known, point, ct) is not { } policy) return Refusals.NoSuchAgreement.Problem(context);
        var agreement = policy.Agreement.Id;
        var rows = db.Set<Use>().AsNoTracking().Where(u => u.Agreement == agreement);
        return TypedResults.Ok(await views.Page(rows, after, Paging.Size(take), box.Known, ct));
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(
        Guid id, Guid useId, HttpContext context, AppDb db, CallerBox box, CleanRoom room, CancellationToken ct)
    {
        var (agreement, wanted, own) = (new AgreementId(id), new UseId(useId), new OrganizationId(box.Known.OrganizationId));
        return await db.Set<Use>().AsNoTracking()
            .SingleOrDefaultAsync(u => u.Id == wanted && u.Agreement == agreement && u.Organization == own
                && u.Kind == UseKind.Answered && u.Outputs != "", ct) is { } use
            ? TypedResults.File((await room.Read(use, ct)).As(Outputs.Of(use.Outputs!)).ToCsv(), "text/csv; charset=utf-8",
                $"use-{use.Number}.csv")
            : Refusals.NoSuchUse.Problem(context);
    }

    static Task<CompiledPolicy?> Policy(Guid id, Caller caller, DecisionPoint point, CancellationToken ct)
        => point.Policy(id, new(caller.OrganizationId), isStaff: caller.Is(Role.ExchangeStaff) || caller.Is(Role.Regulator), ct);
}

/// <summary>Uses as a caller may see them, with the facts that prove them.</summary>
internal sealed class UseViews(AppDb db, HostSettings node)
{
    public async Task<Page<ListUses.UseView>> Page(IQueryable<Use> rows, string? after, int size, Caller caller, CancellationToken ct)
    {
        if (Paging.After<UseId>(after) is { } cursor) rows = rows.Where(u => u.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(u => u.Id).Take(size + 1).ToListAsync(ct);
        var facts = await Facts(found, ct);
        var own = new OrganizationId(caller.OrganizationId);
        var views = found.ConvertAll(u => new ListUses.UseView(
            u.Id.Value, u.At, u.Kind, u.Mode, u.Number, u.Code, u.Clause, u.Organization == own ? null : u.Cause,
            u.Organization == own ? u.Sql : null, u.Groups, u.Price?.Value, u.QuerySha256, u.ResultSha256, facts.GetValueOrDefault(u.Id)));
        return Paging.Cut(views, size, v => v.Id.ToString());
    }

    public async Task<Dictionary<UseId, Guid?>> Facts(List<Use> uses, CancellationToken ct)
    {
        var subjects = uses.ToDictionary(u => node.Urn("use", u.Id.Value), u => u.Id);
        var facts = await db.Set<JournalEntry>().AsNoTracking().Where(e => subjects.Keys.Contains(e.Subject))
            .OrderBy(e => e.Seq).Select(e => new { e.Subject, e.FactId }).Take(uses.Count + 1).ToListAsync(ct);
        return facts.GroupBy(f => subjects[f.Subject]).ToDictionary(g => g.Key, g => (Guid?)g.First().FactId);
    }
}
