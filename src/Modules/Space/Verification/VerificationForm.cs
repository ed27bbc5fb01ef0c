using System.Text;
using System.Text.Json;
using Yuanliu.Compute.Json;

namespace Yuanliu.Space.Verification;

/// <summary>核验形式 — by which columns was asked, and whether a consent was named: all that is kept of a verification that was refused. It
/// names nobody.</summary>
/// <param name="HasBlank">A key had nothing in it.</param>
internal sealed record VerificationForm(IReadOnlyList<string> Keys, IReadOnlyList<string> Values, bool HasConsent, bool HasBlank)
{
    const string Kind = "verify ";
    const string Unknown = "?";

    public static VerificationForm Of(Verify.Item item, VerificationTerms terms) => new(
        [.. item.Keys.Select(k => Name(k.Key, terms))],
        [.. item.Values.Select(v => Name(v.Key, terms))], !string.IsNullOrWhiteSpace(item.Consent),
        item.Keys.Values.Any(IsBlank));

    /// <summary>Of several the first at fault; the first where none is.</summary>
    public static string Text(IReadOnlyList<Verify.Item> items, VerificationTerms? terms)
    {
        if (terms is null) return $"{Kind}{items.Count}";
        var forms = items.Select(i => Of(i, terms)).ToList();
        var told = forms.Find(f => f.Fault(terms) is not null) ?? forms[0];
        return $"{Kind}{items.Count} {Encoding.UTF8.GetString(CanonicalJson.Utf8(told))}";
    }

    /// <summary>Null where the text is of another kind.</summary>
    public static VerificationForm? Read(string text)
    {
        var at = text.IndexOf('{', StringComparison.Ordinal);
        if (at < 0 || !text.StartsWith(Kind, StringComparison.Ordinal)) return null;
        try { return JsonSerializer.Deserialize<VerificationForm>(text[at..], CanonicalJson.Options); }
        catch (JsonException) { return null; }
    }

    /// <summary>What is wrong with it under the agreement, whoever it is about.</summary>
    public Denial? Fault(VerificationTerms terms)
        => Fault(Keys, Values, HasConsent, terms) ?? (HasBlank ? Refusals.KeysMissing(terms.Keys) : null);

    public static Denial? Fault(Verify.Item item, VerificationTerms terms)
        => Fault(item.Keys.Keys, item.Values.Keys, !string.IsNullOrWhiteSpace(item.Consent), terms);

    static Denial? Fault(IEnumerable<string> keys, IEnumerable<string> values, bool hasConsent, VerificationTerms terms)
    {
        if (keys.Count() != terms.Keys.Count || !terms.Keys.All(keys.Contains)) return Refusals.KeysMissing(terms.Keys);
        if (values.FirstOrDefault(c => !terms.Compared.Contains(c)) is { } closed) return Refusals.NotVerifiable(closed);
        return terms.NeedsConsent && !hasConsent ? Refusals.ConsentMissing : null;
    }

    /// <summary>Whoever writes an identity where a column's name belongs has it kept no more than elsewhere.</summary>
    static string Name(string column, VerificationTerms terms)
        => terms.Keys.Contains(column) || terms.Compared.Contains(column) ? column : Unknown;

    static bool IsBlank(string value) => Fingerprint.Canonical(Encoding.UTF8.GetBytes(value), stackalloc byte[8]) == 0;
}
