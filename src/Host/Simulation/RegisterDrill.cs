using System.Text;
using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>登记簿演练 — what stands registered is frozen, pledged, divided and merged, and whoever disposes of it then is refused.</summary>
internal sealed class RegisterDrill(Drill drill, Tally tally)
{
    const string Filings = "api/registration/filings";
    readonly SimulatedWorld world = drill.World;
    readonly Queue<Registered> fresh = [];

    public async Task Run(IReadOnlyList<Case> filed, CancellationToken ct)
    {
        foreach (var each in filed.Where(c => world.Witness.StageOf(c.Id) == "Registered").ToList())
            fresh.Enqueue(await Standing(each.Intent.Resource!.Value, ct));
        await Forged(fresh.Peek(), ct);
        if (world.Occasions.Offers("Freeze", "Transfer")) await Frozen(fresh.Dequeue(), ct);
        if (world.Occasions.Offers("Pledge", "Transfer")) await Pledged(fresh.Dequeue(), ct);
        if (world.Occasions.PartsProposals && !tally.Tried(OffenceKind.OwnProposal)) await Proposed(fresh.Dequeue(), ct);
        if (world.Occasions.Succeeds)
            foreach (var circumstance in new[] { Applicants.Divided, Applicants.EndedSubject }) await Succeed(circumstance, ct);
        // What has fallen by now, and what is another's, is disposed of in vain.
        for (var tries = 0; tries < 40 && !(tally.Tried(OffenceKind.Fallen) && tally.Tried(OffenceKind.Anothers)); tries++)
            await world.Forms.TryNew(ct);
    }

    KindOffered Kind(string kind) => world.Kinds.Single(k => k.Kind == kind);

    Company Other(params Company[] than) => world.Troupe.Companies.First(c => !than.Contains(c));

    static string Step(Case on, LawLine line) => $"api/registration/filings/{on.Id}/{Office.Path(line.Step)}";

    /// <summary>By the first of its certificates, with the number of its unit.</summary>
    async Task<Registered> Standing(Guid resource, CancellationToken ct)
    {
        var on = world.Applicants.Standing.First(r => r.Resource == resource);
        var (registrar, path) = (world.Troupe.Registrars[0], $"api/public/certificates/{Uri.EscapeDataString(on.Certificate!)}");
        return on with { Unit = (string)(await registrar.Must(registrar.Get(path, ct)))["unitNumber"]! };
    }

    /// <summary>The certificate as it was issued verifies; with one digit changed it does not.</summary>
    async Task Forged(Registered on, CancellationToken ct)
    {
        await world.Host.Seal(ct);
        var bytes = await on.Holder.Steward.Download(
            $"api/public/certificates/{Uri.EscapeDataString(on.Certificate!)}/credential.json", ct);
        async Task<JsonNode> Verify(byte[] shown) => (await world.Troupe.Public.Must(world.Troupe.Public.PostFiles("api/public/verify",
            [("files", "certificate.vc.json", shown)], ct)))["items"]![0]!;
        if (await Verify(bytes) is var whole && !(bool)whole["ok"]!)
            throw new SimulationBroke($"A certificate does not verify: {whole.ToJsonString()}");
        var before = await world.Witness.Digest(ct);
        var changed = await Verify(Changed(bytes, on.Certificate!));
        if ((bool)changed["ok"]!) throw new SimulationBroke($"A changed certificate verifies: {changed.ToJsonString()}");
        await world.Witness.Unchanged(before, OffenceKind.ForgedCertificate.En, ct);
        tally.Caught(OffenceKind.ForgedCertificate, (string)changed["checks"]!.AsArray().First(c => !(bool)c!["ok"]!)!["name"]!);
        await new RecognitionDrill(world).Run(on, bytes, ct);
    }

    /// <summary>One digit of its number is another: one byte of the document.</summary>
    public static byte[] Changed(byte[] certificate, string number)
    {
        var changed = certificate.ToArray();
        var at = certificate.AsSpan().IndexOf(Encoding.UTF8.GetBytes(number));
        var digit = Array.FindIndex(changed, at, b => b is >= (byte)'0' and <= (byte)'8');
        changed[digit]++;
        return changed;
    }

    async Task Frozen(Registered on, CancellationToken ct)
    {
        drill.Keep(Kind("Freeze").IsProposed ? await world.Applicants.Propose("Freeze", on, ct, straight: true)
            : await world.Applicants.Submit(new("Freeze", on.Holder, on.Holder.Steward) { On = on }, ct, straight: true));
        await drill.Until(ct);
        // Its certificate is suspended: the register's own number names it.
        var intent = Applicants.Disposal(Kind("Transfer"), on, Other(on.Holder));
        await world.Trial.Commit(new(OffenceKind.Frozen, intent.By, Filings, await ByUnit(intent, ct), "registration.frozen"), ct);
    }

