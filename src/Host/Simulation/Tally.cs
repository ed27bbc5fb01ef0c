namespace Yuanliu.Host.Simulation;

/// <summary>计数 — what was refused, and to whom it happened: somebody who tried what the law allows, or what it forbids.</summary>
internal sealed class Tally
{
    readonly SortedDictionary<string, int> lawful = new(StringComparer.Ordinal), unlawful = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, int> offences = new(StringComparer.Ordinal);

    /// <summary>By code: an act that the procedure offered was refused because of what else stood in its way.</summary>
    public IReadOnlyDictionary<string, int> Lawful => lawful;
    public IReadOnlyDictionary<string, int> Unlawful => unlawful;
    public IReadOnlyDictionary<string, int> Offences => offences;

    public void Barred(string code) => lawful[code] = lawful.GetValueOrDefault(code) + 1;

    public void Caught(string offence, string code)
    {
        unlawful[code] = unlawful.GetValueOrDefault(code) + 1;
        offences[offence] = offences.GetValueOrDefault(offence) + 1;
    }
}
