namespace Yuanliu.Registration.Filings;

/// <summary>理由 — what a step that decides about somebody is given with.</summary>
internal sealed record ReasonRequest(string? Reason)
{
    internal sealed class Shape : AbstractValidator<ReasonRequest>
    {
        public Shape() => RuleFor(r => r.Reason).MaximumLength(FilingAct.ReasonMax);
    }
}
