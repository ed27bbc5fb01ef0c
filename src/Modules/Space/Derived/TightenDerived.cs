namespace Yuanliu.Space.Derived;

/// <summary>收紧派生表 — fewer columns, a larger smallest group, narrower bounds, fewer modes; nothing wider.</summary>
internal static class TightenDerived
{
    public const string ShapeMessage = "At most 200 columns and bounds, a smallest group of at least 1, and modes of free questions.";
    const int ListMax = 200, MinGroupMax = 1_000_000;

    internal sealed class Shape : AbstractValidator<TightenRequest>
    {
        public Shape() => RuleFor(r => r).Must(IsShaped).WithMessage(ShapeMessage);
    }

    public static bool IsShaped(TightenRequest wanted)
        => wanted.Columns is null or { Count: > 0 and <= ListMax } && wanted.Bounds is null or { Count: <= ListMax }
            && wanted.MinGroup is null or (>= 1 and <= MinGroupMax) && (wanted.Columns ?? []).All(c => c is { Length: > 0 and <= 100 })
            && (wanted.Bounds ?? []).All(b => b is { Column.Length: > 0 and <= 100 })
            && (wanted.Modes is null || wanted.Modes.Count > 0 && wanted.Modes.All(Tightness.EveryMode.Contains));

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/derived/{derivedId:guid}/tighten", Handle).OpenTo("space:use", Role.Analyst)
        .WithName(nameof(TightenDerived)).WithSummary("收紧派生表");

    static async Task<Results<Ok<ListDerived.View>, ProblemHttpResult>> Handle(
        Guid id, Guid derivedId, TightenRequest request, HttpContext context, AppDb db, CallerBox box, ListDerived.Views views,
        HostSettings node, CancellationToken ct)
    {
        var (agreement, own) = (new AgreementId(id), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<DerivedTable>().SingleOrDefaultAsync(d => d.Id == derivedId && d.Agreement == agreement && d.Buyer == own, ct)
            is not { } table) return Refusals.NoSuchDerived.Problem(context);
        if (table.Tighten(request, node) is { } denial) return denial.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok((await views.Of([table], box.Known, ct))[0]);
    }
}
