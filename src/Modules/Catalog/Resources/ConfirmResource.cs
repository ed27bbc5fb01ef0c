namespace Yuanliu.Catalog.Resources;

/// <summary>确认 — the steward stands by what the catalog says of the resource.</summary>
internal static class ConfirmResource
{
    internal sealed record FieldRequest(string Name, string Title, string Class, int Level);
    internal sealed record Request(
        string Title, string Description, string Classification, IReadOnlyList<FieldRequest> Fields, string? Reason);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Title).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Description).NotEmpty().MaximumLength(2000);
            RuleFor(r => r.Classification).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Reason).MaximumLength(1000);
            RuleFor(r => r.Fields).NotEmpty();
            RuleForEach(r => r.Fields).ChildRules(f =>
            {
                f.RuleFor(x => x.Name).NotEmpty();
                f.RuleFor(x => x.Title).NotEmpty().MaximumLength(200);
                f.RuleFor(x => x.Class).NotEmpty().MaximumLength(100);
            });
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/resources/{id:guid}/confirm", Handle).OpenTo("catalog:write", Role.Steward).WithName(nameof(ConfirmResource))
        .WithSummary("确认编目");

    static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpContext context, AppDb db, CallerBox box, CatalogRules rules, CancellationToken ct)
    {
        var (wanted, holder) = (new ResourceId(id), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<Resource>().Include(r => r.Fields)
            .SingleOrDefaultAsync(r => r.Id == wanted && r.Holder == holder, ct) is not { } resource)
            return Refusals.NoSuchResource.Problem(context);
        if (Procedure.Steps.Find(resource.Stage, Step.Confirm, Actor.Steward).Refusal is { } early) return early.Problem(context);
        if (Settle(resource, request, rules) is { } refusal) return refusal.Problem(context);

        (resource.Title, resource.Description, resource.Classification) =
            (request.Title.Trim(), request.Description.Trim(), request.Classification.Trim());
        if (resource.Confirm().Refusal is { } late) return late.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Writes the steward's words into the fields, if every one of them may stand.</summary>
    static Refusal? Settle(Resource resource, Request request, CatalogRules rules)
    {
        var fields = resource.Fields.ToDictionary(f => f.Name);
        if (request.Fields.Count != fields.Count || request.Fields.Any(f => !fields.ContainsKey(f.Name))
            || request.Fields.DistinctBy(f => f.Name).Count() != fields.Count)
            return Refusals.FieldsDiffer;
        foreach (var said in request.Fields)
        {
            var field = fields[said.Name];
            if (said.Level < 1 || said.Level > rules.LevelMax) return Refusals.LevelUnknown(rules.LevelMax);
            if (said.Level < field.FloorLevel) return Refusals.PersonalLevel(field.Name, field.FloorLevel, field.LevelBasis);
            if (said.Level < field.ProposedLevel && string.IsNullOrWhiteSpace(request.Reason))
                return Refusals.ReasonNeeded(field.Name, field.LevelBasis);
        }
        foreach (var said in request.Fields)
            (fields[said.Name].Title, fields[said.Name].Class, fields[said.Name].Level) =
                (said.Title.Trim(), said.Class.Trim(), said.Level);
        return null;
    }
}
