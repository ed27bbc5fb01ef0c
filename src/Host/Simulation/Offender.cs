using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>违法行为 — what the law forbids in a filing that is under way or has ended.</summary>
internal sealed class Offender(Troupe troupe, Applicants applicants, Witness witness, Trial trial, Tally tally, Chance chance)
{
    static readonly string[] Unguarded = ["Reject", "FailReview", "Disapprove"];
    static readonly string[] RegistrarsOnly = ["Accept", "RequestCorrection", "Reject", "PassReview", "Approve", "Dismiss", "Uphold",
        "Notify"];

    /// <summary>Something about a filing, wherever it stands.</summary>
    public async Task Try(Case on, CancellationToken ct)
    {
        var possible = await Possible(on, ct);
        if (possible.Count > 0) await trial.Commit(chance.Of(possible), ct);
    }

    /// <summary>Whatever of it has not been tried yet.</summary>
    public async Task TryNew(Case on, CancellationToken ct)
    {
        foreach (var offence in (await Possible(on, ct)).Where(o => !tally.Tried(o.Kind)).ToList()) await trial.Commit(offence, ct);
    }

    async Task<List<Offence>> Possible(Case on, CancellationToken ct)
    {
        var stage = witness.StageOf(on.Id)!;
        return [.. new List<Offence?>
        {
            WrongRole(on), Unknown(on), WrongState(on, stage), Stranger(on), Voteless(on, stage), BothSides(on, stage), NoReason(on, stage),
            AfterWindow(on, stage), Forged(on, stage, OffenceKind.ForgedCode, "911101080000000000"),
            Forged(on, stage, OffenceKind.ForgedNumber, "110101199003077759"), OwnObjection(on), SecondVote(on, stage),
            await OwnProposal(on, stage, ct), Alone(), Groundless(), ForgedParty(),
        }.OfType<Offence>()];
    }

    /// <summary>The term has run out, and time has not acted yet.</summary>
    /// <param name="edited">The pack was edited since: by its new rules the term would still run.</param>
    public async Task TryLate(Case on, bool edited, CancellationToken ct)
    {
        var stage = witness.StageOf(on.Id)!;
        if (stage == "Publicised")
            await trial.Commit(new(edited ? OffenceKind.EditedPack : OffenceKind.LateObjection, troupe.Public, Objecting(on),
                Office.Objection(chance), "registration.term-over"), ct);
        else if (on.From(stage).Any(l => l is { Step: "Withdraw", Actor: "Applicant" }))
            await trial.Commit(new(OffenceKind.Late, on.Intent.Company.Steward, Act(on, "Withdraw"), Reason, "registration.term-over"), ct);
    }

    /// <summary>So many objections from one address that it is told to come later. Nothing is publicised under the id they name.</summary>
    public async Task Flood(CancellationToken ct)
    {
        var (one, path) = (troupe.Fixed("198.51.100.7"), $"api/public/publicity/{Guid.Empty}/object");
        for (var tried = 0; tried < 100; tried++)
        {
            var before = await witness.Digest(ct);
            var (objection, answer) = (Office.Objection(chance), await one.Post(path, Office.Objection(chance), ct));
            if (answer.Code == "registration.not-publicised") continue;
            await trial.Caught(new(OffenceKind.Flood, one, path, objection, "request.too-many"), answer, before, ct);
            return;
        }
        throw new SimulationBroke("A hundred objections from one address were all heard");
    }

    static string Act(Case on, string step) => $"api/registration/filings/{on.Id}/{Office.Path(step)}";
    static string Objecting(Case on) => $"api/public/publicity/{on.Id}/object";
    static JsonObject Reason => new() { ["reason"] = "理由" };

    static Offence? WrongRole(Case on) => on.Law.FirstOrDefault(l => l.Actor == "Registrar" && RegistrarsOnly.Contains(l.Step)) is { } line
        ? new(OffenceKind.RegistrarsStep, on.Intent.Company.Steward, Act(on, line.Step), Reason, "session.role") : null;

    Offence? Unknown(Case on) => on.Law.FirstOrDefault(l => l.Actor == "Registrar" && l.From != "Draft") is { } line
        ? new(OffenceKind.Unknown, troupe.Public, Act(on, line.Step), Reason, "session.required") : null;

