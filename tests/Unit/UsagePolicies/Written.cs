using System.Text;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Odrl;

namespace Yuanliu.Tests.UsagePolicies;

/// <summary>Policies and requests for tests, written as a counterpart would write them.</summary>
internal static class Written
{
    public const string Buyer = "urn:buyer";
    public static readonly DateTime Noon = new(2026, 3, 10, 4, 0, 0, DateTimeKind.Utc);

    public static readonly UseRequest Request = new(Profile.FindAction("use")!, Buyer, Noon, 1)
    {
        Purpose = "信用评估/小微企业", Mode = "aggregate", Place = "110108", Environment = "clean-room",
        Since = Noon.AddDays(-5), UsesToday = 1, RefusalsToday = 1,
    };

    public static string Policy(string constraints = "", string more = "", string duty = "", string action = "use") =>
        $$"""
        { "@type": "Agreement", "@id": "urn:a", "profile": "{{Profile.Id}}", "target": "urn:p", "assigner": "urn:s",
          "assignee": "{{Buyer}}",
          "permission": [ { "action": "{{action}}"{{(constraints.Length > 0 ? $", \"constraint\": [{constraints}]" : "")}}
                          {{(duty.Length > 0 ? $", \"duty\": [{duty}]" : "")}} } ]{{(more.Length > 0 ? ", " + more : "")}} }
        """;

    /// <param name="right">As JSON, or text without quotes.</param>
    public static string Constraint(string left, string comparison, string right)
        => $$"""
            { "leftOperand": "{{left}}", "operator": "{{comparison}}",
              "rightOperand": {{(right[0] is '[' or '{' ? right : $"\"{right}\"")}} }
            """;

    public static OdrlPolicy Read(string text)
    {
        var (policy, fault) = OdrlReader.Read(Encoding.UTF8.GetBytes(text));
        return policy ?? throw new InvalidOperationException($"{fault!.Path}: {fault.En}");
    }

    public static OdrlFault? Fault(string text) => OdrlReader.Read(Encoding.UTF8.GetBytes(text)).Fault;

    public static Decision Decide(string text, UseRequest? request = null) => new PolicyProgram(Read(text)).Decide(request ?? Request);

    public static string Joined(string join, params string[] constraints)
        => new JsonObject { [join] = new JsonArray([.. constraints.Select(c => JsonNode.Parse(c))]) }.ToJsonString();
}
