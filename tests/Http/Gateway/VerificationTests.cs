using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Gateway;

public sealed class VerificationTests
{
    static string[] Outcomes(JsonObject reply) => [.. reply["answers"]!.AsArray().Select(a => a!["outcome"]!.GetValue<string>())];

    [Fact]
    public async Task What_is_said_of_a_person_matches_differs_or_nobody_is_known_and_each_is_one_use_at_its_price()
    {
        await using var test = await GatewayTest.Start();
        var (program, _, _) = await test.Key();
        var reply = await TestApp.Body(await test.Verify(program, GatewayTest.Item(7), GatewayTest.Item(7, "别人"), GatewayTest.Item(99_999,
            "姓名")));

        Outcomes(reply).ShouldBe(["Matched", "Differs", "Unknown"]);
        reply["answers"]!.AsArray().Select(a => a!["number"]!.GetValue<int>()).ShouldBe([1, 2, 3]);
        (reply["usesLeft"]!.GetValue<int>(), reply["priceFen"]!.GetValue<long>()).ShouldBe((7, 60));
        (await test.Prices()).ShouldBe([20, 20, 20]);
        await test.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Full_width_signs_spaces_and_small_letters_mean_the_same()
    {
        await using var test = await GatewayTest.Start();
        var id = GatewayTest.IdOf(7).Replace("1", "１", StringComparison.Ordinal).Replace("X", " x", StringComparison.Ordinal);
        Outcomes(await TestApp.Body(await test.Verify(test.Developer, new { keys = new { id_no = id }, values = new { name = " 姓名７" } })))
            .ShouldBe(["Matched"]);
    }

    [Fact]
    public async Task Several_columns_match_only_together()
    {
        await using var test = await GatewayTest.Start();
        object Said(string name, string district) => new { keys = new { id_no = GatewayTest.IdOf(1) }, values = new { name, district } };
        Outcomes(await TestApp.Body(await test.Verify(test.Developer, Said("姓名1", "区1"), Said("姓名1", "区2"), Said("姓名2", "区1"))))
            .ShouldBe(["Matched", "Differs", "Differs"]);
    }

    [Fact]
    public async Task Answers_are_equally_long_whatever_they_say()
    {
        await using var test = await GatewayTest.Start(uses: 9);
        var lengths = new List<long>();
        foreach (var item in new[] { GatewayTest.Item(7), GatewayTest.Item(7, "别人"), GatewayTest.Item(99_999) })
            lengths.Add((await (await TestApp.Done(await test.Verify(test.Developer, item))).Content.ReadAsByteArrayAsync()).LongLength);
        lengths.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Neither_the_index_nor_the_meter_nor_the_evidence_holds_an_identity()
    {
        await using var test = await GatewayTest.Start();
        await TestApp.Done(await test.Verify(test.Developer, GatewayTest.Item(7, consent: "授权书-7")));
        string[] plain = [GatewayTest.IdOf(7), "姓名7", "授权书-7"];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(test.App.DataFolder, "space"), "*.idx", SearchOption.AllDirectories))
            foreach (var word in plain) (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(word))
                .ShouldBe(-1);
        (await test.App.Db(db => db.Set<JournalEntry>().Select(e => e.Envelope).ToListAsync())).ShouldAllBe(e => plain.All(word
            => !e.Contains(word)));
        var sql = (await test.Get("uses"))["items"]![0]!["sql"]!.GetValue<string>();
        plain.ShouldAllBe(word => !sql.Contains(word));
    }

    [Fact]
    public async Task Only_the_agreed_columns_are_compared_and_all_keys_are_named()
    {
        await using var test = await GatewayTest.Start();
        var refusal = await test.Verify(test.Developer, new { keys = new { id_no = "1" }, values = new { trade = "业1" } })
            .ShouldBeRefused(403, "space.not-verifiable");
        refusal["clause"].ShouldBeText("2");
        await test.Verify(test.Developer, new { keys = new { name = "1" }, values = new { name = "业1" } }).ShouldBeRefused(400,
            "space.keys-missing");
        (await test.Used()).ShouldBe(0);
        (await test.App.FactKinds()).Count(k => k == "space.use-denied/1").ShouldBe(2);
    }

