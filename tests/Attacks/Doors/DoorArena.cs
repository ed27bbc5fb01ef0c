using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>各入口的攻防场 — the same patients behind every door but that of free questions. Of what rows and files show, the worlds differ
/// in nothing: diagnosis, telephone and identity are hidden, and a cost beyond 5,000 is 5,000.</summary>
public class DoorArena : Arena, IParties
{
    public const int CostMax = 5000;
    static readonly string[] Named = ["$d", "$a", "$n", "$t"];

    public static readonly IReadOnlyList<ProductColumn> Shown =
    [
        .. Patients.Columns.Select(c => c.Name switch
        {
            "diagnosis" => c with { Use = ColumnUse.None },
            "cost" => c with { Control = new() { Low = 0, High = CostMax } },
            _ => c,
        }),
    ];

    public static readonly UseControls Open = new()
    {
        RefusalsPerDayMax = 1_000_000, Modes = [UseMode.Template, UseMode.Verification, UseMode.File, UseMode.Api],
        Verification = new(["patient"], ["diagnosis", "district"], NeedsConsent: false),
        Templates = [.. Templates.All.Select(t => new QueryTemplate(t.Key, t.Key, t.Value, Parameters(t.Value)))],
    };

    static List<TemplateParameter> Parameters(string sql) => [.. Named.Where(n => sql.Contains(n, StringComparison.Ordinal)).Select(n
        => new TemplateParameter(n[1..], n, n switch
        {
            "$a" or "$n" => ParameterKind.Number, "$t" => ParameterKind.Day, _ => ParameterKind.Text,
        }))];

    /// <summary>Rows, verifications and files.</summary>
    public static readonly Terms Gateway = new() { Columns = Shown, Controls = Open };

    /// <summary>Templates: what is hidden in rows is a dimension there, and groups that are too small are held back.</summary>
    public static readonly Terms Fixed = new() { Controls = Open };

    /// <summary>Free questions besides: what one door does not tell, two might.</summary>
    public static readonly Terms Mixed = new()
    {
        Controls = Open with { Modes = [.. Open.Modes, UseMode.Aggregate, UseMode.ListOverlap] },
    };

