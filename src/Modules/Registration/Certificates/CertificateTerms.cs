using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Certificates;

/// <summary>证书期限 — until when a certificate is valid, as its pack says.</summary>
internal static class CertificateTerms
{
    /// <returns>The last legal day; null for a certificate without end.</returns>
    public static DateOnly? LastDay(Matter matter, CertificateRules rules, Award award)
    {
        if (award is { KeepsTerm: true, Replaces: { } kept }) return kept.ValidUntil;
        var term = rules.Valid.Value;
        var renews = matter.Kind is FilingKind.Renewal or FilingKind.AnnualReview && term.RenewsFromExpiry;
        var from = renews && award.Replaces?.ValidUntil is { } expiry ? expiry.AddDays(1) : matter.Today;
        DateOnly? years = term.Years is { } count ? from.AddYears(count).AddDays(-1) : null;
        return term.UntilRight ? Earlier(years, Last(award)) : years;
    }

    /// <summary>The last day of what it rests on: of its burdens where it attests burdens, else of the right that lasts longest.</summary>
    static DateOnly? Last(Award award)
    {
        var days = award.Encumbrances.Count > 0 ? award.Encumbrances.Select(e => e.Until) : award.Rights.Select(r => r.Until);
        return days.Any(d => d is null) ? null : days.DefaultIfEmpty(null).Max();
    }

    static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;
}
