using Yuanliu.Compute.Identifiers;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>证书与核查检查 — every certificate is issued, every number tells its series, every check and separation can apply.</summary>
internal static class IssueLint
{
    public static IEnumerable<RuleFinding> Check(RegistrationRules rules, PackTree tree)
        => Certificates(rules, tree).Concat(Numbers(rules, tree)).Concat(Checks(rules, tree)).Concat(Separation(rules, tree))
            .Concat(Rights(rules, tree));

    static IEnumerable<RuleFinding> Certificates(RegistrationRules rules, PackTree tree)
    {
        var issued = rules.Filings.Values.SelectMany(f => f.Issues).ToHashSet();
        foreach (var (key, certificate) in rules.Certificates)
            if (!issued.Contains(key) || certificate.When.Count > 0 && !certificate.When.Exists(c => FormLint.IsPossible(c, rules)))
                yield return tree.At("certificate-unissued", $"没有登记类型发放“{certificate.Title}”。", $"No kind of filing issues {key}.",
                    "certificates", key);
        foreach (var (kind, filing) in rules.Filings)
            foreach (var key in filing.Issues.Where(k => !rules.Certificates.ContainsKey(k)))
                yield return tree.At(
                    "certificate-unknown", $"没有证书“{key}”。", $"There is no certificate {key}.", "filings", $"{kind}", "issues");
    }

    static IEnumerable<RuleFinding> Numbers(RegistrationRules rules, PackTree tree)
    {
        (string Pattern, string[] At)[] patterns =
        [
            (rules.Numbers.Account.Value, ["numbers", "account"]), (rules.Numbers.Filing.Value, ["numbers", "filing"]),
            (rules.Numbers.Unit.Value, ["numbers", "unit"]),
            .. rules.Certificates.Select(c => (c.Value.Number.Value, new[] { "certificates", c.Key, "number" })),
        ];
        foreach (var (pattern, at) in patterns.Where(p => !NumberPattern.IsValid(p.Pattern)))
            yield return tree.At(
                "number", $"“{pattern}”应含一个 {{year}} 和一个 {{seq:n}}。", $"{pattern} needs one {{year}} and one {{seq:n}}.", at);
        foreach (var (key, certificate) in rules.Certificates)
            if (certificate.Identifier is { } arc && !ObjectIdentifier.IsArc(arc.Value))
                yield return tree.At("identifier", $"“{arc.Value}”不是对象标识符（OID）的分支。",
                    $"{arc.Value} is no branch of object identifiers.", "certificates", key, "identifier");
        foreach (var same in patterns.GroupBy(p => p.Pattern).Where(g => g.Count() > 1))
            yield return tree.At("number-twice", $"两种编号都用“{same.Key}”。", $"Two kinds of number are written {same.Key}.", same.Last().At);
    }

    static IEnumerable<RuleFinding> Checks(RegistrationRules rules, PackTree tree)
    {
        for (var i = 0; i < rules.Checks.Count; i++)
            foreach (var kind in rules.Checks[i].Kinds.Where(k => !rules.Filings.ContainsKey(k)))
                yield return tree.At(
                    "check-idle", $"本规则不办理“{kind}”，核查不会进行。", $"{kind} is not filed here; the check never runs.", "checks", $"{i}");
    }

    static IEnumerable<RuleFinding> Separation(RegistrationRules rules, PackTree tree)
    {
        var tables = rules.Filings.Values.SelectMany(f => f.Procedure).Select(r => r.Procedure).Distinct()
            .Select(p => Procedure.Of(p).Steps.Select(row => row.Step).ToHashSet()).ToList();
        foreach (var pair in rules.Separate.Value.Where(p => !tables.Exists(t => p.TrueForAll(t.Contains))))
            yield return tree.At("separation-idle", $"没有程序同时有 {string.Join("、", pair)}。",
                $"No procedure has both {string.Join(" and ", pair)}.", "separate");
    }

    static IEnumerable<RuleFinding> Rights(RegistrationRules rules, PackTree tree)
    {
        for (var i = 0; i < rules.Rights.Count; i++)
            foreach (var parent in rules.Rights[i].From.Where(k => rules.Right(k) is null))
                yield return tree.At("right-unknown", $"不登记“{parent}”，不能由它派生。",
                    $"{parent} is not registered here and grants nothing.", "rights", $"{i}");
    }
}
