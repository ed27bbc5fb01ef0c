using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Certificates;

/// <summary>What a credential certifies, before it is signed.</summary>
internal sealed record CredentialDraft(
    CertificateId Id, string Number, OrganizationId Holder, CertifiedFacts Facts, IReadOnlyList<CertificateContent> Contents,
    FilingId Filing, string PackId, string PackSha256, DateTime IssuedAt, DateOnly? ValidUntil, int StatusIndex);

/// <summary>登记证书（可验证凭证） — words a certificate as a W3C Verifiable Credential 2.0 and signs it with the registry's key.</summary>
internal sealed class CertificateCredential(NodeKeys keys, HostSettings node)
{
    public const string ContextPath = "/api/public/contexts/registration/v1";
    const string TypeName = "DataAssetRegistrationCertificate";
    /// <summary>What the holder is known by: an organization by its credit code, a natural person by the number it has at
    /// the node.</summary>
    public const string OrganizationKey = "unifiedSocialCreditCode", PersonKey = "personNumber";

    /// <summary>The registry as <c>did:key:z6Mk…</c>.</summary>
    public string Issuer { get; } = VerificationMethods.Did(keys.Registry.PublicKey.Span);

    public string ListUrl(StatusPurpose purpose) => $"{node.PublicUrl}/api/public/status/{StatusNames.Of(purpose)}";

    /// <returns>The signed credential as canonical UTF-8; the same draft gives the same bytes.</returns>
    public byte[] Sign(CredentialDraft draft)
    {
        var json = new Credential
        {
            Id = node.Urn("certificate", draft.Id.Value), Issuer = Issuer, Types = [TypeName], Contexts = [node.PublicUrl + ContextPath],
            Name = draft.Facts.Title, ValidFrom = draft.IssuedAt, 
            ValidUntil = draft.ValidUntil is { } last ? LegalDay.Start(last.AddDays(1)).AddSeconds(-1) : null,
            Subject = Subject(draft),
            Status = [.. Enum.GetValues<StatusPurpose>().Select(purpose => new StatusEntry(ListUrl(purpose), draft.StatusIndex, purpose))],
        }.ToJson();
        json["issuer"] = new JsonObject { ["id"] = Issuer, ["name"] = draft.Facts.IssuerName };
        json["evidence"] = new JsonArray(Evidence(draft));
        return CanonicalJson.Utf8(DataIntegrity.Sign(json, keys.Registry, draft.IssuedAt));
    }

    JsonObject Subject(CredentialDraft draft)
    {
        var (facts, resource) = (draft.Facts, draft.Facts.Resource);
        var described = new JsonObject { ["id"] = facts.ResourceUrn, ["title"] = resource.Title };
        if (draft.Contents.Contains(CertificateContent.DataState)) State(described, resource);
        var subject = new JsonObject
        {
            ["id"] = node.Urn("organization", draft.Holder.Value),
            ["certificateNumber"] = draft.Number,
            ["registerNumber"] = facts.UnitNumber,
            ["holder"] = new JsonObject { ["name"] = facts.HolderName, [facts.OfPerson ? PersonKey : OrganizationKey] = facts.HolderCode },
            ["resource"] = described,
        };
        if (facts.Oid is { } oid) subject["certificateIdentifier"] = $"urn:oid:{oid}";
        if (draft.Contents.Contains(CertificateContent.Rights) || facts.Rights.Count > 0)
            subject["rights"] = new JsonArray([.. facts.Rights.Select(Right)]);
        if (facts.Stated.Count > 0)
            subject["stated"] = new JsonArray([.. facts.Stated.Select(s => JsonSerializer.SerializeToNode(
                new { s.Content, Title = s.TitleZh, s.Words }, CanonicalJson.Options))]);
        return subject;
    }

    /// <summary>Limits that a right does not have are not named.</summary>
    static JsonNode? Right(ClaimedRight r) => JsonSerializer.SerializeToNode(new
    {
        r.Kind, Title = Wording.Zh(r.Kind), r.Scope, r.ValidUntil, Items = r.Items.Count > 0 ? r.Items : null,
        Scenarios = r.Scenarios.Count > 0 ? r.Scenarios : null, r.Territory, r.ShareBasisPoints, Exclusive = r.Exclusive ? true
            : (bool?)null,
    }, CanonicalJson.Options);

    static void State(JsonObject described, ResourceCard resource)
    {
        described["description"] = resource.Description;
        described["sha256"] = resource.Sha256;
        described["rows"] = resource.Rows;
        described["sizeBytes"] = resource.SizeBytes;
        described["level"] = resource.Level;
        described["fields"] = new JsonArray([.. resource.Fields.Select(f => JsonSerializer.SerializeToNode(
            new { f.Title, f.Class, f.Level }, CanonicalJson.Options))]);
    }

    JsonObject Evidence(CredentialDraft draft)
    {
        var evidence = new JsonObject
        {
            ["type"] = "RegistrationProcedure",
            ["id"] = node.Urn("filing", draft.Filing.Value),
            ["filingNumber"] = draft.Facts.FilingNumber,
            ["filingKind"] = draft.Facts.Kind.ToString(),
            ["basis"] = draft.Facts.Basis,
            ["rulePack"] = draft.PackId,
            ["rulePackSha256"] = draft.PackSha256,
        };
        if (draft.Facts.PublicFrom is { } from) evidence["publicFrom"] = JsonSerializer.SerializeToNode(from, CanonicalJson.Options);
        if (draft.Facts.PublicUntil is { } until) evidence["publicUntil"] = JsonSerializer.SerializeToNode(until, CanonicalJson.Options);
        if (draft.Facts.PackStatus is PackStatus.Draft) evidence["rulesInForce"] = false;
        return evidence;
    }
}
