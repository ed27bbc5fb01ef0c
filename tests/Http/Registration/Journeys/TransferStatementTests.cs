using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>TJIFA-003-2022 §6.4.3.5–6: on the day of the certificate the former holder states on the log that the rights have passed; what
/// comes of a late statement is the former holder's, and undoes no transfer.</summary>
public sealed class TransferStatementTests
{
    static async Task<(string Filing, Registered On)> Transferred(Journey journey)
    {
        var on = (await journey.Registrations(1))[0];
        var filing = await journey.Whole(await journey.Form("Transfer"), on.Resource, on);
        filing["stage"].ShouldBeText("Registered");
        return ((string)filing["id"]!, on);
    }

    static async Task<HttpResponseMessage> State(Journey journey, string filing, string by)
        => await (await journey.Cast.Steward(by)).PostAsync($"/api/registration/filings/{filing}/state-transfer", null);

    static async Task<JsonArray> Overdue(Journey journey) => (await TestApp.Body(await (await journey.Cast.Registrar())
        .GetAsync("/api/registration/supervision/overdue/statements?pack=std-tjifa-003")))["items"]!.AsArray();

    [Fact]
    public async Task It_is_owed_by_the_former_holder_that_very_day_and_stated_once()
    {
        await using var journey = await Journey.Start("std-tjifa-003");
        var (id, _) = await Transferred(journey);
        var seen = await journey.Registry.Filing(id, await journey.Cast.Steward(Cast.Holder));
        var owed = seen["statement"]!;
        ((string?)owed["owedByName"], (string?)owed["dueOn"], (string?)owed["statedOn"]).ShouldBe((Cast.Holder, journey.Today, null));
        ((string?)owed["basis"])!.ShouldContain("TJIFA-003-2022 §6.4.3.5");
        ((string?)owed["text"])!.ShouldContain($"转移至{Cast.Other}");
        seen["sideActs"]!.AsArray().Select(a => (string?)a!["step"]).ShouldBe(["StateTransfer"]);
        (await journey.Registry.Filing(id, await journey.Cast.Steward(Cast.Other)))["sideActs"]!.AsArray().ShouldBeEmpty();

        foreach (var other in new[] { Cast.Other, Cast.Stranger })
            await State(journey, id, other).ShouldBeRefused(404, "registration.no-statement-owed");
        var stated = await TestApp.Body(await State(journey, id, Cast.Holder));
        ((string?)stated["statedOn"], (int)stated["daysLate"]!).ShouldBe((journey.Today, 0));
        await State(journey, id, Cast.Holder).ShouldBeRefused(409, "registration.transfer-stated");

        var fact = (await journey.Registry.Facts("registration.transfer-stated/1")).Single();
        ((string?)fact["filing"], (int)fact["daysLate"]!).ShouldBe((id, 0));
        fact.ToJsonString(Json.Plain).ShouldNotContain(Cast.Other);
        await journey.LetPass(2);
        (await Overdue(journey)).ShouldBeEmpty();
        (await journey.Registry.Facts("registration.transfer-statement-overdue/1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_day_after_it_is_the_former_holders_fault_once_and_the_transfer_stands()
    {
        await using var journey = await Journey.Start("std-tjifa-003");
        var (id, on) = await Transferred(journey);
        var due = journey.Today;
        (await Overdue(journey)).ShouldBeEmpty("the day itself");
        await journey.LetPass(1);
        await journey.LetPass(1);
        (await journey.Registry.Facts("registration.transfer-statement-overdue/1")).Select(f => ((string?)f["filing"],
            (string?)f["dueOn"])).ShouldBe([(id, due)]);
        var line = (await Overdue(journey)).Single()!;
        ((string?)line["bodyName"], (int)line["daysLate"]!, (string?)line["doneOn"]).ShouldBe((Cast.Holder, 2, null));
        (await journey.Unit(on.Unit))["rights"]!.AsArray().Single()!["holderName"].ShouldBeText(Cast.Other);

        ((int)(await TestApp.Body(await State(journey, id, Cast.Holder)))["daysLate"]!).ShouldBe(2);
        var late = (await Overdue(journey)).Single()!;
        ((int)late["daysLate"]!, (string?)late["doneOn"]).ShouldBe((2, journey.Today));
        await journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task What_moves_no_right_owes_none()
    {
        await using var journey = await Journey.Start("std-tjifa-003");
        var on = (await journey.Registrations(1))[0];
        var filing = await journey.Whole(await journey.Form("Licence"), on.Resource, on);
        filing["statement"].ShouldBeNull();
        await State(journey, (string)filing["id"]!, Cast.Holder).ShouldBeRefused(404, "registration.no-statement-owed");
    }

    [Fact]
    public async Task Of_two_who_state_it_at_once_one_does()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var journey = await Journey.Start("std-tjifa-003",
            s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause, pause.BeforeTransaction)));
        var (id, _) = await Transferred(journey);
        HttpResponseMessage? faster = null;
        pause.Then = async () => faster = await State(journey, id, Cast.Holder);
        await State(journey, id, Cast.Holder).ShouldBeRefused(409, "changed-meanwhile");
        faster!.IsSuccessStatusCode.ShouldBeTrue();
        (await journey.Registry.Facts("registration.transfer-stated/1")).Count.ShouldBe(1);
    }
}
