namespace Yuanliu.Trading.Policies;

/// <summary>要约 — one side's complete proposal of what shall be agreed.</summary>
/// <param name="Columns">Names of the columns to be used; an identity column is always counted by and need not be named.</param>
internal sealed record Offer(string Purpose, int Uses, DateOnly Until, int MinGroup, IReadOnlyList<string> Columns, long PricePerUseFen);

/// <summary>What a side asks for; what it leaves out stays as offered before.</summary>
internal sealed record Asked(
    string Purpose, int Uses, DateOnly Until, IReadOnlyList<string>? Columns = null, int? MinGroup = null, long? PricePerUseFen = null);

/// <summary>The form of an offer; whether it is allowed is <see cref="Bounds"/>' business.</summary>
internal sealed class AskedShape : AbstractValidator<Asked>
{
    const long PriceFenMax = 100_000_000_00;

    public AskedShape()
    {
        RuleFor(a => a.Purpose).NotEmpty().MaximumLength(100);
        RuleFor(a => a.Uses).InclusiveBetween(1, 1_000_000);
        RuleFor(a => a.MinGroup).InclusiveBetween(1, 100_000);
        RuleFor(a => a.PricePerUseFen).InclusiveBetween(1, PriceFenMax);
        RuleFor(a => a.Columns).Must(c => c is null || c.Count is > 0 and <= 500 && c.Distinct().Count() == c.Count)
            .WithMessage("1 to 500 columns, each named once.");
    }
}
