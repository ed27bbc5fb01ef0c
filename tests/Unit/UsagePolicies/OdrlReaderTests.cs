using System.Text;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Odrl;
using static Yuanliu.Tests.UsagePolicies.Written;

namespace Yuanliu.Tests.UsagePolicies;

public sealed class OdrlReaderTests
{
    [Fact]
    public void A_policy_is_read_with_its_settings_duties_and_prohibitions()
    {
        var policy = Read(Policy(
            Constraint("count", "lteq", "10") + "," + Constraint("yl:minGroup", "gteq", "20"),
            """ "prohibition": { "action": "distribute" }, "obligation": [ { "action": "delete", "constraint": [ """
                + Constraint("elapsedTime", "lteq", "P30D") + " ] } ] ",
            """ { "action": "compensate", "constraint": [ """ + Constraint("yl:pricePerUseFen", "eq", "80000") + " ] } "));
        policy.Owed.Select(d => d.Action.Name).ShouldBe(["compensate", "delete"]);
        policy.Prohibitions.Single().Action.Name.ShouldBe("distribute");
        new PolicyProgram(policy).Settings(0).Select(s => $"{s.Term.Name} {s.Values[0]}").ShouldBe(["yl:minGroup 20"]);
    }

    [Fact]
    public void The_same_policy_in_another_order_of_keys_has_the_same_hash()
        => Read("""
            { "target": "t", "@id": "i", "@type": "Set", "permission": {"action": "use"}, "profile": ["urn:yuanliu:odrl-profile:1"] }
            """).Sha256.ShouldBe(Read("""
            { "@id": "i", "@type": "Set", "profile": ["urn:yuanliu:odrl-profile:1"], "permission": {"action":"use"}, "target": "t" }
            """).Sha256);

    public static TheoryData<string, string> Wrong() => new()
    {
        { "[]", "" },
        { "nonsense", "" },
        { """{ "@type": "Agreement", "@type": "Offer" }""", "" },
        { Policy().Replace("Agreement", "Ticket", StringComparison.Ordinal), "@type" },
        { Policy().Replace(Profile.Id, "urn:other", StringComparison.Ordinal), "profile" },
        { Policy(more: "\"inheritFrom\": \"urn:x\""), "" },
        { Policy(more: "\"prohibition\": []"), "prohibition" },
        { Policy(action: "print"), "permission[0].action" },
        { Policy(Constraint("weather", "eq", "sunny")), "permission[0].constraint[0].leftOperand" },
        { Policy(Constraint("count", "isAnyOf", "[\"1\"]")), "permission[0].constraint[0].operator" },
        { Policy(Constraint("count", "lteq", "1.5")), "permission[0].constraint[0].rightOperand" },
        { Policy(Constraint("count", "lteq", "[\"1\", \"2\"]")), "permission[0].constraint[0].rightOperand" },
        { Policy("""{ "leftOperand": "count", "operator": "lteq", "rightOperand": 5 }"""), "permission[0].constraint[0].rightOperand" },
        { Policy(Constraint("dateTime", "lteq", "2026-03-10")), "permission[0].constraint[0].rightOperand" },
        { Policy(Constraint("elapsedTime", "lteq", "P1M")), "permission[0].constraint[0].rightOperand" },
        { Policy(Constraint("spatial", "eq", "1101")), "permission[0].constraint[0].rightOperand" },
        { Policy(Joined("or", Constraint("yl:minGroup", "gteq", "5"), Constraint("count", "lteq", "5"))),
            "permission[0].constraint[0].or[0].leftOperand" },
        { Policy(more: "\"prohibition\": { \"action\": \"use\", \"constraint\": " + Constraint("yl:minGroup", "gteq", "5") + " }"),
            "prohibition[0].constraint[0].leftOperand" },
        { Policy("""{ "and": [], "or": [] }"""), "permission[0].constraint[0]" },
        { Policy("""{ "and": [] }"""), "permission[0].constraint[0].and" },
        { Policy(duty: """{ "action": "delete", "duty": [] }"""), "permission[0].duty[0]" },
        { Policy(Constraint("purpose", "eq", new string('x', 600))), "permission[0].constraint[0].rightOperand" },
        { Policy(Constraint("purpose", "eq", "a//b")), "permission[0].constraint[0].rightOperand" },
        { Policy(string.Join(",", Enumerable.Repeat(Constraint("count", "lteq", "5"), 200))), "permission[0].constraint[128]" },
        { Policy(Nested(8)), "permission[0].constraint[0].or[0].or[0].or[0].or[0].or[0].or[0]" },
        { Policy(Constraint("purpose", "isAnyOf", $"[{string.Join(",", Enumerable.Range(0, 5000).Select(i => $"\"p{i}\""))}]")),
            "permission[0].constraint[0]" },
        { new string(' ', 300_000), "" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_refused_and_the_place_is_named(string text, string path)
    {
        var fault = Fault(text).ShouldNotBeNull();
        fault.Path.ShouldBe(path);
        fault.Zh.ShouldNotBeEmpty();
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
        => OdrlReader.Read([0xFF, 0xFE, .. Encoding.UTF8.GetBytes("{}")]).Fault.ShouldNotBeNull();

    [Fact]
    public void Every_term_and_action_of_the_profile_has_its_words_and_its_clause()
    {
        Profile.Terms.ShouldAllBe(t => t.Zh.Length > 0 && t.En.Length > 0 && t.KeptBy.Length > 0 && t.Clause >= 1 && t.Clause <= 12);
        Profile.Terms.ShouldAllBe(t => t.Operators.Count > 0 && (t.Role == TermRole.Decided) == (t.Part != RequestPart.None));
        Profile.Terms.Select(t => t.Name).ShouldBeUnique();
        Profile.Actions.Select(a => a.Name).ShouldBeUnique();
    }

    static string Nested(int depth) => depth == 0 ? Constraint("count", "lteq", "5") : Joined("or", Nested(depth - 1));
}
