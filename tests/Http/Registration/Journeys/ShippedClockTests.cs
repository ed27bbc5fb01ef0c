using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>Every clock of every shipped pack besides publicity, over HTTP: the day before, the last day, the day after. What is a duty
/// stands on the supervisor's list from the next day on and decides nothing; what is a window or forfeits ends then. Over New Year and its
/// worked Sunday, over the Spring Festival between two worked Saturdays, over National Day with a worked Sunday before and a worked
/// Saturday after: for each pack the first of them, and the last at which it is in force.</summary>
public sealed class ShippedClockTests
{
    sealed record Edge(string Id, ShippedClock Clock, DateOnly LastDay, string Stage);

    public static TheoryData<string, string> FirstRegistrations => Cases(first: true, "2025-12-29", "2026-02-10", "2026-09-18");
    public static TheoryData<string, string> OnWhatStands => Cases(first: false, "2025-12-29");

    static TheoryData<string, string> Cases(bool first, params string[] days)
    {
        var cases = new TheoryData<string, string>();
        foreach (var pack in ShippedClock.Packs.Where(p => ShippedClock.Of(p.Id, first).Count > 0))
            foreach (var day in days.Take(1).Append(days.Last(d => pack.Rules.IsEffective(Day(d)))).Distinct()) cases.Add(pack.Id, day);
        return cases;
    }

    [Theory]
    [MemberData(nameof(FirstRegistrations))]
    public async Task A_clock_of_first_registration_is_open_on_its_last_day_and_over_on_the_next(string pack, string from)
    {
        await using var journey = await Journey.Start(pack, today: from);
        var edges = new List<Edge>();
        foreach (var clock in ShippedClock.Of(pack, first: true)) edges.Add(await Started(journey, clock, null));
        await Run(journey, edges);
    }

    [Theory]
    [MemberData(nameof(OnWhatStands))]
    public async Task A_clock_of_what_is_filed_on_a_registration_is_open_on_its_last_day_and_over_on_the_next(string pack, string from)
    {
        await using var journey = await Journey.Start(pack, today: "2025-11-03");
        var clocks = ShippedClock.Of(pack, first: false);
        var on = await journey.Registrations(clocks.Count);
        await journey.LetPass(Day(from).DayNumber - Now(journey).DayNumber);
        var edges = new List<Edge>();
        foreach (var (clock, registered) in clocks.Zip(on)) edges.Add(await Started(journey, clock, registered));
        await Run(journey, edges);
    }

    [Fact]
    public void Every_shipped_pack_is_here_that_has_a_clock()
        => ShippedClock.Packs.Select(p => p.Id).Except(FirstRegistrations.Select(r => (string)r[0])).ShouldBe(["std-zj-1329"],
            "the confirmation inside one organization has no clock");

    static async Task Run(Journey journey, List<Edge> edges)
    {
        foreach (var day in edges.SelectMany(e => new[] { -1, 0, 1 }.Select(e.LastDay.AddDays)).Distinct().Order())
        {
            await journey.LetPass(day.DayNumber - Now(journey).DayNumber);
            var registrar = await journey.Cast.Registrar();
            var overdue = (await TestApp.Body(await registrar.GetAsync(
                $"/api/registration/supervision/overdue/filings?pack={journey.Pack}&take=100")))["items"]!.AsArray();
            foreach (var edge in edges.Where(e => day <= e.LastDay.AddDays(1) && day >= e.LastDay.AddDays(-1)))
            {
                var (over, what) = (day > edge.LastDay, $"{journey.Pack} {edge.Clock.Procedure} {edge.Clock.Deadline} on {day}");
                (await journey.Registry.Filing(edge.Id, registrar))["stage"].ShouldBeText(
                    over && edge.Clock.Then is { } then ? then : edge.Stage, what);
                overdue.Any(o => (string?)o!["filing"] == edge.Id && (string?)o["duty"] == $"{edge.Clock.Deadline}")
                    .ShouldBe(over && edge.Clock.Then is null, what);
            }
        }
        await journey.App.ShouldBeWhole();
    }

