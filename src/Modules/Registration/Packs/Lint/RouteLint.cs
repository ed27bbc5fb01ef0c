using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>路由与期限检查 — every route can be taken, leads through a sound procedure, and every clock that is set runs.</summary>
internal static class RouteLint
{
    const int CircumstancesMax = 16;

    public static IEnumerable<RuleFinding> Check(RegistrationRules rules, PackTree tree)
        => rules.Filings.SelectMany(f => Routes(rules, f.Key, f.Value, tree).Concat(Clocks(f.Key, f.Value, rules, tree)))
            .Concat(rules.Deadlines.Keys.Where(d => !Runs(rules, d)).Select(d => tree.At("clock-idle",
                $"没有程序起算“{d}”期限。", $"No procedure starts the {d} clock.", "deadlines", $"{d}")));

    static IEnumerable<RuleFinding> Routes(RegistrationRules rules, FilingKind kind, KindRules filing, PackTree tree)
    {
        if (filing.Procedure is [] || filing.Procedure[^1] is not { Any: [], All: [], None: [] })
            yield return tree.At("route-missing", "最后一条路由须总能适用。", "The last route has to hold always.", "filings", $"{kind}", "procedure");
        var taken = Taken(rules, filing);
        for (var i = 0; i < filing.Procedure.Count; i++)
        {
            var (route, at) = (filing.Procedure[i], new[] { "filings", $"{kind}", "procedure", $"{i}" });
            if (taken?.Contains(i) == false)
                yield return tree.At("route-unreached", $"永远走不到 {route.Procedure}。", $"{route.Procedure} is never reached.", at);
            foreach (var (rule, words) in ProcedureLint.Faults(Procedure.Of(route.Procedure)))
                yield return tree.At(rule, words.Zh, words.En, at);
        }
    }

    static IEnumerable<RuleFinding> Clocks(FilingKind kind, KindRules filing, RegistrationRules rules, PackTree tree)
    {
        foreach (var deadline in filing.Deadlines.Keys
            .Where(d => !filing.Procedure.Exists(r => Starts(r, d) && !r.Deadlines.ContainsKey(d))))
            yield return tree.At("clock-idle", $"本类型没有程序起算“{deadline}”期限。", $"No procedure of this kind starts the {deadline} clock.",
                "filings", $"{kind}", "deadlines", $"{deadline}");
        for (var i = 0; i < filing.Procedure.Count; i++)
        {
            var (route, at) = (filing.Procedure[i], new[] { "filings", $"{kind}", "procedure", $"{i}" });
            foreach (var deadline in route.Deadlines.Keys.Where(d => !Starts(route, d)))
                yield return tree.At("clock-idle", $"{route.Procedure} 不起算“{deadline}”期限。",
                    $"{route.Procedure} does not start the {deadline} clock.", [.. at, "deadlines", $"{deadline}"]);
            foreach (var deadline in Started(route).Where(d => !Sets(route.Deadlines, filing.Deadlines, rules.Deadlines, d)))
                yield return tree.At("clock-missing", $"没有规定“{deadline}”期限的长度。", $"The {deadline} clock has no length.", at);
        }
    }

    static bool Sets(
        Dictionary<Deadline, Term> route, Dictionary<Deadline, Term> kind, Dictionary<Deadline, Term> pack, Deadline deadline)
        => route.ContainsKey(deadline) || kind.ContainsKey(deadline) || pack.ContainsKey(deadline);

    /// <summary>A pack-wide length binds where a procedure starts the clock and neither kind nor route sets its own.</summary>
    static bool Runs(RegistrationRules rules, Deadline deadline) => rules.Filings.Values.Any(f => !f.Deadlines.ContainsKey(deadline)
        && f.Procedure.Exists(r => Starts(r, deadline) && !r.Deadlines.ContainsKey(deadline)));

    static IEnumerable<Deadline> Started(RouteRule route)
        => Procedure.Of(route.Procedure).Steps.Select(r => r.Starts).OfType<Deadline>().Distinct();

    static bool Starts(RouteRule route, Deadline deadline) => Started(route).Contains(deadline);

    /// <summary>The places of the routes that some circumstances choose, all combinations tried; null when there are too many.</summary>
    static HashSet<int>? Taken(RegistrationRules rules, KindRules filing)
    {
        var named = filing.Procedure.SelectMany(r => r.Any.Concat(r.All).Concat(r.None)).Concat(filing.OnlyWhen?.Value ?? []).Distinct()
            .Where(c => FormLint.IsPossible(c, rules)).ToList();
        if (named.Count > CircumstancesMax) return null;
        var taken = new HashSet<int>();
        for (var set = 0; set < 1 << named.Count; set++)
        {
            var holding = named.Where((_, i) => (set & 1 << i) != 0).ToList();
            if (filing.IsCase(holding) && filing.Procedure.FindIndex(r => r.Holds(holding)) is >= 0 and var first) taken.Add(first);
        }
        return taken;
    }
}
