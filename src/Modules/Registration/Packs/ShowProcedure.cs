using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>一步的法律 — one row of the procedure with the clock it starts and what that rests on.</summary>
/// <param name="WhenDue">What time does when the clock runs out; null for a duty, whose end is only a fault.</param>
/// <param name="Open">The source is silent on the clock's length: ours is a default, for the reason given.</param>
internal sealed record LawRow(
    Stage Stage, Step Step, Stage From, Stage To, Actor Actor, Deadline? Deadline, LawTerm? Term, Step? WhenDue, string Basis, bool Open,
    string? Reason)
{
    public static List<LawRow> Of(RegistrationRules rules, FilingKind kind, ProcedureName name)
    {
        var table = Procedure.Of(name);
        return table.Steps.Select(row =>
        {
            var term = row.Starts is { } deadline ? rules.TermOf(kind, name, deadline) : null;
            return new LawRow(row.From, row.Step, row.From, row.To, row.By, row.Starts, term is null ? null : new(term.Length, term.Unit),
                row.Starts is { } started ? table.Fires(started) : null, term?.Basis ?? rules.Of(kind).Basis, term?.Open ?? false,
                term?.Reason);
        }).ToList();
    }
}

internal sealed record LawTerm(int Length, TermUnit Unit);

/// <summary>登记程序（法律视图） — the procedure as anyone may read it: stages, steps, clocks, and on what each rests.</summary>
internal static class ShowProcedure
{
    /// <summary>A value that the pack sets, in words.</summary>
    internal sealed record ValueView(string Name, string Value, string Basis, bool Open, string? Reason);
    internal sealed record KindView(
        FilingKind Kind, string TitleZh, string TitleEn, string Basis, ProcedureName Procedure, IReadOnlyList<LawRow> Rows, string Mermaid);
    internal sealed record ProvisionView(string Article, string Zh);
    /// <summary>A source, once, with the articles that the pack rests on.</summary>
    internal sealed record SourceView(string Id, IReadOnlyList<ProvisionView> Provisions);
    internal sealed record View(
        string Pack, string Title, string TitleEn, PackStatus Status, string Source, string Sha256, IReadOnlyList<SourceView> Sources,
        IReadOnlyList<KindView> Kinds, IReadOnlyList<ValueView> Values);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/procedure/{pack}", Handle).OpenToAnyone().WithName(nameof(ShowProcedure)).WithSummary("登记程序与法律依据");

    static Results<Ok<View>, ProblemHttpResult> Handle(string pack, HttpContext context, RegistrationPacks packs)
        => packs.For(pack) is not { Rules: var rules } found ? Refusals.NoRules(pack).Problem(context)
            : TypedResults.Ok(new View(found.Id, rules.Title, rules.TitleEn, rules.Status, rules.Source, found.Sha256, Sources(rules),
                [.. from filing in rules.Filings
                    orderby filing.Key
                    from name in filing.Value.Procedure.Select(r => r.Procedure).Distinct()
                    select new KindView(filing.Key, filing.Value.TitleZh, filing.Value.TitleEn, filing.Value.Basis, name,
                        LawRow.Of(rules, filing.Key, name), WorkflowDiagram.Mermaid(Procedure.Of(name).Steps))], [.. Values(rules)]));

    static List<SourceView> Sources(RegistrationRules rules)
        => [.. rules.Sources.GroupBy(p => p.Id,
            (id, provisions) => new SourceView(id, [.. provisions.Select(p => new ProvisionView(p.Article, p.Zh))]))];

    static IEnumerable<ValueView> Values(RegistrationRules rules)
    {
        yield return One("objection-during-publicity", rules.Objections.DuringPublicity, v => v.ToString());
        yield return One("publicity-after-dismissal", rules.Objections.PublicityAfterDismissal, v => v.ToString());
        yield return One("separate", rules.Separate, v => string.Join("; ", v.Select(pair => string.Join(" / ", pair))));
        yield return One("level-max", rules.LevelMax, v => $"{v}");
        yield return One("forms", rules.Forms, v => string.Join(", ", v));
        yield return One("publicity-fields", rules.PublicityFields, v => string.Join(", ", v));
        foreach (var (key, certificate) in rules.Certificates)
        {
            yield return One($"certificate-contents/{key}", certificate.Contents, v => string.Join(", ", v));
            yield return One($"certificate-term/{key}", certificate.Valid, v => v.Years is { } years ? $"{years}" : "–");
            yield return One($"certificate-number/{key}", certificate.Number, v => v);
            if (certificate.Identifier is { } arc) yield return One($"certificate-identifier/{key}", arc, v => v);
        }
        yield return One("account-number", rules.Numbers.Account, v => v);
        yield return One("filing-number", rules.Numbers.Filing, v => v);
        yield return One("unit-number", rules.Numbers.Unit, v => v);
        yield return One("retention-years", rules.RetentionYears, v => $"{v}");
    }

    static ValueView One<T>(string name, Ruled<T> ruled, Func<T, string> write)
        => new(name, write(ruled.Value), ruled.Basis, ruled.Open, ruled.Reason);
}
