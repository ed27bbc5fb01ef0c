using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Watermark;
using Yuanliu.Kernel;
using Yuanliu.Space.Delivery;
using Yuanliu.Space.Uses;
using Yuanliu.Space.Verification;

namespace Yuanliu.Tests.Gateway;

public sealed class DeliveryTests
{
    static async Task<string> Fetch(HttpClient who, JsonObject delivery)
        => await (await TestApp.Done(await who.GetAsync((string)delivery["href"]!))).Content.ReadAsStringAsync();

    [Fact]
    public async Task A_file_holds_the_agreed_columns_harmless_to_spreadsheets_and_is_counted_once()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var (program, _, _) = await test.Key();
        var made = await TestApp.Body(await test.Make(program));
        var lines = (await Fetch(program, made)).TrimEnd().Split("\r\n");

        lines[0].ShouldBe("district,trade,price,area,sold");
        lines.Length.ShouldBe(GatewayTest.People + 1);
        lines.ShouldNotContain(l => l.StartsWith('='));
        lines.Count(l => l.StartsWith("'=海淀", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        (await TestApp.Body(await test.Make(program)))["repeat"]!.GetValue<bool>().ShouldBeTrue();
        (await test.Prices()).ShouldBe([50_000]);

        var fact = JsonNode.Parse(await test.App.Db(db => db.Set<JournalEntry>().Where(e => e.Kind == "space.file-delivered/1")
            .Select(e => e.Envelope).SingleAsync()))!["body"]!;
        fact["markSha256"].ShouldBeText((string)made["markSha256"]!);
        fact["fileSha256"].ShouldBeText((string)made["fileSha256"]!);
        var kept = await test.App.Db(db => db.Set<Delivered>().AsNoTracking().SingleAsync());
        var key = new MarkKey(test.App.Services.GetRequiredService<SpaceKeys>().Marks);
        Convert.ToHexStringLower(kept.Plan.Commitment(key)).ShouldBe((string)fact["markSha256"]!, "whoever shows plan and key proves it");
        await test.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Who_does_not_wait_is_told_the_job_and_finds_the_file_made_once_it_is_done()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var reply = await test.MakeLater(test.Developer);
        ((int)reply.StatusCode).ShouldBe(202);
        var job = (await TestApp.Body(reply))["jobId"]!.GetValue<Guid>();
        reply.Headers.Location!.ToString().ShouldBe($"/api/jobs/{job}");
        var ended = await TestApp.JobEnd(test.Developer, job);
        ended["state"].ShouldBeText("Done");
        ended["total"]!.GetValue<long>().ShouldBeGreaterThan(0);
        var made = (await test.Files(test.Developer)).Single();
        (await Fetch(test.Developer, made)).Length.ShouldBeGreaterThan(1000);
        (await TestApp.Body(await test.MakeLater(test.Developer)))["repeat"]!.GetValue<bool>().ShouldBeTrue();
        (await test.Prices()).ShouldBe([50_000]);
    }

    [Fact]
    public async Task A_file_that_is_cancelled_is_not_counted_and_leaves_nothing_behind()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        Task<HttpResponseMessage> waiting;
        using (await test.App.Services.GetRequiredService<Turns>().Take([$"file/{test.Agreement:N}"], CancellationToken.None))
        {
            waiting = test.Make(test.Developer);                        // its turn does not come
            var behind = (await TestApp.Body(await test.MakeLater(test.Developer, "Parquet")))["jobId"]!.GetValue<Guid>();
            JsonArray jobs;
            do jobs = (await test.Developer.GetFromJsonAsync<JsonArray>("/api/jobs"))!;
            while (jobs.Count < 2 || !jobs.Any(j => (string)j!["state"]! == "Running"));
            foreach (var job in jobs) await TestApp.Done(await test.Developer.PostAsync($"/api/jobs/{job!["id"]}/cancel", null));
            await waiting.ShouldBeRefused(409, "space.file-cancelled");
            (await TestApp.JobEnd(test.Developer, behind))["state"].ShouldBeText("Cancelled");
        }
        (await test.Used()).ShouldBe(0);
        (await test.Prices()).ShouldBeEmpty();
        var making = Path.Combine(test.App.DataFolder, "space", "making");
        (Directory.Exists(making) ? Directory.EnumerateFileSystemEntries(making) : []).ShouldBeEmpty();
        await TestApp.Done(await test.Make(test.Developer));
        await test.App.ShouldBeWhole();
    }

