using System.Collections.Concurrent;
using System.Text;
using Yuanliu.Compute.Odrl;

namespace Yuanliu.Space.Policies;

/// <summary>使用策略（编译后） — an agreement's terms in the form in which they are decided and enforced.</summary>
internal sealed class CompiledPolicy(AgreementCard agreement, PolicySet policies)
{
    TableTerms? terms;

    /// <summary>Compiles the agreement's policy; one that cannot be read permits nothing.</summary>
    public static CompiledPolicy Of(AgreementCard agreement) => new(agreement, Read(agreement.Odrl));

    public static PolicySet Read(string odrl)
        => OdrlReader.Read(Encoding.UTF8.GetBytes(odrl)).Policy is { } policy ? PolicySet.Of(new PolicyProgram(policy)) : PolicySet.Empty;

    public AgreementCard Agreement => agreement;
    public PolicySet Policies => policies;
    /// <summary>Put together when somebody asks: who only decides whether a use still may be made needs none of it.</summary>
    public TableTerms Terms => terms ??= policies.Programs.SelectMany(p => p.Policy.Permissions.SelectMany((_, i) => p.Settings(i)))
        .Aggregate(TableTerms.Of(agreement.Policy.Columns, agreement.Policy.MinGroup, agreement.Policy.Controls), Settings.Narrow);
    public int MinGroup => Terms.MinGroup;
    public string Sha256 => Policies.Programs.Count > 0 ? Policies.Programs[0].Policy.Sha256 : "";
    public IEnumerable<ColumnTerms> Columns
        => Agreement.Policy.Columns.Select(c => Terms.Columns.GetValueOrDefault(c.Name)).OfType<ColumnTerms>();

    /// <summary>Whether a template is, in every word, one that both sides signed.</summary>
    /// <param name="written">The template as <see cref="QueryTemplate.ToSigned"/> writes it.</param>
    public bool Holds(string written) => Named("yl:template").ToList() is { Count: > 0 } signed
        && signed.TrueForAll(s => s.Values.Contains(written, StringComparer.Ordinal));

    IEnumerable<OdrlAtom> Named(string term)
        => Policies.Programs.SelectMany(p => p.Policy.Permissions.SelectMany((_, i) => p.Settings(i))).Where(s => s.Term.Name == term);

    public bool Allows(UseMode mode) => Agreement.Policy.Controls.Modes.Contains(mode);
}

/// <summary>编译缓存 — policies as they were compiled, by the document that both sides signed.</summary>
internal sealed class PolicyCache
{
    const int KeptMax = 4096;
    readonly ConcurrentDictionary<string, PolicySet> kept = new();

    public CompiledPolicy Of(AgreementCard agreement)
    {
        if (kept.Count > KeptMax) kept.Clear();
        return new(agreement, kept.GetOrAdd(agreement.Odrl, CompiledPolicy.Read));
    }
}
