using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Demo;

/// <summary>演示城市 — organizations, people, and datasets: one that has lived through everything, one waiting at each station.</summary>
internal sealed class DemoCity(IServiceScopeFactory scopes, AppSettings settings)
{
    const int PowerEnterprises = 300, CreditEnterprises = 3_000, AirDays = 30;
    const ulong Seed = 20260101;
    const string DoneSetting = "demo-city";

    /// <summary>Whether the city is still being built; the first page says so.</summary>
    public bool Building { get; private set; }

    const string Objected = "企业月度用电量（户均）", Pledged = "企业月度用电量（2025）", Reviewed = "企业月度用电量（二季度）",
        Doors = "企业用电信用（2025）", Settled = "空气质量逐时监测（2025）", Sampled = "企业月度用电量（抽样）";

    static readonly (string Title, Chapter Until)[] Lives =
    [
        (Doors, Chapter.Agreed),
        (Settled, Chapter.Settled),
        ("空气质量逐时监测（一季度）", Chapter.Billed),
        ("空气质量逐时监测（二季度）", Chapter.Used),
        ("空气质量逐时监测（三季度）", Chapter.Agreed),
        ("空气质量逐时监测（风向专题）", Chapter.Proposed),
        ("空气质量逐时监测（四季度）", Chapter.Listed),
        ("空气质量逐时监测（站点比对）", Chapter.Drafted),
        (Pledged, Chapter.Registered),
        ("企业月度用电量（上半年）", Chapter.Publicised),
        (Objected, Chapter.Publicised),
        ("企业月度用电量（三季度）", Chapter.Accepted),
        ("企业月度用电量（下半年）", Chapter.Filed),
        (Reviewed, Chapter.Confirmed),
        (Sampled, Chapter.Confirmed),
        ("企业月度用电量（新到）", Chapter.Catalogued),
    ];

    /// <summary>Lets the platform and its administrator exist. Safe to run at every start.</summary>
    public async Task Found(CancellationToken ct)
    {
        var platform = DemoPeople.Organizations[0];
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IFirstParties>()
            .Found(platform.Name, platform.Code, "admin", "管理员", DemoPeople.Password, ct);
    }

    /// <summary>Builds the city once, through the running server's own interface. A half-built one is left as it is:
    /// it is only a demo.</summary>
    public async Task Build(Uri server, CancellationToken ct)
    {
        if (await IsDone(ct)) return;
        Building = true;
        try
        {
            await Found(ct);
            using var cast = new Cast(server);
            await cast.Gather(ct);
            await MarkDone(ct);
            await TellLives(cast, ct);
        }
        finally { Building = false; }
    }

    async Task TellLives(Cast cast, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(settings.Data, "demo")).FullName;
        var credit = Path.Combine(folder, "企业用电信用.csv");
        DemoData.WriteCredit(credit, CreditEnterprises, Seed);
        StoryLine Line(string title) => title == Doors ? StoryLine.Credit(credit)
            : title.StartsWith('空') ? StoryLine.Air(Air(folder, title)) : StoryLine.Power(Power(folder, title));
        var stories = Lives.Select(life => (life.Title, life.Until, Story: new Story(cast, new Silent(),
            Line(life.Title) with { Title = life.Title, Uses = life.Title switch { Settled => 2, Doors => 500, _ => 40 } }))).ToList();

        // Those that are registered pass the publicity together, so that the clock moves once; the others begin after it.
        foreach (var group in stories.GroupBy(s => s.Until >= Chapter.Registered).OrderByDescending(g => g.Key))
            for (var chapter = Chapter.Catalogued; chapter <= Chapter.Settled; chapter++)
                foreach (var (_, _, story) in group.Where(s => s.Until >= chapter)) await story.Tell(chapter, ct);
        StoryOutcome Of(string title) => stories.First(s => s.Title == title).Story.Outcome;
        await new RegisterStory(cast).Tell(Of(Pledged).CertificateNumber!, Of(Reviewed).ResourceId!, ct);
        await new DoorsStory(cast).Tell(Of(Doors).AgreementId!, ct);
        await Interrupt(cast, Of(Objected).FilingId!, ct);
    }

    /// <summary>Each table of the air is one of its own: what is registered once is not registered again.</summary>
    static string Air(string folder, string title)
    {
        var file = Path.Combine(folder, $"{title}.csv");
        DemoData.WriteAir(file, AirDays, Seed + (title == Settled ? 0 : (ulong)Array.FindIndex(Lives, l => l.Title == title)));
        return file;
    }

    /// <summary>Each table of power use is one of its own, but for the sample, which is what is registered already.</summary>
    static string Power(string folder, string title)
    {
        var of = title == Sampled ? Pledged : title;
        var file = Path.Combine(folder, $"{of}.csv");
        DemoData.WritePower(file, PowerEnterprises, Seed + (of == Pledged ? 0 : (ulong)Array.FindIndex(Lives, l => l.Title == of)));
        return file;
    }

    /// <summary>Somebody from outside objects to a filing, and a deposit waits for the bank's advice.</summary>
    static async Task Interrupt(Cast cast, string filing, CancellationToken ct)
    {
        await cast.Anyone.Post($"api/public/publicity/{filing}/object", new
        {
            name = "秋水路便民商店", contact = "13900000000", grounds = "本店去年三月起更名，名单仍列旧名，请核对后再登记。",
        }, ct);
        var buyer = await cast.Is("buyer-finance", ct);
        await buyer.Post("api/settlement/deposits", new { amountFen = 50_000_00L, reference = "HD-2026-0001" }, ct);
    }

    async Task<bool> IsDone(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().FindAsync<Setting>([DoneSetting], ct) is not null;
    }

    async Task MarkDone(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Add(new Setting { Name = DoneSetting, Value = "built" });
        await db.SaveChangesAsync(ct);
    }
}
