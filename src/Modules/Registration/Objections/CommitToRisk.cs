using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Objections;

/// <summary>异议期间处分的书面承诺 — the notice that an objection stands, and the applicant's signed answer to it.</summary>
internal static class CommitToRisk
{
    /// <summary>What is signed, word for word.</summary>
    internal sealed record Notice(Guid ObjectionFiling, string ObjectionNumber, DateOnly Since, string Text, string Basis, bool Signed);
    internal sealed record Request(string Text);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Text).NotEmpty().MaximumLength(Objection.GroundsMax);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/filings/{id:guid}/objection-notice", Get).OpenToSignedIn("registration:read").WithName("GetObjectionNotice")
            .WithSummary("异议登记告知");
        routes.MapPost("/filings/{id:guid}/commit", Sign).OpenTo("registration:write", Role.Steward).WithName(nameof(CommitToRisk))
            .WithSummary("签署知悉异议承诺");
    }

    static async Task<Results<Ok<Notice>, ProblemHttpResult>> Get(
        Guid id, HttpContext context, AppDb db, FilingSteps steps, PinnedPacks packs, Capacities capacities, ObjectionDesk desk,
        CancellationToken ct)
    {
        var found = await Find(id, steps, packs, capacities, desk, ct);
        if (found.Refusal is { } refusal) return refusal.Problem(context);
        var wanted = new FilingId(id);
        return TypedResults.Ok(found.Value! with { Signed = await db.Set<Commitment>().AnyAsync(c => c.FilingId == wanted, ct) });
    }

    static async Task<Results<Ok<Notice>, ProblemHttpResult>> Sign(
        Guid id, Request request, HttpContext context, AppDb db, FilingSteps steps, PinnedPacks packs, Capacities capacities,
        ObjectionDesk desk, IClock clock, HostSettings node, CallerBox box, CancellationToken ct)
    {
        var found = await Find(id, steps, packs, capacities, desk, ct);
        if (found.Refusal is { } refusal) return refusal.Problem(context);
        var (notice, wanted) = (found.Value!, new FilingId(id));
        if (request.Text.Trim() != notice.Text) return Refusals.CommitmentDiffers(notice.Basis).Problem(context);
        if (await db.Set<Commitment>().AnyAsync(c => c.FilingId == wanted, ct)) return TypedResults.Ok(notice with { Signed = true });
        var signed = new Commitment
        {
            FilingId = wanted, ObjectionFilingId = new(notice.ObjectionFiling), PersonId = new(box.Known.PersonId), Text = notice.Text,
            At = clock.Now,
        };
        signed.Sign(node);
        db.Add(signed);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(notice with { Signed = true });
    }

    static async Task<Result<Notice>> Find(
        Guid id, FilingSteps steps, PinnedPacks packs, Capacities capacities, ObjectionDesk desk, CancellationToken ct)
    {
        if (await steps.Find(id, ct) is not { } filing || !capacities.Sees(filing)) return Refusals.NoSuchFiling;
        var rules = (await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules;
        if (rules.Objections.DisposalByCommitment is not { Value: true } ruled || !ObjectionDesk.IsDisposal(filing.Kind)
            || await desk.Mark(filing, ct) is not { } mark)
            return Refusals.NoObjectionStands(rules.Source);
        return new Notice(mark.Id.Value, mark.Number, LegalDay.Of(mark.Acts.Where(a => a.To is Stage.Marked).Min(a => a.At)),
            Wording.Commitment(mark.Number), ruled.Basis, false);
    }
}
