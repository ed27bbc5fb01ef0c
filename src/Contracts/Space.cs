using Yuanliu.Kernel;

namespace Yuanliu.Contracts;

public readonly record struct UseId(Guid Value) : ITypedId<UseId>
{
    public static UseId From(Guid value) => new(value);
    public int CompareTo(UseId other) => Value.CompareTo(other.Value);
}

/// <summary>使用已计量 — one use under an agreement was answered; the bill follows from it.</summary>
/// <param name="Number">1 for the first use under the agreement, without gaps.</param>
public sealed record UseMetered(Guid Use, Guid Agreement, int Number, string QuerySha256, string ResultSha256, int Groups, long PriceFen)
    : Fact
{
    public override string Kind => "space.use-metered/1";
}

/// <summary>使用被拒 — a use was denied before or while it ran; nothing was released.</summary>
public sealed record UseDenied(Guid Agreement, string Code, string? Clause, string QuerySha256) : Fact
{
    public override string Kind => "space.use-denied/1";
}

/// <summary>计量 — one counted use, as settlement may know it.</summary>
/// <param name="At">UTC.</param>
public sealed record MeteredUse(UseId Id, AgreementId Agreement, int Number, DateTime At, Fen Price);

/// <summary>空间 — what trading and settlement may ask about uses.</summary>
public interface IUses
{
    /// <summary>How many uses of an agreement were metered so far.</summary>
    Task<int> Count(AgreementId agreement, CancellationToken ct);
    /// <summary>Metered uses of an agreement with a number above the given one, in order.</summary>
    Task<IReadOnlyList<MeteredUse>> After(AgreementId agreement, int number, int take, CancellationToken ct);
}
