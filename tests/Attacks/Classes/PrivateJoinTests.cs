using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space.Privacy;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>
/// 加噪连接 — noise over joined tables: what hangs together by one identity is answered, and nothing by which one would move the rows of
/// others.
/// </summary>
public sealed class PrivateJoinTests(Arena arena) : IClassFixture<Arena>
{
    static readonly OrganizationId Laboratory = new(new Guid(7, 0, 0, new byte[8]));
    static readonly ProductColumn[] Labs =
    [
        new("patient", "患者", "VARCHAR", ColumnUse.Identity, new() { Joinable = true }),
        new("kind", "项目", "VARCHAR", ColumnUse.Dimension, new() { Joinable = true, PublicValues = ["血常规", "肝功能"] }),
        new("score", "结果", "BIGINT", ColumnUse.Measure, new() { Low = 0, High = 100 }),
    ];

    static readonly UseControls Noisy = new()
    {
        RefusalsPerDayMax = 1_000_000, Modes = [UseMode.Private], Privacy = new(1_000_000, 250_000, 2), RowsPerIdentityMax = 4,
    };

    static readonly ProductColumn[] Visits = [.. Patients.Columns.Select(c => c.Name switch
    {
        "district" or "diagnosis" => c with { Control = new() { Joinable = true } },
        "cost" => c with { Control = new() { Low = 0, High = 10_000 } },
        _ => c,
    })];

    static string Csv(World world)
    {
        var csv = new StringBuilder("patient,kind,score\n");
        foreach (var patient in Enumerable.Range(0, Patients.CrowdSize).Select(i => $"p{i}")
            .Concat(world is World.Without ? [] : Enumerable.Range(0, Victim.Count).Select(i => Victim.Of(i).Id)))
            csv.Append(CultureInfo.InvariantCulture, $"{patient},血常规,60\n{patient},肝功能,40\n");
        return csv.ToString();
    }

    (Attacker Visits, With Labs) Enter(World world)
    {
        var attacker = arena.Enter(world, new() { Columns = Visits, Controls = Noisy });
        var labs = arena.Sign(attacker.Buyer, arena.Keep(Laboratory, Csv(world), Labs), new() { Columns = Labs, Controls = Noisy });
        return (attacker, new("labs", AgreementId: labs.Agreement.Value));
    }

    [Fact]
    public async Task Tables_of_one_identity_are_answered_and_each_pays_from_its_own_budget()
    {
        var (asker, labs) = Enter(World.Without);
        var people = await asker.Ask("SELECT count(DISTINCT data.patient) FROM data JOIN labs ON data.patient = labs.patient",
            UseMode.Private, labs);
        people.First!.Value.ShouldBe(Patients.CrowdSize, 60m, people.Body.ToString());
        var kinds = await asker.Ask("SELECT kind, avg(score) AS m FROM (SELECT patient, district FROM data WHERE gender = '女') d "
            + "JOIN labs ON d.patient = labs.patient GROUP BY kind ORDER BY kind", UseMode.Private, labs);
        kinds.Rows.Count.ShouldBe(2, kinds.Body.ToString());
        var accounts = await arena.App.Db(db => db.Set<PrivacyAccount>().Where(a => a.Circle == asker.Buyer.Value).ToListAsync());
        accounts.Select(a => (a.ReservedRho, a.CommittedRho)).ShouldBe([(0, 500_000_000_000), (0, 500_000_000_000)]);
    }

    [Fact]
    public async Task Where_one_budget_is_spent_nothing_is_taken_from_the_other()
    {
        var (asker, labs) = Enter(World.Without);
        for (var i = 0; i < 4; i++)
            (await asker.Ask($"SELECT count(*) FROM data WHERE age < {100 + i}", UseMode.Private)).IsAnswer.ShouldBeTrue();
        var refused = await asker.Ask("SELECT count(*) FROM data JOIN labs ON data.patient = labs.patient", UseMode.Private, labs);
        refused.Code.ShouldBe("space.budget-spent");
        var accounts = await arena.App.Db(db => db.Set<PrivacyAccount>().Where(a => a.Circle == asker.Buyer.Value).ToListAsync());
        accounts.Sum(a => a.ReservedRho + a.CommittedRho).ShouldBe(1_000_000_000_000);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM data JOIN labs ON data.diagnosis = labs.kind")]
    [InlineData("SELECT sum(score) FROM data JOIN labs ON data.district = labs.kind WHERE data.age = 77")]
    [InlineData("SELECT count(*) FROM (SELECT patient, diagnosis FROM data WHERE age = 77) v JOIN labs ON v.diagnosis = labs.kind")]
    [InlineData("SELECT count(*) FROM data JOIN mine ON data.district = mine.id JOIN labs ON mine.part = labs.kind")]
    [InlineData("SELECT kind, count(*) FROM data JOIN labs ON data.diagnosis = labs.kind GROUP BY kind")]
    public async Task A_join_by_which_one_person_multiplies_the_rows_of_others_is_refused(string sql)
    {
        foreach (var world in (World[])[World.First, World.Second, World.Without])
        {
            var (attacker, labs) = Enter(world);
            With[] brought = sql.Contains(" mine ", StringComparison.Ordinal) ? [labs, attacker.Bring(Lists.Crowd(60), 60)] : [labs];
            var reply = await attacker.Ask(sql, UseMode.Private, brought);
            reply.Code.ShouldBe("space.not-one-identity", reply.Body.ToString());
        }
    }

    [Fact]
    public async Task A_list_of_the_askers_own_is_joined_under_its_quotas_and_what_is_wrong_with_it_costs_nothing()
    {
        var attacker = arena.Enter(World.First, new() { Columns = Visits, Controls = Noisy });
        const string sql = "SELECT count(*) FROM data JOIN mine ON data.patient = mine.id";
        (await attacker.Ask(sql, UseMode.Private, attacker.Bring(["v3"], 0))).Code.ShouldBe("space.list-too-small");
        (await attacker.Ask(sql, UseMode.Private, attacker.Bring([.. Lists.Crowd(60), "p1"], 0))).Code.ShouldBe("space.list-not-unique");
        var honest = await attacker.Ask(sql, UseMode.Private, attacker.Bring(Lists.Crowd(120), 0));
        honest.First!.Value.ShouldBe(180, 120m, honest.Body.ToString());
        var account = await arena.App.Db(db => db.Set<PrivacyAccount>().SingleAsync(a => a.Circle == attacker.Buyer.Value));
        (account.ReservedRho, account.CommittedRho).ShouldBe((0, 250_000_000_000), "refusals cost nothing");
    }
}
