using Yuanliu.Registration.Accounts;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Recognition;

namespace Yuanliu.Registration.Filings;

/// <summary>受理前核查 — the conditions on content. Each is a named function that refuses with the provision it rests on.</summary>
internal sealed class FilingChecks(
    AppDb db, ICatalog catalog, IParties parties, INegativeList negative, RegistrationKinds kinds, Blobs blobs, IClock clock)
{
    /// <summary>All of them, before a filing is made or corrected. Whether the register can take it is another question.</summary>
    public async Task<Result<ResourceCard>> Before(
        FilingKind kind, FilingForm form, ResourceId resource, OrganizationId applicant, RegistrationRules rules, DateOnly today,
        CancellationToken ct)
    {
        var demands = kinds.Of(kind).Demands;
        if (await HasAccount(applicant, rules, ct) is { } noAccount) return noAccount;
        var found = await Find(resource, ct);
        if (demands.HasFlag(Demands.OwnResource)
            && IsOwnAndConfirmed(found, applicant, kind, rules) is { } notConfirmed) return notConfirmed;
        if (found is null) return Refusals.NoSuchResource;
        var refusal = (demands.HasFlag(Demands.OwnResource) ? IsLevelAllowed(found, rules) ?? IsNotBanned(found, kind, rules) : null)
            ?? AreRightsOffered(form.Rights, rules, today, demands.HasFlag(Demands.Rights)) ?? AreItemsKnown(form.Rights, found, rules)
            ?? FormCheck.Before(form, kind, FilingDesk.Circumstances(form, found), rules);
        return (refusal ?? await AreComponentsCertified(form, kind, rules, today, ct)
            ?? await IsRecognized(form, kind, applicant, rules, ct) ?? await HasFeatures(found, kind, rules, ct)) is { } no ? no : found;
    }

    /// <summary>不在负面清单、不涉及核心数据: only what its own entry in the catalog is marked with; who reviews may know more.</summary>
    Refusal? IsNotBanned(ResourceCard resource, FilingKind kind, RegistrationRules rules)
    {
        foreach (var banned in negative.In(resource))
        {
            var own = banned.Key == CoreData ? rules.Check(NamedCheck.CoreData, kind) : null;
            if ((own ?? rules.Check(NamedCheck.NegativeList, kind)) is { } check)
                return Refusals.Banned(banned, check.Check, check.Basis);
        }
        return null;
    }

    const string CoreData = "core-data";

    /// <summary>所含对象均已登记: where that is declared, each certificate that is named is one of this node that stands, or one that it
    /// recognized.</summary>
    async Task<Refusal?> AreComponentsCertified(
        FilingForm form, FilingKind kind, RegistrationRules rules, DateOnly today, CancellationToken ct)
    {
        if (rules.Check(NamedCheck.ComponentsCertified, kind) is not { } check
            || !form.Circumstances.Contains(Circumstance.ComponentsRegistered)) return null;
        var numbers = (form.Fields.GetValueOrDefault("components") ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries
            | StringSplitOptions.TrimEntries).Distinct().Take(ComponentsMax + 1).ToList();
        if (numbers.Count is 0 or > ComponentsMax) return Refusals.ComponentsUnnamed(ComponentsMax, check.Basis);
        var valid = await db.Set<Certificate>().AsNoTracking().Where(c => numbers.Contains(c.Number)
            && c.Status == CertificateStatus.Valid && (c.ValidUntil == null || c.ValidUntil >= today)).Select(c => c.Number)
            .ToListAsync(ct);
        valid.AddRange(await db.Set<RecognizedCertificate>().AsNoTracking().Where(c => numbers.Contains(c.Number))
            .Where(RecognizedCertificate.CountsAt(clock.Now, db.Set<KnownNode>())).Select(c => c.Number).ToListAsync(ct));
        return numbers.Except(valid).FirstOrDefault() is { } unknown ? Refusals.ComponentNotCertified(unknown, check.Basis) : null;
    }

    /// <summary>互认登记: whoever says to be registered elsewhere names its own certificate, which this node verified and recorded, and
    /// whose platform it still recognizes.</summary>
    async Task<Refusal?> IsRecognized(
        FilingForm form, FilingKind kind, OrganizationId applicant, RegistrationRules rules, CancellationToken ct)
    {
        if (rules.Check(NamedCheck.RecognizedCertificate, kind) is not { } check
            || !form.Circumstances.Contains(Circumstance.RecognizedPlatform)) return null;
        var (number, now) = ((form.Fields.GetValueOrDefault("recognized") ?? "").Trim(), clock.Now);
        var code = (await parties.Find(applicant, ct))?.Code;
        return await db.Set<RecognizedCertificate>().Where(RecognizedCertificate.CountsAt(now, db.Set<KnownNode>()))
            .AnyAsync(c => c.Number == number && c.HolderCode == code, ct)
            ? null : Refusals.NotRecognized(number, check.Basis);
    }

    /// <summary>接入数据特征: the holder's domain has given the fingerprint of the data.</summary>
    async Task<Refusal?> HasFeatures(ResourceCard resource, FilingKind kind, RegistrationRules rules, CancellationToken ct)
        => rules.Check(NamedCheck.FeaturesGiven, kind) is not { } check || await catalog.Fingerprint(resource.Id, ct) is not null
            ? null : Refusals.FeaturesMissing(check.Basis);

    const int ComponentsMax = 100;
    static readonly char[] Between = [' ', '\n', '\r', '\t', ',', ';', '，', '；', '、'];

    /// <summary>The resource as its catalog has it; where its holder has withdrawn it, as it was last certified.</summary>
    public async Task<ResourceCard?> Find(ResourceId resource, CancellationToken ct)
        => await catalog.Find(resource, ct) ?? (await db.Set<Certificate>().AsNoTracking().Where(c => c.ResourceId == resource)
            .OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct))?.Facts.Resource;

    /// <summary>登记账户已开立.</summary>
    public async Task<Refusal?> HasAccount(OrganizationId applicant, RegistrationRules rules, CancellationToken ct)
    {
        var register = rules.Jurisdiction;
        if (await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.OrganizationId == applicant && a.Jurisdiction == register,
            ct)
            is not { } account) return Refusals.NoAccount(rules.Accounts?.Opening?.Basis ?? rules.Source);
        return account.Bar(rules.Accounts?.FrozenByCancellation?.Basis ?? rules.Source, rules);
    }

    /// <summary>资源属于申请人且目录已确认: the certificate must be able to state the data in detail.</summary>
    public static Refusal? IsOwnAndConfirmed(
        ResourceCard? resource, OrganizationId applicant, FilingKind kind, RegistrationRules rules)
        => resource is null || resource.Holder != applicant ? Refusals.NoSuchResource
            : resource.Confirmed ? null : Refusals.NotConfirmed(rules.BasisOf(NamedCheck.OwnAndConfirmed, kind));

    /// <summary>资源未变化: what is accepted is what was filed.</summary>
    public async Task<Refusal?> IsUnchanged(Filing filing, RegistrationRules rules, CancellationToken ct)
        => !kinds.Of(filing.Kind).Demands.HasFlag(Demands.OwnResource) || await catalog.Find(filing.ResourceId,
            ct) is { Confirmed: true } now && now.Holder == filing.ApplicantId
            && now.Sha256 == filing.Content.Resource.Sha256 && now.Level == filing.Content.Resource.Level
            ? null : Refusals.ResourceChanged(rules.Source);

    /// <summary>数据级别可登记.</summary>
    public static Refusal? IsLevelAllowed(ResourceCard resource, RegistrationRules rules)
        => resource.Level <= rules.LevelMax.Value ? null
            : Refusals.LevelTooHigh(resource.Level, rules.LevelMax.Value, rules.LevelMax.Basis);

    /// <summary>权利可登记且未到期.</summary>
    public static Refusal? AreRightsOffered(IReadOnlyList<ClaimedRight> rights, RegistrationRules rules, DateOnly today, bool needed)
    {
        if (needed && rights.Count == 0) return Refusals.RightsRequired(rules.Source);
        if (rights.FirstOrDefault(r => rules.Right(r.Kind) is null) is { } other)
            return Refusals.RightNotOffered(other.Kind, rules.Source);
        return rights.Any(r => r.ValidUntil < today) ? Refusals.RightExpired : null;
    }

    /// <summary>材料未被改动: the bytes of every paper are those that were handed in.</summary>
    public async Task<Refusal?> AreFilesIntact(Filing filing, RegistrationRules rules, CancellationToken ct)
    {
        foreach (var material in filing.Content.Materials.Where(m => m.Sha256 is not null))
            if (!await blobs.IsIntact(material.Sha256!, ct)) return Refusals.MaterialChanged(material.Name ?? material.Key, rules.Source);
        return null;
    }

    /// <summary>数据项属于该资源.</summary>
    static Refusal? AreItemsKnown(IReadOnlyList<ClaimedRight> rights, ResourceCard resource, RegistrationRules rules)
        => rights.SelectMany(r => r.Items).FirstOrDefault(i => !resource.Fields.Any(f => f.Name == i)) is { } unknown
            ? Refusals.DataItemUnknown(unknown, rules.Source) : null;
}
