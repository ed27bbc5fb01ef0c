using System.Collections.Frozen;

namespace Yuanliu.Space.Policies;

/// <summary>What the policy says of a use before it runs.</summary>
internal enum Verdict { Allowed, NotBuyer, NotInForce, NotYet, Expired, UsesSpent, OtherPurpose }

/// <summary>使用策略（编译后） — an agreement's terms in the form in which they are decided: no allocation, no database.</summary>
internal sealed class CompiledPolicy(AgreementCard agreement)
{
    readonly FrozenDictionary<string, ProductColumn> columns =
        agreement.Policy.Columns.Where(c => c.Use is not ColumnUse.None).ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    public AgreementCard Agreement => agreement;
    public int MinGroup { get; } = Math.Max(1, agreement.Policy.MinGroup);
    public IEnumerable<ProductColumn> Columns => agreement.Policy.Columns.Where(c => c.Use is not ColumnUse.None);

    /// <summary>The column that tells whose row it is; groups are measured in its distinct values. Null when rows are counted.</summary>
    public ProductColumn? Identity { get; } = agreement.Policy.Columns.FirstOrDefault(c => c.Use is ColumnUse.Identity);

    /// <summary>A column by its name, as SQL compares names: without regard to case.</summary>
    public ProductColumn? Column(string name) => columns.GetValueOrDefault(name);

    /// <param name="party">The organization that asks.</param>
    /// <param name="purpose">The purpose it states; null = the agreed one.</param>
    /// <param name="today">The legal day.</param>
    /// <param name="used">Uses metered so far.</param>
    public Verdict Decide(OrganizationId party, string? purpose, DateOnly today, int used)
    {
        if (party != agreement.Buyer) return Verdict.NotBuyer;
        if (!agreement.InForce) return today > agreement.Policy.Until ? Verdict.Expired : Verdict.NotInForce;
        if (today < agreement.Policy.From) return Verdict.NotYet;
        if (today > agreement.Policy.Until) return Verdict.Expired;
        if (purpose is not null && !string.Equals(purpose, agreement.Policy.Purpose, StringComparison.Ordinal)) return Verdict.OtherPurpose;
        return used < agreement.Policy.Uses ? Verdict.Allowed : Verdict.UsesSpent;
    }

    /// <summary>The verdict in words; null when the use is allowed.</summary>
    public Denial? Denial(Verdict verdict) => verdict switch
    {
        Verdict.Allowed => null,
        Verdict.NotBuyer => Refusals.NotBuyer,
        Verdict.NotInForce => Refusals.NotInForce,
        Verdict.NotYet => Refusals.NotYet(agreement.Policy.From),
        Verdict.Expired => Refusals.Expired(agreement.Policy.Until),
        Verdict.UsesSpent => Refusals.UsesSpent(agreement.Policy.Uses),
        Verdict.OtherPurpose => Refusals.Purpose(agreement.Policy.Purpose),
    };
}
