using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Contracts;
using Yuanliu.Host;
using Yuanliu.Host.Verbs;
using Yuanliu.Kernel;

namespace Yuanliu.Bench;

/// <summary>Facts on their whole way: from the journal in the database through numbering into the log, fsync and checkpoint.</summary>
internal static class SealBench
{
    const int Facts = 20_000, PerSave = 500;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var figures = new List<Figure> { await On("SQLite", "") };
        if (Environment.GetEnvironmentVariable("BENCH_PG") is { Length: > 0 } server) figures.Add(await On("PostgreSQL", server));
        else figures.Add(new("facts sealed from the journal, PostgreSQL", "BENCH_PG not set", "≥ 10,000/s"));
        return figures;
    }

    static Task<Figure> On(string name, string server) => Benchmarks.InFolder(async folder =>
    {
        var db = ActBench.NewDatabase(server);
        try { return await Measure(name, folder, db); }
        finally { if (server.Length > 0) await ActBench.Drop(server, db); }
    });

    static async Task<Figure> Measure(string name, string folder, string db)
    {
        // Not started: the sequencer works when it is told to, so that nothing is sealed before the watch runs.
        await using var app = await Serve.Build(
            new AppSettings("http://127.0.0.1:0", folder, db, false, "http://localhost", "bench.example"), CancellationToken.None);
        var sealing = app.Services.GetRequiredService<ISealing>();
        await SetUp(app);
        await sealing.Seal(CancellationToken.None);
        await Record(app);
        var watch = Stopwatch.StartNew();
        var done = await sealing.Seal(CancellationToken.None);
        return new($"facts sealed from the journal, {name} ({done:N0} waiting)", Benchmarks.Rate(done / watch.Elapsed.TotalSeconds),
            "≥ 10,000/s");
    }

    static async Task SetUp(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IFirstParties>()
            .Found("平台", ActBench.Code(9_999_999), "admin", "管理员", "bench bench bench", CancellationToken.None);
    }

    static async Task Record(WebApplication app)
    {
        for (var saved = 0; saved < Facts; saved += PerSave)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<AppDb>();
            for (var i = 0; i < PerSave; i++) context.Record($"urn:bench:{saved + i}", new Noted(saved + i,
                RandomNumberGenerator.GetHexString(64)));
            await context.SaveChangesAsync();
        }
    }

    sealed record Noted(int Number, string Sha256) : Fact
    {
        public override string Kind => "bench.noted/1";
    }
}
