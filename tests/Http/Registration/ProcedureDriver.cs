using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Row = Yuanliu.Kernel.Transition<Yuanliu.Registration.Filings.Stage, Yuanliu.Registration.Filings.Step,
    Yuanliu.Registration.Filings.Deadline>;

namespace Yuanliu.Tests.Registration;

/// <summary>Takes filings through any procedure by its table alone: to each stage by the shortest way, each step by whom the table
/// names, with what the step needs.</summary>
internal sealed class ProcedureDriver : IAsyncDisposable
{
    public const string Body = "某数据服务机构", OtherCompany = "乙数据公司";
    readonly Dictionary<Actor, HttpClient> clients = [];
    readonly List<HttpClient> members = [];
    readonly Dictionary<string, string> papers = [];
    int resources, addresses;

    ProcedureDriver(ProcedureName procedure, RegistryApp registry) => (Name, Registry) = (procedure, registry);

    public ProcedureName Name { get; }
    public RegistryApp Registry { get; }
    public TestApp App => Registry.App;
    public Procedure Table => Procedure.Of(Name);
    public string Pack => Regimes.Id(Name);
    public Guid BodyId { get; private set; }
    /// <summary>The registrar who only decides what another has proposed or taken on.</summary>
    public HttpClient Second { get; private set; } = null!;
    public IReadOnlyList<HttpClient> Members => members;

    public static async Task<ProcedureDriver> Start(ProcedureName procedure, string today = "2026-03-02",
        Action<IServiceCollection>? configure = null, Func<Yuanliu.Registration.Packs.RegistrationRules,
            Yuanliu.Registration.Packs.RegistrationRules>? rules = null)
    {
        var driver = new ProcedureDriver(procedure, await RegistryApp.Start(today, services =>
        {
            Regimes.Add(services, rules);
            configure?.Invoke(services);
        }, account: false));
        await TestApp.Done(await driver.Registry.Steward.PostAsJsonAsync("/api/registration/accounts", new { pack = driver.Pack }));
        await driver.SignIn();
        return driver;
    }

    /// <summary>Everybody comes in, or comes in again after days have passed.</summary>
    public async Task SignIn()
    {
        clients.Clear();
        members.Clear();
        await Registry.SignInAgain();
        Second = await App.SignIn(TestApp.PlatformName, Role.Registrar);
        foreach (var actor in Table.Actors.Where(a => Capacities.RoleOf(a) is not null))
            clients[actor] = actor switch
            {
                Actor.Registrar => Registry.Registrar,
                Actor.Applicant => Registry.Steward,
                Actor.Reviewer => await App.SignIn(Body, Role.Reviewer),
                Actor.Committee => await App.SignIn("专家委员会", Role.CommitteeMember),
                _ => await App.SignIn(RegistryApp.Company, Capacities.RoleOf(actor)!.Value),
            };
        if (clients.TryGetValue(Actor.Reviewer, out var reviewer)) BodyId = await RegistryApp.OrganizationOf(reviewer);
        if (clients.ContainsKey(Actor.Committee))
            for (var i = 0; i < 2; i++) members.Add(await App.SignIn("专家委员会", Role.CommitteeMember));
    }

    public HttpClient For(Actor actor) => clients[actor];

    /// <summary>The rows to a stage by the shortest way that people can go.</summary>
    public IReadOnlyList<Row> WayTo(Stage stage)
    {
        var ways = new Dictionary<Stage, List<Row>> { [Stage.Draft] = [] };
        for (var queue = new Queue<Stage>([Stage.Draft]); queue.TryDequeue(out var at);)
            foreach (var row in Table.Steps.Where(r => r.From == at && r.By is not Actor.Time && !ways.ContainsKey(r.To)))
            {
                ways[row.To] = [.. ways[at], row];
                queue.Enqueue(row.To);
            }
        return ways[stage];
    }

    /// <summary>A new filing that stands where the row begins, and is ready for it.</summary>
    public Task<string> At(Row row) => At(row.From, row.Step is Step.AcceptWithGaps);

    /// <summary>A new filing that stands at this stage.</summary>
    public async Task<string> At(Stage stage, bool gaps = false)
    {
        var way = WayTo(stage);
        var id = await Begin(way[0], gaps || way.Any(r => r.Step is Step.AcceptWithGaps));
        foreach (var row in way.Skip(1)) await Take(id, row);
        return id;
    }

    public object Form(Guid resource, bool gaps = false) => new
    {
        pack = Pack, kind = "Initial", resourceId = resource, rights = RegistryApp.Holding,
        promised = gaps ? new[] { "authorization" } : [], materials = Materials(gaps),
    };

    static IEnumerable<object> Materials(bool gaps = false)
        => new object[] { new { key = "source", text = "自有业务系统采集" }, new { key = "compliance", text = "不含法律禁止的内容" } }
            .Concat(gaps ? [] : [new { key = "authorization", text = "采集协议已明确授权" }]);