    Offence? WrongState(Case on, string stage)
    {
        var shut = on.Law.Where(l => l is { Actor: "Registrar", Step: not "Propose" } && !on.Law.Any(o
            => o.Step == l.Step && o.From == stage)).ToList();
        return shut.Count == 0 ? null : new(OffenceKind.NotOpen, chance.Of(troupe.Registrars), Act(on, chance.Of(shut).Step), Reason,
            "registration.step-not-open");
    }

    Offence Stranger(Case on) => new(OffenceKind.Stranger, troupe.Outsider.Steward, Act(on, "Withdraw"), Reason,
        "registration.no-such-filing");

    Offence? Voteless(Case on, string stage) => stage != "CommitteeReview" && on.Law.Any(l => l.Actor == "Committee")
        ? Voting(on, OffenceKind.Voteless, "registration.not-before-committee") : null;

    Offence? SecondVote(Case on, string stage) => stage == "CommitteeReview" && on.Done.Contains("voted")
        ? Voting(on, OffenceKind.SecondVote, "registration.voted-already") : null;

    Offence Voting(Case on, OffenceKind kind, string code) => new(kind, chance.Of(troupe.Members),
        $"api/registration/filings/{on.Id}/vote", new() { ["vote"] = "For", ["opinion"] = "合规" }, code);

    /// <summary>Filed by somebody who is at the registry too, and now decides.</summary>
    static Offence? BothSides(Case on, string stage)
        => on.Intent.By == on.Intent.Company.Double && on.From(stage).FirstOrDefault(l
            => l.Actor == "Registrar" && Unguarded.Contains(l.Step)) is { } line
            ? new(OffenceKind.BothSides, on.Intent.By, Act(on, line.Step), Reason, "registration.separation") : null;

    Offence? NoReason(Case on, string stage)
        => on.ProposedBy is null && on.From(stage).FirstOrDefault(l
            => l.Actor == "Registrar" && (Unguarded.Contains(l.Step) || l.Step == "Dismiss")) is { } line
            ? new(OffenceKind.NoReason, troupe.Registrars[^1], Act(on, line.Step), new(), "registration.reason-required") : null;

    Offence? AfterWindow(Case on, string stage) => on.Publicised && Case.IsEnded(stage)
        ? new(OffenceKind.EndedObjection, troupe.Public, Objecting(on), Office.Objection(chance), "registration.step-not-open") : null;

    Offence? Forged(Case on, string stage, OffenceKind kind, string code)
    {
        if (stage != "Publicised") return null;
        var objection = Office.Objection(chance);
        objection["code"] = code;
        return new(kind, troupe.Public, Objecting(on), objection, "registration.bad-identity");
    }

    Offence ForgedParty() => new(OffenceKind.ForgedParty, troupe.Admin, "api/parties/organizations",
        new() { ["name"] = "己数据公司", ["code"] = "91110108MA0000000B", ["kind"] = "Enterprise" }, "parties.bad-code");

    Offence? OwnObjection(Case on) => on.Publicised
        ? new(OffenceKind.OwnObjection, on.Intent.Company.Steward, Objecting(on), Office.Objection(chance),
            "registration.own-filing", "registration.objections-too-many") : null;

    /// <summary>Where the pack parts proposing from deciding, the interface does not offer it, and it is refused.</summary>
    static async Task<Offence?> OwnProposal(Case on, string stage, CancellationToken ct)
        => stage == "Proposed" && on.ProposedBy is { } proposer && !(await Office.Open(on, proposer, ct)).Contains("Enter")
            ? new(OffenceKind.OwnProposal, proposer, Act(on, "Enter"), Reason, "registration.separation") : null;

    /// <summary>One registrar, on no ground, takes back what stands: only a revocation with a ground of its paper, decided by another,
    /// does.</summary>
    Offence? Groundless() => applicants.Standing.FirstOrDefault(r => r.Certificate is not null) is { } on
        ? new(OffenceKind.Groundless, chance.Of(troupe.Registrars), "api/registration/filings/propose",
            new() { ["pack"] = applicants.Pack, ["kind"] = "Revocation", ["certificate"] = on.Certificate, ["reason"] = "理由" },
            "registration.ground-missing", "registration.kind-not-offered") : null;

    /// <summary>No step of one registrar reaches a certificate: there is nowhere to take it.</summary>
    Offence? Alone() => applicants.Standing.FirstOrDefault(r => r.Certificate is not null) is { } on
        ? new(OffenceKind.Alone, chance.Of(troupe.Registrars),
            $"api/registration/certificates/{Uri.EscapeDataString(on.Certificate!)}/revoke", Reason, "request.no-endpoint") : null;
}
