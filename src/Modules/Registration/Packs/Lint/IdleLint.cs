using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>闲置值检查 — what a pack says and nothing acts on: no fault of the pack, and its author has to know that it changes
/// nothing.</summary>
internal static class IdleLint
{
    /// <summary>Checks that the platform cannot make: the pack names who does.</summary>
    static readonly NamedCheck[] ByPeople = [NamedCheck.InScope];

    static readonly FilingKind[] Granting =
        [FilingKind.Licence, FilingKind.Trade, FilingKind.Trust, FilingKind.Pledge, FilingKind.Encumbrance];

    public static IEnumerable<RuleFinding> Check(RegistrationRules rules, PackTree tree)
        => rules.Filings.SelectMany(f => OfKind(f.Key, f.Value).Concat(OfFields(rules, f.Key, f.Value)))
            .Concat(rules.Certificates.SelectMany(c => OfCertificate(rules, c.Key, c.Value))).Concat(Whole(rules))
            .Where(v => v.Idle).Select(v => tree.At("value-idle", $"{v.Zh}，这个值不起作用。", $"{v.En}; the value does nothing.", v.At) with
            {
                Warning = true,
            }).Concat(Checks(rules, tree)).Concat(Objectless(rules, tree));

    /// <param name="Idle">Whether it is set, and nothing reads it.</param>
    readonly record struct Value(bool Idle, string Zh, string En, params string[] At);

    static IEnumerable<Value> OfKind(FilingKind kind, KindRules filing)
    {
        string[] at = ["filings", $"{kind}"];
        yield return new(filing.Partial is not null && kind is not FilingKind.Revocation, "只有撤销登记可以涉及部分",
            "Only a revocation is asked whether it may name a part", [.. at, "partial"]);
        yield return new(filing.Gaps is not null && !Has(filing, Step.AcceptWithGaps), "本类型的程序没有容缺受理",
            "No procedure of this kind accepts with gaps", [.. at, "gaps"]);
    }

    static IEnumerable<Value> OfFields(RegistrationRules rules, FilingKind kind, KindRules filing)
    {
        for (var i = 0; i < filing.Fields.Count; i++)
        {
            var (field, at) = (filing.Fields[i], new[] { "filings", $"{kind}", "fields", $"{i}" });
            var stated = field.States is { } content && rules.Certificates.Values.Any(c => c.Contents.Value.Contains(content));
            yield return new(field.States is not null && !stated, $"没有证书载明“{field.States}”", $"No certificate states {field.States}", at);
        }
    }

    static IEnumerable<Value> OfCertificate(RegistrationRules rules, string key, CertificateRules certificate)
    {
        string[] at = ["certificates", key];
        bool Any(params FilingKind[] kinds) => kinds.Any(rules.Filings.ContainsKey);
        yield return new(certificate.VoidOnChange is not null && !Any(FilingKind.Change, FilingKind.Correction),
            "本规则不办理变更和更正", "Neither change nor correction is filed here", [.. at, "void-on-change"]);
        yield return new(certificate.Valid.Value.RenewsFromExpiry && !Any(FilingKind.Renewal, FilingKind.AnnualReview),
            "本规则不办理续期", "Nothing is renewed here", [.. at, "valid"]);
        yield return new(certificate.To.Contains(CertificateRecipient.Grantor)
            && !rules.Filings.Any(f => Granting.Contains(f.Key) && f.Value.Issues.Contains(key)),
            "发放此证的登记类型没有授予方", "No kind that issues it has a grantor", [.. at, "to"]);
    }

