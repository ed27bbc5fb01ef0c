using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using static Yuanliu.Tests.Space.TwoHolders;

namespace Yuanliu.Tests.Space;

/// <summary>决定重放 — a question over several tables is decided and read again from the policies, the request and the tables that were
/// kept with its uses.</summary>
public sealed class JoinReplayTests
{
    [Fact]
    public async Task An_answered_join_is_decided_again_under_each_of_its_agreements()
    {
        await using var test = await Start();
        await TestApp.Done(await test.Join());
        var again = await ShouldReplay(test, "  Same true", "  Same true");
        again.ConvertAll(r => (string?)r["requestSha256"]).Distinct().Count().ShouldBe(2, "each use has its own agreement's request");
    }

    [Fact]
    public async Task What_either_policy_refused_is_refused_again_by_the_same_clause()
    {
        await using var test = await Start();
        await test.Join(purpose: "营销").ShouldBeRefused(403, "space.purpose");
        test.Limit(Firms, c => c with { Modes = [UseMode.Api] });
        await test.Join().ShouldBeRefused(403, "space.mode");
        test.Limit(Firms, c => c with { Modes = UseControls.Default.Modes });
        (await test.Stop(Firms)).EnsureSuccessStatusCode();
        await test.Join().ShouldBeRefused(409, "space.stopped");
        await ShouldReplay(test, "space.stopped 12 Same false", "space.mode 1 Same false", "space.purpose 7 Same false");
    }

    [Fact]
    public async Task A_join_that_cannot_be_read_is_read_again_with_both_tables()
    {
        await using var test = await Start();
        foreach (var sql in new[]
        {
            "SELECT b.boss, count(*) FROM data JOIN b ON data.firm = b.firm GROUP BY b.boss",
            "SELECT count(*) FROM data JOIN c ON data.firm = c.firm", "SELECT count(*) FROM data JOIN b ON data.district = b.trade",
            "SELECT count(*) FROM data",
        })
            ((int)(await test.Join(sql)).StatusCode).ShouldBeOneOf(400, 403);
        await ShouldReplay(test, "space.unused-table  Same true", "space.join 2 Same true", "space.external 1 Same true",
            "space.column 4 Same true");
    }

    [Fact]
    public async Task Tables_that_do_not_go_together_or_are_not_there_are_refused_again()
    {
        await using var test = await Start();
        object firms = new { @as = "b", agreementId = Firms.Value }, missing = new { @as = "m", resourceId = Firms.Value };
        await test.AskWith(ByDistrict, null, firms, missing).ShouldBeRefused(404, "space.no-such-table");
        await test.AskWith(ByDistrict, null, firms, new { @as = "s", agreementId = Sales.Value })
            .ShouldBeRefused(404, "space.no-such-table");
        await test.AskWith(ByDistrict, null, firms, firms).ShouldBeRefused(400, "space.syntax");
        await test.AskWith(ByDistrict, null, [.. Enumerable.Range(0, 9).Select(i => new { @as = $"t{i}", agreementId = Firms.Value })])
            .ShouldBeRefused(403, "space.join");
        await ShouldReplay(test, "space.join 2 Same true", "space.syntax  Same true", "space.no-such-table  Same false",
            "space.no-such-table  Same false");
    }

    [Fact]
    public async Task A_table_of_the_buyers_own_is_remembered_by_its_columns_alone()
    {
        await using var test = await Start();
        var own = new { @as = "mine", resourceId = await test.Bring() };
        await TestApp.Done(await test.AskWith(
            "SELECT grade, count(*) FROM data JOIN mine ON data.firm = mine.firm GROUP BY grade", null, own));
        await test.AskWith("SELECT mine.nothing, count(*) FROM data JOIN mine ON data.firm = mine.firm GROUP BY 1", null, own)
            .ShouldBeRefused(403, "space.column");
        await ShouldReplay(test, "space.column 2 Same true", "  Same true");
    }

    [Fact]
    public async Task What_the_data_or_the_meter_refused_is_told_as_far_as_they_and_uses_that_were_spent_again()
    {
        await using var test = await Start();
        test.Agree(Firms, c => c with { Policy = c.Policy with { MinGroup = 7, Uses = 1 } });
        await test.Join().ShouldBeRefused(403, "space.not-released");
        test.Agree(Firms, c => c with { Policy = c.Policy with { MinGroup = 5 } });
        await TestApp.Done(await test.Join());
        await test.Join("SELECT count(*) FROM data JOIN b ON data.firm = b.firm").ShouldBeRefused(409, "space.uses-spent");
        await ShouldReplay(test, "space.uses-spent 5 Same true", "space.uses-spent 5 Same true", "  Same true", "  Same true",
            "space.not-released 3 SameUntilData true", "space.not-released 3 SameUntilData true");
    }

