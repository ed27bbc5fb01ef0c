namespace Yuanliu.Space.Derived;

/// <summary>弃用派生表 — the buyer no longer wants it; what is made of it falls with it. Answers that were given stay.</summary>
internal static class DropDerived
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/derived/{derivedId:guid}/drop", Handle).OpenTo("space:use", Role.Analyst)
        .WithName(nameof(DropDerived)).WithSummary("弃用派生表");

    static async Task<Results<Ok<ListDerived.View>, ProblemHttpResult>> Handle(
        Guid id, Guid derivedId, HttpContext context, AppDb db, CallerBox box, ListDerived.Views views, IClock clock, HostSettings node,
        CancellationToken ct)
    {
        var (agreement, own) = (new AgreementId(id), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<DerivedTable>().SingleOrDefaultAsync(d => d.Id == derivedId && d.Agreement == agreement && d.Buyer == own, ct)
            is not { } table) return Refusals.NoSuchDerived.Problem(context);
        if (table.Drop(clock.Now, node) is { } denial) return denial.Problem(context);
        (await Shelf(db, agreement, ct)).Change(-1);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok((await views.Of([table], box.Known, ct))[0]);
    }

    /// <summary>The row that everybody who keeps or drops under the agreement passes.</summary>
    public static async Task<DerivedShelf> Shelf(AppDb db, AgreementId agreement, CancellationToken ct)
    {
        if (await db.Set<DerivedShelf>().SingleOrDefaultAsync(s => s.Agreement == agreement, ct) is { } known) return known;
        var made = new DerivedShelf { Agreement = agreement };
        db.Add(made);
        return made;
    }
}

/// <summary>派生表终止 — an agreement that a side ended takes the derived tables under it along.</summary>
internal sealed class DerivedEnds(AppDb db, SpaceLimits limits, IClock clock, HostSettings node) : IReceive<AgreementTerminated>
{
    public async Task Receive(Guid factId, AgreementTerminated fact, CancellationToken ct)
    {
        var agreement = new AgreementId(fact.Agreement);
        var standing = await db.Set<DerivedTable>().Where(d => d.Agreement == agreement && d.Stage == DerivedStage.Standing)
            .OrderBy(d => d.Id).Take(limits.DerivedMax).ToListAsync(ct);
        foreach (var table in standing) table.End(clock.Now, node);
        if (standing.Count > 0) (await DropDerived.Shelf(db, agreement, ct)).Change(-standing.Count);
    }
}
