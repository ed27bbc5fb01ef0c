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
        return packs.All.Where(p => p.Rules.Jurisdiction == register && p.Rules.Status is not PackStatus.Draft && p.Rules.IsEffective(day))
            .MaxBy(p => p.Rules.EffectiveFrom);
    }

    static string? Fault(RegistrationRules rules)
    {
        if (Enum.GetValues<Deadline>().Except(rules.Deadlines.Keys).Any()) return "does not set every clock";
        if (rules.Deadlines.Values.Any(t => t.Length < 1 || t.Open && t.Reason is null))
            return "has a clock without length, or an open one without reason";
        if (rules.Separate.Value.Exists(pair => pair.Count != 2)) return "separates something other than pairs of steps";
        if (rules.Materials.Select(m => m.Key).Distinct().Count() != rules.Materials.Count) return "names a material twice";
        if (MaterialKeys.Statements.Except(rules.Materials.Select(m => m.Key)).Any()) return "lacks one of the three statements";
        if (rules.Certificate.Years.Value < 1) return "issues certificates without a term";
        return new[] { rules.Numbers.Account, rules.Numbers.Filing, rules.Numbers.Certificate }.All(n => NumberPattern.IsValid(n.Value))
            ? null : "has a number pattern without {year} and one {seq:n}";
    }
}
