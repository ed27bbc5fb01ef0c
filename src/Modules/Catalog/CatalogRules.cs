namespace Yuanliu.Catalog;

/// <param name="Kind">What the probe calls it, for example <c>ResidentNumber</c>.</param>
internal sealed record PersonalRule
{
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required string Class { get; init; }
    /// <summary>The level proposed; the steward may raise it, and lower it no further than <see cref="Floor"/>.</summary>
    public required int Level { get; init; }
    public required int Floor { get; init; }
    /// <summary>Share of the sampled values that must match before the column counts as that kind, in percent.</summary>
    public required int SharePercent { get; init; }
    public required string Basis { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>A column name that is known to mean something.</summary>
internal sealed record TermRule
{
    public required List<string> Names { get; init; }
    public required string Title { get; init; }
    public required string Class { get; init; }
    public string? Personal { get; init; }
}

internal sealed record DefaultLevel
{
    public required int Level { get; init; }
    public required string Class { get; init; }
    public required string Basis { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>分类分级规则 — how columns are named, classed and graded before a steward decides.</summary>
internal sealed record CatalogRules
{
    public required string Source { get; init; }
    public required int LevelMax { get; init; }
    public required DefaultLevel Default { get; init; }
    public required List<PersonalRule> Personal { get; init; }
    public required List<TermRule> Terms { get; init; }
    public required long UploadBytesMax { get; init; }
}
