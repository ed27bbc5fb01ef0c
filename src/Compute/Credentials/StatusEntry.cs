using System.Globalization;
using System.Text.Json.Nodes;

namespace Yuanliu.Compute.Credentials;

/// <summary>What a set bit means: 撤销 for good, or 中止 for the time being.</summary>
public enum StatusPurpose { Revocation, Suspension }

/// <summary>状态条目 — where a credential's bit stands (Bitstring Status List v1.0, §2.1).</summary>
/// <param name="ListCredential">URL of the status list credential.</param>
/// <param name="Index">Position in the list, from 0.</param>
public sealed record StatusEntry(string ListCredential, int Index, StatusPurpose Purpose)
{
    public const string TypeName = "BitstringStatusListEntry";

    public JsonObject ToJson() => new()
    {
        ["id"] = $"{ListCredential}#{Index.ToString(CultureInfo.InvariantCulture)}",
        ["type"] = TypeName,
        ["statusPurpose"] = Written(Purpose),
        ["statusListIndex"] = Index.ToString(CultureInfo.InvariantCulture),
        ["statusListCredential"] = ListCredential,
    };

    /// <summary>Null when it is no such entry, or its purpose is neither revocation nor suspension.</summary>
    public static StatusEntry? Read(JsonObject json)
    {
        if (!CredentialShape.Types(json).Contains(TypeName) || Purposes(json["statusPurpose"]) is not [var purpose]) return null;
        if (json["statusListCredential"].Text() is not { } list || !Uri.TryCreate(list, UriKind.Absolute, out _)) return null;

        return int.TryParse(json["statusListIndex"].Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new(list, index, purpose)
            : null;
    }

    internal static string Written(StatusPurpose purpose) => purpose switch
    {
        StatusPurpose.Revocation => "revocation",
        StatusPurpose.Suspension => "suspension",
    };

    /// <summary>A purpose, or a list of them, as a status list credential may have; unknown ones are left out.</summary>
    internal static IReadOnlyList<StatusPurpose> Purposes(JsonNode? node)
    {
        JsonNode?[] written = node is JsonArray list ? [.. list] : [node];
        return [.. written.SelectMany(w => Enum.GetValues<StatusPurpose>().Where(p => Written(p) == w.Text()))];
    }
}
