using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Accounts;

/// <summary>开户 — opens an account at once, or takes the application for it where the paper has that reviewed first.</summary>
internal sealed class AccountOpening(
    AppDb db, PinnedPacks pinned, FilingSteps filings, Numbers numbers, Mint mint, IClock clock, HostSettings node, CallerBox box)
{
    /// <summary>Not saved. Needs a transaction: its number is taken in it.</summary>
    /// <param name="before">An account that was applied for and not opened: it is applied for anew, or opened where nobody reviews that
    /// any more.</param>
    public async Task<Result<Account>> Make(
        OpenAccount.Request request, PartyCard party, Account? before, RegistrationPack pack, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        if (pack.Rules.Accounts?.Opening is not { } rules)
        {
            var number = await numbers.Next(pack.Rules.Numbers.Account, "account", pack.Rules, today.Year, ct);
            var opened = before ?? New(party, pack, today, number);
            opened.Verify(party);
            opened.Open(today, number, pack, node);
            return opened;
        }
        if (rules.Contact.Value && request.Contact is not { Reaches: true })
            return Refusals.FieldMissing("联系信息", "Contact data", rules.Contact.Basis);
        var papers = await Papers(request, rules, ct);
        if (papers.Refusal is { } missing) return missing;
        await pinned.Pin(pack, ct);
        var account = before
            ?? New(party, pack, today, await numbers.Next(pack.Rules.Numbers.Filing, "filing", pack.Rules, today.Year, ct));
        account.Verify(party);
        account.Apply(request.Contact, node);
        var made = new AccountCase
        {
            Id = mint.Id(), AccountId = account.Id, Kind = AccountCaseKind.Opening, Reason = "", Papers = papers.Value!, PackId = pack.Id,
            PackSha256 = pack.Sha256, RequestedAt = clock.Now, RequestedBy = new(box.Known.PersonId),
        };
        made.Request(node);
        db.Add(made);
        return account;
    }

    Account New(PartyCard party, RegistrationPack pack, DateOnly today, string number)
    {
        var account = new Account
        {
            Id = mint.Id<AccountId>(), OrganizationId = party.Id, Jurisdiction = pack.Rules.Jurisdiction, OpenedOn = today,
            SubjectName = party.Name, SubjectCode = party.Code, Number = number,
        };
        db.Add(account);
        return account;
    }

    /// <summary>Each paper that the pack names, as a file of the applicant's, and no other.</summary>
    async Task<Result<List<ActPaper>>> Papers(OpenAccount.Request request, OpeningRules rules, CancellationToken ct)
    {
        var found = await filings.Papers(request.Papers, ct);
        if (found.Refusal is { } unknown) return unknown;
        if (found.Value!.Find(p => !rules.Materials.Exists(m => m.Known is null && m.Key == p.Key)) is { } stray)
            return Refusals.MaterialUnknown(stray.Key ?? stray.Name);
        return rules.Materials.Find(m => m.IsNeeded([]) && !found.Value.Exists(p => p.Key == m.Key)) is { } missing
            ? Refusals.MaterialMissing(missing.TitleZh, missing.TitleEn, missing.Basis) : found;
    }
}
