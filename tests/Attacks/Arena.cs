using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Kernel;
using Yuanliu.Space;
using Yuanliu.Space.Workers;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Tests.Attacks;

/// <summary>What an agreement of the arena says beyond the usual.</summary>
public sealed record Terms(int MinGroup = 5, int Uses = 1_000_000)
{
    public UseControls Controls { get; init; } = new() { RefusalsPerDayMax = 1_000_000, Modes = [UseMode.Aggregate, UseMode.ListOverlap] };
    public IReadOnlyList<ProductColumn> Columns { get; init; } = Patients.Columns;
    /// <summary>In which all is asked; null: as the agreement has it.</summary>
    public UseMode? Mode { get; init; }
}

/// <summary>攻防场 — the real application over planted tables; one for a class of attacks, with as many buyers as are wanted.</summary>
/// <remarks>Agreements, the catalog and callers are of the arena; what decides, reads, runs, audits and counts is what ships.</remarks>
public class Arena : IAsyncLifetime, IAgreements, ICatalog, ICallers
{
    public static readonly OrganizationId Holder = new(new Guid(1, 0, 0, new byte[8]));
    readonly ConcurrentDictionary<AgreementId, AgreementCard> agreements = new();
    readonly ConcurrentDictionary<ResourceId, (ResourceCard Card, ResourceData Data)> resources = new();
    readonly ConcurrentDictionary<World, ResourceId> worlds = new();
    readonly ConcurrentDictionary<string, Caller> callers = new();
    readonly ConcurrentDictionary<World, Reference> references = new();
    int numbers;

    public TestApp App { get; private set; } = null!;

    /// <summary>The process itself is attacked, or its time: the real pool of workers.</summary>
    protected virtual bool HasRealWorkers => false;

    protected virtual void Configure(IServiceCollection services) { }

    /// <summary>The table of a world.</summary>
    protected virtual string Csv(World world) => Patients.Csv(world);

    protected virtual IReadOnlyList<ProductColumn> Columns => Patients.Columns;

