using System.Globalization;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>Every clock of every shipped pack, its length read from the article and its last day counted by hand: over New Year, over
/// the Spring Festival, over National Day. <c>w</c> are working days, <c>c</c> calendar days; <c>?</c> is where the source is silent and
/// the length is our default.</summary>
public sealed class GoldenClockTests
{
    /// <remarks>29 December 2025: 30, 31; 1–3 January off; Sunday 4 worked; 5–9, 12–16, 19–23, 26–30; February 2–6, 9, 10.
    /// 10 February 2026: 11–13, Saturday 14 worked; 15–23 off; 24–27, Saturday 28 worked; March 2–6, 9–13, 16–20, 23–27, 30.
    /// 18 September 2026, a Friday: Sunday 20 worked; 21–24; 25–27 off; 28–30; October 1–7 off; 8, 9, Saturday 10 worked; 12–16, 19–23,
    /// 26–30; November 2–5.</remarks>
    static readonly Dictionary<string, Dictionary<string, string>> Counted = new()
    {
        ["2025-12-29"] = Last("1w 2025-12-30, 3w 2026-01-04, 5w 2026-01-06, 7w 2026-01-08, 10w 2026-01-13, 20w 2026-01-27, 30w 2026-02-10, "
            + "7c 2026-01-05, 15c 2026-01-13, 30c 2026-01-28"),
        ["2026-02-10"] = Last("1w 2026-02-11, 3w 2026-02-13, 5w 2026-02-24, 7w 2026-02-26, 10w 2026-03-02, 20w 2026-03-16, 30w 2026-03-30, "
            + "7c 2026-02-17, 15c 2026-02-25, 30c 2026-03-12"),
        ["2026-09-18"] = Last("1w 2026-09-20, 3w 2026-09-22, 5w 2026-09-24, 7w 2026-09-29, 10w 2026-10-09, 20w 2026-10-22, 30w 2026-11-05, "
            + "7c 2026-09-25, 15c 2026-10-03, 30c 2026-10-18"),
    };

