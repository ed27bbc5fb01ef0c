using Yuanliu.Kernel;

namespace Yuanliu.Contracts;

public readonly record struct ListingId(Guid Value) : ITypedId<ListingId>
{
    public static ListingId From(Guid value) => new(value);
    public int CompareTo(ListingId other) => Value.CompareTo(other.Value);
}

public readonly record struct AgreementId(Guid Value) : ITypedId<AgreementId>
{
    public static AgreementId From(Guid value) => new(value);
    public int CompareTo(AgreementId other) => Value.CompareTo(other.Value);
}

/// <summary>合约条款 — the clauses of every agreement. The value is the number printed in it, so a refusal can name its clause.</summary>
public enum Clause
{
    Output = 1, Columns = 2, SmallestGroup = 3, Identity = 4, Uses = 5, Term = 6, Purpose = 7,
    Price = 8, Split = 9, Tracing = 10, Conduct = 11, Ending = 12,
}

/// <summary>使用策略 — what the agreement allows. Clause numbers are those printed in the agreement.</summary>
/// <param name="Uses">How many uses were agreed: a hard limit (BJ-OPIN-2023 §12).</param>
/// <param name="Until">The last legal day on which a use is allowed.</param>
/// <param name="Columns">The columns that may be used, and the identity column whenever the product has one:
/// groups are counted by it.</param>
public sealed record UsagePolicy(
    string Purpose, int Uses, DateOnly From, DateOnly Until, int MinGroup, IReadOnlyList<ProductColumn> Columns)
{
    public UseControls Controls { get; init; } = UseControls.Default;
}

/// <summary>收益分配 — shares of each payment in hundredths of a percent; they add up to 10,000.</summary>
public sealed record SplitTerms(int HolderBasisPoints, int OperatorBasisPoints, int PlatformBasisPoints, string Basis);

/// <summary>合约 — as other modules may know it.</summary>
/// <param name="InForce">Both sides have signed, and it has neither ended nor been terminated.</param>
public sealed record AgreementCard(
    AgreementId Id, string Number, ProductId Product, ResourceId Resource, OrganizationId Buyer, OrganizationId Seller,
    OrganizationId Holder,
    UsagePolicy Policy, Fen PricePerUse, SplitTerms Split, bool InForce, string DocumentSha256)
{
    /// <summary>The policy in ODRL as both sides signed it, canonical JSON. What it does not permit is denied.</summary>
    public string Odrl { get; init; } = "";
    /// <summary>When it came into force, UTC; null before that.</summary>
    public DateTime? Since { get; init; }
    /// <summary>The last legal day on which it was in force, where a side ended it before its term; else null.</summary>
    public DateOnly? EndedOn { get; init; }
    /// <summary>From which everything is counted that is to be done once the agreement is over.</summary>
    public DateOnly LastDay => EndedOn ?? Policy.Until;

    /// <summary>What one answered use by this door costs.</summary>
    public Fen PriceOf(UseMode mode) => Policy.Controls.PriceOf(mode) is { } fen ? new(fen) : PricePerUse;
}

/// <summary>合约 — what other modules may ask about agreements.</summary>
public interface IAgreements
{
    Task<AgreementCard?> Find(AgreementId id, CancellationToken ct);
    /// <summary>Who signed it for whom, in the order of signing.</summary>
    Task<IReadOnlyList<AgreementSigner>> Signers(AgreementId id, CancellationToken ct);
}

/// <summary>签署人 — a person who signed an agreement for one side.</summary>
public sealed record AgreementSigner(OrganizationId Organization, PersonId Person, DateTime At);

/// <summary>合约已提前终止 — a side ended it before its term: what is counted from the end is counted from that day.</summary>
/// <param name="On">The last legal day on which it was in force.</param>
public sealed record AgreementTerminated(Guid Agreement, DateOnly On) : Fact
{
    public override string Kind => "trading.agreement-terminated/1";
}

/// <summary>合约已生效 — both sides have signed the same document.</summary>
public sealed record AgreementSigned(
    Guid Agreement, string Number, Guid Product, Guid Buyer, Guid Seller, string DocumentSha256, long PricePerUseFen, int Uses,
    DateOnly Until) : Fact
{
    public override string Kind => "trading.agreement-signed/1";
}
