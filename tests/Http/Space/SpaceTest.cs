using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space;
using Yuanliu.Space.Workers;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Tests.Space;

/// <summary>A holder's file, an agreement on it, and the people of its sides.</summary>
internal sealed class SpaceTest : IAsyncDisposable, IAgreements, ICatalog
{
    public const int MinGroup = 5;
    readonly AgreementId agreement = new(new Guid(1, 0, 7, new byte[8]));
    AgreementCard card = null!;
    ResourceData data = null!;
    string dataSha256 = new('d', 64);
    IReadOnlyList<FieldCard> fields = [];

    public TestApp App { get; private set; } = null!;
    public PauseBeforeFirstUpdate Pause { get; } = new();
    public DeathAfterSave Death { get; } = new();
    public HttpClient Analyst { get; private set; } = null!;
    public HttpClient Seller { get; private set; } = null!;
    public HttpClient Stranger { get; private set; } = null!;
    public Guid Agreement => agreement.Value;
    /// <summary>Whence the data comes, where it is not the file of sales.</summary>
    public Func<CancellationToken, Task<Result<ResourceData>>>? Source { get; set; }

    /// <param name="relationSql">Instead of the file of sales.</param>
    /// <param name="meddle">Changes what workers are told, on their way to the real ones.</param>
    public static async Task<SpaceTest> Start(
        int uses = 10, string? relationSql = null, SpaceLimits? limits = null, bool withIdentity = true, string until = "2026-03-31",
        UseControls? controls = null, Func<WorkOpening, WorkCommand, WorkCommand>? meddle = null,
        IReadOnlyList<FieldCard>? fields = null, Action<IServiceCollection>? configure = null)
    {
        var test = new SpaceTest { fields = fields ?? [] };
        test.App = await TestApp.Start(configure: s =>
        {
            s.AddSingleton<IAgreements>(test).AddSingleton<ICatalog>(test).ConfigureDbContext<AppDb>(
                o => o.AddInterceptors(test.Pause, test.Death));
            configure?.Invoke(s);
            if (limits is not null) s.AddSingleton(limits);
            if (meddle is not null) s.AddSingleton<IWorkers>(sp => new MeddledWorkers(sp.GetRequiredService<WorkerPool>(), meddle));
        });
        test.Analyst = await test.App.SignIn("买方", Role.Analyst);
        test.Seller = await test.App.SignIn("卖方", Role.Analyst, Role.Operator, Role.Finance);
        test.Stranger = await test.App.SignIn("旁人", Role.Analyst);
        var file = Path.Combine(test.App.DataFolder, "sales.csv");
        await File.WriteAllTextAsync(file, Sales());
        test.data = relationSql is null ? new($"read_csv('{file}', header = true, auto_detect = true, nullstr = '')", [file])
            : new(relationSql, []);
        ProductColumn[] columns =
        [
            new("district", "行政区", "VARCHAR", ColumnUse.Dimension), new("rooms", "居室", "BIGINT", ColumnUse.Dimension),
            new("price", "成交价", "BIGINT", ColumnUse.Measure, new() { Low = 0, High = 5000 }), new("area", "面积", "DOUBLE",
                ColumnUse.Measure),
        ];
        test.card = new(test.agreement, "HY-2026-0001", default, default, await Organization(test.Analyst), await Organization(test.Seller),
            await Organization(test.Seller),
            new UsagePolicy("信用评估", uses, new(2026, 3, 1), DateOnly.ParseExact(until, "yyyy-MM-dd"), MinGroup,
                withIdentity ? [.. columns, new("owner", "业主", "VARCHAR", ColumnUse.Identity)] : columns) { Controls = controls
                    ?? UseControls.Default },
            new(100), new(6_000, 3_000, 1_000, "第9条"), true, new string('c', 64));
        test.Agree(c => c);
        return test;
    }

    /// <summary>Days pass; the buyer comes in again, as sessions last half a day.</summary>
    public async Task AdvanceTo(string day)
    {
        await App.AdvanceTo(day);
        Analyst = await App.SignIn("买方", Role.Analyst);
    }

    /// <summary>Time passes; the buyer comes in again.</summary>
    public async Task Advance(TimeSpan by)
    {
        App.Clock.Advance(by);
        Analyst = await App.SignIn("买方", Role.Analyst);
    }

    /// <summary>Both sides agree on other terms; the policy is written as trading writes it.</summary>
    public void Agree(Func<AgreementCard, AgreementCard> change)
    {
        var changed = change(card);
        var node = App.Services.GetRequiredService<HostSettings>();
        var of = new AgreementUrns(node.Urn("agreement", changed.Id.Value), node.Urn("product", changed.Product.Value),
            node.Urn("resource", changed.Resource.Value), node.Urn("organization", changed.Buyer.Value),
            node.Urn("organization", changed.Seller.Value), node.Urn("organization", changed.Holder.Value),
            changed.Policy.Controls.Receivers?.Select(r => node.Urn("organization", r.Id)).ToList());
        card = changed with { Odrl = Odrl.Agreement(of, changed.Policy, changed.PricePerUse).ToJsonString() };
    }

    /// <summary>What is stored of the agreement is another than both sides signed.</summary>
    public void Tamper(Func<AgreementCard, AgreementCard> change) => card = change(card) with { Odrl = card.Odrl };