    /// <summary>Pack, kind, circumstances, clock, length, and the words it is read from.</summary>
    const string Clocks = """
        cn-anhui          Initial      -                                 Acceptance     5w    第十九条（二）自收到申请之日起，5个工作日之内予以受理
        cn-anhui          Initial      -                                 Review         20w   第十九条（三）自收到材料之日起，持有登记20个工作日之内
        cn-anhui          Licence      -                                 Review         10w   第十九条（三）其他登记类型10个工作日之内
        cn-anhui          Initial      -                                 Publicity      10w   第十九条（四）公示期为10个工作日
        cn-anhui          Initial      -                                 Objection      30c   第二十二条 异议在受理之日起30日内得到解决的
        cn-anhui          Initial      -                                 Supplement     10w?  第二十条 在规定限期内：未规定长度，两周
        cn-anhui          Objection    -                                 Objection      30c?  第二十三条 未规定：参照第二十二条三十日
        cn-anhui          Trade        SignedHere                        Correction     5w?   第二十一条 未规定同步信息的补正：一周
        cn-anhui          Revocation   -                                 Decision       10w?  第二十三条 未规定：两周
        cn-beijing-ip     Initial      -                                 Acceptance     5w?   转致登记管理办法，汇编未载：一周
        cn-beijing-ip     Initial      -                                 Correction     10w?  转致登记管理办法，汇编未载：两周
        cn-beijing-ip     Initial      -                                 Review         20w?  转致登记管理办法，汇编未载：行政许可法第四十二条二十日
        cn-beijing-ip     Initial      -                                 Publicity      10w?  转致登记管理办法，汇编未载：两周
        cn-beijing-ip     Initial      -                                 Objection      10w?  转致登记管理办法，汇编未载：两周
        cn-beijing-public Initial      -                                 Acceptance     5w?   未规定：一周
        cn-beijing-public Initial      -                                 Correction     10w?  未规定：两周
        cn-beijing-public Initial      -                                 Review         10w?  未规定：两周
        cn-beijing-public Initial      -                                 Publicity      5w?   未规定：一周
        cn-beijing-public Initial      -                                 Objection      10w?  未规定：两周
        cn-beijing-public Revocation   -                                 Decision       5w?   未规定：一周
        cn-beijing-social Initial      -                                 Acceptance     5w?   实施意见六 只要求登记，未规定期限：一周
        cn-beijing-social Initial      -                                 Correction     10w?  未规定：两周
        cn-beijing-social Initial      -                                 Review         20w?  未规定：行政许可法第四十二条二十日
        cn-beijing-social Initial      -                                 Publicity      5w?   未规定：一周
        cn-beijing-social Initial      -                                 Objection      10w?  未规定：两周
        cn-beijing-social Revocation   -                                 Decision       5w?   未规定：一周
        cn-dali           Initial      -                                 Review         5w    第十九条 自受理之日起5个工作日内完成形式审查
        cn-dali           Initial      -                                 Correction     5w    第十九条 申请人超过5个工作日未补正材料的，不予登记
        cn-dali           Initial      -                                 Substance      20w?  第二十条 未规定：行政许可法第四十二条二十日
        cn-dali           Initial      -                                 Decision       5w?   第二十条 未规定：一周
        cn-dali           Initial      -                                 Publicity      7c    第二十三条 公示不少于7个自然日
        cn-dali           Initial      -                                 Objection      10w?  第二十四条 及时核查：两周
        cn-dali           Initial      -                                 Answer         5w?   第二十四条 未规定：与补正同
        cn-dali           Cancellation -                                 Acceptance     5w?   第十二条 未规定：参照形式审查
        cn-guangdong      Initial      PublicData                        Review         20w?  第九条 未规定初审时限：行政许可法第四十二条二十日
        cn-guangdong      Initial      PublicData                        Correction     10w?  第二十三条（三）指定期限：两周
        cn-guangdong      Initial      PublicData                        Committee      20w?  第十条 未规定复审时限：与初审相同
        cn-guangdong      Initial      PublicData                        Decision       5w?   第十一条 未规定：一周
        cn-guangdong      Initial      PublicData                        Publicity      3w    第十一条 公示期为3个工作日
        cn-guangdong      Initial      PublicData                        Answer         10w?  第十一条 在10个工作日内处理完毕：长度有规定，起算日未规定
        cn-guangdong      Initial      PublicData                        Objection      5w?   第十一条 未规定确认的时限：一周
        cn-guangdong      Initial      -                                 Review         10w?  第十五条 简易程序未规定：两周
        cn-guangdong      Initial      -                                 Publicity      1w    第十六条 公开时间为1个工作日
        cn-guangdong      Initial      -                                 Answer         10w?  第十六条 在10个工作日内处理完毕：起算日未规定
        cn-guangdong      Initial      ImportantData,DepartmentApproval  Review         10w?  第十二条 未规定核查时限：两周
        cn-guangdong      Initial      ImportantData,DepartmentApproval  Publicity      3w    第十二条 直接公示，公示期依第十一条3个工作日
        cn-guangdong      Cancellation -                                 Acceptance     5w?   第二十条 未规定：一周
        cn-guizhou        Initial      -                                 Acceptance     3w    第十七条 3个工作日
        cn-guizhou        Initial      -                                 Review         10w?  第十七条 未规定：两周
        cn-guizhou        Initial      -                                 Substance      20w?  第二十四条 未规定：行政许可法第四十二条二十日
        cn-guizhou        Initial      -                                 Decision       5w?   第十八条 只规定决定之后三日内通知，未规定何时决定：一周
        cn-guizhou        Initial      -                                 Publicity      30w   第十九条 公示时间为30个工作日
        cn-guizhou        Initial      -                                 Notice         3w    第二十条 自异议受理之日起3个工作日内通知
        cn-guizhou        Initial      -                                 Answer         7w    第二十条 在收到通知之日起7个工作日内
        cn-guizhou        Initial      -                                 Determination  20w?  第二十条（一）未规定：与实质性审核相同
        cn-guizhou        Initial      -                                 Objection      5w?   第二十条（一）未规定：一周
        cn-guizhou        Renewal      -                                 Correction     10w?  第十八条 可修改材料后重新申请，未规定：两周
        cn-shenzhen       Initial      -                                 Acceptance     5w?   第十五条 未规定：一周
        cn-shenzhen       Initial      -                                 Correction     10w?  未规定：两周
        cn-shenzhen       Initial      -                                 Review         10w?  第十五条 未规定：两周
        cn-shenzhen       Initial      -                                 Publicity      5w?   第十五条 规定公示而未规定长度：一周
        cn-shenzhen       Initial      -                                 Objection      10w?  第二十一条（三）未规定：两周
        cn-shenzhen       Objection    -                                 Litigation     15c   第二十条 在异议登记受理之日起15日内
        cn-shenzhen       Cancellation RightExtinguished,NoSuccessor     Decision       10w?  第十九条 未规定：两周
        std-tjifa-003     Initial      -                                 Acceptance     5w?   未规定：一周
        std-tjifa-003     Initial      -                                 Correction     10w?  附件七 XX个工作日：两周
        std-tjifa-003     Initial      -                                 Review         10w?  未规定：两周
        std-tjifa-003     Initial      -                                 Publicity      3w    8.1.1 公示期不少于三个工作日
        std-tjifa-003     Initial      -                                 Objection      10w?  5.1 列有异议处理而无规则：两周
        """;

    sealed record Clock(string Pack, FilingKind Kind, Circumstance[] Circumstances, Deadline Deadline, string Length, bool Open);

