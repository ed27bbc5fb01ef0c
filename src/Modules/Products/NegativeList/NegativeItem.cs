namespace Yuanliu.Products.NegativeList;

/// <summary>How an item of the list is recognized. Each is a function in <see cref="Checks"/>; the rules choose among them.</summary>
internal enum NegativeCheck { MarkedWords, IdentifierReleased, RawRowsReleased, LevelTooHigh, PersonalDataBehind }

/// <summary>The two tiers of BJ-OPIN-2023 §20: what cannot be traded (不能交易) and what is strictly limited (严格限制交易).</summary>
internal enum NegativeEffect { Banned, Restricted }

/// <summary>负面清单数据项 — one item of the negative list, with the provision that speaks for it.</summary>
internal sealed record NegativeItem
{
    public required string Key { get; init; }
    public required NegativeCheck Check { get; init; }
    public required NegativeEffect Effect { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }
    /// <summary>What <see cref="NegativeCheck.MarkedWords"/> looks for in titles, descriptions and classes.</summary>
    public List<string> Words { get; init; } = [];
    /// <summary>The smallest group under which a <see cref="NegativeEffect.Restricted"/> item may still be traded.</summary>
    public int? GroupRowsMin { get; init; }
    public required string Basis { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}