    public async Task<string> Begin(Row row, bool gaps = false)
    {
        if (row.Step is Step.Propose)
        {
            var certificate = await CertificateNumber();
            return await RegistryApp.Submit(For(row.By), Proposal(certificate), "propose");
        }
        return await RegistryApp.Submit(For(row.By), Form(Registry.Catalog.Add(Registry.Holder, $"资源{++resources}"), gaps));
    }

    public object Proposal(string certificate, string? ground = Regimes.Ground) => new
    {
        pack = Pack, kind = "Revocation", certificate, ground, reason = "查实以虚假材料取得登记", materials = Materials(),
    };

    /// <summary>A certificate of this register, issued when a publicity to which nobody objected was over.</summary>
    public async Task<string> CertificateNumber()
    {
        var id = await RegistryApp.Submit(Registry.Steward, Form(Registry.Catalog.Add(Registry.Holder, $"资源{++resources}")));
        await RegistryApp.Take(Registry.Registrar, id, "accept");
        await RegistryApp.Take(Registry.Registrar, id, "pass-review");
        await App.AdvanceTo(LegalDay.Of(App.Clock.Now).AddDays(15)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await SignIn();
        return (string)(await Registry.Filing(id))["certificateNumber"]!;
    }

    /// <summary>What must be there before the step itself is asked for.</summary>
    public async Task Prepare(string id, Row row)
    {
        var hasSubstance = Table.Steps.Any(r => r.To is Stage.SubstantiveReview);
        if (hasSubstance ? row.Step is Step.PassReview && row.To is Stage.SubstantiveReview : row.Step is Step.Determine)
            await TestApp.Done(await Registry.Registrar.PostAsJsonAsync($"/api/registration/filings/{id}/assign-reviewer",
                new { bodyId = BodyId }));
        if (row.Step is Step.ReportSuit) papers[id] = await Upload(For(row.By), "受理通知书.pdf");
        if (row.Step is Step.PassSubstance or Step.FailSubstance) await TestApp.Done(await Sign(id, row.Step is Step.PassSubstance));
        if (row.Step is Step.PassCommittee or Step.FailCommittee)
            foreach (var member in members)
                await TestApp.Done(await member.PostAsJsonAsync($"/api/registration/filings/{id}/vote",
                    new { vote = row.Step is Step.PassCommittee ? "For" : "Against", opinion = "已审阅" }));
    }

    public async Task<HttpResponseMessage> Sign(string id, bool positive, int rows = 100, string? without = null, bool independent = true)
    {
        var orders = (await TestApp.Body(await For(Actor.Reviewer)
            .GetAsync("/api/registration/review-orders?state=Open&take=100")))["items"]!.AsArray();
        var order = orders.Single(o => (string?)o!["filingId"] == id)!["id"];
        return await For(Actor.Reviewer).PostAsJsonAsync($"/api/registration/review-orders/{order}/sign", new
        {
            positive, independent, summary = "逐项审查", sample = new { rows, method = "按主键哈希取模", faults = 0 },
            items = new[] { "applicant", "source", "rights" }.Where(k => k != without)
                .Select(key => new { key, result = positive ? "Passed" : "Failed" }),
        });
    }

    /// <summary>The step as its actor takes it; the reply as it comes.</summary>
    public async Task<HttpResponseMessage> Try(string id, Row row, HttpClient? by = null)
    {
        if (row.Step is Step.Object) return await Registry.Object(id, address: Address());
        var client = by ?? (row is { By: Actor.Registrar, From: Stage.Proposed } ? Second : For(row.By));
        return row.Step switch
        {
            Step.Correct => await client.PostAsJsonAsync($"/api/registration/filings/{id}/correct", Form(Guid.Empty)),
            Step.Supplement => await client.PostAsJsonAsync($"/api/registration/filings/{id}/supplement",
                new { materials = new[] { new { key = "authorization", text = "采集协议已明确授权" } } }),
            Step.ReportSuit => await client.PostAsJsonAsync($"/api/registration/filings/{id}/report-suit",
                new { papers = new[] { papers[id] } }),
            _ => await RegistryApp.Try(client, id, FilingViews.Path(row.Step), "理由"),
        };
    }

    public static async Task<string> Upload(HttpClient client, string name, string key = "act")
    {
        var reply = await client.PostAsync($"/api/registration/materials?key={key}&name={Uri.EscapeDataString(name)}",
            new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(name)));
        return (string)(await TestApp.Body(reply))["sha256"]!;
    }

    public async Task<JsonObject> Take(string id, Row row, HttpClient? by = null)
    {
        await Prepare(id, row);
        return await TestApp.Body(await Try(id, row, by));
    }

    /// <summary>The step alone, where a test has prepared it by itself.</summary>
    public async Task<JsonObject> TakeAlone(string id, Step step) => await TestApp.Body(await Try(id, Row(step)));

    public Row Row(Step step, Stage? from = null) => Table.Steps.First(r => r.Step == step && (from is null || r.From == from));

    /// <summary>Another objector's address each time.</summary>
    public string Address() => $"192.0.2.{++addresses % 250}";

    public ValueTask DisposeAsync() => Registry.DisposeAsync();
}
