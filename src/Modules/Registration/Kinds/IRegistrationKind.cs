using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Kinds;

/// <summary>登记要件 — what a filing of a kind has to name.</summary>
[Flags]
internal enum Demands
{
    None = 0,
    /// <summary>A resource that the applicant holds and has confirmed in the catalog.</summary>
    OwnResource = 1,
    /// <summary>The rights it is about, one by one.</summary>
    Rights = 2,
    /// <summary>The other side.</summary>
    OtherSide = 4,
}

/// <summary>登记类型 — what one kind of filing asks of the register, and what it does to it. One class for each kind; none knows a
/// jurisdiction.</summary>
internal interface IRegistrationKind
{
    FilingKind Kind { get; }

    Demands Demands => Demands.None;

    /// <summary>In which states the certificate that it acts on may be.</summary>
    IReadOnlyList<CertificateStatus> ActsOn => [CertificateStatus.Valid];

    /// <summary>And in which it may be by the time it is taken on or entered.</summary>
    IReadOnlyList<CertificateStatus> MayHaveBecome => ActsOn;

    /// <summary>Two of these never run on the same right at once.</summary>
    bool RunsAlone => false;

    /// <summary>Why the register cannot enter it as it stands; null when it can. Asked when it is filed, taken on, and entered.</summary>
    Refusal? Check(Matter matter);

    /// <summary>Enters it, in the transaction that registers.</summary>
    void Apply(Matter matter);
}

/// <summary>A kind that stands noted on the register while it is not decided (异议标识).</summary>
internal interface INotedKind : IRegistrationKind
{
    /// <summary>In the transaction that takes it to <see cref="Stage.Marked"/>.</summary>
    void Note(Matter matter);

    /// <summary>When it ends in nothing.</summary>
    void Strike(Matter matter);
}

/// <summary>Finds what a kind of filing does.</summary>
internal sealed class RegistrationKinds(IEnumerable<IRegistrationKind> kinds)
{
    readonly Dictionary<FilingKind, IRegistrationKind> known = kinds.ToDictionary(k => k.Kind);

    public IRegistrationKind Of(FilingKind kind) => known[kind];

    public IEnumerable<IRegistrationKind> All => known.Values;
}
