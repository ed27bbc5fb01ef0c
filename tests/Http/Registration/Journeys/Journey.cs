using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>Takes filings of a shipped pack to their end by what the server says: its forms, its open steps, its refusals, its clocks.
/// No procedure is known here.</summary>
internal sealed class Journey : IAsyncDisposable
{
    readonly string pack;
    readonly PauseBeforeFirstUpdate pause;
    int resources;

    Journey(string pack, RegistryApp registry, PauseBeforeFirstUpdate pause)
    {
        (this.pack, Registry, this.pause, Cast) = (pack, registry, pause, new(registry.App));
        Remedies = new(this);
    }

    public RegistryApp Registry { get; }
    public TestApp App => Registry.App;
    public Cast Cast { get; }
    public Remedies Remedies { get; }
    public string Pack => pack;
    public string Today => LegalDay.Of(App.Clock.Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    /// <summary>Steps at which two writers met.</summary>
    public List<string> Raced { get; } = [];

    public static async Task<Journey> Start(string pack, Action<IServiceCollection>? configure = null, string today = "2024-03-04")
    {
        var pause = new PauseBeforeFirstUpdate();
        var registry = await RegistryApp.Start(today, services =>
        {
            services.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause, pause.BeforeTransaction));
            configure?.Invoke(services);
        }, account: false);
        var journey = new Journey(pack, registry, pause);
        foreach (var party in new[] { Cast.Holder, Cast.Other, Cast.Stranger })
            await Opening.Open(journey.App, await journey.Cast.Steward(party), pack);
        await journey.Remedies.Recognize();
        return journey;
    }

    public Task<PackForm> Form(string kind, params string[] circumstances) => PackForm.Of(App.Anyone, pack, kind, circumstances);

    /// <summary>A resource with a fingerprint of its own, of too few rows to be like another's.</summary>
    public async Task<Guid> Resource()
    {
        var id = Registry.Catalog.Add(await Cast.IdOf(Cast.Holder), $"资源{++resources}号");
        Registry.Catalog.Print(id, Enumerable.Range(resources * 1000, 20), method: "journey/1");
        return id;
    }

    /// <summary>What a filing states, complete: whoever hands it in has filed.</summary>
    public async Task<(string Applicant, JsonObject Form)> Fill(
        PackForm form, Guid resource, Registered? on, Action<JsonObject>? change = null, string? applicant = null)
    {
        var (usual, other) = Sides.Of(form, on);
        applicant ??= usual;
        var filled = form.Fill(Today);
        if (on is null) filled["resourceId"] = resource.ToString();
        else if (on.Certificate is null) filled["unit"] = on.Unit;
        else filled["certificate"] = on.Certificate;
        if (other is not null) filled["counterparty"] = (await Cast.IdOf(other)).ToString();
        if (Sides.Claims(form) is { } derived) filled["rights"] = new JsonArray(Sides.Claim(form.Kind, form.Right(derived)));
        if (form.Kind == "Pledge") filled["amountFen"] = 1_000_000;
        change?.Invoke(filled);
        await Remedies.Statements(form, applicant, resource, filled);
        return (applicant, filled);
    }

    /// <summary>The client that files this kind for this organization.</summary>
    public async Task<HttpClient> Filer(PackForm form, string applicant) => Sides.ByRegistry(form) ? await Cast.Registrar()
        : form.By.Contains("Department") ? await Cast.As(applicant, Role.Business) : await Cast.Steward(applicant);

    public async Task<HttpResponseMessage> Try(PackForm form, string applicant, JsonObject filled)
    {
        if (Sides.ByRegistry(form)) filled["reason"] ??= "依职权查明";
        var filer = await Filer(form, applicant);
        return await filer.PostAsJsonAsync(
            "/api/registration/filings" + (Sides.ByRegistry(form) ? "/propose" : ""), await Remedies.Papers(filer, filled));
    }

    /// <summary>Filed, and taken to its end; the filing as its registrar sees it then.</summary>
    public async Task<JsonObject> Whole(PackForm form, Guid resource, Registered? on, bool race = false, Action<JsonObject>? change = null)
    {
        var (applicant, filled) = await Fill(form, resource, on, change);
        var id = (string)(await TestApp.Body(await Try(form, applicant, filled)))["id"]!;
        return await Finish(id, form, applicant, race);
    }

    public async Task<JsonObject> Finish(string id, PackForm form, string applicant, bool race = false)
    {
        for (var steps = 0; steps < 25; steps++)
        {
            var filing = await Registry.Filing(id, await Cast.Registrar());
            if ((string)filing["stage"]! is "Registered" or "Refused" or "Withdrawn" or "Lapsed" or "Terminated") return filing;
            if (await Next(id, applicant) is { } next)
            {
                await Step(id, form, applicant, next.Client, next.Step, race && !Raced.Contains($"{form.Kind}"));
                continue;
            }
            await Wait(filing);
        }
        throw new ShouldAssertException($"{pack} {form.Kind} does not end: {await Registry.Filing(id, await Cast.Registrar())}");
    }

    /// <summary>The next step towards registration, with all that it needs; false when nobody has one.</summary>
    public async Task<bool> Take(string id, PackForm form, string applicant)
    {
        if (await Next(id, applicant) is not { } next) return false;
        await Step(id, form, applicant, next.Client, next.Step, race: false);
        return true;
    }

    /// <summary>All that people do; what is left is for time.</summary>
    public async Task TakeAll(string id, PackForm form, string applicant)
    {
        while (await Take(id, form, applicant)) { }
    }

    /// <summary>Where nobody has a step, time has.</summary>
    public async Task Wait(JsonObject filing)
    {
        filing["clock"].ShouldNotBeNull($"{pack} {filing["kind"]} stands still at {filing["stage"]}");
        var due = DateOnly.ParseExact((string)filing["clock"]!["dueOn"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        await LetPass(due.AddDays(1).DayNumber - LegalDay.Of(App.Clock.Now).DayNumber);
    }

    public Task LetPass(int days)
    {
        App.Clock.Advance(TimeSpan.FromDays(days));
        return App.Settle();
    }

    /// <summary>The step towards registration that the server offers to somebody.</summary>
    public async Task<(HttpClient Client, JsonObject Step)?> Next(string id, string applicant)
    {
        var offered = new List<(HttpClient Client, JsonObject Step)>();
        await foreach (var client in Cast.All(applicant))
        {
            if (await client.GetAsync($"/api/registration/filings/{id}") is not { IsSuccessStatusCode: true } reply) continue;
            var steps = (await TestApp.Body(reply))["openSteps"]!.AsArray().Select(s => s!.AsObject()).ToList();
            if (steps.Find(s => (bool)s["main"]!) is { } main) return (client, main);
            offered.AddRange(steps.Select(s => (client, s)));
        }
        // A review that waits for a third party to be named is passed by whoever names it on the way.
        foreach (var step in new[] { "PassReview", "Uphold", "ReportSuit" })
            if (offered.FindIndex(o => (string?)o.Step["step"] == step) is >= 0 and var at) return offered[at];
        return null;
    }

    /// <summary>All steps before this one; who takes it, and the last part of its address.</summary>
    public async Task<(HttpClient Client, string Step)> UpTo(string step, string id, PackForm form, string applicant)
    {
        while (await Next(id, applicant) is { } next)
        {
            if ((string?)next.Step["step"] == step) return (next.Client, ((string)next.Step["href"]!).Split('/')[^1]);
            await Step(id, form, applicant, next.Client, next.Step, race: false);
        }
        throw new ShouldAssertException($"{pack} {form.Kind} never comes to {step}");
    }

    async Task Step(string id, PackForm form, string applicant, HttpClient client, JsonObject step, bool race)
    {
        var name = (string)step["step"]!;
        var act = await Remedies.Act(form, name, client, Today);
        for (var tried = 0; tried < 4; tried++)
        {
            var before = await Count(id);
            HttpResponseMessage? first = null;
            if (race) pause.Then = async () => first = await client.PostAsJsonAsync((string)step["href"]!, act.DeepClone());
            var reply = await client.PostAsJsonAsync((string)step["href"]!, act);
            pause.Then = null;
            if (first is { IsSuccessStatusCode: true })
            {
                (await Code(reply)).ShouldBe("changed-meanwhile", $"{pack} {form.Kind} {name}: the slower of two");
                (await Count(id)).ShouldBe(before + 1, $"{pack} {form.Kind} {name}: one of two");
                Raced.Add(form.Kind);
                return;
            }
            if (reply.IsSuccessStatusCode) return;
            await Remedies.For(await Code(reply), id, form, applicant, reply);
        }
        throw new ShouldAssertException($"{pack} {form.Kind}: {name} is offered and always refused");
    }

    /// <summary>The same act twice: one comes to its end while the other is about to save.</summary>
    public async Task<(HttpResponseMessage First, HttpResponseMessage Slower)> Race(Func<Task<HttpResponseMessage>> act)
    {
        HttpResponseMessage? first = null;
        pause.Then = async () => first = await act();
        var slower = await act();
        pause.Then = null;
        return (first ?? throw new ShouldAssertException("nobody came in between"), slower);
    }

    static async Task<string> Code(HttpResponseMessage reply)
        => (string?)JsonNode.Parse(await reply.Content.ReadAsStringAsync())?["code"] ?? $"{(int)reply.StatusCode}";

    async Task<int> Count(string id) => (await Registry.Filing(id, await Cast.Registrar()))["acts"]!.AsArray().Count;

    /// <summary>First registrations, publicised together: so many units to act on.</summary>
    public async Task<IReadOnlyList<Registered>> Registrations(int count)
    {
        var form = await Form("Initial");
        var filed = new List<(string Id, string Applicant, Guid Resource)>();
        for (var i = 0; i < count; i++)
        {
            var resource = await Resource();
            var (applicant, filled) = await Fill(form, resource, null);
            var id = (string)(await TestApp.Body(await Try(form, applicant, filled)))["id"]!;
            await TakeAll(id, form, applicant);
            filed.Add((id, applicant, resource));
        }
        var found = new List<Registered>();
        foreach (var (id, applicant, resource) in filed)
        {
            var filing = await Finish(id, form, applicant);
            ((string?)filing["stage"]).ShouldBe("Registered");
            found.Add(await Registered.Of(this, resource, (string?)filing["certificateNumber"]));
        }
        return found;
    }

    public async Task<JsonObject> Unit(string number)
        => await TestApp.Body(await (await Cast.Registrar()).GetAsync($"/api/registration/register/{number}"));

    public async Task<JsonObject?> Certificate(string? number) => number is null ? null : await Registry.Certificate(number);

    public ValueTask DisposeAsync() => Registry.DisposeAsync();
}

/// <summary>A registration that stands, to file something on. Where the pack issues no certificate, its unit names it.</summary>
internal sealed record Registered(Guid Resource, string? Certificate, string Unit)
{
    /// <summary>The pledgee of what was pledged.</summary>
    public bool Pledged { get; init; }

    /// <summary>As its holder finds it in the register.</summary>
    public static async Task<Registered> Of(Journey journey, Guid resource, string? certificate)
    {
        await journey.App.Settle();
        var lines = (await TestApp.Body(await (await journey.Cast.Steward(Cast.Holder)).GetAsync("/api/registration/register?take=100")))
            ["items"]!.AsArray();
        var line = lines.Single(l => (string?)l!["resourceId"] == resource.ToString())!;
        ((string?)line["title"]).ShouldBe(journey.Registry.Catalog.TitleOf(resource));
        return new(resource, certificate, (string)line["number"]!);
    }
}
