using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Uses;

/// <summary>使用记录 — what may be asked under an agreement, what was asked, and the answers to take away.</summary>
internal static class ListUses
{
    internal sealed record ColumnView(string Name, string Title, string Type, ColumnUse Use);
    internal sealed record SchemaView(
        Guid AgreementId, string AgreementNumber, string Table, IReadOnlyList<ColumnView> Columns, int MinGroup, string Purpose, int Uses,
            int UsesLeft,
        DateOnly From, DateOnly Until, bool InForce, long PricePerUseFen);
    /// <param name="Sql">Shown to the organization that asked, and to nobody else.</param>
    internal sealed record UseView(
        Guid Id, DateTime At, UseKind Kind, int? Number, string? Code, string? Clause, string? Sql, int? Groups, long? PriceFen,
            string QuerySha256,
        string? ResultSha256, Guid? FactId);

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
        Guid id, HttpContext context, CallerBox box, CleanRoom room, UseBook book, CancellationToken ct)
    {
        if (await Policy(id, box.Known, room, ct) is not { } policy) return Refusals.NoSuchAgreement.Problem(context);
        var (agreement, terms) = (policy.Agreement, policy.Agreement.Policy);
        return TypedResults.Ok(new SchemaView(
            agreement.Id.Value, agreement.Number, Gate.QueryReader.Table,
            [.. policy.Columns.Select(c => new ColumnView(c.Name, c.Title, c.Type, c.Use))], policy.MinGroup, terms.Purpose, terms.Uses,
            terms.Uses - await book.Used(agreement.Id, ct), terms.From, terms.Until, agreement.InForce, agreement.PricePerUse.Value));
    }

    static async Task<Results<Ok<Page<UseView>>, ProblemHttpResult>> List(
        Guid id, string? after, int? take, HttpContext context, AppDb db, CallerBox box, CleanRoom room, HostSettings node,
            CancellationToken ct)
    {
        if (await Policy(id, box.Known, room, ct) is not { } policy) return Refusals.NoSuchAgreement.Problem(context);
        var (size, agreement) = (Paging.Size(take), policy.Agreement.Id);
        var rows = db.Set<Use>().AsNoTracking().Where(u => u.Agreement == agreement);
        if (Paging.After<UseId>(after) is { } cursor) rows = rows.Where(u => u.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(u => u.Id).Take(size + 1).ToListAsync(ct);

        var subjects = found.ConvertAll(u => node.Urn("use", u.Id.Value));
        var facts = await db.Set<JournalEntry>().AsNoTracking().Where(e => subjects.Contains(e.Subject))
            .Select(e => new { e.Subject, e.FactId }).Take(size + 1).ToDictionaryAsync(e => e.Subject, e => e.FactId, ct);
        var own = new OrganizationId(box.Known.OrganizationId);
        var views = found.ConvertAll(u => new UseView(
            u.Id.Value, u.At, u.Kind, u.Number, u.Code, u.Clause, u.Organization == own ? u.Sql
                : null, u.Groups, u.Price?.Value, u.QuerySha256,
            u.ResultSha256, facts.TryGetValue(node.Urn("use", u.Id.Value), out var fact) ? fact : null));
        return TypedResults.Ok(Paging.Cut(views, size, v => v.Id.ToString()));
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(
        Guid id, Guid useId, HttpContext context, AppDb db, CallerBox box, CleanRoom room, CancellationToken ct)
    {
        var (agreement, wanted, own) = (new AgreementId(id), new UseId(useId), new OrganizationId(box.Known.OrganizationId));
        return await db.Set<Use>().AsNoTracking()
            .SingleOrDefaultAsync(u => u.Id == wanted && u.Agreement == agreement && u.Organization == own
                && u.Kind == UseKind.Answered, ct) is { } use
            ? TypedResults.File((await room.Read(use, ct)).ToCsv(), "text/csv; charset=utf-8", $"use-{use.Number}.csv")
            : Refusals.NoSuchUse.Problem(context);
    }

    static Task<CompiledPolicy?> Policy(Guid id, Caller caller, CleanRoom room, CancellationToken ct)
        => room.Policy(id, new(caller.OrganizationId), isStaff: caller.Is(Role.ExchangeStaff) || caller.Is(Role.Regulator), ct);
}
