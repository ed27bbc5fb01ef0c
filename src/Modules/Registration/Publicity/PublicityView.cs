using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Publicity;

/// <summary>公示内容 — of a filing, what its pack lets be shown and nothing else.</summary>
internal static class PublicityView
{
    internal sealed record DataView(long Rows, int Fields, int Level, long SizeBytes, string Sha256);
    /// <param name="Until">The last day; null for a right without a term.</param>
    internal sealed record TermView(DateOnly? Until);
    /// <summary>公示的权利 — how far one right reaches, as far as the pack shows it.</summary>
    internal sealed record ClaimView(
        RightKind? Kind, string? Scope, string? Territory, IReadOnlyList<string>? Items, IReadOnlyList<string>? Scenarios, TermView? Term,
        int? ShareBasisPoints);
    /// <summary>What the form states of it, in the form's own words.</summary>
    internal sealed record StatedView(string TitleZh, string TitleEn, string Words);
    /// <param name="Left">Days left after today in the unit of the publicity term; null when it is not running.</param>
    /// <param name="CounterpartyName">授权对象、受让人等: the other side.</param>
    /// <param name="Claims">Right by right; null where the pack shows neither scope, scenarios, terms nor shares.</param>
    internal sealed record View(
        Guid Id, string Number, string? ResourceTitle, string? ApplicantName, string? CounterpartyName, IReadOnlyList<RightKind>? Rights,
        IReadOnlyList<ClaimView>? Claims, IReadOnlyList<StatedView> Stated, DateOnly From, DateOnly Until, int? Left, Stage Stage,
        string? Summary, DataView? Data, string Pack, string Basis, bool Open);

    /// <summary>Fields that are told right by right.</summary>
    static readonly PublicityField[] ByRight =
        [PublicityField.Scope, PublicityField.Scenarios, PublicityField.Term, PublicityField.Shares];

    /// <summary>What the pack lets be shown of it; where the filing chose 匿名化公示, of neither side its name.</summary>
    public static List<PublicityField> ShownOf(Filing filing, RegistrationRules rules)
        => rules.Of(filing.Kind).HidesParties(filing.Content.Fields)
            ? rules.PublicityFields.Value.FindAll(f => f is not (PublicityField.Applicant or PublicityField.Counterparty))
            : rules.PublicityFields.Value;

    /// <param name="names">Of the applicant and of the other side.</param>
    public static View Of(
        Filing filing, RegistrationPack pack, IReadOnlyDictionary<Guid, string> names, WorkCalendar calendar, DateOnly today)
    {
        var (fields, term, content) = (ShownOf(filing, pack.Rules),
            pack.Rules.TermOf(filing.Kind, filing.Procedure, Deadline.Publicity), filing.Content);
        bool Shown(PublicityField field) => fields.Contains(field);
        return new(
            filing.Id.Value, filing.Number, Shown(PublicityField.ResourceTitle) ? filing.ResourceTitle : null,
            Shown(PublicityField.Applicant) ? names.GetValueOrDefault(filing.ApplicantId.Value, "") : null,
            Shown(PublicityField.Counterparty) && filing.CounterpartyId is { } other ? names.GetValueOrDefault(other.Value) : null,
            Shown(PublicityField.Rights) ? [.. content.Rights.Select(r => r.Kind)] : null,
            ByRight.Any(Shown) ? [.. content.Rights.Select(r => Of(r, fields))] : null,
            [.. Stated(content, pack.Rules.Of(filing.Kind), fields)],
            filing.PublicisedOn!.Value, filing.PublicUntil!.Value,
            filing.Stage is Stage.Publicised ? calendar.Between(today, filing.DueOn!.Value, term.Unit) : null,
            filing.Stage, Shown(PublicityField.Summary) ? content.Resource.Description : null,
            Shown(PublicityField.DataState) ? Of(content.Resource) : null, pack.Id, term.Basis, term.Open);
    }

    static DataView Of(ResourceCard resource)
        => new(resource.Rows, resource.Fields.Count, resource.Level, resource.SizeBytes, resource.Sha256);

    static ClaimView Of(ClaimedRight right, List<PublicityField> fields)
    {
        var scope = fields.Contains(PublicityField.Scope);
        return new(
            fields.Contains(PublicityField.Rights) ? right.Kind : null, scope ? right.Scope : null, scope ? right.Territory : null,
            scope ? right.Items : null, fields.Contains(PublicityField.Scenarios) ? right.Scenarios : null,
            fields.Contains(PublicityField.Term) ? new(right.ValidUntil) : null,
            fields.Contains(PublicityField.Shares) ? right.ShareBasisPoints : null);
    }

    /// <summary>A form that asks for it in words of its own; what is private on it is no more public here than on a certificate.</summary>
    static IEnumerable<StatedView> Stated(FilingContent content, KindRules of, List<PublicityField> fields) =>
        from field in of.Fields
        where field.Private is not { Value: true } && StatedBy(field.States) is { } shown && fields.Contains(shown)
        let words = content.Fields.GetValueOrDefault(field.Key)
        where !string.IsNullOrWhiteSpace(words)
        select new StatedView(field.TitleZh, field.TitleEn, field.Spell(words));

    static PublicityField? StatedBy(CertificateContent? content) => content switch
    {
        CertificateContent.Scenarios => PublicityField.Scenarios,
        CertificateContent.Shares => PublicityField.Shares,
        CertificateContent.RightTerm => PublicityField.Term,
        null or CertificateContent.Rights or CertificateContent.DataState or CertificateContent.AssetType or CertificateContent.Purpose
            or CertificateContent.Acquisition or CertificateContent.Source or CertificateContent.UpdateCycle
            or CertificateContent.OtherRights or CertificateContent.Implementation or CertificateContent.Counterparty
            or CertificateContent.Objection or CertificateContent.Version => null,
    };
}
