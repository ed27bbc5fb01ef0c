using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>登记类型 of the pack, as anyone may read it.</summary>
/// <param name="By">In which positions one may file it.</param>
internal sealed record KindOffered(string Kind, string Zh, string En, IReadOnlyList<string> By)
{
    public bool IsProposed => By is ["Registry"];

    public static KindOffered Of(JsonNode kind) => new((string)kind["kind"]!, (string)kind["rules"]!["titleZh"]!,
        (string)kind["rules"]!["titleEn"]!,
        [.. kind["rules"]!["by"]!["value"]!.AsArray().Select(b => (string)b!)]);
}

/// <summary>申请人 — file what the pack offers: first registrations of data of their own, and later all that may be done with what stands
/// registered.</summary>
internal sealed class Applicants(
    Troupe troupe, FormFiller filler, CompanyData data, Witness witness, Tally tally, SimulatedClock clock, Chance chance,
    IReadOnlyList<KindOffered> kinds, string pack, string register)
{
    static readonly string[] TwoSided = ["Licence", "Transfer", "Trade", "Trust", "Pledge", "Encumbrance"];
    const int FirstPercent = 45, DividePercent = 40;
    /// <summary>合并、分立: what makes another the successor of part of a holder's rights.</summary>
    public const string Divided = "SubjectSplitOrMerged", EndedSubject = "SubjectEnded";

    public string Pack => pack;

    /// <summary>New data of a company, in its catalog.</summary>
    public Task<Guid> Data(Company company, CancellationToken ct) => data.Make(company, ct);

    /// <summary>What stood registered this morning.</summary>
    public IReadOnlyList<Registered> Standing { get; private set; } = [];

    /// <summary>What once stood and does not any more: superseded, suspended, revoked, cancelled.</summary>
    public IReadOnlyList<Registered> Fallen { get; private set; } = [];

    /// <summary>The last first registration that was filed.</summary>
    public Case? Latest { get; private set; }

    /// <returns>Null when it was refused, which is counted.</returns>
    public async Task<Case?> File(CancellationToken ct)
    {
        var first = kinds.Single(k => k.Kind == "Initial");
        var others = kinds.Where(k => k != first).ToList();
        var kind = Standing.Count == 0 || others.Count == 0 || chance.Is(FirstPercent) ? first : chance.Of(others);
        return kind.IsProposed ? await Propose(kind, ct) : await Submit(await Intend(kind, ct), ct);
    }

    async Task<Intent> Intend(KindOffered kind, CancellationToken ct)
    {
        if (kind.Kind == "Initial")
        {
            var company = chance.Of(troupe.Companies);
            return new(kind.Kind, company, By(kind, company)) { Resource = await data.Make(company, ct) };
        }
        var on = chance.Of(Standing);
        if (kind.By.Contains("Successor") && chance.Is(DividePercent) && await Succession(kind, on, Divided, ct) is { } divided)
            return divided;
        var position = chance.Of([.. kind.By.Where(b => b is not ("Registry" or "Successor" or "JudgmentHolder"))]);
        var stranger = chance.Of([.. troupe.Companies.Where(c => c != on.Holder)]);
        var asks = (await filler.Form(kind.Kind, ct))["counterparty"] is not null || TwoSided.Contains(kind.Kind);
        var (files, other) = position is "Licensee" or "Transferee" ? (stranger, on.Holder)
            : position is "Interested" ? (stranger, null) : (on.Holder, asks ? stranger : null);
        return new(kind.Kind, files, By(kind, files)) { On = on, Other = other, Resource = kind.Kind is "Supplementary" ? on.Resource
            : null };
    }

    /// <summary>承继 — another company says that it has taken over from the holder; null where the pack knows no such case.</summary>
    public async Task<Intent?> Succession(KindOffered kind, Registered on, string circumstance, CancellationToken ct)
    {
        var form = await filler.Form(kind.Kind, ct);
        if (!form["circumstances"]!.AsArray().Any(c => (string?)c!["key"] == circumstance)) return null;
        var only = form["onlyWhen"]!.AsArray().Select(c => (string)c!).ToList();
        string[] declared = [.. only.Contains("ResourceObject") ? ["ResourceObject"] : Array.Empty<string>(), circumstance];
        if (only.Count > 0 && !only.Exists(declared.Contains)) return null;
        var files = chance.Of([.. troupe.Companies.Where(c => c != on.Holder)]);
        return new(kind.Kind, files, files.Steward) { On = on, Other = on.Holder, Circumstances = declared };
    }

    /// <summary>One in seven is filed by somebody who is at the registry too.</summary>
    Person By(KindOffered kind, Company company)
        => kind.By.Contains("Department") ? company.Business : chance.Is(15) ? company.Double : company.Steward;

    public async Task<Case?> Submit(Intent intent, CancellationToken ct, bool straight = false)
    {
        var form = await filler.Fill(intent, ct);
        await intent.By.SignIn(ct);
        var before = await witness.Digest(ct);
        var answer = await intent.By.Post("api/registration/filings", form, ct);
        if (!answer.Done) return await Barred(answer, before, intent.Kind, ct);
        return await Taken(answer, intent, form, null, straight, ct);
    }

    Task<Case?> Propose(KindOffered kind, CancellationToken ct) => Propose(kind.Kind, chance.Of(Standing), ct);

    public async Task<Case?> Propose(string kind, Registered on, CancellationToken ct, bool straight = false)
    {
        var registrar = chance.Of(troupe.Registrars);
        var form = new JsonObject
        {
            ["pack"] = pack, ["kind"] = kind, ["certificate"] = on.Certificate, ["reason"] = "查实应当办理",
                ["circumstances"] = new JsonArray(),
        };
        var asked = await filler.Form(kind, ct);
        if (asked["grounds"]!.AsArray() is { Count: > 0 } grounds) form["ground"] = (string)chance.Of(grounds)!["key"]!;
        await registrar.SignIn(ct);
        form["materials"] = await filler.OfRegistry(asked, (string?)form["ground"], registrar, ct);
        var before = await witness.Digest(ct);
        var answer = await registrar.Post("api/registration/filings/propose", form, ct);
        if (!answer.Done) return await Barred(answer, before, kind, ct);
        return await Taken(answer, new(kind, on.Holder, registrar) { On = on }, form, registrar, straight, ct);
    }

    async Task<Case?> Barred(Answer answer, string before, string kind, CancellationToken ct)
    {
        tally.Barred(answer.Code);
        await witness.Unchanged(before, $"filing {kind} ({answer.Code})", ct);
        return null;
    }

    async Task<Case> Taken(Answer answer, Intent intent, JsonObject form, Person? proposer, bool straight, CancellationToken ct)
    {
        await witness.Agree($"filing {intent.Kind}", ct);
        var id = Troupe.Id(answer.Body, "id");
        var law = (await intent.By.Must(intent.By.Get($"api/registration/filings/{id}", ct)))["law"]!.AsArray();
        var taken = new Case(id, intent.Kind, intent, form, [.. law.Select(l => new LawLine((string)l!["step"]!, (string)l["from"]!,
            (string)l["to"]!,
            (string)l["actor"]!))], clock.Today) { ProposedBy = proposer, IsStraight = straight };
        if (intent.Kind == "Initial") Latest = taken;
        return taken;
    }

    /// <summary>Reads what stands registered; where the register gives no certificates, by its numbers.</summary>
    public async Task Look(CancellationToken ct)
    {
        var registrar = troupe.Registrars[0];
        var certificates = (await registrar.Must(registrar.Get("api/registration/certificates?take=100", ct)))["items"]!.AsArray();
        var all = certificates.Select(c => (Stands: (string)c!["status"]! is "Valid", Resource: Troupe.Id(c.AsObject(), "resourceId"),
            Unit: "", Certificate: (string?)c["number"], Holder: Of(Troupe.Id(c.AsObject(), "holderId")))).ToList();
        Fallen = [.. all.Where(f => !f.Stands && f.Holder is not null).Select(f => new Registered(f.Resource, f.Unit, f.Certificate,
            f.Holder!))];
        var found = all.Where(f => f.Stands).Select(f => (f.Resource, f.Unit, f.Certificate, f.Holder)).ToList();
        if (certificates.Count == 0)
            found = [.. (await registrar.Must(registrar.Get($"api/registration/register?register={register}&standing=true&take=100",
                ct)))["items"]!
                .AsArray().Select(l => (Troupe.Id(l!.AsObject(), "resourceId"), (string)l["number"]!, (string?)null,
                    troupe.Companies.FirstOrDefault(c => ((string)l["holders"]!).StartsWith(c.Name, StringComparison.Ordinal))))];
        Standing = [.. found.Where(f => f.Holder is not null).Select(f => new Registered(f.Resource, f.Unit, f.Certificate, f.Holder!))];
    }

    /// <summary>A form that is right but for what it is about, or for who hands it in.</summary>
    public async Task<(Intent Intent, JsonObject Form)?> Wrongly(bool fallen, CancellationToken ct)
    {
        var on = fallen ? Fallen : Standing;
        var disposals = kinds.Where(k => k.Kind is "Transfer" or "Licence" or "Trade" or "Pledge"
            && (fallen || !k.By.Any(b => b is "Interested" or "Successor" or "JudgmentHolder"))).ToList();
        if (on.Count == 0 || disposals.Count == 0) return null;
        var (what, kind) = (chance.Of(on), chance.Of(disposals));
        var others = troupe.Companies.Where(c => c != what.Holder).ToList();
        var intent = fallen ? Disposal(kind, what, others[0])
            : new Intent(kind.Kind, others[0], others[0].Steward) { On = what, Other = others[1] };
        return (intent, await filler.Fill(intent, ct));
    }

    /// <summary>The holder gives it to another, or the other asks for it, as the pack has it.</summary>
    public static Intent Disposal(KindOffered kind, Registered what, Company taker)
    {
        var byHolder = kind.By.Any(b => b is "Holder" or "Licensor" or "Transferor" or "BothSides");
        var (files, other) = byHolder ? (what.Holder, taker) : (taker, what.Holder);
        return new(kind.Kind, files, files.Steward) { On = what, Other = other };
    }

    Company? Of(Guid organization) => troupe.Companies.FirstOrDefault(c => c.Id == organization);
}
