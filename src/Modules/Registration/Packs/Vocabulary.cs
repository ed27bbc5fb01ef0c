namespace Yuanliu.Registration.Packs;

/// <summary>情形 — what holds of a filing: declared on its form, or known to the platform. Routes, materials and terms depend on
/// them.</summary>
internal enum Circumstance
{
    // of the data
    PublicData, ImportantData, SecurityOrSecret, PersonalInformation, CriticalInfrastructure, CrossBorder, OtherListed,
    // what it is used for
    AuthorizedOperation,
    // how it was come by
    OriginalAcquisition, Collected, Traded, Authorized, OwnProduction, RecognizedVenue, RecognizedPlatform,
    // what it is
    ResourceObject, ProductObject, ComponentObject, ModelObject, ComputeObject, ComponentsRegistered,
    // what changed or ended
    SubjectRenamed, SubjectSplitOrMerged, ObjectChanged, SharesChanged, HolderChanged, SubjectEnded, CannotOperate, RightExtinguished,
    EffectiveJudgment, NoSuccessor, CertificateDamaged, CertificateLost, OtherCase,
    // of the filing itself
    ByAgent, DepartmentApproval, ChoosesOrdinary, ReportDemanded,
    // what the platform alone knows, and nobody declares
    SignedHere,
}

/// <summary>登记对象形态 — what a register takes: raw resources, components, products of a named form.</summary>
internal enum AssetForm
{
    Resource, Component, DataSet, Interface, Indicator, Report, Model, Application, Visualization, Index, EncryptedData, Compute, Other,
}

/// <summary>主体类别 — what may be a subject of a register.</summary>
internal enum SubjectKind { Organization, NaturalPerson }

/// <summary>申请人身份 — in what position one may file.</summary>
internal enum FilingParty
{
    Holder, Licensor, Licensee, Transferor, Transferee, BothSides, Successor, Interested, Registry, Department,
    /// <summary>Somebody else, by an effective judgment alone.</summary>
    JudgmentHolder,
}

/// <summary>第三方声明 — what a service body signs for.</summary>
internal enum StatementKind { Compliance, Quality, Security, Anonymization, Structuring, Evidence, Substance, Transfer }

/// <summary>核查项 — a condition on content that the platform tests by itself, by name.</summary>
internal enum NamedCheck
{
    OwnAndConfirmed, LevelAllowed, NegativeList, CoreData, NoDispute, RightsWithinParent, NoExclusiveConflict, NotFrozen, PledgeeConsents,
    NotSimilar, SharesWithinWhole, FirstRegistered, ReviewerIndependent, ReviewerRecognized, InScope, ComponentsCertified, BusinessSettled,
    RecognizedCertificate, FeaturesGiven,
}