    /// <summary>What the registry does of its own accord, one proposing and another deciding.</summary>
    async Task Proposed(Registered on, CancellationToken ct)
    {
        var kind = world.Kinds.First(k => k is { IsProposed: true, Kind: "Revocation" or "Freeze" });
        drill.Keep(await world.Applicants.Propose(kind.Kind, on, ct, straight: true));
        await drill.Until(ct);
    }

    async Task<JsonObject> ByUnit(Intent intent, CancellationToken ct)
    {
        var form = await world.Filler.Fill(intent, ct);
        form.Remove("certificate");
        form["unit"] = intent.On!.Unit;
        return form;
    }

    async Task Pledged(Registered on, CancellationToken ct)
    {
        var pledgee = Other(on.Holder);
        drill.Keep(await world.Applicants.Submit(Applicants.Disposal(Kind("Pledge"), on, pledgee), ct, straight: true));
        await drill.Until(ct);
        var intent = Applicants.Disposal(Kind("Transfer"), on, Other(on.Holder, pledgee));
        var transfer = await world.Applicants.Submit(intent, ct, straight: true)
            ?? throw new SimulationBroke("A transfer of what is pledged cannot even be filed");
        transfer.Done.Add("heard");
        var other = intent.Other!.Steward;
        await other.Must(other.Post($"api/registration/filings/{transfer.Id}/consent", null, ct));
        await world.Witness.Agree("the other side's consent", ct);
        var line = transfer.From(world.Witness.StageOf(transfer.Id)!).First(l => l.Step is "Accept" or "PassReview" or "Enter");
        var person = await world.Office.Whoever(transfer, line, ct) ?? throw new SimulationBroke("Nobody takes a transfer on");
        await world.Trial.Commit(new(OffenceKind.Pledged, person, Step(transfer, line), await world.Office.Prepare(transfer, line, person,
            ct), "registration.pledgee-consent"), ct);
    }

    /// <summary>分立、合并 — lawfully in the end; not without proof, and not before the former holder could have objected.</summary>
    async Task Succeed(string circumstance, CancellationToken ct)
    {
        var (on, kind) = (fresh.Dequeue(), Kind(world.Kinds.Any(k => k.Kind == "Transfer" && k.By.Contains("Successor"))
            ? "Transfer" : "Change"));
        if (await world.Applicants.Succession(kind, on, circumstance, ct) is not { } intent) return;
        if (!tally.Tried(OffenceKind.Unproven)) await Unproven(intent, circumstance, ct);
        var made = drill.Keep(await world.Applicants.Submit(intent, ct, straight: true));
        made.Done.Add("heard");
        await TooEarly(made, ct);
        var registrar = world.Troupe.Registrars[0];
        var told = (await registrar.Must(registrar.Get($"api/registration/filings/{made.Id}", ct)))["succession"]!;
        var until = DateOnly.Parse((string)told["until"]!, System.Globalization.CultureInfo.InvariantCulture);
        while (world.Host.Clock.Today <= until) await drill.Next(ct);
        await drill.Until(ct);
        if (tally.Tried(OffenceKind.Former)) return;
        var again = Applicants.Disposal(kind, on, Other(on.Holder, intent.Company));
        await world.Trial.Commit(new(OffenceKind.Former, again.By, Filings, await ByUnit(again, ct), "registration.not-entitled"), ct);
    }

    async Task Unproven(Intent intent, string circumstance, CancellationToken ct)
    {
        var (asked, form) = (await world.Filler.Form(intent.Kind, ct), await world.Filler.Fill(intent, ct));
        var proofs = asked["materials"]!.AsArray().Where(m => m!["when"]!.AsArray().Any(w => (string?)w == circumstance))
            .Select(m => (string)m!["key"]!).ToList();
        form["materials"] = new JsonArray([.. form["materials"]!.AsArray().Where(m => !proofs.Contains((string)m!["key"]!))
            .Select(m => m!.DeepClone())]);
        await world.Trial.Commit(new(OffenceKind.Unproven, intent.By, Filings, form, "registration.material-missing"), ct);
    }

    /// <summary>On the very day, by the first step that says yes to it.</summary>
    async Task TooEarly(Case made, CancellationToken ct)
    {
        while (true)
        {
            var yes = made.From(world.Witness.StageOf(made.Id)!).FirstOrDefault(l => l is { Actor: "Registrar",
                Step: "PassReview" or "Approve" or "Enter" });
            if (yes is not null && await world.Office.Whoever(made, yes, ct) is { } person)
            {
                await world.Trial.Commit(new(OffenceKind.TooEarly, person, Step(made, yes), await world.Office.Prepare(made, yes, person,
                    ct), "registration.succession-notice"), ct);
                return;
            }
            if (!await world.Office.Lead(made, ct)) throw new SimulationBroke($"Nobody says yes to a succession under {made.Kind}");
        }
    }
}