    public virtual async Task InitializeAsync()
    {
        App = await TestApp.Start(configure: s =>
        {
            s.AddSingleton<IAgreements>(this).AddSingleton<ICatalog>(this).AddSingleton<ICallers>(this);
            s.AddSingleton(new SpaceLimits { Threads = 1, MemoryBytesMax = 256 << 20 });
            if (!HasRealWorkers) s.AddSingleton<IWorkers>(new HereWorkers());
            Configure(s);
        });
        await using (var scope = App.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IFirstParties>()
                .Found(TestApp.PlatformName, TestCodes.Of(0), "admin", "管理员", TestApp.Password, CancellationToken.None);
        foreach (var world in Enum.GetValues<World>())
        {
            worlds[world] = Keep(Holder, Csv(world), Columns);
            references[world] = new(resources[worlds[world]].Data.RelationSql);
        }
    }

    /// <summary>Whatever a class tried, afterwards the accounts agree.</summary>
    public virtual async Task DisposeAsync()
    {
        try { await this.ShouldAgree(); }
        finally
        {
            foreach (var reference in references.Values) reference.Dispose();
            await App.DisposeAsync();
        }
    }

    public ResourceId Resource(World world) => worlds[world];

    /// <summary>The engine without any gate.</summary>
    internal Reference Plain(World world) => references[world];

    /// <summary>Keeps a table, the holder's or a buyer's own.</summary>
    public ResourceId Keep(OrganizationId holder, string csv, IReadOnlyList<ProductColumn> columns)
    {
        var id = new ResourceId(new Guid(9, 0, 0, BitConverter.GetBytes((long)Interlocked.Increment(ref numbers))));
        Renew(id, holder, csv, columns);
        return id;
    }

    /// <summary>A new version of the same table.</summary>
    public void Renew(ResourceId id, OrganizationId holder, string csv, IReadOnlyList<ProductColumn> columns)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(csv + id.Value)));
        var file = Path.Combine(App.DataFolder, $"{sha256[..16]}.csv");
        File.WriteAllText(file, csv);
        var types = string.Join(", ", columns.Select(c => $"'{c.Name}': '{c.Type}'"));
        resources[id] = (new(id, holder, "表", "", true, csv.Count(c => c == '\n') - 1, csv.Length, sha256, 2,
                [.. columns.Select(c => new FieldCard(c.Name, c.Title, c.Type, "", 2, null))]),
            new($"read_csv('{file}', header = true, columns = {{{types}}}, nullstr = '')", [file]));
    }

    /// <summary>A buyer of whom nothing is known yet, under an agreement of its own.</summary>
    public Attacker Enter(World world, Terms? terms = null)
        => Sign(new OrganizationId(new Guid(2, 0, 0, BitConverter.GetBytes((long)Interlocked.Increment(ref numbers)))), worlds[world],
            terms);

    /// <summary>Another agreement of somebody who is there already.</summary>
    public Attacker Sign(OrganizationId buyer, ResourceId resource, Terms? terms = null)
    {
        terms ??= new() { Columns = Columns };
        var number = Interlocked.Increment(ref numbers);
        var id = new AgreementId(new Guid(3, 0, 0, BitConverter.GetBytes((long)number)));
        var policy = new UsagePolicy("研究", terms.Uses, new(2026, 3, 1), new(2027, 3, 31), terms.MinGroup, terms.Columns)
        {
            Controls = terms.Controls,
        };
        agreements[id] = Written(new(id, $"HY-{number}", default, resource, buyer, Holder, Holder, policy, new(100),
            new(6_000, 3_000, 1_000, "第9条"), true, new string('c', 64)) { Since = App.Clock.Now });
        callers[$"{buyer.Value}"] = new(buyer.Value, buyer.Value, "分析员", "买方", new HashSet<Role> { Role.Analyst }, null, "token");
        var client = App.Anyone;
        client.DefaultRequestHeaders.Authorization = new("Bearer", $"{buyer.Value}");
        return new(this, id, buyer, client);
    }

    /// <summary>Whoever looks after the tables of an organization.</summary>
    public HttpClient Steward(OrganizationId of)
    {
        callers[$"steward-{of.Value}"] = new(Guid.CreateVersion7(), of.Value, "管理人", "持有方", new HashSet<Role> { Role.Steward }, null,
            "token");
        var client = App.Anyone;
        client.DefaultRequestHeaders.Authorization = new("Bearer", $"steward-{of.Value}");
        return client;
    }

    /// <summary>Both sides agree on something else.</summary>
    public void Change(AgreementId id, Func<AgreementCard, AgreementCard> change) => agreements[id] = Written(change(agreements[id]));

    AgreementCard Written(AgreementCard card)
    {
        var urn = App.Services.GetRequiredService<HostSettings>();
        return card with
        {
            Odrl = Odrl.Agreement(new(urn.Urn("agreement", card.Id.Value), "urn:product", "urn:resource",
                urn.Urn("organization", card.Buyer.Value), urn.Urn("organization", Holder.Value), urn.Urn("organization", Holder.Value)),
                card.Policy, card.PricePerUse).ToJsonString(),
        };
    }

    public Task<IReadOnlyList<AgreementSigner>> Signers(AgreementId id, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<AgreementSigner>>([]);

    public Task<AgreementCard?> Find(AgreementId id, CancellationToken ct) => Task.FromResult(agreements.GetValueOrDefault(id));

    public Task<ResourceCard?> Find(ResourceId id, CancellationToken ct)
    {
        Looked(id);
        return Task.FromResult(resources.TryGetValue(id, out var found) ? found.Card : null);
    }

    /// <summary>Somebody looks for a table.</summary>
    protected virtual void Looked(ResourceId resource) { }

    /// <summary>Whence the first world's table is read, where it is not its own file.</summary>
    protected Func<CancellationToken, Task<Result<ResourceData>>>? Source { get; set; }

    public Task<Result<ResourceData>> Data(ResourceId id, CancellationToken ct) => Source is { } source && id == worlds[World.First]
        ? source(ct) : Task.FromResult<Result<ResourceData>>(resources.TryGetValue(id, out var found) ? found.Data : NotThere);

    static Refusal NotThere => new(RefusalKind.NotFound, "test.not-there", "无。", "None.");

    public Task<ResourceFingerprint?> Fingerprint(ResourceId id, CancellationToken ct) => Task.FromResult<ResourceFingerprint?>(null);

    public Task<Caller?> BySession(string secret, CancellationToken ct) => Task.FromResult<Caller?>(null);

    public Task<Caller?> ByToken(string secret, CancellationToken ct) => Task.FromResult(callers.GetValueOrDefault(secret));
}

/// <summary>The same table in the engine itself, with nothing in between: what an answer should be.</summary>
internal sealed class Reference : IDisposable
{
    readonly Lock gate = new();
    readonly Database database = Database.Open(new() { ExternalAccess = true, Threads = 1 }).OrThrow();
    readonly Connection connection;

    public Reference(string relation)
    {
        connection = database.Connect();
        connection.ReadAll($"CREATE TABLE data AS SELECT * FROM {relation}", 1).OrThrow();
    }

    public IReadOnlyList<object?[]> Rows(string sql)
    {
        lock (gate) return connection.ReadAll(sql, 10_000).OrThrow().Rows;
    }

    public void Dispose()
    {
        connection.Dispose();
        database.Dispose();
    }
}
