using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Objections;

/// <summary>提出异议 — anybody who says who they are may object while a filing is publicised; publicity stands still until it is
/// decided.</summary>
internal static class ObjectToFiling
{
    /// <summary>Objections per address in ten minutes: enough for anyone's rights, too few to flood a registrar.</summary>
    public const int PerAddressMax = 10;
    public const long BodyBytesMax = 8 << 20;
    static readonly Pace pace = new("registration.objection", PerAddressMax, TimeSpan.FromMinutes(10));

    /// <param name="Code">Unified social credit code, or the resident number of a person; checked, and the latter not kept.</param>
    internal sealed record Request(string Name, string Contact, string Grounds, string? Code, IReadOnlyList<Paper>? Papers);

    /// <param name="Content">The file in base64.</param>
    internal sealed record Paper(string Name, byte[] Content);

    /// <param name="Secret">Opens the objection to its maker alone; it is shown this once.</param>
    internal sealed record Response(Guid Id, string Secret, Stage Stage, DateOnly? AnswerDueOn, string Follow);

    internal sealed class Shape : AbstractValidator<Request>
    {
        const int PapersMax = 5;

        public Shape()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Contact).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Grounds).NotEmpty().MaximumLength(Objection.GroundsMax);
            RuleFor(r => r.Code).MaximumLength(18);
            RuleFor(r => r.Papers).Must(ArePapers);
        }

        public static bool ArePapers(IReadOnlyList<Paper>? papers) => papers is null || papers.Count <= PapersMax
            && papers.All(x => UploadMaterial.IsPlainName(x.Name) && x.Content is { Length: > 0 });
    }

    sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;

    public static void Map(IEndpointRouteBuilder routes) => Limited(routes.MapPost("/publicity/{id:guid}/object", Handle)).OpenToAnyone()
        .WithName(nameof(ObjectToFiling)).WithSummary("提出异议");

    /// <summary>An endpoint that the public hands papers in at.</summary>
    public static RouteHandlerBuilder Limited(RouteHandlerBuilder endpoint)
        => endpoint.WithMetadata(new BodyLimit(BodyBytesMax)).AtPace(pace);

    static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpContext context, FilingSteps steps, PinnedPacks packs, ObjectionLimit limit, ObjectionIntake intake,
        AppDb db, CallerBox box, CancellationToken ct)
    {
        if (await steps.Find(id, ct) is not { PublicisedOn: not null } publicised) return Refusals.NotPublicised.Problem(context);
        var pack = await packs.Of(publicised.PackId, publicised.PackSha256, ct);
        if (await limit.Exceeded(publicised.Id, context, ct))
            return Refusals.ObjectionsTooMany(publicised.BasisOf(Step.Object, pack.Rules)).Problem(context);
        if (box.Caller?.OrganizationId == publicised.ApplicantId.Value) return Refusals.OwnFiling.Problem(context);
        if (Identity(request, pack.Rules.Objections) is { } unknown) return unknown.Problem(context);
        if (pack.Rules.Objections.EvidenceRequired is { Value: true } evidence && request.Papers is not { Count: > 0 })
            return Refusals.EvidenceRequired(evidence.Basis).Problem(context);

        var (act, made, secret) = (steps.Act(Step.Object, Actor.Objector), default(ObjectionId), "");
        var refusal = await steps.Take(publicised, act, pack, ct, async (_, _, _) =>
        {
            (var objection, secret) = await intake.Make(publicised.Id, request, act.At, ct);
            made = objection.Id;
            db.Add(objection);
            return null;
        });
        if (refusal is not null) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        var follow = $"/api/public/objections/{made.Value}";
        return TypedResults.Created(follow, new Response(made.Value, secret, publicised.Stage, publicised.DueOn, follow));
    }

    static Refusal? Identity(Request request, ObjectionRules rules)
    {
        if (string.IsNullOrWhiteSpace(request.Code))
            return rules.IdentityRequired is { Value: true } ruled ? Refusals.IdentityRequired(ruled.Basis) : null;
        return UnifiedCreditCode.IsValid(request.Code) || ResidentNumber.IsValid(request.Code) ? null : Refusals.BadIdentity;
    }
}

/// <summary>异议收件 — makes an objection of what came in; the papers are stored by their hash.</summary>
internal sealed class ObjectionIntake(Blobs blobs, Mint mint, CallerBox box, HostSettings node)
{
    public async Task<(Objection Objection, string Secret)> Make(FilingId filing, ObjectToFiling.Request request, DateTime at,
        CancellationToken ct)
    {
        var papers = await Store(request.Papers, ct);
        var (secret, code) = (mint.Secret(), request.Code is { Length: > 0 } given ? given : null);
        var organization = code is not null && UnifiedCreditCode.IsValid(code);
        var objection = new Objection
        {
            Id = mint.Id<ObjectionId>(), FilingId = filing, Name = request.Name.Trim(), Contact = request.Contact.Trim(),
            Code = organization ? code : null, NumberEnding = code is null || organization ? null : code[^4..],
            PersonId = box.Caller is { } caller ? new(caller.PersonId) : null,
            OrganizationId = box.Caller is { } person ? new(person.OrganizationId) : null, Grounds = request.Grounds.Trim(),
                Papers = papers,
            SecretSha256 = Hash(secret), At = at,
        };
        objection.Raise(node);
        return (objection, secret);
    }

    public async Task<IReadOnlyList<ActPaper>> Store(IReadOnlyList<ObjectToFiling.Paper>? papers, CancellationToken ct)
    {
        var stored = new List<ActPaper>();
        foreach (var paper in papers ?? [])
        {
            var blob = await blobs.Store(paper.Content, ct);
            stored.Add(new(paper.Name, blob.Sha256, blob.SizeBytes));
        }
        return stored;
    }

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>异议频次限制 — how many objections one filing takes in ten minutes, whoever they come from. Counted in the register itself:
/// what was taken is known after a restart, and what was refused keeps nobody else from objecting.</summary>
internal sealed class ObjectionLimit(AppDb db, IClock clock)
{
    public const int PerFilingMax = 30;
    static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public async Task<bool> Exceeded(FilingId filing, HttpContext context, CancellationToken ct)
    {
        var since = clock.Now - Window;
        var taken = await db.Set<Objection>().AsNoTracking().Where(o => o.FilingId == filing && o.At > since).OrderByDescending(o => o.At)
            .Select(o => o.At).Take(PerFilingMax).ToListAsync(ct);
        if (taken.Count < PerFilingMax) return false;
        var wait = (int)Math.Ceiling((taken[^1] - since).TotalSeconds);
        context.Response.Headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
        return true;
    }
}
