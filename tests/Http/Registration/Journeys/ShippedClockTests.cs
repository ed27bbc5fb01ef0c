using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>Every clock of every shipped pack, over HTTP: the day before, the last day, the day after. What is a duty stands on the
/// supervisor's list from the next day on, decides nothing, and is done late; in a window one acts on its last day, and on the next one is
/// refused with its article even before time ends it. Over New Year and its
/// worked Sunday, over the Spring Festival between two worked Saturdays, over National Day with a worked Sunday before and a worked
/// Saturday after: for each pack the first of them, and the last at which it is in force.</summary>
public sealed class ShippedClockTests
{
    /// <param name="Twin">Another that waits for the same clock, where somebody acts on its last day; null for a duty.</param>
    sealed record Edge(string Id, ShippedClock Clock, DateOnly LastDay, string Stage, string Applicant, PackForm Form, Edge? Twin = null);

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
        foreach (var clock in ShippedClock.Of(pack, first: true))
            edges.Add(await Started(journey, clock, null) with { Twin = clock.Then is null ? null : await Started(journey, clock, null) });
        await Run(journey, edges);
    }

    [Theory]
    [MemberData(nameof(OnWhatStands))]
    public async Task A_clock_of_what_is_filed_on_a_registration_is_open_on_its_last_day_and_over_on_the_next(string pack, string from)
    {
        await using var journey = await Journey.Start(pack, today: "2025-11-03");
        var clocks = ShippedClock.Of(pack, first: false);
        var on = new Queue<Registered>(await journey.Registrations(clocks.Count + clocks.Count(c => c.Then is not null)));
        await journey.LetPass(Day(from).DayNumber - Now(journey).DayNumber);
        var edges = new List<Edge>();
        foreach (var clock in clocks)
            edges.Add(await Started(journey, clock, on.Dequeue()) with
            {
                Twin = clock.Then is null ? null : await Started(journey, clock, on.Dequeue()),
            });
        await Run(journey, edges);
    }

    [Fact]
    public void Every_shipped_pack_is_here_that_has_a_clock()
        => ShippedClock.Packs.Select(p => p.Id).Except(FirstRegistrations.Select(r => (string)r[0])).ShouldBe(["std-zj-1329"],
            "the confirmation inside one organization has no clock");

    /// <summary>Whatever route a filing takes under a shipped pack, the clocks it starts are among those that are run here.</summary>
    [Fact]
    public void No_clock_of_any_route_is_missing_here()
    {
        foreach (var pack in ShippedClock.Packs)
        {
            var run = ShippedClock.Of(pack.Id, first: true).Concat(ShippedClock.Of(pack.Id, first: false));
            ShippedClock.All(pack.Rules).Except(run.Select(c => $"{c.Like}")).ShouldBeEmpty(pack.Id);
        }
    }

    static async Task Run(Journey journey, List<Edge> edges)
    {
        foreach (var day in edges.SelectMany(e => new[] { -1, 0, 1 }.Select(e.LastDay.AddDays)).Distinct().Order())
        {
            journey.App.Clock.Advance(TimeSpan.FromDays(day.DayNumber - Now(journey).DayNumber));
            foreach (var edge in edges.Where(e => e.Clock.Then is not null && e.LastDay.AddDays(1) == day))
                ((string?)(await Act(journey, edge).ShouldBeRefused(409, "registration.term-over"))["basis"]).ShouldBe(
                    edge.Clock.Term.Basis, $"{journey.Pack} {edge.Clock.Procedure} {edge.Clock.Deadline}: time has not acted yet");
            await journey.App.Settle();
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
                if (day == edge.LastDay && edge.Twin is { } twin) await TestApp.Done(await Act(journey, twin));
                if (over && edge.Clock.Then is null) await Late(journey, edge, what);
            }
        }
        await journey.App.ShouldBeWhole();
    }

    /// <summary>What one may do until the window is over: object, withdraw, or answer where nobody withdraws.</summary>
    static async Task<HttpResponseMessage> Act(Journey journey, Edge edge)
    {
        if (edge.Stage == "Publicised") return await journey.Registry.Object(edge.Id, address: "192.0.2.77", more: Evidence());
        var stage = Enum.Parse<Stage>(edge.Stage);
        var step = Procedure.Of(edge.Clock.Procedure).Steps.Any(r => r.From == stage && r.Step is Step.Withdraw) ? "withdraw" : "answer";
        return await RegistryApp.Try(await journey.Filer(edge.Form, edge.Applicant), edge.Id, step, "理由");
    }

    /// <summary>A duty that is overdue is done all the same, and the filing goes on.</summary>
    static async Task Late(Journey journey, Edge edge, string what)
    {
        if (edge.Stage is "DeterminationAwaited") await Determine(journey, edge.Id, edge.Form, edge.Applicant);
        else if (!await journey.Take(edge.Id, edge.Form, edge.Applicant)) await Decide(journey, edge);
        ((string?)(await journey.Registry.Filing(edge.Id, await journey.Cast.Registrar()))["stage"]).ShouldNotBe(edge.Stage, what);
    }

    /// <summary>Where no step leads straight on: an objection is dismissed, or told to the applicant.</summary>
    static async Task Decide(Journey journey, Edge edge)
    {
        foreach (var registrar in new[] { await journey.Cast.Registrar(), await journey.Cast.Registrar(1) })
            foreach (var step in new[] { "dismiss", "notify", "uphold" })
                if ((await RegistryApp.Try(registrar, edge.Id, step, "经查")).IsSuccessStatusCode) return;
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
                return new(id, clock, last, (string)filing["stage"]!, applicant, form);
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
            // Whom nobody has named yet does not even see it.
            await journey.Remedies.For(code is "registration.no-such-filing" ? "registration.reviewer-missing" : code, id, form, applicant,
                reply);
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

    static async Task Object(Journey journey, string id)
        => await TestApp.Done(await journey.Registry.Object(id, address: $"192.0.2.{id[^1] % 50}", more: Evidence()));

    static JsonObject Evidence() => new()
    {
        ["papers"] = new JsonArray(new JsonObject { ["name"] = "权属证明.pdf", ["content"] = Convert.ToBase64String([1, 2, 3]) }),
    };

    static DateOnly Now(Journey journey) => LegalDay.Of(journey.App.Clock.Now);

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
