using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>登记表单 — what a kind of filing asks for, so that a client draws the form from it and from nothing else.</summary>
internal static class ShowForm
{
    internal sealed record ChoiceView(string Key, string Zh, string En);
    /// <param name="Known">What the platform fills in; a client shows it and asks for nothing.</param>
    /// <param name="Private">That the public sees nothing of it, and by what; null where the pack does not say so.</param>
    internal sealed record FieldView(
        string Key, string TitleZh, string TitleEn, FieldType Type, bool Required, IReadOnlyList<Circumstance> When,
        IReadOnlyList<Circumstance> Waived, IReadOnlyList<ChoiceView> Choices, KnownFact? Known, Step? At, PrivateView? Private,
        string Basis, bool Open, string? Reason);
    internal sealed record PrivateView(string Basis, bool Open, string? Reason);
    internal sealed record StatementView(StatementKind Kind, string Zh, string En);
    /// <param name="File">A paper of its own: only a file will do, no words about it.</param>
    /// <param name="By">Whose paper it is; none = of whoever files.</param>
    /// <param name="Grounds">Asked for where one of these grounds is named; none = whatever is named.</param>
    internal sealed record MaterialView(
        string Key, string TitleZh, string TitleEn, bool Required, IReadOnlyList<Circumstance> When, IReadOnlyList<Circumstance> Waived,
        StatementView? Statement, KnownFact? Known, Step? At, bool MayFollow, bool File,
        IReadOnlyList<FilingParty> By, IReadOnlyList<string> Grounds, string Basis, bool Open, string? Reason);
    internal sealed record CircumstanceView(Circumstance Key, string Zh, string En);
    /// <param name="Asked">False when the register or the calendar knows the day.</param>
    internal sealed record EventView(
        FilingEvent Key, string Zh, string En, bool Asked, int Length, TermUnit Unit, bool Before, bool Bars, bool Opens,
        bool AfterRegistration, IReadOnlyList<Circumstance> When,
        string Basis, bool Open, string? Reason);
    internal sealed record PartyView(FilingParty Key, string Zh, string En);
    internal sealed record CounterpartyView(bool Consents, string Basis, bool Open);
    internal sealed record GapView(IReadOnlyList<string> Materials, string Zh, string En, string Basis, bool Open, string? Reason);
    internal sealed record RouteView(ProcedureName Procedure, IReadOnlyList<Circumstance> Any, IReadOnlyList<Circumstance> All,
        IReadOnlyList<Circumstance> None, string Basis, bool Open);
    /// <param name="Burdens">The kind lays a burden on a right: a sum may be secured, and it may end on a day.</param>
    /// <param name="Lifts">The kind lifts a burden that stands: the form says which.</param>
    internal sealed record View(
        string Pack, string Sha256, PackStatus Status, FilingKind Kind, string TitleZh, string TitleEn, string Basis,
        IReadOnlyList<PartyView> By, string ByBasis, CounterpartyView? Counterparty, bool NeedsCertificate, bool Burdens, bool Lifts,
            IReadOnlyList<RightRules> Rights,
        IReadOnlyList<CircumstanceView> Circumstances, IReadOnlyList<FieldView> Fields, IReadOnlyList<MaterialView> Materials,
        IReadOnlyList<EventView> Events, IReadOnlyList<GroundRule> Grounds, GapView? Gaps, bool Partial, IReadOnlyList<RouteView> Routes,
        IReadOnlyList<Circumstance> OnlyWhen, string? OnlyWhenBasis);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/packs/{pack}/forms/{kind}", Handle).OpenToAnyone().WithName(nameof(ShowForm)).WithSummary("登记表单");

    static Results<Ok<View>, ProblemHttpResult> Handle(
        string pack, FilingKind kind, HttpContext context, RegistrationPacks packs, IClock clock)
    {
        if ((packs.InForce(pack, LegalDay.Of(clock.Now)) ?? packs.For(pack)) is not { } found)
            return Refusals.NoRules(pack).Problem(context);
        return found.Rules.Filings.ContainsKey(kind) ? TypedResults.Ok(Of(found, kind))
            : Refusals.KindNotOffered(kind, found.Rules.Source).Problem(context);
    }

    static View Of(RegistrationPack pack, FilingKind kind)
    {
        var (rules, of) = (pack.Rules, pack.Rules.Of(kind));
        var gaps = of.Gaps;
        return new(
            pack.Id, pack.Sha256, rules.Status, kind, of.TitleZh, of.TitleEn, of.Basis,
            [.. of.By.Value.Select(p => new PartyView(p, CircumstanceWords.Of(p).Zh, CircumstanceWords.Of(p).En))], of.By.Basis,
            of.CounterpartyConsents is { } consents ? new(consents.Value, consents.Basis, consents.Open) : null,
                kind is not FilingKind.Initial,
            kind is FilingKind.Pledge or FilingKind.Encumbrance or FilingKind.Trust or FilingKind.Freeze,
            kind is FilingKind.Release or FilingKind.Unfreeze,
            rules.Rights, [.. FormCheck.Declarable(of, rules)
                .Select(c => new CircumstanceView(c, CircumstanceWords.Zh(c), CircumstanceWords.En(c)))],
            [.. of.Fields.Select(Of)], [.. of.Materials.Select(m => Of(m, gaps))], [.. of.Within.Select(Of)], of.Grounds,
            gaps is null ? null : new(gaps.Materials.Value, gaps.ConsequenceZh, gaps.ConsequenceEn, gaps.Materials.Basis,
                gaps.Materials.Open,
                gaps.Materials.Reason),
            of.Partial?.Value ?? false, [.. of.Procedure.Select(r => new RouteView(r.Procedure, r.Any, r.All, r.None, r.Basis, r.Open))],
            of.OnlyWhen?.Value ?? [], of.OnlyWhen?.Basis);
    }

    internal static FieldView Of(FieldRule f) => new(
        f.Key, f.TitleZh, f.TitleEn, f.Type, !f.Optional && f.Known is null, f.When, f.Waived,
        [.. f.Choices.Select(c => new ChoiceView(c.Key, c.Zh, c.En))], f.Known, f.At,
        f.Private is { Value: true } hidden ? new(hidden.Basis, hidden.Open, hidden.Reason) : null, f.Basis, f.Open, f.Reason);

    static MaterialView Of(MaterialRule m, GapRules? gaps) => new(
        m.Key, m.TitleZh, m.TitleEn, !m.Optional && m.Known is null, m.When, m.Waived,
        m.Statement is { } kind ? new(kind, CircumstanceWords.Of(kind).Zh, CircumstanceWords.Of(kind).En) : null,
        m.Known, m.At, gaps?.Materials.Value.Contains(m.Key) ?? false, m.File, m.By, m.Grounds,
        m.Basis, m.Open, m.Reason);

    static EventView Of(FilingTerm t) => new(
        t.From, CircumstanceWords.Of(t.From).Zh, CircumstanceWords.Of(t.From).En,
        t.From is FilingEvent.Contract or FilingEvent.Occurrence or FilingEvent.MarketRegulatorApproval
            or FilingEvent.MarketRegulatorFiling,
        t.Length, t.Unit, t.Before, t.Bars, t.Opens, t.AfterRegistration, t.When, t.Basis, t.Open, t.Reason);
}
