using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Tests.Trading;

/// <summary>义务条款文本 — each duty stands once in the agreement, in both languages, in the clause it belongs to.</summary>
public sealed class DutySentencesTests
{
    public static TheoryData<DutyTerm, Clause, string, string> All => new()
    {
        { new(DutyKind.Delete, Days: 7), Clause.Tracing, "买方应在期限届满或合约提前终止后 7 日内删除交付的文件及其副本并确认。",
            "The buyer deletes delivered files and their copies within 7 days after the term or an earlier end, and confirms it." },
        { new(DutyKind.Report, Days: 3, EveryDays: 20), Clause.Tracing,
            "买方应每 20 日报告一次使用情况，于每期结束后 3 日内提交；合约提前终止的，末期到终止日为止。",
            "The buyer reports on its uses every 20 days, within 3 days after each period; an earlier end ends the last one." },
        { new(DutyKind.Report, Days: 3), Clause.Tracing, "买方应在期限届满或合约提前终止后 3 日内报告使用情况。",
            "The buyer reports on its uses within 3 days after the term or an earlier end." },
        { new(DutyKind.Attribute, Days: 5, Source: "北京市医保局"), Clause.Conduct, "对外使用结果时应标注来源“北京市医保局”。",
            "Whoever is shown the results is told their source: 北京市医保局." },
        { new(DutyKind.Attribute), Clause.Conduct, "对外使用结果时应标注来源。", "Whoever is shown the results is told their source." },
        { new(DutyKind.Pay, Days: 15), Clause.Price, "账单应在开具后 15 日内付清。", "A bill is paid within 15 days after it was issued." },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void A_duty_stands_in_its_clause_in_both_languages_and_in_no_other(DutyTerm duty, Clause clause, string zh, string en)
    {
        var clauses = Clauses(duty);
        clauses.Select(c => c.Number).ShouldBe(Enum.GetValues<Clause>());
        clauses.Where(c => c.Zh.EndsWith(zh, StringComparison.Ordinal)).Select(c => c.Number).ShouldBe([clause]);
        clauses.Where(c => c.En.EndsWith(en, StringComparison.Ordinal)).Select(c => c.Number).ShouldBe([clause]);
        var bare = Clauses();
        clauses.Where(c => c.Number != clause).ShouldBe(bare.Where(c => c.Number != clause));
        var said = bare.Single(c => c.Number == clause);
        var says = clauses.Single(c => c.Number == clause);
        (says.Zh, says.En).ShouldBe((said.Zh + zh, $"{said.En} {en}"));
    }

    [Fact]
    public void All_duties_together_stand_one_after_the_other()
    {
        var all = Clauses(new(DutyKind.Delete, Days: 7), new(DutyKind.Report, Days: 3, EveryDays: 20), new(DutyKind.Attribute),
            new(DutyKind.Pay, Days: 15));
        var tracing = all.Single(c => c.Number is Clause.Tracing);
        tracing.Zh.ShouldContain("7 日内删除交付的文件及其副本并确认。买方应每 20 日报告");
        tracing.En.ShouldContain("and confirms it. The buyer reports");
        all.ShouldAllBe(c => c.Zh.EndsWith('。') && c.En.EndsWith('.'));
    }

    static IReadOnlyList<Sentence> Clauses(params DutyTerm[] duties)
    {
        var policy = Bounds.Compile(Sample.Opened, Sample.Product, Sample.Today);
        return Sentences.Of(policy with { Controls = policy.Controls with { Duties = duties } }, new Fen(80_000), Sample.Split);
    }
}
