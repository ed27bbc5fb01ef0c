using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Pdf;
using Yuanliu.Compute.Verification;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Trading;

public sealed class AgreementEvidenceTests
{
    [Fact]
    public async Task Receipt_and_print_are_there_once_the_agreement_is_in_force_and_the_log_has_sealed_it()
    {
        await using var deal = await Deal.Open();
        var id = await deal.Propose();
        var path = $"/api/trading/agreements/{id}";
        await deal.Analyst.GetAsync($"{path}/agreement.json").ShouldBeRefused(409, "trading.not-agreed");
        await deal.Analyst.GetAsync($"{path}/receipt.tlog-proof").ShouldBeRefused(409, "trading.not-signed");
        await Deal.Done(deal.Seller, id, "accept");
        await Deal.Done(deal.Seller, id, "sign");
        await deal.Analyst.GetAsync($"{path}/agreement.pdf").ShouldBeRefused(409, "trading.not-signed");
        await Deal.Done(deal.Analyst, id, "sign");
        await deal.Analyst.GetAsync($"{path}/receipt.tlog-proof").ShouldBeRefused(409, "evidence.sealing");
        await deal.Analyst.GetAsync($"{path}/agreement.pdf").ShouldBeRefused(409, "evidence.sealing");

        await deal.Market.Seal();
        (await deal.Analyst.GetStringAsync($"{path}/receipt.tlog-proof")).ShouldStartWith("c2sp.org/tlog-proof@v1");
        await TestApp.Done(await deal.Analyst.GetAsync($"{path}/agreement.pdf"));
    }

    [Fact]
    public async Task The_document_and_its_receipt_hold_together_with_nothing_but_the_logs_key()
    {
        await using var deal = await Deal.Open();
        var path = $"/api/trading/agreements/{await deal.InForce()}";
        await deal.Market.Seal();
        var pdf = PdfVerifier.Verify(await deal.Analyst.GetByteArrayAsync($"{path}/agreement.pdf"));
        BundleFile[] files =
        [
            new("agreement.json", await deal.Analyst.GetByteArrayAsync($"{path}/agreement.json")),
            new("agreement.tlog-proof", await deal.Analyst.GetByteArrayAsync($"{path}/receipt.tlog-proof")),
            new("keys.tlog-proof", pdf.Attachment("keys.tlog-proof")!.Content),
        ];
        var report = ProofBundle.Verify(files, await deal.App.Anyone.GetStringAsync("/log/key"));
        report.Holds.ShouldBeTrue(string.Join('\n', report.Checks));
        report.Checks.Select(c => c.Code).ShouldBe(["receipt.sealed", "receipt.sealed", "file.bound", "proof.valid"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_print_verifies_alone_is_made_once_and_every_change_of_it_is_found()
    {
        await using var deal = await Deal.Open();
        var path = $"/api/trading/agreements/{await deal.InForce()}/agreement.pdf";
        await deal.Market.Seal();

        var pdf = await deal.Analyst.GetByteArrayAsync(path);
        var key = await deal.App.Anyone.GetStringAsync("/log/key");
        var report = ProofBundle.Verify([new("agreement.pdf", pdf)], key);
        report.Holds.ShouldBeTrue(string.Join('\n', report.Checks));
        report.Checks.Select(c => c.Code).ShouldBe(["receipt.sealed", "receipt.sealed", "file.bound", "pdf.signed"], ignoreOrder: true);
        for (var at = 0; at < pdf.Length; at += 4001)
        {
            var changed = pdf.ToArray();
            changed[at] ^= 1;
            ProofBundle.Verify([new("agreement.pdf", changed)], key).Holds.ShouldBeFalse($"byte {at}");
        }

        await deal.Market.Seal();
        var prints = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => deal.Seller.GetByteArrayAsync(path)));
        prints.ShouldAllBe(p => p.SequenceEqual(pdf));
        (await deal.TradingFacts()).Count(k => k == "trading.agreement-printed/1").ShouldBe(1);
    }

    [Fact]
    public async Task Two_who_ask_for_the_same_new_print_get_the_same_one()
    {
        await using var deal = await Deal.Open();
        var path = $"/api/trading/agreements/{await deal.InForce()}/agreement.pdf";
        await deal.Market.Seal();
        var prints = await Task.WhenAll(deal.Seller.GetByteArrayAsync(path), deal.Analyst.GetByteArrayAsync(path));
        prints[0].ShouldBe(prints[1]);
        (await deal.TradingFacts()).Count(k => k == "trading.agreement-printed/1").ShouldBe(1);
    }

    [Fact]
    public async Task The_check_is_clean_and_finds_a_document_that_was_altered_or_lost()
    {
        await using var deal = await Deal.Open();
        var id = await deal.InForce();
        (await Findings(deal)).ShouldBeEmpty();

        var sha256 = (await Deal.Get(deal.Analyst, id))["documentSha256"]!.GetValue<string>();
        var path = deal.App.Services.GetRequiredService<Blobs>().PathOf(sha256);
        var document = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, document.Replace("80000", "80001", StringComparison.Ordinal));
        (await Findings(deal)).Single().ShouldContain("was altered");
        await File.WriteAllTextAsync(path, document);
        await deal.App.Db(db => db.Database.ExecuteSqlAsync($"DELETE FROM trading_signature"));
        (await Findings(deal)).Single().ShouldContain("not signed by both sides");
    }

    static async Task<List<string>> Findings(Deal deal)
    {
        await using var scope = deal.App.Services.CreateAsyncScope();
        var check = scope.ServiceProvider.GetServices<IIntegrity>().Single(c => c.Name == "agreements");
        return [.. (await check.Check(default)).Select(f => f.What)];
    }
}
