using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>Asks whether the other side stands by a filing.</summary>
internal static class Consents
{
    public static Refusal? Stands(Filing filing, RegistrationRules rules)
    {
        if (rules.Of(filing.Kind).CounterpartyConsents is not { Value: true } ruled) return null;
        var hash = filing.Content.Hash();
        return filing.CounterpartyId is { } other && filing.Consents.Any(c => c.OrganizationId == other && c.ContentSha256 == hash)
            ? null : Refusals.ConsentMissing(ruled.Basis);
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
        if (await steps.Find(id, ct) is not { } filing || filing.CounterpartyId != own) return Refusals.NoSuchFiling.Problem(context);
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
