using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Settlement.Accounts;
using Yuanliu.Settlement.Bills;

namespace Yuanliu.Settlement.Statements;

/// <summary>Writes statements: as things stand while a bill is open, from the kept text once it is settled.</summary>
internal sealed class StatementText(AppDb db, IParties parties, SettlementRules rules, Blobs blobs, HostSettings node)
{
    /// <summary>The final statement is read back, never written again: names may change, the evidence may not.</summary>
    public async Task<Statement> Read(Bill bill, CancellationToken ct) => bill.StatementSha256 is { } sha256
        ? JsonSerializer.Deserialize<Statement>(await blobs.Read(sha256, ct), CanonicalJson.Options)!
        : await Of(bill, ct);

    /// <summary>The statement of what the database and the running transaction hold.</summary>
    public async Task<Statement> Of(Bill bill, CancellationToken ct)
    {
        var cards = new Dictionary<OrganizationId, StatementParty>();
        foreach (var id in bill.Shares.Select(s => s.Party).Append(bill.Buyer).Append(bill.Seller).Append(bill.Holder).Distinct())
        {
            var card = await parties.Find(id, ct)
                ?? throw new InvalidOperationException($"Bill {bill.Number} names no organization {id.Value}.");
            cards[id] = new(id.Value, card.Name, card.Code);
        }
        var lines = bill.Lines.OrderBy(l => l.UseNumber).ToList();
        return new(Statement.Form, node.Urn("bill", bill.Id.Value), bill.Number,
            node.Urn("agreement", bill.Agreement.Value), bill.AgreementNumber, bill.AgreementSha256,
            cards[bill.Buyer], cards[bill.Seller], cards[bill.Holder], LegalDay.Of(lines[0].At), LegalDay.Of(lines[^1].At),
            bill.IssuedAt, bill.PaidAt, bill.Stage.ToString(), "CNY",
            new(rules.Tax.Treatment.ToString(), rules.Tax.Basis, rules.Tax.Open, rules.Tax.Reason),
            lines.ConvertAll(l => new StatementLine(l.UseNumber, l.UseId.Value, l.At, l.Price.Value)), bill.Amount.Value,
            [.. bill.Shares.OrderBy(s => s.Role)
                .Select(s => new StatementShare(s.Role.ToString(), cards[s.Party], s.BasisPoints, s.Amount.Value))],
            bill.SplitBasis, await Postings(bill, ct));
    }

    async Task<IReadOnlyList<StatementPosting>> Postings(Bill bill, CancellationToken ct)
    {
        await db.Set<LedgerEntry>().Include(e => e.Postings).Where(e => e.Cause == bill.Id.Value).LoadAsync(ct);
        var entries = db.Set<LedgerEntry>().Local.Where(e => e.Cause == bill.Id.Value).OrderBy(e => e.Id).ToList();
        var ids = entries.SelectMany(e => e.Postings).Select(p => p.AccountId).Distinct().ToList();
        await db.Set<LedgerAccount>().Where(a => ids.Contains(a.Id)).LoadAsync(ct);
        var accounts = db.Set<LedgerAccount>().Local.Where(a => ids.Contains(a.Id)).ToDictionary(a => a.Id);
        var names = await parties.OrganizationNames(accounts.Values.Select(a => a.Owner.Value), ct);
        return
        [
            .. from entry in entries
               from posting in entry.Postings.OrderBy(p => p.Number)
               let account = accounts[posting.AccountId]
               let rule = rules.Accounts[account.Kind]
               select new StatementPosting(entry.Id.Value, entry.At, entry.Kind.ToString(), rule.Code, rule.Zh, rule.En,
                   names.GetValueOrDefault(account.Owner.Value, ""), posting.DebitFen, posting.CreditFen, entry.Kind.Memo().Zh,
                       entry.Kind.Memo().En),
        ];
    }
}
