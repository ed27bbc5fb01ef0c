using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>查询登记申请 — where a filing stands, what it states, what it waits for, and on which law each step rests.</summary>
internal static class GetFiling
{
    internal sealed record PackView(
        string Id, string Title, string TitleEn, string Jurisdiction, PackStatus Status, IReadOnlyList<string> Drafts, string Sha256);
    internal sealed record ResourceView(
        Guid Id, string Title, string Description, long Rows, int Fields, int Level, long SizeBytes, string Sha256, string HolderName);
    internal sealed record MaterialView(
        string Key, string TitleZh, string TitleEn, bool Required, string Basis, string? Name, string? Sha256, long? SizeBytes,
        string? Text, string? Href, Guid? StatementId);
    /// <summary>What it acts on beside a certificate; a correction begins with it, since it replaces the whole form.</summary>
    internal sealed record ActsOnView(
        string? Unit, Guid? Encumbrance, long? AmountFen, DateOnly? Until, IReadOnlyDictionary<FilingEvent, DateOnly> Events,
        string? Ground, IReadOnlyList<string> Promised);
    internal sealed record ActView(
        Step Step, Stage From, Stage To, Actor By, string? PersonName, DateTime At, string? Reason, string? Ground,
            IReadOnlyList<ActPaper> Papers);
    /// <summary>人工核查 — a check that the pack leaves to a person.</summary>
    internal sealed record CheckView(string Zh, string En, Actor By, string Basis);
    /// <param name="Zh">超期处理办法.</param>
    internal sealed record GapsView(IReadOnlyList<string> Materials, string Zh, string En, string Basis);
    internal sealed record View(
        Guid Id, string Urn, string Number, FilingKind Kind, PackView Pack, ResourceView Resource, Guid ApplicantId, string ApplicantName,
        IReadOnlyList<ClaimedRight> Rights, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<Circumstance> Circumstances,
        Guid? Counterparty, string? Certificate, ActsOnView ActsOn, IReadOnlyList<MaterialView> Materials, ProcedureName Procedure,
        Stage Stage, RunningClock? Clock, IReadOnlyList<OpenStep> OpenSteps, IReadOnlyList<OpenStep> SideActs,
        IReadOnlyList<GroundRule> Grounds, IReadOnlyList<LawRow> Law, IReadOnlyList<ActView> Acts,
        IReadOnlyList<ObjectionView> Objections, IReadOnlyList<ClockStop> Stops, IReadOnlyList<Lateness> Late, GapsView? Gaps,
            Guid? ReviewerId,
        string? ReviewerName, DateOnly? PublicisedOn, DateOnly? PublicUntil, string? CertificateNumber, FilingEnd? End,
        Entries.StateTransfer.View? Statement, Kinds.SuccessionNotice.View? Succession,
        IReadOnlyList<CheckView> ChecksByHand);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/filings/{id:guid}", Handle).OpenToSignedIn("registration:read").WithName(nameof(GetFiling)).WithSummary("查询登记申请");
        routes.MapGet("/filings/{id:guid}/materials/{sha256}", Download).OpenToSignedIn("registration:read")
            .WithName("DownloadMaterial").WithSummary("下载登记材料");
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, FilingViews views, SideActs beside, PinnedPacks packs, PartyNames parties,
        ObjectionViews objections, Entries.TransferStatements statements,
        Kinds.SuccessionNotice succession, LawIndex law, WorkCalendar calendar, HostSettings node,
        CancellationToken ct)
    {
        var wanted = new FilingId(id);
        if (await views.Visible(db).Include(f => f.Acts).Include(f => f.Consents).SingleOrDefaultAsync(f => f.Id == wanted, ct)
            is not { } filing)
            return Refusals.NoSuchFiling.Problem(context);
        var pack = await packs.Of(filing.PackId, filing.PackSha256, ct);
        var (rules, content, resource) = (pack.Rules, filing.Content, filing.Content.Resource);
        var (applicant, people) = (await parties.Organization(filing.ApplicantId, ct),
            await parties.People(filing.Acts.Select(a => a.PersonId), ct));
        return TypedResults.Ok(new View(
            id, node.Urn("filing", id), filing.Number, filing.Kind,
            new(pack.Id, rules.Title, rules.TitleEn, rules.Jurisdiction, rules.Status, law.DraftsIn(PackTree.FileOf(pack.Id)),
                pack.Sha256),
            new(resource.Id.Value, resource.Title, resource.Description, resource.Rows, resource.Fields.Count, resource.Level,
                resource.SizeBytes, resource.Sha256, applicant),
            filing.ApplicantId.Value, applicant, content.Rights, content.Fields, content.Circumstances,
            content.Counterparty?.Value, content.Certificate, ActsOn(content),
            [.. content.Materials.Select(m => Of(m, rules.Of(filing.Kind), content.Circumstances, id))],
            filing.Procedure, filing.Stage, views.Clock(filing, rules),
            views.OpenSteps(new(filing, pack)), await beside.Open(new(filing, pack), ct), rules.RefusalGrounds,
            LawRow.Of(rules, filing.Kind, filing.Procedure),
            [.. filing.Acts.OrderBy(a => a.At).ThenBy(a => a.Id)
                .Select(a => new ActView(
                    a.Step, a.From, a.To, a.By, a.PersonId is { } p ? people.GetValueOrDefault(p.Value) : null, a.At, a.Reason, a.Ground,
                        a.Papers))],
            await objections.Of(wanted, ct), filing.Stops, filing.Late, Gaps(filing, rules.Of(filing.Kind)), filing.ReviewerId?.Value,
            filing.ReviewerId is { } body ? await parties.Organization(body, ct) : null, filing.PublicisedOn, filing.PublicUntil,
            filing.CertificateNumber, FilingEnd.Of(filing, rules, calendar), await statements.Of(wanted, ct),
            await succession.Of(filing, rules, ct), [.. ByHand(filing, rules)]));
    }

    static ActsOnView ActsOn(FilingContent of)
        => new(of.Unit, of.Encumbrance, of.AmountFen, of.Until, of.Events, of.Ground, of.Promised);

    static IEnumerable<CheckView> ByHand(Filing filing, RegistrationRules rules) =>
        from check in rules.Checks
        where check.By is not null && !Procedure.IsFinal(filing.Stage) && rules.Check(check.Check, filing.Kind) == check
        let words = CircumstanceWords.ByHand(check.Check)
        select new CheckView(words.Zh, words.En, check.By!.Value, check.Basis);

    static GapsView? Gaps(Filing filing, KindRules rules)
        => rules.Gaps is { } gaps && filing.Content.Outstanding(rules) is { Count: > 0 } missing
            ? new([.. missing.Select(m => m.Key)], gaps.ConsequenceZh, gaps.ConsequenceEn, gaps.Materials.Basis) : null;

    static MaterialView Of(Material material, KindRules rules, IReadOnlyList<Circumstance> circumstances, Guid filing)
    {
        var rule = rules.Materials.Single(r => r.Key == material.Key);
        return new(
            material.Key, rule.TitleZh, rule.TitleEn, rule.IsNeeded(circumstances), rule.Basis, material.Name, material.Sha256,
            material.SizeBytes, material.Text, material.Sha256 is null ? null
            : $"/api/registration/filings/{filing}/materials/{material.Sha256}", material.Statement?.Id);
    }

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Download(
        Guid id, string sha256, HttpContext context, AppDb db, FilingViews views, Blobs blobs, CancellationToken ct)
    {
        var wanted = new FilingId(id);
        if (await views.Visible(db).Include(f => f.Acts).SingleOrDefaultAsync(f => f.Id == wanted, ct) is not { } filing
            || await NameOf(filing, sha256, db, ct) is not { } name || blobs.Open(sha256) is not { } bytes)
            return Refusals.NoSuchMaterial.Problem(context);
        return TypedResults.Stream(bytes, "application/octet-stream", name);
    }

    /// <summary>A paper of the form, of an act, of an objection or of what was said to it.</summary>
    static async Task<string?> NameOf(Filing filing, string sha256, AppDb db, CancellationToken ct)
    {
        if (filing.Content.Materials.FirstOrDefault(m => m.Sha256 == sha256) is { } material) return material.Name;
        var id = filing.Id;
        var objections = await db.Set<Objection>().AsNoTracking().Where(o => o.FilingId == id).OrderBy(o => o.Id).Take(Paging.TakeMax)
            .Select(o => o.Papers).ToListAsync(ct);
        var hearings = await db.Set<Hearing>().AsNoTracking().Where(h => h.FilingId == id).OrderBy(h => h.At).Take(Paging.TakeMax)
            .Select(h => h.Papers).ToListAsync(ct);
        return filing.Acts.Select(a => a.Papers).Concat(objections).Concat(hearings).SelectMany(p => p)
            .FirstOrDefault(p => p.Sha256 == sha256)?.Name;
    }
}
