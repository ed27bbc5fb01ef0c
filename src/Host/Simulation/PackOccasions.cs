using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>规则包提供的机会 — which acts a pack knows at all, read from what the server tells anyone about it.</summary>
internal sealed class PackOccasions
{
    const string Initial = "Initial";
    readonly IReadOnlyList<KindOffered> kinds;
    readonly IReadOnlyList<LawLine> law;
    readonly bool partsProposals, isIssued;
    readonly JsonObject form;

    /// <param name="pack">As the list of packs has it.</param>
    /// <param name="procedure">The law view of the pack.</param>
    /// <param name="form">Of first registration.</param>
    public PackOccasions(JsonNode pack, JsonObject procedure, JsonObject form)
    {
        this.form = form;
        kinds = [.. pack["filings"]!.AsArray().Select(k => KindOffered.Of(k!))];
        law = [.. procedure["kinds"]!.AsArray().Where(k => (string?)k!["kind"] == Initial).SelectMany(k => k!["rows"]!.AsArray())
            .Select(r => new LawLine((string)r!["step"]!, (string)r["from"]!, (string)r["to"]!, (string)r["actor"]!))];
        partsProposals = procedure["values"]!.AsArray().Any(v => (string?)v!["name"] == "separate"
            && ((string)v["value"]!).Contains("Propose", StringComparison.Ordinal));
        isIssued = pack["filings"]!.AsArray().First(k => (string?)k!["kind"] == Initial)!["rules"]!["issues"]!.AsArray().Count > 0;
    }

    public bool Publicises => law.Any(l => l.To == "Publicised");
    public bool HasRegistrar => law.Any(l => l is { Actor: "Registrar", From: not "Draft" });
    public bool HasCommittee => law.Any(l => l.Actor == "Committee");
    public bool RefusesByRegistrar => law.Any(l => l is { Actor: "Registrar", Step: "Reject" or "FailReview" or "Disapprove" });
    public bool PartsProposals => partsProposals && kinds.Any(k => k.IsProposed);
    public bool Certifies => isIssued;
    public bool AsksFields => FormFiller.Asked(form["fields"]!, []).Any();
    public bool AsksMaterials => FormFiller.Asked(form["materials"]!, []).Any();
    public bool AsksPapers => FormFiller.Asked(form["materials"]!, []).Any(m => m["statement"] is null);
    public bool AsksFiles => FormFiller.Asked(form["materials"]!, []).Any(m => m["statement"] is null && (bool)m["file"]!);
    public bool Lapses => Aside(law) is not null;
    public bool Disposes => Certifies && Disposals.Any();
    public bool DisposesByHolder => Disposals.Any(k => !k.By.Any(b => b is "Interested" or "Successor" or "JudgmentHolder"));
    public bool Succeeds => kinds.Any(k => k.Kind is "Transfer" or "Change" && k.By.Contains("Successor"));

    public bool Offers(params string[] wanted) => wanted.All(w => kinds.Any(k => k.Kind == w));

    IEnumerable<KindOffered> Disposals => kinds.Where(k => k.Kind is "Transfer" or "Licence" or "Trade" or "Pledge");

    /// <summary>The step aside to a stage that time ends and that its applicant may leave until then: what is to be mended, or what is
    /// objected to.</summary>
    public static LawLine? Aside(IReadOnlyList<LawLine> law) => law.FirstOrDefault(to
        => (to.Step == "RequestCorrection" || to is { Actor: "Objector", From: "Publicised" })
        && law.Any(l => l.From == to.To && l.Actor == "Time")
        && law.Any(l => l.From == to.To && l is { Step: "Withdraw", Actor: "Applicant" }));
}
