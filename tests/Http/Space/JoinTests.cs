using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space.Uses;
using static Yuanliu.Tests.Space.TwoHolders;

namespace Yuanliu.Tests.Space;

/// <summary>An exact join of two holders' tables: every one of them has its say, and the strictest word holds.</summary>
public sealed class JoinTests
{
    [Fact]
    public async Task A_group_is_shown_only_when_enough_identities_of_each_provider_stand_behind_it()
    {
        await using var test = await Start();
        // 朝阳 has twelve people but two firms, 西城 six firms but three people: each is too few for one of the two.
        Rows.Of(await TestApp.Body(await test.Join())).ShouldBe(["海淀 12 12066"]);
        await using var alone = await Start();
        Rows.Of(await TestApp.Body(await alone.Ask(Sales, "SELECT district, count(*) FROM data GROUP BY district ORDER BY 2 DESC")))
            .ShouldBe(["海淀 12", "朝阳 12"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_join_is_counted_and_billed_under_both_agreements_and_asking_again_is_free()
    {
        await using var test = await Start();
        var first = await TestApp.Body(await test.Join());
        (await test.Used()).ShouldBe((1, 1));
        (await test.Owed(Sales), await test.Owed(Firms)).ShouldBe((SalesFen, FirmsFen));
        var again = await TestApp.Body(await test.Join());
        (again["repeat"]!.GetValue<bool>(), again["resultSha256"]!.GetValue<string>())
            .ShouldBe((true, first["resultSha256"]!.GetValue<string>()));
        (await test.Used()).ShouldBe((1, 1));
        (await test.App.FactKinds()).Count(k => k == "space.use-metered/1").ShouldBe(2);
        await test.App.ShouldBeWhole();
    }

    [Fact]
    public async Task The_larger_smallest_group_of_the_two_holds()
    {
        await using var test = await Start();
        test.Agree(Firms, c => c with { Policy = c.Policy with { MinGroup = 7 } });
        await test.Join().ShouldBeRefused(403, "space.not-released");
        (await test.Used()).ShouldBe((0, 0));
        // What was tried told nobody anything; of each own holder the refusal is kept.
        foreach (var side in new[] { Sales, Firms })
            ((string?)(await test.Seen(side))[0]!["cause"]).ShouldBe("GroupsTooSmall");
    }

    [Fact]
    public async Task The_smaller_quotas_of_the_two_hold()
    {
        await using var test = await Start();
        test.Limit(Firms, c => c with { CellsMax = 2 });
        await test.Join().ShouldBeRefused(403, "space.not-released");
        ((string?)(await test.Seen(Sales))[0]!["cause"]).ShouldBe("TooLarge");
        test.Limit(Firms, c => c with { CellsMax = 3 });
        await TestApp.Done(await test.Join());
    }

    [Fact]
    public async Task A_mode_that_one_of_the_two_does_not_allow_is_closed_for_the_join_alone()
    {
        await using var test = await Start();
        test.Limit(Firms, c => c with { Modes = [UseMode.Private], Privacy = new(100_000, 10_000), RowsPerIdentityMax = 1 });
        await test.Join().ShouldBeRefused(403, "space.mode");
        await TestApp.Done(await test.Ask(Sales, "SELECT count(*) FROM data"));
    }

    [Fact]
    public async Task The_longer_slot_of_the_two_is_waited_for()
    {
        var time = new ManualTime(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        await using var test = await Start(configure: s => s.AddSingleton(new Slots(time)));
        test.Limit(Firms, c => c with { SlotSeconds = 60 });
        await TestApp.Done(await test.Ask(Sales, "SELECT count(*) FROM data"));
        var join = test.Join();
        await time.Waiting(1);
        time.Advance(TimeSpan.FromSeconds(59));
        join.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        await TestApp.Done(await join);
    }

    [Fact]
    public async Task What_closes_one_agreement_closes_the_join_and_leaves_the_other_open()
    {
        foreach (var side in new[] { Sales, Firms })
        {
            await using var test = await Start();
            var open = side == Sales ? Firms : Sales;
            (await test.Stop(side)).StatusCode.ShouldBe(HttpStatusCode.OK);
            await test.Join().ShouldBeRefused(409, "space.stopped");
            await TestApp.Done(await test.Ask(open, "SELECT count(*) FROM data"));
            (await test.Used(side)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task An_agreement_that_has_ended_closes_the_join()
    {
        await using var test = await Start();
        test.Agree(Firms, c => c with { InForce = false, Policy = c.Policy with { Until = new(2026, 3, 1) } });
        await test.Join().ShouldBeRefused(409, "space.expired");
        (await test.Used()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Uses_that_are_spent_under_one_agreement_close_the_join_but_for_what_was_answered_before()
    {
        foreach (var side in new[] { Sales, Firms })
        {
            await using var test = await Start();
            test.Agree(side, c => c with { Policy = c.Policy with { Uses = 1 } });
            await TestApp.Done(await test.Join());
            await test.Join(ByDistrict.Replace("count(*)", "avg(price)", StringComparison.Ordinal))
                .ShouldBeRefused(409, "space.uses-spent");
            (await test.Used()).ShouldBe((1, 1));
            (await TestApp.Body(await test.Join()))["repeat"]!.GetValue<bool>().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task The_same_question_beside_another_agreement_is_another_use()
    {
        await using var test = await Start();
        var other = new AgreementId(new Guid(1, 0, 23, new byte[8]));
        await TestApp.Done(await test.Join());
        test.Agree(Firms, c => c with { Id = other });
        (await TestApp.Body(await test.Join(beside: other)))["repeat"]!.GetValue<bool>().ShouldBeFalse();
        (await test.Used(other)).ShouldBe(1);
    }

    [Fact]
    public async Task Rows_that_would_meet_many_to_many_are_not_multiplied()
    {
        await using var test = await Start(firms: 2);
        await test.Join().ShouldBeRefused(403, "space.not-released");
        foreach (var side in new[] { Sales, Firms })
            ((string?)(await test.Seen(side))[0]!["cause"]).ShouldBe("ManyToMany");
        (await test.Used()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_table_that_was_brought_in_and_not_used_is_refused_before_anything_is_counted()
    {
        await using var test = await Start();
        object firms = new { @as = "b", agreementId = Firms.Value }, mine = new { @as = "mine", resourceId = await test.Bring() };
        const string joined = "SELECT grade, count(*) FROM data JOIN mine ON data.firm = mine.firm GROUP BY grade";
        foreach (var (sql, with, name) in ((string, object[], string)[])
        [
            ("SELECT count(*) FROM data", [firms], "b"), ("SELECT count(*) FROM b", [firms], "data"), (joined, [firms, mine], "b"),
            (ByDistrict, [firms, mine], "mine"), ("SELECT count(*) FROM data", [mine], "mine"),
        ])
        {
            var reply = await test.AskWith(sql, null, with);
            ((int)reply.StatusCode).ShouldBe(400, sql);
            var body = await reply.Content.ReadAsStringAsync();
            body.ShouldContain("space.unused-table");
            body.ShouldContain(name);
        }
        (await test.Used()).ShouldBe((0, 0));
        (await test.Owed(Sales), await test.Owed(Firms)).ShouldBe((0, 0));
        (await test.Seen(Firms)).ShouldBeEmpty("nothing was asked of it");
        await TestApp.Done(await test.AskWith(joined, null, mine));
        await TestApp.Done(await test.Join());
        (await test.Used()).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Refusals_of_a_join_are_counted_for_the_day_of_each_of_the_two()
    {
        await using var test = await Start();
        test.Agree(Firms, c => c with
        {
            Policy = c.Policy with { MinGroup = 7, Controls = c.Policy.Controls with { RefusalsPerDayMax = 1 } },
        });
        await test.Join().ShouldBeRefused(403, "space.not-released");
        await test.Join(ByDistrict.Replace("count(*)", "avg(price)", StringComparison.Ordinal))
            .ShouldBeRefused(429, "space.refusals-spent");
        await TestApp.Done(await test.Ask(Sales, "SELECT count(*) FROM data"));
    }
}
