using Yuanliu.Compute.Identifiers;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Accounts;

/// <summary>开立登记账户 — a party enters a register before its first filing: at once, or by an application where the paper has it
/// reviewed.</summary>
internal static class OpenAccount
{
    /// <param name="Pack">Of the register.</param>
    internal sealed record Request(string Pack)
    {
        public AccountContact? Contact { get; init; }
        /// <summary>SHA-256 of files that were uploaded before, each under the key that the pack gives it.</summary>
        public IReadOnlyList<string> Papers { get; init; } = [];
    }

    /// <param name="OpenedOn">Null while it is applied for only.</param>
    internal sealed record View(
        Guid Id, string Number, string Pack, string Title, DateOnly? OpenedOn, AccountStatus Status, AccountContact Contact,
            string SubjectName,
        string SubjectCode, bool SubjectChanged, IReadOnlyList<OpenStep> OpenSteps);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Pack).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Contact).SetValidator(new AccountContact.Shape()!);
            RuleFor(r => r.Papers).Must(Filings.ActRequest.Shape.AreHashes);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/accounts", Handle).OpenTo("registration:write", Role.Steward).WithName(nameof(OpenAccount)).WithSummary("开立登记账户");
        routes.MapGet("/accounts", List).OpenToSignedIn("registration:read").WithName("ListRegistrationAccounts").WithSummary("登记账户");
    }

    static async Task<Results<Created<View>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, RegistrationPacks packs, IParties parties, AccountOpening opening, IClock clock,
        CallerBox box, CancellationToken ct)
    {
        var (today, own) = (LegalDay.Of(clock.Now), new OrganizationId(box.Known.OrganizationId));
        // Whoever is to take over a right that stands needs an account, whatever became of the rules.
        if (packs.ForWhatStands(request.Pack, today) is not { } pack) return packs.NotInForce(request.Pack, today).Problem(context);
        var register = pack.Rules.Jurisdiction;
        var held = await db.Set<Account>().SingleOrDefaultAsync(a => a.OrganizationId == own && a.Jurisdiction == register, ct);
        if (held is { Status: AccountStatus.Applied }) return Refusals.AccountCaseRuns.Problem(context);
        if (held is not (null or { Status: AccountStatus.NotOpened })) return Refusals.AccountExists(held.Number).Problem(context);

        if (await parties.Find(own, ct) is not { } party
            || !(party.IsPerson || UnifiedCreditCode.IsValid(party.Code))) return Refusals.NotVerified.Problem(context);
        if (!pack.Rules.Admits(party)) return Refusals.SubjectNotAdmitted(party.IsPerson, pack.Rules.Subjects.Basis).Problem(context);

        await using var writing = await Writing.Begin(db, ct);
        var made = await opening.Make(request, party, held, pack, ct);
        if (made.Refusal is { } refusal) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        await writing.Commit(ct);
        return TypedResults.Created($"/api/registration/accounts/{made.Value!.Id.Value}", Of(made.Value, pack, party, box));
    }

    static async Task<Ok<Page<View>>> List(
        AppDb db, RegistrationPacks packs, IParties parties, CallerBox box, IClock clock, CancellationToken ct)
    {
        var (today, own) = (LegalDay.Of(clock.Now), new OrganizationId(box.Known.OrganizationId));
        var party = await parties.Find(own, ct);
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => a.OrganizationId == own).OrderBy(a => a.Id).Take(Paging.TakeMax)
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<View>(
            accounts.ConvertAll(a => Of(a, packs.ForWhatStands(a.Jurisdiction, today), party, box)), null));
    }

    /// <summary>It is told where the party register knows the subject by another name or code: the account then has to be
    /// changed.</summary>
    static View Of(Account a, RegistrationPack? pack, PartyCard? party, CallerBox box) => new(
        a.Id.Value, a.Number, pack?.Id ?? a.Jurisdiction, pack?.Rules.Title ?? a.Jurisdiction,
            a.Status is AccountStatus.Applied or AccountStatus.NotOpened ? null : a.OpenedOn, a.Status, a.Contact,
            a.SubjectName,
        a.SubjectCode, party is not null && (party.Name != a.SubjectName || party.Code != a.SubjectCode),
            box.Known.Is(Role.Steward) ? [.. Steps(a, pack)] : []);

    /// <summary>What the subject may do with its account: reach data by itself, the rest as cases where the register knows them.</summary>
    static IEnumerable<OpenStep> Steps(Account a, RegistrationPack? pack)
    {
        if (a.Status is AccountStatus.Closed or AccountStatus.NotOpened) yield break;
        var path = $"/api/registration/accounts/{a.Id.Value}";
        yield return new("UpdateContact", nameof(Actor.Applicant), $"{path}/contact", null, false, false);
        if (a.Status is not AccountStatus.Open || pack?.Rules.Accounts is not { Change: { } term } rules) yield break;
        yield return new("RequestChange", nameof(Actor.Applicant), $"{path}/change", term.Basis, true, false);
        yield return new("RequestCancellation", nameof(Actor.Applicant), $"{path}/cancel",
            rules.FrozenByCancellation?.Basis ?? term.Basis, true, false);
    }
}