    /// <summary>A filing that waits for this clock, begun on this day.</summary>
    static async Task<Edge> Started(Journey journey, ShippedClock clock, Registered? on)
    {
        var form = await journey.Form($"{clock.Kind}", clock.Circumstances);
        var (applicant, filled) = await journey.Fill(form, on?.Resource ?? await journey.Resource(), on, f => Promise(f, clock.Deadline));
        if (clock.Procedure is ProcedureName.ByRegistry)
            (filled["reason"], filled["ground"], filled["materials"]) = ("依职权查明", form.GroundOf(registry: true), form.OfRegistry());
        var proposer = await journey.Cast.Registrar();
        var filed = clock.Procedure is ProcedureName.ByRegistry
            ? await proposer.PostAsJsonAsync("/api/registration/filings/propose", await Remedies.Papers(proposer, filled))
            : await journey.Try(form, applicant, filled);
        var id = (string)(await TestApp.Body(filed))["id"]!;
        for (var steps = 0; steps < 20; steps++)
        {
            var registrar = await journey.Cast.Registrar();
            var filing = await journey.Registry.Filing(id, registrar);
            if ((string?)filing["clock"]?["deadline"] == $"{clock.Deadline}")
            {
                var last = CountedDays.Last(Now(journey), clock.Term);
                Day((string)filing["clock"]!["dueOn"]!).ShouldBe(last,
                    $"{journey.Pack} {clock.Procedure} {clock.Deadline} from {journey.Today}");
                return new(id, clock, last, (string)filing["stage"]!);
            }
            if (Aside(filing, clock.Deadline) is { } step)
                await TestApp.Done(await registrar.PostAsJsonAsync((string)step["href"]!, new { reason = "请补正" }));
            else if ((string?)filing["stage"] == "Publicised") await Object(journey, id);
            else if ((string?)filing["stage"] == "DeterminationAwaited") await Determine(journey, id, form, applicant);
            else (await journey.Take(id, form, applicant)).ShouldBeTrue($"{journey.Pack}: no way to {clock} from {filing["stage"]}");
        }
        throw new ShouldAssertException($"{journey.Pack}: no way to {clock}");
    }

    /// <summary>The third party says who is right; neither yes nor no, it is on no way to registration.</summary>
    static async Task Determine(Journey journey, string id, PackForm form, string applicant)
    {
        var body = await journey.Cast.As(Cast.Body, Role.Reviewer);
        for (var tried = 0; tried < 4; tried++)
        {
            var reply = await RegistryApp.Try(body, id, "determine", "经查属实");
            if (reply.IsSuccessStatusCode) return;
            var code = (string)JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["code"]!;
            await journey.Remedies.For(code, id, form, applicant, reply);
        }
    }

    static void Promise(JsonObject form, Deadline deadline)
    {
        if (deadline is not Deadline.Supplement) return;
        form["promised"] = new JsonArray("source");
        form["materials"]!.AsArray().RemoveAll(m => (string?)m!["key"] == "source");
    }

    /// <summary>A step of the registry that leaves the way to registration.</summary>
    static JsonNode? Aside(JsonObject filing, Deadline deadline)
    {
        string[] wanted = deadline switch
        {
            Deadline.Correction => ["RequestCorrection"],
            Deadline.Supplement => ["AcceptWithGaps"],
            Deadline.Answer or Deadline.Determination => ["Notify"],
            Deadline.Objection when (string?)filing["stage"] == "NoticeAwaited" => ["Notify"],
            _ => [],
        };
        return filing["openSteps"]!.AsArray().FirstOrDefault(s => wanted.Contains((string?)s!["step"]));
    }

    static async Task Object(Journey journey, string id) => await TestApp.Done(await journey.Registry.Object(id, more: new()
    {
        ["papers"] = new JsonArray(new JsonObject { ["name"] = "权属证明.pdf", ["content"] = Convert.ToBase64String([1, 2, 3]) }),
    }));

    static DateOnly Now(Journey journey) => LegalDay.Of(journey.App.Clock.Now);

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
