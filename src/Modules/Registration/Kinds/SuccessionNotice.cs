using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Kinds;

/// <summary>承继异议 — the former holder, or the one who is named as its successor, says that there was no such
/// merger, division or end.</summary>
internal sealed class SuccessionContest
{
    public required Guid Id { get; init; }
    public required FilingId FilingId { get; init; }
    public required OrganizationId OrganizationId { get; init; }
    public required PersonId PersonId { get; init; }
    public required string Reason { get; init; }
    public required DateTime At { get; init; }

    public static void Map(EntityTypeBuilder<SuccessionContest> e)
    {
        e.ToTable("registration_succession_contest");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Reason).HasMaxLength(FilingAct.ReasonMax);
        e.HasIndex(x => new { x.FilingId, x.OrganizationId }).IsUnique();
    }
}

/// <summary>承继被提出异议 — a side that was not asked for its consent contests that there is a successor.</summary>
internal sealed record SuccessionContested(Guid Filing, Guid Organization, string ReasonSha256, string Basis) : Fact
{
    public override string Kind => "registration.succession-contested/1";
}

/// <summary>承继告知 — whoever is declared to be no more, or to have been divided, is not asked for consent; the register waits until it could
/// have said that this is not so.</summary>
internal sealed class SuccessionNotice(AppDb db, WorkCalendar calendar, IClock clock)
{
    /// <param name="Until">The last day on which the other side is waited for.</param>
    /// <param name="Contested">What it said against it; null while it has said nothing.</param>
    internal sealed record View(DateOnly Until, bool Consented, string? Contested, DateOnly? ContestedOn, string Basis, bool Open,
        string? Reason);

    /// <summary>The other side of a succession; null where there is none, or where a court has decided.</summary>
    public static OrganizationId? Told(Filing filing, RegistrationRules rules)
        => rules.Succession is not null && filing.CounterpartyId is { } other && other != filing.ApplicantId
            && rules.Of(filing.Kind).By.Value.Contains(FilingParty.Successor)
            && Succession.IsDeclared(filing.Content.Circumstances)
            && !filing.Content.Circumstances.Contains(Circumstance.EffectiveJudgment) ? other : null;

    public DateOnly Until(Filing filing, RegistrationRules rules) => calendar.DueOn(LegalDay.Of(filing.Acts
        .Where(a => a.Step is Step.Submit or Step.Correct or Step.Supplement).Max(a => a.At)), rules.Succession!.Notice);

    /// <summary>Why the register cannot say yes yet.</summary>
    public async Task<Refusal?> Heard(Filing filing, RegistrationRules rules, CancellationToken ct)
    {
        if (await Of(filing, rules, ct) is not { Consented: false } view) return null;
        if (view.Contested is not null) return Refusals.SuccessionContested(view.Basis);
        return LegalDay.Of(clock.Now) > view.Until ? null : Refusals.SuccessionNotice(view.Until, view.Basis);
    }

    public async Task<View?> Of(Filing filing, RegistrationRules rules, CancellationToken ct)
    {
        if (Told(filing, rules) is not { } other) return null;
        var (id, hash, notice) = (filing.Id, filing.Content.Hash(), rules.Succession!.Notice);
        var contest = await db.Set<SuccessionContest>().AsNoTracking().SingleOrDefaultAsync(c => c.FilingId == id
            && c.OrganizationId == other, ct);
        return new(Until(filing, rules), filing.Consents.Any(c => c.OrganizationId == other && c.ContentSha256 == hash), contest?.Reason,
            contest is null ? null : LegalDay.Of(contest.At), notice.Basis, notice.Open, notice.Reason);
    }
}

/// <summary>提出承继异议 — by the side that was not asked. It stands until that side consents after all, or a court has decided.</summary>
internal static class ContestSuccession
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/contest", Handle).OpenTo("registration:write", Role.Steward).WithName(nameof(ContestSuccession))
        .WithSummary("提出承继异议");

    static async Task<Results<Ok<SuccessionNotice.View>, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest request, HttpContext context, AppDb db, FilingSteps steps, PinnedPacks packs, SuccessionNotice notice,
        Mint mint, IClock clock, HostSettings node, CallerBox box, CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        if (await steps.Find(id, ct) is not { } filing || filing.CounterpartyId != own) return Refusals.NoSuchFiling.Problem(context);
        if (Procedure.IsFinal(filing.Stage)) return Refusals.FilingEnded.Problem(context);
        if (string.IsNullOrWhiteSpace(request.Reason)) return Refusals.ReasonRequired.Problem(context);
        var rules = (await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules;
        if (await notice.Of(filing, rules, ct) is not { } view) return Refusals.NoSuccession.Problem(context);
        if (view.Contested is not null) return TypedResults.Ok(view);
        db.Add(new SuccessionContest
        {
            Id = mint.Id(), FilingId = filing.Id, OrganizationId = own, PersonId = new(box.Known.PersonId),
            Reason = request.Reason.Trim(), At = clock.Now,
        });
        filing.Note(new SuccessionContested(id, own.Value,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Reason.Trim()))), view.Basis), node);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok((await notice.Of(filing, rules, ct))!);
    }
}

/// <summary>承继告知待办 — filings by which somebody says to succeed this organization.</summary>
internal sealed class SuccessionWork(AppDb db, PinnedPacks packs, SuccessionNotice notice, SideActs beside) : IWorkList
{
    const int ItemsMax = 50;

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.Steward)) return [];
        var own = new OrganizationId(caller.OrganizationId);
        Stage[] ended = [.. Enum.GetValues<Stage>().Where(Procedure.IsFinal)];
        var items = new List<WorkItem>();
        foreach (var filing in await db.Set<Filing>().AsNoTracking().Include(f => f.Acts).Include(f => f.Consents)
            .Where(f => f.CounterpartyId == own && !ended.Contains(f.Stage)).OrderBy(f => f.Id).Take(ItemsMax).ToListAsync(ct))
        {
            var pack = await packs.Of(filing.PackId, filing.PackSha256, ct);
            if (await notice.Of(filing, pack.Rules, ct) is not { Consented: false, Contested: null }) continue;
            items.Add(new("registration", "filing", filing.Id.Value, $"{filing.Number} {filing.ResourceTitle}", filing.Stage.ToString(),
                null, await beside.Open(new(filing, pack), ct), $"/console/filings/{filing.Id.Value}",
                pack.Rules.Jurisdiction));
        }
        return items;
    }
}
