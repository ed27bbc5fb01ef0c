using System.Globalization;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Publicity under each shipped pack, over HTTP to the certificate: open on the day before and on its last day, over on the next;
/// across New Year, across the Spring Festival with its worked weekends, across National Day. The days were counted by hand in
/// <see cref="Packs.GoldenClockTests"/>; here the server keeps them.</summary>
public sealed class ShippedDeadlineTests
{
    public static TheoryData<string, string, string> Publicities => new()
    {
        { "cn-anhui", "2025-12-29", "2026-01-13" }, { "cn-anhui", "2026-02-10", "2026-03-02" }, { "cn-anhui", "2026-09-18", "2026-10-09" },
        { "cn-beijing-ip", "2025-12-29", "2026-01-13" }, { "cn-beijing-ip", "2026-02-10", "2026-03-02" },
        { "cn-beijing-public", "2025-12-29", "2026-01-06" }, { "cn-beijing-public", "2026-09-18", "2026-09-24" },
        { "cn-beijing-social", "2025-12-29", "2026-01-06" }, { "cn-beijing-social", "2026-02-10", "2026-02-24" },
        { "cn-dali", "2025-12-29", "2026-01-05" }, { "cn-dali", "2026-02-10", "2026-02-17" }, { "cn-dali", "2026-09-18", "2026-09-25" },
        { "cn-guangdong", "2025-12-29", "2025-12-30" }, { "cn-guangdong", "2026-02-10", "2026-02-11" },
        { "cn-guangdong", "2026-09-18", "2026-09-20" },
        { "cn-guizhou", "2025-12-29", "2026-02-10" }, { "cn-guizhou", "2026-02-10", "2026-03-30" },
        { "cn-guizhou", "2026-09-18", "2026-11-05" },
        { "cn-shenzhen", "2025-12-29", "2026-01-06" }, { "cn-shenzhen", "2026-02-10", "2026-02-24" },
        { "std-tjifa-003", "2025-12-29", "2026-01-04" }, { "std-tjifa-003", "2026-02-10", "2026-02-13" },
        { "std-tjifa-003", "2026-09-18", "2026-09-22" },
    };

    [Theory]
    [MemberData(nameof(Publicities))]
    public async Task Publicity_is_open_until_its_last_day_and_the_certificate_is_there_on_the_next(string pack, string from, string last)
    {
        await using var journey = await Journey.Start(pack, today: from);
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        await journey.TakeAll(id, form, applicant);
        var filing = await journey.Registry.Filing(id, await journey.Cast.Registrar());
        ((string?)filing["stage"], (string?)filing["publicUntil"]).ShouldBe(("Publicised", last), pack);

        var day = DateOnly.ParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var (on, stage) in new[] { (day.AddDays(-1), "Publicised"), (day, "Publicised"), (day.AddDays(1), "Registered") })
        {
            await journey.LetPass(on.DayNumber - LegalDay.Of(journey.App.Clock.Now).DayNumber);
            filing = await journey.Registry.Filing(id, await journey.Cast.Registrar());
            ((string?)filing["stage"]).ShouldBe(stage, $"{pack} on {on}");
        }
        ((string?)(await journey.Certificate((string?)filing["certificateNumber"]))!["status"]).ShouldBe("Valid");
    }

    [Fact]
    public void Every_shipped_pack_that_publicises_is_here()
        => RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).All.Select(p => p.Id)
            .Except(Publicities.Select(r => (string)r[0])).ShouldBe(["std-zj-1329"], "inside one organization nothing is publicised");
}