    /// <summary>The file is made, and waits to be counted, while the agreement changes.</summary>
    [Theory]
    [InlineData(true, "space.not-in-force")]
    [InlineData(false, "space.policy-changed")]
    public async Task What_ends_or_changes_while_a_file_is_made_keeps_it_back_and_counts_nothing(bool ends, string code)
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        int Kept() => Directory.EnumerateFiles(test.App.DataFolder, "*", SearchOption.AllDirectories)
            .Count(f => f.Contains("blobs", StringComparison.Ordinal));
        var before = Kept();
        Task<HttpResponseMessage> waiting;
        using (await test.App.Services.GetRequiredService<Turns>().Take([$"meter/{test.Agreement:N}"], CancellationToken.None))
        {
            waiting = test.Make(test.Developer);
            while (Kept() == before) await Task.Yield();
            test.Agree(c => ends ? c with { InForce = false } : c with { Policy = c.Policy with { MinGroup = 9 } });
        }
        await waiting.ShouldBeRefused(409, code);
        (await test.Used()).ShouldBe(0);
        (await test.Files(test.Developer)).ShouldBeEmpty();
        await test.App.ShouldBeWhole();
    }

    [Fact]
    public async Task A_parquet_file_holds_the_same_rows_with_their_types()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var made = await TestApp.Body(await test.Make(test.Developer, "Parquet"));
        var bytes = await (await TestApp.Done(await test.Developer.GetAsync((string)made["href"]!))).Content.ReadAsByteArrayAsync();
        Encoding.ASCII.GetString(bytes, 0, 4).ShouldBe("PAR1");
        made["rows"]!.GetValue<long>().ShouldBe(GatewayTest.People);
    }

    [Fact]
    public async Task A_found_copy_names_its_recipient_though_half_its_rows_are_gone_and_nobody_else()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var copy = await Fetch(test.Developer, await TestApp.Body(await test.Make(test.Developer)));
        var lines = copy.TrimEnd().Split("\r\n");
        var leak = string.Join("\r\n", lines.Take(1).Concat(lines.Skip(1).Where((_, i) => i % 2 == 0).Reverse()));

        var buyer = (await TestApp.Body(await test.Developer.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>();
        var other = await test.App.SignIn("另一买方", Role.Analyst);
        var otherId = (await TestApp.Body(await other.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>();
        test.Agree(c => c with { Buyer = new(otherId) });
        var theirs = await Fetch(other, await TestApp.Body(await test.Make(other, "Csv")));
        theirs.ShouldNotBe(copy);

        var found = await TestApp.Body(await test.Seller.PostAsync($"/api/space/resources/{test.Resource}/found-copies",
            new StringContent(leak, Encoding.UTF8, "text/csv")));
        var named = found["findings"]!.AsArray().Where(f => f!["isNamed"]!.GetValue<bool>()).ToList();
        named.Single()!["recipientId"]!.GetValue<Guid>().ShouldBe(buyer);
        named[0]!["pValueLog10"]!.GetValue<double>().ShouldBeLessThan(-9);
        (found["deliveries"]!.GetValue<int>(), found["positions"]!.GetValue<int>() > 100).ShouldBe((2, true));
    }

    [Fact]
    public async Task A_found_copy_in_parquet_names_its_recipient_and_a_broken_one_is_refused()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var made = await TestApp.Body(await test.Make(test.Developer, "Parquet"));
        var bytes = await (await TestApp.Done(await test.Developer.GetAsync((string)made["href"]!))).Content.ReadAsByteArrayAsync();
        var path = $"/api/space/resources/{test.Resource}/found-copies";
        var found = await TestApp.Body(await test.Seller.PostAsync(path, new ByteArrayContent(bytes)));
        var buyer = (await TestApp.Body(await test.Developer.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>();
        found["findings"]!.AsArray().Single(f => f!["isNamed"]!.GetValue<bool>())!["recipientId"]!.GetValue<Guid>().ShouldBe(buyer);
        await test.Seller.PostAsync(path, new ByteArrayContent(bytes[..(bytes.Length / 2)])).ShouldBeRefused(400, "space.copy-unreadable");
        var aside = Path.Combine(test.App.DataFolder, "space", "found");
        Directory.EnumerateFileSystemEntries(aside).ShouldBeEmpty();
    }

    [Fact]
    public async Task Copies_are_looked_into_by_the_holder_and_the_platform_only()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var (path, csv) = ($"/api/space/resources/{test.Resource}/found-copies", "a,b\n1,2\n");
        await test.Seller.PostAsync(path, new StringContent(csv)).ShouldBeRefused(404, "space.no-deliveries");
        await TestApp.Done(await test.Make(test.Developer));
        await (await test.App.SignIn("旁人", Role.Steward)).PostAsync(path, new StringContent(csv)).ShouldBeRefused(404,
            "space.no-deliveries");
        await test.Developer.PostAsync(path, new StringContent(csv)).ShouldBeRefused(403, "session.role");
        (await TestApp.Body(await test.Staff.PostAsync(path, new StringContent(csv))))["positions"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Deletion_is_confirmed_by_its_day_or_it_is_overdue_and_can_still_be_confirmed()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var made = await TestApp.Body(await test.Make(test.Developer));
        made["deleteBy"].ShouldBeText("2026-04-10");        // ten days after the term
        Task<HttpResponseMessage> Confirm(HttpClient who) => who.PostAsJsonAsync($"{made["href"]}/confirm-deletion",
            new { statement = "已删除全部副本" });

        var work = (await TestApp.Body(await test.Developer.GetAsync("/api/work")))["items"]!.AsArray();
        work.ShouldContain(i => (string)i!["title"]! == "HY-2026-0009 · 确认删除第 1 次使用的交付文件 · 2026-04-10");
        JsonNode.Parse(await test.Seller.GetStringAsync($"/api/space/agreements/{test.Agreement}/duties"))!.AsArray().Single()!["kind"]
            .ShouldBeText("Delete");
        await test.App.AdvanceTo("2026-04-11");
        var later = await test.App.SignIn("买方", Role.Analyst);
        (await test.Files(later)).Single()["stage"].ShouldBeText("Overdue");
        (await TestApp.Body(await Confirm(later)))["stage"].ShouldBeText("Deleted");
        await Confirm(later).ShouldBeRefused(409, "duty.step-not-open");
        await later.GetAsync((string)made["href"]!).ShouldBeRefused(404, "space.no-such-delivery");
        (await test.App.FactKinds()).Count(k => k == "space.duty-step/1").ShouldBe(2);
    }

    [Fact]
    public async Task Where_no_deletion_is_owed_it_may_be_stated_all_the_same()
    {
        await using var test = await GatewayTest.Start(controls: GatewayTest.Open with { Duties = [] }, withIndex: false);
        var made = await TestApp.Body(await test.Make(test.Developer));
        (made["deleteBy"], (string?)made["stage"]).ShouldBe((null, "Delivered"));
        var told = await TestApp.Body(await test.Developer.PostAsJsonAsync($"{made["href"]}/confirm-deletion", new { statement = "已删除" }));
        ((string?)told["stage"], (string?)told["statement"]).ShouldBe(("Deleted", "已删除"));
        await test.Developer.GetAsync((string)made["href"]!).ShouldBeRefused(404, "space.no-such-delivery");
    }

    [Fact]
    public async Task Of_two_who_confirm_at_once_the_second_is_told()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var made = await TestApp.Body(await test.Make(test.Developer));
        Task<HttpResponseMessage> Confirm() => test.Developer.PostAsJsonAsync($"{made["href"]}/confirm-deletion",
            new { statement = "已删除" });
        test.Pause.Then = async () => await TestApp.Done(await Confirm());
        await Confirm().ShouldBeRefused(409, "changed-meanwhile");
    }

    [Fact]
    public async Task What_cannot_bear_a_mark_is_not_given_as_a_file()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        test.Agree(c => c with { Policy = c.Policy with { Columns = [.. c.Policy.Columns.Where(x => x.Name is "district" or "id_no")] } });
        await test.Make(test.Developer).ShouldBeRefused(409, "space.unmarkable");
        (await test.Used()).ShouldBe(0);
    }

    [Fact]
    public async Task Deliveries_come_page_after_page_and_are_found_by_number_fingerprint_and_state()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var first = await TestApp.Body(await test.Make(test.Developer));
        var second = await TestApp.Body(await test.Make(test.Developer, "Parquet"));
        test.Renew();
        await TestApp.Done(await test.Make(test.Developer));
        async Task<List<int>> Numbers(string query) => [.. (await test.Files(test.Seller, query)).Select(f => (int)f["number"]!)];

        var (page, next) = await test.Page("files", "take=2");
        page.Select(f => (int)f["number"]!).ShouldBe([3, 2]);
        var (last, end) = await test.Page("files", $"take=2&after={next}");
        (last.Select(f => (int)f["number"]!).Single(), end).ShouldBe((1, null));
        (await Numbers($"after={last.Single()["useId"]}")).ShouldBeEmpty();
        (await Numbers("after=nonsense")).ShouldBe([3, 2, 1], "no cursor is the beginning");
        (await test.Page("files", "take=3")).Next.ShouldBeNull();

        (await Numbers("q=2")).ShouldContain(2);
        var fingerprint = (string)first["fileSha256"]!;
        (await Numbers($"q={fingerprint[..20].ToUpperInvariant()}")).ShouldBe([1]);
        (await Numbers($"q={fingerprint[1..20]}")).ShouldBeEmpty("a fingerprint is found by its beginning");
        (await Numbers("q=%25")).ShouldBeEmpty();

        await TestApp.Done(await test.Developer.PostAsJsonAsync($"{second["href"]}/confirm-deletion", new { statement = "已删除" }));
        (await Numbers("stage=Deleted")).ShouldBe([2]);
        (await Numbers("stage=Delivered")).ShouldBe([3, 1]);
        (await Numbers("stage=Overdue")).ShouldBeEmpty();
        await test.AdvanceTo("2026-04-11");
        (await test.Files(test.Developer, "stage=Overdue&take=1")).Single()["number"]!.GetValue<int>().ShouldBe(3);
        (await test.Files(test.Developer, "stage=Delivered")).ShouldBeEmpty();
        (await test.Developer.GetAsync($"/api/space/agreements/{test.Agreement}/files?stage=Nonsense")).StatusCode
            .ShouldBe(HttpStatusCode.BadRequest);
        await (await test.App.SignIn("旁人", Role.Steward)).GetAsync($"/api/space/agreements/{test.Agreement}/files")
            .ShouldBeRefused(404, "space.no-such-agreement");
    }
}
