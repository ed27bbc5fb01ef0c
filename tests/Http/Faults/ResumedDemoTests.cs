using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Host;
using Yuanliu.Host.Demo;
using Yuanliu.Host.Verbs;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Faults;

/// <summary>A demo that is cut off after any of its acts goes on where it stands when it is run again: nothing is filed, agreed or paid
/// twice.</summary>
public sealed class ResumedDemoTests
{
    const int RunsMax = 60;

    [Fact]
    public async Task Cut_off_after_each_of_its_acts_the_demo_files_once_agrees_once_and_pays_once()
    {
        await using var node = await Node.Start();
        var (runs, proofless) = (0, false);
        while (true)
        {
            (++runs).ShouldBeLessThan(RunsMax, $"it never ends: {string.Join('\n', node.Scissors.Cut)}");
            node.Scissors.Arm();
            if (!await node.Play(prove: proofless)) continue;
            // It came as far as the proof, and was cut off there the first time.
            if (proofless) break;
            proofless = true;
        }
        node.Scissors.Rest();
        foreach (var act in new[] { "/filings", "/accept", "/pass-review", "/advance", "/api/products", "/check", "/listings",
            "/agreements", "/sign", "/queries", "/bills", "/deposits", "/pay" })
            node.Scissors.Cut.ShouldContain(c => c.EndsWith(act, StringComparison.Ordinal), "after this it was cut off");
        await node.ShouldHave(agreements: 1);

        File.Delete(Directory.EnumerateFiles(node.Proofs, "log.vkey", SearchOption.AllDirectories).Single());
        (await node.Play(prove: true)).ShouldBeTrue("the proof was not whole");
        await node.ShouldHave(agreements: 1);
        (await node.Play(prove: true)).ShouldBeTrue("a demo that came to its end is played anew on what stands registered");
        await node.ShouldHave(agreements: 2);
    }

    /// <summary>A node that listens, and that a demo plays on.</summary>
    sealed class Node : IAsyncDisposable
    {
        const int Enterprises = 1500, Uses = 2;
        readonly string data = Directory.CreateTempSubdirectory("yuanliu-resumed-").FullName;
        WebApplication app = null!;
        StoryLine line = null!;

        public Scissors Scissors { get; } = new();
        public string Proofs => Path.Combine(data, "proofs");

        public static async Task<Node> Start()
        {
            var node = new Node();
            var db = Environment.GetEnvironmentVariable("TEST_DB") == "postgres"
                ? $"{TestDatabase.Server};Database=r{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}" : "";
            node.app = Serve.Wire(new("http://127.0.0.1:0", node.data, db, true, "http://localhost:5080", "resumed.example"), services =>
            {
                services.AddSingleton<IStartupFilter>(node.Scissors).AddLogging(l => l.ClearProviders());
                services.Configure<PasswordHasherOptions>(o => o.IterationCount = 100);
            });
            await App.Prepare(node.app.Services, default);
            await node.app.StartAsync();
            await node.app.Services.GetRequiredService<DemoCity>().Found(default);
            using var cast = new Cast(node.Url);
            await cast.Gather(default);
            var file = Path.Combine(node.data, "用电量.csv");
            DemoData.WritePower(file, Enterprises, 7);
            node.line = StoryLine.Power(file) with { Steward = "steward", Finance = "finance", Proofs = node.Proofs };
            return node;
        }

        Uri Url => new(app.Urls.First());

        /// <returns>Whether it was played to its end.</returns>
        public async Task<bool> Play(bool prove)
        {
            using var cast = new Cast(Url);
            var story = new Story(cast, new Silent(), line);
            try
            {
                await story.Play(Chapter.Settled, default);
                if (prove) await ProofFolder.Write(Proofs, cast, story.Outcome, default);
                return true;
            }
            catch (HttpRequestException) { return false; }
        }

        public async Task ShouldHave(int agreements)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            async Task<long> Count(string from)
            {
                var sql = "SELECT COUNT(*) AS \"Value\" FROM " + from;
                return (await db.Database.SqlQueryRaw<long>(sql).ToListAsync()).Single();
            }
            foreach (var once in new[] { "catalog_resource", "registration_filing", "registration_certificate", "products_product",
                "trading_listing" }) (await Count(once)).ShouldBe(1, once);
            foreach (var each in new[] { "trading_agreement", "settlement_bill", "settlement_deposit",
                "settlement_entry WHERE \"Kind\" = 'Deposit'", "settlement_entry WHERE \"Kind\" = 'BillPaid'" })
                (await Count(each)).ShouldBe(agreements, each);
            (await Count("settlement_bill_line")).ShouldBe(agreements * Uses, "each use is paid once");
            await scope.ServiceProvider.GetRequiredService<Pump>().RunDry(default);
            await scope.ServiceProvider.GetRequiredService<ISealing>().Seal(default);
            foreach (var check in scope.ServiceProvider.GetServices<IIntegrity>())
                (await check.Check(default)).Select(f => f.What).ShouldBeEmpty(check.Name);
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await using (var scope = app.Services.CreateAsyncScope())
                await scope.ServiceProvider.GetRequiredService<AppDb>().Database.EnsureDeletedAsync();
            await app.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Once armed, lets one act be done and cuts the line before whoever did it hears of it.</summary>
    sealed class Scissors : IStartupFilter
    {
        /// <summary>Done anew in every run: they decide nothing.</summary>
        static readonly string[] Anew = ["/api/session", "/api/catalog/uploads"];
        int armed;

        public List<string> Cut { get; } = [];

        public void Arm() => Volatile.Write(ref armed, 1);
        public void Rest() => Volatile.Write(ref armed, 0);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(Hold);
            next(app);
        };

        /// <summary>A bank's advice that was entered before is found, and nothing is made.</summary>
        static bool Decided(string path, int status) => status < 300 && (status == 201 || path != "/api/settlement/deposits");

        async Task Hold(HttpContext context, RequestDelegate then)
        {
            var path = context.Request.Path.Value!;
            if (!HttpMethods.IsPost(context.Request.Method) || Anew.Contains(path))
            {
                await then(context);
                return;
            }
            var (reply, held) = (context.Response.Body, new MemoryStream());
            context.Response.Body = held;
            await then(context);
            if (Decided(path, context.Response.StatusCode) && Interlocked.Exchange(ref armed, 0) == 1)
            {
                Cut.Add(path);
                context.Abort();
                return;
            }
            held.Position = 0;
            await held.CopyToAsync(reply);
        }
    }
}
