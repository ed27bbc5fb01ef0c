using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Merkle;
using Yuanliu.Compute.Verification;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Evidence;

public sealed class SealingTests
{
    [Fact]
    public async Task What_happened_is_sealed_in_order_and_its_receipt_holds_with_nothing_but_the_logs_key()
    {
        await using var app = await TestApp.Start();
        var admin = await app.Administrator();
        await Seal(app);

        var key = await app.Anyone.GetStringAsync("/log/key");
        var facts = (await TestApp.Body(await admin.GetAsync("/api/evidence/facts?take=100")))["items"]!.AsArray();
        facts.Select(f => f!["kind"]!.GetValue<string>())
            .ShouldBe(["evidence.keys-published/1", "parties.node-founded/1", "parties.organization-registered/1"]);
        foreach (var fact in facts)
        {
            fact!["sealed"]!.GetValue<bool>().ShouldBeTrue();
            var receipt = await (await TestApp.Done(
                await admin.GetAsync($"/api/evidence/facts/{fact["id"]}/receipt"))).Content.ReadAsByteArrayAsync();
            ProofBundle.Verify([new("a.tlog-proof", receipt)], key).Holds.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Every_single_changed_byte_of_a_receipt_is_found()
    {
        await using var app = await TestApp.Start();
        var admin = await app.Administrator();
        await Seal(app);
        var key = await app.Anyone.GetStringAsync("/log/key");
        var fact = (await TestApp.Body(await admin.GetAsync("/api/evidence/facts")))["items"]![0]!["id"];
        var receipt = await (await admin.GetAsync($"/api/evidence/facts/{fact}/receipt")).Content.ReadAsByteArrayAsync();

        for (var i = 0; i < receipt.Length; i++)
        {
            var changed = receipt.ToArray();
            changed[i] ^= 1;
            ProofBundle.Verify([new("a.tlog-proof", changed)], key).Holds.ShouldBeFalse($"byte {i} of {Encoding.UTF8.GetString(receipt)}");
        }
    }

    [Fact]
    public async Task The_log_is_served_as_tiles_that_an_outsider_can_rebuild()
    {
        await using var app = await TestApp.Start();
        await app.Administrator();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            for (var i = 0; i < 300; i++) db.Record("urn:yuanliu:test:note:1", new Noted(i));
            await db.SaveChangesAsync();
        }
        await Seal(app);

        var key = (await app.Anyone.GetStringAsync("/log/key")).TrimEnd('\n');
        NoteKey.TryParse(key, out var log).ShouldBeTrue();
        var opening = Checkpoint.Open(await app.Anyone.GetByteArrayAsync("/log/checkpoint"), log!);
        opening.Trusted.ShouldBeTrue();
        var size = opening.Checkpoint!.Size;
        size.ShouldBeGreaterThanOrEqualTo(302);

        var full = await app.Anyone.GetByteArrayAsync("/log/tile/0/000");
        full.Length.ShouldBe(256 * 32);
        await app.Anyone.GetAsync("/log/tile/0/002").ShouldBeRefused(404, "evidence.no-such-tile");
        await app.Anyone.GetAsync("/log/tile/0/..%2F..%2Fkeys%2Flog.ed25519").ShouldBeRefused(404, "evidence.no-such-tile");

        var folder = Path.Combine(app.DataFolder, "log");
        Fsck.Run(new DiskFiles(folder), log!).IsClean.ShouldBeTrue();
    }

    [Fact]
    public async Task Fsck_is_clean_and_finds_a_fact_that_was_altered_in_the_database()
    {
        await using var app = await TestApp.Start();
        await app.Administrator();
        await Seal(app);
        (await Findings(app)).ShouldBeEmpty();

        await app.Db(
            db => db.Database.ExecuteSqlAsync($"UPDATE kernel_journal SET \"Envelope\" = REPLACE(\"Envelope\", 'Platform', 'platform')"));
        (await Findings(app)).ShouldContain(f => f.Contains("not what was committed to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fsck_finds_a_log_that_is_newer_than_the_database()
    {
        await using var app = await TestApp.Start();
        await app.Administrator();
        await Seal(app);
        await app.Db(db => db.Database.ExecuteSqlAsync(
            $"DELETE FROM kernel_journal WHERE \"LeafIndex\" = (SELECT MAX(\"LeafIndex\") FROM kernel_journal)"));
        (await Findings(app)).ShouldContain(f => f.Contains("older than the log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Facts_are_sealed_before_the_node_is_set_up_and_its_keys_are_published_once_it_is()
    {
        await using var app = await TestApp.Start();
        await app.Db(async db =>
        {
            db.Record("urn:yuanliu:test:note:1", new Noted(1));
            return await db.SaveChangesAsync();
        });
        (await app.Seal()).ShouldBe(1);
        (await app.FactKinds()).ShouldNotContain("evidence.keys-published/1");

        await app.Administrator();
        await app.Seal();
        (await app.FactKinds()).ShouldContain("evidence.keys-published/1");
        await app.ShouldBeWhole();
    }

    /// <remarks>More than one batch of the sequencer.</remarks>
    [Fact]
    public async Task Once_sealed_nothing_that_had_happened_waits_however_much_it_is()
    {
        await using var app = await TestApp.Start();
        await app.Db(db =>
        {
            for (var i = 0; i < 4_100; i++) db.Record("urn:yuanliu:test:note:1", new Noted(i));
            return db.SaveChangesAsync();
        });
        (await app.Seal()).ShouldBe(4_100);
        (await app.Seal()).ShouldBe(0);
        await app.ShouldBeWhole();
    }

    [Fact]
    public async Task Another_organizations_matter_is_not_shown()
    {
        await using var app = await TestApp.Start();
        var (a, admin) = (await app.SignIn("甲公司", Role.Steward), await app.Administrator());
        var subject = (await TestApp.Body(await admin.GetAsync("/api/evidence/facts")))["items"]![0]!["subject"]!.GetValue<string>();
        await a.GetAsync($"/api/evidence/facts?subject={Uri.EscapeDataString(subject)}").ShouldBeRefused(403, "evidence.not-yours");
        await app.Anyone.GetAsync("/api/evidence/facts").ShouldBeRefused(401, "session.required");
    }

    [Fact]
    public async Task Anyone_drops_a_receipt_and_is_told_whether_it_holds()
    {
        await using var app = await TestApp.Start();
        var admin = await app.Administrator();
        await Seal(app);
        var fact = (await TestApp.Body(await admin.GetAsync("/api/evidence/facts")))["items"]![0]!["id"];
        var receipt = await (await admin.GetAsync($"/api/evidence/facts/{fact}/receipt")).Content.ReadAsByteArrayAsync();

        (await Drop(app, "a.tlog-proof", receipt))["ok"]!.GetValue<bool>().ShouldBeTrue();
        receipt[^20] ^= 1;
        (await Drop(app, "a.tlog-proof", receipt))["ok"]!.GetValue<bool>().ShouldBeFalse();
        (await Drop(app, "../x.pdf", "no pdf"u8.ToArray()))["ok"]!.GetValue<bool>().ShouldBeFalse();
        await app.Anyone.PostAsync("/api/public/verify", new StringContent("x")).ShouldBeRefused(400, "evidence.nothing-to-verify");
    }

    static async Task<System.Text.Json.Nodes.JsonObject> Drop(TestApp app, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "files", name } };
        return (await TestApp.Body(await app.Anyone.PostAsync("/api/public/verify", form)))["items"]![0]!.AsObject();
    }

    static async Task<List<string>> Findings(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var findings = new List<string>();
        foreach (var check in scope.ServiceProvider.GetServices<IIntegrity>())
            findings.AddRange((await check.Check(CancellationToken.None)).Select(f => f.What));
        return findings;
    }

    internal static Task Seal(TestApp app) => app.Seal();

    sealed record Noted(int Number) : Fact
    {
        public override string Kind => "test.noted/1";
    }
}
