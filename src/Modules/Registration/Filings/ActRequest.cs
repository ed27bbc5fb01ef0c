namespace Yuanliu.Registration.Filings;

/// <summary>办理内容 — what a step is given with: a reason, the ground of the pack it names, papers that come with it.</summary>
internal record ActRequest
{
    public const int PapersMax = 20;

    public string? Reason { get; init; }
    /// <summary>法定事由, by its key in the pack.</summary>
    public string? Ground { get; init; }
    /// <summary>What the pack asks for at this very step, by its key.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
    /// <summary>SHA-256 of files that the caller's organization uploaded before.</summary>
    public IReadOnlyList<string> Papers { get; init; } = [];

    internal sealed class Shape : AbstractValidator<ActRequest>
    {
        public Shape()
        {
            RuleFor(r => r.Reason).MaximumLength(FilingAct.ReasonMax);
            RuleFor(r => r.Ground).MaximumLength(60);
            RuleFor(r => r.Fields).Must(d => d.Count <= PapersMax
                && d.All(p => p.Key.Length is > 0 and <= 60 && p.Value is { Length: <= FilingForm.Shape.TextMax }));
            RuleFor(r => r.Papers).Must(AreHashes);
        }

        public static bool AreHashes(IReadOnlyList<string> papers)
            => papers.Count <= PapersMax && papers.Distinct().Count() == papers.Count && papers.All(p => p is { Length: 64 });
    }
}
