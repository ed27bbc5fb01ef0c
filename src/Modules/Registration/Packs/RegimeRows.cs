using System.Globalization;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>比较项 — what is compared, and how it is read from a pack.</summary>
internal sealed record RegimeRow(string Key, string Zh, string En, Func<RegistrationRules, Regimes.Cell?> Read);

internal static class RegimeRows
{
    public static IReadOnlyList<RegimeRow> All { get; } =
    [
        new("status", "效力", "status", r => new(
            $"{r.Status} {Day(r.EffectiveFrom)}–{(r.EffectiveTo is { } to ? Day(to) : "")}", r.Source, false)),
        new("after-end", "施行期满后仍办理", "filed after the last day", r => r.AfterEnd is not { } after ? null : new(
            string.Join("、", after.Value.Select(k => r.Of(k).TitleZh)), after.Basis, after.Open,
            string.Join("; ", after.Value.Select(k => r.Of(k).TitleEn)))),
        new("forms", "登记对象", "objects", r => One(r.Forms, v => string.Join(", ", v))),
        new("subjects", "登记主体", "subjects", r => One(r.Subjects, v => string.Join(", ", v))),
        new("rights", "登记的权利", "rights", r => new(
            string.Join(", ", r.Rights.Select(x => x.TitleZh)), Bases(r.Rights.Select(x => x.Basis)), r.Rights.Exists(x => x.Open),
            string.Join(", ", r.Rights.Select(x => x.TitleEn)))),
        new("obligatory", "登记前置于", "obligatory before", r => One(r.ObligatoryBefore, v => string.Join(", ", v))),
        .. Enum.GetValues<FilingKind>().Select(Kind),
        .. Enum.GetValues<Deadline>().Select(Clock),
        .. Enum.GetValues<FilingKind>().Select(Within),
        new("refusal-notice", "不予登记通知", "notice of a refusal",
            r => r.RefusalNotice is { } t ? new($"{t.Length} {t.Unit}", t.Basis, t.Open) : null),
        new("statements", "首次登记的第三方声明", "third-party statements at first registration", Statements),
        new("objection", "公示期异议的效力", "effect of an objection", r => One(r.Objections.DuringPublicity, v => $"{v}")),
        new("evidence", "异议须附证据", "an objection needs evidence", r => One(r.Objections.EvidenceRequired, Yes)),
        new("after-dismissal", "异议不成立后公示", "publicity after dismissal", r => One(r.Objections.PublicityAfterDismissal, v => $"{v}")),
        new("disposal", "异议期间处分须承诺", "disposal under objection by commitment", r => One(r.Objections.DisposalByCommitment, Yes)),
        new("lapsed", "失效异议不再受理", "a lapsed objection is final", r => One(r.Objections.LapsedIsFinal, Yes)),
        new("publicity", "公示内容", "what is publicised", r => One(r.PublicityFields, v => string.Join(", ", v))),
        new("separate", "回避", "separation", r => One(r.Separate, v => string.Join(", ", v.Select(p => string.Join("/", p))))),
        new("level", "最高级别", "highest level", r => One(r.LevelMax, v => $"{v}")),
        new("grounds", "不予登记事由", "grounds of refusal", r => new(
            string.Join("；", r.RefusalGrounds.Select(g => g.Zh)), Bases(r.RefusalGrounds.Select(g => g.Basis)), false)),
        new("certificates", "证书", "certificates", r => r.Certificates.Count == 0 ? null
            : new(string.Join("、", r.Certificates.Values.Select(c => c.Title)), Bases(r.Certificates.Values.Select(c => c.Basis)), false)),
        new("contents", "证书载明事项", "contents of the certificate",
            r => First(r) is { } c ? One(c.Contents, v => string.Join(", ", v)) : null),
        new("identifier", "证书的唯一标识符", "identifier of the certificate", r => First(r) is { } c ? One(c.Identifier, v => v) : null),
        new("term", "证书有效期", "term of the certificate", r => First(r) is { } c ? One(c.Valid, Years) : null),
        new("void", "变更后证书作废", "void on change", r => First(r) is { } c ? One(c.VoidOnChange, Yes) : null),
        new("prevails", "账户优先于证书", "the account prevails", r => One(r.AccountPrevails, Yes)),
        new("expiry-cancels", "期满未续证即注销", "cancelled where not renewed", r => One(r.CancelledAtExpiry, Yes)),
        new("end-notice", "注销、撤销公告", "what is void is made public", r => One(r.EndNotice, Yes)),
        new("similar", "须认定是否重复登记的相似度", "alike enough to be told apart", r => One(r.SimilarPercent, v => $"{v} %")),
        new("partial", "部分撤销", "partial revocation",
            r => r.Filings.TryGetValue(FilingKind.Revocation, out var k) ? One(k.Partial, Yes) : null),
        new("reports", "报告义务", "reports", r => r.Reports.Count == 0 ? null : new(
            string.Join("；", r.Reports.Select(p => $"{p.TitleZh}（{p.Due.Length} {p.Due.Unit}, {p.Due.From}）")),
            Bases(r.Reports.Select(p => p.Due.Basis)), r.Reports.Exists(p => p.Due.Open),
            string.Join("; ", r.Reports.Select(p => $"{p.TitleEn} ({p.Due.Length} {p.Due.Unit}, {p.Due.From})")))),
        new("inspections", "检查情况公开", "inspections made public", r => r.Inspections.Count == 0 ? null : new(
            string.Join("；", r.Inspections.Select(i => i.TitleZh)), Bases(r.Inspections.Select(i => i.Basis)),
            r.Inspections.Exists(i => i.Open), string.Join("; ", r.Inspections.Select(i => i.TitleEn)))),
        new("retention", "保存年限", "years kept", r => One(r.RetentionYears, v => $"{v}")),
    ];

