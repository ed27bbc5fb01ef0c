using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Odrl;
using Yuanliu.Space.Decisions;
using static Yuanliu.Tests.UsagePolicies.Written;

namespace Yuanliu.Tests.UsagePolicies;

public sealed class DecisionTests
{
    [Theory]
    [InlineData("count", "lteq", "1", true)]
    [InlineData("count", "lt", "1", false)]
    [InlineData("dateTime", "gteq", "2026-03-10T12:00:00+08:00", true)]
    [InlineData("dateTime", "gt", "2026-03-10T12:00:00+08:00", false)]
    [InlineData("dateTime", "lteq", "2026-03-10T03:59:59Z", false)]
    [InlineData("elapsedTime", "lteq", "P5D", true)]
    [InlineData("elapsedTime", "lt", "P5D", false)]
    [InlineData("yl:usesPerDay", "lteq", "1", true)]
    [InlineData("yl:refusalsPerDay", "lt", "1", false)]
    [InlineData("purpose", "eq", "信用评估/小微企业", true)]
    [InlineData("purpose", "eq", "信用评估", false)]
    [InlineData("purpose", "neq", "营销", true)]
    [InlineData("purpose", "isA", "信用评估", true)]
    [InlineData("purpose", "isA", "信用", false)]
    [InlineData("purpose", "isPartOf", "信用评估/小微企业", true)]
    [InlineData("purpose", "hasPart", "信用评估/小微企业/农户", true)]
    [InlineData("purpose", "hasPart", "信用评估", false)]
    [InlineData("purpose", "isAnyOf", "[\"研究\", \"信用评估/小微企业\"]", true)]
    [InlineData("purpose", "isNoneOf", "[\"研究\", \"营销\"]", true)]
    [InlineData("purpose", "isNoneOf", "[\"信用评估/小微企业\"]", false)]
    [InlineData("spatial", "isPartOf", "110000", true)]
    [InlineData("spatial", "isPartOf", "CN", true)]
    [InlineData("spatial", "isPartOf", "110105", false)]
    [InlineData("spatial", "isPartOf", "310000", false)]
    [InlineData("spatial", "eq", "110108", true)]
    [InlineData("recipient", "isAnyOf", "[\"urn:buyer\"]", true)]
    [InlineData("recipient", "isAllOf", "[\"urn:buyer\"]", true)]
    [InlineData("recipient", "isAllOf", "[\"urn:buyer\", \"urn:other\"]", false)]
    [InlineData("purpose", "isAllOf", "[\"研究\"]", false)]
    [InlineData("recipient", "isNoneOf", "[\"urn:buyer\"]", false)]
    [InlineData("yl:mode", "isAnyOf", "[\"aggregate\", \"template\"]", true)]
    [InlineData("yl:mode", "eq", "file", false)]
    [InlineData("yl:environment", "eq", "clean-room", true)]
    public void Each_operator_means_what_ODRL_says(string left, string comparison, string right, bool permitted)
        => Decide(Policy(Constraint(left, comparison, right))).IsPermitted.ShouldBe(permitted);

    const string Yes = """{ "leftOperand": "count", "operator": "lteq", "rightOperand": "9" }""";
    const string No = """{ "leftOperand": "yl:mode", "operator": "eq", "rightOperand": "file" }""";
    const string Unsaid = """{ "leftOperand": "spatial", "operator": "eq", "rightOperand": "310000" }""";

    [Theory]
    [InlineData("and", "Y", true), InlineData("and", "YY", true), InlineData("and", "YN", false), InlineData("and", "YU", false)]
    [InlineData("or", "NY", true), InlineData("or", "NN", false), InlineData("or", "UY", true), InlineData("or", "UN", false)]
    [InlineData("xone", "NY", true), InlineData("xone", "YY", false), InlineData("xone", "NN", false), InlineData("xone", "YU", false)]
    [InlineData("andSequence", "YY", true), InlineData("andSequence", "NY", false)]
    public void Constraints_are_joined_as_ODRL_says_and_what_is_not_stated_never_permits(string join, string parts, bool permitted)
    {
        var constraint = Joined(join, [.. parts.Select(p => p == 'Y' ? Yes : p == 'N' ? No : Unsaid)]);
        Decide(Policy(constraint), Request with { Place = null }).IsPermitted.ShouldBe(permitted);
    }

    [Fact]
    public void A_prohibition_wins_over_every_permission_even_where_the_request_leaves_it_open()
    {
        var policy = Policy(Yes, $$"""
            "prohibition": [ { "action": "use", "constraint": [{{Unsaid}}] } ]
            """);
        Decide(policy).IsPermitted.ShouldBeTrue();
        Decide(policy, Request with { Place = "310000" }).Ground.ShouldBe(Ground.Prohibition);
        Decide(policy, Request with { Place = null }).Ground.ShouldBe(Ground.Prohibition);
        Decide(Policy(Yes, """ "prohibition": [ { "action": "distribute" } ] """)).IsPermitted.ShouldBeTrue();
    }

    [Fact]
    public void What_no_permission_covers_is_denied_and_so_is_everyone_but_the_assignee()
    {
        Decide(Policy(Yes, action: "read")).Ground.ShouldBe(Ground.NoPermission);
        Decide(Policy(Yes), Request with { Action = Profile.FindAction("sell")! }).Ground.ShouldBe(Ground.NoPermission);
        Decide(Policy(Yes), Request with { Action = Profile.FindAction("read")! }).IsPermitted.ShouldBeTrue();
        Decide(Policy(Yes), Request with { Recipient = "urn:other" }).Ground.ShouldBe(Ground.NotAssignee);
        PolicySet.Empty.Decide(Request).IsPermitted.ShouldBeFalse();
    }

