using System.Text.Json.Nodes;

namespace Yuanliu.Compute.Credentials;

/// <summary>The structure VC Data Model 2.0 demands (§4), as far as it can be checked without fetching contexts.</summary>
static class CredentialShape
{
    public const string BaseContext = "https://www.w3.org/ns/credentials/v2";
    public const string BaseType = "VerifiableCredential";

    public static (CredentialFault Fault, string Detail)? FaultOf(JsonObject credential)
    {
        if (credential["@context"] is not JsonArray contexts || contexts.Count == 0 || contexts[0].Text() != BaseContext
            || !contexts.All(c => c is JsonObject || IsUrl(c)))
            return (CredentialFault.ContextWrong, $"@context must be a list that begins with {BaseContext}.");
        if (!Types(credential).Contains(BaseType)) return (CredentialFault.TypeWrong, $"type must include {BaseType}.");
        if (!HasUrlOrNone(credential)) return (CredentialFault.IdWrong, "id is not a URL.");
        if (!IsUrl(credential["issuer"] is JsonObject issuer ? issuer["id"] : credential["issuer"]))
            return (CredentialFault.IssuerWrong, "issuer must be a URL, or an object whose id is one.");
        if (!AllObjects(credential["credentialSubject"], subject => subject.Count > 0 && HasUrlOrNone(subject)))
            return (CredentialFault.SubjectWrong, "credentialSubject must be one or more objects that say something.");
        if (!ValidityIsOrdered(credential))
            return (CredentialFault.ValidityWrong, "validFrom and validUntil must be times with their offset, in this order.");
        return !credential.ContainsKey("credentialStatus") || AllObjects(credential["credentialStatus"], IsStatus)
            ? null
            : (CredentialFault.StatusWrong, "credentialStatus must be one or more objects with a type and what that type demands.");
    }

    /// <summary>The types, whether written as one string or as a list; empty when written otherwise.</summary>
    public static IReadOnlyList<string> Types(JsonObject node) => node["type"] switch
    {
        JsonArray list when list.All(t => t.Text() is not null) => [.. list.Select(t => t.Text()!)],
        JsonValue one when one.Text() is { } type => [type],
        _ => [],
    };

    /// <summary>The objects of a member that may hold one or several; empty when it holds anything else.</summary>
    public static IReadOnlyList<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject one => [one],
        JsonArray list when list.All(item => item is JsonObject) => [.. list.Cast<JsonObject>()],
        _ => [],
    };

    static bool AllObjects(JsonNode? node, Func<JsonObject, bool> check) => Objects(node) is { Count: > 0 } objects && objects.All(check);

    static bool ValidityIsOrdered(JsonObject credential)
    {
        var (from, until) = (Stamp.Read(credential["validFrom"]), Stamp.Read(credential["validUntil"]));
        if (credential.ContainsKey("validFrom") && from is null || credential.ContainsKey("validUntil") && until is null) return false;
        return from is null || until is null || from <= until;
    }

    static bool IsStatus(JsonObject status)
        => Types(status) is { Count: > 0 } types && HasUrlOrNone(status)
            && (!types.Contains(StatusEntry.TypeName) || StatusEntry.Read(status) is not null);

    static bool HasUrlOrNone(JsonObject node) => !node.ContainsKey("id") || IsUrl(node["id"]);

    static bool IsUrl(JsonNode? node) => node.Text() is { } text && Uri.TryCreate(text, UriKind.Absolute, out _);
}
