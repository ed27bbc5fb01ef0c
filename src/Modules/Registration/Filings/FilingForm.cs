namespace Yuanliu.Registration.Filings;

internal sealed record FormMaterial(string Key, string? UploadSha256, string? Text);

/// <summary>申请表 — what an applicant fills in, for a filing and for its correction alike.</summary>
internal sealed record FilingForm(
    IReadOnlyList<ClaimedRight> Rights, string Source, string Compliance, string Authorization, IReadOnlyList<FormMaterial>? Materials)
{
    public IReadOnlyList<FormMaterial> Papers() => Materials ?? [];

    /// <summary>The keys of all materials that are really there; an empty statement is none.</summary>
    public HashSet<string> Given()
    {
        var given = Papers().Where(m => m.UploadSha256 is not null || !string.IsNullOrWhiteSpace(m.Text)).Select(m => m.Key).ToHashSet();
        (string, string)[] statements =
            [(MaterialKeys.Source, Source), (MaterialKeys.Compliance, Compliance), (MaterialKeys.Authorization, Authorization)];
        foreach (var (key, text) in statements)
            if (string.IsNullOrWhiteSpace(text)) given.Remove(key);
            else given.Add(key);
        return given;
    }

    internal sealed class Shape : AbstractValidator<FilingForm>
    {
        public const int TextMax = 4000;

        public Shape()
        {
            RuleFor(f => f.Rights).NotEmpty().Must(r => r is null || r.DistinctBy(x => x.Kind).Count() == r.Count)
                .WithMessage("同一权利只能列一次 / each right once");
            RuleForEach(f => f.Rights).ChildRules(r =>
            {
                r.RuleFor(x => x.Kind).IsInEnum();
                r.RuleFor(x => x.Scope).NotEmpty().MaximumLength(500);
            });
            RuleFor(f => f.Source).NotNull().MaximumLength(TextMax);
            RuleFor(f => f.Compliance).NotNull().MaximumLength(TextMax);
            RuleFor(f => f.Authorization).NotNull().MaximumLength(TextMax);
            RuleFor(f => f.Materials).Must(m => m is null || m.Count <= 30);
            RuleForEach(f => f.Materials).ChildRules(m =>
            {
                m.RuleFor(x => x.Key).NotEmpty().MaximumLength(60);
                m.RuleFor(x => x.UploadSha256).Length(64).When(x => x.UploadSha256 is not null);
                m.RuleFor(x => x.Text).MaximumLength(TextMax);
            });
        }
    }
}