    static IEnumerable<Value> Whole(RegistrationRules rules)
    {
        bool Some(Step step) => rules.Filings.Values.Any(f => Has(f, step));
        yield return new(rules.PublicityFields.Value.Contains(PublicityField.Counterparty)
            && !rules.Filings.Any(f => (f.Value.CounterpartyConsents is not null || Granting.Contains(f.Key))
                && Has(f.Value, Step.CloseWindow)), "公示的登记都没有相对方", "Nothing that is publicised has another side",
            "publicity-fields");
        yield return new(rules.Committee is not null && !Some(Step.PassCommittee), "没有程序经过委员会", "No procedure goes to a committee",
            "committee");
        yield return new(rules.Reviews is { } reviews && !Some(Step.PassSubstance) && !rules.Filings.Values.SelectMany(f => f.Materials)
            .Any(m => m.Statement is { } kind && reviews.Kinds.Value.Contains(kind)), "没有材料或程序要第三方的这类声明",
            "No material and no procedure asks a third party for such a statement", "reviews");
        yield return new(rules.CorrectionOnce is not null && !Some(Step.RequestCorrection), "没有程序要求补正",
            "No procedure asks for corrections", "correction-once");
        yield return new(rules.AfterEnd is not null && rules.EffectiveTo is null, "本规则没有最后施行日", "These rules have no last day",
            "after-end");
        yield return new(rules.ReviewCountsFromReceipt is not null && !rules.Filings.Values.SelectMany(f => f.Procedure)
            .SelectMany(r => Procedure.Of(r.Procedure).Steps).Any(r => r.Starts is Deadline.Review), "没有程序起算审查期限",
            "No procedure starts the review's clock", "review-counts-from-receipt");
        yield return new(rules.Objections.IdentityRequired is not null && !Some(Step.Object), "没有程序公示，公示期无人提出异议",
            "Nothing is publicised that somebody could object to", "objections", "identity-required");
        yield return new(rules.Objections.LapsedIsFinal is not null && !rules.Filings.ContainsKey(FilingKind.Objection),
            "本规则不办理异议登记", "No objection is registered here", "objections", "lapsed-is-final");
        yield return new(rules.Succession is not null && !rules.Filings.Values.Any(f => f.By.Value.Contains(FilingParty.Successor)),
            "没有登记类型由承继者申请", "No kind is filed by a successor", "succession");
        yield return new(rules.Accounts is { Change: null } and ({ FrozenByCancellation: not null } or { BusinessSettled: not null }),
            "没有账户变更期限，账户不能变更或注销", "Without a term for changes no account is changed or cancelled", "accounts");
    }

    static IEnumerable<RuleFinding> Checks(RegistrationRules rules, PackTree tree)
    {
        for (var i = 0; i < rules.Checks.Count; i++)
            if (rules.Checks[i] is var rule && ByPeople.Contains(rule.Check) != rule.By is not null)
                yield return rule.By is null
                    ? tree.At("check-by-nobody", $"平台不能核查“{rule.Check}”，须写明由谁核查（by）。",
                        $"The platform cannot make the check {rule.Check}; say who does (by).", "checks", $"{i}")
                    : tree.At("check-by-people", $"“{rule.Check}”由平台核查，不由人。",
                        $"The platform makes the check {rule.Check} itself; nobody else does.", "checks", $"{i}");
    }

    /// <summary>A check of what the pack does not know: a freeze that nobody orders, a pledge that nobody registers.</summary>
    static IEnumerable<RuleFinding> Objectless(RegistrationRules rules, PackTree tree)
    {
        for (var i = 0; i < rules.Checks.Count; i++)
        {
            var rule = rules.Checks[i];
            if (Needs(rule.Check) is { } needed && !rules.Filings.ContainsKey(needed))
                yield return tree.At("check-objectless", $"“{rule.Check}”以“{needed}”登记为前提，本规则不办理。",
                    $"The check {rule.Check} can find something only where {needed} is filed.", "checks", $"{i}");
        }
        if (rules.Checks.Exists(c => c.Check is NamedCheck.NotSimilar) != rules.SimilarPercent is not null)
            yield return tree.At("similar-percent", "“NotSimilar”与相似度（similar-percent）须同时写明。",
                "The check NotSimilar and similar-percent go together.", "checks");
    }

    static FilingKind? Needs(NamedCheck check) => check switch
    {
        NamedCheck.NotFrozen => FilingKind.Freeze,
        NamedCheck.PledgeeConsents => FilingKind.Pledge,
        NamedCheck.OwnAndConfirmed or NamedCheck.LevelAllowed or NamedCheck.NegativeList or NamedCheck.CoreData or NamedCheck.NoDispute
            or NamedCheck.RightsWithinParent or NamedCheck.NoExclusiveConflict or NamedCheck.NotSimilar or NamedCheck.SharesWithinWhole
            or NamedCheck.FirstRegistered or NamedCheck.ReviewerIndependent or NamedCheck.ReviewerRecognized or NamedCheck.InScope
            or NamedCheck.ComponentsCertified or NamedCheck.BusinessSettled or NamedCheck.RecognizedCertificate
            or NamedCheck.FeaturesGiven => null,
    };

    static bool Has(KindRules filing, Step step)
        => filing.Procedure.Exists(r => Procedure.Of(r.Procedure).Steps.Any(row => row.Step == step));
}
