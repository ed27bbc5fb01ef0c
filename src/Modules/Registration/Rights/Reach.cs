using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Rights;

/// <summary>权利的方面 — in what a right may reach further than another.</summary>
internal enum Extent { Items, Scenarios, Territory, Term, Share, Exclusive }

/// <summary>权利范围 — how far a right reaches, in what a machine can compare. The words of its scope are for people.</summary>
/// <remarks>
/// Ordered by <see cref="IsWithin"/>: reflexive, transitive, and <see cref="Meet"/> is the greatest that is within both. A list that is
/// empty, a place or a day that is null, sets no limit.
/// </remarks>
internal sealed record Reach
{
    /// <summary>No limit in anything, and exclusive.</summary>
    public static readonly Reach Whole = new() { Exclusive = true };

    public const int WholeShare = 10_000;

    readonly IReadOnlyList<string> items = [], scenarios = [];
    readonly string? territory;

    /// <summary>数据项 — names of fields; none = all of the resource.</summary>
    public IReadOnlyList<string> Items { get => items; init => items = Distinct(value); }
    /// <summary>场景; none = any.</summary>
    public IReadOnlyList<string> Scenarios { get => scenarios; init => scenarios = Distinct(value); }
    /// <summary>Places, as <c>北京市/海淀区；天津市</c>: a place contains what is written behind it; null = everywhere.</summary>
    public string? Territory { get => territory; init => territory = Places.Write(Places.Read(value)); }
    /// <summary>The last legal day; null = without end.</summary>
    public DateOnly? Until { get; init; }
    /// <summary>In hundredths of a percent; null = the whole.</summary>
    public int? ShareBasisPoints { get; init; }
    public bool Exclusive { get; init; }

    public static Reach Of(ClaimedRight claimed) => new()
    {
        Items = claimed.Items, Scenarios = claimed.Scenarios, Territory = claimed.Territory, Until = claimed.ValidUntil,
        ShareBasisPoints = claimed.ShareBasisPoints, Exclusive = claimed.Exclusive,
    };

    /// <summary>In what this one reaches further than the other; empty when it is within it.</summary>
    public IEnumerable<Extent> Beyond(Reach other)
    {
        if (!IsSubset(Items, other.Items)) yield return Extent.Items;
        if (!IsSubset(Scenarios, other.Scenarios)) yield return Extent.Scenarios;
        if (!Places.Cover(Places.Read(other.Territory), Places.Read(Territory))) yield return Extent.Territory;
        if ((Until ?? DateOnly.MaxValue) > (other.Until ?? DateOnly.MaxValue)) yield return Extent.Term;
        if (Share > other.Share) yield return Extent.Share;
        if (Exclusive && !other.Exclusive) yield return Extent.Exclusive;
    }

    public bool IsWithin(Reach other) => !Beyond(other).Any();

    /// <summary>All that is within both; null when they have nothing in common.</summary>
    public Reach? Meet(Reach other)
    {
        var (things, uses) = (Common(Items, other.Items), Common(Scenarios, other.Scenarios));
        var places = Places.Meet(Places.Read(Territory), Places.Read(other.Territory));
        if (things is null || uses is null || places is { Count: 0 }) return null;
        return new()
        {
            Items = things, Scenarios = uses, Territory = Places.Write(places), Until = Earlier(Until, other.Until),
            ShareBasisPoints = Smaller(ShareBasisPoints, other.ShareBasisPoints), Exclusive = Exclusive && other.Exclusive,
        };
    }

    /// <summary>The least that both are within: a right that was widened.</summary>
    public Reach Join(Reach other) => new()
    {
        Items = Items.Count == 0 || other.Items.Count == 0 ? [] : [.. Items, .. other.Items],
        Scenarios = Scenarios.Count == 0 || other.Scenarios.Count == 0 ? [] : [.. Scenarios, .. other.Scenarios],
        Territory = Territory is null || other.Territory is null ? null : $"{Territory}；{other.Territory}",
        Until = Until is null || other.Until is null ? null : Until > other.Until ? Until : other.Until,
        ShareBasisPoints = ShareBasisPoints is null || other.ShareBasisPoints is null ? null
            : Math.Max(ShareBasisPoints.Value, other.ShareBasisPoints.Value),
        Exclusive = Exclusive || other.Exclusive,
    };

    /// <summary>Whether a part can be named that, taken away, leaves something this can state: one list that it has itself, or
    /// items.</summary>
    public bool CanLose(Reach part)
    {
        var places = Places.Read(part.Territory);
        var (items, uses, there) = (part.Items.Count > 0, part.Scenarios.Count > 0, places is not null);
        return (items ? 1 : 0) + (uses ? 1 : 0) + (there ? 1 : 0) <= 1 && (!uses || part.Scenarios.All(Scenarios.Contains))
            && (!there || Territory is not null && places!.All(Places.Read(Territory)!.Contains));
    }

