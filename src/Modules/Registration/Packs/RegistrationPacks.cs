using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>登记规则包 — every pack of this area, read and checked once when the host starts.</summary>
internal sealed class RegistrationPacks
{
    readonly RulePacks<RegistrationRules> packs;

    public RegistrationPacks(RulePacks<RegistrationRules> packs)
    {
        this.packs = packs;
        foreach (var pack in packs.All)
            if (Fault(pack.Rules) is { } fault) throw new InvalidDataException($"{pack.Id} {fault}.");
    }

    public static RegistrationPacks Load(string folder) => new(RulePacks<RegistrationRules>.Load(folder));

    public IEnumerable<RegistrationPack> All => packs.All;

    public RegistrationPack? For(string id) => packs.For(id);

    /// <summary>The rules of a register on a day; the name may be the register's own or that of any of its packs.</summary>
    public RegistrationPack? InForce(string name, DateOnly day)
    {
        var register = packs.For(name)?.Rules.Jurisdiction ?? name;
        return packs.All.Where(p => p.Rules.Jurisdiction == register && p.Rules.IsEffective(day)).MaxBy(p => p.Rules.EffectiveFrom);
    }

    /// <summary>The rules under which this is filed on a day: those in force; where a register's have ended and none have followed, the
    /// last ones, for what they let go on.</summary>
    public Result<RegistrationPack> ToFile(string name, FilingKind kind, DateOnly day)
    {
        return ForWhatStands(name, day) is { } pack && (pack.Rules.IsEffective(day) || pack.Rules.AfterEnd!.Value.Contains(kind)) ? pack
            : NotInForce(name, day);
    }

    /// <summary>The rules that keep what stands registered: those in force; else the last ones, where they let anything go on.</summary>
    public RegistrationPack? ForWhatStands(string name, DateOnly day)
        => InForce(name, day) ?? (Last(name) is { Rules: { AfterEnd: not null } rules } last && rules.EffectiveTo < day ? last : null);

    /// <summary>Why nothing, or not this, is filed in a register on a day, and what to do.</summary>
    public Refusal NotInForce(string name, DateOnly day) => Last(name) switch
    {
        { Rules.EffectiveTo: { } end } ended when end < day => Refusals.RulesEnded(ended, end),
        { } later when day < later.Rules.EffectiveFrom => Refusals.RulesNotBegun(later),
        _ => Refusals.NoRules(name),
    };

    /// <summary>The newest rules of a register, whether they bind yet, bind now or have ended.</summary>
    RegistrationPack? Last(string name)
    {
        var register = packs.For(name)?.Rules.Jurisdiction ?? name;
        return packs.All.Where(p => p.Rules.Jurisdiction == register).MaxBy(p => p.Rules.EffectiveFrom);
    }

    public static string? Fault(RegistrationRules rules)
    {
        if (rules.Deadlines.Values.Concat(rules.Filings.Values.SelectMany(f => f.Deadlines.Values))
            .Any(t => t.Length < 0 || t.Open && t.Reason is null))
            return "has a clock of negative length, or an open one without reason";
        if (rules.EffectiveTo is not null && rules.AfterEnd is null) return "has a last day and does not say what goes on after it";
        if (rules.AfterEnd is { } after && after.Value.Exists(k => k is FilingKind.Initial || !rules.Filings.ContainsKey(k)))
            return "lets something go on after its last day that it does not offer, or first registration";
        if (rules.Separate.Value.Exists(pair => pair.Count != 2)) return "separates something other than pairs of steps";
        if (rules.Certificates.Values.Any(c => c.Valid.Value.Years < 1)) return "issues certificates that end before they begin";
        foreach (var (kind, filing) in rules.Filings)
            if (Fault(rules, filing) is { } fault) return $"{fault} ({kind})";
        return new[] { rules.Numbers.Account, rules.Numbers.Filing, rules.Numbers.Unit }
            .Concat(rules.Certificates.Values.Select(c => c.Number))
            .All(n => NumberPattern.IsValid(n.Value)) ? null : "has a number pattern without {year} and one {seq:n}";
    }

    static string? Fault(RegistrationRules rules, KindRules filing)
    {
        if (filing.Materials.Select(m => m.Key).Distinct().Count() != filing.Materials.Count) return "names a material twice";
        if (filing.Fields.Select(f => f.Key).Distinct().Count() != filing.Fields.Count) return "names a field twice";
        if (filing.Procedure.Exists(r => r.Procedure is ProcedureName.Committee) && rules.Committee is null)
            return "has a committee without its rules";
        if (filing.Gaps is { } gaps && gaps.Materials.Value.Exists(key => !filing.Materials.Exists(m => m.Key == key)))
            return "lets a material follow that it does not know";
        if (filing.Issues.Exists(key => !rules.Certificates.ContainsKey(key))) return "issues a certificate that it does not describe";
        if (filing.Procedure is [] || filing.Procedure[^1] is not { Any: [], All: [], None: [] }) return "has no route that always holds";
        foreach (var route in filing.Procedure)
            foreach (var started in Procedure.Of(route.Procedure).Steps.Where(r => r.Starts is not null).Select(r => r.Starts!.Value))
                if (!route.Deadlines.ContainsKey(started) && !filing.Deadlines.ContainsKey(started)
                    && !rules.Deadlines.ContainsKey(started))
                    return $"does not set the {started} clock";
        return null;
    }
}
