namespace Yuanliu.Trading;

/// <summary>收益分配规则 — the default shares of each payment, in hundredths of a percent.</summary>
internal sealed record SplitRule
{
    public const int Whole = 10_000;

    public required int HolderBasisPoints { get; init; }
    public required int OperatorBasisPoints { get; init; }
    public required int PlatformBasisPoints { get; init; }
    public required string Basis { get; init; }
    /// <summary>The source states a principle and no number: the shares are our default, for the <see cref="Reason"/> given.</summary>
    public bool Open { get; init; }
    public string? Reason { get; init; }

    /// <remarks>Who is holder and operator at once gets both shares; they stay apart here, because the contributions are two.</remarks>
    public SplitTerms Terms() => new(HolderBasisPoints, OperatorBasisPoints, PlatformBasisPoints, Basis);
}

/// <summary>A number that a rule sets, with the provision it rests on.</summary>
internal sealed record Limit
{
    public required int Value { get; init; }
    public required string Basis { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>交易规则 — what the venue sets for every agreement.</summary>
internal sealed record TradingRules
{
    public const string PackId = "split";

    public required string Source { get; init; }
    public required SplitRule Split { get; init; }
    public required Limit AgreementRoundsMax { get; init; }

    /// <exception cref="InvalidDataException">Shares that lose or make money: the host must not start on them.</exception>
    public static Pack<TradingRules> Load(string folder)
    {
        var pack = RulePacks<TradingRules>.Load(folder).For(PackId) ?? throw new InvalidDataException($"{folder} has no {PackId}.yaml.");
        if (Fault(pack.Rules.Split) is { } fault) throw new InvalidDataException(fault);
        return pack;
    }

    internal static string? Fault(SplitRule split)
    {
        int[] shares = [split.HolderBasisPoints, split.OperatorBasisPoints, split.PlatformBasisPoints];
        if (shares.Any(s => s < 0)) return "A share is negative.";
        return shares.Sum() == SplitRule.Whole ? null : $"The shares add up to {shares.Sum()}, not to {SplitRule.Whole}.";
    }
}