    /// <summary>What is left when a part is taken away; null when nothing is, or the part is the whole.</summary>
    /// <param name="items">All items of the resource: what an unlimited right covers.</param>
    public Reach? Without(Reach part, IReadOnlyList<string> items)
    {
        if (part.Items.Count > 0)
            return (Items.Count == 0 ? items : Items).Except(part.Items).ToList() is { Count: > 0 } left ? this with { Items = left }
                : null;
        if (part.Scenarios.Count > 0)
            return Scenarios.Except(part.Scenarios).ToList() is { Count: > 0 } left ? this with { Scenarios = left } : null;
        if (Places.Read(part.Territory) is { } places)
            return Places.Read(Territory)!.Except(places).ToList() is { Count: > 0 } left ? this with { Territory = Places.Write(left) }
                : null;
        return null;
    }

    /// <summary>Whether one use could fall under both. Share and exclusiveness do not part them.</summary>
    public bool Overlaps(Reach other) => Meet(other) is not null;

    /// <summary>What somebody gets who asks for this out of that right: where the asking sets no limit, the right's limit holds.</summary>
    /// <returns>Null when nothing would be left.</returns>
    public Reach? OutOf(Reach parent) => Meet(parent);

    /// <summary>In what the asking, where it says something, goes beyond the right it asks out of.</summary>
    public IEnumerable<Extent> Exceeds(Reach parent) => Beyond(parent).Where(e => e switch
    {
        Extent.Items => Items.Count > 0,
        Extent.Scenarios => Scenarios.Count > 0,
        Extent.Territory => Territory is not null,
        Extent.Term => Until is not null,
        Extent.Share => ShareBasisPoints is not null,
        Extent.Exclusive => true,
    });

    public bool Equals(Reach? other) => other is not null && Items.SequenceEqual(other.Items) && Scenarios.SequenceEqual(other.Scenarios)
        && Territory == other.Territory && Until == other.Until && Share == other.Share && Exclusive == other.Exclusive;

    public override int GetHashCode() => HashCode.Combine(Items.Count, Scenarios.Count, Territory, Until, Share, Exclusive);

    /// <summary>The whole is the same whether it is said or not.</summary>
    int Share => ShareBasisPoints ?? WholeShare;

    static IReadOnlyList<string> Distinct(IReadOnlyList<string> values) => [.. values.Distinct().Order(StringComparer.Ordinal)];

    static bool IsSubset(IReadOnlyList<string> inner, IReadOnlyList<string> outer)
        => outer.Count == 0 || inner.Count > 0 && inner.All(outer.Contains);

    static IReadOnlyList<string>? Common(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (one.Count == 0) return other;
        if (other.Count == 0) return one;
        var both = one.Where(other.Contains).ToList();
        return both.Count == 0 ? null : both;
    }

    static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;
    static int? Smaller(int? one, int? other) => one is null ? other : other is null || one < other ? one : other;
}

/// <summary>地域 — places within places, written from the larger to the smaller.</summary>
internal static class Places
{
    static readonly char[] Between = ['；', ';', '、', ','], Steps = ['/', '／'];

    /// <summary>No place that another contains; null = everywhere.</summary>
    public static IReadOnlyList<string>? Read(string? text)
    {
        if (text is null) return null;
        var places = text.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => string.Join('/', p.Split(Steps, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            .Where(p => p.Length > 0).Distinct().ToList();
        return places.Count == 0 ? null
            : [.. places.Where(p => !places.Exists(q => q != p && Contains(q, p))).Order(StringComparer.Ordinal)];
    }

    public static string? Write(IReadOnlyList<string>? places) => places is null ? null : string.Join('；', places);

    public static bool Contains(string outer, string inner)
        => inner == outer || inner.StartsWith(outer + "/", StringComparison.Ordinal);

    public static bool Cover(IReadOnlyList<string>? outer, IReadOnlyList<string>? inner)
        => outer is null || inner is not null && inner.All(i => outer.Any(o => Contains(o, i)));

    /// <returns>Null for everywhere, none for nowhere.</returns>
    public static IReadOnlyList<string>? Meet(IReadOnlyList<string>? one, IReadOnlyList<string>? other)
        => one is null ? other : other is null ? one
            : [.. one.SelectMany(a => other, (a, b) => Contains(a, b) ? b : Contains(b, a) ? a : "").Where(p => p.Length > 0).Distinct()];
}
