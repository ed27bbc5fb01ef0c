namespace Yuanliu.Compute.Finder;

/// <summary>What kinds have in common.</summary>
public static class IdentifierKinds
{
    /// <summary>Whether values of the kind name or lead to a person. Codes of organizations do not; a place may be anybody's.</summary>
    public static bool TellsOfPerson(IdentifierKind kind)
        => kind is not (IdentifierKind.UnifiedCreditCode or IdentifierKind.OrganizationCode or IdentifierKind.Coordinates);
}