    [Fact]
    public void A_decision_is_explained_in_both_languages_with_the_clause_it_rests_on()
    {
        var set = PolicySet.Of(new PolicyProgram(Read(Policy(Constraint("count", "lteq", "10") + "," + No))));
        var decision = set.Decide(Request with { Count = 11 });
        Explanation.Of(set, Request with { Count = 11 }, decision).ShouldBe(new(
            "使用次数应不大于10，本次为11。", "The number of uses must be at most 10; here it is 11.", 5, "count"));
        Explanation.Of(set, Request, set.Decide(Request)).Zh.ShouldBe("使用方式应为file，本次为aggregate。");
        foreach (var other in new[] { Request with { Recipient = "urn:x" }, Request with { Action = Profile.FindAction("sell")! } })
            Explanation.Of(set, other, set.Decide(other)).Clause.ShouldBeInRange(1, 12);
        var banned = PolicySet.Of(new PolicyProgram(Read(Policy(Yes, """ "prohibition": [ { "action": "use" } ] """))));
        Explanation.Of(banned, Request, banned.Decide(Request)).Zh.ShouldBe("策略禁止“使用”。");
    }

    [Fact]
    public void Inside_joined_constraints_the_one_that_fails_is_named()
    {
        var set = PolicySet.Of(new PolicyProgram(Read(Policy(Joined("and", Yes, Joined("or", No, Unsaid))))));
        Explanation.Of(set, Request, set.Decide(Request)).Term.ShouldBe("yl:mode");
    }

    [Fact]
    public void Every_term_that_is_compared_is_stated_of_every_use_that_the_space_decides()
    {
        var request = new DecisionInput("use", Buyer, Noon, 1, Noon, 1, 1, "研究", "110000", "aggregate", "clean-room", true, false, "")
            .Request;
        Profile.Terms.Where(t => t.Role is TermRole.Decided && request.Text(t.Part) is null && request.Ordinal(t.Part) is null)
            .Select(t => t.Name).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("yl:membership", "neq", "broker"), InlineData("industry", "isNoneOf", "[\"农业\"]")]
    public void A_term_that_nobody_could_keep_is_refused_and_not_skipped(string left, string comparison, string right)
        => Fault(Policy(Constraint(left, comparison, right))).ShouldNotBeNull();

    [Fact]
    public void A_decision_allocates_nothing()
    {
        var set = Full();
        var request = Request;
        set.Decide(request).IsPermitted.ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) set.Decide(request with { Count = i % 200 });
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Policies_of_several_owners_merge_to_the_most_restrictive_in_whatever_order()
        => Prop.ForAll(Sets.Three().ToArbitrary(), three =>
        {
            var (a, b, c) = three;
            Same(a.Merge(a), a);
            Same(a.Merge(b), b.Merge(a));
            Same(a.Merge(b).Merge(c), a.Merge(b.Merge(c)));
            foreach (var request in Requests)
            {
                var merged = a.Merge(b).Decide(request).IsPermitted;
                merged.ShouldBe(Permits(a, request) && Permits(b, request));
                a.Merge(b).Decide(request).ShouldBe(a.Merge(b).Decide(request));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    static bool Permits(PolicySet set, UseRequest request) => set.Decide(request).IsPermitted;

    static void Same(PolicySet one, PolicySet other)
        => one.Programs.Select(p => p.Policy.Sha256).ShouldBe(other.Programs.Select(p => p.Policy.Sha256));

    static readonly UseRequest[] Requests =
        [.. from count in new[] { 1, 5, 9 } from mode in new[] { "aggregate", "file" } from purpose in new[] { "研究", "营销", null }
            select Request with { Count = count, Mode = mode, Purpose = purpose }];

    static readonly Gen<string> Constraints = Gen.OneOf(
        Gen.Choose(1, 9).Select(n => Constraint("count", "lteq", $"{n}")),
        Gen.Elements("aggregate", "file").Select(m => Constraint("yl:mode", "eq", m)),
        Gen.Elements("研究", "营销").Select(p => Constraint("purpose", "isNoneOf", $"[\"{p}\"]")),
        Gen.Elements("or", "xone", "and").Select(j => Joined(j, Yes, Constraint("purpose", "eq", "研究"))));

    static readonly Gen<PolicySet> Sets =
        from policies in Gen.NonEmptyListOf(Gen.NonEmptyListOf(Constraints))
        select PolicySet.Of(policies.Take(3).Select(p => new PolicyProgram(Read(Policy(string.Join(",", p.Take(4)))))));

    /// <summary>Two owners, every decided term.</summary>
    internal static PolicySet Full()
    {
        string[] constraints =
        [
            Constraint("count", "lteq", "100"), Constraint("dateTime", "gteq", "2026-01-01T00:00:00+08:00"),
            Constraint("dateTime", "lteq", "2026-12-31T23:59:59+08:00"), Constraint("purpose", "isA", "信用评估"),
            Constraint("yl:mode", "isAnyOf", "[\"template\", \"aggregate\"]"), Constraint("spatial", "isPartOf", "110000"),
            Constraint("recipient", "isAnyOf", "[\"urn:buyer\"]"), Joined("or", No, Yes),
        ];
        return PolicySet.Of(new PolicyProgram(Read(Policy(string.Join(",", constraints)))),
            new PolicyProgram(Read(Policy(string.Join(",", constraints[1..])))));
    }
}
