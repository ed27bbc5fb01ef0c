using System.Text.Json.Nodes;

namespace Yuanliu.Compute.Credentials;

/// <summary>状态列表凭证 — the signed list that says which credentials are revoked or suspended (Bitstring Status List v1.0, §2.2).</summary>
public static class StatusListCredential
{
    const string TypeName = "BitstringStatusListCredential";
    const string SubjectType = "BitstringStatusList";

    /// <summary>A credential to be signed and published at <paramref name="id"/>; it replaces the one published before.</summary>
    /// <param name="id">The URL that entries name as their list.</param>
    /// <param name="validFrom">UTC; the moment the list speaks of.</param>
    public static Credential Create(string id, string issuer, StatusPurpose purpose, StatusList list, DateTime validFrom) => new()
    {
        Id = id,
        Issuer = issuer,
        Types = [TypeName],
        ValidFrom = validFrom,
        Subject = new()
        {
            ["id"] = $"{id}#list",
            ["type"] = SubjectType,
            ["statusPurpose"] = StatusEntry.Written(purpose),
            ["encodedList"] = list.Encode(),
        },
    };

    /// <summary>
    /// What a status list says of a credential that has passed <see cref="Credential.Verify"/>. The list is verified here,
    /// with the same key and time. Passes when no bit of this list is set for the credential.
    /// </summary>
    /// <returns>
    /// <see cref="CredentialFault.Revoked"/> or <see cref="CredentialFault.Suspended"/>;
    /// <see cref="CredentialFault.StatusListWrong"/> when the list is not one the credential refers to or does not verify.
    /// </returns>
    public static CredentialCheck Check(JsonObject credential, ReadOnlySpan<byte> listUtf8, ReadOnlySpan<byte> publicKey, DateTime at)
    {
        CredentialCheck Fault(CredentialFault fault, string detail) => new(fault, detail, credential);

        var verified = Credential.Verify(listUtf8, publicKey, at);
        if (!verified.Passed) return Fault(CredentialFault.StatusListWrong, $"The status list was refused: {verified.Detail}");
        if (Read(verified.Document!) is not var (id, purposes, list))
            return Fault(CredentialFault.StatusListWrong, "The document is no status list.");

        var entries = Entries(credential).Where(e => e.ListCredential == id && purposes.Contains(e.Purpose)).ToList();
        if (entries.Count == 0 || entries.Exists(e => e.Index >= list.Length))
            return Fault(CredentialFault.StatusListWrong, "The credential has no entry in this status list.");

        return entries.FindAll(e => list[e.Index]) switch
        {
            [] => CredentialCheck.Valid(credential),
            var set when set.Exists(e => e.Purpose is StatusPurpose.Revocation) => Fault(CredentialFault.Revoked, "It was revoked."),
            _ => Fault(CredentialFault.Suspended, "It is suspended."),
        };
    }

    /// <summary>The entries of a credential that this library understands.</summary>
    public static IReadOnlyList<StatusEntry> Entries(JsonObject credential)
        => [.. CredentialShape.Objects(credential["credentialStatus"]).Select(StatusEntry.Read).OfType<StatusEntry>()];

    static (string Id, IReadOnlyList<StatusPurpose> Purposes, StatusList List)? Read(JsonObject document)
    {
        if (!CredentialShape.Types(document).Contains(TypeName) || document["id"].Text() is not { } id) return null;
        if (CredentialShape.Objects(document["credentialSubject"]) is not [var subject]) return null;
        if (!CredentialShape.Types(subject).Contains(SubjectType)) return null;

        return StatusList.TryDecode(subject["encodedList"].Text(), out var list)
            ? (id, StatusEntry.Purposes(subject["statusPurpose"]), list)
            : null;
    }
}
