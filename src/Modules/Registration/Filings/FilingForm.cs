using System.Text.Json.Serialization;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>材料（填报） — a file that was uploaded before, a text, or a service body's signed statement.</summary>
internal sealed record FormMaterial(string Key, string? UploadSha256, string? Text)
{
    public Guid? StatementId { get; init; }
    /// <summary>平台签署的文件 — the platform holds the signed paper itself and words say which. No form can claim that.</summary>
    [JsonIgnore]
    public bool SignedHere { get; init; }

    [JsonIgnore]
    public bool IsWordsAlone => UploadSha256 is null && StatementId is null && !SignedHere && !string.IsNullOrWhiteSpace(Text);
}

/// <summary>申请表 — what an applicant fills in, for a filing and for its correction alike. Which fields and papers it has, the pack
/// says.</summary>
internal record FilingForm
{
    public IReadOnlyList<ClaimedRight> Rights { get; init; } = [];
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<Circumstance> Circumstances { get; init; } = [];
    public IReadOnlyList<FormMaterial> Materials { get; init; } = [];
    public Guid? Counterparty { get; init; }
    /// <summary>The certificate that the filing acts on.</summary>
    public string? Certificate { get; init; }
    /// <summary>The register number of the unit it acts on, where no certificate says it.</summary>
    public string? Unit { get; init; }
    public Guid? Encumbrance { get; init; }
    public long? AmountFen { get; init; }
    public DateOnly? Until { get; init; }
    public IReadOnlyDictionary<FilingEvent, DateOnly> Events { get; init; } = new Dictionary<FilingEvent, DateOnly>();
    public string? Ground { get; init; }
    /// <summary>Keys of papers that the applicant undertakes to hand in within the term the law gives (容缺承诺).</summary>
    public IReadOnlyList<string> Promised { get; init; } = [];
    /// <summary>It is made of a contract that both sides signed on this platform. Only the platform says so.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool SignedHere { get; init; }

    /// <summary>The keys of all materials that are really there; an empty statement is none.</summary>
    public HashSet<string> Given()
        => [.. Materials.Where(m => m.UploadSha256 is not null || m.StatementId is not null || !string.IsNullOrWhiteSpace(m.Text))
            .Select(m => m.Key)];

    internal sealed class Shape : AbstractValidator<FilingForm>
    {
        public const int TextMax = 4000, ItemsMax = 60;

        public static bool AreDistinct(IReadOnlyList<ClaimedRight> rights) => rights.DistinctBy(r => r.Kind).Count() == rights.Count;

        public Shape()
        {
            RuleFor(f => f.Rights).Must(AreDistinct).WithMessage("同一权利只能列一次 / each right once");
            RuleForEach(f => f.Rights).SetValidator(new RightShape());
            RuleFor(f => f.Fields)
                .Must(d => d.Count <= ItemsMax && d.All(p => p.Key.Length is > 0 and <= 60 && p.Value is { Length: <= TextMax }));
            RuleFor(f => f.Circumstances).Must(c => c.Count <= ItemsMax && c.All(Enum.IsDefined) && c.Distinct().Count() == c.Count);
            RuleFor(f => f.Materials).Must(m => m.Count <= ItemsMax);
            RuleForEach(f => f.Materials).ChildRules(m =>
            {
                m.RuleFor(x => x.Key).NotEmpty().MaximumLength(60);
                m.RuleFor(x => x.UploadSha256).Length(64).When(x => x.UploadSha256 is not null);
                m.RuleFor(x => x.Text).MaximumLength(TextMax);
            });
            RuleFor(f => f.Certificate).MaximumLength(60);
            RuleFor(f => f.Unit).MaximumLength(60);
            RuleFor(f => f.AmountFen).InclusiveBetween(1, 1_000_000_000_000_000);
            RuleFor(f => f.Events).Must(e => e.Count <= ItemsMax && e.Keys.All(Enum.IsDefined));
            RuleFor(f => f.Ground).MaximumLength(60);
            RuleFor(f => f.Promised).Must(p => p.Count <= ItemsMax && p.All(k => k is { Length: > 0 and <= 60 }));
        }
    }
    internal sealed class RightShape : AbstractValidator<ClaimedRight>
    {
        public RightShape()
        {
            RuleFor(x => x.Kind).IsInEnum();
            RuleFor(x => x.Scope).NotEmpty().MaximumLength(500);
            RuleFor(x => x.Territory).MaximumLength(200);
            RuleFor(x => x.Scenarios).NotNull().Must(s => s is null || s.Count <= 20 && s.All(t => t is { Length: > 0 and <= 100 }));
            RuleFor(x => x.Items).NotNull().Must(i => i is null || i.Count <= 500 && i.All(t => t is { Length: > 0 and <= 200 }));
            RuleFor(x => x.ShareBasisPoints).InclusiveBetween(1, 10_000);
        }
    }
}
