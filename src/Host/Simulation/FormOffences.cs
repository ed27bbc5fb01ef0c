using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>违法申请 — what the law forbids while filing: without an account, for another's data, with papers missing or not one's own, on
/// what does not stand or is another's.</summary>
internal sealed class FormOffences(
    Troupe troupe, FormFiller filler, Applicants applicants, Witness witness, Trial trial, Tally tally, Chance chance)
{
    const string Filings = "api/registration/filings";

    /// <summary>One of them.</summary>
    public async Task Try(CancellationToken ct)
    {
        if (await chance.Of(All)(ct) is { } offence) await trial.Commit(offence, ct);
    }

    /// <summary>Whatever of them has not been tried yet.</summary>
    public async Task TryNew(CancellationToken ct)
    {
        foreach (var make in All)
            if (await make(ct) is { } offence && !tally.Tried(offence.Kind)) await trial.Commit(offence, ct);
    }

    IReadOnlyList<Func<CancellationToken, Task<Offence?>>> All =>
    [
        ct => With((form, latest) => Filed(OffenceKind.NoAccount, troupe.Outsider, latest, form, "registration.no-account"), ct),
        ct => With((form, latest) => Filed(OffenceKind.AnothersData, troupe.Companies.First(c => c != latest.Company), latest, form,
            "registration.no-such-resource"), ct),
        ct => With((form, latest) => Filed(OffenceKind.Twice, latest.Company, latest, form, "registration.already-registered",
            "registration.exclusive-conflict", "registration.already-running"), ct),
        ct => Lacking("fields", OffenceKind.NoFields, "registration.field-missing", ct),
        ct => Lacking("materials", OffenceKind.NoMaterials, "registration.material-missing", ct),
        ct => Material(OffenceKind.WrongHash, _ => true, m => m["uploadSha256"] = new string('0', 63) + chance.Below(10),
            "registration.material-unknown", ct),
        ct => Material(OffenceKind.Words, m => (bool)m["file"]!, m => m["text"] = "见线下材料", "registration.paper-needed", ct),
        ct => Disposal(fallen: true, ct), ct => Disposal(fallen: false, ct),
    ];

    /// <summary>The last first registration once more, as long as it runs.</summary>
    async Task<Offence?> With(Func<JsonObject, Intent, Offence?> wrong, CancellationToken ct)
        => applicants.Latest is { } running && !Case.IsEnded(witness.StageOf(running.Id)!)
            ? wrong(await filler.Fill(running.Intent, ct), running.Intent) : null;

    static Offence Filed(OffenceKind kind, Company company, Intent latest, JsonObject form, params string[] codes)
        => new(kind, latest.By == latest.Company.Business ? company.Business : company.Steward, Filings, form, codes);

    /// <summary>A form in which something is missing that it asks for.</summary>
    async Task<Offence?> Lacking(string part, OffenceKind kind, string code, CancellationToken ct)
    {
        var asked = await filler.Form("Initial", ct);
        return await With((form, latest) =>
        {
            var keys = FormFiller.Asked(asked[part]!, Circumstances(form)).Select(l => (string)l["key"]!).ToList();
            if (keys.Count == 0) return null;
            var key = chance.Of(keys);
            if (part == "fields") form["fields"]!.AsObject().Remove(key);
            else Remove(form, key);
            return new(kind, latest.By, Filings, form, code);
        }, ct);
    }

    /// <summary>A form with a paper that is none.</summary>
    async Task<Offence?> Material(OffenceKind kind, Func<JsonObject, bool> which, Action<JsonObject> put, string code, CancellationToken ct)
    {
        var asked = await filler.Form("Initial", ct);
        return await With((form, latest) =>
        {
            var found = FormFiller.Asked(asked["materials"]!, Circumstances(form)).Where(m => m["statement"] is null && which(m)).ToList();
            if (found.Count == 0) return null;
            var (key, material) = ((string)chance.Of(found)["key"]!, new JsonObject());
            Remove(form, key);
            material["key"] = key;
            put(material);
            form["materials"]!.AsArray().Add(material);
            return new(kind, latest.By, Filings, form, code);
        }, ct);
    }

    static List<string> Circumstances(JsonObject form) => [.. form["circumstances"]!.AsArray().Select(c => (string)c!)];

    static void Remove(JsonObject form, string key)
    {
        form["materials"] = new JsonArray([.. form["materials"]!.AsArray().Where(m => (string)m!["key"]! != key)
            .Select(m => m!.DeepClone())]);
        form["promised"] = new JsonArray([.. form["promised"]!.AsArray().Where(p => (string)p! != key).Select(p => p!.DeepClone())]);
    }

    /// <summary>Disposing of what does not stand, or is another's.</summary>
    async Task<Offence?> Disposal(bool fallen, CancellationToken ct)
    {
        if (await applicants.Wrongly(fallen, ct) is not var (intent, form)) return null;
        return fallen
            ? new(OffenceKind.Fallen, intent.By, Filings, form, "registration.certificate-not-open", "registration.frozen")
            : new(OffenceKind.Anothers, intent.By, Filings, form, "registration.not-entitled", "registration.certificate-not-open");
    }
}
