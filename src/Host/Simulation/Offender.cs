using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>One unlawful act, and the codes with which it has to be refused.</summary>
internal sealed record Offence(string Name, Person By, string Path, JsonObject Body, params string[] Codes);

/// <summary>违法行为 — tries what the law forbids, and demands that it is refused as it has to be, that the register is as before, and that
/// nothing but the attempt is in evidence.</summary>
internal sealed class Offender(
    Troupe troupe, FormFiller filler, Applicants applicants, Witness witness, Tally tally, Chance chance)
{
    static readonly string[] Unguarded = ["Reject", "FailReview", "Disapprove"];
    static readonly string[] RegistrarsOnly = ["Accept", "RequestCorrection", "Reject", "PassReview", "Approve", "Dismiss", "Uphold",
        "Notify"];

    /// <summary>Something about a filing, wherever it stands.</summary>
    public async Task Try(Case on, CancellationToken ct)
    {
        var stage = witness.StageOf(on.Id)!;
        var possible = new List<Offence?>
        {
            WrongRole(on), Unknown(on), WrongState(on, stage), Stranger(on), Voteless(on, stage), BothSides(on, stage), NoReason(on, stage),
            AfterWindow(on, stage), MadeUpNumber(on, stage), OwnObjection(on), SecondVote(on, stage),
            await OwnProposal(on, stage, ct), Alone(), Groundless(),
        }.OfType<Offence>().ToList();
        if (possible.Count > 0) await Commit(chance.Of(possible), ct);
    }

    /// <summary>Something while filing.</summary>
    public async Task TryToFile(CancellationToken ct)
    {
        if ((chance.Is(60) ? await FormWith(ct) : await Disposal(ct)) is { } offence) await Commit(offence, ct);
    }

    /// <summary>The term has run out, and time has not acted yet.</summary>
    public async Task TryLate(Case on, CancellationToken ct)
    {
        var stage = witness.StageOf(on.Id)!;
        if (stage == "Publicised")
            await Commit(new("object when the window is over", troupe.Public, $"api/public/publicity/{on.Id}/object",
                Office.Objection(chance),
                "registration.term-over"), ct);
        else if (on.From(stage).Any(l => l is { Step: "Withdraw", Actor: "Applicant" }))
            await Commit(new("act when the term is over", on.Intent.Company.Steward, Act(on, "Withdraw"), Reason,
                "registration.term-over"), ct);
    }

    async Task Commit(Offence offence, CancellationToken ct)
    {
        await offence.By.SignIn(ct);
        var before = await witness.Digest(ct);
        var answer = await offence.By.Post(offence.Path, offence.Body, ct);
        if (answer.Done) 
            throw new SimulationBroke($"{offence.Name} succeeded: {offence.By.Login} {offence.Path} {answer.Body.ToJsonString()}");
        if (!offence.Codes.Contains(answer.Code))
            throw new SimulationBroke($"{offence.Name} was refused with {answer.Code}, not {string.Join(" or ", offence.Codes)}: "
                + $"{offence.By.Login} {offence.Path} {offence.Body.ToJsonString()} {answer.Body.ToJsonString()}");
        await witness.Unchanged(before, offence.Name, ct);
        tally.Caught(offence.Name, answer.Code);
    }

    static string Act(Case on, string step) => $"api/registration/filings/{on.Id}/{Office.Path(step)}";
    static JsonObject Reason => new() { ["reason"] = "理由" };

    static Offence? WrongRole(Case on) => on.Law.FirstOrDefault(l => l.Actor == "Registrar" && RegistrarsOnly.Contains(l.Step)) is { } line
        ? new("a registrar's step by an applicant", on.Intent.Company.Steward, Act(on, line.Step), Reason, "session.role") : null;

    Offence? Unknown(Case on) => on.Law.FirstOrDefault(l => l.Actor == "Registrar" && l.From != "Draft") is { } line
        ? new("a step by somebody unknown", troupe.Public, Act(on, line.Step), Reason, "session.required") : null;

    Offence? WrongState(Case on, string stage)
    {
        var shut = on.Law.Where(l => l is { Actor: "Registrar", Step: not "Propose" } && !on.Law.Any(o
            => o.Step == l.Step && o.From == stage)).ToList();
        return shut.Count == 0 ? null : new("a step that is not open", chance.Of(troupe.Registrars), Act(on, chance.Of(shut).Step), Reason,
            "registration.step-not-open");
    }

    Offence Stranger(Case on) => new("a step by a stranger", troupe.Outsider.Steward, Act(on, "Withdraw"), Reason,
        "registration.no-such-filing");

    Offence? Voteless(Case on, string stage) => stage != "CommitteeReview" && on.Law.Any(l => l.Actor == "Committee")
        ? new("a vote on what is not before the committee", chance.Of(troupe.Members), $"api/registration/filings/{on.Id}/vote",
            new() { ["vote"] = "For", ["opinion"] = "合规" }, "registration.not-before-committee") : null;

    Offence? SecondVote(Case on, string stage) => stage == "CommitteeReview" && on.Done.Contains("voted")
        ? new("a second vote", chance.Of(troupe.Members), $"api/registration/filings/{on.Id}/vote", new() { ["vote"] = "For",
            ["opinion"] = "合规" },
            "registration.voted-already") : null;

    /// <summary>Filed by somebody who is at the registry too, and now decides.</summary>
    static Offence? BothSides(Case on, string stage)
        => on.Intent.By == on.Intent.Company.Double && on.From(stage).FirstOrDefault(l
            => l.Actor == "Registrar" && Unguarded.Contains(l.Step)) is { } line
            ? new("a decision on one's own filing", on.Intent.By, Act(on, line.Step), Reason, "registration.separation") : null;

    Offence? NoReason(Case on, string stage)
        => on.ProposedBy is null && on.From(stage).FirstOrDefault(l
            => l.Actor == "Registrar" && l.Step is "Reject" or "Dismiss") is { } line
            ? new("a decision without a reason", troupe.Registrars[^1], Act(on, line.Step), new(), "registration.reason-required") : null;

    Offence? AfterWindow(Case on, string stage) => on.Publicised && Case.IsEnded(stage)
        ? new("object to what has ended", troupe.Public, $"api/public/publicity/{on.Id}/object", Office.Objection(chance),
            "registration.step-not-open")
        : null;

    Offence? MadeUpNumber(Case on, string stage)
    {
        if (stage != "Publicised") return null;
        var objection = Office.Objection(chance);
        objection["code"] = "911101080000000000";
        return new("object under a made-up number", troupe.Public, $"api/public/publicity/{on.Id}/object", objection,
            "registration.bad-identity");
    }

    Offence? OwnObjection(Case on) => on.Publicised
        ? new("object to one's own filing", on.Intent.Company.Steward, $"api/public/publicity/{on.Id}/object", Office.Objection(chance),
            "registration.own-filing", "registration.objections-too-many") : null;

    /// <summary>Where the pack parts proposing from deciding, the interface does not offer it, and it is refused.</summary>
    static async Task<Offence?> OwnProposal(Case on, string stage, CancellationToken ct)
        => stage == "Proposed" && on.ProposedBy is { } proposer && !(await Office.Open(on, proposer, ct)).Contains("Enter")
            ? new("enter one's own proposal", proposer, Act(on, "Enter"), Reason, "registration.separation") : null;

    /// <summary>One registrar, on no ground, takes back what stands: only a revocation with a ground of its paper, decided by another,
    /// does.</summary>
    Offence? Groundless() => applicants.Standing.FirstOrDefault(r => r.Certificate is not null) is { } on
        ? new("revoke on no ground of the paper", chance.Of(troupe.Registrars), "api/registration/filings/propose",
            new() { ["pack"] = applicants.Pack, ["kind"] = "Revocation", ["certificate"] = on.Certificate, ["reason"] = "理由" },
            "registration.ground-missing", "registration.kind-not-offered") : null;

    /// <summary>No step of one registrar reaches a certificate: there is nowhere to take it.</summary>
    Offence? Alone() => applicants.Standing.FirstOrDefault(r => r.Certificate is not null) is { } on
        ? new("revoke a certificate alone", chance.Of(troupe.Registrars),
            $"api/registration/certificates/{Uri.EscapeDataString(on.Certificate!)}/revoke", Reason, "request.no-endpoint") : null;

    async Task<Offence?> FormWith(CancellationToken ct)
    {
        if (applicants.Latest is not { } running || Case.IsEnded(witness.StageOf(running.Id)!)) return null;
        var latest = running.Intent;
        var (company, form) = (latest.Company, await filler.Form(latest.Kind, ct));
        var by = latest.By;
        switch (chance.Below(5))
        {
            case 0: return Filing("file without an account", troupe.Outsider, latest, by, await Again(latest, ct),
                "registration.no-account");
            case 1: return Filing("file for another's data", troupe.Companies.First(c => c != company), latest, by, await Again(latest, ct),
                "registration.no-such-resource");
            case 2: return Filing("register the same twice", company, latest, by, await Again(latest, ct),
                "registration.already-registered",
                "registration.exclusive-conflict", "registration.already-running");
            case 3: return Lacking(form, await Again(latest, ct), latest, "fields", "registration.field-missing");
            default: return Lacking(form, await Again(latest, ct), latest, "materials", "registration.material-missing");
        }
    }

    /// <summary>Disposing of what does not stand, or is another's.</summary>
    async Task<Offence?> Disposal(CancellationToken ct)
    {
        var fallen = chance.Is(50);
        if (await applicants.Wrongly(fallen, ct) is not var (intent, form)) return null;
        return fallen
            ? new("dispose of what does not stand", intent.By, "api/registration/filings", form, "registration.certificate-not-open",
                "registration.frozen")
            : new("dispose of what is another's", intent.By, "api/registration/filings", form, "registration.not-entitled",
                "registration.certificate-not-open");
    }

    Task<JsonObject> Again(Intent latest, CancellationToken ct) => filler.Fill(latest, ct);

    static Offence Filing(string name, Company company, Intent latest, Person by, JsonObject form, params string[] codes)
        => new(name, by == latest.Company.Business ? company.Business : company.Steward, "api/registration/filings", form, codes);

    /// <summary>A form in which something is missing that it asks for.</summary>
    Offence? Lacking(JsonObject asked, JsonObject form, Intent latest, string part, string code)
    {
        var circumstances = form["circumstances"]!.AsArray().Select(c => (string)c!).ToList();
        var keys = FormFiller.Asked(asked[part]!, circumstances).Select(l => (string)l["key"]!).ToList();
        if (keys.Count == 0) return null;
        var key = chance.Of(keys);
        if (part == "fields") form["fields"]!.AsObject().Remove(key);
        else
        {
            form["materials"] = new JsonArray([.. form["materials"]!.AsArray().Where(m => (string)m!["key"]! != key).Select(m
                => m!.DeepClone())]);
            form["promised"] = new JsonArray([.. form["promised"]!.AsArray().Where(p => (string)p! != key).Select(p => p!.DeepClone())]);
        }
        return new($"file without {part}", latest.By, "api/registration/filings", form, code);
    }
}
