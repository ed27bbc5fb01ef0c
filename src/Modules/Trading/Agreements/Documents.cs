using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Trading.Agreements;

/// <summary>合约文本 — what was agreed as canonical JSON, and the signed document around it with the venue's proof.</summary>
internal sealed class Documents(IParties parties, Blobs blobs, NodeKeys keys, HostSettings node)
{
    public const string Kind = "yuanliu.agreement/1";

    /// <summary>The text that both sides sign.</summary>
    public async Task<StoredBlob> Agreed(Agreement agreement, CancellationToken ct)
        => await blobs.Store(CanonicalJson.Utf8(await Text(agreement, ct)), ct);

    /// <summary>The signed document: the agreed text unchanged, both signatures with its hash, and the venue's proof over all.</summary>
    public async Task<StoredBlob> Signed(Agreement agreement, DateTime at, CancellationToken ct)
    {
        var people = await parties.PersonNames(agreement.Signatures.Select(s => s.Person.Value), ct);
        var document = new JsonObject
        {
            ["kind"] = Kind,
            ["agreement"] = CanonicalJson.Parse(await blobs.Read(agreement.TermsSha256!, ct)),
            ["agreementSha256"] = agreement.TermsSha256,
            ["signatures"] = new JsonArray([.. agreement.Signatures.OrderBy(s => s.At).Select(s => (JsonNode)new JsonObject
            {
                ["side"] = s.Side.ToString(), ["person"] = s.Person.Value.ToString("D"), ["personName"] = people[s.Person.Value],
                ["at"] = JsonSerializer.SerializeToNode(s.At, CanonicalJson.Options), ["agreementSha256"] = s.TermsSha256,
            })]),
        };
        return await blobs.Store(CanonicalJson.Utf8(DataIntegrity.Sign(document, keys.Registry, at)), ct);
    }

    async Task<JsonObject> Text(Agreement agreement, CancellationToken ct)
    {
        var (policy, urns) = (agreement.Policy, agreement.Urns(node));
        var clauses = Sentences.Of(policy, agreement.PricePerUse, agreement.Split);
        return new()
        {
            ["id"] = urns.Agreement,
            ["number"] = agreement.Number,
            ["buyer"] = await Party(agreement.Buyer, urns.Buyer, ct),
            ["seller"] = await Party(agreement.Seller, urns.Seller, ct),
            ["holder"] = await Party(agreement.Holder, urns.Holder, ct),
            ["product"] = new JsonObject { ["id"] = urns.Product, ["name"] = agreement.ProductName },
            ["resource"] = urns.Resource,
            ["certificateNumber"] = agreement.CertificateNumber,
            ["policy"] = Node(policy),
            ["odrl"] = Odrl.Agreement(urns, policy, agreement.PricePerUse),
            ["clauses"] = new JsonArray([.. clauses.Select(c => (JsonNode)new JsonObject
            {
                ["number"] = (int)c.Number, ["class"] = c.Class.ToString(), ["zh"] = c.Zh, ["en"] = c.En, ["basis"] = c.Basis,
                ["terms"] = new JsonArray([.. c.Terms.Select(t => (JsonNode)new JsonObject
                {
                    ["term"] = t.Term, ["class"] = t.Class.ToString(), ["zh"] = t.Zh, ["en"] = t.En,
                })]),
            })]),
            ["pricePerUseFen"] = agreement.PricePerUse.Value,
            ["currency"] = "CNY",
            ["split"] = Node(agreement.Split),
            ["from"] = Node(policy.From),
            ["until"] = Node(policy.Until),
        };
    }

    async Task<JsonObject> Party(OrganizationId id, string urn, CancellationToken ct)
    {
        var party = await parties.Find(id, ct) ?? throw new InvalidOperationException($"{urn} is a side of an agreement and no party.");
        return new() { ["id"] = urn, ["name"] = party.Name, ["code"] = party.Code };
    }

    static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, CanonicalJson.Options);
}
