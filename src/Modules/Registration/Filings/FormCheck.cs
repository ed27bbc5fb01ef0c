using System.Globalization;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>表单核对 — whether a form says what its kind asks for, in the way it is asked. What the platform knows is never asked.</summary>
internal static class FormCheck
{
    public static Refusal? Before(FilingForm form, FilingKind kind, IReadOnlyCollection<Circumstance> circumstances,
        RegistrationRules rules)
    {
        var of = rules.Of(kind);
        return IsCase(of, circumstances) ?? AreCircumstancesKnown(form, of, rules) ?? AreFieldsRight(form, of, circumstances)
            ?? AreMaterialsComplete(form, of, circumstances, registry: false)
            ?? IsGroundKnown(form, of, rules) ?? IsCounterpartyNamed(form, of);
    }

    /// <summary>办理情形: where the paper says in which cases the kind is filed, one of them holds.</summary>
    static Refusal? IsCase(KindRules of, IReadOnlyCollection<Circumstance> circumstances)
        => of.IsCase(circumstances) ? null : Refusals.NoCase(of.TitleZh, of.TitleEn, of.OnlyWhen!.Basis);

    /// <summary>情形: only what the pack makes something depend on can be declared.</summary>
    static Refusal? AreCircumstancesKnown(FilingForm form, KindRules of, RegistrationRules rules)
        => form.Circumstances.Except(Declarable(of, rules)).Select(c => (Circumstance?)c).FirstOrDefault() is { } unknown
            ? Refusals.CircumstanceUnknown(CircumstanceWords.Zh(unknown), CircumstanceWords.En(unknown), rules.Source) : null;

    /// <summary>Everything that a route, a paper, a field or a term of the kind depends on, and what makes somebody a successor where one
    /// may file.</summary>
    public static IReadOnlyList<Circumstance> Declarable(KindRules of, RegistrationRules rules)
        => [.. of.Procedure.SelectMany(r => r.Any.Concat(r.All).Concat(r.None))
        .Concat(of.Materials.SelectMany(m => m.When.Concat(m.Waived))).Concat(of.Fields.SelectMany(f => f.When.Concat(f.Waived)))
        .Concat(of.Within.SelectMany(t => t.When)).Concat(of.OnlyWhen?.Value ?? [])
        .Concat(of.By.Value.Contains(FilingParty.Successor) ? Sides.Succeeding : [])
        .Concat(of.Issues.SelectMany(key => rules.Certificates[key].When)).Distinct().Except(KnownHere).Order()];

    /// <summary>平台自知的情形: what nobody has to declare, and nobody can.</summary>
    static readonly Circumstance[] KnownHere = [Circumstance.SignedHere];

    /// <summary>What the pack asks for at this step and not before; the fields then stand in the filing's content.</summary>
    public static Refusal? AtStep(
        Filing filing, Step step, IReadOnlyDictionary<string, string> fields, IReadOnlyList<ActPaper> papers, KindRules of)
    {
        var circumstances = filing.Content.Circumstances;
        if (AreFieldsRight(fields, of.Fields.FindAll(f => f.At == step), circumstances) is { } wrong) return wrong;
        if (of.Materials.Find(m => m.At == step && m.IsNeeded(circumstances) && !papers.Any(p => p.Key == m.Key)) is { } missing)
            return Refusals.MaterialMissing(missing.TitleZh, missing.TitleEn, missing.Basis);
        if (fields.Count > 0)
            filing.Content = filing.Content with { Fields = new Dictionary<string, string>(filing.Content.Fields.Concat(fields)
                .GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Last().Value)) };
        return null;
    }

    static Refusal? AreFieldsRight(FilingForm form, KindRules of, IReadOnlyCollection<Circumstance> circumstances)
        => AreFieldsRight(form.Fields, of.Fields.FindAll(f => f.At is null), circumstances);

    /// <summary>What is asked is answered, each in its own way, and nothing else is said.</summary>
    public static Refusal? AreFieldsRight(
        IReadOnlyDictionary<string, string> fields, List<FieldRule> asked, IReadOnlyCollection<Circumstance> circumstances)
    {
        if (fields.Keys.FirstOrDefault(k => !asked.Exists(f => f.Key == k)) is { } unknown) return Refusals.FieldUnknown(unknown);
        foreach (var field in asked.Where(f => f.Known is null))
        {
            var given = fields.GetValueOrDefault(field.Key);
            if (string.IsNullOrWhiteSpace(given))
            {
                if (field.IsNeeded(circumstances)) return Refusals.FieldMissing(field.TitleZh, field.TitleEn, field.Basis);
            }
            else if (!IsOfItsType(field, given)) return Refusals.FieldWrong(field.TitleZh, field.TitleEn, field.Basis);
        }
        return null;
    }

    static bool IsOfItsType(FieldRule field, string given) => field.Type switch
    {
        FieldType.Text => given.Length <= 500 && !given.Any(char.IsControl),
        FieldType.LongText => true,
        FieldType.Choice => field.Choices.Exists(c => c.Key == given),
        FieldType.Choices => given.Split(',') is var keys && keys.Distinct().Count() == keys.Length
            && keys.All(k => field.Choices.Exists(c => c.Key == k)),
        FieldType.Date => DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        FieldType.Number => IsNumber(given, out _),
        FieldType.Percent => IsNumber(given, out var percent) && percent is >= 0 and <= 100,
    };

    static bool IsNumber(string given, out decimal number)
        => decimal.TryParse(given, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out number);

    /// <summary>材料齐全, or promised where the pack lets a paper follow.</summary>
    /// <param name="registry">It files of its own accord.</param>
    public static Refusal? AreMaterialsComplete(
        FilingForm form, KindRules of, IReadOnlyCollection<Circumstance> circumstances, bool registry)
    {
        if (form.Materials.FirstOrDefault(m => !of.Materials.Exists(r => r.Key == m.Key && r.At is null
            && r.Known is null)) is { } unknown) return Refusals.MaterialUnknown(unknown.Key);
        var deferrable = of.Gaps?.Materials.Value ?? [];
        if (form.Promised.FirstOrDefault(k => !deferrable.Contains(k)) is { } main) return Refusals.NotDeferrable(main,
            of.Gaps?.Materials.Basis ?? of.Basis);
        var given = form.Given();
        return of.Materials.Find(m => m.At is null && m.IsAsked(registry, form.Ground) && m.IsNeeded(circumstances)
            && !given.Contains(m.Key) && !form.Promised.Contains(m.Key)) is { } missing
            ? Refusals.MaterialMissing(missing.TitleZh, missing.TitleEn, missing.Basis) : null;
    }

    /// <summary>法定事由: where the law lists grounds, a filing names one of them.</summary>
    static Refusal? IsGroundKnown(FilingForm form, KindRules of, RegistrationRules rules)
    {
        var grounds = of.GroundsOf(registry: false);
        if (form.Ground is null) return grounds.Count == 0 ? null : Refusals.GroundMissing(of.Basis);
        return grounds.Exists(g => g.Key == form.Ground) ? null : Refusals.GroundUnknown(form.Ground, rules.Source);
    }

    static Refusal? IsCounterpartyNamed(FilingForm form, KindRules of)
        => of.CounterpartyConsents is { Value: true } ruled && form.Counterparty is null ? Refusals.CounterpartyMissing(ruled.Basis) : null;
}
