using Yuanliu.Kernel;

namespace Yuanliu.Contracts;

public readonly record struct UseId(Guid Value) : ITypedId<UseId>
{
    public static UseId From(Guid value) => new(value);
    public int CompareTo(UseId other) => Value.CompareTo(other.Value);
}

/// <summary>使用已计量 — one use under an agreement was answered; the bill follows from it.</summary>
/// <param name="Number">1 for the first use under the agreement, without gaps.</param>
/// <param name="RequestSha256">Of all that the decision rested on besides the policy; both are kept, so it can be decided again.</param>
/// <param name="PlanSha256">Of the question's canonical plan with its parameters, thresholds and the version of the data.</param>
/// <param name="Left">Uses left after this one.</param>
public sealed record UseMetered(
    Guid Use, Guid Agreement, int Number, string Mode, string QuerySha256, string PlanSha256, string PolicySha256, string RequestSha256,
    string ResultSha256, int Groups, int Left, long PriceFen) : Fact
{
    public override string Kind => "space.use-metered/1";
}

/// <summary>隐私预算已支出 — an answer with noise was charged to its receiver's budget of the month.</summary>
/// <param name="Rho">In 10⁻¹² of ρ.</param>
/// <param name="Delta">In 10⁻¹⁸.</param>
public sealed record PrivacySpent(Guid Use, Guid Resource, string Month, long Rho, long Delta) : Fact
{
    public override string Kind => "space.privacy-spent/1";
}

/// <summary>使用被拒 — a use was denied before or while it ran; nothing was released.</summary>
/// <param name="Cause">What kept a run from being released; null when it was denied before.</param>
public sealed record UseDenied(
    Guid Agreement, string Mode, string Code, string? Clause, string? Cause, string QuerySha256, string PolicySha256, string? RequestSha256)
    : Fact
{
    public override string Kind => "space.use-denied/1";
}

/// <summary>使用已叫停 — the use of an agreement was stopped at once; keys given under it are void.</summary>
public sealed record AgreementStopped(Guid Agreement, string ReasonSha256) : Fact
{
    public override string Kind => "space.agreement-stopped/1";
}

/// <summary>使用已恢复 — a stop was lifted.</summary>
public sealed record AgreementResumed(Guid Agreement, string ReasonSha256) : Fact
{
    public override string Kind => "space.agreement-resumed/1";
}

/// <summary>密钥已签发 — a program may use the agreement with it.</summary>
public sealed record KeyIssued(Guid Agreement, Guid Key) : Fact
{
    public override string Kind => "space.key-issued/1";
}

/// <summary>密钥已吊销.</summary>
public sealed record KeyRevoked(Guid Agreement, Guid Key) : Fact
{
    public override string Kind => "space.key-revoked/1";
}

/// <summary>计量 — one counted use, as settlement may know it.</summary>
/// <param name="At">UTC.</param>
public sealed record MeteredUse(UseId Id, AgreementId Agreement, int Number, DateTime At, Fen Price);

/// <summary>空间 — what trading and settlement may ask about uses.</summary>
public interface IUses
{
    /// <summary>How many uses of an agreement were metered so far.</summary>
    Task<int> Count(AgreementId agreement, CancellationToken ct);
    /// <summary>Moves the meter of an agreement that is being ended, within the transaction that is open: a use that is about to be counted
    /// meets it there, and looks at the agreement anew.</summary>
    Task Close(AgreementId agreement, CancellationToken ct);
    /// <summary>Metered uses of an agreement with a number above the given one, in order.</summary>
    Task<IReadOnlyList<MeteredUse>> After(AgreementId agreement, int number, int take, CancellationToken ct);
}
