using System.Security.Cryptography;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Similarity;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Filings;

/// <summary>收件 — turns a form that passes every check into the content of a filing.</summary>
internal sealed class FilingDesk(
    AppDb db, RegistrationPacks packs, PinnedPacks pinned, FilingChecks checks, FilingSteps steps, FilingPapers papers, FilingTerms terms,
    Objections.ObjectionDesk objections, Entering entering, RegistrationUnits units, Similars similars, Numbers numbers, Mint mint,
    WorkCalendar calendar, IClock clock, HostSettings node)
{
    /// <summary>A new filing, submitted but not saved. Needs a transaction: its number is taken in it.</summary>
    /// <param name="first">What is asked before the register is.</param>
    public async Task<Result<FilingStanding>> Submit(
        string packName, FilingKind kind, Guid? resourceId, FilingForm form, OrganizationId applicant, CancellationToken ct,
        Func<Filing, RegistrationPack, Task<Refusal?>>? first = null)
    {
        var (today, id) = (LegalDay.Of(clock.Now), mint.Id<FilingId>());
        var found = packs.ToFile(packName, kind, today);
        if (found.Refusal is { } ended) return ended;
        var pack = found.Value!;
        if (!pack.Rules.Filings.TryGetValue(kind, out var kindRules)) return Refusals.KindNotOffered(kind, pack.Rules.Source);
        var located = await units.Locate(form, resourceId, pack.Rules.Jurisdiction, ct);
        if (located.Refusal is { } nowhere) return nowhere;
        var resource = located.Value;
        var content = await Content(kind, form, resource, applicant, pack.Rules, today, ct);
        if (content.Refusal is { } missing) return missing;
        if (RouteOfApplicant(kindRules, content.Value!.Circumstances) is not { } route)
            return Refusals.KindNotOffered(kind, kindRules.By.Basis);
        if (kind is FilingKind.Objection
            && await objections.IsFinal(applicant, resource, content.Value!, pack.Rules, ct) is { } final) return final;
        var late = await terms.Check(form, kindRules, content.Value!.Circumstances, today, ct);
        if (late.Refusal is { } barred) return barred;

        await pinned.Pin(pack, ct);
        var unit = await units.Take(pack.Rules.Jurisdiction, resource, ct);
        var filing = new Filing
        {
            Id = id, ApplicantId = applicant, ResourceId = resource, UnitId = unit.Id, Kind = kind,
            PackId = pack.Id, PackSha256 = pack.Sha256,
            Procedure = route.Procedure, Content = content.Value!,
            ResourceTitle = content.Value!.Resource.Title,
            Number = await numbers.Next(pack.Rules.Numbers.Filing, "filing", pack.Rules, today.Year, ct),
        };
        if (first is not null && await first(filing, pack) is { } taken) return taken;
        if (await entering.Check(filing, pack, Phase.Filed, ct) is { } untakeable) return untakeable;
        filing.NoteLate(late.Value!, today, calendar, node);
        if (await steps.Take(filing, Entry(filing), pack, ct) is { } refusal) return refusal;
        db.Add(filing);
        if (kind is FilingKind.Initial) await EnterFeatures(filing, pack.Rules, ct);
        return new FilingStanding(filing, pack);
    }

    async Task EnterFeatures(Filing filing, RegistrationRules rules, CancellationToken ct)
    {
        if (await similars.Enter(filing.ResourceId, filing.ApplicantId, ct) is { } print
            && rules.Check(NamedCheck.FeaturesGiven, filing.Kind) is { } features)
            filing.Note(new FeaturesEntered(filing.Id.Value, filing.ResourceId.Value, print.Method,
                Convert.ToHexStringLower(SHA256.HashData(print.Rows)), print.Schema, features.Basis), node);
    }

    /// <summary>The first step of its table, by whoever begins it there.</summary>
    FilingAct Entry(Filing filing)
    {
        var row = filing.Table.Steps.First(r => r.From is Stage.Draft);
        return steps.Act(row.Step, row.By);
    }

    /// <summary>The first route whose circumstances hold. The last of a pack holds always.</summary>
    public static RouteRule Route(KindRules rules, IReadOnlyCollection<Circumstance> circumstances)
        => rules.Procedure.First(r => r.Holds(circumstances));

    /// <summary>Of those that are an applicant's to begin: nobody takes the registry's by declaring what it may act on.</summary>
    static RouteRule? RouteOfApplicant(KindRules rules, IReadOnlyCollection<Circumstance> circumstances)
        => rules.Procedure.Find(r => !r.IsOfRegistry() && r.Holds(circumstances));

    /// <summary>What the applicant declares and what the platform knows by itself.</summary>
    public static List<Circumstance> Circumstances(FilingForm form, ResourceCard resource)
    {
        var found = form.Circumstances.ToHashSet();
        if (resource.Fields.Any(f => f.Personal is not null)) found.Add(Circumstance.PersonalInformation);
        if (form.SignedHere) found.Add(Circumstance.SignedHere);
        return [.. found.Order()];
    }

    /// <summary>Replaces what a filing states, before it is submitted again.</summary>
    public async Task<Refusal?> Correct(Filing filing, FilingForm form, RegistrationPack pack, CancellationToken ct)
    {
        var content = await Content(filing.Kind, form, filing.ResourceId, filing.ApplicantId, pack.Rules,
            LegalDay.Of(clock.Now), ct);
        if (content.Refusal is { } refusal) return refusal;
        if (content.Value!.Certificate != filing.Content.Certificate) return Refusals.SubjectChanged;
        (filing.Content, filing.ResourceTitle) = (content.Value!, content.Value!.Resource.Title);
        await units.Take(pack.Rules.Jurisdiction, filing.ResourceId, ct);
        return await entering.Check(filing, pack, Phase.Filed, ct);
    }

    /// <summary>容缺补正 — adds the papers that were promised; nothing else of the filing changes.</summary>
    public async Task<Refusal?> Supplement(Filing filing, IReadOnlyList<FormMaterial> given, RegistrationPack pack, CancellationToken ct)
    {
        var missing = filing.Content.Outstanding(pack.Rules.Of(filing.Kind));
        if (given.FirstOrDefault(g => !missing.Any(m => m.Key == g.Key)) is { } unknown) return Refusals.MaterialUnknown(unknown.Key);
        if (missing.FirstOrDefault(m => !given.Any(g => g.Key == m.Key)) is { } still)
            return Refusals.MaterialMissing(still.TitleZh, still.TitleEn, still.Basis);
        var made = await papers.Read(given, filing.Kind, filing.ApplicantId, filing.Content.Resource, pack.Rules, ct);
        if (made.Refusal is { } refusal) return refusal;
        filing.Content = filing.Content with { Materials = [.. filing.Content.Materials, .. made.Value!] };
        return null;
    }

    async Task<Result<FilingContent>> Content(
        FilingKind kind, FilingForm form, ResourceId resource, OrganizationId applicant, RegistrationRules rules, DateOnly today,
        CancellationToken ct)
    {
        var found = await checks.Before(kind, form, resource, applicant, rules, today, ct);
        if (found.Refusal is { } refusal) return refusal;
        var materials = await papers.Read(form.Materials, kind, applicant, found.Value!, rules, ct);
        if (materials.Refusal is { } unread) return unread;
        var fields = await papers.Fields(form, kind, applicant, found.Value!, rules, ct);
        if (fields.Refusal is { } unnamed) return unnamed;
        return new FilingContent(found.Value!, [.. form.Rights.OrderBy(r => r.Kind)], fields.Value!,
            Circumstances(form, found.Value!), materials.Value!)
        {
            Counterparty = form.Counterparty is { } other ? new OrganizationId(other) : null, Certificate = form.Certificate,
            Unit = form.Unit, Encumbrance = form.Encumbrance, AmountFen = form.AmountFen, Until = form.Until,
            Events = form.Events, Ground = form.Ground, Promised = [.. form.Promised.Distinct().Order(StringComparer.Ordinal)],
        };
    }
}