    [Fact]
    public async Task A_question_of_a_circle_is_decided_again_as_any_other()
    {
        await using var test = await Start();
        await TestApp.Done(await test.Join());
        const string all = "SELECT count(*) FROM data JOIN b ON data.firm = b.firm";
        test.Pause.Then = () => Form(test, test.Analyst, test.Holders[Firms]);
        await test.Join(all).ShouldBeRefused(409, "space.audit-changed");
        await TestApp.Done(await test.Join(all));
        await ShouldReplay(test, "  Same true", "  Same true", "space.audit-changed 12 SameUntilData true",
            "space.audit-changed 12 SameUntilData true", "  Same true", "  Same true");
    }

    [Fact]
    public async Task A_record_of_the_room_that_was_changed_or_lost_is_not_replayed_as_if_it_were_whole()
    {
        await using var test = await Start();
        await TestApp.Done(await test.Join());
        var ids = await Uses(test);
        var room = await test.App.Db(db => db.Set<Yuanliu.Space.Uses.Use>().Select(u => u.RoomSha256!).FirstAsync());
        var path = Directory.EnumerateFiles(test.App.DataFolder, room, SearchOption.AllDirectories).ShouldHaveSingleItem();
        var kept = await File.ReadAllTextAsync(path);
        kept.ShouldNotContain("price", Case.Insensitive, "it names tables and policies, and holds nothing of the data");
        await File.WriteAllTextAsync(path, kept.Replace("\"b\"", "\"c\"", StringComparison.Ordinal));
        foreach (var id in ids) (await Replay(test.Staff, id))["outcome"].ShouldBeText("NotReplayable");
        File.Delete(path);
        foreach (var id in ids) (await Replay(test.Staff, id))["outcome"].ShouldBeText("NotReplayable");
    }

    [Fact]
    public async Task The_holder_of_one_table_learns_by_what_code_and_not_in_what_words_the_other_refused()
    {
        await using var test = await Start();
        test.Agree(Firms, c => c with { Policy = c.Policy with { Purpose = "催收核查" } });
        await test.Join(purpose: "信用评估").ShouldBeRefused(403, "space.purpose");
        var id = (await Uses(test)).ShouldHaveSingleItem();
        var seen = await Replay(test.Holders[Sales], id);
        (seen["outcome"]!.ToString(), seen["recordedCode"]!.ToString(), seen["refusal"]).ShouldBe(("Same", "space.purpose", null));
        seen.ToJsonString().ShouldNotContain("催收核查");
        foreach (var client in new[] { test.Staff, test.Analyst })
            ((string?)(await Replay(client, id))["refusal"]!["zh"]).ShouldNotBeNull().ShouldContain("催收核查");
        await test.Holders[Firms].GetAsync($"/api/space/uses/{id}/replay").ShouldBeRefused(404, "space.no-such-use");
    }

    static async Task<Guid> Organization(HttpClient client)
        => (await TestApp.Body(await client.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>();

    static async Task<Guid> Form(TwoHolders test, params HttpClient[] of)
    {
        var ids = new List<Guid>();
        foreach (var client in of) ids.Add(await Organization(client));
        return (await TestApp.Body(await test.Staff.PostAsJsonAsync("/api/space/circles",
            new { name = "青禾集团", reason = "同一实际控制人", organizationIds = ids })))["id"]!.GetValue<Guid>();
    }

    static async Task<List<Guid>> Uses(TwoHolders test) => [.. (await TestApp.Body(await test.Staff.GetAsync("/api/space/uses")))["items"]!
        .AsArray().Select(u => u!["id"]!.GetValue<Guid>())];

    static async Task<JsonObject> Replay(HttpClient client, Guid use)
        => await TestApp.Body(await client.GetAsync($"/api/space/uses/{use}/replay"));

    /// <summary>Newest first: code, clause and outcome come out again, at once and long after, and nothing is run or counted.</summary>
    static async Task<List<JsonObject>> ShouldReplay(TwoHolders test, params string[] told)
    {
        var used = await test.Used();
        var first = await All();
        first.Select(r => $"{r["refusal"]?["code"]} {r["refusal"]?["clause"]} {r["outcome"]} {r["isRead"]}").ShouldBe(told);
        foreach (var again in first)
        {
            ((string?)again["refusal"]?["code"], (string?)again["refusal"]?["clause"])
                .ShouldBe(((string?)again["recordedCode"], (string?)again["recordedClause"]));
            again["why"]!["zh"]!.GetValue<string>().ShouldNotBeEmpty();
        }
        test.App.Clock.Advance(TimeSpan.FromDays(60));                     // it is decided again as of then, not as of now
        (await All()).Select(r => r.ToJsonString()).ShouldBe(first.Select(r => r.ToJsonString()));
        (await test.Used()).ShouldBe(used);
        return first;

        async Task<List<JsonObject>> All()
        {
            var regulator = await test.App.SignIn("监管", Role.Regulator);
            var replayed = new List<JsonObject>();
            foreach (var use in (await TestApp.Body(await regulator.GetAsync("/api/space/uses")))["items"]!.AsArray())
                replayed.Add(await Replay(regulator, use!["id"]!.GetValue<Guid>()));
            return replayed;
        }
    }
}
