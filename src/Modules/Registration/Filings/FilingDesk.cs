using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Similarity;

namespace Yuanliu.Registration.Filings;

/// <summary>收件 — turns a form that passes every check into the content of a filing.</summary>
internal sealed class FilingDesk(
    AppDb db, RegistrationPacks packs, PinnedPacks pinned, FilingChecks checks, FilingSteps steps, Claims claims, Similars similars,
    Numbers numbers, Mint mint, IClock clock, CallerBox box)
{
    /// <summary>A new filing, submitted but not saved. Needs a transaction: its number is taken in it.</summary>
    public async Task<Result<FilingStanding>> Submit(
        string packName, FilingKind kind, ResourceId resource, FilingForm form, CancellationToken ct)
    {
        var (today, applicant, id) = (LegalDay.Of(clock.Now), new OrganizationId(box.Known.OrganizationId), mint.Id<FilingId>());
        if (packs.InForce(packName, today) is not { } pack) return Refusals.NoRules(packName);
        if (!pack.Rules.Filings.TryGetValue(kind, out var kindRules)) return Refusals.KindNotOffered(kind, pack.Rules.Source);
        var content = await Content(kind, form, resource, id, applicant, pack.Rules, today, ct);
        if (content.Refusal is { } missing) return missing;

        await pinned.Pin(pack, ct);
        var filing = new Filing
        {
            Id = id, ApplicantId = applicant, ResourceId = resource, Kind = kind, PackId = pack.Id, PackSha256 = pack.Sha256,
            Procedure = Route(kindRules, content.Value!.Circumstances).Procedure, Content = content.Value!, ResourceTitle = content.Value!.Resource.Title,
            Number = await numbers.Next(pack.Rules.Numbers.Filing, "filing", pack.Rules, today.Year, ct),
        };
        if (await steps.Take(filing, Step.Submit, Actor.Applicant, null, pack, ct) is { } refusal) return refusal;
        db.Add(filing);
        await claims.Set(id, resource, [.. form.Rights.Select(r => r.Kind)], ct);
        if (kind is FilingKind.Initial) await similars.Enter(resource, applicant, ct);
        return new FilingStanding(filing, pack);
    }

    /// <summary>The first route whose circumstances hold. The last of a pack holds always.</summary>
    public static RouteRule Route(KindRules rules, IReadOnlyCollection<Circumstance> circumstances) => rules.Procedure.First(r =>
        (r.Any.Count == 0 || r.Any.Exists(circumstances.Contains)) && r.All.TrueForAll(circumstances.Contains)
        && !r.None.Exists(circumstances.Contains));

    /// <summary>What the applicant declares and what the platform knows by itself.</summary>
    public static List<Circumstance> Circumstances(FilingForm form, ResourceCard resource)
    {
        var found = form.Circumstances.ToHashSet();
        if (resource.Fields.Any(f => f.Personal is not null)) found.Add(Circumstance.PersonalInformation);
        return [.. found.Order()];
    }

    /// <summary>Replaces what a filing states, before it is submitted again.</summary>
    public async Task<Refusal?> Correct(Filing filing, FilingForm form, RegistrationPack pack, CancellationToken ct)
    {
        var content = await Content(filing.Kind, form, filing.ResourceId, filing.Id, filing.ApplicantId, pack.Rules, LegalDay.Of(clock.Now), ct);
        if (content.Refusal is { } refusal) return refusal;
        (filing.Content, filing.ResourceTitle) = (content.Value!, content.Value!.Resource.Title);
        await claims.Set(filing.Id, filing.ResourceId, [.. form.Rights.Select(r => r.Kind)], ct);
        return null;
    }

    async Task<Result<FilingContent>> Content(
        FilingKind kind, FilingForm form, ResourceId resource, FilingId filing, OrganizationId applicant, RegistrationRules rules,
        DateOnly today, CancellationToken ct)
    {
        var found = await checks.Before(kind, form, resource, filing, applicant, rules, today, ct);
        if (found.Refusal is { } refusal) return refusal;
        var materials = new List<Material>();
        foreach (var material in form.Materials)
        {
            var sha256 = material.UploadSha256;
            var file = sha256 is null ? null : await db.Set<MaterialUpload>().AsNoTracking()
                .Where(u => u.Sha256 == sha256 && u.OrganizationId == applicant && u.Key == material.Key).OrderByDescending(u => u.At)
                .FirstAsync(ct);
            materials.Add(new(material.Key, file?.Name, file?.Sha256, file?.SizeBytes, material.Text));
        }
        return new FilingContent(found.Value!, [.. form.Rights.OrderBy(r => r.Kind)], form.Fields,
            Circumstances(form, found.Value!), materials)
        {
            Counterparty = form.Counterparty is { } other ? new OrganizationId(other) : null, Certificate = form.Certificate,
            Events = form.Events, Ground = form.Ground,
        };
    }
}
