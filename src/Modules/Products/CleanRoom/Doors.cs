namespace Yuanliu.Products.CleanRoom;

/// <summary>The form of a product's controls; whether they are allowed is <see cref="Doors"/>' business.</summary>
internal sealed class ControlsShape : AbstractValidator<UseControls>
{
    const long PriceFenMax = 100_000_000_00;
    const int Most = 100_000_000;

    public ControlsShape()
    {
        RuleFor(c => c.Modes).NotEmpty().Must(m => m is null || m.Distinct().Count() == m.Count).WithMessage("Each mode is named once.");
        RuleFor(c => c.RowsMax).InclusiveBetween(1, Most);
        RuleFor(c => c.CellsMax).InclusiveBetween(1, int.MaxValue);
        RuleFor(c => c.BytesMax).InclusiveBetween(1, int.MaxValue);
        RuleFor(c => c.RowsPerIdentityMax).InclusiveBetween(1, Most);
        RuleFor(c => c.UsesPerDayMax).InclusiveBetween(1, Most);
        RuleFor(c => c.RefusalsPerDayMax).InclusiveBetween(1, Most);
        RuleFor(c => c.ListMin).InclusiveBetween(1, Most);
        RuleFor(c => c.ProbesPerDayMax).InclusiveBetween(1, Most);
        RuleFor(c => c.SlotSeconds).InclusiveBetween(1, 600);
        RuleFor(c => c.Place).Matches("^[0-9]{6}$");
        RuleFor(c => c.Receivers).Must(r => r is null || r.Count is > 0 and <= 100 && r.DistinctBy(x => x.Id).Count() == r.Count)
            .WithMessage("One to a hundred receivers, each named once.");
        RuleFor(c => c.Duties).Must(d => d is null || d.Count <= 10 && d.All(IsWhole))
            .WithMessage("At most ten duties, with days up to ten years.");
        RuleFor(c => c.Prices)
            .Must(p => p is null || p.All(x => x.Fen is > 0 and <= PriceFenMax) && p.DistinctBy(x => x.Mode).Count() == p.Count)
            .WithMessage("One price for each mode, above nothing.");
        RuleFor(c => c.Templates).Must(t => t is null || t.Count <= 20 && t.DistinctBy(x => x.Name).Count() == t.Count && t.All(IsTemplate))
            .WithMessage("At most twenty templates of at most ten parameters; names of letters, digits and _; kinds and choices that fit.");
        RuleFor(c => c.Verification).Must(v => v is null || IsShort(v.Keys, 4) && IsShort(v.Compared, 8))
            .WithMessage("One to four columns that find a record and one to eight to be compared.");
    }

    static bool IsWhole(DutyTerm duty) => duty.Days is null or (>= 0 and <= 3660) && duty.EveryDays is null or (> 0 and <= 3660)
        && (duty.Source?.Length ?? 0) <= 200;

    static bool IsTemplate(QueryTemplate template) => IsName(template.Name) && template.Title is { Length: > 0 and <= 200 }
        && template.Sql is { Length: > 0 and <= 4000 } && template.Parameters is { Count: <= 10 } parameters
        && parameters.DistinctBy(p => p.Name).Count() == parameters.Count && parameters.All(p => IsName(p.Name)
            && p.Title is { Length: > 0 and <= 200 } && (p.Choices is null || p.Choices.Count is > 0 and <= 200
                && p.Choices.All(c => c is { Length: > 0 and <= 200 })));

    static bool IsName(string? name) => name is { Length: > 0 and <= 40 } && char.IsAsciiLetter(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    static bool IsShort(IReadOnlyList<string>? names, int max)
        => names is { Count: > 0 } && names.Count <= max && names.Distinct(StringComparer.Ordinal).Count() == names.Count;
}

/// <summary>使用方式的准入 — which doors a product may have, by what its columns are.</summary>
internal static class Doors
{
    public static Refusal? Refuse(
        UseControls controls, IReadOnlyList<DraftProduct.ColumnChoice> columns, IReadOnlyList<FieldCard> fields, ProductRules rules)
    {
        if (controls.Allows(UseMode.Verification) != controls.Verification is not null) return Refusals.VerificationUnsaid;
        var named = fields.ToDictionary(f => f.Name);
        if (controls.Allows(UseMode.Template) != controls.Templates.Count > 0) return Refusals.TemplatesUnsaid;
        if (controls.Verification is { } verification && Verified(verification, named, rules) is { } unverifiable) return unverifiable;
        if (!LetsRowsOut(controls)) return null;
        var shown = columns.Where(c => c.Use is ColumnUse.Dimension or ColumnUse.Measure).Select(c => named[c.Name]);
        return shown.FirstOrDefault(f => f.Level > rules.LevelReleasableMax.Value) is { } high
            ? Refusals.NotReleasable(high.Title, high.Level, rules.LevelReleasableMax) : null;
    }

    /// <summary>Rows leave as they are by these doors.</summary>
    public static bool LetsRowsOut(UseControls controls) => controls.Allows(UseMode.File) || controls.Allows(UseMode.Api);

    static Refusal? Verified(VerificationTerms terms, Dictionary<string, FieldCard> fields, ProductRules rules)
    {
        foreach (var name in terms.Keys.Concat(terms.Compared))
        {
            if (!fields.TryGetValue(name, out var field)) return Refusals.NoSuchColumn(name);
            if (field.Level > rules.LevelOpenableMax.Value) return Refusals.Level(field.Title, field.Level, rules.LevelOpenableMax);
            if (rules.IsPersonal(field) && !terms.NeedsConsent) return Refusals.ConsentUnsaid(field.Title);
        }
        return terms.Compared.Intersect(terms.Keys).Any() ? Refusals.VerificationUnsaid : null;
    }
}
