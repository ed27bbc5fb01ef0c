using System.Text.RegularExpressions;

namespace Yuanliu.Tests.Browser;

/// <summary>Every page of the client, by who finds it. <c>{list}</c> stands for the id of the first item of that list,
/// <c>{list name}</c> for another value of it, <c>{list~text}</c> for the first item that says so.</summary>
public static partial class Places
{
    /// <summary>The agreement of the demo that opens every door.</summary>
    const string Doors = "{/api/trading/agreements?stage=InForce~企业用电信用}";

    public static readonly string[] Public =
    [
        "/", "/search?q=空气", "/market", "/market/{/api/public/listings}", "/publicity", "/publicity/{/api/public/publicity}",
        "/inspections", "/verify", "/v/{/api/public/resources certificateNumber}",
        "/log", "/log?entry=2", "/law", "/law?source=BJ-OPIN-2023",
        "/law/cn-beijing-social", "/law/compare", "/law/compare?of=cn-anhui,cn-guangdong", "/register", "/law/cn-dali",
        "/objections/00000000-0000-0000-0000-000000000000", "/sign-in", "/setup",
    ];

    public static readonly IReadOnlyDictionary<string, string[]> Console = new Dictionary<string, string[]>
    {
        ["steward"] =
        [
            "/console", "/console/catalog", "/console/catalog/new", "/console/catalog/{/api/catalog/resources}", "/console/filings",
            "/console/filings/{/api/registration/filings}", "/console/registration-accounts", "/console/ledger", "/console/reviews",
            "/console/registrations", "/console/register", "/console/products",
            "/console/products/{/api/products}", "/console/listings", "/console/agreements",
            "/console/agreements/{/api/trading/agreements}", "/console/jobs", "/console/tokens",
        ],
        ["utility"] =
        [
            "/console", "/console/catalog/{/api/catalog/resources?stage=Proposed}", "/console/connections", "/console/traces",
            "/console/products/new?from={/api/products?stage=Checked}", "/console/products/{/api/products?stage=Checked}/api",
            "/console/filings/new?resource={/api/catalog/resources?stage=Confirmed}",
            "/console/filings/new", "/console/filings/new?kind=Pledge", "/console/registration-accounts", "/console/ledger",
            "/console/register/{/api/registration/register?burdened=true number}",
            "/console/products/new?resource={/api/catalog/resources?stage=Confirmed}", "/console/bills",
        ],
        ["registrar"] =
            [
            "/console", "/console/filings", "/console/filings/{/api/registration/filings?stage=Submitted}", "/console/register",
            "/console/register/{/api/registration/register number}", "/console/statistics",
            "/console/statistics?register=cn-beijing-social", "/console/overdue", "/console/reviews",
            "/console/reviews/{/api/registration/review-orders}", "/console/registration-accounts", "/console/ledger",
            "/console/service-bodies", "/console/interests", "/console/recognition", "/console/parties",
        ],
        ["reviewer"] = ["/console", "/console/interests", "/console/reviews", "/console/reviews/{/api/registration/review-orders}"],
        ["bank"] = ["/console", "/console/ledger", "/console/registration-accounts"],
        ["exchange"] = ["/console", "/console/products", "/console/agreements"],
        ["analyst"] =
        [
            "/console", "/console/agreements", "/console/agreements/new?listing={/api/public/listings}", "/console/space",
            "/console/space/{/api/trading/agreements?stage=InForce}",
            $"/console/space/{Doors}", $"/console/space/{Doors}/templates", $"/console/space/{Doors}/verify",
            $"/console/space/{Doors}/files", $"/console/space/{Doors}/keys",
        ],
        ["buyer-finance"] = ["/console", "/console/bills", "/console/bills/{/api/settlement/bills}", "/console/accounts"],
        ["platform-finance"] = ["/console", "/console/accounts"],
        ["regulator"] = ["/console", "/console/agreements", "/console/uses", "/console/uses/{/api/space/uses?kind=Denied}",
            "/console/circles", "/console/traces"],
        ["admin"] = ["/console", "/console/parties", "/console/tokens", "/console/recognition"],
    };

    public static async Task<string> Find(Visitor visitor, string place)
    {
        if (Hole().Match(place) is not { Success: true } hole) return place;
        var name = hole.Groups["name"] is { Success: true } named ? named.Value : "id";
        var text = hole.Groups["text"].Value;
        var item = await visitor.First(hole.Groups["list"].Value,
            i => text.Length == 0 || i.AsObject().Any(p => $"{p.Value}".Contains(text, StringComparison.Ordinal)));
        return place.Replace(hole.Value, (string)item[name]!, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{(?<list>[^ }~]+)(?: (?<name>\w+))?(?:~(?<text>[^}]+))?\}")]
    private static partial Regex Hole();
}
