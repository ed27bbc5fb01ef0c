using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Inspections;

/// <summary>公开检查情况 — the authority that supervises a register tells the public what its yearly or spot inspection found, and puts it
/// right when that was wrong.</summary>
internal static class PublishInspection
{
    internal sealed record Request(string Pack, string Key, DateOnly From, DateOnly Until)
    {
        public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
    }

    internal sealed record Correction(string Reason)
    {
        public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
    }

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Pack).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Key).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Until).GreaterThanOrEqualTo(r => r.From);
            RuleFor(r => r.Fields).Must(AreShort).WithMessage("50 fields of 5000 characters at most.");
        }

        public static bool AreShort(IReadOnlyDictionary<string, string> fields)
            => fields.Count <= 50 && fields.All(p => p.Key.Length <= 60 && p.Value is null or { Length: <= 5000 });
    }

    internal sealed class CorrectionShape : AbstractValidator<Correction>
    {
        public CorrectionShape()
        {
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(1000);
            RuleFor(r => r.Fields).Must(Shape.AreShort).WithMessage("50 fields of 5000 characters at most.");
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/inspections", Handle).OpenTo("registration:write", Role.Regulator).WithName(nameof(PublishInspection))
            .WithSummary("公开检查情况");
        routes.MapPost("/inspections/{id:guid}/correct", Correct).OpenTo("registration:write", Role.Regulator)
            .WithName("CorrectInspection").WithSummary("更正已公开的检查情况");
    }

    static async Task<Results<Ok<ListInspections.View>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, RegistrationPacks packs, PinnedPacks pinned, InspectionViews views, Mint mint,
        IClock clock, HostSettings node, CallerBox box, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        if (packs.InForce(request.Pack, today) is not { } pack) return packs.NotInForce(request.Pack, today).Problem(context);
        if (pack.Rules.Inspections.Find(i => i.Key == request.Key) is not { } rule)
            return Refusals.NoSuchInspection(pack.Rules.Source).Problem(context);
        if (FormCheck.AreFieldsRight(request.Fields, rule.Fields, []) is { } refusal) return refusal.Problem(context);
        var wholeYear = request.From == new DateOnly(request.From.Year, 1, 1) && request.Until == new DateOnly(request.From.Year, 12, 31);
        if (request.Until >= today && rule.Yearly || request.Until > today || rule.Yearly && !wholeYear)
            return Refusals.InspectionPeriod(rule.Yearly, rule.Basis).Problem(context);

        var (register, key) = (pack.Rules.Jurisdiction, rule.Key);
        var known = db.Set<Inspection>().AsNoTracking().Where(i => i.Register == register && i.Key == key);
        var last = await known.MaxAsync(i => (int?)i.Number, ct) ?? 0;
        var number = rule.Yearly ? request.From.Year : last + 1;
        if (await known.AnyAsync(i => i.Number == number, ct)) return Refusals.InspectionPublished(rule.Basis).Problem(context);

        await pinned.Pin(pack, ct);
        var told = new Inspection
        {
            Id = mint.Id<InspectionId>(), Register = register, Key = key, Number = number, Edition = 1, From = request.From,
            Until = request.Until, Fields = request.Fields, Basis = rule.Basis, PackId = pack.Id, PackSha256 = pack.Sha256,
            PublishedBy = new(box.Known.PersonId), PublishedAt = clock.Now,
        };
        return await Save(told, db, views, node, ct);
    }

    static async Task<Results<Ok<ListInspections.View>, ProblemHttpResult>> Correct(
        Guid id, Correction request, HttpContext context, AppDb db, PinnedPacks pinned, InspectionViews views, Mint mint, IClock clock,
        HostSettings node, CallerBox box, CancellationToken ct)
    {
        var wanted = new InspectionId(id);
        if (await db.Set<Inspection>().SingleOrDefaultAsync(i => i.Id == wanted, ct) is not { } earlier)
            return Refusals.NoInspectionPublished.Problem(context);
        if (earlier.CorrectedAt is not null) return Refusals.InspectionCorrected(earlier.Basis).Problem(context);
        var rule = (await pinned.Of(earlier.PackId, earlier.PackSha256, ct)).Rules.Inspections.Single(i => i.Key == earlier.Key);
        if (FormCheck.AreFieldsRight(request.Fields, rule.Fields, []) is { } refusal) return refusal.Problem(context);
        var told = earlier.Correct(mint.Id<InspectionId>(), request.Fields, request.Reason, new(box.Known.PersonId), clock.Now);
        return await Save(told, db, views, node, ct);
    }

    static async Task<Results<Ok<ListInspections.View>, ProblemHttpResult>> Save(
        Inspection told, AppDb db, InspectionViews views, HostSettings node, CancellationToken ct)
    {
        told.Publish(node);
        db.Add(told);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await views.Of(told, ct));
    }
}
