using Yuanliu.Space.Decisions;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Derived;

/// <summary>派生表清单 — the derived tables under an agreement: what each gives, how narrow it is, what it stands on, and whether it still
/// stands.</summary>
internal static class ListDerived
{
    /// <param name="Low">Of a measure: the narrowest of all bounds.</param>
    internal sealed record ColumnView(string Name, string Kind, ColumnUse Use, decimal? Low, decimal? High);
    /// <param name="Sql">Shown to the buyer, and to nobody else.</param>
    /// <param name="Fallen">Why it cannot be used although it was not dropped; null when it can.</param>
    internal sealed record View(
        Guid Id, string Name, DerivedStage Stage, string? Sql, IReadOnlyList<ColumnView> Columns, int MinGroup,
        IReadOnlyList<TightBound> Bounds, IReadOnlyList<UseMode> Modes, int Depth, IReadOnlyList<GroundTable> Tables,
        IReadOnlyList<string> Parents, string DefinitionSha256, string PlanSha256, DateTime At, DateTime? EndedAt,
        AskQuestion.RefusalView? Fallen, IReadOnlyList<OpenStep> OpenSteps);

    static readonly Role[] Readers = [Role.Analyst, Role.Steward, Role.Operator, Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/agreements/{id:guid}/derived", Handle).OpenTo("space:read", Readers).WithName(nameof(ListDerived))
        .WithSummary("派生表清单");

    /// <param name="q">Part of the name.</param>
    static async Task<Results<Ok<Page<View>>, ProblemHttpResult>> Handle(
        Guid id, string? q, DerivedStage? stage, string? after, int? take, HttpContext context, AppDb db, CallerBox box,
        DecisionPoint point, Views views, CancellationToken ct)
    {
        var isStaff = box.Known.Is(Role.ExchangeStaff) || box.Known.Is(Role.Regulator);
        if (await point.Policy(id, new(box.Known.OrganizationId), isStaff, ct) is not { } policy)
            return Refusals.NoSuchAgreement.Problem(context);
        var (agreement, size) = (policy.Agreement.Id, Paging.Size(take));
        var rows = db.Set<DerivedTable>().AsNoTracking().Where(d => d.Agreement == agreement);
        if (stage is { } wanted) rows = rows.Where(d => d.Stage == wanted);
        if (q is { Length: > 0 })
        {
            var part = DerivedTable.SlotOf(q);
            rows = rows.Where(d => d.Slot.Contains(part));
        }
        if (Guid.TryParse(after, out var cursor)) rows = rows.Where(d => d.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(d => d.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Paging.Cut(await views.Of(found, box.Known, ct), size, v => v.Id.ToString()));
    }

    /// <summary>Derived tables as a caller may see them.</summary>
    internal sealed class Views(DecisionPoint point, Expansion expansion)
    {
        /// <param name="tables">Under one agreement.</param>
        public async Task<List<View>> Of(IReadOnlyList<DerivedTable> tables, Caller caller, CancellationToken ct)
        {
            var (views, known) = (new List<View>(), new Dictionary<Guid, Decided?>());
            var standing = tables.All(t => t.Ground.Derived.Count == 0) ? []
                : await expansion.Standing(tables[0].Agreement, tables[0].Buyer, ct);
            foreach (var table in tables)
                views.Add(Of(table, caller, table.Stage is not DerivedStage.Standing ? null
                    : await Fallen(table, known, ct) ?? Orphaned(table, standing)));
            return views;
        }

        static Denial? Orphaned(DerivedTable table, List<DerivedTable> standing) => table.Ground.Derived
            .Select(d => standing.Find(s => s.Id == d.Id) is { } parent ? Orphaned(parent, standing)
                : Refusals.DerivedParent(table.Name, d.Name))
            .FirstOrDefault(d => d is not null);

        static View Of(DerivedTable table, Caller caller, Denial? fallen)
        {
            var isOwn = table.Buyer.Value == caller.OrganizationId;
            return new(table.Id, table.Name, table.Stage, isOwn ? table.Sql : null,
                [.. table.Columns.Where(c => table.Tight.Shows(c.Name)).Select(c => Of(c, table.Tight.BoundOf(c.Name)))],
                table.Tight.MinGroup, table.Tight.Bounds, table.Tight.Modes, table.Depth, table.Ground.Tables,
                [.. table.Ground.Derived.Select(d => d.Name)], table.DefinitionSha256, table.PlanSha256, table.At, table.EndedAt,
                AskQuestion.View(fallen), isOwn && caller.Is(Role.Analyst) ? Open(table) : []);
        }

        static ColumnView Of(DerivedColumn c, TightBound? own)
            => new(c.Name, c.Kind, c.Use, own?.Lowest(c.Low) ?? c.Low, own?.Highest(c.High) ?? c.High);

        static List<OpenStep> Open(DerivedTable table) => [.. DerivedProcedure.Steps.OpenTo(table.Stage, Actor.Buyer)
            .Select(row => new OpenStep(row.Step.ToString(), row.By.ToString(),
                $"/api/space/agreements/{table.Agreement.Value}/derived/{table.Id}/{row.Step.ToString().ToLowerInvariant()}", null,
                NeedsReason: false, Main: false))];

        /// <summary>As a question that names it would be told, as far as no data and no text has to be read for it.</summary>
        async Task<Denial?> Fallen(DerivedTable table, Dictionary<Guid, Decided?> known, CancellationToken ct)
        {
            foreach (var ground in table.Ground.Policies)
            {
                if (!known.TryGetValue(ground.Agreement, out var decided))
                    known[ground.Agreement] = decided = await point.Policy(ground.Agreement, table.Buyer, isStaff: false, ct) is { } policy
                        ? await point.Decide(policy, table.Buyer, new(table.Tight.Modes[0]), ct) : null;
                if (decided is null) return Refusals.NoSuchAgreement;
                if (decided.Denial is { } denial && !decided.Judgement.LacksUsesOnly(decided.Policy.Policies)) return denial;
                if (decided.Policy.Sha256 != ground.Sha256) return Refusals.DerivedPolicy(table.Name);
            }
            return null;
        }
    }
}
