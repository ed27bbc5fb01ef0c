using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Figures over all registers rest on the paper of each, and say where that paper is silent.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public async Task Over_all_registers_each_has_its_article_or_the_reason_why_it_counts_so()
    {
        await using var app = await RegistryApp.Start();
        await app.Register();
        var all = await TestApp.Body(await app.Registrar.GetAsync("/api/registration/statistics"));
        all["bases"].ShouldBeNull("no one paper is behind all of them");
        var regimes = all["regimes"]!.AsArray().Select(r => r!).ToList();
        var shipped = RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration"));
        regimes.Select(r => (string?)r["register"]).ShouldBe(shipped.All.Select(p => p.Rules.Jurisdiction).Distinct()
            .Order(StringComparer.Ordinal));
        foreach (var regime in regimes)
        {
            foreach (var part in new[] { "leadDays", "objections", "certificates", "rights" })
                if (part != "certificates" || (string?)regime["register"] != "std-zj-1329")         // which issues none
                    ((string?)regime["bases"]![part]).ShouldNotBeNullOrEmpty($"{regime["register"]} {part}");
            if ((bool)regime["leadDaysOpen"]!) ((string?)regime["leadDaysReason"]).ShouldNotBeNullOrEmpty($"{regime["register"]}");
            regime["kinds"]!.AsArray().ShouldAllBe(k => ((string?)k!["basis"])!.Length > 0
                && (!(bool)k["open"]! || ((string?)k["reason"])!.Length > 0));
        }
        var one = await TestApp.Body(await app.Registrar.GetAsync("/api/registration/statistics?register=cn-dali"));
        one["regimes"]!.AsArray().Single()!["bases"]!.ToJsonString().ShouldBe(one["bases"]!.ToJsonString());
    }

    [Fact]
    public async Task The_file_over_all_registers_names_the_provision_of_each_on_every_line()
    {
        await using var app = await RegistryApp.Start();
        await app.Register();
        var csv = await app.Registrar.GetStringAsync("/api/registration/statistics?format=csv");
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Single(l => l.StartsWith("首次登记,申请,1,", StringComparison.Ordinal)).ShouldContain("AH-REG-2023 art. 13");
        foreach (var line in lines.Where(l => l.StartsWith("证书", StringComparison.Ordinal)
            || l.StartsWith("存续", StringComparison.Ordinal)))
            new[] { "DL-REG-2023", "GD-REG-2023" }.ShouldAllBe(paper => line.Contains(paper), line);
    }
}
