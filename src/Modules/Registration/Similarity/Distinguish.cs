using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Similarity;

/// <summary>非重复登记的认定 — a registrar's finding that a filing is about other data than what the register has and that is much like
/// it.</summary>
/// <param name="Resource">The registered one.</param>
/// <param name="Reason">Why it is not the same; it stays in the filing.</param>
internal sealed record Distinction(Guid Resource, int Percent, string Reason, Guid Person, DateTime At);

/// <summary>一数一源 — where the pack asks for it, a filing about data that resembles registered data is not taken on before somebody has
/// found, with reasons, that it is not the same.</summary>
internal sealed class Distinctions(AppDb db, Similars similars, RegistrationKinds kinds)
{
    /// <summary>The check that applies; null where the pack knows none for this kind, or the kind brings no data of its own.</summary>
    public CheckRule? Rule(Filing filing, RegistrationRules rules)
        => kinds.Of(filing.Kind).Demands.HasFlag(Demands.OwnResource) ? rules.Check(NamedCheck.NotSimilar, filing.Kind) : null;

    /// <summary>What stands in the same register, is as alike as the pack says, and nobody has told apart from this yet.</summary>
    public async Task<IReadOnlyList<Similar>> Open(Filing filing, RegistrationRules rules, CancellationToken ct)
    {
        if (Rule(filing, rules) is null || rules.SimilarPercent is not { } percent) return [];
        var alike = (await similars.Find(filing.ResourceId, ct)).Where(s => s.Percent >= percent.Value
            && !filing.Distinctions.Any(d => d.Resource == s.Resource.Value)).ToList();
        if (alike.Count == 0) return [];
        var (ids, register) = (alike.ConvertAll(s => s.Resource), rules.Jurisdiction);
        var standing = await db.Set<RegistrationUnit>().Where(u => u.Register == register && ids.Contains(u.ResourceId)
            && db.Set<RegisteredRight>().Any(r => r.UnitId == u.Id && r.Status == RightStatus.Standing)).Select(u => u.ResourceId)
            .ToListAsync(ct);
        return alike.FindAll(s => standing.Contains(s.Resource));
    }

    public async Task<Refusal?> Missing(Filing filing, RegistrationRules rules, CancellationToken ct)
        => await Open(filing, rules, ct) is [var first, ..] ? Refusals.SimilarRegistered(first.Percent, Rule(filing, rules)!.Basis) : null;
}

/// <summary>认定不是重复登记 — the registrar compares the two and says why they are not the same data.</summary>
internal static class DistinguishFiling
{
    internal sealed record Response(Guid Filing, IReadOnlyList<Guid> Resources);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/distinguish", Handle).OpenTo("registration:write", Role.Registrar)
        .WithName(nameof(DistinguishFiling)).WithSummary("认定不是重复登记");

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest request, HttpContext context, AppDb db, FilingSteps steps, PinnedPacks packs, Distinctions distinctions,
        IClock clock, HostSettings node, CallerBox box, CancellationToken ct)
    {
        if (await steps.Find(id, ct) is not { } filing) return Refusals.NoSuchFiling.Problem(context);
        if (Procedure.IsFinal(filing.Stage)) return Refusals.FilingEnded.Problem(context);
        if (string.IsNullOrWhiteSpace(request.Reason)) return Refusals.ReasonRequired.Problem(context);
        var rules = (await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules;
        var person = new PersonId(box.Known.PersonId);
        if (filing.Acts.Any(a => a.PersonId == person && a.By is not Actor.Registrar))
            return Refusals.OwnApplication(rules.Separate.Basis).Problem(context);
        var open = await distinctions.Open(filing, rules, ct);
        if (open.Count == 0) return Refusals.NothingSimilar.Problem(context);
        var reason = request.Reason.Trim();
        filing.Distinguish([.. open.Select(s => new Distinction(s.Resource.Value, s.Percent, reason, person.Value, clock.Now))],
            new FilingDistinguished(id, [.. open.Select(s => s.Resource.Value)], [.. open.Select(s => s.Percent)],
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reason))), rules.SimilarPercent!.Value), node);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(id, [.. open.Select(s => s.Resource.Value)]));
    }
}

/// <summary>已认定不是重复登记 — what a filing is about was found to be other data than what is registered and much like it.</summary>
/// <param name="Percents">How alike, in the order of the resources.</param>
/// <param name="ReasonSha256">Over the reason's UTF-8 bytes; the reason itself stays in the filing.</param>
/// <param name="From">The percentage from which on the pack wants it looked at.</param>
internal sealed record FilingDistinguished(
    Guid Filing, IReadOnlyList<Guid> Resources, IReadOnlyList<int> Percents, string ReasonSha256, int From) : Fact
{
    public override string Kind => "registration.filing-distinguished/1";
}
