using System.Globalization;
using System.Text.Json.Nodes;

namespace Yuanliu.Trading.Policies;

/// <summary>使用策略的 ODRL 表达 — the policy in words other systems understand; our own terms are those of docs/odrl-profile.md.</summary>
/// <remarks>
/// The subset of the Dataspace Protocol 2025-1: atomic constraints, operands as text, no empty arrays, no target inside a rule.
/// </remarks>
internal static class Odrl
{
    public const string Profile = "urn:yuanliu:odrl-profile:1";

    public static JsonObject Agreement(AgreementUrns urns, UsagePolicy policy, Fen pricePerUse) => new()
    {
        ["@context"] = new JsonArray("http://www.w3.org/ns/odrl.jsonld", new JsonObject { ["yl"] = Profile + "#" }),
        ["@type"] = "Agreement",
        ["@id"] = urns.Agreement,
        ["profile"] = Profile,
        ["target"] = urns.Product,
        ["assigner"] = urns.Seller,
        ["assignee"] = urns.Buyer,
        ["permission"] = new JsonArray(new JsonObject
        {
            ["action"] = "use",
            ["constraint"] = Constraints(policy),
            ["duty"] = new JsonArray(new JsonObject
            {
                ["action"] = "compensate",
                ["constraint"] = new JsonArray(Constraint("yl:pricePerUseFen", "eq", Text(pricePerUse.Value))),
            }),
        }),
        ["prohibition"] = new JsonArray(new JsonObject { ["action"] = "distribute" }),
    };

    static JsonArray Constraints(UsagePolicy policy)
    {
        var all = new JsonArray(
            Constraint("count", "lteq", Text(policy.Uses)),
            Constraint("dateTime", "gteq", $"{Day(policy.From)}T00:00:00+08:00"),
            Constraint("dateTime", "lteq", $"{Day(policy.Until)}T23:59:59+08:00"),
            Constraint("purpose", "isAnyOf", new JsonArray(policy.Purpose)),
            Constraint("yl:minGroup", "gteq", Text(policy.MinGroup)),
            Constraint("yl:column", "isAnyOf", new JsonArray(
                [.. policy.Columns.Where(c => c.Use != ColumnUse.Identity).Select(c => JsonValue.Create(c.Name))])));
        if (policy.Columns.FirstOrDefault(c => c.Use == ColumnUse.Identity) is { } identity)
            all.Add((JsonNode)Constraint("yl:identity", "eq", identity.Name));
        return all;
    }

    static JsonObject Constraint(string left, string comparison, JsonNode right)
        => new() { ["leftOperand"] = left, ["operator"] = comparison, ["rightOperand"] = right };

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The names under which an agreement speaks of itself, its product and its sides.</summary>
internal sealed record AgreementUrns(string Agreement, string Product, string Resource, string Buyer, string Seller, string Holder);
