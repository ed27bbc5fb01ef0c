namespace Yuanliu.Host.Simulation;

/// <summary>计数 — what was refused, and to whom it happened: somebody who tried what the law allows, or what it forbids.</summary>
internal sealed class Tally
{
    readonly SortedDictionary<string, int> lawful = new(StringComparer.Ordinal);
    readonly Dictionary<OffenceKind, SortedDictionary<string, int>> offences = [];

    /// <summary>By code: an act that the procedure offered was refused because of what else stood in its way.</summary>
    public IReadOnlyDictionary<string, int> Lawful => lawful;

    /// <summary>How often each unlawful act was tried and refused, by the code of the refusal.</summary>
    public IReadOnlyDictionary<string, int> Of(OffenceKind kind) => offences.TryGetValue(kind, out var codes) ? codes : [];

    public bool Tried(OffenceKind kind) => offences.ContainsKey(kind);

    public void Barred(string code) => lawful[code] = lawful.GetValueOrDefault(code) + 1;

    public void Caught(OffenceKind offence, string code)
    {
        if (!offences.TryGetValue(offence, out var codes)) offences[offence] = codes = new(StringComparer.Ordinal);
        codes[code] = codes.GetValueOrDefault(code) + 1;
    }
}