    /// <summary>
    /// 海淀: ten owners; 朝阳: twenty rows of four owners; =西城: six owners, of whom only two have an area.
    /// </summary>
    internal static string Sales()
    {
        var csv = new StringBuilder("district,rooms,price,area,owner,phone\n");
        for (var i = 0; i < 10; i++) csv.Append($"海淀,{i % 2 + 1},{1000 + i},50.5,h{i},1380000000{i}\n");
        for (var i = 0; i < 20; i++) csv.Append($"朝阳,2,{2000 + i},60,c{i % 4},1390000000{i % 10}\n");
        for (var i = 0; i < 6; i++) csv.Append($"=西城,3,{3000 + i},{(i < 2 ? "70" : "")},x{i},1370000000{i}\n");
        return csv.ToString();
    }

    static async Task<OrganizationId> Organization(HttpClient client)
        => new((await TestApp.Body(await client.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>());

    public Task<HttpResponseMessage> Ask(string sql, HttpClient? client = null, string? purpose = null, UseMode? mode = null)
        => (client ?? Analyst).PostAsJsonAsync($"/api/space/agreements/{Agreement}/queries", new { sql, purpose, mode = mode?.ToString() });

    public async Task<JsonObject> Answer(string sql, UseMode? mode = null) => await TestApp.Body(await Ask(sql, mode: mode));

    public async Task<JsonObject> Check(string sql, UseMode? mode = null) => await TestApp.Body(
        await Analyst.PostAsJsonAsync($"/api/space/agreements/{Agreement}/check", new { sql, mode = mode?.ToString() }));

    public async Task<JsonObject> Get(string path, HttpClient? client = null)
        => await TestApp.Body(await (client ?? Analyst).GetAsync($"/api/space/agreements/{Agreement}/{path}"));

    public async Task<int> Used()
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IUses>().Count(agreement, CancellationToken.None);
    }

    /// <summary>What the program's own check of the meters finds.</summary>
    public async Task<List<string>> Findings()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var check = scope.ServiceProvider.GetServices<IIntegrity>().Single(c => c.Name == "uses");
        return [.. (await check.Check(CancellationToken.None)).Select(f => f.What)];
    }

    /// <summary>Both sides have signed.</summary>
    public async Task Signed()
    {
        await App.Db(async db =>
        {
            db.Record("urn:test", new AgreementSigned(
                Agreement, card.Number, default, card.Buyer.Value, card.Seller.Value, card.DocumentSha256,
                card.PricePerUse.Value, card.Policy.Uses, card.Policy.Until));
            return await db.SaveChangesAsync();
        });
        await App.Settle();
    }

    /// <summary>Titles of what waits for the analyst in the space.</summary>
    public async Task<List<string>> Work()
    {
        var work = await TestApp.Body(await Analyst.GetAsync("/api/work"));
        return [.. work["items"]!.AsArray().Where(i => i!["area"]!.GetValue<string>() == "space")
            .Select(i => i!["title"]!.GetValue<string>())];
    }

    /// <summary>The holder has delivered a new version of the data.</summary>
    public void Renew() => dataSha256 = new('e', 64);

    /// <summary>Waits until a question has its worker, and gives the worker's process id.</summary>
    public async Task<int> RunningWorker()
    {
        var pool = App.Services.GetRequiredService<WorkerPool>();
        for (; ; await Task.Yield())
            if (pool.Running is { Count: > 0 } running) return running.First();
    }

    /// <summary>Why the last use was denied, as the holder may know it.</summary>
    public async Task<string?> Cause() => (await Get("uses", Seller))["items"]![0]!["cause"]?.GetValue<string>();

    public Task<IReadOnlyList<AgreementSigner>> Signers(AgreementId id, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<AgreementSigner>>([]);

    public Task<AgreementCard?> Find(AgreementId id, CancellationToken ct) => Task.FromResult(id == agreement ? card : null);

    public Task<ResourceCard?> Find(ResourceId id, CancellationToken ct)
        => Task.FromResult<ResourceCard?>(new(id, card.Holder, "房屋成交", "", true, 36, 1000, dataSha256, 2, fields));

    public Task<Result<ResourceData>> Data(ResourceId id, CancellationToken ct)
        => Source?.Invoke(ct) ?? Task.FromResult<Result<ResourceData>>(data);

    public Task<ResourceFingerprint?> Fingerprint(ResourceId id, CancellationToken ct) => Task.FromResult<ResourceFingerprint?>(null);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>The server dies right after its next save in a request: the database has it, and nobody is told.</summary>
internal sealed class DeathAfterSave : SaveChangesInterceptor
{
    public bool IsNear { get; set; }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result,
        CancellationToken cancellationToken = default)
    {
        if (!IsNear || new HttpContextAccessor().HttpContext is null) return ValueTask.FromResult(result);
        IsNear = false;
        throw new InvalidOperationException("The server died.");
    }
}

/// <summary>Stands between the room and its workers and changes what these are told; the workers are real.</summary>
internal sealed class MeddledWorkers(WorkerPool pool, Func<WorkOpening, WorkCommand, WorkCommand> meddle) : IWorkers
{
    public async Task<IWorkSession> Open(WorkOpening opening, CancellationToken ct)
        => new Session(await pool.Open(opening, ct), opening, meddle);

    sealed class Session(IWorkSession session, WorkOpening opening, Func<WorkOpening, WorkCommand, WorkCommand> meddle) : IWorkSession
    {
        public Task<WorkReply?> Do(WorkCommand command, CancellationToken ct) => session.Do(meddle(opening, command), ct);
        public void Dispose() => session.Dispose();
    }
}

internal static class Rows
{
    public static IEnumerable<string> Of(JsonObject answer)
        => answer["rows"]!.AsArray().Select(r => string.Join(' ', r!.AsArray().Select(c => c?.ToString() ?? "null")));
}