    [Fact]
    public async Task Where_consent_is_owed_its_reference_is_part_of_every_verification()
    {
        await using var test = await GatewayTest.Start(controls: GatewayTest.Open with
        {
            Verification = GatewayTest.Open.Verification! with { NeedsConsent = true },
        });
        (await test.Verify(test.Developer, GatewayTest.Item(1)).ShouldBeRefused(403,
            "space.consent-missing"))["basis"].ShouldBeText("BJ-OPIN-2023 §4");
        Outcomes(await TestApp.Body(await test.Verify(test.Developer, GatewayTest.Item(1, consent: "授权书-1")))).ShouldBe(["Matched"]);
    }

    [Fact]
    public async Task Whoever_tries_one_identity_after_another_is_held_up_by_the_days_budget()
    {
        await using var test = await GatewayTest.Start(uses: 100, controls: GatewayTest.Open with { ProbesPerDayMax = 5 });
        await TestApp.Done(await test.Verify(test.Developer, [.. Enumerable.Range(0, 5).Select(i => GatewayTest.Item(i))]));
        await test.Verify(test.Developer, GatewayTest.Item(6)).ShouldBeRefused(429, "space.probes-spent");
        var watched = (await TestApp.Body(await test.Staff.GetAsync("/api/space/uses")))["items"]!.AsArray();
        watched.Select(u => $"{u!["identities"]}/{u["identitiesPerDay"]}").ShouldBe(["/", .. Enumerable.Repeat("1/5", 5)]);
        test.App.Clock.Advance(TimeSpan.FromHours(16));     // after midnight in Beijing
        await TestApp.Done(await test.Verify(await test.App.SignIn("买方", Role.Analyst), GatewayTest.Item(7)));
    }

    [Fact]
    public async Task Without_an_index_nothing_is_answered_and_of_new_data_a_new_one_is_built()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        await test.Verify(test.Developer, GatewayTest.Item(1)).ShouldBeRefused(503, "space.index-missing");
        await test.Index();
        await TestApp.Done(await test.Verify(test.Developer, GatewayTest.Item(1)));
        test.Renew();
        await test.Verify(test.Developer, GatewayTest.Item(1)).ShouldBeRefused(503, "space.index-missing");
        (await test.Get("verification-index"))["ready"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_request_under_its_key_is_counted_once_though_its_answer_was_lost()
    {
        await using var test = await GatewayTest.Start();
        async Task<JsonObject> Sent()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/space/agreements/{test.Agreement}/verifications")
            {
                Content = JsonContent.Create(new { items = new[] { GatewayTest.Item(1), GatewayTest.Item(2) } }),
            };
            request.Headers.Add("Idempotency-Key", "k-1");
            return await TestApp.Body(await test.Developer.SendAsync(request));
        }
        var (first, again) = (await Sent(), await Sent());
        (first["repeat"]!.GetValue<bool>(), again["repeat"]!.GetValue<bool>()).ShouldBe((false, true));
        again["answers"]!.ToJsonString().ShouldBe(first["answers"]!.ToJsonString());
        again["priceFen"]!.GetValue<long>().ShouldBe(0);
        (await test.Used()).ShouldBe(2);
    }

    [Fact]
    public async Task More_than_is_left_is_refused_whole()
    {
        await using var test = await GatewayTest.Start(uses: 3);
        await test.Verify(test.Developer, [.. Enumerable.Range(0, 4).Select(i => GatewayTest.Item(i))]).ShouldBeRefused(409,
            "space.uses-spent");
        (await test.Used()).ShouldBe(0);
        (await TestApp.Done(await test.Verify(test.Developer, [.. Enumerable.Range(0, 3).Select(i => GatewayTest.Item(i))]))).StatusCode
            .ShouldBe(HttpStatusCode.OK);
    }
}
