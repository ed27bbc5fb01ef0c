using System.Globalization;
using System.Text;
using Yuanliu.Registration;

namespace Yuanliu.Host.Simulation;

/// <summary>模拟报告 — what became of the filings and how long it took, in both languages. The same plan gives the same report.</summary>
internal sealed class SimulationReport(
    SimulationPlan plan, SimulatedWorld world, IReadOnlyList<Case> cases, IReadOnlyList<string> drilled, Tally tally)
{
    static readonly string[] Ends = Case.Ended.Split(' ');
    readonly Witness witness = world.Witness;
    readonly IReadOnlyList<KindOffered> kinds = world.Kinds;
    readonly PackOccasions occasions = world.Occasions;
    readonly string title = (string)world.Pack["title"]!, titleEn = (string)world.Pack["titleEn"]!;

    public Tally Tally => tally;
    public IReadOnlyList<Case> Cases => cases;
    public IReadOnlyList<string> Drilled => drilled;
    /// <summary>The unlawful acts to which the pack gives occasion.</summary>
    public IReadOnlyList<OffenceKind> Known => [.. OffenceKind.All.Where(k => k.Knows(occasions))];
    public int Count(string kind, string stage) => cases.Count(c => c.Kind == kind && witness.StageOf(c.Id) == stage);

    public string Text()
    {
        var text = new StringBuilder();
        Head(text);
        Outcomes(text);
        Times(text);
        Table(text, "办理逾期", "overdue duties", witness.Overdue.Select(o
            => ($"{Zh("deadline", o.Key.Duty)} · {Zh("actor", o.Key.OwedBy)}", $"{o.Key.Duty} by {o.Key.OwedBy}", $"{o.Value}")));
        Table(text, "逾期失效与终止", "lapses", witness.Steps.Where(s => s.Step == "Lapse").GroupBy(s => (s.From, s.To)).Select(g
            => ($"{Zh("stage", g.Key.From)} → {Zh("stage", g.Key.To)}", $"{g.Key.From} → {g.Key.To}", $"{g.Count()}")));
        Table(text, "依程序办理而被拒绝", "refused although the procedure offered it", tally.Lawful.Select(p => ("", p.Key, $"{p.Value}")));
        Table(text, "演练申请（在另一节点上）", "filings of the drill, on a node of its own", kinds
            .Where(k => drilled.Contains(k.Kind)).Select(k => (k.Zh, k.En, $"{drilled.Count(d => d == k.Kind)}")));
        Table(text, "违法行为，全部被拒绝：次数与拒绝代码", "unlawful acts, all refused: how often and with which code", OffenceKind.All
            .Where(tally.Tried).Select(k => (k.Zh, k.En, $"{tally.Of(k).Values.Sum()} ({Codes(k)})")));
        text.AppendLine();
        text.AppendLine("每一步之后存证与状态一致；核对无误 / evidence and state agreed after every step; fsck is clean");
        return text.ToString();
    }

    void Head(StringBuilder text)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"模拟 / simulation: {plan.Pack}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{title} / {titleEn}");
        text.AppendLine(
            $"自 {SimulationPlan.FirstDay:yyyy-MM-dd} 起 {plan.Days} 天，{plan.Filings} 件，种子 {plan.Seed} / "
            + $"{plan.Days} days, {plan.Filings} filings, seed {plan.Seed}");
        text.AppendLine(CultureInfo.InvariantCulture, $"步骤 {witness.Steps.Count} / {witness.Steps.Count} steps");
    }

    void Outcomes(StringBuilder text) => Table(text, "办理结果", "outcomes", kinds.Where(k => cases.Any(c => c.Kind == k.Kind)).Select(k =>
    {
        var own = cases.Where(c => c.Kind == k.Kind).Select(c => witness.StageOf(c.Id)!).ToList();
        var ended = Ends.Select(e => (End: e, Count: own.Count(s => s == e))).Where(e => e.Count > 0)
            .Select(e => $"{Zh("stage", e.End)} {e.End} {e.Count}").ToList();
        if (own.Count(s => !Case.IsEnded(s)) is > 0 and var left) ended.Add($"办理中 running {left}");
        return (k.Zh, k.En, $"{own.Count}: {string.Join(", ", ended)}");
    }));

    /// <summary>In calendar days: for each kind from filing to registration, for each step from the one before it.</summary>
    void Times(StringBuilder text)
    {
        var byFiling = witness.Steps.GroupBy(s => s.Filing).ToDictionary(g => g.Key, g => g.ToList());
        Table(text, "办理时长（自然日，自提交至登记）", "lead times to registration (calendar days)", kinds.Select(k => (k.Zh, k.En, Spread([.. cases
            .Where(c => c.Kind == k.Kind && witness.StageOf(c.Id) == "Registered")
            .Select(c => byFiling[c.Id][^1].On.DayNumber - c.FiledOn.DayNumber)]))).Where(r => r.Item3.Length > 0));
        var steps = byFiling.Values.SelectMany(all => all.Zip(all.Skip(1), (before, step)
            => (step.Step, Days: step.On.DayNumber - before.On.DayNumber)));
        Table(text, "各步骤时长（自然日，自上一步）", "each step (calendar days since the one before)", steps.GroupBy(s => s.Step)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Zh("step", g.Key), g.Key, Spread([.. g.Select(s => s.Days)]))));
    }

    static string Spread(List<int> days)
    {
        if (days.Count == 0) return "";
        days.Sort();
        int At(int percent) => days[Math.Min(days.Count - 1, days.Count * percent / 100)];
        return $"中位 median {At(50)}, p90 {At(90)}, n {days.Count}";
    }

    static void Table(StringBuilder text, string zh, string en, IEnumerable<(string Zh, string En, string Value)> rows)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{zh} / {en}");
        var all = rows.OrderBy(r => r.En, StringComparer.Ordinal).ToList();
        if (all.Count == 0) text.AppendLine("  无 / none");
        foreach (var row in all) text.AppendLine(CultureInfo.InvariantCulture,
            $"  {(row.Zh.Length > 0 ? $"{row.Zh} / " : "")}{row.En}: {row.Value}");
    }

    string Codes(OffenceKind kind) => string.Join(", ", tally.Of(kind).Select(c => $"{c.Key} ×{c.Value}"));

    static string Zh(string list, string code) => RegistrationModule.Name(list, code);
}
