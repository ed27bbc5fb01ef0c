using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>Asks whether everybody whose consent a filing needs stands by it.</summary>
internal static class Consents
{
    /// <summary>The other side, where the pack asks for its consent or lets only both sides file. A predecessor that is no more cannot
    /// consent, and one against whom there is a judgment need not.</summary>
    public static Refusal? Stands(Filing filing, RegistrationRules rules)
    {
        var of = rules.Of(filing.Kind);
        if (Basis(of) is not { } basis || Succession.IsDeclared(filing.Content.Circumstances) && of.By.Value.Contains(FilingParty.Successor)
            || filing.Content.Circumstances.Contains(Circumstance.EffectiveJudgment)) return null;
        var hash = filing.Content.Hash();
        return filing.CounterpartyId is { } other && filing.Consents.Any(c => c.OrganizationId == other && c.ContentSha256 == hash)
            ? null : Refusals.ConsentMissing(basis);
    }

    static string? Basis(KindRules of) => of.CounterpartyConsents is { Value: true } ruled ? ruled.Basis
        : of.By.Value is [FilingParty.BothSides] ? of.By.Basis : null;

    /// <summary>The other side, and everybody to whom a right of the unit is pledged or otherwise bound.</summary>
    public static async Task<bool> MayGive(Filing filing, OrganizationId own, AppDb db, CancellationToken ct)
    {
        var unit = filing.UnitId;
        return filing.CounterpartyId == own || await db.Set<Encumbrance>().AnyAsync(e => e.UnitId == unit && e.InFavourOf == own
            && e.Status == EncumbranceStatus.Standing, ct);
    }
}

/// <summary>同意申请 — the other side consents to what was filed.</summary>
internal static class ConsentToFiling
{
    internal sealed record Response(Guid Filing, string ContentSha256, DateTime At);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/consent", Handle).OpenTo("registration:write", Role.Steward).WithName(nameof(ConsentToFiling))
        .WithSummary("相对方同意");

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, FilingSteps steps, Mint mint, IClock clock, HostSettings node, CallerBox box,
        CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        if (await steps.Find(id, ct) is not { } filing || !await Consents.MayGive(filing, own, db,
            ct)) return Refusals.NoSuchFiling.Problem(context);
        if (Procedure.IsFinal(filing.Stage)) return Refusals.FilingEnded.Problem(context);
        var hash = filing.Content.Hash();
        if (filing.Consents.FirstOrDefault(c => c.OrganizationId == own && c.ContentSha256 == hash) is { } given)
            return TypedResults.Ok(new Response(id, hash, given.At));
        var consent = new Consent
        {
            Id = mint.Id(), FilingId = filing.Id, OrganizationId = own, PersonId = new(box.Known.PersonId), ContentSha256 = hash,
            At = clock.Now,
        };
        filing.Note(new FilingConsented(id, own.Value, hash), node);
        db.Add(consent);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(id, hash, consent.At));
    }
}
