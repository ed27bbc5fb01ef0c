using Yuanliu.Products.NegativeList;

namespace Yuanliu.Products;

/// <summary>A number that a rule sets, with the provision it rests on.</summary>
internal sealed record Limit
{
    public required int Value { get; init; }
    public required string Basis { get; init; }
    /// <summary>The source is silent: <see cref="Value"/> is our default, for the <see cref="Reason"/> given.</summary>
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>产品规则 — what may be made into a product, and the negative list it is checked against.</summary>
internal sealed record ProductRules
{
    public const string PackId = "negative-list";

    public required string Source { get; init; }
    /// <summary>Columns above this level cannot be opened in any product; 1 to 4 as in <see cref="FieldCard.Level"/>.</summary>
    public required Limit LevelOpenableMax { get; init; }
    /// <summary>Columns above this level never leave row by row, as a file or through an interface.</summary>
    public required Limit LevelReleasableMax { get; init; }
    /// <summary>The smallest group, in rows or distinct identities, that any product may set.</summary>
    public required Limit GroupRowsMin { get; init; }
    /// <summary>Kinds in <see cref="FieldCard.Personal"/> that name organizations: no personal information.</summary>
    public required List<string> OrganizationIdentifiers { get; init; }
    public required List<NegativeItem> Items { get; init; }
    /// <summary>What is proposed for each level, from the lowest.</summary>
    public required List<CleanRoom.Openness> Openness { get; init; }

    public bool IsPersonal(FieldCard column) => column.Personal is { } kind && !OrganizationIdentifiers.Contains(kind);

    /// <exception cref="InvalidDataException">An item that could never be checked: the host must not start on half a list.</exception>
    public static Pack<ProductRules> Load(string folder)
    {
        var pack = RulePacks<ProductRules>.Load(folder).For(PackId) ?? throw new InvalidDataException($"{folder} has no {PackId}.yaml.");
        if (pack.Rules.Items.Select(Fault).FirstOrDefault(f => f is not null) is { } fault) throw new InvalidDataException(fault);
        if (pack.Rules.Items.CountBy(i => i.Key).Any(k => k.Value > 1)) throw new InvalidDataException("An item stands twice.");
        if (CleanRoom.Openness.Fault(pack.Rules.Openness, pack.Rules.LevelOpenableMax.Value) is { } wrong)
            throw new InvalidDataException(wrong);
        return pack;
    }

    internal static string? Fault(NegativeItem item) => item switch
    {
        { Check: NegativeCheck.MarkedWords, Words.Count: 0 } => $"{item.Key} looks for no word.",
        { Effect: NegativeEffect.Restricted, GroupRowsMin: null } => $"{item.Key} restricts nothing.",
        { Open: true, Reason: null } => $"{item.Key} is open for no reason.",
        _ => null,
    };
}
