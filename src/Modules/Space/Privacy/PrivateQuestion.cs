using Yuanliu.Compute.Privacy;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Rooms;

namespace Yuanliu.Space.Privacy;

/// <summary>加噪问题 — a plan as answers with noise can give it: each of its groupings by itself, what is made of them for nothing.</summary>
internal sealed record PrivateQuestion(IReadOnlyList<PrivateStage> Stages, PrivacyTerms Terms)
{
    /// <summary>What a month may spend of δ: five hundred answers.</summary>
    public static readonly Delta MonthDelta = Delta.RoundedDown(new Ratio(5, 10_000_000));
    /// <summary>The δ with which losses are told as ε.</summary>
    public static readonly Delta ToldDelta = Delta.RoundedDown(new Ratio(1, 1_000_000));

    /// <summary>What it costs those who are in all of its groupings.</summary>
    public PrivacyLoss Cost => Sum(Stages);

    /// <summary>Tables whose identities count: each was told of, and pays for the groupings that read it.</summary>
    public IReadOnlyList<int> Owners => [.. Stages.SelectMany(s => s.Owners).Distinct().Order()];
    /// <param name="tables">Of one resource, read under one agreement or several.</param>
    public PrivacyLoss CostOf(IEnumerable<int> tables) => Sum(Stages.Where(s => s.Owners.Intersect(tables).Any()));

    static PrivacyLoss Sum(IEnumerable<PrivateStage> stages)
        => stages.Aggregate(new PrivacyLoss(new(0), new(0)), (sum, stage) => sum + stage.Noise.Cost);

    public static Rho Of(int millionths) => new(millionths * (Rho.UnitsPerOne / 1_000_000));

    /// <summary>What a month may cost under the terms.</summary>
    public static PrivacyLoss Granted(PrivacyTerms terms) => new(Of(terms.PerMonth), MonthDelta);

    /// <summary>Takes the plan apart, without looking at any data. Groupings share what an answer may cost.</summary>
    public static (PrivateQuestion? Question, Denial? Denial) From(Plan plan, IReadOnlyList<Part> parts)
        => From(plan, [.. parts.Select(p => p.Terms)]);

    /// <param name="tables">The terms of each table in the room; null for the buyer's own.</param>
    public static (PrivateQuestion? Question, Denial? Denial) From(Plan plan, IReadOnlyList<TableTerms?> tables)
    {
        if (plan.Overlap is not null || plan.Stages.Count == 0) return (null, Refusals.NotPrivate);
        var owned = plan.Used.Select(t => tables[t]).OfType<TableTerms>().Where(t => t.Identity is not null).ToList();
        if (owned.Count == 0) return (null, Refusals.NoIdentity);
        if (owned.Aggregate((a, b) => a.WithQuotas(b)).Privacy is not { PerUse: > 0 } terms)
            return (null, Refusals.Mode(UseMode.Private));
        var bounds = new ContributionBounds(terms.GroupsPerIdentity, owned.Select(t => t.RowsPerIdentityMax).Min() ?? 1);
        var share = new Rho(Of(terms.PerUse).Units / plan.Stages.Count);
        var stages = new List<PrivateStage>();
        foreach (var stage in plan.Stages)
        {
            var (read, denial) = PrivateStage.Of(stage, tables, bounds, share);
            if (read is null) return (null, denial);
            stages.Add(read);
        }
        return (new(stages, terms), null);
    }
}
