using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Yuanliu.Catalog.Databases;
using Yuanliu.Catalog.Resources;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Tests.Catalog;

namespace Yuanliu.Tests.Attacks.Benign;

/// <summary>The first world's table as a real catalog holds it: taken in by its own door, profiled, confirmed, read from there.</summary>
public abstract class CatalogArena : Arena
{
    TestApp? catalog;

    protected abstract bool CanStart { get; }

    /// <summary>Before the catalog starts.</summary>
    protected virtual Task Prepare() => Task.CompletedTask;

    protected virtual void ConfigureCatalog(IServiceCollection services) { }

    /// <returns>The reply of the door by which the table came in.</returns>
    protected abstract Task<HttpResponseMessage> TakeIn(HttpClient steward);

    public override async Task InitializeAsync()
    {
        if (!CanStart) return;
        await base.InitializeAsync();
        await Prepare();
        catalog = await TestApp.Start(configure: ConfigureCatalog);
        var steward = await catalog.SignIn("医院", Role.Steward);
        var made = await TestApp.Body(await TakeIn(steward));
        await TestApp.JobEnd(steward, made["jobId"]!.GetValue<Guid>());
        var resource = await TestApp.Body(await steward.GetAsync($"/api/catalog/resources/{made["id"]}"));
        ((string?)resource["stage"]).ShouldBe("Proposed", resource.ToJsonString());
        resource["fields"]!.AsArray().Select(f => $"{f!["name"]} {f["type"]}").ShouldBe(Patients.Columns.Select(c => $"{c.Name} {c.Type}"));
        var fields = resource["fields"]!.AsArray().Select(f => new
        {
            name = (string)f!["name"]!, title = (string)f["title"]!, @class = (string)f["class"]!, level = f["level"]!.GetValue<int>(),
        });
        await TestApp.Done(await steward.PostAsJsonAsync($"/api/catalog/resources/{made["id"]}/confirm",
            new { title = "就诊", description = "说明", classification = "医疗", fields }));
        var id = new ResourceId(made["id"]!.GetValue<Guid>());
        Source = async ct =>
        {
            await using var scope = catalog.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ResourceDirectory>().Data(id, ct);
        };
    }

    public override async Task DisposeAsync()
    {
        if (!CanStart) return;
        await base.DisposeAsync();
        if (catalog is not null) await catalog.DisposeAsync();
    }
}

/// <summary>The table lies in a PostgreSQL database of its holder.</summary>
public sealed class DatabaseArena : CatalogArena
{
    SourceDatabase? source;

    protected override bool CanStart => SourceDatabase.Server is not null;

    protected override async Task Prepare()
    {
        var rows = Patients.Csv(World.First).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(','))
            .Select(c => $"('{c[0]}', {c[1]}, '{c[2]}', '{c[3]}', '{c[4]}', {c[5]}, {(c[6].Length == 0 ? "NULL" : c[6])}, "
                + $"'{c[7]}', '{c[8]}')");
        source = await SourceDatabase.With("CREATE TABLE visits (district text, age bigint, gender varchar(4), diagnosis text, "
            + "visited date, cost bigint, days bigint, patient text, phone text); "
            + $"INSERT INTO visits VALUES {string.Join(", ", rows)};");
    }

    protected override void ConfigureCatalog(IServiceCollection services)
        => services.AddSingleton(new ReachableDatabases([$"{source!.Address.Host}:{source.Address.Port}"]));

    protected override async Task<HttpResponseMessage> TakeIn(HttpClient steward)
    {
        var connection = await TestApp.Body(await steward.PostAsJsonAsync("/api/catalog/connections", new
        {
            name = "业务库", host = source!.Address.Host, port = source.Address.Port, database = source.Name, user = source.Reader,
            password = SourceDatabase.Password,
        }));
        return await steward.PostAsJsonAsync("/api/catalog/resources/from-database", new
        {
            title = "就诊", description = "说明", connectionId = (string)connection["id"]!, schema = "trade", table = "visits",
            columns = Array.Empty<string>(),
        });
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (source is not null) await source.DisposeAsync();
    }
}

/// <summary>The table is a file of JSON objects.</summary>
public sealed class JsonArena : CatalogArena
{
    protected override bool CanStart => true;

    protected override async Task<HttpResponseMessage> TakeIn(HttpClient steward)
    {
        var upload = await TestApp.Body(await steward.PostAsync("/api/catalog/uploads?name=visits.json", new StringContent(Json())));
        return await steward.PostAsJsonAsync("/api/catalog/resources",
            new { title = "就诊", description = "说明", uploadIds = new[] { (string)upload["id"]! } });
    }

    static string Json() => new JsonArray([.. Patients.Csv(World.First).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(row => row.Split(',')).Select(c => new JsonObject(Patients.Columns.Select((column, i) => KeyValuePair.Create(column.Name,
            c[i].Length == 0 ? null : column.Type == "BIGINT" ? JsonNode.Parse(c[i]) : JsonValue.Create(c[i])))))])
        .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
