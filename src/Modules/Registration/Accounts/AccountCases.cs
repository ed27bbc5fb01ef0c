using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Accounts;

/// <summary>Takes cases about accounts through their procedure, and lets the account follow.</summary>
internal sealed class AccountCases(
    AppDb db, RegistrationPacks packs, PinnedPacks pinned, FilingSteps filings, IParties parties, WorkCalendar calendar, IClock clock,
    Mint mint, Numbers numbers, HostSettings node, CallerBox box)
{
    public async Task<Result<ManageAccount.View>> Begin(AccountId id, AccountCaseKind kind, ActRequest request, CancellationToken ct)
    {
        var (own, today) = (new OrganizationId(box.Known.OrganizationId), LegalDay.Of(clock.Now));
        if (await db.Set<Account>().SingleOrDefaultAsync(a => a.Id == id && a.OrganizationId == own, ct) is not { } account)
            return Refusals.NoSuchAccount;
        if (packs.ForWhatStands(account.Jurisdiction, today) is not { } pack) return packs.NotInForce(account.Jurisdiction, today);
        if (pack.Rules.Accounts is not { Change: { } term } rules) return Refusals.AccountCaseNotOffered(pack.Rules.Source);
        if (account.Bar(term.Basis, pack.Rules) is { } bar) return bar;
        if (string.IsNullOrWhiteSpace(request.Reason)) return Refusals.ReasonRequired;
        if (kind is AccountCaseKind.Cancellation && rules.BusinessSettled is { Value: true } settled && await IsBusy(account, today, ct))
            return Refusals.BusinessUnsettled(settled.Basis);
        if (await db.Set<AccountCase>()
            .AnyAsync(c => c.AccountId == id && (c.Stage == AccountStage.Requested || c.Stage == AccountStage.Reviewed), ct))
            return Refusals.AccountCaseRuns;
        var papers = await filings.Papers(request.Papers, ct);
        if (papers.Refusal is { } missing) return missing;

        await pinned.Pin(pack, ct);
        var made = new AccountCase
        {
            Id = mint.Id(), AccountId = id, Kind = kind, Reason = request.Reason.Trim(), Papers = papers.Value!, PackId = pack.Id,
            PackSha256 = pack.Sha256, RequestedAt = clock.Now, RequestedBy = new(box.Known.PersonId),
        };
        made.Request(node);
        db.Add(made);
        account.Set(kind is AccountCaseKind.Cancellation && rules.FrozenByCancellation is { Value: true } ? AccountStatus.Frozen
            : account.Status, node);
        await db.SaveChangesAsync(ct);
        return View(made, account, pack);
    }

    /// <summary>Nothing runs and nothing stands: neither a filing nor a certificate of the subject in this register.</summary>
    async Task<bool> IsBusy(Account account, DateOnly today, CancellationToken ct)
    {
        var (holder, ids) = (account.OrganizationId, packs.All.Where(p => p.Rules.Jurisdiction == account.Jurisdiction).Select(p => p.Id)
            .ToList());
        Stage[] ended = [Stage.Registered, Stage.Refused, Stage.Withdrawn, Stage.Lapsed, Stage.Terminated];
        return await db.Set<Filing>().AnyAsync(f => f.ApplicantId == holder && ids.Contains(f.PackId) && !ended.Contains(f.Stage), ct)
            || await db.Set<Certificate>().AnyAsync(c => c.HolderId == holder && ids.Contains(c.PackId)
                && (c.Status == CertificateStatus.Valid || c.Status == CertificateStatus.Suspended) && !(c.ValidUntil < today), ct);
    }

    public async Task<Result<ManageAccount.View>> Take(Guid id, AccountStep step, string? reason, CancellationToken ct)
    {
        await using var writing = await Writing.Begin(db, ct);
        if (await db.Set<AccountCase>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } found) return Refusals.NoSuchAccountCase;
        var account = await db.Set<Account>().SingleAsync(a => a.Id == found.AccountId, ct);
        if (step is AccountStep.Withdraw && account.OrganizationId.Value != box.Known.OrganizationId) return Refusals.NoSuchAccountCase;
        var pack = await pinned.Of(found.PackId, found.PackSha256, ct);
        var by = step is AccountStep.Withdraw ? Actor.Applicant : Actor.Registrar;
        if (found.Take(step, by, new(box.Known.PersonId), reason, pack.Rules.Accounts!.EntryOf(found.Kind), clock.Now, calendar, node)
            .Refusal is { } refusal)
            return refusal;
        await Follow(found, account, pack, ct);
        await db.SaveChangesAsync(ct);
        await writing.Commit(ct);
        return View(found, account, pack);
    }

    async Task Follow(AccountCase ended, Account account, RegistrationPack pack, CancellationToken ct)
    {
        if (ended.Stage is AccountStage.Refused or AccountStage.Withdrawn)
            account.Set(ended.Kind is AccountCaseKind.Opening ? AccountStatus.NotOpened : AccountStatus.Open, node);
        if (ended.Stage is not AccountStage.Entered) return;
        if (ended.Kind is AccountCaseKind.Cancellation) account.Set(AccountStatus.Closed, node);
        else if (await parties.Find(account.OrganizationId, ct) is { } party) account.Verify(party);
        if (ended.Kind is not AccountCaseKind.Opening) return;
        var today = LegalDay.Of(clock.Now);
        account.Open(today, await numbers.Next(pack.Rules.Numbers.Account, "account", pack.Rules, today.Year, ct), pack, node);
    }

    public async Task<Page<ManageAccount.View>> Visible(AccountStage? stage, string? after, int size, CancellationToken ct)
    {
        var (own, staff) = (new OrganizationId(box.Known.OrganizationId), FilingViews.Staff.Any(box.Known.Is));
        var cases = db.Set<AccountCase>().AsNoTracking();
        if (Guid.TryParse(after, out var last)) cases = cases.Where(c => c.Id.CompareTo(last) < 0);
        var found = await (from c in cases
                           join a in db.Set<Account>().AsNoTracking() on c.AccountId equals a.Id
                           where (staff || a.OrganizationId == own) && (stage == null || c.Stage == stage)
                           orderby c.Id descending
                           select new { Case = c, Account = a }).Take(size + 1).ToListAsync(ct);
        var page = Paging.Cut(found, size, p => $"{p.Case.Id}");
        var views = new List<ManageAccount.View>();
        foreach (var pair in page.Items)
            views.Add(View(pair.Case, pair.Account, await pinned.Of(pair.Case.PackId, pair.Case.PackSha256, ct)));
        return new(views, page.Next);
    }

    ManageAccount.View View(AccountCase c, Account account, RegistrationPack pack)
    {
        var term = pack.Rules.Accounts!.EntryOf(c.Kind);
        var actors = new List<Actor>();
        if (box.Known.Is(Role.Registrar) && c.RequestedBy.Value != box.Known.PersonId) actors.Add(Actor.Registrar);
        if (box.Known.Is(Role.Steward) && account.OrganizationId.Value == box.Known.OrganizationId) actors.Add(Actor.Applicant);
        return new(
            c.Id, account.Id.Value, account.Number, account.Jurisdiction, c.Kind, c.Reason, c.Papers, c.RequestedAt, c.Stage,
            c is { StartedOn: { } started, DueOn: { } due }
                ? RunningClock.Of(nameof(AccountDeadline.Entry), started, due, term, LegalDay.Of(clock.Now), calendar) : null,
            [.. AccountProcedure.Steps.OpenTo(c.Stage, [.. actors]).Select(row => new OpenStep(row.Step.ToString(), row.By.ToString(),
                $"/api/registration/account-cases/{c.Id}/{FilingViews.Path(row.Step)}",
                term.Basis, row.Step is AccountStep.FailReview, row.Step is AccountStep.PassReview or AccountStep.Enter))], c.Answer);
    }
}
