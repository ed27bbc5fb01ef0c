using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>办理 — takes filings on by steps that the interface offers, each by somebody to whom it is offered, with what it needs.</summary>
internal sealed class Office(Troupe troupe, FormFiller filler, Witness witness, Tally tally, Chance chance)
{
    /// <summary>Where nothing else is left to do, few withdraw.</summary>
    const int WithdrawPercent = 2;

    /// <summary>What leads on to registration while nobody objects.</summary>
    static readonly string[] Ahead = ["Accept", "AcceptWithGaps", "Supplement", "Correct", "PassReview", "PassSubstance", "PassCommittee",
        "Approve", "Enter", "Apply", "Start", "GiveEvidence", "VerifyControl", "VerifyMeasurement"];

    public async Task Act(Case on, CancellationToken ct)
    {
        if (witness.StageOf(on.Id) is not { } stage) return;
        var lines = on.From(stage).ToList();
        if (lines.Count == 0) return;
        var line = await Reviewed(on, stage, chance.Of(lines, Weight), lines, ct);
        if (line.Step == "Withdraw" && !chance.Is(WithdrawPercent)) return;
        await Take(on, line, stage, ct);
    }

    /// <summary>The next step straight on to registration.</summary>
    /// <returns>False when nobody has one, or when something stands in its way.</returns>
    public async Task<bool> Lead(Case on, CancellationToken ct)
    {
        if (witness.StageOf(on.Id) is not { } stage) return false;
        if (stage == "CommitteeReview" && on.Done.Add("voted"))
        {
            if (await Vote(on, ct)) on.Done.Add("carried");
            return true;
        }
        var lines = on.From(stage).ToList();
        foreach (var ahead in lines.Where(l => Ahead.Contains(l.Step)).ToList())
            if (await Take(on, await Reviewed(on, stage, ahead, lines, ct), stage, ct)) return true;
        return false;
    }

    /// <returns>Whether it was taken.</returns>
    public async Task<bool> Take(Case on, LawLine line, string stage, CancellationToken ct)
    {
        if (await Whoever(on, line, ct) is not { } person) return false;
        var body = await Prepare(on, line, person, ct);
        var before = await witness.Digest(ct);
        var answer = await person.Post($"api/registration/filings/{on.Id}/{Path(line.Step)}", body, ct);
        if (answer.Done) await witness.Agree($"{line.Step} of {on.Kind} at {stage}", ct);
        else await Barred(on, answer, $"{line.Step} of {on.Kind} at {stage} ({answer.Code})", before, ct);
        return answer.Done;
    }

    async Task Barred(Case on, Answer answer, string what, string before, CancellationToken ct)
    {
        tally.Barred(answer.Code);
        if (answer.Code == "registration.voted-otherwise") on.Done.Add("voted-otherwise");
        await witness.Unchanged(before, what, ct);
    }

    static int Weight(LawLine line) => line.Step switch
    {
        "Withdraw" => 6,
        "Reject" or "FailReview" or "Disapprove" or "Uphold" or "Republicise" or "ReportSuit" => 2,
        "RequestCorrection" => 3,
        "Dismiss" => 6,
        _ => 14,
    };

    /// <summary>What the reviewer signed and how the committee voted decides which of their steps is meant.</summary>
    async Task<LawLine> Reviewed(Case on, string stage, LawLine chosen, List<LawLine> lines, CancellationToken ct)
    {
        if (stage == "SubstantiveReview" && chosen.Actor == "Reviewer")
        {
            if (on.Done.Add("signed") && await Sign(on, ct)) on.Done.Add("positive");
            return lines.First(l => l.Step == (on.Done.Contains("positive") ? "PassSubstance" : "FailSubstance"));
        }
        if (stage != "CommitteeReview" || chosen.Actor != "Committee") return chosen;
        if (on.Done.Add("voted") && await Vote(on, ct)) on.Done.Add("carried");
        return lines.First(l => l.Step == (on.Done.Contains("carried") != on.Done.Contains("voted-otherwise") ? "PassCommittee"
            : "FailCommittee"));
    }

    async Task<bool> Sign(Case on, CancellationToken ct)
    {
        var orders = (await troupe.Reviewer.Must(troupe.Reviewer.Get("api/registration/review-orders?state=Open&take=100",
            ct)))["items"]!.AsArray();
        var positive = on.IsStraight || chance.Is(85);
        await filler.Sign(orders.Single(o => (string?)o!["filingId"] == on.Id.ToString())!.AsObject(), positive, ct);
        return positive;
    }

    async Task<bool> Vote(Case on, CancellationToken ct)
    {
        var against = 0;
        foreach (var member in troupe.Members)
        {
            var vote = on.IsStraight || chance.Is(88) ? "For" : "Against";
            if (vote == "Against") against++;
            await member.Must(member.Post($"api/registration/filings/{on.Id}/vote", new JsonObject { ["vote"] = vote,
                ["opinion"] = "已审阅" }, ct));
        }
        return against == 0;
    }

