using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Certificates;

/// <summary>证书状态变更 — the registrar suspends, restores or revokes a certificate, with a reason.</summary>
internal static class ChangeStatus
{
    internal sealed record Response(CertificateStatus Status, IReadOnlyList<OpenStep> OpenSteps);

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "suspend", CertificateStep.Suspend, "中止证书");
        Map(routes, "restore", CertificateStep.Restore, "恢复证书");
        Map(routes, "revoke", CertificateStep.Revoke, "撤销证书");
    }

    static void Map(IEndpointRouteBuilder routes, string path, CertificateStep step, string zh) => routes
        .MapPost("/certificates/{number}/" + path,
            (string number, ReasonRequest? request, HttpContext context, CertificateSteps steps, CancellationToken ct)
                => Handle(number, step, request, context, steps, ct))
        .OpenTo("registration:write", Role.Registrar).WithName($"{step}Certificate").WithSummary(zh);

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        string number, CertificateStep step, ReasonRequest? request, HttpContext context, CertificateSteps steps, CancellationToken ct)
    {
        var taken = await steps.Take(number, step, request?.Reason, ct);
        return taken.Refusal is { } refusal ? refusal.Problem(context)
            : TypedResults.Ok(new Response(taken.Value!.Status, steps.OpenSteps(taken.Value)));
    }
}

/// <summary>Takes steps of certificates. With one that is revoked or has expired, the rights that nothing else attests are over.</summary>
internal sealed class CertificateSteps(
    AppDb db, PinnedPacks packs, Entering entering, Lapses lapses, IClock clock, HostSettings node, CallerBox box) : IDaily
{
    const int BatchMax = 100;

    public async Task<Result<Certificate>> Take(string number, CertificateStep step, string? reason, CancellationToken ct)
    {
        if (await db.Set<Certificate>().SingleOrDefaultAsync(c => c.Number == number, ct) is not { } certificate)
            return Refusals.NoSuchCertificate;
        if (certificate.Take(step, Actor.Registrar, reason, clock.Now, node).Refusal is { } refusal) return refusal;
        await using var writing = step is CertificateStep.Revoke ? await Writing.Begin(db, ct) : null;
        await db.SaveChangesAsync(ct);
        if (writing is null) return certificate;
        await entering.Revoke(certificate, await packs.Of(certificate.PackId, certificate.PackSha256, ct), ct);
        await db.SaveChangesAsync(ct);
        await writing.Commit(ct);
        return certificate;
    }

    /// <summary>到期 — a certificate whose last day is over.</summary>
    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        CertificateStatus[] standing = [CertificateStatus.Valid, CertificateStatus.Suspended];
        var due = await db.Set<Certificate>().Where(c => standing.Contains(c.Status) && c.ValidUntil < today).OrderBy(c => c.ValidUntil)
            .Take(BatchMax).ToListAsync(ct);
        foreach (var certificate in due)
        {
            if (certificate.Take(CertificateStep.Expire, Actor.Time, null, clock.Now, node).Refusal is { } refusal)
                throw new InvalidOperationException($"{certificate.Number} cannot expire: {refusal.Code}");
            await lapses.WithCertificate(certificate, ct);
        }
        await db.SaveChangesAsync(ct);
        return due.Count;
    }

    public IReadOnlyList<OpenStep> OpenSteps(Certificate certificate) => box.Caller?.Is(Role.Registrar) is not true ? []
        : [.. CertificateProcedure.Steps.OpenTo(certificate.On(LegalDay.Of(clock.Now)), Actor.Registrar).Select(row => new OpenStep(
            row.Step.ToString(), row.By.ToString(),
            $"/api/registration/certificates/{certificate.Number}/{row.Step.ToString().ToLowerInvariant()}",
            certificate.Facts.Basis, NeedsReason: true, Main: row.Step is CertificateStep.Restore))];
}
