namespace Yuanliu.Parties.Organizations;

/// <summary>自然人编号 — stands for a natural person wherever an organization's credit code would stand, and says
/// nothing about that person.</summary>
/// <remarks>Z is no letter of a credit code, so that neither is ever taken for the other.</remarks>
internal static class PersonNumber
{
    const string Mark = "ZR";

    /// <summary>The random half of the party's id.</summary>
    public static string Of(OrganizationId id) => Mark + id.Value.ToString("N")[16..].ToUpperInvariant();

    public static bool IsOne(string text) => text.Length == 18 && text.StartsWith(Mark, StringComparison.Ordinal);
}