    /// <summary>The first in that capacity to whom the step is open; null when it is open to nobody.</summary>
    public async Task<Person?> Whoever(Case on, LawLine line, CancellationToken ct)
    {
        foreach (var person in In(on, line.Actor))
            if (await Open(on, person, ct) is var open && open.Contains(line.Step)) return person;
        return null;
    }

    /// <summary>The steps that the interface offers this person.</summary>
    public static async Task<IReadOnlyList<string>> Open(Case on, Person person, CancellationToken ct)
        => await person.Get($"api/registration/filings/{on.Id}", ct) is { Done: true } seen
            ? [.. seen.Body["openSteps"]!.AsArray().Select(s => (string)s!["step"]!)] : [];

    /// <summary>Everybody who stands in this capacity, beginning with any of them.</summary>
    public IEnumerable<Person> In(Case on, string actor)
    {
        IReadOnlyList<Person> all = actor switch
        {
            "Registrar" => troupe.Registrars,
            "Reviewer" => [troupe.Reviewer],
            "Committee" => troupe.Members,
            "BusinessDepartment" => [on.Intent.Company.Business],
            "AssetDepartment" => [on.Intent.Company.Steward],
            "FinanceDepartment" => [on.Intent.Company.Finance],
            "DecisionBody" => [on.Intent.Company.Executive],
            _ => [on.Intent.Company.Steward, on.Intent.Company.Double],
        };
        var first = chance.Below(all.Count);
        return all.Skip(first).Concat(all.Take(first));
    }

    public async Task<JsonObject> Prepare(Case on, LawLine line, Person person, CancellationToken ct)
    {
        if (line.Step is "Accept" or "AcceptWithGaps" or "PassReview" or "Approve" or "Enter") await HearSides(on, ct);
        if (line is { Step: "PassReview", To: "SubstantiveReview" } && on.Done.Add("assigned"))
            await troupe.Registrars[0].Must(troupe.Registrars[0].Post($"api/registration/filings/{on.Id}/assign-reviewer",
                new JsonObject { ["bodyId"] = troupe.Reviewer.OrganizationId }, ct));
        if (line.Step == "Correct") return await filler.Fill(on.Intent with { By = person }, ct);
        if (line.Step == "Supplement")
            return new() { ["materials"] = await filler.Promised(on.Kind, on.Form["promised"]!, person, ct) };
        var (body, papers) = (new JsonObject { ["reason"] = "理由" }, new JsonArray());
        if (on.ProposedBy is null)
        {
            var form = await filler.Form(on.Kind, ct);
            var circumstances = on.Form["circumstances"]!.AsArray().Select(c => (string)c!).ToList();
            body["fields"] = new JsonObject(FormFiller.Asked(form["fields"]!, circumstances, line.Step)
                .Select(f => KeyValuePair.Create((string)f["key"]!, (JsonNode?)filler.Value(f))));
            foreach (var material in FormFiller.Asked(form["materials"]!, circumstances, line.Step))
                papers.Add(await filler.Upload(person, (string)material["key"]!, ct));
        }
        if (line.Step == "ReportSuit" && papers.Count == 0) papers.Add(await filler.Upload(person, "act", ct));
        body["papers"] = papers;
        return body;
    }

    /// <summary>Whoever has to consent mostly does, once; who disposes of what is objected to mostly commits to the risk.</summary>
    async Task HearSides(Case on, CancellationToken ct)
    {
        if (!on.Done.Add("heard")) return;
        foreach (var company in troupe.Companies.Where(c => c != on.Intent.Company && (on.IsStraight || chance.Is(85))))
            await company.Steward.Post($"api/registration/filings/{on.Id}/consent", null, ct);
        var own = on.Intent.Company.Steward;
        if (await own.Get($"api/registration/filings/{on.Id}/objection-notice", ct) is { Done: true } notice && chance.Is(80))
            await own.Must(own.Post($"api/registration/filings/{on.Id}/commit",
                new JsonObject { ["text"] = (string)notice.Body["text"]! }, ct));
        await witness.Agree($"what the sides of {on.Kind} said", ct);
    }

    /// <summary>Somebody from outside objects during publicity.</summary>
    public async Task Object(Case on, CancellationToken ct)
    {
        var before = await witness.Digest(ct);
        var answer = await troupe.Public.Post($"api/public/publicity/{on.Id}/object", Objection(chance), ct);
        if (answer.Done) await witness.Agree($"an objection to {on.Kind}", ct);
        else await Barred(on, answer, $"an objection to {on.Kind} ({answer.Code})", before, ct);
    }

    public static JsonObject Objection(Chance chance) => new()
    {
        ["name"] = "戊公司", ["contact"] = "wu@example.com", ["grounds"] = "该数据属于我方", ["code"] = Troupe.Code(500 + chance.Below(400)),
        ["papers"] = new JsonArray(new JsonObject { ["name"] = "证据.pdf", ["content"] = Convert.ToBase64String("证据"u8) }),
    };

    public static string Path(string step) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(step);
}