    /// <summary>Under which title and by which procedures a kind is filed.</summary>
    static RegimeRow Kind(FilingKind kind) => new($"kind.{kind}", Wording.Zh(kind), $"{kind}", r =>
        !r.Filings.TryGetValue(kind, out var k) ? null : new(
            $"{k.TitleZh}: {string.Join(" / ", k.Procedure.Select(p => p.Procedure).Distinct())}", k.Basis,
            k.Open || k.Procedure.Exists(p => p.Open),
            $"{k.TitleEn}: {string.Join(" / ", k.Procedure.Select(p => p.Procedure).Distinct())}"));

    /// <summary>The length a clock has at first registration, on each route where it differs.</summary>
    static RegimeRow Clock(Deadline deadline) => new($"clock.{deadline}", Wording.Zh(deadline), $"clock: {deadline}", r =>
    {
        if (!r.Filings.TryGetValue(FilingKind.Initial, out var initial)) return null;
        var found = initial.Procedure.Where(p => Procedure.Of(p.Procedure).Steps.Any(s => s.Starts == deadline))
            .Select(p => (p.Procedure, Term: r.TermOf(FilingKind.Initial, p.Procedure, deadline))).ToList();
        if (found.Count == 0) return null;
        var lengths = found.GroupBy(f => (f.Term.Length, f.Term.Unit)).ToList();
        return new(string.Join("; ", lengths.Select(g => $"{g.Key.Length} {g.Key.Unit}"
            + (lengths.Count > 1 ? $" ({string.Join(", ", g.Select(f => f.Procedure))})" : ""))), Bases(found.Select(f => f.Term.Basis)),
            found.Exists(f => f.Term.Open));
    });

    /// <summary>Within which time after what one has to file.</summary>
    static RegimeRow Within(FilingKind kind) => new($"within.{kind}", $"{Wording.Zh(kind)}的申请期限", $"{kind}: to be filed", r =>
        !r.Filings.TryGetValue(kind, out var k) || k.Within.Count == 0 ? null : new(string.Join("; ", k.Within.Select(t =>
            $"{t.Length} {t.Unit} {(t.Before ? "before" : "after")} {t.From}{(t.When.Count > 0 ? $" ({string.Join(", ", t.When)})" : "")}"
            + (t.Bars ? ", bars" : ""))), Bases(k.Within.Select(t => t.Basis)), k.Within.Exists(t => t.Open)));

    static Regimes.Cell? Statements(RegistrationRules rules)
    {
        if (!rules.Filings.TryGetValue(FilingKind.Initial, out var initial)) return null;
        var found = initial.Materials.Where(m => m.Statement is not null).ToList();
        return found.Count == 0 ? null
            : new(string.Join(", ", found.Select(Named)), Bases(found.Select(m => m.Basis)), found.Exists(m => m.Open));
    }

    static string Named(MaterialRule material) => material.When.Count > 0 ? $"{material.Statement} ({string.Join(", ", material.When)})"
        : $"{material.Statement}{(material.Optional ? " (optional)" : "")}";

    static CertificateRules? First(RegistrationRules rules)
        => rules.Filings.TryGetValue(FilingKind.Initial, out var initial) && initial.Issues is [var key, ..]
            ? rules.Certificates[key] : null;

    static string Years(CertificateTerm term) => string.Join(", ", new[]
    {
        term.Years is { } years ? $"{years} years" : term.UntilRight ? null : "no end", term.UntilRight ? "until the right ends" : null,
        term.RenewsFromExpiry ? "renewed from the old last day" : null,
    }.OfType<string>());

    static Regimes.Cell? One<T>(Ruled<T>? ruled, Func<T, string> write)
        => ruled is null ? null : new(write(ruled.Value) is { Length: > 0 } text ? text : "–", ruled.Basis, ruled.Open);

    static string Yes(bool value) => value ? "yes" : "no";
    static string Bases(IEnumerable<string> bases) => string.Join("; ", bases.Distinct());
    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
