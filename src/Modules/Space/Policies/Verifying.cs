namespace Yuanliu.Space.Policies;

/// <summary>核验条件 — what of two owners' terms of verification both allow.</summary>
internal static class Verifying
{
    /// <summary>Owners who find a record by different columns leave nothing that could be verified.</summary>
    public static VerificationTerms? Meet(VerificationTerms? mine, VerificationTerms? theirs)
        => mine is null || theirs is null || !mine.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(theirs.Keys) ? null
            : Narrowed(new(mine.Keys, [.. mine.Compared.Intersect(theirs.Compared, StringComparer.Ordinal)],
                mine.NeedsConsent || theirs.NeedsConsent));

    /// <summary>The same terms in one order; null where they leave nothing to be verified.</summary>
    public static VerificationTerms? Narrowed(VerificationTerms? terms)
    {
        if (terms is not { Keys.Count: > 0 }) return null;
        var compared = InOrder(terms.Compared.Except(terms.Keys, StringComparer.Ordinal));
        return compared.Length > 0 ? new(InOrder(terms.Keys), compared, terms.NeedsConsent) : null;
    }

    static string[] InOrder(IEnumerable<string> names)
        => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