    static readonly List<Clock> Table = [.. Clocks.Split('\n').Select(l => l.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries)).Select(c
        => new Clock(c[0], Enum.Parse<FilingKind>(c[1]), c[2] == "-" ? [] : [.. c[2].Split(',').Select(Enum.Parse<Circumstance>)],
            Enum.Parse<Deadline>(c[3]), c[4].TrimEnd('?'), c[4].EndsWith('?')))];

    static readonly RegistrationPacks Shipped = RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration"));

    public static TheoryData<string> Packs => [.. Table.Select(c => c.Pack).Distinct()];

    [Theory]
    [MemberData(nameof(Packs))]
    public void A_clock_is_open_on_its_last_day_and_over_on_the_next(string pack)
    {
        foreach (var clock in Table.Where(c => c.Pack == pack))
            foreach (var (from, last) in Counted)
                Runs(new PackCase(pack), clock, from, last[clock.Length]);
    }

    [Fact]
    public void No_clock_of_a_shipped_pack_is_missing_here()
    {
        var set = Shipped.All.SelectMany(p => p.Rules.Deadlines.Keys
            .Concat(p.Rules.Filings.Values.SelectMany(f => f.Deadlines.Keys.Concat(f.Procedure.SelectMany(r => r.Deadlines.Keys))))
            .Distinct().Select(d => (p.Id, d)));
        set.Except(Table.Select(c => (c.Pack, c.Deadline))).ShouldBeEmpty();
    }

    [Fact]
    public void What_the_source_leaves_open_is_marked_so_with_a_reason_and_nothing_else_is()
    {
        foreach (var clock in Table)
        {
            var (of, what) = (new PackCase(clock.Pack), $"{clock.Pack} {clock.Kind} {clock.Deadline}");
            var term = of.Rules.TermOf(clock.Kind, of.Route(clock.Kind, clock.Circumstances), clock.Deadline);
            ($"{term.Length}{(term.Unit is TermUnit.WorkingDays ? 'w' : 'c')}", term.Open).ShouldBe((clock.Length, clock.Open), what);
            if (clock.Open) term.Reason.ShouldNotBeNullOrWhiteSpace(what);
        }
    }

    static void Runs(PackCase pack, Clock clock, string from, string last)
    {
        var filing = Started(pack, clock, from);
        var what = $"{clock.Pack} {clock.Kind} {clock.Deadline} from {from}";
        (filing.Running, filing.DueOn).ShouldBe((clock.Deadline, Day(last)), what);
        var next = Text(Day(last).AddDays(1));
        var owed = filing.Table.Steps.First(r => r.From == filing.Stage && r.By is not Actor.Time && r.Step is not Step.Withdraw);
        if (filing.Table.Fires(clock.Deadline) is not { } fires)
        {
            filing.Table.Steps.ShouldNotContain(r => r.From == filing.Stage && r.By == Actor.Time, what + ": silence decides nothing");
            Act(pack, filing, owed.Step, owed.By, next).ShouldBeNull(what + ": done late, it is done");
            return;
        }
        foreach (var early in new[] { Text(Day(last).AddDays(-1)), last })
            if (Day(early) >= Day(from))
                Should.Throw<InvalidOperationException>(() => pack.Try(filing, fires, Actor.Time, early), what + $": over on {early}");
        Act(pack, filing, owed.Step, owed.By, next).ShouldBe("registration.term-over", what);
        Act(pack, filing, fires, Actor.Time, next).ShouldBeNull(what);
    }

    /// <summary>All that leads to the clock happens on one day, each step by somebody else.</summary>
    static Filing Started(PackCase pack, Clock clock, string day)
    {
        var filing = pack.New(clock.Kind, clock.Circumstances);
        foreach (var row in Way(filing.Table, clock.Deadline))
            Act(pack, filing, row.Step, row.By, day).ShouldBeNull($"{clock.Pack} {clock.Kind}: {row.Step}");
        return filing;
    }

    static string? Act(PackCase pack, Filing filing, Step step, Actor by, string day)
        => pack.Try(filing, step, by, day, person: (byte)(filing.Acts.Count + 1)).Refusal?.Code;

    static List<Transition<Stage, Step, Deadline>> Way(Procedure table, Deadline deadline)
    {
        var ways = new Dictionary<Stage, List<Transition<Stage, Step, Deadline>>> { [Stage.Draft] = [] };
        for (var queue = new Queue<Stage>([Stage.Draft]); queue.TryDequeue(out var at);)
            foreach (var row in table.Steps.Where(r => r.From == at && r.By is not Actor.Time))
            {
                if (row.Starts == deadline) return [.. ways[at], row];
                if (!ways.TryAdd(row.To, [.. ways[at], row])) continue;
                queue.Enqueue(row.To);
            }
        throw new InvalidOperationException($"{table.Name} never starts {deadline}.");
    }

    static Dictionary<string, string> Last(string counted)
        => counted.Split(", ").Select(c => c.Split(' ')).ToDictionary(c => c[0], c => c[1]);

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
