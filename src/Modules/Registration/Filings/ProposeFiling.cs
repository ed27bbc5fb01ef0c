using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Filings;

/// <summary>登记机构提出 — the registry proposes a revocation, a freeze or a restoration of its own accord; another person decides.</summary>
internal static class ProposeFiling
{
    /// <param name="Certificate">The certificate that it is about.</param>
    /// <param name="Ground">One of the grounds that the pack lists for the kind.</param>
    internal sealed record Request(string Pack, FilingKind Kind, string Certificate) : ActRequest
    {
        /// <summary>What part of the registration it concerns; none = all that the certificate attests.</summary>
        public IReadOnlyList<ClaimedRight> Rights { get; init; } = [];
        /// <summary>The encumbrance to be lifted.</summary>
        public Guid? Encumbrance { get; init; }
        /// <summary>The last day of a freeze.</summary>
        public DateOnly? Until { get; init; }
        public IReadOnlyList<Circumstance> Circumstances { get; init; } = [];
        /// <summary>What the pack asks of the registry for this kind and ground.</summary>
        public IReadOnlyList<FormMaterial> Materials { get; init; } = [];

        /// <summary>As an applicant's form would state it.</summary>
        internal FilingForm Form => new()
        {
            Rights = Rights, Circumstances = Circumstances, Materials = Materials, Ground = Ground, Certificate = Certificate,
        };
    }

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Pack).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Kind).IsInEnum();
            RuleFor(r => r.Certificate).NotEmpty().MaximumLength(60);
            Include(new ActRequest.Shape());
            RuleFor(r => r.Form).SetValidator(new FilingForm.Shape());
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/propose", Handle).OpenTo("registration:write", Capacities.RolesOf(Step.Propose)).WithName(nameof(ProposeFiling))
        .WithSummary("登记机构依职权提出");

    static async Task<Results<Created<SubmitFiling.Response>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, Proposals proposals, FilingSteps steps, FilingViews views,
        CancellationToken ct)
    {
        await using var writing = await Writing.Begin(db, ct);
        var made = await proposals.Make(request, ct);
        if (made.Refusal is { } refusal) return refusal.Problem(context);
        await steps.Keep(made.Value!.Filing, made.Value.Pack, ct);
        await writing.Commit(ct);
        var (filing, reply) = (made.Value!.Filing, views.Reply(made.Value));
        return TypedResults.Created($"/api/registration/filings/{filing.Id.Value}",
            new SubmitFiling.Response(filing.Id.Value, filing.Number, reply.Stage, reply.Clock, reply.OpenSteps));
    }
}

/// <summary>Turns what the registry proposes into a filing on a certificate that stands.</summary>
internal sealed class Proposals(
    AppDb db, RegistrationPacks packs, PinnedPacks pinned, FilingChecks checks, FilingSteps steps, FilingPapers handed,
    Entering entering, RegistrationUnits units, Numbers numbers, Mint mint, IClock clock, CallerBox box)
{
    /// <summary>The registry's own, where the kind has one, its circumstances hold, and ground and papers of the pack are given.</summary>
    static Result<RouteRule> Route(ProposeFiling.Request request, RegistrationRules rules)
    {
        if (!rules.Filings.TryGetValue(request.Kind, out var of) || of.Procedure.Find(r => r.IsOfRegistry()) is not { } route)
            return Refusals.KindNotOffered(request.Kind, rules.Source);
        if (!route.Holds(request.Circumstances)) return Refusals.NoCase(of.TitleZh, of.TitleEn, route.Basis);
        var grounds = of.GroundsOf(registry: true);
        if (grounds.Count > 0 && request.Ground is null) return Refusals.GroundMissing(of.Basis);
        if (request.Ground is { } ground && !grounds.Exists(g => g.Key == ground)) return Refusals.GroundUnknown(ground, rules.Source);
        return FormCheck.AreMaterialsComplete(request.Form, of, request.Circumstances, registry: true) is { } missing ? missing : route;
    }

    /// <summary>Submitted but not saved. Needs a transaction: its number is taken in it.</summary>
    public async Task<Result<FilingStanding>> Make(ProposeFiling.Request request, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var rules = packs.ToFile(request.Pack, request.Kind, today);
        if (rules.Refusal is { } ended) return ended;
        var pack = rules.Value!;
        var routed = Route(request, pack.Rules);
        if (routed.Refusal is { } notOffered) return notOffered;
        if (await db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == request.Certificate, ct) is not { } certificate
            || packs.For(certificate.PackId)?.Rules.Jurisdiction != pack.Rules.Jurisdiction)
            return Refusals.NoSuchCertificate;
        if (await checks.Find(certificate.ResourceId, ct) is not { } resource) return Refusals.NoSuchResource;

        await pinned.Pin(pack, ct);
        var papers = await steps.Papers(request.Papers, ct);
        if (papers.Refusal is { } missing) return missing;
        var own = new OrganizationId(box.Known.OrganizationId);
        var materials = await handed.Read(request.Materials, request.Kind, own, resource, pack.Rules, ct);
        if (materials.Refusal is { } unread) return unread;
        var unit = await units.Take(pack.Rules.Jurisdiction, certificate.ResourceId, ct);
        var filing = new Filing
        {
            Id = mint.Id<FilingId>(), ApplicantId = own, UnitId = unit.Id,
            ResourceId = certificate.ResourceId, Kind = request.Kind,
            PackId = pack.Id, PackSha256 = pack.Sha256, Procedure = routed.Value!.Procedure, ResourceTitle = resource.Title,
            Content = new(resource, [.. request.Rights.OrderBy(r => r.Kind)], new Dictionary<string, string>(), request.Circumstances,
                materials.Value!)
            {
                Certificate = request.Certificate, Ground = request.Ground, Counterparty = certificate.HolderId,
                Encumbrance = request.Encumbrance, Until = request.Until,
            },
            Number = await numbers.Next(pack.Rules.Numbers.Filing, "filing", pack.Rules, today.Year, ct),
        };
        if (await entering.Check(filing, pack, Phase.Filed, ct) is { } untakeable) return untakeable;
        var act = steps.Act(Step.Propose, Actor.Registrar, request.Reason, request.Ground);
        act.Papers = papers.Value!;
        if (await steps.Take(filing, act, pack, ct) is { } refusal) return refusal;
        db.Add(filing);
        return new FilingStanding(filing, pack);
    }
}