    protected override void Configure(IServiceCollection services) => services.AddSingleton<IParties>(this);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var world in Enum.GetValues<World>()) await Index(Enter(world, Gateway));
    }

    /// <summary>Without its index nothing of a table can be verified.</summary>
    public static async Task Index(Attacker asker)
    {
        var made = await asker.Send(HttpMethod.Post, "verification-index");
        if (made.Body["jobId"] is { } job)
            await asker.Arena.App.Services.GetRequiredService<JobRunner>().Ended(job.GetValue<Guid>());
        (await asker.Send(HttpMethod.Post, "verification-index")).Body["ready"]!.GetValue<bool>().ShouldBeTrue();
    }

    /// <summary>An honest page of the neighbourhood, and it is true.</summary>
    public async Task ShouldShowRows()
    {
        var page = await Enter(World.First, Gateway).Page(("columns", "district,days"), ("where", "age:lt:40"), ("take", "2000"));
        page.IsAnswer.ShouldBeTrue(page.Said);
        Trial.Same(page, Plain(World.First).Rows("SELECT district, days FROM data WHERE age < 40")).ShouldBeTrue();
        Proof.Answered();
    }

    /// <summary>An honest verification of somebody of the crowd, and it is true.</summary>
    public async Task ShouldVerify()
    {
        var reply = await Enter(World.First, Gateway).Verify([Said("p5", ("district", "昌平")), Said("p5", ("district", "东城"))]);
        reply.Outcomes.ShouldBe(["Matched", "Differs"], reply.Said);
        Proof.Answered();
    }

    /// <summary>An honest value, and the answer is that of plain SQL.</summary>
    public async Task ShouldAnswerTemplate()
    {
        var reply = await Enter(World.First, Fixed).Put("by_district", new { d = "海淀" });
        reply.IsAnswer.ShouldBeTrue(reply.Said);
        var sql = Templates.All["by_district"].Replace("$d", "'海淀'", StringComparison.Ordinal);
        Trial.Same(reply, Plain(World.First).Rows(sql)).ShouldBeTrue();
        Proof.Answered();
    }

    /// <summary>What is tried looks the same whatever is hidden, is no fault of ours, and names nothing planted.</summary>
    public async Task ShouldTellNothing(Terms terms, Func<Attacker, Task> tries, params World[] worlds)
    {
        var said = new List<string>();
        foreach (var world in worlds is [] ? [World.First, World.Second] : worlds)
        {
            var attacker = Enter(world, terms);
            await tries(attacker);
            attacker.Seen.ShouldAllBe(r => r.Status < 500);
            said.Add(string.Join('\n', attacker.Seen.Select(r => r.Said)));
        }
        said.ShouldBeAlike();
    }

    public static object Said(string patient, params (string Column, string Value)[] values)
        => new { keys = new { patient }, values = values.ToDictionary(v => v.Column, v => v.Value) };

    Task<PartyCard?> IParties.Find(OrganizationId id, CancellationToken ct)
        => Task.FromResult<PartyCard?>(new(id, "单位", TestCodes.Of((id.Value.GetHashCode() & int.MaxValue) % 10_000_000)));

    Task<IReadOnlyDictionary<Guid, string>> IParties.OrganizationNames(IEnumerable<Guid> ids, CancellationToken ct)
        => Task.FromResult<IReadOnlyDictionary<Guid, string>>(ids.Distinct().ToDictionary(i => i, _ => "单位"));

    Task<IReadOnlyList<Guid>> IParties.OrganizationsNamed(string part, int most, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<Guid>>([]);

    Task<IReadOnlyDictionary<Guid, string>> IParties.PersonNames(IEnumerable<Guid> ids, CancellationToken ct)
        => Task.FromResult<IReadOnlyDictionary<Guid, string>>(ids.Distinct().ToDictionary(i => i, _ => "分析员"));

    Task<PartyCard> IParties.Platform(CancellationToken ct)
        => Task.FromResult(new PartyCard(Holder, TestApp.PlatformName, TestCodes.Of(0)));

    Task<bool> IParties.HasPlatform(CancellationToken ct) => Task.FromResult(true);
}

/// <summary>The agreed templates of the arena.</summary>
internal static class Templates
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["by_district"] = "SELECT gender, count(*) AS n FROM data WHERE district = $d AND age < 40 GROUP BY gender",
        ["but_one"] = "SELECT sum(cost) AS s FROM data WHERE age <> $a",
        ["up_to"] = "SELECT sum(cost) AS s, count(*) AS n FROM data WHERE age <= $n",
        ["of_age"] = "SELECT diagnosis, count(*) AS n FROM data WHERE age = $a GROUP BY diagnosis",
        ["like"] = "SELECT count(*) AS n FROM data WHERE diagnosis LIKE $d AND age >= $a",
        ["since"] = "SELECT gender, avg(cost) AS c FROM data WHERE visited >= $t GROUP BY gender",
        ["times"] = "SELECT count(*) AS n FROM data WHERE age * $n > 0 AND age + $a > age",
        ["scaled"] = "SELECT sum(cost) * $n AS s FROM data WHERE age > 18",
        ["in_district"] = "SELECT count(*) AS n, sum(cost) AS s, avg(cost) AS c FROM data WHERE district = $d",
        ["costing"] = "SELECT age, count(*) AS n FROM data WHERE age >= $a GROUP BY age HAVING sum(cost) > $n",
        ["dearest"] = "SELECT age, sum(cost) AS s FROM data WHERE age >= $a GROUP BY age ORDER BY s DESC LIMIT 1",
        ["joined"] = "SELECT count(*) AS n, sum(cost) AS s FROM data JOIN mine ON data.patient = mine.id WHERE age >= $a",
        ["of_mine"] = "SELECT sum(cost) AS s FROM mine WHERE age >= $a",
    };
}
