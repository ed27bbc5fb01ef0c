using System.Globalization;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Reviews;

namespace Yuanliu.Registration.Filings;

/// <summary>材料与已知事项 — finds what a form points to: uploaded files, signed statements, and facts that nobody needs to be asked.</summary>
internal sealed class FilingPapers(AppDb db, IParties parties, ReviewDesk reviews)
{
    /// <summary>Nobody gets at another's file by its hash.</summary>
    public async Task<Result<IReadOnlyList<Material>>> Read(
        IReadOnlyList<FormMaterial> given, FilingKind kind, OrganizationId applicant, ResourceCard resource, RegistrationRules rules,
        CancellationToken ct)
    {
        var materials = new List<Material>();
        foreach (var material in given)
        {
            var rule = rules.Of(kind).Materials.Single(r => r.Key == material.Key);
            if (rule.File && material.IsWordsAlone) return Refusals.PaperNeeded(rule.TitleZh, rule.TitleEn, rule.Basis);
            var statement = await Stated(material, rule, kind, applicant, resource, rules, ct);
            if (statement.Refusal is { } refusal) return refusal;
            var file = material.UploadSha256 is null ? null : await File(material, applicant, ct);
            if (material.UploadSha256 is not null && file is null) return Refusals.MaterialUnknown(material.Key);
            materials.Add(new(material.Key, file?.Name, file?.Sha256, file?.SizeBytes, material.Text) { Statement = statement.Value });
        }
        return materials;
    }

    /// <summary>Where the pack asks for a third party's statement, the applicant's own word is none.</summary>
    async Task<Result<StatedMaterial?>> Stated(
        FormMaterial material, MaterialRule rule, FilingKind kind, OrganizationId applicant, ResourceCard resource, RegistrationRules rules,
        CancellationToken ct)
    {
        if (material.StatementId is not { } id) return rule.Statement is null ? (StatedMaterial?)null
            : Refusals.StatementNeeded(rule.TitleZh, rule.TitleEn, rule.Basis);
        if (rule.Statement is null) return Refusals.MaterialUnknown(material.Key);
        var found = await reviews.AsMaterial(id, rule, applicant, resource, kind, rules, ct);
        return found.Refusal is { } refusal ? refusal : found.Value;
    }

    Task<MaterialUpload?> File(FormMaterial material, OrganizationId applicant, CancellationToken ct)
    {
        var (sha256, key) = (material.UploadSha256, material.Key);
        return db.Set<MaterialUpload>().AsNoTracking().Where(u => u.Sha256 == sha256 && u.OrganizationId == applicant && u.Key == key)
            .OrderByDescending(u => u.At).FirstOrDefaultAsync(ct);
    }

    /// <summary>GZ-ELREG-2023 §16 and its like: what the platform knows stands in the form without being asked.</summary>
    public async Task<Result<IReadOnlyDictionary<string, string>>> Fields(
        FilingForm form, FilingKind kind, OrganizationId applicant, ResourceCard resource, RegistrationRules all, CancellationToken ct)
    {
        var rules = all.Of(kind);
        var other = form.Counterparty is { } id ? await parties.Find(new(id), ct) : null;
        if (form.Counterparty is not null && (other is null || other.Id == applicant)) return Refusals.NoSuchParty;
        if (other is not null && !all.Admits(other)) return Refusals.SubjectNotAdmitted(other.IsPerson, all.Subjects.Basis);
        var fields = new Dictionary<string, string>(form.Fields);
        var holder = rules.Fields.Exists(f => f.Known is not null) ? await parties.Find(applicant, ct) : null;
        var acquirer = rules.Fields.Exists(f => f.Known is KnownFact.AcquirerName) && await Gives(other?.Id, form, ct) ? holder : other;
        foreach (var field in rules.Fields.Where(f => f.Known is not null))
            if (Known(field.Known!.Value, resource, holder!, other, form.Certificate, acquirer) is { } value) fields[field.Key] = value;
        return fields;
    }

    /// <summary>The other side is the one that holds what is filed on.</summary>
    async Task<bool> Gives(OrganizationId? other, FilingForm form, CancellationToken ct)
        => other is { } id && await (form.Certificate is { } number
            ? db.Set<Certificates.Certificate>().AnyAsync(c => c.Number == number && c.HolderId == id, ct)
            : db.Set<Rights.RegisteredRight>().AnyAsync(r => r.HolderId == id && r.ParentId == null
                && db.Set<Units.RegistrationUnit>().Any(u => u.Id == r.UnitId && u.Number == form.Unit), ct));

    static string? Known(
        KnownFact fact, ResourceCard resource, PartyCard holder, PartyCard? other, string? certificate, PartyCard? acquirer) => fact switch
    {
        KnownFact.ResourceTitle => resource.Title,
        KnownFact.ResourceDescription => resource.Description,
        KnownFact.Scale => string.Create(CultureInfo.InvariantCulture,
            $"{resource.Rows} 行，{resource.Fields.Count} 个数据项，{resource.SizeBytes} 字节"),
        KnownFact.Structure => string.Join('、', resource.Fields.Select(f => f.Title)),
        KnownFact.Level => resource.Level.ToString(CultureInfo.InvariantCulture),
        KnownFact.HolderName => holder.Name,
        KnownFact.HolderCode => holder.Code,
        KnownFact.CertificateNumber => certificate,
        KnownFact.CounterpartyName => other?.Name,
        KnownFact.AcquirerName => acquirer?.Name,
        KnownFact.Identity => $"{holder.Name}（{holder.Code}）",
        KnownFact.ApplicationForm => null,
    };
}
