using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Odrl;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Tests.Trading;

/// <summary>条款细目 — both sides sign sentences and machines decide by ODRL: what the one says, the other does.</summary>
public sealed class TermSentenceTests
{
    const long PriceFen = 80_000;

    [Fact]
    public void Every_constraint_of_any_policy_is_told_in_the_clause_that_the_profile_names_for_it()
        => Prop.ForAll(Policies().ToArbitrary(), policy =>
        {
            var clauses = Sentences.Of(policy, new Fen(PriceFen), Sample.Split).ToDictionary(c => (int)c.Number);
            foreach (var constraint in Constraints(policy))
            {
                var term = Profile.FindTerm((string)constraint["leftOperand"]!)!;
                var clause = clauses[term.Clause];
                var said = clause.Terms.Where(t => t.Term == term.Name).ToList();
                if (said.Count == 0) InItsOwnWords(term.Name, policy).ShouldAllBe(w => clause.Zh.Contains(w), $"{term.Name}: {clause.Zh}");
                else said.ShouldAllBe(t => t.Class == term.Class && t.Zh.EndsWith('。') && t.En.EndsWith('.'));
                foreach (var number in Numbers(constraint["rightOperand"]!).Where(_ => said.Count > 0 && term.Name is not "yl:template"))
                    said.ShouldContain(t => t.Zh.Contains(number) && t.En.Contains(number), $"{term.Name} {number}");
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_sentence_stands_for_a_term_that_the_policy_does_not_have()
        => Prop.ForAll(Policies().ToArbitrary(), policy =>
        {
            var terms = Constraints(policy).Select(c => (string)c["leftOperand"]!).ToHashSet();
            TermSentences.Of(policy).ShouldAllBe(t => terms.Contains(t.Term));
            TermSentences.Of(policy).Select(t => t.Zh).Distinct().Count().ShouldBe(TermSentences.Of(policy).Count());
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(16 << 20, "每次结果不超过 16 MB。", "A result is 16 MB at most.")]
    [InlineData(1_500_000, "每次结果不超过 1,500,000 字节。", "A result is 1,500,000 bytes at most.")]
    public void A_size_is_told_in_a_unit_where_that_is_exact(int bytes, string zh, string en)
    {
        var policy = new UsagePolicy("研究", 5, Sample.Today, Sample.Today, 20, []) { Controls = new() { BytesMax = bytes } };
        var told = TermSentences.Of(policy).Single(t => t.Term == "yl:bytesMax");
        (told.Zh, told.En).ShouldBe((zh, en));
    }

    [Theory]
    [InlineData(true, false), InlineData(false, false), InlineData(true, true), InlineData(false, true)]
    public void An_identity_that_may_be_joined_on_is_not_said_to_be_never_joined(bool joinable, bool verified)
    {
        var policy = new UsagePolicy("研究", 5, Sample.Today, Sample.Today, 20,
            [new("person", "巡检员", "VARCHAR", ColumnUse.Identity, new() { Joinable = joinable })])
        {
            Controls = new() { Verification = verified ? new(["code"], ["name"], NeedsConsent: false) : null },
        };
        var clause = Sentences.Of(policy, new Fen(PriceFen), Sample.Split).Single(c => c.Number is Clause.Identity);
        clause.Zh.Contains("和与其他表连接", StringComparison.Ordinal).ShouldBe(joinable);
        clause.Zh.Contains("或连接", StringComparison.Ordinal).ShouldBe(!joinable);
        clause.En.Contains("or joined.", StringComparison.Ordinal).ShouldBe(!joinable);
    }

    /// <summary>What a clause must hold where it says a term itself.</summary>
    static string[] InItsOwnWords(string term, UsagePolicy policy)
    {
        var (controls, columns) = (policy.Controls, policy.Columns);
        return term switch
        {
            "count" => [Text(policy.Uses)],
            "dateTime" => [Day(policy.From), Day(policy.Until)],
            "purpose" => [policy.Purpose],
            "recipient" => [.. controls.Receivers!.Select(r => r.Name)],
            "yl:mode" => ["提供"],
            "yl:minGroup" => [Text(policy.MinGroup)],
            "yl:column" => [.. columns.Where(c => c.Use is ColumnUse.Dimension or ColumnUse.Measure).Select(c => c.Title)],
            "yl:identity" => [columns.First(c => c.Use is ColumnUse.Identity).Title],
            "yl:verifyKey" => [.. controls.Verification!.Keys],
            "yl:verified" => [.. controls.Verification!.Compared],
            "yl:consent" => ["授权凭据"],
            "yl:pricePerUseFen" => [new Fen(PriceFen).ToString()],
            "yl:modePriceFen" => [.. controls.Prices.Select(p => new Fen(p.Fen).ToString())],
            "yl:every" => [.. controls.Duties.Where(d => d.EveryDays is not null).Select(d => $"每 {d.EveryDays} 日")],
            "yl:source" => [.. controls.Duties.Where(d => d.Source is not null).Select(d => d.Source!)],
            _ => ["(nothing says it)"],
        };
    }

    static IEnumerable<string> Numbers(JsonNode operand)
        => operand is JsonValue value && long.TryParse((string?)value, out var n) && n < 500 ? [Text((int)n)] : [];

    /// <summary>Of the permission, its price, and what is owed; how long a duty has is said with the duty.</summary>
    static IEnumerable<JsonObject> Constraints(UsagePolicy policy)
    {
        var urns = new AgreementUrns("urn:a", "urn:p", "urn:r", "urn:b", "urn:s", "urn:h",
            policy.Controls.Receivers?.Select(r => $"urn:{r.Name}").ToList());
        return Objects(Odrl.Agreement(urns, policy, new Fen(PriceFen)))
            .Where(o => o.ContainsKey("leftOperand") && (string?)o["leftOperand"] is not "elapsedTime");
    }

    static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).SelectMany(Objects).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    static Gen<T?> Maybe<T>(Gen<T> gen) where T : class => Gen.OneOf(Gen.Constant<T?>(null), gen.Select(x => (T?)x));
    static Gen<int?> MaybeNumber() => Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(1, 499).Select(n => (int?)n));

    static Gen<UsagePolicy> Policies() =>
        from controls in Controls()
        from uses in Gen.Choose(1, 499)
        from columns in Columns()
        select new UsagePolicy("研究", uses, Sample.Today, Sample.Today.AddDays(uses), 20, columns) { Controls = controls };

    static Gen<IReadOnlyList<ProductColumn>> Columns() =>
        from dimension in Control(new() { PublicValues = ["甲", "乙"] })
        from measure in Control(new() { Low = -3, High = 44.5m })
        from identity in Maybe(Control(new()))
        from keyed in Gen.Elements(true, false)
        select (IReadOnlyList<ProductColumn>)
        [
            new("station", "监测站", "VARCHAR", ColumnUse.Dimension, dimension),
            new("pm25", "细颗粒物", "DOUBLE", ColumnUse.Measure, measure),
            .. identity is null ? Array.Empty<ProductColumn>() : [new("person", "巡检员", "VARCHAR", ColumnUse.Identity, identity)],
            .. keyed ? [new ProductColumn("grid", "网格", "VARCHAR", ColumnUse.Join)] : Array.Empty<ProductColumn>(),
        ];

    static Gen<ColumnControl> Control(ColumnControl full) =>
        from has in Gen.Elements(true, false)
        from joinable in Gen.Elements(true, false)
        from ways in Maybe(Gen.SubListOf(Enum.GetValues<Comparing>()))
        select (has ? full : ColumnControl.None) with { Joinable = joinable, Comparisons = ways is null ? null : [.. ways] };

    static Gen<UseControls> Controls() =>
        from modes in Gen.SubListOf(Enum.GetValues<UseMode>()).Where(m => m.Count > 0)
        from numbers in MaybeNumber().ArrayOf(5)
        from sizes in Gen.Choose(1, 499).ArrayOf(8)
        from has in Gen.Elements(true, false).ArrayOf(6)
        select new UseControls
        {
            Modes = [.. modes], RowsMax = sizes[0], CellsMax = sizes[1], BytesMax = sizes[2], RefusalsPerDayMax = sizes[3],
            ProbesPerDayMax = sizes[4], RowsPerIdentityMax = numbers[0], UsesPerDayMax = numbers[1], ListMin = numbers[2],
            SlotSeconds = numbers[3], Place = has[0] ? "110000" : null,
            Receivers = has[1] ? [new(Guid.Empty, "青禾公司")] : null,
            Privacy = has[2] ? new(sizes[5] * 10_000, sizes[6] * 1_000, sizes[7]) : null,
            Verification = has[3] ? new(["code"], ["name"], has[0]) : null,
            Templates = has[4] ? [new("t1", "各站均值", "SELECT 1", [])] : [],
            Prices = has[5] ? [new(UseMode.File, sizes[5])] : [],
            Duties =
            [
                new(DutyKind.Delete, numbers[4] ?? 3),
                .. has[5] ? [new DutyTerm(DutyKind.Report, 5, sizes[6])] : Array.Empty<DutyTerm>(),
                .. has[1] ? [new DutyTerm(DutyKind.Attribute, Source: "源流")] : Array.Empty<DutyTerm>(),
            ],
        };
}
